"""Role: what a plan would do to attainment, ranks and savings, unit by unit, before anything is written."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from dashboard.domain import ranking
from dashboard.domain.attainment import Attainment
from dashboard.i18n import t
from dashboard.i18n.numbers import integer
from dashboard.i18n.text import vietnamese_order
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import reading, units
from dashboard.viewmodels.scope import Cut, resolve, unit_ref
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Attained, PhaseRef, UnitRef
from data_access import plan_effect
from data_access.database import Database
from data_access.plan_effect import Delta
from data_access.queries import cells
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME

MOST_FALLS = 5
"""Units whose count fell that are named one by one; the rows show all."""

Changes = Mapping[tuple[int, int], Delta]


class Plan(Protocol):
    """What of a ``PreparedImport`` is needed here."""

    @property
    def batch_id(self) -> int | None:
        """The staged batch; None: the plan concerns no initiatives."""

    @property
    def programme_id(self) -> int | None:
        """The programme of the initiatives."""


@dataclass(frozen=True)
class Moved:
    """A count beside its target before and after, and the rank by attainment among the sister units."""

    before: Attained
    after: Attained
    rank_before: int | None = None
    rank_after: int | None = None

    @property
    def change(self) -> int:
        """Initiatives more (or fewer)."""
        return self.after.count - self.before.count

    @property
    def climbed(self) -> int:
        """Places gained (negative: lost); 0 where there is no rank before or after."""
        return (self.rank_before or 0) - (self.rank_after or 0) if self.rank_before and self.rank_after else 0


@dataclass(frozen=True)
class UnitEffect:
    """One child unit of the root, or what is recorded on the root itself (``is_itself``)."""

    unit: UnitRef
    phase: Moved
    programme: Moved
    savings_before_vnd: int
    savings_after_vnd: int
    is_itself: bool = False


@dataclass(frozen=True)
class EffectWarning:
    """What deserves a look before confirming. ``code``: value_jump, count_fell, outside_phases, undated."""

    code: str
    message: str
    unit_id: int | None = None


@dataclass(frozen=True)
class EffectView:
    """Before → after. ``phase``: the default phase, the one a leader asks about now.

    ``rows``: all child units, biggest movers first (places, then initiatives). ``total_*``: the root.
    Rows missing from a full export count as staying unless ``build`` was told to withdraw them.
    """

    root: UnitRef
    phase: PhaseRef
    rows: tuple[UnitEffect, ...]
    total_phase: Moved
    total_programme: Moved
    savings_before_vnd: int
    savings_after_vnd: int
    units_met_before: int
    units_met_after: int
    units_with_target: int
    warnings: tuple[EffectWarning, ...] = ()

    @property
    def movers(self) -> tuple[UnitEffect, ...]:
        """Only the units that change."""
        return tuple(
            row for row in self.rows if row.phase.change or row.programme.change or row.phase.climbed
        )


def build(
    viewer: Viewer, db: Database, prepared: Plan, *, withdraw_missing: bool = False
) -> EffectView | None:
    """The effect of a plan on all submitted initiatives; None when it concerns none. Reads only.

    ``withdraw_missing``: as if the rows that a full export does not name stopped counting.
    """
    if prepared.batch_id is None or prepared.programme_id is None:
        return None
    with db.connect() as conn:
        stored = {p.programme_id: p for p in reading.programmes(viewer, conn)}[prepared.programme_id]
        phases = reading.programme(viewer, conn, stored).phases
        spans = [(phase.number, phase.starts_at, phase.ends_at) for phase in phases]
        seen = plan_effect.striking(conn, prepared.batch_id, stored.programme_id, spans)
        cut = resolve(viewer, conn, FilterState(programme=stored.code))
        is_first = not cells.totals(viewer, conn, Selection(stored.programme_id, cut.unit.unit_id))["n"]
        if seen.newest is not None and (is_first or seen.newest > cut.newest_at):
            # The phase one will ask about then: before the first rows the store speaks of no day at all.
            cut = resolve(viewer, conn, FilterState(programme=stored.code, as_of=seen.newest))
        if cut.phase is None or cut.whole is None:
            return None
        state = _State(viewer, conn, cut, load_settings(os.environ))
        asked = [(WHOLE_PROGRAMME, cut.whole.starts_at, cut.whole.ends_at)]
        asked += [(phase.number, phase.starts_at, phase.ends_at) for phase in (cut.phase,) if phase.number]
        changes = plan_effect.deltas(
            conn,
            prepared.batch_id,
            stored.programme_id,
            cut.unit.unit_id,
            asked,
            withdraw_missing=withdraw_missing,
        )
        return state.view(changes, seen)


class _State:
    """The counts as they stand, of the cut's phase and of the whole programme, by child unit."""

    def __init__(self, viewer: Viewer, conn: Connection, cut: Cut, settings: Settings) -> None:
        assert cut.phase is not None  # the caller has looked
        assert cut.whole is not None
        self.cut, self.settings, self.phase = cut, settings, cut.phase
        self.targets = reading.targets(viewer, conn, cut.programme_id, cut.unit.unit_id)
        self.by_phase, self.by_programme = (
            reading.by_unit(cells.by_child(viewer, conn, reading.unbounded(cut.within(phase), phase)))
            for phase in (cut.phase, cut.whole)
        )

    def view(self, changes: Changes, seen: plan_effect.Striking) -> EffectView:
        """Before → after of every child unit, of what is recorded on the root itself, and in all."""
        root = self.cut.unit
        by_phase = self._moves(self.by_phase, changes, self.phase.number)
        by_programme = self._moves(self.by_programme, changes, WHOLE_PROGRAMME)
        rows = [
            UnitEffect(
                unit_ref(unit),
                by_phase[unit.unit_id],
                by_programme[unit.unit_id],
                *self._savings(changes, unit.unit_id),
                is_itself=unit.unit_id == root.unit_id,
            )
            for unit in (*self.cut.children, root)
            if unit.unit_id != root.unit_id or self._has_rows(changes, root.unit_id)
        ]
        rows.sort(key=_movers_first)
        with_target = [row.phase for row in rows if row.phase.before.target and not row.is_itself]
        return EffectView(
            root=unit_ref(root),
            phase=self.cut.shown().phase,
            rows=tuple(rows),
            total_phase=self._total([row.phase for row in rows], self.phase.number),
            total_programme=self._total([row.programme for row in rows], WHOLE_PROGRAMME),
            savings_before_vnd=sum(row.savings_before_vnd for row in rows),
            savings_after_vnd=sum(row.savings_after_vnd for row in rows),
            units_met_before=sum(1 for moved in with_target if moved.before.missing == 0),
            units_met_after=sum(1 for moved in with_target if moved.after.missing == 0),
            units_with_target=len(with_target),
            warnings=_warnings(rows, seen),
        )

    def _moves(self, present: Mapping[int, reading.Cells], changes: Changes, phase: int) -> dict[int, Moved]:
        """Of all children and the root itself, with ranks among the children that have a target."""
        counts: dict[int, tuple[int, int]] = {}
        for unit in (*self.cut.children, self.cut.unit):
            before = present.get(unit.unit_id, {}).get("n", 0)
            counts[unit.unit_id] = (before, before + changes.get((unit.unit_id, phase), Delta()).count)
        own = self.cut.unit.unit_id
        goals = {unit_id: None if unit_id == own else self._goal(unit_id, phase) for unit_id in counts}
        ranked_before, ranked_after = (
            ranking.ranks({u: Attainment(pair[side], goals[u]).ratio for u, pair in counts.items()})
            for side in (0, 1)
        )
        return {
            unit_id: Moved(
                units.attained(before, goals[unit_id], self.settings),
                units.attained(after, goals[unit_id], self.settings),
                ranked_before[unit_id].rank if unit_id in ranked_before else None,
                ranked_after[unit_id].rank if unit_id in ranked_after else None,
            )
            for unit_id, (before, after) in counts.items()
        }

    def _goal(self, unit_id: int, phase: int) -> int | None:
        if phase == WHOLE_PROGRAMME:
            return units.programme_goal(self.targets, unit_id, self.cut.programme.phases)
        return self.targets.get((unit_id, phase))

    def _total(self, moves: Sequence[Moved], phase: int) -> Moved:
        target = self._goal(self.cut.unit.unit_id, phase)
        before, after = sum(m.before.count for m in moves), sum(m.after.count for m in moves)
        return Moved(
            units.attained(before, target, self.settings), units.attained(after, target, self.settings)
        )

    def _savings(self, changes: Changes, unit_id: int) -> tuple[int, int]:
        """Of the cut's phase."""
        before = self.by_phase.get(unit_id, {}).get("sum_value", 0)
        return before, before + changes.get((unit_id, self.phase.number), Delta()).savings_vnd

    def _has_rows(self, changes: Changes, unit_id: int) -> bool:
        return unit_id in self.by_programme or any(unit == unit_id for unit, _ in changes)


def _movers_first(row: UnitEffect) -> tuple[int, int, int, object]:
    moved, name = row.phase, vietnamese_order(row.unit.name)
    return -abs(moved.climbed), -abs(moved.change), -abs(row.programme.change), name


def _warnings(rows: Sequence[UnitEffect], seen: plan_effect.Striking) -> tuple[EffectWarning, ...]:
    found = []
    if seen.jumps:
        codes = ", ".join(seen.jump_codes) + (", …" if seen.jumps > len(seen.jump_codes) else "")
        words = t("effect.value_jump", count=integer(seen.jumps), codes=codes)
        found.append(EffectWarning("value_jump", words))
    fell = sorted((row for row in rows if row.programme.change < 0), key=lambda row: row.programme.change)
    for row in fell[:MOST_FALLS]:
        words = t(
            "effect.count_fell",
            unit=row.unit.name,
            before=integer(row.programme.before.count),
            after=integer(row.programme.after.count),
        )
        found.append(EffectWarning("count_fell", words, row.unit.unit_id))
    if len(fell) > MOST_FALLS:
        words = t("effect.more_fell", count=integer(len(fell) - MOST_FALLS))
        found.append(EffectWarning("count_fell", words))
    if seen.outside:
        words = t("effect.outside_phases", count=integer(seen.outside))
        found.append(EffectWarning("outside_phases", words))
    if seen.undated:
        found.append(EffectWarning("undated", t("effect.undated", count=integer(seen.undated))))
    return tuple(found)
