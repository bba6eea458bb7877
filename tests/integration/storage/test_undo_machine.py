"""Role: imports of every kind, undos and redos in any order: each undo gives back exactly what was before.

The model knows nothing of how undo works. It compares the tables before and after each import; an undo must
put back what that import changed, and nothing else, or be refused because of an import that stands on it.
"""

import csv
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from dashboard.actions import history, imports
from dashboard.errors import RefusedError
from data_access import tables, undoing
from data_access.database import Database, open_database
from data_access.verification import check, logical_digest
from data_access.vocabulary import ImportKind
from tests.integration.storage import campaign, storms
from tests.integration.storage.restoring import Restorable, RestorableSqlite, begin

NEW_UNITS = (20, 21)
WATCHED = {
    tables.initiatives: ("code", "title", "unit_id", "savings_vnd", "withdrawn", "batch_id"),
    tables.units: ("code", "unit_id", "name", "parent_id"),
    tables.targets: ("unit_id", "phase_number", "basis", "version", "amount"),
}
"""What is compared: what imports say, not what follows from it (that is for ``check``)."""

Row = tuple[Any, ...] | None
Content = dict[Hashable, tuple[Any, ...]]

CODES = st.frozensets(st.integers(0, 9), min_size=1, max_size=5)


@dataclass(frozen=True)
class Done:
    """A committed import: each row it touched, before and after."""

    batch: int
    withdraws: bool
    rows: Mapping[Hashable, tuple[Row, Row]]

    def units(self, *, made: bool) -> set[int]:
        """Units it made, or those its rows refer to."""
        found: set[int] = set()
        for (name, _), images in self.rows.items():  # type: ignore[misc]
            names = WATCHED[tables.metadata.tables[name]]
            for image in images:
                said = dict(zip(names, image or (), strict=False))
                if made and name == "units" and images[0] is None and image is not None:
                    found.add(said["unit_id"])
                if not made:
                    found.add(said.get("parent_id" if name == "units" else "unit_id", 0) or 0)
        return found


class Campaign(RuleBasedStateMachine):
    """One database, restored for each run."""

    place: Restorable
    folder: Path

    @initialize()
    def begin(self) -> None:
        self.place.restore()
        self.db: Database = open_database(self.place.url)
        self.live: list[Done] = []
        self.undone: list[Done] = []
        self.content = self._content()
        self.digests = {frozenset(): self._digest()}

    # what a person does

    @rule(codes=CODES, version=st.integers(0, 2), unit=st.sampled_from([5, 8, 12, *NEW_UNITS]))
    def import_part(self, codes: frozenset[int], version: int, unit: int) -> None:
        self._import(storms.HEADER, self._initiatives(codes, version, unit), withdraws=False)

    @rule(codes=CODES, version=st.integers(0, 2))
    def import_everything_and_withdraw_the_rest(self, codes: frozenset[int], version: int) -> None:
        self._import(storms.HEADER, self._initiatives(codes, version, 5), withdraws=True)

    @rule(unit=st.sampled_from([5, *NEW_UNITS]), parent=st.sampled_from([2, 3, 4]), version=st.integers(0, 1))
    def import_a_unit(self, unit: int, parent: int, version: int) -> None:
        row = (f"U{unit}", f"Đơn vị {unit}" + " mới" * version, f"U{parent}")
        self._import(("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên"), [row], kind=ImportKind.UNITS)

    @rule(unit=st.sampled_from([5, 6, *NEW_UNITS]), amount=st.integers(1, 3))
    def import_a_target(self, unit: int, amount: int) -> None:
        if self._exists(unit):
            header = ("Mã đơn vị", "Đơn vị", "Chỉ tiêu GĐ1")
            row = (f"U{unit}", self._name(unit), amount)
            self._import(header, [row], kind=ImportKind.TARGETS)

    @rule(which=st.integers(0, 30))
    def undo_any(self, which: int) -> None:
        if self.live:
            self._undo(self.live[which % len(self.live)])

    @rule()
    def undo_the_newest(self) -> None:
        if self.live:
            assert self._undo(self.live[-1]) is None

    @rule(which=st.integers(0, 30))
    def undo_an_older_one_and_first_whatever_is_named(self, which: int) -> None:
        wanted = [self.live[which % len(self.live)]] if self.live else []
        steps = 0
        while wanted:
            named = self._undo(wanted[-1])
            if named is None:
                wanted.pop()
            else:
                wanted.append(named)
            steps += 1
            assert steps < 100, "the names lead nowhere"

    @rule(which=st.integers(0, 30))
    def redo(self, which: int) -> None:
        if not self.undone:
            return
        old = self.undone[which % len(self.undone)]
        before = self._digest()
        later = {done.batch for done in self.live if done.batch > old.batch}
        try:
            done = history.redo_import(self.db, old.batch, "cán bộ")
        except RefusedError as refused:
            named = refused.values.get("later")
            refusal = refused.code
        else:
            self._note(done.batch_id, withdraws=old.withdraws)
            if all(map(self._exists, old.units(made=False) - {0})):
                for key, (_, after) in old.rows.items():
                    assert _said(key, self.content.get(key)) == _said(key, after)
            return
        assert (refusal, named in later) == ("importing.redo_refused_later", True)
        assert self._digest() == before

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        if hasattr(self, "content"):
            assert self._content() == self.content
            assert check(self.db) == []

    def teardown(self) -> None:
        while getattr(self, "live", None):
            assert self._undo(self.live[-1]) is None
        if hasattr(self, "db"):
            self.db.dispose()

    # how it is done and noted

    def _import(
        self,
        header: tuple[str, ...],
        rows: list[tuple[Any, ...]],
        *,
        withdraws: bool = False,
        kind: ImportKind = ImportKind.INITIATIVES,
    ) -> None:
        path = self.folder / "tệp.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([header, *rows])
        plan = imports.prepare_import(self.db, [path], kind=kind, full=withdraws, user="cán bộ")
        assert not plan.refused, plan.headline()
        assert plan.counts.accepted == len(rows), plan.issues
        done = imports.commit_import(self.db, plan, user="cán bộ", withdraw_missing=withdraws)
        self._note(done.batch_id, withdraws=withdraws)

    def _note(self, batch: int | None, *, withdraws: bool) -> None:
        now, before = self._content(), self.content
        touched = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
        assert bool(touched) == (batch is not None)
        if batch is not None:
            changed = {key: (before.get(key), now.get(key)) for key in touched}
            self.live.append(Done(batch, withdraws, changed))
            self.content = now
            self.digests[frozenset(done.batch for done in self.live)] = self._digest()

    def _undo(self, target: Done) -> Done | None:
        """The import that is named as standing in the way, if one is and one may be."""
        blockers = {done.batch: done for done in self.live if _stands_on(done, target)}
        before = self._digest()
        if blockers:
            with pytest.raises(RefusedError) as refused:
                imports.undo_import(self.db, target.batch, "cán bộ")
            assert refused.value.values["later"] in blockers
            assert self._digest() == before
            return blockers[int(str(refused.value.values["later"]))]
        imports.undo_import(self.db, target.batch, "cán bộ")
        self.live.remove(target)
        self.undone.append(target)
        for key, (was, _) in target.rows.items():
            self.content.pop(key, None)
            if was is not None:
                self.content[key] = was
        known = self.digests.get(frozenset(done.batch for done in self.live))
        assert known is None or known == self._digest()
        return None

    def _content(self) -> Content:
        found: Content = {}
        with self.db.connect() as conn:
            for table, names in WATCHED.items():
                keys = len(table.primary_key.columns) if table is tables.targets else 1
                for row in conn.execute(sa.select(*(table.c[name] for name in names))):
                    found[table.name, tuple(row[: keys if keys > 1 else 1])] = tuple(row)
        return found

    def _digest(self) -> str:
        with self.db.connect() as conn:
            return logical_digest(conn)

    def _exists(self, unit: int) -> bool:
        return ("units", (f"U{unit}",)) in self.content

    def _name(self, unit: int) -> str:
        return str(self.content["units", (f"U{unit}",)][2])

    def _initiatives(self, codes: frozenset[int], version: int, unit: int) -> list[tuple[Any, ...]]:
        name = self._name(unit if self._exists(unit) else 8)
        return [
            (f"SK{n:04}", f"Sáng kiến {n}.{version}", "An", name, "1/3/2022", "Hợp lệ", version * 1_000_000)
            for n in sorted(codes)
        ]


def _stands_on(later: Done, target: Done) -> bool:
    """Whether ``later`` touched a row that ``target`` touched, or refers to a unit that it made."""
    if later.batch <= target.batch:
        return False
    return bool(later.rows.keys() & target.rows.keys() or later.units(made=False) & target.units(made=True))


def _said(key: Any, row: Row) -> Row:
    """The row without the number of its import."""
    return row[:-1] if row is not None and key[0] == "initiatives" else row


CONTROL_RUNS = 12
NOTICED = (AssertionError, RefusedError, pytest.fail.Exception)
RUNS = {"RestorableSqlite": 10, "RestorablePostgres": 4}


def _run(place: Restorable, folder: Path, runs: int) -> None:
    begin(place, campaign.prepare)
    run_state_machine_as_test(
        type("CampaignHere", (Campaign,), {"place": place, "folder": folder}),
        settings=settings(
            max_examples=runs, stateful_step_count=14, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate],  # making a failure small would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_any_order_of_imports_undos_and_redos_gives_back_what_was(place: Restorable, tmp_path: Path) -> None:
    _run(place, tmp_path, RUNS[type(place).__name__])


def test_control_an_undo_that_forgets_the_earlier_values_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_restore", lambda *_: None)
    with pytest.raises(NOTICED):
        _run(RestorableSqlite(tmp_path), tmp_path, CONTROL_RUNS)


def test_control_an_undo_that_looks_for_no_later_import_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_refuse_if_touched_later", lambda *_: None)
    with pytest.raises(NOTICED):
        _run(RestorableSqlite(tmp_path), tmp_path, CONTROL_RUNS)
