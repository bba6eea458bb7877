"""Role: what the plan expects by now, and how fast the rest must come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from dashboard.domain.attainment import Attainment
from dashboard.domain.campaign import Milestone, Phase
from dashboard.domain.periods import DAYS_PER_WEEK, Period, full_weeks
from dashboard.i18n.numbers import half_up

RECENT_WEEKS = 4
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


class PhaseState(StrEnum):
    """Where an as-of lies relative to a phase."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True)
class PlanPoint:
    """A corner of the plan line: ``planned`` initiatives (exact) should have come in before ``at``."""

    at: datetime
    planned: Fraction
    name: str = ""


@dataclass(frozen=True)
class Pace:
    """How a count stands to its plan at an as-of.

    ``expected`` is the plan line there, half-up; ``gap`` = count − expected (negative: behind plan).
    ``days_left`` counts begun days (0 when over; all days of the phase before it begins). The needed
    figures are whole initiatives, rounded up; None when the target is met or the phase is over.
    """

    state: PhaseState
    days_left: int
    expected: int
    gap: int
    missing: int
    needed_per_day: int | None
    needed_per_week: int | None


def state_at(phase: Phase, as_of: datetime) -> PhaseState:
    """A report as of the very end of a phase finds it over; as of its very start, not begun."""
    if as_of <= phase.starts_at:
        return PhaseState.NOT_BEGUN
    return PhaseState.RUNNING if as_of < phase.ends_at else PhaseState.OVER


def plan_line(phase: Phase, target: int, milestones: Sequence[Milestone] = ()) -> tuple[PlanPoint, ...]:
    """The corners of the plan: nothing at the start, the milestones of this phase, the target at the end.

    Milestones outside the phase are left out; a plan never falls, so a lower later milestone is raised to
    the one before it, and none rises above the target.
    """
    points = [PlanPoint(phase.starts_at, Fraction(0))]
    own = (m for m in milestones if m.phase_number == phase.number)
    for milestone in sorted(own, key=lambda m: (m.due_at, m.share)):
        if phase.starts_at < milestone.due_at < phase.ends_at:
            planned = min(max(milestone.share * target, points[-1].planned), Fraction(target))
            points.append(PlanPoint(milestone.due_at, planned, milestone.name))
    return (*points, PlanPoint(phase.ends_at, Fraction(target)))


def expected_at(plan: Sequence[PlanPoint], instant: datetime) -> Fraction:
    """Initiatives the plan expects before ``instant``, straight between the corners, exactly."""
    if instant <= plan[0].at:
        return plan[0].planned
    for left, right in pairwise(plan):
        if instant <= right.at:
            part = Fraction((instant - left.at) // _TICK, (right.at - left.at) // _TICK)
            return left.planned + (right.planned - left.planned) * part
    return plan[-1].planned


def days_between(start: datetime, end: datetime) -> int:
    """Days from ``start`` to ``end``, a begun day counting whole; 0 when there are none."""
    return max(-((start - end) // _DAY), 0)


def pace(
    attainment: Attainment, phase: Phase, as_of: datetime, milestones: Sequence[Milestone] = ()
) -> Pace | None:
    """How the count stands to the plan and what is needed to the deadline; None without a target.

    Within the last week "per week" is all that is missing: a rate beyond it could not be acted on.
    """
    if not attainment.target:
        return None
    expected = half_up(expected_at(plan_line(phase, attainment.target, milestones), as_of))
    days_left = days_between(max(as_of, phase.starts_at), phase.ends_at)
    missing = attainment.missing or 0
    per_day = per_week = None
    if missing and days_left:
        per_day = _ceil(missing, days_left)
        per_week = missing if days_left <= DAYS_PER_WEEK else _ceil(missing * DAYS_PER_WEEK, days_left)
    return Pace(
        state=state_at(phase, as_of),
        days_left=days_left,
        expected=expected,
        gap=attainment.count - expected,
        missing=missing,
        needed_per_day=per_day,
        needed_per_week=per_week,
    )


def recent_per_week(weekly: Sequence[Period], first: date, last: date) -> Fraction | None:
    """Mean of the last four whole weeks within ``first`` … ``last``; None before the first whole week."""
    recent = full_weeks(weekly, first, last)[-RECENT_WEEKS:]
    return Fraction(sum(week.count for week in recent), len(recent)) if recent else None


def _ceil(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)
