"""Role: Diễn biến: the course over days, weeks and months, beside the plan and the former phase."""

import os
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain import periods
from dashboard.domain.attainment import as_decimal
from dashboard.domain.campaign import Phase
from dashboard.settings import load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import outlook, reading
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import HalfWay, PeriodRow, PhaseRef, SameDay, Surge, TrendView
from data_access.database import Database
from data_access.queries import cells
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME

SURGE_DAYS = 14
"""The end of a phase whose share is told."""


def build(viewer: Viewer, db: Database, state: FilterState) -> TrendView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        former = _former_phase(cut)
        before = _daily(viewer, conn, cut, former) if former else ()
        ahead = outlook.build(viewer, conn, core)
        back = outlook.looking_back(viewer, conn, core)
    weeks = shared.weeks(core)
    empty = _empty_weeks(core, weeks)
    return TrendView(
        stamp=core.stamp,
        scope=cut.shown(),
        headline=shared.headline(core, settings),
        course=shared.course(core, ahead),
        weeks=weeks,
        months=shared.months(core),
        former=before,
        former_phase=_ref(former) if former else None,
        outside_phases=core.outside_phases,
        undated=core.undated,
        empty_weeks=len(empty),
        empty=empty,
        surge=_surge(core),
        same_day=_same_day(core, before),
        half_way=_half_way(core),
        phase_counts=_phase_counts(core),
        back=back,
    )


def _former_phase(cut: Cut) -> Phase | None:
    if cut.phase is None or cut.phase.number == WHOLE_PROGRAMME:
        return None
    return next(reversed(outlook.formers(cut, cut.phase)), None)


def _daily(viewer: Viewer, conn: Connection, cut: Cut, phase: Phase) -> tuple[PeriodRow, ...]:
    counts = reading.by_day(cells.by_day(viewer, conn, cut.within(phase)))
    return shared.rows(periods.days(counts, phase.first_day, shared.last_day(cut, phase)))


def _ref(phase: Phase) -> PhaseRef:
    return PhaseRef(phase.number, phase.name, phase.starts_at, phase.ends_at)


def _empty_weeks(core: Core, weeks: Sequence[PeriodRow]) -> tuple[PeriodRow, ...]:
    """Whole weeks only: two days of a weekend before the first Monday are no week without entries."""
    phase = core.cut.phase
    if phase is None:
        return ()
    whole = {
        week.starts_on
        for week in periods.full_weeks(
            [periods.Period(week.starts_on, week.count, week.cumulative) for week in weeks],
            phase.first_day,
            shared.last_day(core.cut, phase),
        )
    }
    return tuple(week for week in weeks if week.count == 0 and week.starts_on in whole)


def _surge(core: Core) -> Surge | None:
    """None until so many days lie behind that two weeks are a part of them, and without entries."""
    phase, total = core.cut.phase, sum(core.by_day.values())
    if phase is None or not total:
        return None
    last = shared.last_day(core.cut, phase)
    elapsed = (last - phase.first_day).days + 1
    if elapsed < 2 * SURGE_DAYS:
        return None
    begin = last - timedelta(days=SURGE_DAYS - 1)
    late = sum(count for day, count in core.by_day.items() if begin <= day <= last)
    share, even = as_decimal(Fraction(late, total)), as_decimal(Fraction(SURGE_DAYS, elapsed))
    return Surge(SURGE_DAYS, late, share, even) if share is not None and even is not None else None


def _half_way(core: Core) -> HalfWay | None:
    phase, total = core.cut.phase, sum(core.by_day.values())
    if phase is None or not total:
        return None
    last = shared.last_day(core.cut, phase)
    for day in periods.days(core.by_day, phase.first_day, last):
        if day.cumulative * 2 >= total:
            return HalfWay(day.starts_on, phase.day_number(day.starts_on), phase.day_number(last))
    return None


def _same_day(core: Core, former: Sequence[PeriodRow]) -> SameDay | None:
    """The former phase after as many days as have passed of this one; its end once it was shorter."""
    phase = core.cut.phase
    if phase is None or not former:
        return None
    number = phase.day_number(shared.last_day(core.cut, phase))
    if number < 1:
        return None
    return SameDay(number, former[min(number, len(former)) - 1].cumulative, former[-1].cumulative)


def _phase_counts(core: Core) -> tuple[tuple[str, int], ...]:
    """The phases side by side when the whole programme is shown."""
    if core.cut.phase_number != WHOLE_PROGRAMME:
        return ()
    return tuple(
        (phase.name, sum(n for day, n in core.by_day.items() if phase.first_day <= day <= phase.last_day))
        for phase in core.cut.programme.phases
        if phase.starts_at < core.cut.as_of
    )
