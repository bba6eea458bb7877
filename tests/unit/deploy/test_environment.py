"""Role: when the bootstrap installs, when it does not, and what it says when it cannot."""

import sys
from pathlib import Path
from string import Formatter

import pytest

import environment  # deploy/ is a folder of scripts; pytest's pythonpath names it
from sentences import SENTENCES

LOCK = environment.LOCKS["run"]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A checkout whose environment exists already; the list fills with what would be installed."""
    for name in (*environment.LOCKS.values(), "pyproject.toml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    installed: list[str] = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(environment, "_install", installed.append)
    return installed


def test_the_second_start_installs_nothing(checkout: list[str]) -> None:
    environment.ensure("run")
    environment.ensure("run")
    assert checkout == [LOCK]


def test_a_changed_lock_is_installed_again(checkout: list[str]) -> None:
    environment.ensure("run")
    (environment.ROOT / LOCK).write_text("two", encoding="utf-8")
    environment.ensure("run")
    assert checkout == [LOCK, LOCK]


def test_line_endings_of_a_checkout_change_nothing(checkout: list[str]) -> None:
    (environment.ROOT / LOCK).write_bytes(b"one\n")
    environment.ensure("run")
    (environment.ROOT / LOCK).write_bytes(b"one\r\n")
    environment.ensure("run")
    assert checkout == [LOCK]


def test_the_test_environment_serves_running_too(checkout: list[str]) -> None:
    environment.ensure("test")
    environment.ensure("run")
    assert checkout == [environment.LOCKS["test"]]


def test_a_failed_installation_leaves_no_stamp(checkout: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(lock: str) -> None:
        raise environment.Stopped("no network")

    monkeypatch.setattr(environment, "_install", fail)
    with pytest.raises(environment.Stopped):
        environment.ensure("run")
    monkeypatch.setattr(environment, "_install", checkout.append)
    environment.ensure("run")
    assert checkout == [LOCK]


def test_no_python_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_commands", list)
    with pytest.raises(environment.Stopped, match=r"3\.11, 3\.12"):
        environment._find_python()


def test_an_old_python_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_commands", lambda: [["old"], [sys.executable]])
    monkeypatch.setattr(
        environment, "_run_probe", lambda command, _: (0, "3.9.2" if command == ["old"] else "3.12.1")
    )
    assert environment._find_python() == ([sys.executable], "3.12.1")


def test_a_python_without_venv_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_commands", lambda: [["bare"]])
    # It starts, but its parts cannot be imported.
    monkeypatch.setattr(environment, "_run_probe", lambda _, program: (int("ensurepip" in program), "3.11.2"))
    with pytest.raises(environment.Stopped, match=r"bare .*apt install python3-venv"):
        environment._find_python()


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_of_a_sentence_name_the_same_values(name: str) -> None:
    vietnamese, english = ({part[1] for part in Formatter().parse(words)} for words in SENTENCES[name])
    assert vietnamese - {None} == english - {None}
