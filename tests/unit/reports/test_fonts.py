"""Role: the typefaces of documents hold every letter that Vietnamese is written with."""

from pathlib import Path
from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont

from dashboard import reports

FONTS = sorted((Path(reports.__file__).parent / "fonts").glob("*.ttf"))
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = {normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
SIGNS = set("0123456789%.,·–÷×“”₫")


def missing(font: Path, letters: set[str]) -> set[str]:
    """Letters that a typeface cannot draw."""
    drawn = TTFont(font).getBestCmap()
    return {letter for letter in letters if ord(letter) not in drawn}


def test_there_are_all_families_in_their_weights() -> None:
    assert [font.stem for font in FONTS] == [
        "Arimo-Bold", "Arimo-Regular",
        "BeVietnamPro-Bold", "BeVietnamPro-Medium", "BeVietnamPro-Regular", "BeVietnamPro-SemiBold",
        "Tinos-Bold", "Tinos-BoldItalic", "Tinos-Italic", "Tinos-Regular",
    ]  # fmt: skip


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_vietnamese_letter_can_be_drawn(font: Path) -> None:
    assert len(LETTERS) == 73
    assert not missing(font, LETTERS | {letter.upper() for letter in LETTERS} | SIGNS)


def test_a_letter_that_is_not_there_is_noticed() -> None:
    assert missing(FONTS[0], {"中"}) == {"中"}
