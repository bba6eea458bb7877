"""Role: the frozen views of money, fields and the register: plain typed values that charts draw from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dashboard.domain.savings import MONTHS_PER_YEAR
from dashboard.domain.secrecy import Together
from dashboard.viewmodels.views import BinRow, FieldsView, Savings, Scope, Stamp
from data_access.vocabulary import Block, MoneyFlag, Recognition, SolutionKind, Status


@dataclass(frozen=True)
class RegisterRow:
    """One line. ``savings_vnd`` None: not declared, or ``masked`` (confidential, withheld from this reader).

    ``superior``: the union above the recorded unit, "" when there is none to see.
    """

    code: str
    title: str
    unit: str
    superior: str
    field: str
    kind: SolutionKind
    block: Block
    submitted_at: datetime | None
    recognised_on: date | None
    applied_on: date | None
    status: Status
    recognition: Recognition
    recognition_number: str
    savings_vnd: int | None
    savings_text: str | None
    flags: tuple[MoneyFlag, ...]
    social: str
    authors: str | None
    confidential: bool
    masked: bool


@dataclass(frozen=True)
class ValueRow:
    """The money of one part, a unit or a field: of the values that this reader may read.

    ``code`` None: what is recorded on the unit itself, or the unclassified. ``median_vnd`` is exact; of many
    declared values ``between`` says the step of money (upper None: open) it lies in. ``value_share``: of what
    the listing states, the line of the confidential included.
    """

    name: str
    code: str | None
    savings: Savings
    value_share: Decimal | None
    between: tuple[int, int | None] | None = None
    is_itself: bool = False


@dataclass(frozen=True)
class Doubt:
    """A value in doubt, and what it would be if it were meant in another unit (likeliest first)."""

    row: RegisterRow
    readings: tuple[int, ...]


@dataclass(frozen=True)
class Forms:
    """How values are written, of all initiatives that this reader may read. None: not counted yet."""

    approximate: int
    ranges: int
    not_monetary: int


@dataclass(frozen=True)
class SavingsView:
    """Giá trị làm lợi. ``secret``: confidential initiatives whose values are in the total and in no list.

    ``beside``: the confidential values that are in no unit and no field, for who may not read them.
    ``per_month``: values given per month and taken twelve times; ``per_month_as_written_vnd`` what they
    would add to the sum had they not been. ``top_share``: of the total, what those in ``top`` hold.
    """

    stamp: Stamp
    scope: Scope
    savings: Savings
    bins: tuple[BinRow, ...]
    top: tuple[RegisterRow, ...]
    top_vnd: int
    top_share: Decimal | None
    units: tuple[ValueRow, ...]
    fields: tuple[ValueRow, ...]
    beside: Together | None
    slips: tuple[Doubt, ...]
    slips_listed: int
    slips_listed_vnd: int
    outliers: int
    outlier_from_vnd: int
    per_month: tuple[RegisterRow, ...]
    per_month_n: int
    per_month_vnd: int
    secret: int
    forms: Forms | None

    @property
    def per_month_as_written_vnd(self) -> int:
        """The same values for one month only."""
        return self.per_month_vnd // MONTHS_PER_YEAR

    @property
    def without_slips_vnd(self) -> int:
        """The total with all likely slips left out."""
        return self.savings.total_vnd - self.savings.flagged_vnd


@dataclass(frozen=True)
class HeatLine:
    """A unit or a field of the map. ``code`` None: the others, or what is recorded on the unit itself."""

    name: str
    code: str | None
    others: int = 0  # how many are added up in it
    is_itself: bool = False


@dataclass(frozen=True)
class HeatCell:
    """``value_vnd``: of the values that this reader may read."""

    count: int
    value_vnd: int


@dataclass(frozen=True)
class Heat:
    """Units by fields; ``cells[row][column]``, with the totals of rows, columns and all.

    ``beside``: the confidential values that are in no cell and no total of the map.
    """

    units: tuple[HeatLine, ...]
    fields: tuple[HeatLine, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    unit_totals: tuple[HeatCell, ...]
    field_totals: tuple[HeatCell, ...]
    total: HeatCell
    beside: Together | None = None


@dataclass(frozen=True)
class FieldsScreen:
    """The screen Lĩnh vực."""

    figures: FieldsView
    heat: Heat
