"""Role: words live in the catalogues only, the same in both languages, none missing and none unused."""

import ast
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.architecture.sources import product_modules, project_files, text_of, tree_of
from tests.architecture.words import UsedKeys, placeholders, vietnamese_literals

CATALOGUES = "dashboard/i18n/catalogues/"

KEYS_USED_ELSEWHERE: dict[str, str] = {
    "chrome.": "dashboard/ui/explain.py hands over the whole list",
    "vocabulary.": "dashboard/i18n/words.py composes the key from a closed list's class and member",
}
"""Beginning of keys → who composes them, where the code's strings do not show it."""

ALIASES_AT_HOME: dict[str, str] = {
    "dashboard/importing/": "what officers write in headers and cells, to be recognised, never shown",
}
"""Folders whose code may hold Vietnamese names and aliases, though no sentences → why."""

LITERALS_AT_HOME: dict[str, str] = {
    "dashboard/i18n/text.py": "the alphabet itself, by which text is folded and ordered",
    "dashboard/sample/": "the sample campaign's made-up rows are data in Vietnamese",
    "data_access/spreadsheets/legacy.py": "letters of old code pages, and words to know them by",
    "data_access/migrations/": "the official list of fields is data of a new database",
}
"""Files and folders whose Vietnamese is not addressed to a reader → why."""


@cache
def entries(language: str) -> Mapping[str, str]:
    """All entries of a language's tracked catalogues by key."""
    found: dict[str, str] = {}
    for name in project_files():
        if name.startswith(f"{CATALOGUES}{language}/") and name.endswith(".toml"):
            area = name.rsplit("/", 1)[1].removesuffix(".toml")
            flatten(area, tomllib.loads(text_of(name)), found)
    return found


def flatten(prefix: str, table: Mapping[str, Any], into: dict[str, str]) -> None:
    """``area.table.key`` for every text of a parsed catalogue."""
    for key, value in table.items():
        if isinstance(value, dict):
            flatten(f"{prefix}.{key}", value, into)
        else:
            into[f"{prefix}.{key}"] = value


@cache
def used() -> UsedKeys:
    """Keys that the product's code uses."""
    return UsedKeys(tree_of(name) for name in product_modules())


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Keys or placeholders in which two languages differ."""
    problems = [f"{key}: in one language only" for key in sorted(one.keys() ^ other.keys())]
    return problems + [
        f"{key}: {sorted(placeholders(one[key]))} against {sorted(placeholders(other[key]))}"
        for key in sorted(one.keys() & other.keys())
        if placeholders(one[key]) != placeholders(other[key])
    ]


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    problems = differences(entries("vi"), entries("en"))
    assert not problems, "\n".join(problems)


def test_a_difference_between_languages_is_noticed() -> None:
    assert differences({"a.b": "còn {n}"}, {"a.b": "{m} left"})
    assert differences({"a.b": "có"}, {})


def test_no_word_is_missing() -> None:
    missing = sorted(used().asked - entries("vi").keys())
    assert not missing, "\n".join(missing)


def test_every_composed_key_has_entries() -> None:
    areas = {key.split(".")[0] for key in entries("vi")}
    heads = {head for head in used().heads if head.split(".")[0] in areas}
    assert [head for head in sorted(heads) if not any(key.startswith(head) for key in entries("vi"))] == []


def test_no_word_is_unused() -> None:
    elsewhere = tuple(KEYS_USED_ELSEWHERE)
    unused = [key for key in entries("vi") if not used().covers(key) and not key.startswith(elsewhere)]
    assert not unused, "\n".join(unused)


def test_every_word_gets_the_values_it_names() -> None:
    words = entries("vi")
    wrong = [
        f"{key}: needs {sorted(placeholders(words[key]))}, gets {sorted(names)}"
        for key, names in used().given
        if key in words and not placeholders(words[key]) <= names
    ]
    assert not wrong, "\n".join(wrong)


def test_asked_mentioned_and_composed_keys_are_told_apart() -> None:
    keys = UsedKeys([ast.parse("t('a.b', n=1)\nt(f'c.{x}')\nname = 'd.e'\nt('f.g' if x else 'h.i')")])
    assert keys.asked == {"a.b", "f.g", "h.i"}
    assert keys.covers("d.e")
    assert keys.covers("c.anything")
    assert not keys.covers("j.k")
    assert ("a.b", {"n"}) in keys.given


def test_no_vietnamese_hides_in_code() -> None:
    homes = tuple(ALIASES_AT_HOME)
    found = [
        f"{name}:{literal}"
        for name in product_modules()
        if not name.startswith(tuple(LITERALS_AT_HOME))
        for literal in vietnamese_literals(tree_of(name), sentences_only=name.startswith(homes))
    ]
    assert not found, "\n".join(found)


def test_vietnamese_in_code_is_noticed() -> None:
    assert vietnamese_literals(ast.parse("label = 'Đạt'"))
    assert vietnamese_literals(ast.parse("f'còn {n}'"))
    assert vietnamese_literals(ast.parse("say('Thiếu cột.  Xem lại tệp.')"), sentences_only=True)


def test_docstrings_and_alias_lists_are_not_words_for_a_reader() -> None:
    assert vietnamese_literals(ast.parse('"""Đạt."""\nX = 1\n"""Chỉ tiêu."""')) == []
    assert vietnamese_literals(ast.parse("ALIASES = ('Tên SK', 'đ.vị')"), sentences_only=True) == []
