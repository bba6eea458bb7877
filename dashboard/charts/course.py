"""Role: are we on course: the cumulative line against the plan line, phase marks and the gap in words."""

from datetime import timedelta

from dashboard.charts import forecasts
from dashboard.charts.spec import ChartSpec, Kind, Marker, Point, Role, Series
from dashboard.domain.forecast import Forecast
from dashboard.i18n import numbers, t
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Course, Pace, PeriodRow, PhaseRef

MOST_EVENTS = 6
"""Named events that are written into the chart; more would run into each other."""


def spec(
    course: Course,
    pace: Pace,
    *,
    former: tuple[PeriodRow, ...] = (),
    former_phase: PhaseRef | None = None,
    with_events: bool = False,
) -> ChartSpec:
    """The cumulative course; ``former`` is the phase before, laid on the same day numbers, as context.

    ``with_events``: the large picture, whose forecast is told beside it and not in a note.
    """
    series = [Series(t("charts.actual"), Role.ACTUAL, _actual(course))]
    if course.plan:
        series.append(Series(t("charts.plan"), Role.PLAN, _plan(course)))
    if former and former_phase is not None:
        series.append(Series(former_phase.name, Role.CONTEXT, _aligned(former, course)))
    ahead = forecasts.series(course)
    if ahead is not None:
        series.append(ahead)
    title = _title(course, pace)
    return ChartSpec(
        kind=Kind.CUMULATIVE,
        title=title,
        unit=t("charts.initiatives"),
        text=" ".join(filter(None, (_text(course, title), forecasts.sentence(course)))),
        series=tuple(series),
        markers=_markers(course, with_events),
        reference=course.target,
        reference_name=t("charts.course.target", n=numbers.integer(course.target)) if course.target else "",
        note="" if with_events else forecasts.sentence(course),
        axis=(course.starts_on, course.ends_on),
        widest=widest(course),
    )


def widest(course: Course) -> int:
    """The largest figure that the course, its target or its forecast reaches."""
    ahead = course.forecast.end.high if isinstance(course.forecast, Forecast) else 0
    return max(course.target or 0, ahead, *(day.cumulative for day in course.days[-1:]))


def _markers(course: Course, with_events: bool) -> tuple[Marker, ...]:
    """Borders between phases, and the campaign's days; where a lone phase begins the axis says itself."""
    inside = [mark for mark in course.marks if course.starts_on <= mark.on <= course.ends_on]
    borders = [mark for mark in inside if mark.is_phase]
    shown = borders if len(borders) > 1 else []
    if with_events:
        shown = [*shown, *[mark for mark in inside if not mark.is_phase][:MOST_EVENTS]]
    return tuple(Marker(mark.on, mark.name) for mark in sorted(shown, key=lambda mark: mark.on))


def _title(course: Course, pace: Pace) -> str:
    if not course.days:
        return t("charts.course.not_begun")
    return " · ".join(filter(None, (_gap(pace), forecasts.outlook(course))))


def _gap(pace: Pace) -> str:
    if pace.gap is None:
        return t("charts.course.question")
    if pace.gap == 0:
        return t("charts.course.on_plan")
    key = "charts.course.ahead" if pace.gap > 0 else "charts.course.behind"
    return t(key, n=numbers.integer(abs(pace.gap)))


def _text(course: Course, title: str) -> str:
    if not course.days:
        return title
    last = course.days[-1]
    return t(
        "charts.course.text",
        title=title,
        n=numbers.integer(last.cumulative),
        date=numbers.date(last.starts_on),
    )


def _actual(course: Course) -> tuple[Point, ...]:
    """Days with entries, the first and the last: the line is the same, the picture lighter."""
    last = len(course.days) - 1
    points: list[Point] = []
    for index, day in enumerate(course.days):
        before_a_rise = index < last and course.days[index + 1].count > 0
        if day.count or index in (0, last) or before_a_rise:
            points.append(_day_point(day, label=numbers.integer(day.cumulative) if index == last else ""))
    return tuple(points)


def _day_point(day: PeriodRow, label: str) -> Point:
    hover = t(
        "charts.course.hover",
        date=numbers.date(day.starts_on),
        n=numbers.integer(day.cumulative),
        new=numbers.integer(day.count),
    )
    asked = Question(Figure.COUNT, end=day.starts_on).encode()
    return Point(x=day.starts_on, y=day.cumulative, label=label, hover=hover, ask=asked)


def _plan(course: Course) -> tuple[Point, ...]:
    return tuple(
        Point(
            x=corner.on,
            y=corner.planned,
            ask=Question(Figure.PACE).encode(),
            hover="\n".join(
                filter(
                    None,
                    (
                        corner.name,
                        t(
                            "charts.course.plan_hover",
                            date=numbers.date(corner.on),
                            n=numbers.integer(corner.planned),
                        ),
                    ),
                )
            ),
        )
        for corner in course.plan
    )


def _aligned(former: tuple[PeriodRow, ...], course: Course) -> tuple[Point, ...]:
    """Its days under this phase's days of the same number; what lies beyond this phase is left out."""
    days = (course.ends_on - course.starts_on).days + 1
    return tuple(
        Point(
            x=course.starts_on + timedelta(days=place),
            y=row.cumulative,
            hover=t(
                "charts.course.former_hover",
                day=numbers.integer(place + 1),
                date=numbers.date(row.starts_on),
                n=numbers.integer(row.cumulative),
            ),
        )
        for place, row in enumerate(former[:days])
    )
