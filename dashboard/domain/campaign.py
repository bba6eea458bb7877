"""Role: what a campaign is made of, and which phase an instant belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from data_access.vocabulary import WHOLE_PROGRAMME, ZONE, TargetBasis

_TICK = timedelta(microseconds=1)

ILLUSTRATION_SUFFIX = "-MINHHOA"
"""Programme codes that end so hold made-up data, and every screen says so."""


@dataclass(frozen=True)
class Phase:
    """A stretch of a programme, half-open: ``starts_at`` ≤ t < ``ends_at``, both aware instants.

    "24h ngày 31/5" is stored as 1/6 0:00. Number ``WHOLE_PROGRAMME`` (0) stands for the whole programme.
    """

    number: int
    name: str
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        """Refuse what would silently count wrongly."""
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("the border of a phase needs a zone")
        if self.starts_at >= self.ends_at:
            raise ValueError("a phase ends after it starts")

    @property
    def first_day(self) -> date:
        """First local day."""
        return local_day(self.starts_at)

    @property
    def last_day(self) -> date:
        """Last local day, the one written as "24h ngày …"."""
        return local_day(self.ends_at - _TICK)

    def contains(self, instant: datetime) -> bool:
        """Whether a submission at ``instant`` belongs to this phase."""
        return self.starts_at <= instant < self.ends_at

    def day_number(self, day: date) -> int:
        """1 on the first day; 0 and below before it. For comparing phases day by day."""
        return (day - self.first_day).days + 1


@dataclass(frozen=True)
class Milestone:
    """By the end of ``due_on``, ``share`` of the phase's target (``phase_number`` 0: the programme's)."""

    phase_number: int
    due_on: date
    share: Fraction
    name: str = ""

    @property
    def due_at(self) -> datetime:
        """The instant at which the day is over."""
        return start_of_day(self.due_on + timedelta(days=1))


@dataclass(frozen=True)
class CampaignEvent:
    """A named day of the campaign, to be marked in charts."""

    on_date: date
    name: str


@dataclass(frozen=True)
class Unit:
    """A trade-union unit as of its validity; ``valid_to`` is its last day of existence."""

    unit_id: int
    code: str
    name: str
    parent_id: int | None
    depth: int
    cluster: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    has_children: bool = False


@dataclass(frozen=True)
class Target:
    """One version of a target; ``amount`` None or 0 means "chưa giao chỉ tiêu"."""

    unit_id: int
    phase_number: int
    amount: int | None
    basis: TargetBasis = TargetBasis.ASSIGNED
    version: int = 1
    document: str = ""
    effective_on: date | None = None


@dataclass(frozen=True)
class Programme:
    """A programme with its phases in order of time."""

    code: str
    name: str
    phases: tuple[Phase, ...]
    milestones: tuple[Milestone, ...] = ()
    events: tuple[CampaignEvent, ...] = ()


def local_day(instant: datetime) -> date:
    """The day of an aware instant in the zone of the campaign."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(ZONE).date()


def start_of_day(day: date) -> datetime:
    """Local midnight with which ``day`` begins."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def phase_of(instant: datetime | None, phases: Iterable[Phase]) -> Phase | None:
    """The phase that a submission at ``instant`` belongs to; None is outside every phase (or undated).

    Should phases overlap, the one that began first, so that no initiative counts twice.
    """
    if instant is None:
        return None
    holding = [phase for phase in phases if phase.contains(instant)]
    return min(holding, key=lambda phase: (phase.starts_at, phase.number), default=None)


def current_phase(as_of: datetime, phases: Iterable[Phase]) -> Phase | None:
    """The phase a report as of ``as_of`` is about: the latest that has begun, else the first to come.

    A cut-off closes what lies before it, so "tính đến 24h ngày 31/5" still speaks of the phase that ends
    there although the next one begins at the same instant. None without phases.
    """
    ordered = sorted(phases, key=lambda phase: (phase.starts_at, phase.number))
    begun = [phase for phase in ordered if phase.starts_at < as_of]
    return begun[-1] if begun else next(iter(ordered), None)


def whole_programme(name: str, phases: Sequence[Phase]) -> Phase | None:
    """The whole programme as one phase, first start to last end; None without phases."""
    if not phases:
        return None
    return Phase(
        WHOLE_PROGRAMME,
        name,
        min(phase.starts_at for phase in phases),
        max(phase.ends_at for phase in phases),
    )


def programme_target(stated: int | None, by_phase: Sequence[int | None]) -> int | None:
    """Target of the whole programme: as stated, else the sum of its phases when each of them has one.

    A sum with a phase missing would be too small and call units finished that are not.
    """
    if stated:
        return stated
    known = [amount for amount in by_phase if amount]
    return sum(known) if known and len(known) == len(by_phase) else None


def target_from_members(share: Fraction, members: int) -> int:
    """ "Từ 10% đoàn viên" as a count: at least that share, so rounded up."""
    return -(-share.numerator * members // share.denominator)
