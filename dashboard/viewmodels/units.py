"""Role: the child units of a cut against their targets: the one list behind ranking, bands and bullets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from dashboard.domain import ranking
from dashboard.domain.attainment import Attainment, as_decimal
from dashboard.domain.bands import Band, Thresholds, band_of, standing_of
from dashboard.domain.campaign import Phase, Unit, local_day, programme_target
from dashboard.domain.pace import pace
from dashboard.domain.ranking import Rank
from dashboard.domain.structure import Heir, Rest
from dashboard.i18n import t
from dashboard.i18n.text import vietnamese_order
from dashboard.settings import Settings
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut, unit_ref
from dashboard.viewmodels.state import Structure
from dashboard.viewmodels.structure import Goals, Known, Line, People, Regrouping
from dashboard.viewmodels.views import Attained, Savings, UnitPart, UnitRef, UnitRow
from data_access.queries import cells
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME

Cells = Mapping[str, int]
NOTHING: Cells = {}


@dataclass(frozen=True)
class Ranked:
    """The rows in order (see ``UnitRow``) and how many stand in the ranking by share."""

    rows: tuple[UnitRow, ...]
    ranked: int


def thresholds_of(settings: Settings) -> Thresholds:
    """The bands' borders in force."""
    return Thresholds(near=settings.near_share, well_above=settings.well_above_share)


def attained(count: int, target: int | None, settings: Settings) -> Attained:
    """A count beside its target, as views carry it."""
    exact = Attainment(count, target)
    return Attained(
        count=count,
        target=exact.target or None,
        share=exact.share,
        missing=exact.missing,
        excess=exact.excess,
        standing=standing_of(exact, thresholds_of(settings)),
        small_target=exact.is_small_target(settings.small_target_below),
    )


def savings_of(cell: Cells, median_vnd: int | None = None) -> Savings:
    """The value part of a cube cell."""
    return Savings(
        total_vnd=cell.get("sum_value", 0),
        declared=cell.get("n_value", 0),
        of=cell.get("n", 0),
        median_vnd=median_vnd,
        flagged=cell.get("n_flagged", 0),
        flagged_vnd=cell.get("sum_flagged", 0),
    )


def programme_goal(targets: reading.Targets, unit_id: int, phases: Sequence[Phase]) -> int | None:
    """A unit's target for the whole programme: as stated, else the sum of its phases."""
    stated = targets.get((unit_id, WHOLE_PROGRAMME))
    return programme_target(stated, [targets.get((unit_id, phase.number)) for phase in phases])


def goal(targets: reading.Targets, unit_id: int, cut: Cut) -> int | None:
    """A unit's target for the phase of the cut, which may be the whole programme."""
    if cut.phase_number == WHOLE_PROGRAMME:
        return programme_goal(targets, unit_id, cut.programme.phases)
    return targets.get((unit_id, cut.phase_number))


def goals_of(targets: reading.Targets, registered: reading.Targets, unit_id: int, cut: Cut) -> Goals:
    """Everything that a unit is measured by in a cut."""
    own = registered.get((unit_id, cut.phase_number))
    if cut.phase_number == WHOLE_PROGRAMME:
        own = programme_goal(registered, unit_id, cut.programme.phases)
    return Goals(goal(targets, unit_id, cut), programme_goal(targets, unit_id, cut.programme.phases), own)


def build(viewer: Viewer, conn: Connection, cut: Cut, targets: reading.Targets, settings: Settings) -> Ranked:
    """One row per child unit, and one for what is recorded on the unit itself when there is any.

    In today's structure one row per unit of today, and one each for what has no successor and for what the
    stated shares leave over. Ordered by rank, then those without a target by count, the parts that are no
    units last. Counts add up to the unit's. Raises RefusedError when units succeed each other in a circle.
    """
    registered = reading.registered(viewer, conn, cut.programme_id, cut.unit.unit_id)
    known = (*cut.children, cut.unit)
    goals = {unit.unit_id: goals_of(targets, registered, unit.unit_id, cut) for unit in known}
    if cut.structure is Structure.TODAY:
        regrouping = Regrouping(viewer, conn, cut)
        people = _people(viewer, conn, cut, regrouping.members_wanted())
        lines = regrouping.lines(Known(goals, people))
    else:
        lines = _recorded(viewer, conn, cut, goals)
    units = [line for heir, line in lines.items() if line.unit is not None and heir != cut.unit.unit_id]
    rows = _ranked([_draft(line, cut, settings) for line in units])
    parts = [_part(lines[heir], heir, cut, settings) for heir in (cut.unit.unit_id, *Rest) if heir in lines]
    rows += tuple(part for part in parts if part.programme.count or part.phase.target)
    return Ranked(rows, sum(1 for row in rows if row.rank is not None))


def _people(viewer: Viewer, conn: Connection, cut: Cut, unit_ids: Sequence[int]) -> dict[int, People]:
    found = reading.members_of_year(viewer, conn, unit_ids, local_day(cut.as_of).year)
    return {unit: People(*counted) for unit, counted in found.items()}


def _recorded(viewer: Viewer, conn: Connection, cut: Cut, goals: Mapping[int, Goals]) -> dict[Heir, Line]:
    """Names as they were: the units that stood in the phase, or that anything is recorded under."""
    by_phase = reading.by_unit(cells.by_child(viewer, conn, cut.within(cut.phase)))
    same = cut.phase is None or cut.phase_number == WHOLE_PROGRAMME
    by_programme = by_phase if same else reading.by_unit(cells.by_child(viewer, conn, cut.within(cut.whole)))
    people = _people(viewer, conn, cut, [unit.unit_id for unit in cut.children])

    def line(unit: Unit) -> Line:
        ident = unit.unit_id
        return Line(
            unit,
            by_phase.get(ident, NOTHING),
            by_programme.get(ident, NOTHING),
            goals.get(ident, Goals()) if ident != cut.unit.unit_id else Goals(),
            people.get(ident),
        )

    stood = [unit for unit in cut.children if _stood(unit, cut) or unit.unit_id in by_programme]
    return {unit.unit_id: line(unit) for unit in (*stood, cut.unit)}


def _stood(unit: Unit, cut: Cut) -> bool:
    """Whether the unit existed at some time of the phase; one without rows that did not is left out."""
    phase = cut.phase
    if phase is None:
        return True
    begun = unit.valid_from is None or unit.valid_from <= phase.last_day
    return begun and (unit.valid_to is None or unit.valid_to >= phase.first_day)


def _draft(line: Line, cut: Cut, settings: Settings) -> UnitRow:
    assert line.unit is not None  # the caller has looked
    count = line.phase.get("n", 0)
    by_phase = Attainment(count, line.goals.phase)
    by_programme = Attainment(line.programme.get("n", 0), line.goals.programme)
    going = pace(by_phase, cut.phase, cut.as_of, cut.programme.milestones) if cut.phase else None
    people = line.people
    return UnitRow(
        part=UnitPart.UNIT,
        unit=unit_ref(line.unit),
        phase=attained(count, line.goals.phase, settings),
        programme=attained(by_programme.count, by_programme.target, settings),
        band=band_of(by_phase, by_programme, thresholds_of(settings)),
        rank=None,
        tied=False,
        rank_by_count=None,
        needed_per_week=going.needed_per_week if going else None,
        members=people.members if people else None,
        per_100_members=as_decimal(ranking.per_100_members(count, people.members if people else None)),
        savings=savings_of(line.phase),
        authors=None,
        plan_gap=going.gap if going else None,
        members_year=people.year if people else None,
        registered=attained(count, line.goals.registered, settings) if line.goals.registered else None,
        cluster=line.unit.cluster,
        valid_to=line.unit.valid_to,
        inherited=line.inherited,
        converted=line.converted,
        gave=line.gave,
    )


def _ranked(drafts: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    by_share = ranking.ranks({row.unit.unit_id: _ratio(row) for row in drafts})
    by_count = ranking.ranks({row.unit.unit_id: row.phase.count for row in drafts})
    by_members = ranking.ranks({row.unit.unit_id: _per_100(row) for row in drafts})
    placed = [
        replace(
            _with_share(row, by_share.get(row.unit.unit_id)),
            rank_by_count=by_count[row.unit.unit_id].rank,
            tied_by_count=by_count[row.unit.unit_id].tied,
            **_members_place(by_members.get(row.unit.unit_id)),
        )
        for row in drafts
    ]
    return tuple(sorted(placed, key=_order))


def _ratio(row: UnitRow) -> Fraction | None:
    return Attainment(row.phase.count, row.phase.target).ratio


def _per_100(row: UnitRow) -> Fraction | None:
    return ranking.per_100_members(row.phase.count, row.members)


def _with_share(row: UnitRow, place: Rank | None) -> UnitRow:
    return replace(row, rank=place.rank if place else None, tied=bool(place and place.tied))


def _members_place(place: Rank | None) -> dict[str, Any]:
    return {
        "rank_by_members": place.rank if place else None,
        "tied_by_members": bool(place and place.tied),
    }


def _order(row: UnitRow) -> tuple[bool, int, int, object]:
    return row.rank is None, row.rank or 0, -row.phase.count, vietnamese_order(row.unit.name)


_PARTS = {Rest.ENDED: UnitPart.ENDED, Rest.UNKNOWN: UnitPart.UNKNOWN}


def _part(line: Line, heir: Heir, cut: Cut, settings: Settings) -> UnitRow:
    """What is recorded on the unit itself, or has no unit of today: outside the ranking.

    A rest is named as a unit would be; its id is 0.
    """
    part = _PARTS[heir] if isinstance(heir, Rest) else UnitPart.ITSELF
    named = UnitRef(0, "", t(f"structure.parts.{part.value}")) if line.unit is None else unit_ref(line.unit)
    return UnitRow(
        part=part,
        unit=named,
        phase=attained(line.phase.get("n", 0), line.goals.phase, settings),
        programme=attained(line.programme.get("n", 0), line.goals.programme, settings),
        band=Band.UNASSIGNED,
        rank=None,
        tied=False,
        rank_by_count=None,
        needed_per_week=None,
        members=None,
        per_100_members=None,
        savings=savings_of(line.phase),
        authors=None,
        inherited=line.inherited,
        converted=line.converted,
        gave=line.gave,
    )
