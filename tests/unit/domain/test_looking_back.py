"""Role: a phase that is over, from behind: when the target was met, days on plan, what forecasts had said."""

from datetime import date, timedelta

from dashboard.domain.campaign import Phase, start_of_day
from dashboard.domain.looking_back import DAYS_BEFORE, Reached, look_back

FIRST = date(2022, 1, 1)


def _phase(days: int) -> Phase:
    return Phase(1, "Giai đoạn 1", start_of_day(FIRST), start_of_day(FIRST + timedelta(days=days)))


def test_the_target_is_met_on_the_evening_on_which_it_was_first_there() -> None:
    counts = [0, 3, 0, 4, 3, 0, 0, 0, 0, 10]
    assert look_back(_phase(10), counts, 10).reached == Reached(FIRST + timedelta(days=4), 5, 10)
    # Control: one more and it was the last day; many more and it never was.
    assert look_back(_phase(10), counts, 11).reached == Reached(FIRST + timedelta(days=9), 10, 10)
    assert look_back(_phase(10), counts, 21).reached is None


def test_days_on_plan_are_evenings_compared_with_the_exact_line() -> None:
    # The plan is 1 a day: level on the evenings of days 1, 4, 5 and 10, below it on the others.
    found = look_back(_phase(10), [1, 0, 0, 3, 1, 0, 0, 0, 0, 5], 10)
    assert (found.days_on_plan, found.days) == (4, 10)
    assert look_back(_phase(10), [1, 0, 0, 3, 1, 0, 0, 0, 0, 4], 10).days_on_plan == 3


def test_without_a_target_nothing_is_said_of_plan_and_target() -> None:
    for target in (None, 0):
        found = look_back(_phase(10), [1] * 10, target)
        assert (found.target, found.reached, found.days_on_plan) == (None, None, None)


def test_the_best_day_is_the_earliest_of_the_largest_and_none_without_entries() -> None:
    found = look_back(_phase(4), [0, 5, 5, 1], None)
    assert (found.best_day, found.best_day_count) == (FIRST + timedelta(days=1), 5)
    assert look_back(_phase(4), [0] * 4, 10).best_day is None


def test_forecasts_are_made_of_nothing_that_came_later() -> None:
    even = [10] * 120
    said = look_back(_phase(120), even, 1_200).said
    assert [one.days_before for one in said] == list(DAYS_BEFORE)
    assert all(one.held and one.low <= one.middle <= one.high for one in said)
    # What comes in the last week changes no forecast, only whether it held.
    rush = [*even[:113], *[400] * 7]
    again = look_back(_phase(120), rush, 1_200).said
    assert [(one.low, one.middle, one.high) for one in again] == [
        (one.low, one.middle, one.high) for one in said
    ]
    assert not any(one.held for one in again)


def test_a_phase_too_short_or_too_empty_for_a_forecast_has_none() -> None:
    assert look_back(_phase(10), [5] * 10, 10).said == ()
    assert look_back(_phase(120), [0] * 120, 10).said == ()
