"""Role: tests of whole columns of texts: nothing comes out otherwise than one by one."""

import random

import pytest

from dashboard.importing.cells.columns_of_text import (
    ASKED_TOGETHER,
    clean_texts,
    parts_to_look_at,
    word_keys,
)
from dashboard.importing.cells.text import clean_text, word_key

LETTERS = [
    *map(chr, range(0x20, 0x24F)),
    *map(chr, range(0x1E00, 0x1F00)),
    *map(chr, range(0x2000, 0x2070)),
    *"\n\t\r\x00\x07\u0300\u0301\u0323\u034f\u1100\u1161\u2122\u2265\ufb01\U0001f600\ud800" * 4,
    *"ĐđÐðÀàẠạẢảÃãĂăẰằƠơỚớƯưỰựS\u03a3\u03c3\u0130" * 8,
]


def odd_texts(seed: int) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choices(LETTERS, k=dice.randrange(9))) for _ in range(3 * ASKED_TOGETHER)]


@pytest.mark.parametrize("seed", range(20))
def test_odd_texts_are_cleaned_and_folded_as_one_by_one(seed: int) -> None:
    texts = odd_texts(seed)
    cleaned = [clean_text(text) for text in texts]
    assert clean_texts(texts) == cleaned
    assert word_keys(cleaned) == [word_key(text) for text in cleaned]
    assert word_keys(texts) == [word_key(text) for text in texts]


def test_every_letter_of_the_first_plane_is_folded_as_by_itself() -> None:
    for start in range(0, 0x3000, 0x100):
        texts = [f"a{chr(point)}b {chr(point)}" for point in range(start, start + 0x100)]
        for text in texts:  # each alone, so that one odd letter does not send the others the long way
            assert word_keys([text]) == [word_key(text)]


def test_usual_titles_are_cleaned_and_folded_as_one_by_one() -> None:
    titles = [
        "Đổi mới  dạy – học “Ngữ văn” lớp 9",
        " Sửa máy bơm; giảm 2,5% ",
        "",
        "Hà\xa0Nội",
        "a\nb",
        "½ ngày",
    ]
    assert clean_texts(titles) == [clean_text(title) for title in titles]
    assert word_keys(titles) == [word_key(title) for title in titles]
    assert word_keys([]) == []


def test_numbers_and_blanks_in_a_column_of_texts_are_cleaned_as_one_by_one() -> None:
    assert clean_texts(["", 12.0, "Sáng kiến", 7]) == ["", "12", "Sáng kiến", "7"]


def test_only_the_part_with_an_odd_letter_is_looked_at() -> None:
    cells = ["Sáng kiến\nsố 1"] * (4 * ASKED_TOGETHER)
    assert list(parts_to_look_at(cells)) == []
    cells[2 * ASKED_TOGETHER + 3] = "Hà\u200b Nội"
    assert list(parts_to_look_at(cells)) == [slice(2 * ASKED_TOGETHER, 3 * ASKED_TOGETHER)]


@pytest.mark.parametrize(
    "odd", ["\u00ad", "\u034f", "\u200b", "\ufeff", "\u00a0", "\u3000", "\u00d0", "e\u0301"]
)
def test_what_looks_like_something_else_is_always_looked_at(odd: str) -> None:
    assert list(parts_to_look_at(["Sáng kiến", f"Sáng{odd}kiến"])) == [slice(0, ASKED_TOGETHER)]
