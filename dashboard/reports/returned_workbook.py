"""Role: the officer's own workbook handed back: bad cells coloured with a comment, a summary sheet first."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import t
from dashboard.importing.issues import Issue, IssueCode, Severity, not_among
from dashboard.importing.sheet_names import SheetNames
from dashboard.reports.plain_workbook import Find, Place, copy_values
from dashboard.reports.summary_sheet import write_summary
from data_access.spreadsheets.detect import Kind, detect
from data_access.spreadsheets.limits import DEFAULT, MEGABYTE
from data_access.spreadsheets.preflight import preflight
from data_access.spreadsheets.raw import ReadFailure

KEPT_BYTES = 32 * MEGABYTE
"""Unpacked size up to which a workbook is kept as it is: opening it whole takes ten to twenty times as much
memory. Some 40.000 rows of an export; of larger ones the rows with findings are handed back."""

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFFFC7CE"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFEB9C"),
}
"""The spreadsheet programs' own colours for bad and neutral. A notice is only in the summary."""

MOST_COMMENTS = 3_000
"""Cells with a comment; the bad cells beyond them are coloured all the same, and the summary says why. A
comment takes 7 kB while the workbook is written, and programs open one with 20.000 of them slowly."""

COMMENT_CHARACTERS = 2_000
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 140
"""Pixels: four lines of a sentence."""


_UNREADABLE = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, SyntaxError, zipfile.BadZipFile,
)  # fmt: skip
"""What openpyxl raises on workbooks that other programs open without complaint."""


def returned_workbook(
    paths: Sequence[Path], issues: Sequence[Issue], counts: Mapping[IssueCode, int] | None = None
) -> bytes:
    """An .xlsx with every issue marked where it is, and a first sheet that lists them with links.

    A single .xlsx or .xlsm keeps its formatting and formulas (macros are left out). Of other formats, of
    several files and of very large ones the values go to a new workbook. No text becomes a formula.
    ``counts``: how many findings there are of each code in all (None: these), so that the summary says how
    many are not marked.
    """
    book = _own_workbook(paths)
    if book is not None:
        find = _unmoved(book)
    else:
        book = Workbook()
        book.remove(book.worksheets[0])
        find = copy_values(book, paths, issues)
    marked = _mark(issues, find)
    write_summary(book, issues, [path.name for path in paths], marked, not_among(issues, counts or {}))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def returned_name(paths: Sequence[Path]) -> str:
    """File name to offer: the first file's, marked as returned, always .xlsx."""
    stem = paths[0].stem if paths else t("returned.file")
    return f"{stem} – {t('returned.suffix')}.xlsx"


def _own_workbook(paths: Sequence[Path]) -> Workbook | None:
    """The one workbook whole, when it is small and harmless enough to be opened here."""
    if len(paths) != 1 or detect(paths[0]) is not Kind.XLSX:
        return None
    facts = preflight(paths[0], Kind.XLSX, DEFAULT)
    if isinstance(facts, ReadFailure) or facts.unpacked_bytes > KEPT_BYTES:
        return None
    try:
        return openpyxl.load_workbook(paths[0])
    except _UNREADABLE:
        return None


def _unmoved(book: Workbook) -> Find:
    """Rows are where they were."""
    names = SheetNames()
    sheets = {names.name(sheet.title): sheet for sheet in book.worksheets}

    def find(sheet: str, row: int) -> Place | None:
        found = sheets.get(sheet)
        return None if found is None else (found, row, 0)

    return find


def _mark(issues: Iterable[Issue], find: Find) -> dict[int, Cell]:
    """Colour and comment the cells; place in the list of issues → cell, for the links."""
    cells: dict[tuple[str, str], tuple[Cell, list[Issue]]] = {}
    marked: dict[int, Cell] = {}
    for number, issue in enumerate(issues):
        found = find(issue.sheet, issue.row) if issue.row is not None else None
        if found is None:
            continue
        sheet, row, before = found
        cell = _writable(sheet, row, (issue.position or 0) + before + 1)
        marked[number] = cell
        if issue.severity in FILLS:
            cells.setdefault((sheet.title, cell.coordinate), (cell, []))[1].append(issue)
    for number, (cell, found_issues) in enumerate(cells.values()):
        worst = min(found_issues, key=lambda issue: list(FILLS).index(issue.severity))
        cell.fill = FILLS[worst.severity]
        if number >= MOST_COMMENTS:
            continue
        old = [cell.comment.text] if cell.comment is not None else []
        words = "\n".join([*old, *(issue.message for issue in found_issues)])[:COMMENT_CHARACTERS]
        cell.comment = Comment(words, t("ui.product"), width=COMMENT_WIDTH, height=COMMENT_HEIGHT)
    return marked


def _writable(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell; of a merged block its first, which is the one that shows."""
    cell: Any = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for block in sheet.merged_cells.ranges:
            if cell.coordinate in block:
                cell = sheet.cell(block.min_row, block.min_col)
    assert isinstance(cell, Cell)  # the first of a block is a plain cell
    return cell
