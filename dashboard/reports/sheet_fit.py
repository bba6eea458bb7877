"""Role: widths of columns and heights of rows of a printed sheet, measured with the sheet's own typeface."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from dashboard.reports.blocks import Cell, Table

FONTS = Path(__file__).parent / "fonts"
POINTS = 12
"""Size of text in cells; Tinos has the widths of Times New Roman."""

LINE_POINTS = 16.5
"""Height of one line: room for the dots under ạ ệ ợ."""

PADDING = 4.0
INDENT = 7.0
"""Between a number and the words right of it."""

NARROWEST, WIDEST = 6, 48
PAGE, LEAST_WIDE = 160, 18
"""Units between the margins of A4 landscape, printed at nine tenths; the least that a wide column keeps."""

MOST_HEIGHT = 409.0
"""The format's own limit for a row."""

_POINTS_PER_UNIT, _POINTS_PER_COLUMN = 5.25, 3.75
"""A column is as many noughts of the standard typeface wide (7 pixels each), and 5 pixels."""

_LONGEST = 2_000


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"Tinos-{'Bold' if bold else 'Regular'}.ttf"), 100)


@lru_cache(maxsize=20_000)
def _points(text: str, bold: bool) -> float:
    return _font(bold).getlength(text) * POINTS / 100


def column_widths(table: Table) -> list[float]:
    """Of all columns; the widest give way first where the page would have to be printed smaller."""
    wanted = [_column_width(table, place) for place in range(len(table.columns))]
    most = WIDEST
    while sum(min(width, most) for width in wanted) > PAGE and most > LEAST_WIDE:
        most -= 1
    return [min(width, most) for width in wanted]


def _column_width(table: Table, place: int) -> float:
    """In the format's units: what stands in the column on one line, a heading broken between its words."""
    shown = [row[place].shown for row in table.rows]
    longest = max((_points(words[:_LONGEST], False) for words in shown), default=0.0)
    if table.totals is not None:
        longest = max(longest, _points(table.totals[place].shown, True))
    # The filter's button stands in the heading's last line.
    heading = max((_points(word, True) for word in table.columns[place].name.split()), default=0.0) + 14
    units = (max(longest, heading) + INDENT + 2 * PADDING) / _POINTS_PER_UNIT
    return min(max(units, NARROWEST), WIDEST)


def row_height(texts: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> float:
    """Points that a row of wrapped texts needs in columns of these widths.

    Programs work heights out anew only when a cell is edited, so what wraps would be printed over its
    neighbours.
    """
    lines = [
        _lines(text[:_LONGEST], width * _POINTS_PER_UNIT + _POINTS_PER_COLUMN - PADDING - INDENT, bold)
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(max(lines, default=1) * LINE_POINTS + PADDING, MOST_HEIGHT)


def heights(table: Table, widths: Sequence[float]) -> tuple[float, list[float]]:
    """Of the heading, and of each row."""
    heading = row_height([f"{column.name} ▾" for column in table.columns], widths, bold=True)
    return heading, [row_height(_words(row), widths) for row in table.rows]


def _words(row: Sequence[Cell]) -> list[str]:
    """Numbers never wrap."""
    return [cell.shown if isinstance(cell.exact, str) or cell.exact is None else "" for cell in row]


def _lines(text: str, room: float, bold: bool) -> int:
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        taken = 0.0
        for word in paragraph.split(" "):
            width = _points(f"{word} ", bold)
            if taken and taken + width > room:
                count, taken = count + 1, 0.0
            taken += width
            count += int(taken // room) if taken > room else 0  # a word longer than the column
            taken = taken % room if taken > room else taken
    return count
