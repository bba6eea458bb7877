"""Role: the forecast's range holds the true end of courses it does not know, and says when it cannot know."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.forecast import Forecast, NoForecast, Outlook, PastCourse, course_of, forecast
from tests.unit.domain.courses import COURSES, course

FIRST = date(2022, 1, 8)
SHARES = (0.2, 0.4, 0.65, 0.9, 0.97)
PROMISED = 0.8

Range = tuple[float, float]
Method = Callable[[tuple[int, ...], int, list[PastCourse]], Range | None]


@dataclass(frozen=True)
class Trial:
    """A course up to some day, its true end, and a former phase."""

    known: tuple[int, ...]
    days: int
    total: int
    past: list[PastCourse]


def trials(kind: str, former: str | None) -> Iterator[Trial]:
    """Courses of a kind, cut at several shares of their time."""
    for seed in range(13):
        chance = random.Random(f"{kind} {former} {seed}")
        days, total = chance.choice([90, 144, 144, 300]), chance.choice([40, 150, 600, 3000])
        counts = course(COURSES[kind], days, total, chance)
        past = []
        if former is not None:
            size = chance.choice([100, 1000, 3000])
            past.append(PastCourse(course(COURSES[former], chance.choice([120, 144]), size, chance)))
        for share in SHARES:
            yield Trial(counts[: int(days * share)], days, total, past)


def held(method: Method, kind: str, *formers: str | None) -> float:
    """In which share of the trials the range held the end."""
    results = []
    for trial in chain.from_iterable(trials(kind, former) for former in formers):
        found = method(trial.known, trial.days, trial.past)
        if found is not None:
            results.append(found[0] <= trial.total <= found[1])
    assert len(results) > 30
    return sum(results) / len(results)


def ours(known: tuple[int, ...], days: int, past: list[PastCourse]) -> Range | None:
    """The range of the forecast."""
    found = forecast(FIRST, days, known, past)
    return None if isinstance(found, NoForecast) else (found.end.low, found.end.high)


def straight(known: tuple[int, ...], days: int, _past: list[PastCourse]) -> Range | None:
    """The same speed as so far until the end, give or take a fifth."""
    said = sum(known) * days / len(known)
    around = max(2 * sqrt(said), said / 5)
    return said - around, said + around


@pytest.mark.parametrize("kind", list(COURSES))
def test_the_range_holds_the_true_end_in_eight_cases_of_ten(kind: str) -> None:
    assert held(ours, kind, None) >= PROMISED


@pytest.mark.parametrize("kind", list(COURSES))
def test_a_former_phase_that_went_another_way_does_not_spoil_the_range(kind: str) -> None:
    assert held(ours, kind, "late surge", "flat") >= PROMISED


@pytest.mark.parametrize("kind", ["late surge", "front-loaded"])
def test_a_straight_line_would_not_hold_it(kind: str) -> None:
    assert held(straight, kind, None) < PROMISED / 1.5


def test_a_range_so_wide_that_it_says_nothing_would_not_pass_either() -> None:
    ends = [
        found.end
        for trial in trials("flat", None)
        if len(trial.known) > trial.days * 0.7
        and isinstance(found := forecast(FIRST, trial.days, trial.known), Forecast)
    ]
    assert sum(end.high / end.low for end in ends) / len(ends) < 3


def test_a_former_phase_of_the_same_kind_brings_the_middle_nearer() -> None:
    errors: dict[bool, float] = {True: 0.0, False: 0.0}
    for trial in trials("flat", "flat"):
        for with_former in errors:
            found = forecast(FIRST, trial.days, trial.known, trial.past if with_former else [])
            if isinstance(found, Forecast):
                errors[with_former] += abs(found.end.middle - trial.total) / trial.total
    assert errors[True] < errors[False] * 0.9


def late_course(total: int = 3000) -> tuple[int, ...]:
    return course(COURSES["late surge"], 144, total, random.Random(1))


def test_a_range_that_says_nothing_is_no_forecast() -> None:
    early = course(COURSES["late surge"], 144, 3000, random.Random(1))[:25]
    assert sum(early) >= 8
    assert forecast(FIRST, 144, early) is NoForecast.TOO_WIDE


def made(known: tuple[int, ...], days: int = 144, past: tuple[PastCourse, ...] = ()) -> Forecast:
    found = forecast(FIRST, days, known, past)
    assert isinstance(found, Forecast)
    return found


def test_the_path_begins_at_what_is_there_and_ends_on_the_last_day() -> None:
    known = late_course()[:60]
    found = made(known)
    start = found.path[0]
    assert start.on == FIRST + timedelta(days=59)
    assert start.low == start.middle == start.high == sum(known)
    assert found.end.on == FIRST + timedelta(days=143)


@settings(max_examples=25, deadline=None)
@given(
    counts=st.lists(st.integers(0, 60), min_size=20, max_size=100),
    past=st.lists(st.lists(st.integers(0, 30), min_size=30, max_size=60), max_size=2),
)
def test_a_sum_never_falls_and_the_middle_lies_in_the_range(counts: list[int], past: list[list[int]]) -> None:
    found = forecast(FIRST, 120, counts, [PastCourse(tuple(course)) for course in past])
    if isinstance(found, NoForecast):
        assert sum(counts) < 8 or found is NoForecast.TOO_WIDE
        return
    for point in found.path:
        assert sum(counts) <= point.low <= point.middle <= point.high
    for before, after in zip(found.path, found.path[1:], strict=False):
        assert before.on < after.on
        assert (before.low, before.middle, before.high) <= (after.low, after.middle, after.high)


def test_figures_of_an_estimate_are_not_written_to_the_last_digit() -> None:
    found = made(late_course()[:100])
    for figure in (found.end.low, found.end.middle, found.end.high):
        assert figure == sum(late_course()[:100]) or figure % 10 ** (len(str(figure)) - 2) == 0


@pytest.mark.parametrize(
    ("counts", "days", "reason"),
    [
        ([], 144, NoForecast.NOT_RUNNING),
        ([30] * 144, 144, NoForecast.NOT_RUNNING),
        ([30] * 13, 144, NoForecast.TOO_EARLY),
        ([30] * 45, 487, NoForecast.TOO_EARLY),
        ([0] * 80 + [7], 144, NoForecast.TOO_FEW),
        ([0] * 80, 144, NoForecast.TOO_FEW),
    ],
)
def test_where_a_forecast_would_be_a_guess_there_is_none(
    counts: list[int], days: int, reason: NoForecast
) -> None:
    assert forecast(FIRST, days, counts) is reason


def test_the_error_at_the_corresponding_time_of_former_phases_is_stated() -> None:
    found = made(late_course()[:90], past=(PastCourse(late_course(500)),))
    assert found.on_past is not None
    assert found.on_past.tries >= 4
    assert Fraction(0) < found.on_past.mean_error < 1
    assert found.on_past.held <= found.on_past.tries


def test_without_former_phases_it_is_tried_on_the_past_weeks_of_this_one() -> None:
    found = made(late_course()[:90])
    assert found.on_past is None
    assert found.on_own is not None
    assert found.on_own.tries >= 5


def test_a_calculation_that_erred_before_is_trusted_less() -> None:
    """The former phase brought nearly all on its last day, which no week before could tell."""
    known = course(COURSES["flat"], 144, 600, random.Random(3))[:90]
    steady = PastCourse(course(COURSES["flat"], 144, 600, random.Random(4)))
    erratic = PastCourse((*(1,) * 140, 0, 0, 0, 4000))
    narrow = made(known, past=(steady,)).end
    wide = forecast(FIRST, 144, known, (erratic,))
    assert wide is NoForecast.TOO_WIDE or wide.end.high / wide.end.low > narrow.high / narrow.low


def test_a_past_phase_with_hardly_an_entry_is_not_compared_with() -> None:
    known = late_course()[:90]
    assert made(known, past=(PastCourse((0,) * 50), PastCourse((1,) * 7))) == made(known)


def test_the_outlook_follows_from_the_range() -> None:
    found = made(late_course()[:90])
    there, end = found.path[0].middle, found.end
    assert end.low < end.middle < end.high
    assert found.outlook(None) is None
    assert found.outlook(0) is None
    assert found.outlook(there) is Outlook.MET
    assert found.outlook(end.low) is Outlook.LIKELY
    assert found.outlook(end.low + 1) is Outlook.POSSIBLE
    assert found.outlook(end.middle) is Outlook.POSSIBLE
    assert found.outlook(end.high) is Outlook.DOUBTFUL
    assert found.outlook(end.high + 1) is Outlook.UNLIKELY


def test_what_other_phases_brought_is_added() -> None:
    found = made(late_course()[:90])
    moved = found.shifted(3001)
    assert moved.end.middle == found.end.middle + 3001
    assert moved.path[0].low == found.path[0].low + 3001


def test_a_course_has_an_entry_for_each_of_its_days() -> None:
    counts = {date(2022, 1, 9): 3, date(2022, 1, 12): 1, date(2023, 1, 1): 99}
    assert course_of(counts, FIRST, date(2022, 1, 12)) == (0, 3, 0, 0, 1)
    assert course_of(counts, FIRST, date(2022, 1, 7)) == ()
