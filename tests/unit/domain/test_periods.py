"""Role: series have no holes and lose nothing."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain import periods
from dashboard.domain.periods import Period

daily = st.dictionaries(
    st.dates(date(2022, 1, 1), date(2022, 12, 31)), st.integers(0, 500), min_size=1, max_size=20
)


def test_days_without_entries_stand_in_the_series() -> None:
    counts = {date(2022, 5, 30): 2, date(2022, 6, 1): 3}
    assert periods.days(counts) == (
        Period(date(2022, 5, 30), 2, 2),
        Period(date(2022, 5, 31), 0, 2),
        Period(date(2022, 6, 1), 3, 5),
    )


def test_weeks_start_on_monday_even_before_the_range() -> None:
    counts = {date(2022, 1, 8): 4, date(2022, 1, 9): 1, date(2022, 1, 10): 2}
    weeks = periods.weeks(counts, date(2022, 1, 8), date(2022, 1, 24))
    assert [(w.starts_on.isoformat(), w.count, w.cumulative) for w in weeks] == [
        ("2022-01-03", 5, 5),
        ("2022-01-10", 2, 7),
        ("2022-01-17", 0, 7),
        ("2022-01-24", 0, 7),
    ]


def test_months_are_filled_over_the_turn_of_the_year() -> None:
    months = periods.months({date(2022, 11, 1): 7, date(2023, 2, 1): 1}, before=10)
    assert [(m.starts_on.isoformat(), m.count, m.cumulative) for m in months] == [
        ("2022-11-01", 7, 17),
        ("2022-12-01", 0, 17),
        ("2023-01-01", 0, 17),
        ("2023-02-01", 1, 18),
    ]


def test_what_lies_outside_the_range_is_not_counted() -> None:
    counts = {date(2022, 5, 2): 9, date(2022, 5, 4): 1}
    for series in (periods.days, periods.weeks):
        assert sum(p.count for p in series(counts, date(2022, 5, 3), date(2022, 5, 5))) == 1


def test_nothing_gives_an_empty_series() -> None:
    assert periods.days({}) == periods.weeks({}) == periods.months({}) == ()
    assert periods.days({date(2022, 5, 1): 1}, date(2022, 6, 1), date(2022, 5, 1)) == ()


def test_only_whole_weeks_are_full() -> None:
    first, last = date(2022, 1, 8), date(2022, 1, 22)
    weeks = periods.weeks({}, first, last)
    assert [w.starts_on for w in periods.full_weeks(weeks, first, last)] == [date(2022, 1, 10)]


def test_stored_periods_become_days() -> None:
    assert periods.day_of(20220531) == date(2022, 5, 31)
    assert periods.day_of(202205) == date(2022, 5, 1)


@given(daily)
def test_every_series_adds_up_to_the_same_total(counts: dict[date, int]) -> None:
    total = sum(counts.values())
    for series in (periods.days(counts), periods.weeks(counts), periods.months(counts)):
        assert sum(p.count for p in series) == series[-1].cumulative == total


@given(daily)
def test_weeks_follow_each_other_without_a_hole(counts: dict[date, int]) -> None:
    starts = [w.starts_on for w in periods.weeks(counts)]
    assert all(day.weekday() == 0 for day in starts)
    assert all(b - a == timedelta(days=7) for a, b in pairwise(starts))
