"""Role: the annexes as a workbook: real numbers and dates, totals as formulas, ready to print on A4."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.palette import LIGHT
from dashboard.i18n import t, use_language
from dashboard.reports import sheet_fit
from dashboard.reports.blocks import Annex, Cell, CellKind, Column, Document, Table
from dashboard.reports.plain_text import clean
from dashboard.reports.sheet_charts import CHARTED, ChartSheet, charted

NUMBER_FORMATS = {
    CellKind.TEXT: "@",
    CellKind.COUNT: "#,##0",
    CellKind.SHARE: "0.0%",
    CellKind.MONEY: "#,##0",
    CellKind.DATE: "dd/mm/yyyy",
    CellKind.RATE: "#,##0.0",
}
"""Excel writes the separators of the reader's own system; on a Vietnamese one 3.001 and 150,1%."""

TYPEFACE = "Times New Roman"
TITLE_ROW, LINE_ROW, HEADER_ROW = 0, 1, 3
ORIGIN_WIDTH = 110

_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
Formats: TypeAlias = Mapping[tuple[str, CellKind], Format]


def render(document: Document) -> bytes:
    """A workbook of all annexes, one sheet each, and a last one that says where the figures come from."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": clean(document.title), "author": clean(document.provenance.made_by)})
    formats = _formats(book)
    charts = ChartSheet(book, TYPEFACE)
    for annex in document.annexes:
        for part in _parts(annex):
            _draw(book.add_worksheet(part.sheet), part, document, formats)
            values = charted(part.table, CHARTED.get(annex.key))
            if values is not None:
                charts.add(part.sheet, part.title, part.table, values, HEADER_ROW + 1)
    with use_language(document.language):
        charts.write(t("workbook.charts"))
        _origin(book.add_worksheet(t("workbook.origin")), document, formats)
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class _Part:
    """One table of an annex on its own sheet, so that its header repeats and its rows can be filtered."""

    sheet: str
    title: str
    table: Table


def _parts(annex: Annex) -> list[_Part]:
    several = len(annex.tables) > 1
    return [
        _Part(
            sheet=_name(f"{annex.key}.{number}" if several else annex.key),
            title=": ".join(filter(None, (f"{annex.key}. {annex.title}", table.title))),
            table=table,
        )
        for number, table in enumerate(annex.tables, 1)
    ]


def _name(wanted: str) -> str:
    return _FORBIDDEN_IN_NAMES.sub(" ", clean(wanted))[:31] or "1"


def _formats(book: xlsxwriter.Workbook) -> Formats:
    base: dict[str, Any] = {"font_name": TYPEFACE, "font_size": 12, "valign": "vcenter"}
    cell = {**base, "border": 1, "border_color": LIGHT.line}
    found: dict[tuple[str, CellKind], Format] = {
        ("title", CellKind.TEXT): book.add_format({**base, "bold": True, "font_size": 14}),
        ("line", CellKind.TEXT): book.add_format({**base, "italic": True, "font_color": LIGHT.muted}),
        ("head", CellKind.TEXT): book.add_format(
            {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": LIGHT.actual_soft}
        ),
    }
    for kind, number_format in NUMBER_FORMATS.items():
        is_text = kind is CellKind.TEXT
        # A dash for what is not known stands where the numbers stand.
        side = {"align": "left", "indent": 1} if is_text else {"align": "right"}
        own = {"num_format": number_format, "text_wrap": is_text, **side}
        found["cell", kind] = book.add_format({**cell, **own})
        found["total", kind] = book.add_format({**cell, **own, "bold": True, "bg_color": LIGHT.page})
    return found


def _draw(sheet: Worksheet, part: _Part, document: Document, formats: Formats) -> None:
    table = part.table
    last_column = max(len(table.columns) - 1, 0)
    sheet.write_string(TITLE_ROW, 0, clean(part.title), formats["title", CellKind.TEXT])
    sheet.write_string(LINE_ROW, 0, clean(document.provenance.line), formats["line", CellKind.TEXT])
    for place, column in enumerate(table.columns):
        sheet.write_string(HEADER_ROW, place, clean(column.name), formats["head", CellKind.TEXT])
    widths = sheet_fit.column_widths(table)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    head, heights = sheet_fit.heights(table, widths)
    sheet.set_row(HEADER_ROW, head)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(table.rows)
    for row, cells in enumerate(table.rows, first):
        sheet.set_row(row, heights[row - first])
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            _write(sheet, row, place, column, cell, formats["cell", column.kind])
    if table.totals is not None:
        _totals(sheet, table, (first, last), formats)
    if table.note:
        sheet.write_string(last + 3, 0, clean(table.note), formats["line", CellKind.TEXT])
    if table.rows:
        sheet.autofilter(HEADER_ROW, 0, last, last_column)
    sheet.freeze_panes(first, min(1, last_column))
    _print_setup(sheet, document)


def _write(sheet: Worksheet, row: int, place: int, column: Column, cell: Cell, style: Format) -> None:
    exact = cell.exact
    if exact is None:
        # Not known is not zero: the words that say so, or an empty cell.
        words = clean(cell.shown)
        write = sheet.write_string if words else sheet.write_blank
        write(row, place, words, style)
    elif isinstance(exact, str) or column.kind is CellKind.TEXT:
        sheet.write_string(row, place, clean(cell.shown), style)
    elif isinstance(exact, int | Decimal):
        sheet.write_number(row, place, exact, style)
    else:
        sheet.write_datetime(row, place, exact, style)


def _totals(sheet: Worksheet, table: Table, span: tuple[int, int], formats: Formats) -> None:
    """Sums as formulas, with the value computed already for programs that do not calculate."""
    first, last = span
    assert table.totals is not None
    for place, (column, cell) in enumerate(zip(table.columns, table.totals, strict=True)):
        style = formats["total", column.kind]
        if column.total and table.rows and isinstance(cell.exact, int):
            letter = xl_col_to_name(place)
            formula = f"=SUM({letter}{first + 1}:{letter}{last + 1})"
            sheet.write_formula(last + 1, place, formula, style, cell.exact)
        else:
            _write(sheet, last + 1, place, column, cell, style)


def _print_setup(sheet: Worksheet, document: Document, header: int | None = HEADER_ROW) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    if header is not None:
        sheet.repeat_rows(header)
    sheet.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    # "&" begins a code in headers and footers.
    line = clean(document.provenance.foot).replace("&", "&&")[:200]
    sheet.set_footer(f'&L&"{TYPEFACE},Italic"&9{line}&R&9&P/&N')


def _origin(sheet: Worksheet, document: Document, formats: Formats) -> None:
    """How each figure came about, block by block; a line is said once."""
    sheet.set_column(0, 0, ORIGIN_WIDTH)
    sheet.write_string(0, 0, clean(document.title), formats["title", CellKind.TEXT])
    said: set[str] = {""}
    row = 2
    groups: list[tuple[str, tuple[str, ...]]] = [("", (document.subtitle, document.provenance.line))]
    groups += [(block.title, block.notes) for block in document.blocks]
    for heading, lines in groups:
        new = [line for line in dict.fromkeys(lines) if line not in said]
        said.update(new)
        if heading and new:
            row = _origin_line(sheet, row, heading, formats["total", CellKind.TEXT])
        for line in new:
            row = _origin_line(sheet, row, line, formats["cell", CellKind.TEXT])
    _print_setup(sheet, document, header=None)


def _origin_line(sheet: Worksheet, row: int, words: str, style: Format) -> int:
    sheet.set_row(row, sheet_fit.row_height([words], [ORIGIN_WIDTH], bold=True))
    sheet.write_string(row, 0, clean(words), style)
    return row + 1
