"""Role: the first sheet of a returned workbook: every finding with its place, a link and what to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from dashboard.i18n import numbers, t
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.reports.safe_cells import put, sheet_title

COLUMNS = ("number", "severity", "sheet", "row", "cell", "column", "value", "message")
WIDTHS = (6, 12, 22, 8, 8, 26, 26, 90)
"""In characters; the sentence wraps."""

HEADER_ROW = 4
NOTE_ROW = 3
"""What is not marked and not listed, when there is more than fits."""

MOST_LISTED = 20_000
"""Lines: a spreadsheet program repairs a sheet with more than 65.530 links, and each takes memory here."""

_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_LINK = Font(color="FF0563C1", underline="single")


def write_summary(
    book: Workbook,
    issues: Sequence[Issue],
    files: Sequence[str],
    cells: Mapping[int, Cell],
    not_kept: Mapping[IssueCode, int],
) -> None:
    """Add the sheet in front. ``cells``: an issue's place in the list → its cell.

    ``not_kept``: how many more findings there are of each code, which are marked nowhere.
    """
    sheet = book.create_sheet(sheet_title(book, t("returned.summary")), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    put(sheet, 1, 1, t("returned.title", files="; ".join(files))).font = Font(bold=True, size=14)
    counts = Counter(issue.severity for issue in issues)
    words = {severity.value: numbers.integer(counts[severity]) for severity in Severity}
    put(sheet, 2, 1, t("returned.counts", **words))
    put(sheet, NOTE_ROW, 1, " ".join(_notes(issues, not_kept)))
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), start=1):
        head = put(sheet, HEADER_ROW, column, t(f"returned.columns.{name}"))
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = width
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0  # one page wide, as many long
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    looks = _Looks()
    for place, issue in enumerate(issues[:MOST_LISTED], start=1):
        row = HEADER_ROW + place
        marked = cells.get(place - 1)
        shown = (
            place, t(f"returned.severity.{issue.severity.value}"), issue.sheet, issue.row,
            None, issue.column or "", issue.value or "", issue.message,
        )  # fmt: skip
        for column, value in enumerate(shown, start=1):
            if value is not None and value != "":
                looks.give(put(sheet, row, column, value), _WRAPPED if column == len(COLUMNS) else _TOP)
        if marked is not None:
            cell = put(sheet, row, COLUMNS.index("cell") + 1, marked.coordinate)
            _link(cell, marked)
            looks.give(cell, _TOP, _LINK)


class _Looks:
    """One style for all cells that look alike: openpyxl keeps one of its own for every cell otherwise."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Any] = {}

    def give(self, cell: Cell, alignment: Alignment, font: Font | None = None) -> None:
        """Align the cell, which nobody styles afterwards, and set its font."""
        look = (id(alignment), id(font))
        if look not in self._known:
            cell.alignment = alignment
            if font is not None:
                cell.font = font
            self._known[look] = cell._style  # type: ignore[attr-defined] # not in its stubs
        cell._style = self._known[look]  # type: ignore[attr-defined] # likewise


def _notes(issues: Sequence[Issue], not_kept: Mapping[IssueCode, int]) -> list[str]:
    """What this sheet does not list, and what to do."""
    notes = []
    if len(issues) > MOST_LISTED:
        words = {"listed": numbers.integer(MOST_LISTED), "n": numbers.integer(len(issues))}
        notes.append(t("returned.not_listed", **words))
    if not_kept:
        kinds = ", ".join(
            t("returned.of_kind", n=numbers.integer(n), name=t(f"problems.{code.value}"))
            for code, n in not_kept.items()
        )
        notes.append(t("returned.not_marked", kinds=kinds))
    return notes


def _link(cell: Cell, target: Cell) -> None:
    title = target.parent.title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{target.coordinate}")
