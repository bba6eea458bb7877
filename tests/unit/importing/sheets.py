"""Role: sheets in memory for the tests of recognising and parsing."""

from collections.abc import Sequence
from datetime import datetime

from dashboard.importing.fields import FieldIndex
from dashboard.importing.issues import IssueLog
from dashboard.importing.parse import InitiativeContext, InitiativeParser
from dashboard.importing.recognise import recognise
from dashboard.importing.table import RowCounts
from dashboard.importing.units import KnownUnit, UnitIndex
from data_access.rows import InitiativeRow
from data_access.spreadsheets.raw import Cell, RawChunk, SheetStart
from data_access.vocabulary import ZONE

UNITS = (
    KnownUnit(1, "LS", "LĐLĐ tỉnh Lạng Sơn", None),
    KnownUnit(2, "LS-TD", "LĐLĐ huyện Tràng Định", 1),
    KnownUnit(3, "LS-BG", "LĐLĐ huyện Bình Gia", 1),
    KnownUnit(4, "LS-TD-01", "CĐCS Trường Tiểu học Hạ Bằng", 2),
    KnownUnit(5, "LS-BG-01", "CĐCS Trường Mầm non Hoa Sen", 3),
)
FIELDS = ((4, "F04", "Giáo dục, đào tạo"), (7, "F07", "Chuyển đổi số, CNTT"), (13, "F00", "Chưa phân loại"))
HEADER = (
    "Mã sáng kiến", "Tên sáng kiến", "Tác giả", "CĐCS", "CĐ cấp trên trực tiếp", "Lĩnh vực", "Ngày gửi",
    "Trạng thái", "Giá trị làm lợi", "Bí mật",
)  # fmt: skip
GOOD = (
    "S1", "Đổi mới dạy học", "Nguyễn Văn An", "Trường TH Hạ Bằng", "LĐLĐ H. Tràng Định", "Giáo dục",
    "31/5/2022", "Hợp lệ", "15 triệu", "",
)  # fmt: skip


def row(**changes: Cell) -> tuple[Cell, ...]:
    """A good row with some cells changed, by position name: code, title, authors, unit, superior, …"""
    names = (
        "code",
        "title",
        "authors",
        "unit",
        "superior",
        "field",
        "submitted",
        "status",
        "savings",
        "secret",
    )
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD, strict=True))


def chunk(rows: Sequence[Sequence[Cell]], first_row: int = 1, widths: list[int] | None = None) -> RawChunk:
    """Rows as the reader gives them."""
    width = max(map(len, rows))
    full = [[*r, *[""] * (width - len(r))] for r in rows]
    return RawChunk(0, first_row, len(full), [list(column) for column in zip(*full, strict=True)], widths)


def parse(
    rows: Sequence[Sequence[Cell]], start: SheetStart | None = None, widths: list[int] | None = None
) -> tuple[list[InitiativeRow], IssueLog, RowCounts]:
    """Recognise and parse one sheet of initiatives."""
    log, counts = IssueLog(), RowCounts()
    units, fields = UnitIndex(UNITS), FieldIndex(FIELDS, 13)
    now = datetime(2022, 7, 22, tzinfo=ZONE)
    parser = InitiativeParser(InitiativeContext(units, fields, now), log, counts)
    found = recognise(rows)
    assert found is not None
    assert found.is_complete, found.missing
    parser.begin(start or SheetStart(0, "Sáng kiến"), found)
    accepted = parser.parse(chunk(rows, widths=widths))
    parser.end()
    assert counts.read == counts.accepted + counts.rejected + counts.skipped_total
    return accepted, log, counts
