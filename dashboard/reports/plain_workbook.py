"""Role: the values of any file in a new workbook: all rows, or of a large file those with findings."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import t
from dashboard.importing.issues import Issue
from dashboard.importing.sheet_names import SheetNames
from dashboard.reports.safe_cells import put, sheet_title
from data_access.spreadsheets import Cell, RawChunk, SheetStart, read

MOST_CELLS = 400_000
"""Cells copied whole; beyond it only the rows that matter are. One takes about 400 bytes here."""

HEAD_ROWS = 20
"""First rows of each sheet that are always copied: title, header, and a few rows to see the layout."""

Rows = dict[int, list[Cell]]

Place = tuple[Worksheet, int, int]
"""Worksheet, row there, and how many columns stand before the file's first."""

Find = Callable[[str, int], Place | None]
"""Where a row of the file (sheet as findings name it, row number) is in the workbook handed back."""


def copy_values(book: Workbook, paths: Sequence[Path], issues: Sequence[Issue]) -> Find:
    """Copy the files' sheets; rows keep their numbers, or where some are left out stand behind them.

    A file that cannot be read any more gives the rows that came before the failure.
    """
    wanted = {(issue.sheet, issue.row) for issue in issues}
    cells = 0
    every: dict[str, Rows] = {}
    some: dict[str, Rows] = {}
    for name, number, row in _rows(paths):
        cells += len(row)
        if cells <= MOST_CELLS:
            every.setdefault(name, {})[number] = row
        else:
            every.clear()
        few = some.setdefault(name, {})
        if len(few) < HEAD_ROWS or (name, number) in wanted:
            few[number] = row
    places: dict[tuple[str, int], Place] = {}
    for name, rows in (every or some).items():
        sheet = book.create_sheet(sheet_title(book, name or t("returned.sheet")))
        write = _write_whole if every else _write_some
        places.update({(name, number): place for number, place in write(sheet, rows).items()})
    return lambda name, number: places.get((name, number))


def _rows(paths: Sequence[Path]) -> Iterator[tuple[str, int, list[Cell]]]:
    """Sheet as findings name it, row number, cells; of visible sheets."""
    names = SheetNames()
    for path in paths:
        names.begin(path.name)
        name = ""
        for event in read(path):
            if isinstance(event, SheetStart):
                name = names.name(event.name)
            elif isinstance(event, RawChunk):
                for place, row in enumerate(zip(*event.columns, strict=True)):
                    yield name, event.row_number(place), list(row)


def _write_whole(sheet: Worksheet, rows: Rows) -> dict[int, Place]:
    for number, row in rows.items():
        _write(sheet, number, 0, row)
    return {number: (sheet, number, 0) for number in rows}


def _write_some(sheet: Worksheet, rows: Rows) -> dict[int, Place]:
    places: dict[int, Place] = {}
    for line, (number, row) in enumerate(rows.items(), start=1):
        if any(value != "" for value in row):
            put(sheet, line, 1, number).font = Font(color="FF808080")
        _write(sheet, line, 1, row)
        places[number] = (sheet, line, 1)
    return places


def _write(sheet: Worksheet, line: int, before: int, row: list[Cell]) -> None:
    for column, value in enumerate(row, start=before + 1):
        if value != "":
            put(sheet, line, column, value)
