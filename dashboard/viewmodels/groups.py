"""Role: cụm, khối thi đua: places within each group, and who is recognised in each quarter or why nobody."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain import groups, ranking
from dashboard.domain.attainment import Attainment
from dashboard.domain.campaign import Phase, local_day
from dashboard.domain.groups import Basis, Entry, Outcome, Quarter
from dashboard.i18n.text import vietnamese_order
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading, units
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState, Structure
from dashboard.viewmodels.structure import Regrouping
from dashboard.viewmodels.views import Attained, Scope, Stamp, UnitPart, UnitRef, UnitRow
from data_access.database import Database
from data_access.queries import cells
from data_access.selection import Selection
from data_access.viewer import Viewer

Counting = Callable[[Selection], Mapping[int, int]]


@dataclass(frozen=True)
class Member:
    """A unit within its group; ``rank`` is by share of the phase target among ``of`` with a target."""

    row: UnitRow
    rank: int | None
    tied: bool
    of: int


@dataclass(frozen=True)
class Group:
    """A cụm or khối; ``name`` is empty for units that are in none. ``total`` adds up its members."""

    name: str
    members: tuple[Member, ...]
    total: Attained
    met: int
    with_target: int


@dataclass(frozen=True)
class QuarterUnit:
    """A unit's quarter."""

    unit: UnitRef
    count: int
    target: int | None


@dataclass(frozen=True)
class GroupQuarter:
    """A group's recognition in a quarter: winners, or who was first and why that is not enough."""

    group: str
    outcome: Outcome
    first: tuple[QuarterUnit, ...]
    winners: tuple[QuarterUnit, ...]


@dataclass(frozen=True)
class QuarterRow:
    """A quarter of the phase, both days included; ``basis`` says where its targets come from."""

    year: int
    number: int
    first_day: date
    last_day: date
    basis: Basis
    groups: tuple[GroupQuarter, ...]


@dataclass(frozen=True)
class GroupsView:
    """Groups by name, those in none last; quarters in order of time (none without a phase)."""

    stamp: Stamp
    scope: Scope
    groups: tuple[Group, ...]
    quarters: tuple[QuarterRow, ...]


def build(viewer: Viewer, db: Database, state: FilterState) -> GroupsView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        targets = reading.targets(viewer, conn, cut.programme_id, cut.unit.unit_id)
        ranked = units.build(viewer, conn, cut, targets, settings).rows
        rows = [row for row in ranked if row.part is UnitPart.UNIT]
        quarters = _quarters(cut, rows, _counting(viewer, conn, cut)) if cut.phase else ()
        stamp = shared.stamp(viewer, db, conn, cut)
    return GroupsView(stamp, cut.shown(), _groups(rows, settings), quarters)


def _in_order(rows: list[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    by_id = {row.unit.unit_id: row for row in rows}
    named = groups.in_groups({unit: row.cluster for unit, row in by_id.items()})
    ordered = sorted(named.items(), key=lambda item: (not item[0], vietnamese_order(item[0])))
    return [(name, [by_id[unit] for unit in members]) for name, members in ordered]


def _groups(rows: list[UnitRow], settings: Settings) -> tuple[Group, ...]:
    return tuple(_group(name, members, settings) for name, members in _in_order(rows))


def _group(name: str, rows: list[UnitRow], settings: Settings) -> Group:
    shares: dict[int, Fraction | None] = {
        row.unit.unit_id: Attainment(row.phase.count, row.phase.target).ratio for row in rows
    }
    places = ranking.ranks(shares)
    with_target = [row for row in rows if row.phase.target]
    # Against the sum of the targets only what those with a target submitted can be measured.
    measured = with_target or rows
    return Group(
        name=name,
        members=tuple(
            Member(
                row,
                place.rank if (place := places.get(row.unit.unit_id)) else None,
                bool(place and place.tied),
                len(with_target),
            )
            for row in rows
        ),
        total=units.attained(
            sum(row.phase.count for row in measured),
            sum(row.phase.target or 0 for row in with_target) or None,
            settings,
        ),
        met=sum(1 for row in with_target if row.phase.missing == 0),
        with_target=len(with_target),
    )


def _counting(viewer: Viewer, conn: Connection, cut: Cut) -> Counting:
    """How a quarter's initiatives are counted by listed unit, in the structure that is looked at."""
    if cut.structure is Structure.TODAY:
        regrouping = Regrouping(viewer, conn, cut)
        return regrouping.counts

    def recorded(within: Selection) -> Mapping[int, int]:
        found = reading.by_unit(cells.by_child(viewer, conn, within))
        return {unit: cell["n"] for unit, cell in found.items()}

    return recorded


def _quarters(cut: Cut, rows: list[UnitRow], counted: Counting) -> tuple[QuarterRow, ...]:
    phase = cut.phase
    if phase is None:
        return ()
    named = [(name, members) for name, members in _in_order(rows) if name]
    return tuple(_quarter(cut, phase, each, named, counted) for each in groups.quarters(phase) if named)


def _quarter(
    cut: Cut, phase: Phase, quarter: Quarter, named: list[tuple[str, list[UnitRow]]], counted: Counting
) -> QuarterRow:
    milestones = cut.programme.milestones
    end = min(quarter.ends_at, cut.as_of)
    begun = end > quarter.starts_at
    found = counted(replace(cut.within(phase), start=quarter.starts_at, end=end)) if begun else {}

    def entry(row: UnitRow) -> Entry[UnitRef]:
        target = groups.quarter_target(row.phase.target, phase, quarter, milestones)
        return Entry(row.unit, found.get(row.unit.unit_id, 0), target)

    verdicts = [
        (name, groups.verdict([entry(row) for row in members], quarter, cut.as_of)) for name, members in named
    ]
    return QuarterRow(
        year=quarter.year,
        number=quarter.number,
        first_day=local_day(quarter.starts_at),
        last_day=local_day(quarter.ends_at - timedelta(seconds=1)),
        basis=groups.basis_of(phase, quarter, milestones),
        groups=tuple(
            GroupQuarter(name, one.outcome, _units(one.first), _units(one.winners)) for name, one in verdicts
        ),
    )


def _units(entries: tuple[Entry[UnitRef], ...]) -> tuple[QuarterUnit, ...]:
    return tuple(QuarterUnit(entry.unit, entry.count, entry.target) for entry in entries)
