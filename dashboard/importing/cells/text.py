"""Role: text cells: cleaned for storage, folded to compare by; nothing is interpreted."""

import re
import unicodedata

from dashboard.i18n.text import nfc

MAX_TEXT = 32_767
"""The most characters one cell of a spreadsheet may hold (Excel's own limit)."""

MAX_TITLE = 4_000
"""Longer titles are a pasted description; the row is refused with a sentence rather than cut."""

# Control characters (finding: one of them breaks every later Office export), surrogates and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_WORD_BYTES = bytes(
    byte if chr(byte).isdigit() or chr(byte).islower() else byte + 32 if chr(byte).isupper() else 32
    for byte in range(128)
) + bytes(128)


def clean_text(value: object) -> str:
    """The text of a cell for storage: composed, without control and invisible characters, spaces squeezed.

    Line breaks stay. Numbers come out as a person typed them (``12.0`` → ``12``). None and blanks give ''.
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = value if isinstance(value, str) else str(value)
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()  # nearly always; not printable are controls, line breaks and all odd spaces
    text = nfc(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = _FORBIDDEN.sub(" ", text)
    return _SPACES.sub(" ", _HIDDEN.sub("", text)).strip()


def has_forbidden(value: object) -> bool:
    """Whether cleaning a cell removes characters that no office file may hold."""
    return isinstance(value, str) and not value.isprintable() and _FORBIDDEN.search(value) is not None


def one_line(value: object) -> str:
    """Like ``clean_text`` but on one line, for names and headers."""
    text = clean_text(value)
    return " ".join(text.split()) if "\n" in text else text


def word_key(text: str) -> str:
    """Lower-case words without accents and punctuation, one space between: to compare titles and words.

    The same words as ``i18n.text.fold`` gives, in the fast form that a million titles need.
    """
    if text.isascii():
        plain = text.encode()
    else:
        text = text.lower().replace("đ", "d").replace("ð", "d")
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore")
    return b" ".join(plain.translate(_WORD_BYTES).split()).decode()


def code_text(value: object) -> str:
    """A code as stored: one line, no spaces around, invisible characters gone."""
    return one_line(value)
