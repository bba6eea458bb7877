"""Role: staging, comparing and applying batches."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data_access import applying, batches, rollup, tables
from data_access.batches import Counts
from data_access.database import Database, StoreError
from data_access.ledger import current_version
from data_access.queries import cells, history, register
from data_access.selection import Selection
from data_access.verification import check, logical_digest, rebuild_cube, verify_cube
from data_access.viewer import LOCAL_VIEWER, Viewer
from tests.integration.storage import campaign

WHOLE = Selection(campaign.PROGRAMME, 1)
EVERYTHING = Viewer("ai cũng xem", None, may_read_confidential=True, may_read_personal=True)


def _digest(db: Database) -> str:
    with db.connect() as conn:
        return logical_digest(conn)


def _count(db: Database) -> int:
    with db.connect() as conn:
        return cells.totals(LOCAL_VIEWER, conn, WHOLE)["n"]


def test_staging_and_comparing_write_nothing_that_a_figure_sees(filled: Database) -> None:
    with filled.connect() as conn:
        version, figures = current_version(conn), cells.totals(LOCAL_VIEWER, conn, WHOLE)
    campaign.stage(filled, campaign.make_rows(range(500), seed=7))
    with filled.connect() as conn:
        assert current_version(conn) == version
        assert cells.totals(LOCAL_VIEWER, conn, WHOLE) == figures
    assert check(filled) == []


def test_what_is_stored_is_what_was_read(db: Database) -> None:
    row = campaign.make_row(3)
    campaign.import_rows(db, [row])
    with db.connect() as conn:
        stored = conn.execute(sa.select(tables.initiatives)).mappings().one()
    for name in ("title", "authors", "author_keys", "unit_id", "field_id", "savings_vnd", "recognised_on"):
        assert stored[name] == getattr(row, name), name
    assert stored["submitted_at"] == row.submitted_at
    assert stored["confidential"] is row.confidential
    assert (stored["source_sheet"], stored["source_row"]) == (row.sheet, row.row)


def test_counts_say_what_is_new_changed_unchanged_and_missing(db: Database) -> None:
    campaign.import_rows(db, campaign.make_rows(range(10)))
    batch = campaign.open_batch(db)
    batches.stage_initiatives(
        db,
        batch,
        campaign.make_rows(range(2, 5)) + campaign.make_rows([5, 6], seed=1) + campaign.make_rows([20]),
    )
    assert batches.compare(db, batch) == Counts(new=1, changed=2, unchanged=3, missing=5)
    assert batches.compare(db, batch) == Counts(new=1, changed=2, unchanged=3, missing=5)


def test_the_same_file_twice_changes_nothing(filled: Database) -> None:
    rows = campaign.make_rows(range(20)) + campaign.make_rows(range(40, 100), seed=1)
    before = _digest(filled)
    batch = campaign.open_batch(filled)
    batches.stage_initiatives(filled, batch, list(reversed(rows)))
    counts = batches.compare(filled, batch)
    assert (counts.new, counts.changed, counts.unchanged) == (0, 0, 80)
    with filled.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ")
    assert _digest(filled) == before


def test_another_content_would_be_noticed(filled: Database) -> None:
    before = _digest(filled)
    campaign.import_rows(filled, campaign.make_rows([1], seed=9))
    assert _digest(filled) != before


def test_a_code_that_comes_twice_in_a_file_is_refused_the_second_time(db: Database) -> None:
    batch = campaign.open_batch(db)
    first = campaign.make_rows([1, 2, 1, 3])
    assert batches.stage_initiatives(db, batch, first) == [2]
    assert batches.stage_initiatives(db, batch, campaign.make_rows([4, 2, 5, 3, 4])) == [1, 3, 4]
    assert batches.compare(db, batch).new == 5


def test_missing_rows_stay_unless_their_withdrawal_is_asked_for(db: Database) -> None:
    campaign.import_rows(db, campaign.make_rows(range(10)))
    campaign.import_rows(db, campaign.make_rows(range(4)))
    assert _count(db) == 10
    campaign.import_rows(db, campaign.make_rows(range(4)), withdraw_missing=True)
    assert _count(db) == 4
    campaign.import_rows(db, campaign.make_rows([9]))
    assert _count(db) == 5
    assert check(db) == []


def test_the_preview_names_old_and_new_of_every_changed_field(db: Database) -> None:
    old, new = campaign.make_row(1), campaign.make_row(1)._replace(title="Tên mới", savings_vnd=7)
    campaign.import_rows(db, [old])
    batch = campaign.stage(db, [new, campaign.make_row(2)])
    changed, added = batches.changes(db, batch)
    assert changed.fields == {"title": (old.title, "Tên mới"), "savings_vnd": (old.savings_vnd, 7)}
    assert (added.verdict, added.fields) == ("new", {})


def test_the_effect_on_units_is_what_happens(filled: Database) -> None:
    batch = campaign.stage(filled, campaign.make_rows(range(0, 600, 2), seed=5))
    effect = batches.unit_effect(filled, batch).set_index(["unit_id", "phase_number"])
    with filled.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ")
    with filled.connect() as conn:
        for number, start, end in [(0, None, None), *campaign.PHASES]:
            now = cells.by_child(LOCAL_VIEWER, conn, Selection(campaign.PROGRAMME, 1, start, end))
            assert len(now)
            for unit_id, n in zip(now["unit_id"], now["n"], strict=True):
                assert effect.loc[(unit_id, number), "after"] == n


def test_a_batch_compared_before_another_commit_is_compared_again(db: Database) -> None:
    slow = campaign.stage(db, campaign.make_rows(range(10), seed=2))
    campaign.import_rows(db, campaign.make_rows(range(10)))
    with db.begin_write() as conn:
        batches.apply_batch(conn, slow, user="cán bộ")
    assert _count(db) == 10
    assert check(db) == []
    before = _digest(db)
    campaign.undo(db, slow)
    campaign.import_rows(db, campaign.make_rows(range(10), seed=2))
    with db.connect() as conn:
        assert len(conn.execute(sa.select(tables.initiative_history.c.code)).all()) == 20
    assert _digest(db) != before  # the numbers of the batches differ, the rest does not


def test_a_discarded_batch_is_gone_and_cannot_be_applied(db: Database) -> None:
    before = _digest(db)
    batch = campaign.stage(db, campaign.make_rows(range(5)))
    batches.discard(db, batch)
    assert _digest(db) == before
    with pytest.raises(StoreError, match="batch_not_staged"), db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ")


def test_batches_that_nobody_confirmed_are_cleaned_away_after_days(db: Database) -> None:
    before = _digest(db)
    batch = campaign.stage(db, campaign.make_rows(range(5)))
    assert batches.discard_orphans(db, now=datetime.now(UTC)) == []
    assert batches.discard_orphans(db, now=datetime.now(UTC) + timedelta(days=3)) == [batch]
    assert _digest(db) == before


def test_every_commit_and_undo_leaves_a_chained_audit_row(filled: Database) -> None:
    batch = campaign.import_rows(filled, campaign.make_rows(range(500, 505)))
    campaign.undo(filled, batch)
    with filled.connect() as conn:
        trail = history.audit(LOCAL_VIEWER, conn)
        assert trail["action"].tolist()[:2] == ["undo", "import"]
        assert history.imports(LOCAL_VIEWER, conn)["state"].tolist()[0] == "undone"
    assert check(filled) == []


def test_tampering_with_the_audit_is_noticed(filled: Database) -> None:
    with filled.begin_write() as conn:
        conn.execute(sa.update(tables.audit).where(tables.audit.c.audit_id == 2).values(user_name="khác"))
    assert [(f.code, f.details) for f in check(filled)] == [("audit_broken", {"row": 2})]


@pytest.mark.parametrize("table", tables.COORDINATOR_LOCAL, ids=lambda table: table.name)
def test_a_wrong_sum_is_found_and_mended(filled: Database, table: sa.Table) -> None:
    before = _digest(filled)
    with filled.begin_write() as conn:
        one = conn.execute(sa.select(table).limit(1)).mappings().one()
        key = [column == one[column.name] for column in table.primary_key.columns]
        conn.execute(sa.update(table).where(*key).values(n=table.c.n + 1))
    assert [finding.code for finding in check(filled)] == ["cube_differs"]
    with filled.begin_write() as conn:
        assert {found.table for found in verify_cube(conn)} == {table.name}
        rebuild_cube(conn, campaign.PROGRAMME)
    assert check(filled) == []
    assert _digest(filled) == before


def test_the_register_shows_every_row_once(filled: Database) -> None:
    with filled.connect() as conn:
        total = register.count(EVERYTHING, conn, WHOLE)
        pages = [
            register.page(EVERYTHING, conn, WHOLE, "", offset, 50)["code"].tolist()
            for offset in range(0, total, 50)
        ]
    codes = [code for page in pages for code in page]
    assert len(codes) == len(set(codes)) == total


def test_writing_tells_how_far_it_is_and_a_listener_can_stop_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "PART_ROWS", 30)
    batch = campaign.stage(db, campaign.make_rows(range(100)))
    before, told = _digest(db), list[float]()

    def stop_late(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError), db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ", progress=stop_late)
    assert _digest(db) == before, "nothing is written when the listener stops it"
    told.clear()
    with db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ", progress=told.append)
    assert told == sorted(told)
    assert len(set(told)) > 8, "four parts of rows, twice, and the sums"
    assert told[-1] == 1
    assert check(db) == []
    with db.connect() as conn:
        assert cells.totals(EVERYTHING, conn, WHOLE)["n"] == 100


def _written_by(db: Database, batch: int) -> tuple[list[sa.RowMapping], list[sa.RowMapping]]:
    """The rows that stand, and what the batch kept of those before, without the numbers of batches."""
    found = []
    for table in (tables.initiatives, tables.initiative_history):
        columns = [column for column in table.c if "batch_id" not in column.name]
        query = sa.select(*columns).order_by(table.c.code)
        if table is tables.initiative_history:
            query = query.where(table.c.batch_id == batch)
        with db.connect() as conn:
            found.append(list(conn.execute(query).mappings()))
    return found[0], found[1]


def test_a_few_changed_rows_named_one_by_one_give_what_ranges_of_many_give(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*campaign.make_rows(range(10, 30), seed=3), *campaign.make_rows(range(700, 705))]
    rows += [row._replace(savings_vnd=7_654_321) for row in campaign.make_rows(range(60, 80), seed=1)]
    written = []
    for few, part in ((applying.FEW_ROWS, 7), (0, 7)):
        monkeypatch.setattr(applying, "FEW_ROWS", few)
        monkeypatch.setattr(applying, "CODES_AT_ONCE", part)
        monkeypatch.setattr(applying, "PART_ROWS", part)
        batch, told = campaign.stage(filled, rows), list[float]()
        with filled.begin_write() as conn:
            batches.apply_batch(conn, batch, user="cán bộ", withdraw_missing=True, progress=told.append)
        assert told == sorted(told)
        assert check(filled) == []
        written.append(_written_by(filled, batch))
        campaign.undo(filled, batch)
        assert check(filled) == []
    assert written[0] == written[1]
    assert {row["change"] for row in written[0][1]} == {"new", "changed", "withdrawn"}


def test_a_value_that_changed_brings_nobody_into_the_sums_of_people(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_asked(*_: object) -> None:
        raise AssertionError("the rows of others are read although no person came or went")

    monkeypatch.setattr(rollup, "_add_unchanged", not_asked)
    same = campaign.make_row(1)
    campaign.import_rows(filled, [same._replace(savings_vnd=7_654_321, title="Tên khác")])
    assert check(filled) == []
    with pytest.raises(AssertionError, match="no person came"):
        campaign.import_rows(filled, [same._replace(author_keys="nguoi moi", authors="Người Mới")])


def test_who_has_a_row_that_stays_and_one_that_goes_is_counted_once_more(db: Database) -> None:
    first, second = (
        campaign.make_row(code)._replace(
            unit_id=8, author_keys="nguoi a", submitted_at=campaign.FIRST + timedelta(days=30 * code)
        )
        for code in (1, 2)
    )
    campaign.import_rows(db, [first, second])
    # One row only has another value, the other one goes to another unit: the person stays in both.
    campaign.import_rows(db, [first._replace(savings_vnd=11), second._replace(unit_id=9)])
    assert check(db) == []
    campaign.import_rows(db, [first._replace(savings_vnd=12), second._replace(unit_id=8)])
    assert check(db) == []
