"""Role: an officer's import stays within the own subtree and tells nothing of what lies beyond it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actions import history, imports
from dashboard.actions.imports import PreparedImport
from dashboard.errors import RefusedError
from data_access import tables
from data_access.database import Database
from tests.integration.importing.conftest import HEADER, Write, initiative

OTHERS = {"unit": "CĐCS Trường B", "superior": "LĐLĐ huyện Hai"}


def unit_id(db: Database, code: str) -> int:
    """The unit of a code."""
    with db.connect() as conn:
        found = conn.scalar(sa.select(tables.units.c.unit_id).where(tables.units.c.code == code))
    assert found is not None
    return int(found)


def prepare(
    db: Database, path: Path, within: Sequence[int] | None, full: bool | None = None
) -> PreparedImport:
    """A plan for somebody who may write these subtrees."""
    return imports.prepare_import(db, [path], user="cán bộ", within=within, full=full)


def test_a_unit_beyond_the_subtree_is_refused_like_one_that_does_not_exist(
    campaign: Database, write: Write
) -> None:
    nowhere = {"unit": "CĐCS Trường Xa Lạ", "superior": "LĐLĐ huyện Không Có"}
    rows = [initiative(1), initiative(2, **OTHERS), initiative(3, **nowhere)]
    plan = prepare(campaign, write("xuất", [HEADER, *rows]), [unit_id(campaign, "T1")])
    assert (plan.counts.accepted, plan.counts.rejected) == (1, 2)
    beyond, unknown = (issue for issue in plan.issues if issue.row in (3, 4))
    assert beyond.code == unknown.code
    own = "CĐCS Trường A"  # what may be suggested
    said = [
        issue.message.replace(str(issue.value), "…").replace(f" Gần giống: {own}.", "")
        for issue in (beyond, unknown)
    ]
    assert said[0].replace("dòng 3", "dòng …") == said[1].replace("dòng 4", "dòng …")


def test_control_without_a_scope_the_same_row_is_taken(campaign: Database, write: Write) -> None:
    plan = prepare(campaign, write("xuất", [HEADER, initiative(1), initiative(2, **OTHERS)]), None)
    assert (plan.counts.accepted, plan.counts.rejected) == (2, 0)


def test_a_misspelt_name_suggests_no_unit_of_others(campaign: Database, write: Write) -> None:
    row = initiative(1, unit="CĐCS Trường BB", superior="LĐLĐ huyện Haj")
    plan = prepare(campaign, write("xuất", [HEADER, row]), [unit_id(campaign, "T1")])
    assert plan.counts.accepted == 0
    assert "Trường B." not in plan.issues[0].message
    assert "huyện Hai" not in " ".join(issue.message for issue in plan.issues)


def test_a_code_that_stands_under_another_unit_cannot_be_taken_over(campaign: Database, write: Write) -> None:
    first = prepare(campaign, write("trước", [HEADER, initiative(1), initiative(2, **OTHERS)]), None)
    imports.commit_import(campaign, first, user="tỉnh")
    mine = [initiative(1, title="Tên đã sửa"), initiative(2, title="Lấy của người khác")]
    plan = prepare(campaign, write("sau", [HEADER, *mine]), [unit_id(campaign, "T1")])
    assert (plan.counts.changed, plan.counts.rejected) == (1, 1)
    refused = plan.issues[0]
    assert (refused.code, refused.row) == ("code_outside", 3)
    assert "Trường B" not in refused.message
    assert "huyện Hai" not in refused.message
    imports.commit_import(campaign, plan, user="huyện")
    with campaign.connect() as conn:
        titles = dict(conn.execute(sa.select(tables.initiatives.c.code, tables.initiatives.c.title)).all())
    assert titles == {"S0001": "Tên đã sửa", "S0002": "Sáng kiến 2"}


def test_what_others_have_entered_is_never_missing(campaign: Database, write: Write) -> None:
    first = prepare(campaign, write("trước", [HEADER, initiative(1), initiative(2, **OTHERS)]), None)
    imports.commit_import(campaign, first, user="tỉnh")
    own = write("sau", [HEADER, initiative(1, title="Tên mới"), initiative(3)])
    assert prepare(campaign, own, None, full=True).counts.missing == 1  # control: the whole province
    plan = prepare(campaign, own, [unit_id(campaign, "T1")], full=True)
    assert (plan.is_full, plan.counts.missing) == (False, 0)


def test_an_undone_import_of_other_units_is_not_redone_by_somebody_of_one_unit(
    campaign: Database, write: Write
) -> None:
    first = prepare(campaign, write("trước", [HEADER, initiative(1), initiative(2, **OTHERS)]), None)
    batch = imports.commit_import(campaign, first, user="tỉnh").batch_id
    assert batch is not None
    imports.undo_import(campaign, batch, "tỉnh")
    with pytest.raises(RefusedError):
        history.redo_import(campaign, batch, "cán bộ", within=[unit_id(campaign, "T1")])
    assert history.redo_import(campaign, batch, "tỉnh").counts.new == 2
