"""Role: settings come from the environment, explain themselves, and are refused when wrong or unsafe."""

from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.errors import UsageError
from dashboard.i18n.catalogue import catalogue
from dashboard.settings import SETTINGS, Settings, default_data_dir, load_settings, settings_table


def test_nothing_set_gives_the_documented_defaults() -> None:
    settings = load_settings({})
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8501, "vi")
    assert settings.database_url == f"sqlite:///{(default_data_dir() / 'sangkien.db').as_posix()}"
    assert (settings.near_share, settings.well_above_share) == (Decimal("0.9"), Decimal("1.3"))


def test_every_field_is_read_from_exactly_one_variable() -> None:
    assert [setting.name for setting in SETTINGS] == [field.name for field in fields(Settings)]
    assert len({setting.variable for setting in SETTINGS}) == len(SETTINGS)


def test_a_data_folder_moves_the_embedded_database() -> None:
    assert load_settings({"SANGKIEN_DATA_DIR": "/srv/sk"}).database_url == "sqlite:////srv/sk/sangkien.db"


def test_per_cents_are_read_exactly_with_comma_or_point() -> None:
    assert load_settings({"SANGKIEN_NEAR_PERCENT": "87,5"}).near_share == Decimal("0.875")


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SANGKIEN_PORT", "0"),
        ("SANGKIEN_PORT", "70000"),
        ("SANGKIEN_PORT", "abc"),
        ("SANGKIEN_PORT", "-1"),
        ("SANGKIEN_HOST", "a b"),
        ("SANGKIEN_DATABASE_URL", "mysql://x/y"),
        ("SANGKIEN_DATABASE_URL", "sqlite://"),
        ("SANGKIEN_DATABASE_URL", "sqlite:///:memory:"),
        ("SANGKIEN_DATA_DIR", "relative/folder"),
        ("SANGKIEN_NEAR_PERCENT", "100"),
        ("SANGKIEN_NEAR_PERCENT", "NaN"),
        ("SANGKIEN_WELL_ABOVE_PERCENT", "100"),
        ("SANGKIEN_LANGUAGE", "fr"),
        ("SANGKIEN_READ_MAX_SECONDS", "1e3"),
    ],
)
def test_a_wrong_or_unsafe_value_is_refused_by_name(variable: str, text: str) -> None:
    with pytest.raises(UsageError, match=variable) as caught:
        load_settings({variable: text})
    assert caught.value.exit_code == 2


def test_a_refusal_never_repeats_the_value_because_it_may_hold_a_password() -> None:
    with pytest.raises(UsageError) as caught:
        load_settings({"SANGKIEN_DATABASE_URL": "mysql://u:s3cret@h/d"})
    assert "s3cret" not in str(caught.value)


def test_every_setting_has_a_help_text_and_stands_in_the_table() -> None:
    assert all(f"settings.help.{setting.name}" in catalogue("vi") for setting in SETTINGS)
    assert all(f"`{setting.variable}`" in settings_table() for setting in SETTINGS)


def test_an_installed_program_keeps_data_per_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.settings._CHECKOUT", Path("/nowhere"))
    assert default_data_dir({"LOCALAPPDATA": "/u/Local"}, "win32") == Path("/u/Local/Sangkien")
    assert default_data_dir({"XDG_DATA_HOME": "/u/data"}, "linux") == Path("/u/data/sangkien")
    assert default_data_dir({}, "linux") == Path.home() / ".local/share/sangkien"


def test_a_source_checkout_keeps_its_own_data() -> None:
    assert default_data_dir().name == "var"
