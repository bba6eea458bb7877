"""Role: the frozen views that screens and reports consume: plain typed values, nothing formatted.

Money is whole đồng, shares are exact fractions of one (1.5005 is 150,05%), instants are aware, dates are
local dates. None always means "not known" or "not applicable" and is never the same as zero.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.bands import Band as Band
from dashboard.domain.bands import Standing as Standing
from dashboard.domain.forecast import Forecast, NoForecast
from dashboard.domain.looking_back import LookBack
from dashboard.domain.secrecy import Together
from dashboard.viewmodels.state import Structure
from data_access.vocabulary import Block, Measure, SolutionKind, TargetBasis


class UnitPart(StrEnum):
    """What a row of a unit list stands for, so that the rows add up to the total."""

    UNIT = "unit"  # a direct child with its subtree
    ITSELF = "itself"  # recorded on the parent itself: "chưa xác định đơn vị cấp dưới"
    ENDED = "ended"  # today's structure: units that ended without a successor
    UNKNOWN = "unknown"  # today's structure: what the stated shares of successors leave over


@dataclass(frozen=True)
class UnitRef:
    """A unit as named on screen."""

    unit_id: int
    code: str
    name: str
    has_children: bool = False


@dataclass(frozen=True)
class PhaseRef:
    """A phase, or the whole programme (number 0, from the first phase's start to the last one's end)."""

    number: int
    name: str
    starts_at: datetime | None
    ends_at: datetime | None  # exclusive: 24h 31/5 is 1/6 0:00


@dataclass(frozen=True)
class Stamp:
    """What every figure carries: as-of, the import it comes from, how many rows stand behind it."""

    as_of: datetime
    batch_id: int | None
    batch_file: str
    rows: int  # initiatives stored for the programme, not withdrawn
    version: int
    database_id: str
    is_illustration: bool  # the made-up sample campaign


@dataclass(frozen=True)
class Scope:
    """What a view is about, resolved from a FilterState."""

    programme_code: str
    programme_name: str
    phase: PhaseRef
    unit: UnitRef
    ancestors: tuple[UnitRef, ...]  # from the root down to the unit's parent
    field_code: str | None
    field_name: str | None
    measure: Measure
    unknown: tuple[str, ...] = ()  # codes of the address that do not exist (named to the reader)
    structure: Structure = Structure.RECORDED


@dataclass(frozen=True)
class Attained:
    """A count beside its target.

    ``share`` is count/target exactly (None without a target); ``missing`` and ``excess`` are whole
    initiatives, at most one of them above zero. ``small_target``: the percentage stands on a small base.
    """

    count: int
    target: int | None
    share: Decimal | None
    missing: int | None
    excess: int | None
    standing: Standing
    small_target: bool = False


@dataclass(frozen=True)
class Pace:
    """How fast the phase must go to reach its target.

    ``expected``: what the plan line says for the as-of; ``gap`` = count − expected (negative: behind plan).
    ``needed_per_week`` is rounded up to whole initiatives; None when met, without a target or after the end.
    """

    days_left: int | None
    needed_per_week: int | None
    recent_per_week: Decimal | None  # mean of the last four full weeks
    expected: int | None
    gap: int | None


@dataclass(frozen=True)
class Savings:
    """Giá trị làm lợi: a sum never stands without the number of initiatives that declared one."""

    total_vnd: int
    declared: int
    of: int
    median_vnd: int | None
    flagged: int = 0  # likely slips among the declared
    flagged_vnd: int = 0


@dataclass(frozen=True)
class Change:
    """Difference to the state before the newest import, in the unit of the figure it stands beside."""

    amount: int
    batch_id: int | None = None


@dataclass(frozen=True)
class PublishedRank:
    """Hạng đã công bố: entered or imported with its source, never computed from own rows."""

    rank: int
    of: int
    as_of: datetime | None
    source: str


@dataclass(frozen=True)
class PeriodRow:
    """One day, week or month: ``starts_on`` is its first day; ``cumulative`` includes all before it."""

    starts_on: date
    count: int
    cumulative: int


@dataclass(frozen=True)
class PlanPoint:
    """A corner of the plan line: what should have been reached at the end of that day."""

    on: date
    planned: int
    name: str = ""  # of the milestone


@dataclass(frozen=True)
class EventMark:
    """A named day: campaign event, or the border of a phase."""

    on: date
    name: str
    is_phase: bool = False


@dataclass(frozen=True)
class Course:
    """The cumulative course within the scope's period against its plan.

    ``days`` has one row per day from the period's start to the as-of (empty days included); a day before the
    start holds nothing. ``forecast`` says why there is none where it cannot be stated honestly; it is None
    where nobody asked for one.
    """

    days: tuple[PeriodRow, ...]
    plan: tuple[PlanPoint, ...]
    marks: tuple[EventMark, ...]
    target: int | None
    starts_on: date
    ends_on: date  # last day of the period
    forecast: Forecast | NoForecast | None = None


@dataclass(frozen=True)
class Places:
    """Ranks at another moment by share, by count and per 100 members; None where not ranked then."""

    by_share: int | None
    by_count: int | None
    by_members: int | None


@dataclass(frozen=True)
class Inherited:
    """What a unit of today has from one that is gone: ``count`` of its initiatives, ``share`` of the unit."""

    unit: UnitRef
    count: int
    share: Decimal | None


@dataclass(frozen=True)
class UnitRow:
    """One line of a unit list, in figures. ``rank`` is by share of the phase target; ties share a rank.

    ``plan_gap``: count less what the plan expects by the as-of (the target once the phase is over); negative
    is behind plan, None without a target. ``registered``: the same count against what the unit registered by
    itself (đăng ký phấn đấu), None without such a target. ``members``: đoàn viên counted in ``members_year``.
    In today's structure ``inherited`` says what came from which unit that is gone, and ``converted`` that the
    target holds shares of theirs ("chỉ tiêu quy đổi"). ``former``: the places at the moment compared with.
    """

    part: UnitPart
    unit: UnitRef
    phase: Attained
    programme: Attained
    band: Band
    rank: int | None
    tied: bool
    rank_by_count: int | None
    needed_per_week: int | None
    members: int | None
    per_100_members: Decimal | None
    savings: Savings
    authors: int | None
    plan_gap: int | None = None
    tied_by_count: bool = False
    rank_by_members: int | None = None
    tied_by_members: bool = False
    members_year: int | None = None
    registered: Attained | None = None
    cluster: str = ""  # cụm/khối thi đua
    valid_to: date | None = None  # last day of a unit that is gone
    inherited: tuple[Inherited, ...] = ()
    converted: bool = False
    gave: bool = False  # part of what is recorded below the unit is listed elsewhere
    former: Places | None = None

    @property
    def behind_plan(self) -> bool:
        """Whether the unit has a target and is below its plan line."""
        return self.plan_gap is not None and self.plan_gap < 0


@dataclass(frozen=True)
class FieldRow:
    """A field's part; ``code`` None is "chưa phân loại". Shares are of the view's total."""

    code: str | None
    name: str
    count: int
    share: Decimal | None
    savings: Savings
    value_share: Decimal | None


@dataclass(frozen=True)
class KindRow:
    """Count and value by kind of solution or by block of people."""

    kind: SolutionKind | Block
    count: int
    savings: Savings


@dataclass(frozen=True)
class BinRow:
    """One bin of the value histogram: lower ≤ value < upper in đồng; the last one is open (upper None)."""

    lower_vnd: int
    upper_vnd: int | None
    count: int


@dataclass(frozen=True)
class TopInitiative:
    """An outstanding initiative by value; ``title`` is None when withheld (confidential)."""

    code: str
    title: str | None
    unit_name: str
    savings_vnd: int
    flagged: bool


@dataclass(frozen=True)
class Headline:
    """The figures of the KPI row."""

    phase: Attained  # of the scope's phase, by the scope's measure
    programme: Attained
    submitted: int
    valid: int
    authors: int | None
    pace: Pace
    savings: Savings
    units_met: int
    units_with_target: int
    units: int
    rank: PublishedRank | None
    outside_phases: int  # in the programme, in no phase (undated included)
    change: Change | None
    change_valid: Change | None
    change_savings: Change | None
    change_units_met: Change | None
    before_import_units_met: int | None = None
    programme_gap: int | None = None  # of the whole programme, as ``Pace.gap``


@dataclass(frozen=True)
class Sparks:
    """Weekly series for small pictures beside figures, oldest first; money in đồng."""

    submitted: tuple[int, ...] = ()
    valid: tuple[int, ...] = ()
    savings: tuple[int, ...] = ()


@dataclass(frozen=True)
class OverviewView:
    """Tổng quan."""

    stamp: Stamp
    scope: Scope
    headline: Headline
    course: Course | None  # None when the scope has no dated period
    weeks: tuple[PeriodRow, ...]  # for sparklines
    units: tuple[UnitRow, ...]  # ordered by rank, then those without target, ITSELF last
    urgent: tuple[UnitRow, ...]  # those missing most, at most three
    fields: tuple[FieldRow, ...]  # ordered by count, unclassified last
    sentences: tuple[str, ...]  # official wording, to copy; in the reader's language
    sparks: Sparks = Sparks()
    beside: Together | None = None  # confidential values that are in no field


@dataclass(frozen=True)
class Surge:
    """How much of all came in the last ``days`` days; ``even_share`` would have, at an even pace."""

    days: int
    count: int
    share: Decimal
    even_share: Decimal

    @property
    def is_one(self) -> bool:
        """Whether the end stands out: at least half as much again as an even pace would bring."""
        return self.share * 2 >= self.even_share * 3


@dataclass(frozen=True)
class HalfWay:
    """The day on which half of all was there; ``of`` are the days that have passed."""

    on: date
    day_number: int
    of: int


@dataclass(frozen=True)
class SameDay:
    """The former phase on the same day of its own course; ``count`` is cumulative."""

    day_number: int
    count: int
    final: int


@dataclass(frozen=True)
class TrendView:
    """Diễn biến."""

    stamp: Stamp
    scope: Scope
    headline: Headline
    course: Course | None  # None when the scope has no dated period
    weeks: tuple[PeriodRow, ...]
    months: tuple[PeriodRow, ...]
    former: tuple[PeriodRow, ...]  # the phase before, by day, to be aligned by day number
    former_phase: PhaseRef | None
    outside_phases: int
    undated: int
    empty_weeks: int  # whole weeks without an entry, up to the as-of
    empty: tuple[PeriodRow, ...] = ()  # those weeks
    surge: Surge | None = None
    same_day: SameDay | None = None
    half_way: HalfWay | None = None
    phase_counts: tuple[tuple[str, int], ...] = ()  # of the whole programme: name and count of each begun
    back: LookBack | None = None  # of a phase that is over


@dataclass(frozen=True)
class TargetVersion:
    """One version. ``amount`` None and no ``member_share``: withdrawn, or not assigned.

    ``member_share``: given as a share of the members (0.1 is "10% đoàn viên").
    """

    phase_number: int
    phase_name: str
    basis: TargetBasis
    version: int
    amount: int | None
    member_share: Decimal | None
    document: str
    effective_on: date | None
    in_force: bool


@dataclass(frozen=True)
class TargetsView:
    """Chỉ tiêu theo đơn vị.

    ``compared_as_of`` or ``compared_batch`` is the moment of the rows' former places; neither: not known.
    ``changed_settings`` names the thresholds that were set otherwise than by default. ``versions`` are those
    of the unit's own targets in force.
    """

    stamp: Stamp
    scope: Scope
    headline: Headline
    units: tuple[UnitRow, ...]
    bands: tuple[tuple[Band, int], ...]  # how many units in each, best first
    near_share: Decimal  # thresholds in force
    well_above_share: Decimal
    small_target_below: int
    changed_settings: tuple[str, ...] = ()
    compared_as_of: datetime | None = None
    compared_batch: int | None = None
    versions: tuple[TargetVersion, ...] = ()


@dataclass(frozen=True)
class FieldsView:
    """Lĩnh vực & giá trị làm lợi."""

    stamp: Stamp
    scope: Scope
    total: int
    savings: Savings
    unclassified: int
    fields: tuple[FieldRow, ...]
    kinds: tuple[KindRow, ...]
    blocks: tuple[KindRow, ...]
    bins: tuple[BinRow, ...]
    top: tuple[TopInitiative, ...]
    units: tuple[UnitRow, ...]  # for value by unit
    beside: Together | None = None  # confidential values that are in no field, kind or block


@dataclass(frozen=True)
class ProgrammeChoice:
    """A programme to choose."""

    code: str
    name: str


@dataclass(frozen=True)
class UnitChoice:
    """A unit to choose; ``path`` names its superiors from the root's child down, for telling twins apart."""

    code: str
    name: str
    depth: int
    path: tuple[str, ...]


@dataclass(frozen=True)
class FieldChoice:
    """A field to choose."""

    code: str
    name: str


@dataclass(frozen=True)
class Choices:
    """What the filter bar offers (``dashboard.viewmodels.choices.build(viewer, db, state)``).

    ``units`` are all the viewer may see, root first, in tree order; the bar searches them without accents.
    Empty ``programmes`` means an empty database.
    """

    stamp: Stamp | None
    programmes: tuple[ProgrammeChoice, ...]
    phases: tuple[PhaseRef, ...]  # of the chosen programme; [] when it has none
    default_phase: int
    units: tuple[UnitChoice, ...]
    fields: tuple[FieldChoice, ...]
    programme_code: str | None
    unit_code: str | None
    has_successors: bool = False  # then names as they were and today's structure differ
    newest_at: datetime | None = None  # how far the stored data speak, whatever as-of was chosen
