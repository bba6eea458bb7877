"""Role: the child units of a cut against their targets: the one list behind ranking, bands and bullets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain import ranking
from dashboard.domain.attainment import Attainment, as_decimal
from dashboard.domain.bands import Thresholds, band_of, standing_of
from dashboard.domain.campaign import Phase, Unit, programme_target
from dashboard.domain.pace import pace
from dashboard.domain.ranking import Rank
from dashboard.i18n.text import vietnamese_order
from dashboard.settings import Settings
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut, unit_ref
from dashboard.viewmodels.views import Attained, Savings, UnitPart, UnitRow
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


def build(viewer: Viewer, conn: Connection, cut: Cut, targets: reading.Targets, settings: Settings) -> Ranked:
    """One row per child unit, and one for what is recorded on the unit itself when there is any.

    Ordered by rank, then those without a target by count, ``ITSELF`` last. Counts add up to the unit's.
    """
    by_phase = reading.by_unit(cells.by_child(viewer, conn, cut.within(cut.phase)))
    same = cut.phase is None or cut.phase_number == WHOLE_PROGRAMME
    by_programme = by_phase if same else reading.by_unit(cells.by_child(viewer, conn, cut.within(cut.whole)))
    members = reading.members(viewer, conn, [unit.unit_id for unit in cut.children])
    drafts = [
        _draft(
            unit,
            by_phase.get(unit.unit_id, NOTHING),
            by_programme.get(unit.unit_id, NOTHING),
            cut,
            targets,
            members.get(unit.unit_id),
            settings,
        )
        for unit in cut.children
        if _stood(unit, cut) or unit.unit_id in by_programme
    ]
    ranked = _ranked(drafts)
    own = by_programme.get(cut.unit.unit_id, NOTHING)
    if own.get("n", 0):
        ranked += (_itself(by_phase.get(cut.unit.unit_id, NOTHING), own, cut, settings),)
    return Ranked(ranked, sum(1 for row in ranked if row.rank is not None))


def _stood(unit: Unit, cut: Cut) -> bool:
    """Whether the unit existed at some time of the phase; one without rows that did not is left out."""
    phase = cut.phase
    if phase is None:
        return True
    begun = unit.valid_from is None or unit.valid_from <= phase.last_day
    return begun and (unit.valid_to is None or unit.valid_to >= phase.first_day)


def _draft(
    unit: Unit,
    phase_cell: Cells,
    programme_cell: Cells,
    cut: Cut,
    targets: reading.Targets,
    members: int | None,
    settings: Settings,
) -> UnitRow:
    count = phase_cell.get("n", 0)
    target = goal(targets, unit.unit_id, cut)
    by_phase = Attainment(count, target)
    by_programme = Attainment(
        programme_cell.get("n", 0), programme_goal(targets, unit.unit_id, cut.programme.phases)
    )
    going = pace(by_phase, cut.phase, cut.as_of, cut.programme.milestones) if cut.phase else None
    return UnitRow(
        part=UnitPart.UNIT,
        unit=unit_ref(unit),
        phase=attained(count, target, settings),
        programme=attained(by_programme.count, by_programme.target, settings),
        band=band_of(by_phase, by_programme, thresholds_of(settings)),
        rank=None,
        tied=False,
        rank_by_count=None,
        needed_per_week=going.needed_per_week if going else None,
        members=members,
        per_100_members=as_decimal(ranking.per_100_members(count, members)),
        savings=savings_of(phase_cell),
        authors=None,
        plan_gap=going.gap if going else None,
    )


def _ranked(drafts: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    shares: dict[int, Fraction | None] = {
        row.unit.unit_id: Attainment(row.phase.count, row.phase.target).ratio for row in drafts
    }
    by_share = ranking.ranks(shares)
    by_count = ranking.ranks({row.unit.unit_id: row.phase.count for row in drafts})
    placed = [_placed(row, by_share.get(row.unit.unit_id), by_count[row.unit.unit_id]) for row in drafts]
    return tuple(sorted(placed, key=_order))


def _placed(row: UnitRow, share: Rank | None, count: Rank) -> UnitRow:
    return replace(
        row,
        rank=share.rank if share else None,
        tied=bool(share and share.tied),
        rank_by_count=count.rank,
    )


def _order(row: UnitRow) -> tuple[bool, int, int, object]:
    return row.rank is None, row.rank or 0, -row.phase.count, vietnamese_order(row.unit.name)


def _itself(phase_cell: Cells, programme_cell: Cells, cut: Cut, settings: Settings) -> UnitRow:
    """What is recorded on the unit itself: without a target of its own, so outside the ranking."""
    by_phase = attained(phase_cell.get("n", 0), None, settings)
    return UnitRow(
        part=UnitPart.ITSELF,
        unit=unit_ref(cut.unit),
        phase=by_phase,
        programme=attained(programme_cell.get("n", 0), None, settings),
        band=band_of(Attainment(0, None), Attainment(0, None), thresholds_of(settings)),
        rank=None,
        tied=False,
        rank_by_count=None,
        needed_per_week=None,
        members=None,
        per_100_members=None,
        savings=savings_of(phase_cell),
        authors=None,
    )
