"""Role: text from data as Office files and pages may hold it."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Without control characters, on which Office programs call a file damaged."""
    return _CONTROL.sub("", text)
