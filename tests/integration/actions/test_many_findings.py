"""Role: an officer with 3.000 bad cells gets all of them marked; the history and scripts stay short."""

import io
import json
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from dashboard.actions import history, imports
from dashboard.importing import issues
from dashboard.importing.issues import STORED_PER_CODE, IssueCode
from dashboard.reports import returned_workbook as returned
from dashboard.reports import summary_sheet
from dashboard.reports.returned_workbook import returned_workbook
from data_access import tables
from data_access.database import Database
from tests.integration.importing.conftest import HEADER, Write, initiative

MANY = 3_000
RED = "FFFFC7CE"
SMALL_JSON = 400_000
"""Characters: 500 findings of 0,5 kB each, with room."""


def _bad(number: int) -> list[object]:
    return initiative(number, submitted=f"{number % 28 + 1}/13/2022")


@pytest.fixture
def many(write: Write) -> Path:
    """A file with two good rows and 3.000 bad dates."""
    return write("nhiều lỗi", [HEADER, initiative(1), initiative(2), *map(_bad, range(3, MANY + 3))])


def _red(book: openpyxl.Workbook) -> set[str]:
    return {c.coordinate for row in book.worksheets[1].iter_rows() for c in row if c.fill.fgColor.rgb == RED}


def test_all_three_thousand_bad_cells_are_marked_and_listed(campaign: Database, many: Path) -> None:
    plan = imports.prepare_import(campaign, [many], user="thử")
    imports.discard_import(campaign, plan)
    assert plan.counts.rejected == MANY
    content = returned_workbook([many], plan.issues, plan.issue_counts)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert _red(book) == {f"G{row}" for row in range(4, MANY + 4)}
    sheet = book.worksheets[1]
    assert all(sheet[f"G{row}"].comment is not None for row in range(4, MANY + 4))
    summary = book.worksheets[0]
    assert [summary.cell(row, 5).value for row in (5, MANY + 4)] == ["G4", f"G{MANY + 3}"]
    assert not summary.cell(summary_sheet.NOTE_ROW, 1).value


def test_the_history_keeps_a_short_list_and_all_the_counts(campaign: Database, many: Path) -> None:
    plan = imports.prepare_import(campaign, [many], user="thử")
    (code,) = [code for code, n in plan.issue_counts.items() if n == MANY]
    batch = imports.commit_import(campaign, plan, user="thử").batch_id
    assert batch is not None
    with campaign.connect() as conn:
        query = sa.select(tables.batches.c.issues).where(tables.batches.c.batch_id == batch)
        stored = conn.execute(query).scalar_one()
    assert Counter(one["code"] for one in stored)[code.value] == STORED_PER_CODE
    assert len(json.dumps(stored)) < SMALL_JSON
    past = history.reopen_plan(campaign, batch)
    assert past.issue_counts == plan.issue_counts
    assert imports.list_imports(campaign)[0].line()


def test_scripts_get_the_first_of_each_kind_and_how_many_more(campaign: Database, many: Path) -> None:
    plan = imports.prepare_import(campaign, [many], user="thử")
    imports.discard_import(campaign, plan)
    (code,) = [code for code, n in plan.issue_counts.items() if n == MANY]
    said = json.loads(json.dumps(plan.as_json()))
    assert sum(one["code"] == code.value for one in said["issues"]) == STORED_PER_CODE
    assert said["issue_counts"][code.value] == MANY
    assert said["issues_more"] == {code.value: MANY - STORED_PER_CODE}
    assert said["issue_count"] == len(said["issues"]) + MANY - STORED_PER_CODE
    assert set(said["issues"][0]) == {"code", "severity", "sheet", "row", "column", "value", "message"}


def test_beyond_the_most_of_a_kind_the_summary_says_how_many_and_what_to_do(
    campaign: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issues, "KEPT_PER_CODE", 10)
    path = write("e", [HEADER, *map(_bad, range(1, 26))])
    plan = imports.prepare_import(campaign, [path], user="thử")
    imports.discard_import(campaign, plan)
    content = returned_workbook([path], plan.issues, plan.issue_counts)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(_red(book)) == 10
    note = str(book.worksheets[0].cell(summary_sheet.NOTE_ROW, 1).value)
    assert "15 × " in note
    assert "nạp lại tệp" in note


def test_cells_beyond_the_comments_are_coloured_and_their_reason_listed(
    campaign: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returned, "MOST_COMMENTS", 4)
    path = write("e", [HEADER, *map(_bad, range(1, 11))])
    plan = imports.prepare_import(campaign, [path], user="thử")
    imports.discard_import(campaign, plan)
    book = openpyxl.load_workbook(io.BytesIO(returned_workbook([path], plan.issues, plan.issue_counts)))
    assert len(_red(book)) == 10
    sheet = book.worksheets[1]
    assert sum(sheet[f"G{row}"].comment is not None for row in range(2, 12)) == 4
    assert [book.worksheets[0].cell(row, 5).value for row in range(5, 15)] == [
        f"G{row}" for row in range(2, 12)
    ]


def test_a_summary_with_more_than_it_lists_says_so(
    campaign: Database, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_sheet, "MOST_LISTED", 4)
    path = write("e", [HEADER, *map(_bad, range(1, 11))])
    plan = imports.prepare_import(campaign, [path], user="thử")
    imports.discard_import(campaign, plan)
    summary = openpyxl.load_workbook(
        io.BytesIO(returned_workbook([path], plan.issues, plan.issue_counts))
    ).worksheets[0]
    assert summary.max_row == summary_sheet.HEADER_ROW + 4
    assert f"4 trong {len(plan.issues)} chỗ" in str(summary.cell(summary_sheet.NOTE_ROW, 1).value)


def test_every_repeated_code_names_the_row_it_was_first_in(campaign: Database, write: Write) -> None:
    rows = [initiative(n) for n in range(1, 1_301)]
    plan = imports.prepare_import(campaign, [write("hai lần", [HEADER, *rows, *rows])], user="thử")
    imports.discard_import(campaign, plan)
    found = [issue for issue in plan.issues if issue.code is IssueCode.CODE_TWICE]
    assert len(found) == len(rows)
    for issue in found:
        assert issue.row is not None
        assert f"dòng {issue.row - len(rows)};" in issue.message, issue.message
