"""Role: the forecast of what a screen shows, or the look back, from its phase and those before."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.campaign import Phase
from dashboard.domain.forecast import Forecast, NoForecast, PastCourse, course_of, forecast
from dashboard.domain.looking_back import LookBack, look_back
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.scope import Cut
from data_access.queries import cells
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME


def build(viewer: Viewer, conn: Connection, core: Core) -> Forecast | NoForecast:
    """The forecast of the cut's phase; reads nothing but sums by day, and those only while it is running.

    Of the whole programme: what the last phase may bring on top of the others, once it has begun.
    """
    cut = core.cut
    phase = _running(cut)
    if isinstance(phase, NoForecast):
        return phase
    last = shared.last_day(cut, phase)
    past = [_past(viewer, conn, core, former) for former in formers(cut, phase)]
    known = course_of(core.by_day, phase.first_day, last)
    found = forecast(phase.first_day, (phase.last_day - phase.first_day).days + 1, known, past)
    if isinstance(found, NoForecast) or cut.phase_number != WHOLE_PROGRAMME:
        return found
    return found.shifted(core.attainment.count - sum(known))


def formers(cut: Cut, phase: Phase) -> tuple[Phase, ...]:
    """The phases that were over when this one began, in order of time."""
    earlier = [each for each in cut.programme.phases if each.ends_at <= phase.starts_at]
    return tuple(sorted(earlier, key=lambda each: each.ends_at))


def _running(cut: Cut) -> Phase | NoForecast:
    """The phase whose end is forecast."""
    if cut.phase is None:
        return NoForecast.NOT_RUNNING
    if cut.phase_number != WHOLE_PROGRAMME:
        phase = cut.phase
    else:
        phase = cut.programme.phases[-1]
        if cut.as_of <= phase.starts_at:
            return NoForecast.MORE_PHASES
    return phase if phase.starts_at < cut.as_of < phase.ends_at else NoForecast.NOT_RUNNING


def looking_back(viewer: Viewer, conn: Connection, core: Core) -> LookBack | None:
    """The phase from behind; None unless one phase is looked at and it is over."""
    cut = core.cut
    phase = cut.phase
    if phase is None or cut.phase_number == WHOLE_PROGRAMME or cut.as_of < phase.ends_at:
        return None
    past = [_past(viewer, conn, core, former) for former in formers(cut, phase)]
    counts = course_of(core.by_day, phase.first_day, phase.last_day)
    return look_back(phase, counts, core.target, cut.programme.milestones, past)


def _past(viewer: Viewer, conn: Connection, core: Core, phase: Phase) -> PastCourse:
    cut = core.cut
    counts: Mapping[date, int] = core.by_day
    if cut.phase_number != WHOLE_PROGRAMME:
        counts = reading.by_day(cells.by_day(viewer, conn, cut.within(phase)))
    return PastCourse(course_of(counts, phase.first_day, phase.last_day))
