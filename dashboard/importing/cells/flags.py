"""Role: the confidentiality mark in any spelling; what cannot be read counts as confidential."""

from dashboard.i18n.text import fold
from dashboard.importing.cells.text import one_line, word_key

_YES = {
    "co", "x", "v", "1", "true", "yes", "y", "t", "dung", "bi mat", "mat", "bao mat", "tuyet mat",
    "toi mat", "c", "co bao mat", "co bi mat", "noi bo", "luu hanh noi bo", "han che", "confidential",
    "secret", "bi mat cong nghe", "bi mat kinh doanh", "bi mat doanh nghiep", "khong cong khai",
    "khong cong bo", "khong duoc cong khai", "bm",
}  # fmt: skip
_NO = {
    "", "khong", "0", "false", "no", "n", "f", "k", "ko", "kh", "sai", "thuong", "binh thuong", "khong mat",
    "khong bi mat", "khong bao mat", "cong khai", "duoc cong khai", "public", "chua", "khong co", "none",
}  # fmt: skip
_MARKS_YES = {"✓", "✔", "☑", "√", "✗", "☒", "●", "•", "*"}
_MARKS_NO = {"☐", "-", "–", "—", "○", "/"}


def parse_confidential(value: object) -> tuple[bool, bool]:
    """Whether the row is confidential, and whether the mark was understood."""
    if value is None or isinstance(value, bool):
        return bool(value), True
    text = one_line(value)
    if text in _MARKS_YES or text in _MARKS_NO:
        return text in _MARKS_YES, True
    key = word_key(text)
    if key in _YES:
        return True, True
    if key in _NO and (key or not fold(text)):
        return False, True
    return True, False
