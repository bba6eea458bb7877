"""Role: spells Unicode Vietnamese as the old code pages did, independently of the code that reads them."""

import unicodedata

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
_TONES = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)

# TCVN 5712:1993 (VN3): the marked letters in the order of the standard's table; per vowel: plain, then
# with grave, hook, tilde, acute, dot.
_TCVN3_PLAIN = {"ă": 0xA8, "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE}
_TCVN3_TONES = {
    "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9), "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB), "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6), "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE), "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9), "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}  # fmt: skip
_TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}

# VNI: the base letter, then a byte for mark and tone; ơ, ư and đ are letters, i takes letters too.
_VNI_TONES = dict(zip(_TONES, (0xF8, 0xFB, 0xF5, 0xF9, 0xEF), strict=True))
_VNI_CIRCUMFLEX = dict(zip((*_TONES, ""), (0xE0, 0xE5, 0xE3, 0xE1, 0xE4, 0xE2), strict=True))
_VNI_BREVE = dict(zip((*_TONES, ""), (0xE8, 0xFA, 0xFC, 0xE9, 0xEB, 0xEA), strict=True))
_VNI_I = dict(zip(_TONES, (0xEC, 0xE6, 0xF3, 0xED, 0xF2), strict=True))


def _parts(letter: str) -> tuple[str, str]:
    """The letter with its shape, and its tone."""
    spelled = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in spelled if mark in _TONES), "")
    return unicodedata.normalize("NFC", spelled.replace(tone, "")) if tone else letter, tone


def in_tcvn3(text: str) -> str:
    """The text as a program shows it that takes TCVN3 for Western letters. Toned capitals get small."""
    letters = []
    for letter in text:
        base, tone = _parts(letter)
        if tone:
            letters.append(chr(_TCVN3_TONES[base.lower()][_TONES.index(tone)]))
        else:
            code = _TCVN3_PLAIN.get(base) or _TCVN3_CAPITALS.get(base)
            letters.append(chr(code) if code else letter)
    return "".join(letters)


def in_vni(text: str) -> str:
    """The text as a program shows it that takes VNI for Western letters."""
    return "".join(_vni(letter) for letter in text)


def _vni(letter: str) -> str:
    base, tone = _parts(letter)
    if base.isascii() and not tone:
        return letter
    plain = {"ơ": "ô", "ư": "ö", "đ": "ñ", "Ơ": "Ô", "Ư": "Ö", "Đ": "Ñ"}.get(base)
    low = base.lower()
    if low == "i" and tone:
        sign = chr(_VNI_I[tone])
        return sign if base == "i" else sign.upper()
    if low == "y" and tone == _DOT:
        return "î" if base == "y" else "Î"
    if low in "âêô":
        first, code = unicodedata.normalize("NFD", base)[0], _VNI_CIRCUMFLEX[tone]
    elif low == "ă":
        first, code = unicodedata.normalize("NFD", base)[0], _VNI_BREVE[tone]
    else:
        first, code = plain or base, _VNI_TONES.get(tone, 0)
    mark = chr(code) if code else ""
    return first + (mark if base.islower() else mark.upper())


def in_windows_1258(text: str) -> bytes:
    """The code page keeps the five tones as marks of their own behind letters with their shape."""
    return "".join("".join(_parts(letter)) for letter in text).encode("cp1258")
