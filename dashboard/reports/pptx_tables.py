"""Role: tables on slides: widths, heights and pages measured, then drawn as native tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import Role
from dashboard.reports import text_fit
from dashboard.reports.blocks import Cell, CellKind, Column, Table
from dashboard.reports.plain_text import clean
from dashboard.reports.pptx_marks import rgb
from dashboard.reports.pptx_master import Box

LEAST_POINTS = 18
LARGER_POINTS = (24, 22, 20)
"""Of a table that fits on one slide at that size."""

SIDE, ABOVE = 7.0, 2.5
"""Room beside and above the text of a cell, in points."""

MOST_LINES = 5
"""Lines of one cell; a longer text ends with an ellipsis here and is whole in the other documents."""

LEAST_TEXT = 150.0

WIDEST_HEADER = 5.3
"""In units of their size: longer headers are broken into two lines."""

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """The part of a table that one slide shows, measured; ``points`` is the size of its text."""

    points: int
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    header: float
    rows: tuple[Row, ...]
    heights: tuple[float, ...]
    totals: Row | None
    total_height: float

    @property
    def height(self) -> float:
        """Points in all."""
        return self.header + sum(self.heights) + self.total_height


def sheets(table: Table, width: float, first_room: float, room: float, note: float = 0.0) -> list[Sheet]:
    """The table on as few slides as it takes, evenly filled; the totals on the last one, with room below.

    ``note`` is that room, in points like all.
    """
    for points in LARGER_POINTS:
        large = _measured(table, width, points)
        if large.height + note <= first_room:
            return [large]
    whole = _measured(table, width, LEAST_POINTS)
    heights, total_height, header = whole.heights, whole.total_height, whole.header
    cuts = _even_cuts([*heights, total_height + note], first_room - header, room - header)
    pages = []
    for start, end in zip([0, *cuts[:-1]], cuts, strict=True):
        last = end == cuts[-1]
        pages.append(
            replace(
                whole,
                rows=whole.rows[start:end],
                heights=heights[start : min(end, len(whole.rows))],
                totals=table.totals if last else None,
                total_height=total_height if last else 0.0,
            )
        )
    return pages


def _measured(table: Table, width: float, points: int) -> Sheet:
    """The whole table on one slide, however high."""
    widths = _widths(table, width, points)
    rows = tuple(_shortened(row, widths, points) for row in table.rows)
    return Sheet(
        points=points,
        columns=table.columns,
        widths=widths,
        header=row_height([Cell(column.name) for column in table.columns], widths, points, bold=True),
        rows=rows,
        heights=tuple(row_height(row, widths, points) for row in rows),
        totals=table.totals,
        total_height=row_height(table.totals, widths, points, bold=True) if table.totals else 0.0,
    )


def _widths(table: Table, width: float, points: int) -> tuple[float, ...]:
    """Numbers take what they need, text shares the rest by its length."""
    needs = []
    for place, column in enumerate(table.columns):
        longest = max((text_fit.width(row[place].shown, points) for row in table.rows), default=0.0)
        if table.totals:
            longest = max(longest, text_fit.width(table.totals[place].shown, points, bold=True))
        header = text_fit.width(column.name, points, bold=True)
        if header > WIDEST_HEADER * points:
            header = in_two_lines(column.name, points)
        needs.append(max(longest, header) + 2 * SIDE + 1)
    text = [place for place, column in enumerate(table.columns) if column.kind is CellKind.TEXT]
    fixed = sum(need for place, need in enumerate(needs) if place not in text)
    rest = max(width - fixed, LEAST_TEXT * len(text))
    # By the root of their length: a very long text takes more lines, not all of the width.
    wanted = sum(sqrt(needs[place]) for place in text)
    for place in text:
        share = sqrt(needs[place]) / wanted
        needs[place] = max(rest * share, min(LEAST_TEXT, rest / len(text)))
    scale = width / sum(needs)
    return tuple(need * scale for need in needs)


def in_two_lines(name: str, points: int) -> float:
    """The least width in which a header takes two lines."""
    words = name.split()
    splits = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    widths = [max(text_fit.width(part, points, bold=True) for part in split) for split in splits]
    return min(widths, default=text_fit.width(name, points, bold=True))


def _shortened(row: Row, widths: Sequence[float], points: int) -> Row:
    return tuple(
        replace(cell, shown=text_fit.cut(cell.shown, points, width - 2 * SIDE, MOST_LINES))
        for cell, width in zip(row, widths, strict=True)
    )


def row_height(row: Sequence[Cell], widths: Sequence[float], points: int, *, bold: bool = False) -> float:
    """Points that a row of wrapped texts takes."""
    return 2 * ABOVE + max(
        text_fit.height(cell.shown, points, width - 2 * SIDE, bold=bold)
        for cell, width in zip(row, widths, strict=True)
    )


def _even_cuts(heights: Sequence[float], first_room: float, room: float) -> list[int]:
    """Ends of the pages: as few as the rooms allow, then as even as that number allows."""
    fewest = _cuts(heights, first_room, room)
    low, high = 0.0, room
    for _ in range(20):
        middle = (low + high) / 2
        tried = _cuts(heights, min(first_room, middle), middle)
        if len(tried) <= len(fewest) and _fits(heights, tried, min(first_room, middle), middle):
            high = middle
        else:
            low = middle
    return _cuts(heights, min(first_room, high), high)


def _cuts(heights: Sequence[float], first_room: float, room: float) -> list[int]:
    cuts: list[int] = []
    left, start = first_room, 0
    for place, height in enumerate(heights):
        if height > left and (place > start or not cuts):
            # Nothing on the first page is allowed: then everything begins on the second.
            cuts.append(place)
            left, start = room, place
        left -= height
    return [*cuts, len(heights)]


def _fits(heights: Sequence[float], cuts: Sequence[int], first_room: float, room: float) -> bool:
    starts = [0, *cuts[:-1]]
    rooms = [first_room, *[room] * (len(cuts) - 1)]
    return all(
        sum(heights[start:end]) <= most + 0.01 for start, end, most in zip(starts, cuts, rooms, strict=True)
    )


def draw(slide: Any, sheet: Sheet, box: Box, text: str) -> None:
    """Add the native table; ``text`` is its text equivalent."""
    lines = 1 + len(sheet.rows) + (1 if sheet.totals else 0)
    left, top, width, _ = box.emu()
    frame = slide.shapes.add_table(lines, len(sheet.columns), left, top, width, Pt(sheet.height))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(text))
    table = frame.table
    _plain(table)
    for place, points in enumerate(sheet.widths):
        table.columns[place].width = Pt(points)
    numbers = [column.kind is not CellKind.TEXT for column in sheet.columns]
    heights = [sheet.header, *sheet.heights, *([sheet.total_height] if sheet.totals else [])]
    header = tuple(Cell(column.name) for column in sheet.columns)
    rows = [header, *sheet.rows, *([sheet.totals] if sheet.totals else [])]
    for line, (row, points) in enumerate(zip(rows, heights, strict=True)):
        table.rows[line].height = Pt(points)
        strong = line == 0 or (sheet.totals is not None and line == len(rows) - 1)
        for place, cell in enumerate(row):
            target = table.cell(line, place)
            _fill(target, cell, sheet.points, right=numbers[place], strong=strong, header=line == 0)


def _plain(table: Any) -> None:
    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _NO_STYLE


def _fill(target: Any, cell: Cell, points: int, *, right: bool, strong: bool, header: bool) -> None:
    target.margin_left = target.margin_right = Pt(SIDE)
    target.margin_top = target.margin_bottom = Pt(ABOVE)
    target.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = target.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.line_spacing = 1.05
    run = paragraph.add_run()
    run.text = clean(cell.shown)
    run.font.size = Pt(points)
    run.font.bold = strong
    colour = {Role.ATTENTION: LIGHT.attention, Role.GOOD: LIGHT.good}.get(cell.role) if cell.role else None
    if header:
        run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2
    elif colour and not strong:
        run.font.color.rgb = rgb(colour)
    else:
        run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _line_below(target, strong)


def _line_below(target: Any, strong: bool) -> None:
    """A thin line under each row, a darker one under the header."""
    properties = target._tc.get_or_add_tcPr()
    colour = LIGHT.plan if strong else LIGHT.line
    line = etree.SubElement(properties, qn("a:lnB"), w=str(12_700 if strong else 6_350))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour[1:])
