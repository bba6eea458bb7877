"""Role: series by day, week (from Monday) and month without holes, with running totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Period:
    """``count`` within the day, week or month that starts on ``starts_on``; ``cumulative`` includes it."""

    starts_on: date
    count: int
    cumulative: int


def day_of(yyyymmdd: int) -> date:
    """20220531 → 31/5/2022; with a day of 00 or six digits (202205) the first of the month."""
    if yyyymmdd < 10**6:
        yyyymmdd *= 100
    return date(yyyymmdd // 10000, yyyymmdd // 100 % 100, max(yyyymmdd % 100, 1))


def monday_of(day: date) -> date:
    """The Monday with which the week of ``day`` starts."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first of the month of ``day``."""
    return day.replace(day=1)


def next_month(first: date) -> date:
    """The first of the following month."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def days(
    counts: Mapping[date, int], first: date | None = None, last: date | None = None, before: int = 0
) -> tuple[Period, ...]:
    """One Period per day from ``first`` to ``last`` (default: those of the counts), empty days included.

    ``before`` is the running total at the start. What lies outside the range is not counted.
    """
    bounds = _bounds(counts, first, last)
    return _series(counts, tuple(_each_day(*bounds)), before) if bounds else ()


def weeks(
    counts: Mapping[date, int], first: date | None = None, last: date | None = None, before: int = 0
) -> tuple[Period, ...]:
    """One Period per week that touches the range; the first may start before ``first``."""
    bounds = _bounds(counts, first, last)
    if not bounds:
        return ()
    inside: dict[date, int] = {}
    for day, count in counts.items():
        if bounds[0] <= day <= bounds[1]:
            inside[monday_of(day)] = inside.get(monday_of(day), 0) + count
    starts = tuple(_each_day(monday_of(bounds[0]), bounds[1], DAYS_PER_WEEK))
    return _series(inside, starts, before)


def months(
    counts: Mapping[date, int], first: date | None = None, last: date | None = None, before: int = 0
) -> tuple[Period, ...]:
    """One Period per month that touches the range; counts may be keyed by any day of the month.

    A month's count is keyed as a whole, so ``first`` and ``last`` only say which months are in.
    """
    bounds = _bounds(counts, first, last)
    if not bounds:
        return ()
    starts = [month_of(bounds[0])]
    while next_month(starts[-1]) <= bounds[1]:
        starts.append(next_month(starts[-1]))
    inside = dict.fromkeys(starts, 0)
    for day, count in counts.items():
        if month_of(day) in inside:
            inside[month_of(day)] += count
    return _series(inside, starts, before)


def full_weeks(series: Sequence[Period], first: date, last: date) -> tuple[Period, ...]:
    """The weeks of a weekly series that lie wholly within ``first`` … ``last``."""
    return tuple(
        week
        for week in series
        if week.starts_on >= first and week.starts_on + timedelta(days=DAYS_PER_WEEK - 1) <= last
    )


def _bounds(counts: Mapping[date, int], first: date | None, last: date | None) -> tuple[date, date] | None:
    first = first or min(counts, default=None)
    last = last or max(counts, default=None)
    return None if first is None or last is None or first > last else (first, last)


def _each_day(first: date, last: date, step: int = 1) -> Iterator[date]:
    for offset in range(0, (last - first).days + 1, step):
        yield first + timedelta(days=offset)


def _series(counts: Mapping[date, int], starts: Sequence[date], before: int) -> tuple[Period, ...]:
    result, total = [], before
    for start in starts:
        count = counts.get(start, 0)
        total += count
        result.append(Period(start, count, total))
    return tuple(result)
