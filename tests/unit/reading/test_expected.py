"""Role: the rows a progress bar expects are about right, and a file that lies or is broken says nothing."""

from pathlib import Path

import openpyxl

from data_access.spreadsheets.expected import expected_rows

ROWS = 4000


def test_a_workbook_and_a_text_file_are_about_right(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(ROWS):
        sheet.append([number, "Sáng kiến", "CĐCS Trường A"])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.csv").write_text("".join(f"{n};Sáng kiến\n" for n in range(ROWS)), encoding="utf-8")
    for path in (tmp_path / "a.xlsx", tmp_path / "b.csv"):
        found = expected_rows([path])
        assert found is not None
        assert abs(found - ROWS) < ROWS / 10
    both = expected_rows([tmp_path / "a.xlsx", tmp_path / "b.csv"])
    assert both is not None
    assert abs(both - 2 * ROWS) < ROWS / 5


def test_what_is_no_workbook_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(512))
    (tmp_path / "c.csv").write_bytes(b"")
    for name in ("a.xlsx", "b.xls", "c.csv", "not there.xlsx"):
        assert expected_rows([tmp_path / name]) is None


def test_an_archive_that_claims_countless_entries_is_not_opened(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + bytes(4) + (60_000).to_bytes(2, "little") * 2 + bytes(10)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04" + bytes(100) + end)
    assert expected_rows([tmp_path / "a.xlsx"]) is None
