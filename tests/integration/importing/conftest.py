"""Role: a database with programme, units and targets of a small campaign, and files to import."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dashboard.actions import imports
from data_access.database import Database, open_database

HEADER = (
    "Mã sáng kiến", "Tên sáng kiến", "Tác giả", "CĐCS", "CĐ cấp trên trực tiếp", "Lĩnh vực", "Ngày gửi",
    "Trạng thái", "Giá trị làm lợi",
)  # fmt: skip
Write = Callable[[str, Sequence[Sequence[object]]], Path]


def initiative(number: int, **changes: object) -> list[object]:
    """A good row of the export."""
    values: dict[str, object] = {
        "code": f"S{number:04}", "title": f"Sáng kiến {number}",
        "authors": f"Nguyễn Văn {'ABCDE'[number % 5]}n",
        "unit": "CĐCS Trường A", "superior": "LĐLĐ huyện Một", "field": "Giáo dục, đào tạo",
        "submitted": f"{number % 28 + 1}/3/2022", "status": "Hợp lệ", "savings": number * 1_000_000,
    }  # fmt: skip
    return list((values | changes).values())


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as an xlsx of that name."""

    def make(name: str, rows: Sequence[Sequence[object]]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        path = tmp_path / f"{name}.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def db(migrated_url: str) -> Iterator[Database]:
    """An empty database of each store."""
    database = open_database(migrated_url)
    yield database
    database.dispose()


@pytest.fixture
def campaign(db: Database, write: Write) -> Database:
    """A programme with two phases, five units and their targets, imported as a person would."""
    programme = [
        ("Mã chương trình", "Chương trình", "Giai đoạn", "Từ ngày", "Đến ngày"),
        ("CT", "Một triệu sáng kiến", 1, "8/1/2022", "24h 31/5/2022"),
        ("CT", "Một triệu sáng kiến", 2, "1/6/2022", "31/8/2023"),
    ]
    units = [
        ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Số đoàn viên"),
        ("T", "LĐLĐ tỉnh Thử", "", 100),
        ("T1", "LĐLĐ huyện Một", "T", 60),
        ("T2", "LĐLĐ huyện Hai", "LĐLĐ tỉnh Thử", 40),
        ("T1A", "CĐCS Trường A", "T1", 30),
        ("T2B", "CĐCS Trường B", "T2", 20),
    ]
    targets = [
        ("Đơn vị", "Chỉ tiêu GĐ1", "Chỉ tiêu GĐ2", "Cả chương trình"),
        ("LĐLĐ tỉnh Thử", 10, 20, 30),
        ("LĐLĐ H. Một", 6, 12, 18),
        ("LĐLĐ H. Hai", 4, 8, 12),
    ]
    for name, rows in (("programme", programme), ("units", units), ("targets", targets)):
        prepared = imports.prepare_import(db, [write(name, rows)], user="thử")
        assert not prepared.refused, prepared.headline()
        assert prepared.counts.rejected == 0, prepared.issues
        assert imports.commit_import(db, prepared, user="thử").batch_id is not None
    return db
