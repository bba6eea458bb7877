"""Role: Diễn biến: the course over days, weeks and months, beside the plan and the former phase."""

import os

from sqlalchemy import Connection

from dashboard.domain import periods
from dashboard.domain.campaign import Phase
from dashboard.settings import load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import PeriodRow, PhaseRef, TrendView
from data_access.database import Database
from data_access.queries import cells
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME


def build(viewer: Viewer, db: Database, state: FilterState) -> TrendView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        former = _former_phase(cut)
        before = _daily(viewer, conn, cut, former) if former else ()
    weeks = shared.weeks(core)
    return TrendView(
        stamp=core.stamp,
        scope=cut.shown(),
        headline=shared.headline(core, settings),
        course=shared.course(core),
        weeks=weeks,
        months=shared.months(core),
        former=before,
        former_phase=_ref(former) if former else None,
        outside_phases=core.outside_phases,
        undated=core.undated,
        empty_weeks=sum(1 for week in weeks if week.count == 0),
    )


def _former_phase(cut: Cut) -> Phase | None:
    if cut.phase is None or cut.phase.number == WHOLE_PROGRAMME:
        return None
    begins = cut.phase.starts_at
    earlier = [phase for phase in cut.programme.phases if phase.ends_at <= begins]
    return max(earlier, key=lambda phase: phase.ends_at, default=None)


def _daily(viewer: Viewer, conn: Connection, cut: Cut, phase: Phase) -> tuple[PeriodRow, ...]:
    counts = reading.by_day(cells.by_day(viewer, conn, cut.within(phase)))
    return shared.rows(periods.days(counts, phase.first_day, shared.last_day(cut, phase)))


def _ref(phase: Phase) -> PhaseRef:
    return PhaseRef(phase.number, phase.name, phase.starts_at, phase.ends_at)
