"""Role: undo gives back exactly the earlier state, in any order that is allowed, and else names who stands in
the way."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from data_access.batches import RecordChange, UndoRefused
from data_access.database import Database
from data_access.verification import check, logical_digest
from data_access.vocabulary import ImportKind
from tests.integration.storage import campaign


def digest(db: Database) -> str:
    with db.connect() as conn:
        return logical_digest(conn)


@pytest.mark.parametrize("withdraw", [False, True])
def test_an_import_with_updates_and_withdrawals_is_undone_exactly(filled: Database, withdraw: bool) -> None:
    before = digest(filled)
    rows = campaign.make_rows(range(100, 300), seed=3) + campaign.make_rows(range(600, 650))
    batch = campaign.import_rows(filled, rows, withdraw_missing=withdraw)
    assert digest(filled) != before
    campaign.undo(filled, batch)
    assert digest(filled) == before
    assert check(filled) == []


def test_the_first_import_is_undone_to_an_empty_campaign(db: Database) -> None:
    before = digest(db)
    campaign.undo(db, campaign.import_rows(db, campaign.make_rows(range(50))))
    assert digest(db) == before


def test_an_older_import_is_undone_when_no_later_one_touched_its_rows(db: Database) -> None:
    campaign.import_rows(db, campaign.make_rows(range(20)))
    without = digest(db)
    older = campaign.import_rows(db, campaign.make_rows(range(5), seed=1))
    newer = campaign.import_rows(db, campaign.make_rows(range(10, 15), seed=1))
    campaign.undo(db, older)
    assert check(db) == []
    campaign.undo(db, newer)
    assert digest(db) == without


def test_an_older_import_under_a_later_one_is_refused_and_the_later_named(db: Database) -> None:
    older = campaign.import_rows(db, campaign.make_rows(range(20)))
    newer = campaign.import_rows(db, campaign.make_rows([7], seed=1))
    before = digest(db)
    with pytest.raises(UndoRefused) as refused:
        campaign.undo(db, older)
    assert refused.value.later_batch == newer
    assert digest(db) == before


def test_an_import_is_undone_once(db: Database) -> None:
    batch = campaign.import_rows(db, campaign.make_rows(range(3)))
    campaign.undo(db, batch)
    with pytest.raises(Exception, match="batch_not_committed"):
        campaign.undo(db, batch)


def test_units_that_initiatives_stand_on_are_not_undone_before_them(db: Database) -> None:
    before = digest(db)
    units = campaign.change_records(db, campaign.unit_changes({20: 4, 21: 20}))
    rows = campaign.import_rows(db, [campaign.make_row(1)._replace(unit_id=21)])
    with pytest.raises(UndoRefused) as refused:
        campaign.undo(db, units)
    assert refused.value.later_batch == rows
    campaign.undo(db, rows)
    campaign.undo(db, units)
    assert digest(db) == before


def test_records_changed_later_or_referred_to_later_are_not_undone(db: Database) -> None:
    first = campaign.change_records(db, campaign.unit_changes({20: 4}))
    target = {"programme_id": 1, "phase_number": 1, "unit_id": 20, "basis": "assigned", "version": 1}
    second = campaign.change_records(
        db, [RecordChange("targets", target, None, {"amount": 5})], ImportKind.TARGETS
    )
    with pytest.raises(UndoRefused) as refused:
        campaign.undo(db, first)
    assert refused.value.later_batch == second
    campaign.undo(db, second)
    third = campaign.change_records(db, [RecordChange("units", {"unit_id": 20}, {}, {"name": "Tên khác"})])
    with pytest.raises(UndoRefused) as refused:
        campaign.undo(db, first)
    assert refused.value.later_batch == third


@pytest.mark.parametrize(
    "change",
    [
        RecordChange("units", {"unit_id": 5}, {"parent_id": 2}, {"parent_id": 3}),
        RecordChange("units", {"unit_id": 7}, {"parent_id": 3}, {"parent_id": None}),
        RecordChange("units", {"unit_id": 20}, None, {"code": "U20", "name": "Mới", "parent_id": 4}),
        RecordChange(
            "phases", {"programme_id": 1, "number": 1}, {"number": 1}, {"ends_at": campaign.PHASES[1][2]}
        ),
        RecordChange("phases", {"programme_id": 1, "number": 2}, {}, None),
        RecordChange("fields", {"field_id": 2}, {}, {"name": "Đổi tên"}),
    ],
    ids=["moved", "made a root", "first child", "longer phase", "phase removed", "renamed field"],
)
def test_sums_follow_tree_and_phases_and_come_back(filled: Database, change: RecordChange) -> None:
    before = digest(filled)
    batch = campaign.change_records(filled, [change])
    assert check(filled) == []
    assert digest(filled) != before
    campaign.undo(filled, batch)
    assert digest(filled) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (RecordChange("units", {"unit_id": 2}, {}, {"parent_id": 8}), "unit_cycle"),
        (RecordChange("units", {"unit_id": 5}, {}, {"parent_id": 12}), "unit_too_deep"),
        (RecordChange("units", {"unit_id": 5}, {"parent_id": 3}, {"parent_id": 4}), "record_changed"),
        (RecordChange("units", {"unit_id": 5}, None, {"parent_id": 4}), "record_changed"),
        (RecordChange("units", {"unit_id": 5}, {}, None), "record_in_use"),
    ],
)
def test_an_impossible_change_of_units_leaves_everything(
    filled: Database, change: RecordChange, code: str
) -> None:
    before = digest(filled)
    with pytest.raises(Exception, match=code):
        campaign.change_records(filled, [change])
    assert digest(filled) == before


@dataclass
class Done:
    """A committed batch: which rows it wrote, the digest from before it, and that from after it."""

    batch: int
    codes: frozenset[int]
    before: str
    after: str
    live: bool = field(default=True)


class Imports(RuleBasedStateMachine):
    """Imports, re-imports and undos in any order on one database."""

    db: Database

    @initialize()
    def begin(self) -> None:
        self.done: list[Done] = []

    @rule(
        codes=st.frozensets(st.integers(0, 12), min_size=1, max_size=6),
        seed=st.integers(0, 3),
        withdraw=st.booleans(),
    )
    def import_some(self, codes: frozenset[int], seed: int, withdraw: bool) -> None:
        before = digest(self.db)
        batch = campaign.import_rows(
            self.db, campaign.make_rows(sorted(codes), seed), withdraw_missing=withdraw
        )
        with self.db.connect() as conn:
            touched = conn.exec_driver_sql(
                f"SELECT code FROM initiative_history WHERE batch_id = {batch}"  # noqa: S608 # a number
            ).scalars()
            written = frozenset(int(code[2:]) for code in touched)
        self.done.append(Done(batch, written, before, digest(self.db)))

    @rule(which=st.integers(0, 20))
    def undo_one(self, which: int) -> None:
        live = [done for done in self.done if done.live]
        if not live:
            return
        target = live[which % len(live)]
        later = [done for done in live if done.batch > target.batch and done.codes & target.codes]
        state = digest(self.db)
        if later:
            with pytest.raises(UndoRefused) as refused:
                campaign.undo(self.db, target.batch)
            assert refused.value.later_batch in {done.batch for done in later}
            assert digest(self.db) == state
            return
        campaign.undo(self.db, target.batch)
        target.live = False
        if state == target.after:
            assert digest(self.db) == target.before

    @invariant()
    def sums_equal_rows(self) -> None:
        assert check(self.db) == []

    def teardown(self) -> None:
        # Undone in the opposite order, everything goes back to the empty campaign.
        for done in reversed(getattr(self, "done", [])):
            if done.live:
                campaign.undo(self.db, done.batch)
        if getattr(self, "done", []):
            assert digest(self.db) == self.done[0].before


@pytest.mark.slow
def test_any_order_of_imports_and_undos_keeps_its_promises(db: Database) -> None:
    run_state_machine_as_test(
        type("ImportsHere", (Imports,), {"db": db}),
        settings=settings(
            max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
