"""Role: whole columns of texts cleaned and folded at once, exactly as one by one but much faster.

What is asked of every text is asked of many joined ones first; nearly always the answer is the same for all.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.importing.cells.text import clean_text, word_key
from data_access.spreadsheets.raw import Cell

ASKED_TOGETHER = 64
"""Texts joined for one question; a single odd one among them sends all of them the long way."""

_FOLDED_TO = 0x2800
"""Letters below this are folded by a table: Latin with all Vietnamese ones, punctuation, signs."""

_ALL_UNITS = 1 << 16

_LETTERS = ((0x20, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x205E), (0x20A0, 0x20BF), (0x2190, 0x27BF))
"""Where ordinary letters and signs are. Whatever else there is, is looked at closely."""

_DOUBLES = "\u00d0\u00f0"
"""Ð and ð of Iceland, taken for Đ and đ."""

_BETWEEN = "|"

_END = "\0"
"""Parts the texts of a column: no cleaned text holds it."""

_END_BYTE, _DROPPED, _NOT_IN_TABLE = 10, 0, 255


def parts_to_look_at(cells: Sequence[Cell]) -> Iterator[slice]:
    """Where something other than ordinary letters and line breaks stands, a few cells wide."""
    if _letters_of(cells) is not None:
        return
    for start in range(0, len(cells), ASKED_TOGETHER):
        part = slice(start, start + ASKED_TOGETHER)
        if _letters_of(cells[part]) is None:
            yield part


def clean_texts(cells: Sequence[Cell]) -> list[str]:
    """``clean_text`` of every cell."""
    done: list[str] = []
    for start in range(0, len(cells), ASKED_TOGETHER):
        part = cells[start : start + ASKED_TOGETHER]
        letters = _letters_of(part)
        is_clean = letters is not None and "  " not in letters and "\n" not in letters
        done += map(str.strip if is_clean else clean_text, part)  # type: ignore[arg-type] # texts if clean
    return done


def _letters_of(cells: Sequence[Cell]) -> str | None:
    """All texts joined, when only letters, signs and line breaks are in them that stay what they are."""
    try:
        together = _BETWEEN.join(cells)  # type: ignore[arg-type] # what is no text is caught
    except TypeError:
        return None
    letters = np.frombuffer(together.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    return together if np.take(_ordinary(), letters, mode="clip").all() else None


@cache
def _ordinary() -> NDArray[np.bool_]:
    """Which letters are printable, composed whatever stands beside them, and not taken for another."""
    found: Any = np.zeros(_ALL_UNITS, dtype=np.bool_)
    for first, last in _LETTERS:
        for point in range(first, last + 1):
            letter = chr(point)
            found[point] = (
                letter.isprintable()
                and letter not in _DOUBLES
                and not unicodedata.combining(letter)
                and unicodedata.is_normalized("NFC", letter)
            )
    found[ord("\n")] = True
    return found  # type: ignore[no-any-return] # an array of truths, as made above


def word_keys(texts: Sequence[str]) -> list[str]:
    """``word_key`` of every cleaned text."""
    if not texts:
        return []
    letters = np.frombuffer(_END.join(texts).encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    folded = np.take(_table(), letters, mode="clip").tobytes()
    if _NOT_IN_TABLE in folded:
        return list(map(word_key, texts))
    folded = folded.translate(None, bytes((_DROPPED,)))
    while b"  " in folded:
        folded = folded.replace(b"  ", b" ")
    keys = folded.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ").decode().split("\n")
    # A text that holds what parts the texts was not cleaned.
    return keys if len(keys) == len(texts) else list(map(word_key, texts))


@cache
def _table() -> NDArray[np.uint8]:
    """What each letter becomes: one byte, nothing, or something longer that the table cannot hold."""
    table: Any = np.full(_ALL_UNITS, _NOT_IN_TABLE, dtype=np.uint8)
    for point in range(1, _FOLDED_TO):
        # Between two words, so that a letter that becomes a space is told from one that becomes nothing.
        key = word_key(f"a{chr(point)}b")
        if key == "ab":
            table[point] = _DROPPED
        elif len(key) == 3:
            table[point] = ord(key[1])
    table[ord(_END)] = _END_BYTE
    return table  # type: ignore[no-any-return] # an array of bytes, as made above
