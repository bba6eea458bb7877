"""Role: imports at the same time never mix: the outcome is that of some order, none is lost, counts are true.

Some rounds in every run; fifty on demand (``make torture``).
"""

from pathlib import Path

import pytest

from dashboard.actions import imports
from dashboard.errors import RefusedError
from data_access.database import Database
from data_access.queries import cells
from data_access.selection import Selection
from data_access.verification import check, logical_digest
from data_access.viewer import LOCAL_VIEWER
from tests.integration.storage import campaign, storms
from tests.integration.storage.restoring import Restorable, begin

ROUNDS = 3
CONTROL_ROUNDS = 5


def test_eight_imports_at_once_end_as_some_order_of_them(place: Restorable, tmp_path: Path) -> None:
    begin(place, storms.begin)
    for number in range(ROUNDS):
        paths = storms.write_exports(tmp_path, f"at once {number}")
        storm = storms.rage(place, paths)
        assert storm.lost == 0
        assert sorted(name for name, _ in storm.order) == sorted(path.name for path in paths)
        assert storm.findings == []
        # Each plan was made when none of the others stood, and yet each row was new exactly once.
        named = storms.codes(paths) - {row.code for row in campaign.make_rows(range(storms.STANDING))}
        assert sum(counts["new"] for _, counts in storm.order) == len(named)
        for _, counts in storm.order:
            assert counts["new"] + counts["changed"] + counts["unchanged"] == counts["accepted"]
        place.restore()
        assert storms.in_order(place, paths, storm) == storm
        place.restore()


def test_control_without_the_lock_it_is_noticed(place: Restorable, tmp_path: Path) -> None:
    begin(place, storms.begin)
    for number in range(CONTROL_ROUNDS):
        paths = storms.write_exports(tmp_path, f"control {number}")
        storm = storms.rage(place, paths, has_lock=False)
        if storm.lost or storm.findings:
            return
        place.restore()
        if storms.in_order(place, paths, storm) != storm:
            return
        place.restore()
    raise AssertionError("imports without a lock went unnoticed")


def test_rows_that_came_after_the_plan_are_not_withdrawn_with_it(db: Database, tmp_path: Path) -> None:
    full, other = storms.write_exports(tmp_path, "withdrawing")[:2]
    campaign.import_rows(db, campaign.make_rows(range(storms.ROWS, storms.ROWS + 3)))
    plan = imports.prepare_import(db, [full], full=True, user="một")
    assert plan.counts.missing == 3  # what a person was shown and agreed to
    imports.commit_import(db, imports.prepare_import(db, [other], full=False, user="hai"), user="hai")
    with db.connect() as conn:
        before = logical_digest(conn)
    with pytest.raises(RefusedError, match="vừa thay đổi"):
        imports.commit_import(db, plan, user="một", withdraw_missing=True)
    with db.connect() as conn:
        assert logical_digest(conn) == before
    imports.discard_import(db, plan)
    again = imports.prepare_import(db, [full], full=True, user="một")
    done = imports.commit_import(db, again, user="một", withdraw_missing=True)
    assert done.counts.missing == again.counts.missing > 3
    with db.connect() as conn:
        assert cells.totals(LOCAL_VIEWER, conn, Selection(campaign.PROGRAMME, 1))["n"] == storms.ROWS // 3
    assert check(db) == []


def test_the_history_says_what_an_overtaken_import_did_and_not_what_was_planned(
    db: Database, tmp_path: Path
) -> None:
    export = storms.write_exports(tmp_path, "twice")[0]
    first, second = (imports.prepare_import(db, [export], full=False, user="một") for _ in range(2))
    assert first.counts.new == second.counts.new == storms.ROWS // 3
    imports.commit_import(db, first, user="một")
    done = imports.commit_import(db, second, user="hai")
    assert (done.counts.new, done.counts.unchanged) == (0, storms.ROWS // 3)
    kept = imports.list_imports(db)[0].counts
    assert (kept["new"], kept["unchanged"]) == (0, storms.ROWS // 3)
