"""Role: giá trị làm lợi: a sum never without its coverage, the median, slips, outliers, bins."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dashboard.i18n import t
from dashboard.i18n.numbers import integer, vnd, vnd_range

MONTHS_PER_YEAR = 12

IMPOSSIBLE_FROM_VND = 10_000 * 10**9
"""The whole country's phase 1 was published as "hơn 10.000 tỷ đồng" (Kinh tế Đô thị, 14/7/2022): a single
initiative of that size is a slip of the unit (đồng in a column of triệu)."""


class ValueVerdict(StrEnum):
    """What a declared value looks like; only shown and counted apart, never changed."""

    PLAUSIBLE = "plausible"
    LIKELY_SLIP = "likely_slip"
    OUTLIER = "outlier"


@dataclass(frozen=True)
class ValueThresholds:
    """Whole đồng a year; see ``dashboard.settings``."""

    slip_below_vnd: int = 100_000
    outlier_from_vnd: int = 100 * 10**9


@dataclass(frozen=True)
class SavingsSummary:
    """Declared value of a year, whole đồng: of ``of`` initiatives ``declared`` declare one (0 included)."""

    total_vnd: int
    declared: int
    of: int
    median_vnd: int | None = None

    def __post_init__(self) -> None:
        """Parts do not exceed their whole."""
        if not 0 <= self.declared <= self.of:
            raise ValueError("savings: declared ≤ of")

    @property
    def coverage(self) -> Fraction | None:
        """Share of initiatives that declare a value; None when there are no initiatives."""
        return Fraction(self.declared, self.of) if self.of else None

    def coverage_statement(self) -> str:
        """``1.860/3.001 sáng kiến có khai giá trị``: to stand beside every sum."""
        return t("domain.savings.coverage", declared=integer(self.declared), of=integer(self.of))

    def statement(self) -> str:
        """``Khoảng 15 tỷ đồng (1.860/3.001 sáng kiến có khai giá trị)``; nothing declared is not zero."""
        if not self.declared:
            return t("domain.savings.none", of=integer(self.of))
        return t("domain.savings.total", total=vnd(self.total_vnd), coverage=self.coverage_statement())


def per_year(amount_vnd: int, *, monthly: bool) -> int:
    """The declared estimate for one year: an amount per month is taken twelve times (and flagged)."""
    return amount_vnd * MONTHS_PER_YEAR if monthly else amount_vnd


def verdict(value_vnd: int, thresholds: ValueThresholds) -> ValueVerdict:
    """A likely slip of the unit (above 0 but tiny, or larger than a campaign), an outlier, or neither.

    0 is a statement ("no gain in money"), not a slip.
    """
    if 0 < value_vnd < thresholds.slip_below_vnd or value_vnd >= IMPOSSIBLE_FROM_VND:
        return ValueVerdict.LIKELY_SLIP
    return ValueVerdict.OUTLIER if value_vnd >= thresholds.outlier_from_vnd else ValueVerdict.PLAUSIBLE


STEPS = (1_000, 1_000_000)
"""What one unit of money is mistaken for another by: nghìn and triệu against đồng, tỷ against triệu."""


def other_readings(
    value_vnd: int, median: int | None, thresholds: ValueThresholds = ValueThresholds()
) -> tuple[int, ...]:
    """What a likely slip would be worth if it were meant in another unit: at most two, likeliest first.

    Only plausible amounts; likeliest is what lies nearest to the usual value (``median``), counted in steps
    of size. Empty when no other unit makes it plausible.
    """
    readings = [value_vnd * step for step in STEPS] + [value_vnd // step for step in STEPS]
    plausible = sorted(
        {each for each in readings if each and verdict(each, thresholds) is ValueVerdict.PLAUSIBLE}
    )
    if median:
        plausible.sort(key=lambda each: abs(Fraction(max(each, median), min(each, median))))
    return tuple(plausible[:2])


def median_vnd(values: Sequence[int]) -> int | None:
    """The middle value; of an even number the mean of the two middle ones, half-up to whole đồng."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


@dataclass(frozen=True)
class Bin:
    """A histogram bin: ``lower_vnd`` ≤ value < ``upper_vnd``; the last one is open (None)."""

    lower_vnd: int
    upper_vnd: int | None

    @property
    def label(self) -> str:
        """``dưới 1 triệu đồng``, ``1–2 triệu đồng``, ``từ 100 tỷ đồng``."""
        if self.upper_vnd is None:
            return t("domain.savings.bin_last", lower=vnd(self.lower_vnd))
        if self.lower_vnd <= 0:
            return t("domain.savings.bin_first", upper=vnd(self.upper_vnd))
        return vnd_range(self.lower_vnd, self.upper_vnd)


def bins(edges_vnd: Sequence[int]) -> tuple[Bin, ...]:
    """The bins between ascending lower edges; the last one is open."""
    uppers: list[int | None] = [*edges_vnd[1:], None]
    return tuple(Bin(lower, upper) for lower, upper in zip(edges_vnd, uppers, strict=True))
