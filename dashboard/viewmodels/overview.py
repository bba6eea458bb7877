"""Role: Tổng quan: where the campaign stands, who is behind and by how much."""

import os
from collections.abc import Sequence

from sqlalchemy import Connection

from dashboard.domain import statements
from dashboard.domain.campaign import Phase
from dashboard.domain.pace import pace
from dashboard.domain.savings import SavingsSummary
from dashboard.domain.statements import PublishedPlace
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import open_values, outlook, reading, units
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import OverviewView, Sparks, UnitPart, UnitRow
from data_access.database import Database
from data_access.queries import cells
from data_access.viewer import Viewer
from data_access.vocabulary import Measure

URGENT_UNITS = 3
"""How many units the first screen names as needing help."""

NAMES_IN_SENTENCE = 6
"""More names in one sentence are not read; the rest is counted."""


def build(viewer: Viewer, db: Database, state: FilterState) -> OverviewView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        # Values of fields are drawn where there are no units to draw.
        apart = (
            open_values.NOTHING if core.units.rows else open_values.apart(viewer, conn, cut.within(cut.phase))
        )
        fields = shared.field_rows(viewer, conn, cut, apart)
        ahead = outlook.build(viewer, conn, core)
        series = sparks(viewer, conn, core)
    return OverviewView(
        stamp=core.stamp,
        scope=cut.shown(),
        headline=shared.headline(core, settings),
        course=shared.course(core, ahead),
        weeks=shared.weeks(core),
        units=core.units.rows,
        urgent=urgent(core.units.rows),
        fields=fields,
        sentences=sentences(core, settings),
        sparks=series,
        beside=open_values.beside(apart),
    )


def sparks(viewer: Viewer, conn: Connection, core: Core) -> Sparks:
    """What came in each week: submitted, valid, and the value of those that the screen counts."""
    cut = core.cut
    other = Measure.VALID if cut.measure is Measure.SUBMITTED else Measure.SUBMITTED
    others = reading.by_day(cells.by_day(viewer, conn, cut.within(cut.phase, measure=other)))
    own, second, value = (
        tuple(week.count for week in shared.weeks_of(core, daily))
        for daily in (core.by_day, others, core.savings_by_day)
    )
    submitted, valid = (own, second) if cut.measure is Measure.SUBMITTED else (second, own)
    return Sparks(submitted, valid, value)


def urgent(rows: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    """The units furthest behind their plan, the largest gap first; one that is on its way is not urgent."""
    late = [row for row in rows if row.part is UnitPart.UNIT and row.behind_plan]
    return tuple(sorted(late, key=lambda row: row.plan_gap or 0)[:URGENT_UNITS])


def sentences(core: Core, settings: Settings) -> tuple[str, ...]:
    """Official wording to copy: the result, the good units, the value, and what remains or comes next.

    Public: names good units only, as the published reports do.
    """
    phase = core.cut.phase
    if phase is None:
        return ()
    place = PublishedPlace(core.rank.rank, core.rank.of) if core.rank else None
    first = statements.result_sentence(
        phase, core.cut.unit.name, core.attainment, core.cut.as_of, measure=core.cut.measure, place=place
    )
    bands = [(row.unit.name, row.band) for row in core.units.rows if row.part is UnitPart.UNIT]
    good = statements.good_units_sentences(bands, units.thresholds_of(settings), at_most=NAMES_IN_SENTENCE)
    value = statements.value_sentence(
        SavingsSummary(core.savings.total_vnd, core.savings.declared, core.savings.of)
    )
    remains = statements.pace_sentence(
        pace(core.attainment, phase, core.cut.as_of, core.cut.programme.milestones), phase
    )
    return tuple(part for part in (first, " ".join(good), value, remains or _next(core, phase)) if part)


def _next(core: Core, phase: Phase) -> str | None:
    following = [p for p in core.cut.programme.phases if p.starts_at >= phase.ends_at]
    if not following or phase.number == 0:
        return None
    upcoming = min(following, key=lambda p: p.starts_at)
    target = core.targets.get((core.cut.unit.unit_id, upcoming.number))
    return statements.next_phase_sentence(upcoming, target, None)
