"""Role: a count beside its target: exact share, status from counts, and the one way to write both."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction

from dashboard.i18n import t
from dashboard.i18n.numbers import half_up, integer, scaled_text

SHARE_DIGITS = 28
_SHARE_CONTEXT = Context(prec=SHARE_DIGITS, rounding=ROUND_HALF_UP)


class AttainmentStatus(StrEnum):
    """Vượt, đạt, chưa đạt, chưa giao: decided from counts, never from a rounded text."""

    EXCEEDED = "exceeded"
    MET = "met"
    SHORT = "short"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True)
class Attainment:
    """``count`` initiatives against ``target``; a target of None or 0 is "chưa giao chỉ tiêu".

    Raises ValueError for a negative number and TypeError for one that is not whole.
    """

    count: int
    target: int | None

    def __post_init__(self) -> None:
        """Refuse what cannot be a count."""
        for number in (self.count, self.target):
            if number is not None and not isinstance(number, int):
                raise TypeError("counts and targets are whole numbers")
            if number is not None and number < 0:
                raise ValueError("counts and targets are not negative")

    @property
    def ratio(self) -> Fraction | None:
        """count/target exactly; for comparing and ranking."""
        return Fraction(self.count, self.target) if self.target else None

    @property
    def share(self) -> Decimal | None:
        """count/target as a decimal of 28 digits (1.5005 is 150,05%); exact wherever a decimal can be."""
        return as_decimal(self.ratio)

    @property
    def status(self) -> AttainmentStatus:
        """Vượt, đạt, chưa đạt or chưa giao."""
        if not self.target:
            return AttainmentStatus.UNASSIGNED
        if self.count > self.target:
            return AttainmentStatus.EXCEEDED
        return AttainmentStatus.MET if self.count == self.target else AttainmentStatus.SHORT

    @property
    def is_met(self) -> bool:
        """Whether there is a target and it is reached."""
        return bool(self.target) and self.count >= (self.target or 0)

    @property
    def missing(self) -> int | None:
        """Initiatives still missing, 0 when met; None without a target."""
        return max(self.target - self.count, 0) if self.target else None

    @property
    def excess(self) -> int | None:
        """Initiatives above the target, 0 when not exceeded; None without a target."""
        return max(self.count - self.target, 0) if self.target else None

    def is_small_target(self, below: int) -> bool:
        """Whether the percentage stands on too small a base to be compared (targets of 5 or 6)."""
        return bool(self.target) and (self.target or 0) < below

    def shown_percent(self, places: int = 1) -> str | None:
        """The share as text, half-up; a target that is not met never shows as 100%. None without a target.

        1.999 of 2.000 is 99,95% and shows as 99,9%.
        """
        scaled = self._scaled_percent(places)
        return None if scaled is None else f"{scaled_text(scaled, places)}%"

    def shown_excess_percent(self, places: int = 1) -> str | None:
        """What lies above 100%, by the same rounding, so that both figures of a statement agree."""
        scaled = self._scaled_percent(places)
        if scaled is None:
            return None
        return f"{scaled_text(max(scaled - 100 * 10**places, 0), places)}%"

    def statement(self, places: int = 1) -> str:
        """ "Đạt 232,3% (vượt 132,3%, 396.948 sáng kiến)" and its kind: both forms, always with counts.

        An excess too small for the shown places is written as it rounds, "Đạt 100,0% (vượt 0,0%, 1 sáng
        kiến)": unlike a shortfall shown as 100%, it claims nothing untrue, and the count says the rest.
        """
        status = self.status
        difference = (self.excess or 0) + (self.missing or 0)
        return t(
            f"domain.statement.{status.value}",
            percent=self.shown_percent(places),
            excess_percent=self.shown_excess_percent(places),
            initiatives=initiatives(difference),
        )

    def _scaled_percent(self, places: int) -> int | None:
        if self.ratio is None:
            return None
        scaled = half_up(self.ratio, places + 2)
        if self.status is AttainmentStatus.SHORT:
            scaled = min(scaled, 100 * 10**places - 1)
        return scaled


def as_decimal(ratio: Fraction | None) -> Decimal | None:
    """A ratio as a decimal of 28 digits, half-up; exact wherever a decimal can be."""
    if ratio is None:
        return None
    return _SHARE_CONTEXT.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))


def initiatives(count: int) -> str:
    """``396.948 sáng kiến``; English tells one from many."""
    return t(f"domain.initiatives.{'one' if count == 1 else 'many'}", n=integer(count))
