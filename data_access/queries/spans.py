"""Role: cuts a time range into whole months, days and parts of days, as the cube keeps them."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data_access.selection import Selection
from data_access.vocabulary import ZONE

FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9999, 12, 31)
"""Four-digit years only: then a month (yyyymm) is never taken for a day (yyyymmdd)."""


@dataclass(frozen=True)
class Segment:
    """Periods low..high of the cube (inclusive, all of one kind), counted +1 or -1."""

    low: int
    high: int
    sign: int = 1


NOTHING = Segment(1, 0)

Part = tuple[datetime, datetime, int]
"""Start, end, and +1 or -1."""


@dataclass(frozen=True)
class Span:
    """A range as months, days and part-days.

    ``months``: whole months first..last as yyyymm (first > last: none); ``edges``: day segments, at most
    two, possibly subtracted from a month; ``days``: first and last local day, None when there is no whole
    one; ``parts``: half-open instants within a day with a sign: a started last day counts whole, less what
    came after the end (mostly nothing: the end is now). ``all_time``: no bounds, undated count as well.
    """

    all_time: bool
    months: Segment
    edges: tuple[Segment, ...]
    days: tuple[date, date] | None
    parts: tuple[Part, ...]


def local(instant: datetime) -> datetime:
    """In the zone of all local dates."""
    return instant.astimezone(ZONE)


def midnight(day: date) -> datetime:
    """The instant at which a local day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def as_day(day: date) -> int:
    """yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


def as_month(day: date) -> int:
    """yyyymm."""
    return day.year * 100 + day.month


def whole_second(instant: datetime | None) -> datetime | None:
    """Rounded up: stored instants are whole seconds, so both half-open bounds keep their meaning."""
    if instant is None or not instant.microsecond:
        return instant
    return instant.replace(microsecond=0) + timedelta(seconds=1)


def span_of(sel: Selection) -> Span:
    """The range of a selection; an empty range gives a span with nothing in it."""
    start, end = whole_second(sel.start), whole_second(sel.end)
    if start is None and end is None:
        return Span(True, Segment(0, 0), (), None, ())
    if start is not None and end is not None and start >= end:
        return Span(False, NOTHING, (), None, ())
    if start is not None and end is not None and _within_a_day(start, end):
        return Span(False, NOTHING, (), None, ((start, end, 1),))
    first, last = FIRST_DAY, LAST_DAY
    parts: list[Part] = []
    if start is not None:
        first = local(start).date()
        if midnight(first) < start:
            first += timedelta(days=1)
            parts.append((start, midnight(first), 1))
    if end is not None:
        last = local(end - timedelta(seconds=1)).date()
        next_day = midnight(last + timedelta(days=1))
        if end < next_day:
            parts.append((end, next_day, -1))
    if first > last:
        return Span(False, NOTHING, (), None, tuple(parts))
    months, edges = _months_and_edges(first, last)
    return Span(False, months, edges, (first, last), tuple(parts))


def _within_a_day(start: datetime, end: datetime) -> bool:
    """Whether a range lies inside one local day without being that day."""
    day = local(start).date()
    whole = midnight(day) == start and midnight(day + timedelta(days=1)) == end
    return not whole and local(end - timedelta(seconds=1)).date() == day


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def _months_and_edges(first: date, last: date) -> tuple[Segment, tuple[Segment, ...]]:
    """Whole months, and at each end the days of a month or the month without its other days."""
    if (first.year, first.month) == (last.year, last.month):
        return _one_month(first, last)
    edges: list[Segment] = []
    low, high = first, last
    if first.day > 1:
        if first.day - 1 <= _last_of_month(first).day - first.day + 1:
            edges.append(Segment(as_day(first.replace(day=1)), as_day(first - timedelta(days=1)), -1))
        else:
            edges.append(Segment(as_day(first), as_day(_last_of_month(first))))
            low = _next_month(first)
    end = _last_of_month(last)
    if last != end:
        if end.day - last.day < last.day:
            edges.append(Segment(as_day(last + timedelta(days=1)), as_day(end), -1))
        else:
            edges.append(Segment(as_day(last.replace(day=1)), as_day(last)))
            high = _month_before(last)
    return Segment(as_month(low), as_month(high)), tuple(edges)


def _one_month(first: date, last: date) -> tuple[Segment, tuple[Segment, ...]]:
    if first.day == 1 and last == _last_of_month(last):
        return Segment(as_month(first), as_month(first)), ()
    return NOTHING, (Segment(as_day(first), as_day(last)),)
