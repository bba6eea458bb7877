"""Role: are we on course: the cumulative line against the plan line, phase marks and the gap in words."""

from datetime import date

from dashboard.charts.spec import ChartSpec, Kind, Marker, Point, Role, Series
from dashboard.i18n import numbers, t
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
    """The cumulative course; ``former`` is the phase before, laid on the same day numbers, as context."""
    actual = _actual(course)
    series = [Series(t("charts.actual"), Role.ACTUAL, actual)]
    if course.plan:
        series.append(Series(t("charts.plan"), Role.PLAN, _plan(course)))
    if former and former_phase is not None:
        series.append(Series(former_phase.name, Role.CONTEXT, _aligned(former, course.starts_on)))
    title = _title(course, pace)
    return ChartSpec(
        kind=Kind.CUMULATIVE,
        title=title,
        unit=t("charts.initiatives"),
        text=_text(course, title),
        series=tuple(series),
        markers=tuple(
            Marker(mark.on, mark.name)
            for mark in course.marks
            if course.starts_on <= mark.on <= course.ends_on and (mark.is_phase or with_events)
        )[:MOST_EVENTS],
        reference=course.target,
        reference_name=t("charts.course.target", n=numbers.integer(course.target)) if course.target else "",
    )


def _title(course: Course, pace: Pace) -> str:
    if not course.days:
        return t("charts.course.not_begun")
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
    return Point(x=day.starts_on, y=day.cumulative, label=label, hover=hover)


def _plan(course: Course) -> tuple[Point, ...]:
    return tuple(
        Point(
            x=corner.on,
            y=corner.planned,
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


def _aligned(former: tuple[PeriodRow, ...], starts_on: date) -> tuple[Point, ...]:
    first = former[0].starts_on
    return tuple(
        Point(
            x=starts_on + (row.starts_on - first),
            y=row.cumulative,
            hover=t(
                "charts.course.former_hover",
                date=numbers.date(row.starts_on),
                n=numbers.integer(row.cumulative),
            ),
            label="",
        )
        for row in former
    )
