"""Role: an import of the past is opened again, its file handed out, and redone; or refused in words."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actions import history, imports, originals
from dashboard.actions.wishes import Wishes
from dashboard.errors import RefusedError
from dashboard.importing.issues import IssueCode
from data_access import tables
from data_access.database import Database
from data_access.verification import check, logical_digest
from tests.integration.importing.conftest import HEADER, Write, initiative


def _take(db: Database, *paths: Path, said: Wishes | None = None, **more: bool) -> int:
    plan = imports.prepare_import(db, list(paths), user="thử", wishes=said or Wishes())
    batch = imports.commit_import(db, plan, user="thử", **more).batch_id
    assert batch is not None
    return batch


def _digest(db: Database) -> str:
    with db.connect() as conn:
        return logical_digest(conn)


def test_the_original_is_kept_byte_for_byte(campaign: Database, write: Write) -> None:
    path = write("bản xuất", [HEADER, initiative(1)])
    content = path.read_bytes()
    batch = _take(campaign, path)
    path.unlink()
    (kept,) = history.open_original(campaign, batch)
    assert (kept.name, kept.read_bytes()) == ("bản xuất.xlsx", content)


def test_several_originals_keep_their_order_even_when_called_the_same(
    campaign: Database, write: Write, tmp_path: Path
) -> None:
    first = write("e", [HEADER, initiative(1)])
    (tmp_path / "hai").mkdir()
    second = write("e2", [HEADER, initiative(2)]).rename(tmp_path / "hai" / "e.xlsx")
    batch = _take(campaign, first, second)
    kept = history.open_original(campaign, batch)
    assert [path.read_bytes() for path in kept] == [first.read_bytes(), second.read_bytes()]


def test_a_file_that_changed_since_the_plan_is_not_passed_off_as_the_original(
    campaign: Database, write: Write
) -> None:
    path = write("e", [HEADER, initiative(1)])
    plan = imports.prepare_import(campaign, [path], user="thử")
    path.write_bytes(path.read_bytes() + b" ")
    done = imports.commit_import(campaign, plan, user="thử")
    assert (done.original_kept, history.open_original(campaign, done.batch_id or 0)) == (False, [])
    assert not list(originals.folder_of(campaign).glob(f"{plan.sha256}*"))


def test_the_plan_of_the_past_says_what_it_said(campaign: Database, write: Write) -> None:
    rows = [initiative(1), initiative(2, submitted="31/2/2022"), initiative(3)]
    said = Wishes(excluded_rows=frozenset({("Sheet", 4)}))
    batch = _take(campaign, write("e", [HEADER, *rows]), said=said)
    plan = history.reopen_plan(campaign, batch)
    assert plan.wishes == said
    assert (plan.past.counts["new"], plan.past.counts["rejected"]) == (1, 1)
    (issue,) = [one for one in plan.issues if one.code is IssueCode.DATE_IMPOSSIBLE]
    assert (issue.sheet, issue.row, issue.position, issue.value) == ("Sheet", 3, 6, "31/2/2022")
    assert plan.mapping["Giá trị làm lợi"]["column"] == "savings"


def test_the_effect_of_an_import_is_kept_with_it(campaign: Database, write: Write) -> None:
    _take(campaign, write("e", [HEADER, *(initiative(n) for n in range(3))]))
    batch = _take(campaign, write("f", [HEADER, *(initiative(n) for n in range(5))]))
    with campaign.connect() as conn:
        one = conn.execute(sa.select(tables.units.c.unit_id).where(tables.units.c.code == "T1")).scalar_one()
    assert history.reopen_plan(campaign, batch).effect == ((one, 0, 3, 5), (one, 1, 3, 5))


def test_withdrawn_rows_are_part_of_the_effect(campaign: Database, write: Write) -> None:
    _take(campaign, write("e", [HEADER, *(initiative(n) for n in range(20))]))
    fewer = write("f", [HEADER, *(initiative(n) for n in range(19))])
    batch = _take(campaign, fewer, withdraw_missing=True)
    assert {row[2:] for row in history.reopen_plan(campaign, batch).effect} == {(20, 19)}


def test_an_undone_import_is_redone_exactly_with_its_wishes(campaign: Database, write: Write) -> None:
    path = write("e", [HEADER, initiative(1, submitted="31/2/2022"), initiative(2), initiative(3)])
    said = Wishes(corrections={("Sheet", 2, 6): "28/2/2022"}, excluded_rows=frozenset({("Sheet", 4)}))
    batch = _take(campaign, path, said=said)
    path.unlink()
    with campaign.connect() as conn:
        after = conn.execute(sa.select(tables.cube).order_by(*tables.cube.primary_key.columns)).all()
    imports.undo_import(campaign, batch, "thử")
    done = history.redo_import(campaign, batch, "người khác")
    assert done.batch_id != batch
    with campaign.connect() as conn:
        assert conn.execute(sa.select(tables.cube).order_by(*tables.cube.primary_key.columns)).all() == after
    assert check(campaign) == []
    again = history.reopen_plan(campaign, done.batch_id or 0)
    assert (again.wishes, again.past.user_name) == (said, "người khác")


def test_what_still_stands_is_not_redone(campaign: Database, write: Write) -> None:
    batch = _take(campaign, write("e", [HEADER, initiative(1)]))
    before = _digest(campaign)
    with pytest.raises(RefusedError, match=str(batch)):
        history.redo_import(campaign, batch, "thử")
    assert _digest(campaign) == before


def test_a_redo_over_later_changes_of_the_same_rows_is_refused_and_names_them(
    campaign: Database, write: Write
) -> None:
    _take(campaign, write("a", [HEADER, initiative(1), initiative(2)]))
    second = _take(campaign, write("b", [HEADER, initiative(1, status="Không hợp lệ")]))
    imports.undo_import(campaign, second, "thử")
    third = _take(campaign, write("c", [HEADER, initiative(1, title="Tên mới hơn")]))
    before = _digest(campaign)
    with pytest.raises(RefusedError, match=f"lần nạp {third}"):
        history.redo_import(campaign, second, "thử")
    assert _digest(campaign) == before


def test_a_withdrawal_is_not_redone_over_rows_that_came_later(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *(initiative(n) for n in range(20))]))
    second = _take(campaign, write("b", [HEADER, *(initiative(n) for n in range(19))]), withdraw_missing=True)
    imports.undo_import(campaign, second, "thử")
    third = _take(campaign, write("c", [HEADER, initiative(30)]))
    with pytest.raises(RefusedError, match=f"lần nạp {third}"):
        history.redo_import(campaign, second, "thử")
    imports.undo_import(campaign, third, "thử")
    assert history.redo_import(campaign, second, "thử").counts.missing == 1


def test_a_redo_beside_later_changes_of_other_rows_is_allowed(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, initiative(1), initiative(2)]))
    second = _take(campaign, write("b", [HEADER, initiative(1, status="Không hợp lệ")]))
    imports.undo_import(campaign, second, "thử")
    _take(campaign, write("c", [HEADER, initiative(2, title="Tên mới hơn")]))
    assert history.redo_import(campaign, second, "thử").batch_id is not None


def test_units_are_redone_unless_a_later_list_changed_them(campaign: Database, write: Write) -> None:
    head = ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên")
    batch = _take(campaign, write("u", [head, ("T3", "LĐLĐ huyện Ba", "T")]))
    imports.undo_import(campaign, batch, "thử")
    again = history.redo_import(campaign, batch, "thử").batch_id
    assert again is not None
    imports.undo_import(campaign, again, "thử")
    later = _take(campaign, write("u2", [head, ("T3", "LĐLĐ huyện Ba Mới", "T")]))
    # The later list made the unit anew under the same id: the redo would rename it.
    with pytest.raises(RefusedError, match=f"lần nạp {later}"):
        history.redo_import(campaign, again, "thử")


def test_without_its_file_an_import_is_not_redone(campaign: Database, write: Write) -> None:
    batch = _take(campaign, write("e", [HEADER, initiative(1)]))
    imports.undo_import(campaign, batch, "thử")
    for path in originals.folder_of(campaign).rglob("e.xlsx"):
        path.unlink()
    with pytest.raises(RefusedError, match="tệp gốc"):
        history.redo_import(campaign, batch, "thử")


UNITS_HEAD = ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên")


def test_a_redo_whose_units_were_undone_meanwhile_is_refused_and_says_why(
    campaign: Database, write: Write
) -> None:
    units = _take(campaign, write("u", [UNITS_HEAD, ("T2C", "CĐCS Trường C", "T2")]))
    rows = [initiative(1), initiative(2, unit="CĐCS Trường C", superior=""), initiative(3)]
    batch = _take(campaign, write("e", [HEADER, *rows]))
    imports.undo_import(campaign, batch, "thử")
    imports.undo_import(campaign, units, "thử")
    before = _digest(campaign)
    with pytest.raises(RefusedError, match=f"lần nạp {batch}: 1 dòng .*CĐCS Trường C"):
        history.redo_import(campaign, batch, "thử")
    assert _digest(campaign) == before
    history.redo_import(campaign, units, "thử")
    assert history.redo_import(campaign, batch, "thử").counts.new == 3


def test_a_redo_that_would_count_rows_for_the_superior_instead_is_refused(
    campaign: Database, write: Write
) -> None:
    units = _take(campaign, write("u", [UNITS_HEAD, ("T2C", "CĐCS Trường C", "T2")]))
    there = {"unit": "CĐCS Trường C", "superior": "LĐLĐ huyện Hai"}
    batch = _take(campaign, write("e", [HEADER, initiative(1), initiative(2, **there)]))
    imports.undo_import(campaign, batch, "thử")
    imports.undo_import(campaign, units, "thử")
    before = _digest(campaign)
    with pytest.raises(RefusedError, match=f"lần nạp {batch}: 1 dòng .*đúng đơn vị"):
        history.redo_import(campaign, batch, "thử")
    assert _digest(campaign) == before


def test_a_redo_with_a_unit_confirmed_then_and_undone_meanwhile_is_refused(
    campaign: Database, write: Write
) -> None:
    units = _take(campaign, write("u", [UNITS_HEAD, ("T2C", "CĐCS Trường C", "T2")]))
    with campaign.connect() as conn:
        query = sa.select(tables.units.c.unit_id).where(tables.units.c.code == "T2C")
        said = Wishes(units={"Cơ sở xa xôi": conn.execute(query).scalar_one()})
    there = initiative(2, unit="Cơ sở xa xôi", superior="")
    batch = _take(campaign, write("e", [HEADER, initiative(1), there]), said=said)
    imports.undo_import(campaign, batch, "thử")
    imports.undo_import(campaign, units, "thử")
    before = _digest(campaign)
    with pytest.raises(RefusedError, match=f"lần nạp {batch}"):
        history.redo_import(campaign, batch, "thử")
    assert _digest(campaign) == before


def test_a_redo_with_findings_as_many_as_then_is_allowed(campaign: Database, write: Write) -> None:
    rows = [initiative(1), initiative(2, submitted="31/2/2022"), initiative(3, unit="CĐCS Lạ")]
    batch = _take(campaign, write("e", [HEADER, *rows]))
    imports.undo_import(campaign, batch, "thử")
    assert history.redo_import(campaign, batch, "thử").counts.rejected == 1


def test_an_import_nobody_made_is_refused_in_words(campaign: Database) -> None:
    with pytest.raises(RefusedError, match="999"):
        history.reopen_plan(campaign, 999)
