"""Role: how much came in each day, week or month; the strongest period is named in the title."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.viewmodels.views import PeriodRow

MOST_LABELS = 14
"""Columns that carry their number; with more, only the highest does."""


class Step(StrEnum):
    """Length of one column."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def spec(rows: Sequence[PeriodRow], step: Step) -> ChartSpec:
    """One column a period, zero-based; an empty period stays as a gap on the axis."""
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
                    Point(
                        x=row.starts_on.isoformat(),
                        name=_short_name(row, step),
                        y=row.count,
                        label=numbers.integer(row.count) if _labelled(row, rows, top) else "",
                        hover=t(
                            "charts.periods.hover",
                            name=_long_name(row, step),
                            n=numbers.integer(row.count),
                            total=numbers.integer(row.cumulative),
                        ),
                    )
                    for row in rows
                ),
            ),
        ),
    )


def _labelled(row: PeriodRow, rows: Sequence[PeriodRow], top: PeriodRow | None) -> bool:
    return row.count > 0 and (len(rows) <= MOST_LABELS or row is top)


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
