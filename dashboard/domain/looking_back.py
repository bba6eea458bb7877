"""Role: a phase that is over, from behind: when its target was met, its best day, what forecasts had said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.domain.campaign import Milestone, Phase, start_of_day
from dashboard.domain.forecast import Forecast, PastCourse, forecast
from dashboard.domain.pace import expected_at, plan_line

DAYS_BEFORE = (30, 15, 7)
"""How long before the deadline the forecasts are made again: while urging still helps."""


@dataclass(frozen=True)
class Reached:
    """The day on whose evening the target was there; ``of`` days the phase has."""

    on: date
    day_number: int
    of: int


@dataclass(frozen=True)
class Said:
    """What the forecast says when made from what was known ``days_before`` the end; rounded.

    ``held``: whether the range holds what came.
    """

    days_before: int
    low: int
    middle: int
    high: int
    held: bool


@dataclass(frozen=True)
class LookBack:
    """A phase from behind.

    ``days_on_plan``: evenings of ``days`` at or above the plan line, None without a target; ``best_day`` is
    the earliest of those with most entries, None when nothing came.
    """

    total: int
    target: int | None
    reached: Reached | None
    days_on_plan: int | None
    days: int
    best_day: date | None
    best_day_count: int
    said: tuple[Said, ...]


def look_back(
    phase: Phase,
    counts: Sequence[int],
    target: int | None,
    milestones: Sequence[Milestone] = (),
    past: Sequence[PastCourse] = (),
) -> LookBack:
    """``counts``: an entry for each day of the phase; ``past``: the phases before it, in order of time."""
    best = max(range(len(counts)), key=counts.__getitem__)
    return LookBack(
        total=sum(counts),
        target=target or None,
        reached=_reached(phase, counts, target),
        days_on_plan=_days_on_plan(phase, counts, target, milestones) if target else None,
        days=len(counts),
        best_day=_day(phase, best) if counts[best] else None,
        best_day_count=counts[best],
        said=tuple(_said(phase, counts, past)),
    )


def _said(phase: Phase, counts: Sequence[int], past: Sequence[PastCourse]) -> list[Said]:
    """Those that could be made: early in a phase, or of a few initiatives, there are none."""
    total, found = sum(counts), []
    for before in DAYS_BEFORE:
        made = forecast(phase.first_day, len(counts), counts[: max(len(counts) - before, 0)], past)
        if isinstance(made, Forecast):
            end = made.end
            found.append(Said(before, end.low, end.middle, end.high, end.low <= total <= end.high))
    return found


def _reached(phase: Phase, counts: Sequence[int], target: int | None) -> Reached | None:
    there = 0
    for place, count in enumerate(counts):
        there += count
        if target and there >= target:
            return Reached(_day(phase, place), place + 1, len(counts))
    return None


def _days_on_plan(phase: Phase, counts: Sequence[int], target: int, milestones: Sequence[Milestone]) -> int:
    """Compared exactly: the plan of an evening is hardly ever a whole number."""
    plan = plan_line(phase, target, milestones)
    there = on_plan = 0
    for place, count in enumerate(counts):
        there += count
        evening = min(start_of_day(_day(phase, place + 1)), phase.ends_at)
        on_plan += there >= expected_at(plan, evening)
    return on_plan


def _day(phase: Phase, place: int) -> date:
    return phase.first_day + timedelta(days=place)
