"""Role: the plan line, the gap and what is needed to the deadline."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.attainment import Attainment
from dashboard.domain.campaign import Milestone, Phase, start_of_day
from dashboard.domain.pace import PhaseState, expected_at, pace, plan_line, recent_per_week
from dashboard.domain.periods import weeks

PHASE = Phase(1, "Giai đoạn 1", start_of_day(date(2022, 1, 1)), start_of_day(date(2022, 4, 11)))  # 100 days


def after(days: int, hours: int = 0) -> datetime:
    return PHASE.starts_at + timedelta(days=days, hours=hours)


def test_a_unit_without_target_has_no_pace() -> None:
    assert pace(Attainment(10, None), PHASE, after(5)) is None
    assert pace(Attainment(10, 0), PHASE, after(5)) is None


def test_in_the_middle_of_the_phase_half_is_expected() -> None:
    result = pace(Attainment(40, 100), PHASE, after(50))
    assert result is not None
    assert (result.state, result.days_left, result.expected, result.gap) == (PhaseState.RUNNING, 50, 50, -10)
    assert (result.needed_per_day, result.needed_per_week, result.missing) == (2, 9, 60)


def test_who_is_ahead_of_the_plan_still_needs_the_rest() -> None:
    result = pace(Attainment(60, 100), PHASE, after(50))
    assert result is not None
    assert (result.gap, result.needed_per_week) == (10, 6)


def test_a_target_that_is_met_needs_nothing() -> None:
    result = pace(Attainment(100, 100), PHASE, after(50))
    assert result is not None
    assert (result.missing, result.needed_per_day, result.needed_per_week) == (0, None, None)


def test_before_the_phase_nothing_is_expected_and_all_its_days_are_left() -> None:
    result = pace(Attainment(0, 70), PHASE, after(-30))
    assert result is not None
    assert (result.state, result.days_left, result.expected, result.needed_per_week) == (
        PhaseState.NOT_BEGUN, 100, 0, 5,
    )  # fmt: skip


def test_after_the_deadline_what_is_missing_has_no_pace_any_more() -> None:
    result = pace(Attainment(60, 100), PHASE, PHASE.ends_at)
    assert result is not None
    assert (result.state, result.days_left, result.expected, result.missing) == (PhaseState.OVER, 0, 100, 40)
    assert (result.needed_per_day, result.needed_per_week) == (None, None)


def test_in_the_last_week_all_that_is_missing_is_needed() -> None:
    result = pace(Attainment(63, 100), PHASE, after(98))
    assert result is not None
    assert (result.days_left, result.needed_per_day, result.needed_per_week) == (2, 19, 37)


def test_a_begun_day_still_counts_as_a_day() -> None:
    result = pace(Attainment(0, 100), PHASE, after(99, 8))
    assert result is not None
    assert result.days_left == 1


def test_the_plan_runs_through_its_milestones() -> None:
    milestone = Milestone(1, PHASE.first_day + timedelta(days=19), Fraction(9, 10), "90%")
    plan = plan_line(PHASE, 1000, [milestone])
    assert [(p.at, p.planned) for p in plan] == [
        (PHASE.starts_at, Fraction(0)), (after(20), Fraction(900)), (PHASE.ends_at, Fraction(1000)),
    ]  # fmt: skip
    assert expected_at(plan, after(10)) == 450
    assert expected_at(plan, after(60)) == 950


def test_milestones_of_another_phase_or_outside_it_do_not_bend_the_plan() -> None:
    elsewhere = [Milestone(2, PHASE.first_day, Fraction(1)), Milestone(1, date(2030, 1, 1), Fraction(1))]
    assert len(plan_line(PHASE, 1000, elsewhere)) == 2


def test_a_plan_never_falls_nor_passes_its_target() -> None:
    odd = [
        Milestone(1, PHASE.first_day + timedelta(days=9), Fraction(3, 2)),
        Milestone(1, PHASE.first_day + timedelta(days=19), Fraction(1, 2)),
    ]
    assert [p.planned for p in plan_line(PHASE, 10, odd)] == [0, 10, 10, 10]


@given(st.integers(1, 10**6), st.integers(-10, 110), st.integers(-10, 110))
def test_the_plan_rises_with_time(target: int, one: int, other: int) -> None:
    early, late = sorted((one, other))
    plan = plan_line(PHASE, target)
    assert 0 <= expected_at(plan, after(early)) <= expected_at(plan, after(late)) <= target


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 99))
def test_the_needed_pace_reaches_the_target(count: int, target: int, day: int) -> None:
    result = pace(Attainment(count, target), PHASE, after(day))
    assert result is not None
    if result.needed_per_day is not None and result.needed_per_week is not None:
        assert result.needed_per_day * result.days_left >= result.missing
        assert Fraction(result.needed_per_week * max(result.days_left, 7), 7) >= result.missing
    else:
        assert count >= target


@pytest.mark.parametrize(("last", "mean"), [(8, None), (16, Fraction(7)), (47, Fraction(21, 4))])
def test_the_recent_pace_is_the_mean_of_whole_weeks(last: int, mean: Fraction | None) -> None:
    first = date(2022, 1, 8)  # a Saturday
    counts = {first + timedelta(days=offset): 1 for offset in range(30)}
    end = date(2022, 1, 1) + timedelta(days=last)
    assert recent_per_week(weeks(counts, first, end), first, end) == mean
