"""Role: Vietnamese text for machines: one normal form, a folded form to match by, the alphabet's order."""

import re
import unicodedata
from functools import lru_cache

# Zero-width, direction and soft-hyphen characters that come along from copying.
_HIDDEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_INVISIBLE = re.compile(f"[{_HIDDEN}]+")
_MARKS = re.compile(f"[\u0300-\u036f{_HIDDEN}]+")

# The letters as the Vietnamese alphabet orders them; f, j, w, z stand at their Latin places.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER = {letter: place for place, letter in enumerate(_ALPHABET)}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make another letter
# Dictionary order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

_BREAK, _NUMBER, _LETTER, _OTHER = range(4)

MOST_REMEMBERED = 20_000
"""Names whose order is worked out once: lists of units are sorted at every look."""

OrderKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def nfc(text: str) -> str:
    """The composed form, in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The form to match and search by: lower case, no accents, đ as d, single spaces.

    ``hoà`` and ``hòa``, ``Đ`` and the look-alike ``Ð``, NFC and NFD, no-break and zero-width spaces all
    come out the same. Idempotent.
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
        text = text.replace("đ", "d").replace("ð", "d").replace("ɖ", "d")
    return " ".join(text.lower().split())


@lru_cache(maxsize=MOST_REMEMBERED)
def vietnamese_order(text: str) -> OrderKey:
    """A sort key: letters by the Vietnamese alphabet, numbers by value, then tones, then the text itself.

    ``Tổ 2`` before ``Tổ 10``; ``Dũng`` before ``Đúc`` before ``Em``; ``hoà`` beside ``hòa``.
    """
    primary: list[tuple[int, int]] = []
    tones = [0]
    composed = nfc(_INVISIBLE.sub("", text))
    number = ""
    for character in composed.lower():
        if character.isdecimal():
            number += character
            continue
        if number:
            primary.append((_NUMBER, int(number)))
            number = ""
        letter, tone = _letter_and_tone(character)
        if letter in _LETTER_ORDER:
            primary.append((_LETTER, _LETTER_ORDER[letter]))
            tones[-1] = tones[-1] or tone
        elif not unicodedata.combining(character):
            primary.append((_BREAK, 0) if character.isspace() else (_kind(character), ord(character)))
            tones.append(0)
    if number:
        primary.append((_NUMBER, int(number)))
    return tuple(primary), tuple(tones), composed


def _letter_and_tone(character: str) -> tuple[str, int]:
    """The letter of the alphabet without its tone, and the tone; a foreign accent is dropped."""
    base, *marks = list(unicodedata.normalize("NFD", character))
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    letter = nfc(base + shape)
    return (letter if letter in _LETTER_ORDER else base), tone


def _kind(character: str) -> int:
    return _OTHER if character.isalpha() else _BREAK
