"""Role: every word exists in both languages with the same values in it."""

import string
import unicodedata
from importlib.resources import files

import pytest

from dashboard.i18n import LANGUAGES, current_language, t, use_language
from dashboard.i18n.catalogue import Language, catalogue
from dashboard.i18n.words import word
from data_access import vocabulary


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(catalogue("vi")) == set(catalogue("en"))


def test_both_languages_put_in_the_same_values() -> None:
    different = {
        key
        for key, words in catalogue("vi").items()
        if placeholders(words) != placeholders(catalogue("en").get(key, words))
    }
    assert different == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_in_a_sentence_has_a_name(language: Language) -> None:
    unnamed = {
        k
        for k, words in catalogue(language).items()
        if any(not p.isidentifier() for p in placeholders(words))
    }
    assert unnamed == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_composed_and_not_empty(language: Language) -> None:
    words = catalogue(language)
    assert [k for k, v in words.items() if not v.strip() or v != unicodedata.normalize("NFC", v)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_says_its_role_first(language: Language) -> None:
    folder = files("dashboard.i18n") / "catalogues" / language
    first = {
        f.name: f.read_text(encoding="utf-8").split("\n")[0]
        for f in folder.iterdir()
        if f.name.endswith(".toml")
    }
    assert first
    assert [name for name, line in first.items() if not line.startswith("# Role: ")] == []


@pytest.mark.parametrize(
    "kind",
    [
        vocabulary.Status,
        vocabulary.SolutionKind,
        vocabulary.Block,
        vocabulary.Recognition,
        vocabulary.TargetBasis,
        vocabulary.Measure,
        vocabulary.ImportKind,
        vocabulary.BatchState,
        vocabulary.MoneyFlag,
    ],
)
def test_every_member_of_a_closed_list_has_a_word(kind: type) -> None:
    for member in kind:  # type: ignore[attr-defined]
        assert word(member)


def test_the_words_of_the_statuses() -> None:
    assert word(vocabulary.Status.VALID) == "hợp lệ"
    assert word(vocabulary.Measure.SUBMITTED) == "đã gửi"


def test_a_missing_key_is_an_error_for_a_developer() -> None:
    with pytest.raises(KeyError):
        t("domain.no_such_key")
    with pytest.raises(KeyError):
        t("numbers.dong")


def test_a_missing_key_is_no_error_for_a_leader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_VERSION")
    assert t("domain.no_such_key") == "domain.no_such_key"
    assert t("numbers.dong") == "{n} đồng"


def test_the_language_returns_after_a_block() -> None:
    assert current_language() == "vi"
    with use_language("en"):
        assert current_language() == "en"
    assert current_language() == "vi"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        use_language("fr")
