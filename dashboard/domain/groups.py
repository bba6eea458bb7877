"""Role: cụm/khối thi đua: places within a group, quarters of a phase, and who is recognised each quarter.

Rule of the emulation agreements (S-Xây dựng): each quarter the unit with the most initiatives of its group
is recognised, provided that its count of the quarter lies above its target of the quarter. Monthly and
quarterly targets are announced there; where only a phase's target is stored, the quarter's is what the plan
line expects within it, so that the quarters of a phase add up to its target.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from dashboard.domain.campaign import Milestone, Phase, start_of_day
from dashboard.domain.pace import expected_at, plan_line
from dashboard.i18n.numbers import half_up

U = TypeVar("U", bound=Hashable)

MONTHS_PER_QUARTER = 3
QUARTERS_PER_YEAR = 4


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter, as far as it lies in a phase: ``starts_at`` ≤ t < ``ends_at``."""

    year: int
    number: int
    starts_at: datetime
    ends_at: datetime


class Basis(StrEnum):
    """Where a quarter's target comes from."""

    MILESTONE = "milestone"  # the plan has a milestone on its last day
    PLAN_LINE = "plan_line"  # worked out from the plan line, straight between its corners


class Outcome(StrEnum):
    """Why a group's quarter has winners, or none."""

    WON = "won"
    LEADING = "leading"  # the quarter is not over
    NOT_ABOVE = "not_above"  # the first has not passed its target
    NO_TARGET = "no_target"  # the first has none
    NOTHING = "nothing"  # nobody submitted anything
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Entry(Generic[U]):
    """A unit's quarter: initiatives and target (None: chưa giao)."""

    unit: U
    count: int
    target: int | None

    @property
    def is_above(self) -> bool:
        """Above the target, not only on it."""
        return self.target is not None and self.count > self.target


@dataclass(frozen=True)
class Verdict(Generic[U]):
    """A group's quarter. ``first``: all with the highest count; ``winners``: those of them above target."""

    outcome: Outcome
    first: tuple[Entry[U], ...]
    winners: tuple[Entry[U], ...]


def quarters(phase: Phase) -> tuple[Quarter, ...]:
    """The calendar quarters that a phase touches, cut to it."""
    day = phase.first_day
    year, number = day.year, (day.month - 1) // MONTHS_PER_QUARTER + 1
    found: list[Quarter] = []
    while (begins := start_of_day(_first_day(year, number))) < phase.ends_at:
        following = (year, number + 1) if number < QUARTERS_PER_YEAR else (year + 1, 1)
        ends = start_of_day(_first_day(*following))
        found.append(Quarter(year, number, max(begins, phase.starts_at), min(ends, phase.ends_at)))
        year, number = following
    return tuple(found)


def quarter_target(
    target: int | None, phase: Phase, quarter: Quarter, milestones: Sequence[Milestone] = ()
) -> int | None:
    """What a unit must pass within the quarter, in whole initiatives; None without a target.

    The plan line at its end less the plan line at its start, both rounded as everywhere else, so that the
    quarters add up to the phase's target.
    """
    if not target:
        return None
    line = plan_line(phase, target, milestones)
    return half_up(expected_at(line, quarter.ends_at)) - half_up(expected_at(line, quarter.starts_at))


def basis_of(phase: Phase, quarter: Quarter, milestones: Sequence[Milestone]) -> Basis:
    """Whether the plan itself says what must be reached by the end of the quarter."""
    stated = any(m.phase_number == phase.number and m.due_at == quarter.ends_at for m in milestones)
    return Basis.MILESTONE if stated or quarter.ends_at == phase.ends_at else Basis.PLAN_LINE


def verdict(entries: Sequence[Entry[U]], quarter: Quarter, as_of: datetime) -> Verdict[U]:
    """Who is recognised in a group: the most initiatives, and more than the quarter's target.

    Of several with the same highest count all are first; those above their target are all recognised.
    """
    if as_of <= quarter.starts_at:
        return Verdict(Outcome.NOT_BEGUN, (), ())
    highest = max((entry.count for entry in entries), default=0)
    if not highest:
        return Verdict(Outcome.NOTHING, (), ())
    first = tuple(entry for entry in entries if entry.count == highest)
    winners = tuple(entry for entry in first if entry.is_above)
    if winners:
        return Verdict(Outcome.WON if as_of >= quarter.ends_at else Outcome.LEADING, first, winners)
    lacking = all(entry.target is None for entry in first)
    return Verdict(Outcome.NO_TARGET if lacking else Outcome.NOT_ABOVE, first, ())


def in_groups(cluster_of: Mapping[U, str]) -> dict[str, list[U]]:
    """Members by group in the given order; those without a group under ''."""
    found: dict[str, list[U]] = {}
    for unit, cluster in cluster_of.items():
        found.setdefault(cluster, []).append(unit)
    return found


def _first_day(year: int, number: int) -> date:
    return date(year, (number - 1) * MONTHS_PER_QUARTER + 1, 1)
