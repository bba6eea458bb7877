"""Role: the workbook handed back is the officer's own, marked and safe, and good again once corrected."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from dashboard.actions import imports
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.reports import plain_workbook
from dashboard.reports.returned_workbook import returned_name, returned_workbook
from data_access.database import Database
from tests.integration.importing.conftest import HEADER, Write, initiative

RED = "FFFFC7CE"
BAD = {"submitted": "31/2/2022"}


def _returned(db: Database, *paths: Path) -> tuple[bytes, openpyxl.Workbook]:
    plan = imports.prepare_import(db, list(paths), user="thử")
    imports.discard_import(db, plan)
    content = returned_workbook(list(paths), plan.issues)
    return content, openpyxl.load_workbook(io.BytesIO(content))


def _marked(book: openpyxl.Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text if cell.comment else ""
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == RED
    }


def test_bad_cells_are_coloured_and_commented_and_all_else_is_kept(campaign: Database, write: Write) -> None:
    path = write("e", [HEADER, initiative(1), initiative(2, **BAD), initiative(3, savings="nhiều")])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A1"].font = Font(name="Times New Roman", size=17)
    sheet["B2"].comment = Comment("của tôi", "cán bộ")
    sheet["K2"] = "=1+1"
    sheet.column_dimensions["B"].width = 55
    book.save(path)
    _, returned = _returned(campaign, path)
    assert set(_marked(returned)) == {"Sheet!G3", "Sheet!I4"}
    assert "31/2/2022" in _marked(returned)["Sheet!G3"]
    kept = returned["Sheet"]
    assert (kept["A1"].font.name, kept["A1"].font.size) == ("Times New Roman", 17)
    assert (kept["K2"].value, kept.column_dimensions["B"].width) == ("=1+1", 55)
    assert kept["B2"].comment is not None
    assert kept["B2"].comment.text == "của tôi"


def test_the_summary_comes_first_and_links_to_each_cell(campaign: Database, write: Write) -> None:
    _, book = _returned(campaign, write("e", [HEADER, initiative(1), initiative(2, **BAD)]))
    summary = book.worksheets[0]
    assert (book.active, summary.title) == (summary, "Các chỗ cần sửa")
    line = [cell.value for cell in summary[5]]
    assert line[:7] == [1, "Bị từ chối", "Sheet", 3, "G3", "Ngày gửi", "31/2/2022"]
    link = summary["E5"].hyperlink
    assert link is not None
    assert link.location == "'Sheet'!G3"


def test_once_corrected_it_is_imported_without_a_fault(
    campaign: Database, write: Write, tmp_path: Path
) -> None:
    _, book = _returned(campaign, write("e", [HEADER, initiative(1), initiative(2, **BAD)]))
    book["Sheet"]["G3"] = "28/2/2022"
    again = tmp_path / "sửa.xlsx"
    book.save(again)
    plan = imports.prepare_import(campaign, [again], user="thử")
    assert (plan.counts.new, plan.counts.rejected, plan.refused) == (2, 0, False)


def test_of_other_formats_the_values_come_back_in_place(campaign: Database, tmp_path: Path) -> None:
    lines: Sequence[Sequence[object]] = [["DANH SÁCH"], HEADER, initiative(1), initiative(2, **BAD)]
    path = tmp_path / "e.csv"
    padded = [[*line, *[""] * (len(HEADER) - len(line))] for line in lines]
    path.write_text("\n".join(";".join(map(str, line)) for line in padded), encoding="utf-8-sig")
    _, book = _returned(campaign, path)
    assert set(_marked(book)) == {"Số liệu!G4"}
    assert book["Số liệu"]["A3"].value == "S0001"
    assert returned_name([path]) == "e – cần sửa.xlsx"


def test_findings_of_several_files_are_marked_each_in_its_own(campaign: Database, write: Write) -> None:
    one = write("a", [HEADER, initiative(1, **BAD)])
    two = write("b", [HEADER, initiative(2), initiative(3, **BAD)])
    _, book = _returned(campaign, one, two)
    assert set(_marked(book)) == {"Sheet!G2", "Sheet · b.xlsx!G3"}


def test_of_a_large_file_the_rows_with_findings_come_back_with_their_numbers(
    campaign: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_workbook, "MOST_CELLS", 300)
    monkeypatch.setattr("dashboard.reports.returned_workbook.KEPT_BYTES", 1)
    rows = [initiative(n) for n in range(60)]
    rows[50] = initiative(50, **BAD)
    _, book = _returned(campaign, write("e", [HEADER, *rows]))
    sheet = book.worksheets[1]
    assert sheet.max_row == plain_workbook.HEAD_ROWS + 1
    assert [cell.value for cell in sheet[21]][:2] == [52, "S0050"]
    assert set(_marked(book)) == {"Sheet!H21"}


def test_no_text_of_the_file_becomes_a_formula(campaign: Database, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x";"y")'
    issue = Issue(IssueCode.TEXT_TOO_LONG, Severity.ERROR, evil, 2, evil, evil, evil, 0)
    path = tmp_path / "e.csv"
    path.write_text(f"Tên sáng kiến;Đơn vị\n{'=1+2'};@SUM(A1)\n", encoding="utf-8-sig")
    content = returned_workbook([path], [issue])
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book.worksheets[1]["A2"].value == "=1+2"
    assert book.worksheets[1]["A2"].quotePrefix


def test_a_hostile_file_is_never_opened_whole(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    issue = Issue(IssueCode.FILE_DAMAGED, Severity.ERROR, "", None, None, None, "hỏng")
    book = openpyxl.load_workbook(io.BytesIO(returned_workbook([path], [issue])))
    assert [sheet.title for sheet in book.worksheets] == ["Các chỗ cần sửa"]
