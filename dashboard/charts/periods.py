"""Role: how much came in each day, week or month; the strongest period is named in the title."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from dashboard.charts.course import widest
from dashboard.charts.spec import ChartSpec, Kind, Marker, Point, Role, Series
from dashboard.domain.periods import next_month
from dashboard.i18n import numbers, t
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Course, PeriodRow

MOST_LABELS = 14
"""Columns that carry their number; with more, only the highest does."""


class Step(StrEnum):
    """Length of one column."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 30}


def spec(
    rows: Sequence[PeriodRow], step: Step, *, course: Course | None = None, marks: tuple[Marker, ...] = ()
) -> ChartSpec:
    """One column a period, zero-based; an empty week or month is marked, so that the eye finds it.

    ``course``: the phase's, to lie under it on the same days; ``marks``: named days on it.
    """
    top = max(rows, key=lambda row: row.count, default=None)
    title = t("charts.periods.question")
    if top is not None and top.count:
        title = t(
            f"charts.periods.top_{step.value}", name=_long_name(top, step), n=numbers.integer(top.count)
        )
    return ChartSpec(
        kind=Kind.COLUMNS,
        title=title,
        unit=t(f"charts.periods.unit_{step.value}"),
        text=title,
        series=(
            Series(
                t("charts.actual"),
                Role.ACTUAL,
                tuple(
                    _point(
                        row, step, _labelled(row, _most(rows, step, course), top), _is_gap(row, step, course)
                    )
                    for row in rows
                ),
            ),
        ),
        markers=marks,
        axis=(course.starts_on, course.ends_on) if course else None,
        widest=widest(course) if course else 0,
    )


def _is_gap(row: PeriodRow, step: Step, course: Course | None) -> bool:
    """A whole week or month without an entry; of days a glance at the columns is enough."""
    if row.count or step is Step.DAY or course is None or not course.days:
        return False
    return course.starts_on <= row.starts_on and last_day(row, step) <= course.days[-1].starts_on


def _point(row: PeriodRow, step: Step, is_labelled: bool, is_gap: bool) -> Point:
    return Point(
        x=row.starts_on.isoformat(),
        name=_short_name(row, step),
        y=row.count,
        label=numbers.integer(row.count) if is_labelled or is_gap else "",
        label_role=Role.ATTENTION if is_gap else None,
        hover=t(
            "charts.periods.hover",
            name=_long_name(row, step),
            n=numbers.integer(row.count),
            total=numbers.integer(row.cumulative),
        ),
        role=Role.ATTENTION if is_gap else None,
        ask=Question(Figure.COUNT, start=row.starts_on, end=last_day(row, step)).encode(),
    )


def last_day(row: PeriodRow, step: Step) -> date:
    """The last day of a period."""
    if step is Step.DAY:
        return row.starts_on
    if step is Step.WEEK:
        return row.starts_on + timedelta(days=6)
    return next_month(row.starts_on) - timedelta(days=1)


def _most(rows: Sequence[PeriodRow], step: Step, course: Course | None) -> int:
    """How many columns the axis has room for, drawn or not."""
    if course is None:
        return len(rows)
    return max(len(rows), ((course.ends_on - course.starts_on).days + 1) // DAYS[step])


def _labelled(row: PeriodRow, columns: int, top: PeriodRow | None) -> bool:
    return row.count > 0 and (columns <= MOST_LABELS or row is top)


def _short_name(row: PeriodRow, step: Step) -> str:
    if step is Step.MONTH:
        return t("charts.periods.month_short", month=row.starts_on.month, year=row.starts_on.year)
    return numbers.day_and_month(row.starts_on)


def _long_name(row: PeriodRow, step: Step) -> str:
    if step is Step.MONTH:
        return numbers.month(row.starts_on.year, row.starts_on.month)
    if step is Step.WEEK:
        last = row.starts_on + timedelta(days=6)
        return t("charts.periods.week", first=numbers.day_and_month(row.starts_on), last=numbers.date(last))
    return t("charts.periods.day", date=numbers.date(row.starts_on))
