"""Role: an import from file to figure on both databases: plan, commit, again, undo; and what is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actions import imports
from dashboard.actions.imports import PreparedImport
from dashboard.errors import RefusedError
from dashboard.importing.issues import IssueCode
from data_access import tables
from data_access.database import Database
from data_access.vocabulary import ImportKind
from tests.integration.importing.conftest import HEADER, Write, initiative


def _prepare(db: Database, *paths: Path, **more: object) -> PreparedImport:
    return imports.prepare_import(db, list(paths), user="thử", **more)  # type: ignore[arg-type]


def _take(db: Database, path: Path) -> int | None:
    return imports.commit_import(db, _prepare(db, path), user="thử").batch_id


def _everything(db: Database) -> dict[str, list[str]]:
    """All that figures hang on (not the history of imports)."""
    wanted: Sequence[sa.Table] = (
        tables.programmes, tables.phases, tables.units, tables.unit_members, tables.unit_aliases,
        tables.targets, tables.published_figures, tables.initiatives, tables.cube,
    )  # fmt: skip
    with db.connect() as conn:
        return {t.name: sorted(repr(tuple(row)) for row in conn.execute(sa.select(t))) for t in wanted}


def _rows(db: Database) -> int:
    with db.connect() as conn:
        return int(conn.execute(sa.select(sa.func.count()).select_from(tables.initiatives)).scalar_one())


def test_preparing_writes_nothing_that_a_figure_sees(campaign: Database, write: Write) -> None:
    before = _everything(campaign)
    prepared = _prepare(campaign, write("e", [HEADER, *(initiative(n) for n in range(50))]))
    assert prepared.counts.new == 50
    assert _everything(campaign) == before
    imports.discard_import(campaign, prepared)
    assert _everything(campaign) == before


def test_the_same_rows_again_change_nothing(campaign: Database, write: Write) -> None:
    rows = [initiative(n) for n in range(50)]
    assert _take(campaign, write("e", [HEADER, *rows])) is not None
    before = _everything(campaign)
    again = _prepare(campaign, write("e2", [("DANH SÁCH",), (), HEADER, *reversed(rows)]))
    assert (again.counts.unchanged, again.writes_anything) == (50, False)
    assert imports.commit_import(campaign, again, user="thử").batch_id is None
    assert _everything(campaign) == before


def test_the_same_file_says_which_import_it_was(campaign: Database, write: Write) -> None:
    path = write("e", [HEADER, initiative(1)])
    batch = _take(campaign, path)
    again = _prepare(campaign, path)
    assert again.same_as_batch == batch
    assert str(batch) in again.summary()


def test_a_change_is_shown_field_by_field_and_undone_exactly(campaign: Database, write: Write) -> None:
    _take(campaign, write("e", [HEADER, *(initiative(n) for n in range(20))]))
    before = _everything(campaign)
    changed = [initiative(n, status="Không hợp lệ") if n < 3 else initiative(n) for n in range(22)]
    prepared = _prepare(campaign, write("e2", [HEADER, *changed]))
    assert (prepared.counts.new, prepared.counts.changed, prepared.counts.unchanged) == (2, 3, 17)
    shown = imports.preview_changes(campaign, prepared)
    assert {change.code for change in shown if "status" in change.fields} == {"S0000", "S0001", "S0002"}
    batch = imports.commit_import(campaign, prepared, user="thử").batch_id
    assert batch is not None
    assert _everything(campaign) != before
    imports.undo_import(campaign, batch, "thử")
    assert _everything(campaign) == before


def test_an_undo_that_a_later_import_forbids_names_it(campaign: Database, write: Write) -> None:
    first = _take(campaign, write("e", [HEADER, initiative(1)]))
    later = _take(campaign, write("e2", [HEADER, initiative(1, title="Tên mới")]))
    assert first is not None
    with pytest.raises(RefusedError, match=f"lần nạp {later}"):
        imports.undo_import(campaign, first, "thử")


def test_units_imported_last_can_be_taken_back(campaign: Database, write: Write) -> None:
    before = _everything(campaign)
    rows = [
        ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"),
        ("T3", "LĐLĐ huyện Ba", "T"),
        ("T2", "LĐLĐ huyện Hai mới", "T"),
    ]
    batch = _take(campaign, write("u", rows))
    assert batch is not None
    assert _everything(campaign) != before
    imports.undo_import(campaign, batch, "thử")
    assert _everything(campaign) == before


def test_every_row_read_is_accepted_rejected_or_skipped(campaign: Database, write: Write) -> None:
    rows = [
        ("TỔNG HỢP",), HEADER, initiative(1), initiative(1, title="Trùng mã"),
        initiative(2, submitted="31/06/2022"), (), initiative(3, savings="xx"), ("", "Tổng cộng"),
    ]  # fmt: skip
    counts = _prepare(campaign, write("e", rows)).counts
    assert (counts.accepted, counts.rejected, counts.skipped) == (1, 3, 4)
    assert counts.read == counts.accepted + counts.rejected + counts.skipped
    assert counts.accepted == counts.new + counts.changed + counts.unchanged


def test_a_code_twice_names_the_first_row(campaign: Database, write: Write) -> None:
    prepared = _prepare(
        campaign, write("e", [HEADER, initiative(1), initiative(2), initiative(1, title="Khác")])
    )
    (issue,) = prepared.issues
    assert (issue.code, issue.row) == (IssueCode.CODE_TWICE, 4)
    assert "dòng 2" in issue.message


def test_missing_rows_are_reported_only_of_a_full_export_and_never_removed(
    campaign: Database, write: Write
) -> None:
    _take(campaign, write("e", [HEADER, *(initiative(n) for n in range(10))]))
    path = write("e2", [HEADER, *(initiative(n) for n in range(4))])
    assert _prepare(campaign, path, full=False).counts.missing == 0
    assert _prepare(campaign, path).counts.missing == 0  # four of ten are no full export
    full = _prepare(campaign, path, full=True)
    assert full.counts.missing == 6
    imports.commit_import(campaign, full, user="thử")
    assert _rows(campaign) == 10


def test_withdrawing_what_is_missing_must_be_asked_for(campaign: Database, write: Write) -> None:
    _take(campaign, write("e", [HEADER, *(initiative(n) for n in range(10))]))
    before = _everything(campaign)
    full = _prepare(campaign, write("e2", [HEADER, *(initiative(n) for n in range(4))]), full=True)
    batch = imports.commit_import(campaign, full, user="thử", withdraw_missing=True).batch_id
    assert batch is not None
    assert _everything(campaign) != before
    imports.undo_import(campaign, batch, "thử")
    assert _everything(campaign) == before


def test_a_plan_made_before_another_import_is_still_right(campaign: Database, write: Write) -> None:
    plan = _prepare(campaign, write("e", [HEADER, initiative(1), initiative(2)]))
    _take(campaign, write("f", [HEADER, initiative(2, title="Của người khác")]))
    imports.commit_import(campaign, plan, user="thử")
    assert _rows(campaign) == 2


def test_a_plan_of_units_overtaken_by_another_is_refused_and_writes_nothing(
    campaign: Database, write: Write
) -> None:
    rows = [("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"), ("T3", "LĐLĐ huyện Ba", "T")]
    plan = _prepare(campaign, write("u", rows))
    _take(campaign, write("u2", rows))
    before = _everything(campaign)
    with pytest.raises(RefusedError):
        imports.commit_import(campaign, plan, user="thử")
    assert _everything(campaign) == before


def test_an_import_is_committed_once(campaign: Database, write: Write) -> None:
    plan = _prepare(campaign, write("e", [HEADER, initiative(1)]))
    first = imports.commit_import(campaign, plan, user="thử")
    before = _everything(campaign)
    assert imports.commit_import(campaign, plan, user="thử").batch_id == first.batch_id
    assert _everything(campaign) == before
    assert len([past for past in imports.list_imports(campaign) if past.kind is plan.kind]) == 1


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([HEADER], IssueCode.HEADER_ONLY),
        ([("Kính gửi",), ("Thực hiện",)], IssueCode.NO_TABLE),
        ([HEADER[:1] + HEADER[2:], initiative(1)[:1] + initiative(1)[2:]], IssueCode.COLUMN_MISSING),
        ([(*HEADER, "Ngày gửi"), [*initiative(1), ""]], IssueCode.COLUMN_TWICE),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    campaign: Database, write: Write, rows: Sequence[Sequence[object]], code: IssueCode
) -> None:
    before = _everything(campaign)
    prepared = _prepare(campaign, write("e", rows))
    assert prepared.refused
    assert code in prepared.issue_counts
    assert prepared.batch_id is None
    assert "e.xlsx" in prepared.headline()
    assert _everything(campaign) == before


def test_a_missing_column_is_named_with_what_was_found(campaign: Database, write: Write) -> None:
    rows = [HEADER[:1] + HEADER[2:], initiative(1)[:1] + initiative(1)[2:]]
    (issue,) = _prepare(campaign, write("e", rows)).issues
    assert "Tên sáng kiến" in issue.message
    assert "Tác giả" in issue.message


def test_initiatives_before_units_are_told_what_to_import_first(db: Database, write: Write) -> None:
    prepared = _prepare(db, write("e", [HEADER, initiative(1)]))
    assert prepared.refused
    assert IssueCode.NO_PROGRAMME_YET in prepared.issue_counts


def test_a_failure_in_the_last_file_leaves_nothing_of_the_first(
    campaign: Database, write: Write, tmp_path: Path
) -> None:
    bad = tmp_path / "z.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    before = _everything(campaign)
    prepared = _prepare(campaign, write("e", [HEADER, initiative(1)]), bad)
    assert prepared.refused
    assert _everything(campaign) == before
    with campaign.connect() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(tables.staging)).scalar_one() == 0


def test_several_files_of_one_export_are_one_import(campaign: Database, write: Write) -> None:
    first = write("e1", [HEADER, initiative(1)])
    second = write("e2", [HEADER, initiative(2)])
    prepared = _prepare(campaign, first, second)
    assert prepared.counts.new == 2
    imports.commit_import(campaign, prepared, user="thử")
    assert _rows(campaign) == 2


def test_files_are_sorted_into_the_order_they_need(write: Write, tmp_path: Path) -> None:
    export = write("a", [HEADER, initiative(1)])
    units = write("b", [("Mã đơn vị", "Tên đơn vị"), ("T", "x")])
    prose = tmp_path / "c.csv"
    prose.write_text("xin chào\n", encoding="utf-8")
    assert imports.group_by_kind([prose, export, units], None) == [[units], [export], [prose]]
    assert imports.group_by_kind([export], None) == [[export]]
    assert imports.group_by_kind([export, units], ImportKind.UNITS) == [[export, units]]


def test_the_history_shows_what_was_done(campaign: Database, write: Write) -> None:
    batch = _take(campaign, write("e", [HEADER, initiative(1)]))
    newest = imports.list_imports(campaign)[0]
    assert (newest.batch_id, newest.kind, newest.can_undo) == (batch, ImportKind.INITIATIVES, True)
    assert "e.xlsx" in newest.line()
    assert newest.as_json()["new"] == 1


def test_a_second_sheet_of_the_same_layout_is_read_and_a_hidden_one_is_not(
    campaign: Database, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for number, state in ((1, "visible"), (2, "visible"), (3, "hidden")):
        sheet = book.create_sheet(f"Tờ {number}")
        sheet.append(HEADER)
        sheet.append(initiative(number))
        sheet.sheet_state = state
    book.remove(book.worksheets[0])
    path = tmp_path / "e.xlsx"
    book.save(path)
    prepared = _prepare(campaign, path)
    assert prepared.counts.new == 2
    assert prepared.issue_counts == {IssueCode.SHEET_HIDDEN: 1}


def test_a_text_table_goes_the_same_way(campaign: Database, tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    lines = [";".join(map(str, row)) for row in (HEADER, initiative(1), initiative(2))]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert _prepare(campaign, path).counts.new == 2


def test_the_published_cases_are_imported_as_they_were_printed(campaign: Database) -> None:
    path = Path(__file__).parents[2] / "cases" / "published-figures.csv"
    prepared = _prepare(campaign, path)
    assert (prepared.kind, prepared.counts.new, prepared.counts.rejected) == (ImportKind.PUBLISHED, 14, 0)
    imports.commit_import(campaign, prepared, user="thử")
    table = tables.published_figures.c
    query = sa.select(table.result, table.rank, table.rank_of, table.value_vnd).where(table.rank == 45)
    with campaign.connect() as conn:
        assert tuple(conn.execute(query).one()) == (3001, 45, 82, 15_000_000_000)
