"""Role: a time range cut into months, days and parts covers each instant exactly once."""

from collections import Counter
from datetime import date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from data_access.queries.spans import NOTHING, Segment, span_of
from data_access.selection import Selection
from data_access.vocabulary import ZONE

START = datetime(2022, 1, 1, tzinfo=ZONE)
DAYS = 150
instants = st.integers(0, DAYS * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
midnights = st.integers(0, DAYS).map(lambda days: START + timedelta(days=days))
moments = instants | midnights


def _days(segment: Segment) -> list[date]:
    every = [START.date() + timedelta(days=n) for n in range(-40, DAYS + 40)]
    if segment == NOTHING:
        return []
    if segment.low > 999_912:
        return [d for d in every if segment.low <= d.year * 10_000 + d.month * 100 + d.day <= segment.high]
    return [d for d in every if segment.low <= d.year * 100 + d.month <= segment.high]


@given(moments, moments)
@example(START, START)
@example(datetime(2022, 1, 8, tzinfo=ZONE), datetime(2022, 6, 1, tzinfo=ZONE))
def test_each_half_hour_is_covered_as_often_as_it_lies_in_the_range(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    span = span_of(Selection(1, 1, start, end))
    covered: Counter[date] = Counter()
    for segment in (span.months, *span.edges):
        for day in _days(segment):
            covered[day] += segment.sign
    probe = START - timedelta(days=3, minutes=-7)
    while probe < START + timedelta(days=DAYS + 3):
        parts = sum(sign for low, high, sign in span.parts if low <= probe < high)
        assert covered[probe.date()] + parts == (start <= probe < end), probe
        probe += timedelta(minutes=30)


def test_a_phase_from_the_eighth_is_months_less_a_week() -> None:
    span = span_of(Selection(1, 1, datetime(2022, 1, 8, tzinfo=ZONE), datetime(2022, 6, 1, tzinfo=ZONE)))
    assert span.months == Segment(202201, 202205)
    assert span.edges == (Segment(20220101, 20220107, -1),)
    assert span.parts == ()


def test_without_bounds_it_is_all_time_the_undated_included() -> None:
    assert span_of(Selection(1, 1)).all_time


def test_an_end_within_a_day_counts_the_day_less_what_came_later() -> None:
    end = datetime(2022, 5, 31, 15, 30, tzinfo=ZONE)
    span = span_of(Selection(1, 1, None, end))
    assert span.parts == ((end, datetime(2022, 6, 1, tzinfo=ZONE), -1),)
    assert span.months.high == 202205
