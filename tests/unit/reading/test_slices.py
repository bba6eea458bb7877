"""Role: a sheet read in slices gives what it gives when it is read whole."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data_access.spreadsheets import read
from data_access.spreadsheets.limits import DEFAULT, Limits
from data_access.spreadsheets.raw import Event, RawChunk, ReadDone, SheetEnd, SheetStart

SLICED = dataclasses.replace(DEFAULT, sliced_from=1, slice_bytes=1 << 20)
"""The sheet's XML comes in blocks of a megabyte, so no slice is smaller."""

ROWS = 30_000


def _rows(path: Path, limits: Limits) -> tuple[list[Event], list[tuple[object, ...]]]:
    """The events without the chunks, and all rows padded to one width."""
    others: list[Event] = []
    rows: list[tuple[object, ...]] = []
    before = 0
    for event in read(path, limits):
        if isinstance(event, RawChunk):
            assert event.first_row == len(rows) - before + 1
            columns = [*event.columns, *[[""] * event.height] * (8 - len(event.columns))]
            rows += zip(*columns, strict=True)
        else:
            others.append(event)
            before = len(rows)
    return others, rows


def _book(path: Path, spoil: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(4, ROWS):
        if row % 1000 > 3:  # gaps, also where a slice is cut
            sheet.cell(row, 2, f"Sáng kiến số {row} của đơn vị")
            sheet.cell(row, 3, row * 1.5)
            sheet.cell(row, 5, dt.date(2022, 3, 1) + dt.timedelta(days=row % 400))
    sheet.merge_cells("B10:B12")
    sheet.merge_cells(f"C{ROWS - 9}:C{ROWS - 5}")
    spoil(sheet)
    book.create_sheet("Nhỏ").append(["một", 2])
    book.save(path)
    return path


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sheet: None,
        lambda sheet: sheet.cell(ROWS - 2, 8, "xa bên phải"),
        lambda sheet: sheet.cell(29_500, 1, True),
    ],
    ids=["as it is", "wider at its end", "a slice that begins further left"],
)
def test_slices_give_the_same_events_and_rows(
    tmp_path: Path, spoil: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]
) -> None:
    path = _book(tmp_path / "a.xlsx", spoil)
    whole, rows = _rows(path, DEFAULT)
    sliced, same_rows = _rows(path, SLICED)
    assert sliced == whole
    assert same_rows == rows
    assert isinstance(whole[0], SheetStart)
    assert len(whole[0].merges) == 2
    assert isinstance(whole[-1], ReadDone)
    assert [type(event) for event in whole].count(SheetEnd) == 2


def test_a_sheet_is_really_cut(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", lambda sheet: None)
    heights = [event.height for event in read(path, SLICED) if isinstance(event, RawChunk)]
    whole = [event.height for event in read(path, DEFAULT) if isinstance(event, RawChunk)]
    assert heights != whole, "a slice ends in the middle of a chunk"
