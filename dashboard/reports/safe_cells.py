"""Role: text into a workbook so that no spreadsheet program takes it for a formula or refuses the file."""

import datetime as dt
import re
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a text a formula, here or once the sheet is saved as text and opened again."""

MAX_TITLE = 31
MAX_TEXT = 32_767
"""The format's own limits for a sheet's name and for one cell."""

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")

Value = str | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write a value; a text stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # new sheets have no merged blocks
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:MAX_TEXT]
    cell.value = text
    if text.startswith(FORMULA_STARTS):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def sheet_title(book: Workbook, wanted: str) -> str:
    """A name for a new sheet that is allowed and not taken."""
    plain = _NOT_IN_TITLES.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", wanted)).strip()[:MAX_TITLE] or "1"
    return _free(plain, [sheet.title.lower() for sheet in book.worksheets])


def _free(plain: str, taken: Iterable[str]) -> str:
    title, number = plain, 2
    while title.lower() in taken:
        ending = f" ({number})"
        title, number = plain[: MAX_TITLE - len(ending)] + ending, number + 1
    return title
