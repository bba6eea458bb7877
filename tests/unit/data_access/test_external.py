"""Role: every value a driver may give becomes a cell; nothing is dropped and nothing misread."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest

from data_access.external import _cell, _header, _open, _split

UTC = dt.UTC


def local(day: int, hour: int, month: int = 5) -> dt.datetime:
    """A moment as a spreadsheet has it: without a zone."""
    return dt.datetime(2022, month, day, hour, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "TRUE"),
        (15_000_000, 15_000_000),
        (Decimal("1500000.00"), 1_500_000),
        (Decimal("1.500"), 1.5),
        (Decimal("NaN"), ""),
        (float("nan"), ""),
        (dt.datetime(2022, 5, 31, 17, 0, tzinfo=UTC), local(1, 0, month=6)),
        (local(31, 17), local(31, 17)),
        (dt.date(2022, 5, 31), dt.date(2022, 5, 31)),
        ("Nâng cao".encode(), "Nâng cao"),
        (b"\xff\x00", "ff00"),
        (memoryview(b"ab"), "ab"),
        (["Nguyễn Văn A", "Trần Thị B"], "Nguyễn Văn A; Trần Thị B"),
        ({"a": "đ"}, '{"a": "đ"}'),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_value_becomes_a_cell(value: object, cell: object) -> None:
    found = _cell(value)
    assert found == cell
    assert type(found) is type(cell)


def test_a_columns_name_becomes_words() -> None:
    assert _header("ten_sang_kien") == "ten sang kien"
    assert _header("tenSangKien") == "ten Sang Kien"
    assert _header("Tên sáng kiến") == "Tên sáng kiến"
    assert _header("CĐCS") == "CĐCS"


def test_a_schema_is_told_from_a_name_with_a_dot() -> None:
    assert _split("kho.sang_kien") == ("kho", "sang_kien")
    assert _split('kho."sáng.kiến"') == ("kho", "sáng.kiến")
    assert _split("sang_kien") == (None, "sang_kien")


def test_an_address_is_shown_without_user_password_and_query() -> None:
    _, shown = _open("postgresql://sa:hunter2@db.example:5433/dk?sslpassword=x")
    assert shown == "postgresql://db.example:5433/dk"
