"""Role: the bands of the báo cáo sơ kết, from exact counts and configurable thresholds."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from dashboard.domain.attainment import Attainment, AttainmentStatus

T = TypeVar("T")


class Band(StrEnum):
    """Best first. Public texts name the units of ``PUBLIC_BANDS`` only."""

    PROGRAMME_MET = "programme_met"
    WELL_ABOVE = "well_above"
    ABOVE = "above"
    NEAR = "near"
    BEHIND = "behind"
    UNASSIGNED = "unassigned"


PUBLIC_BANDS = (Band.PROGRAMME_MET, Band.WELL_ABOVE, Band.ABOVE)


class Standing(StrEnum):
    """An attainment's status, with "gần đạt" told apart from the rest that is not met."""

    EXCEEDED = "exceeded"
    MET = "met"
    NEAR = "near"
    BEHIND = "behind"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True)
class Thresholds:
    """Where bands begin, as shares of the target (1.3 is 130%); see ``dashboard.settings``.

    "Từ 130% trở lên" was published (Lạng Sơn, 22/7/2022); where "gần đạt" begins was not.
    """

    near: Decimal = Decimal("0.9")
    well_above: Decimal = Decimal("1.3")

    def __post_init__(self) -> None:
        """Near lies below the target and well above lies above it."""
        if not 0 < self.near < 1 < self.well_above:
            raise ValueError("thresholds: 0 < near < 1 < well_above")


def band_of(phase: Attainment, programme: Attainment, thresholds: Thresholds) -> Band:
    """The band of a unit by its phase target, or by the whole programme's once that is met."""
    if programme.is_met:
        return Band.PROGRAMME_MET
    if phase.ratio is None:
        return Band.UNASSIGNED
    if phase.ratio >= Fraction(thresholds.well_above):
        return Band.WELL_ABOVE
    if phase.is_met:
        return Band.ABOVE
    return Band.NEAR if phase.ratio >= Fraction(thresholds.near) else Band.BEHIND


def standing_of(attainment: Attainment, thresholds: Thresholds) -> Standing:
    """Status with "gần đạt" told apart."""
    if attainment.status is not AttainmentStatus.SHORT:
        return Standing(attainment.status.value)
    near = attainment.ratio is not None and attainment.ratio >= Fraction(thresholds.near)
    return Standing.NEAR if near else Standing.BEHIND


def by_band(members: Iterable[tuple[Band, T]]) -> dict[Band, list[T]]:
    """Every band, best first, with its members in the given order; empty bands included."""
    groups: dict[Band, list[T]] = {band: [] for band in Band}
    for band, member in members:
        groups[band].append(member)
    return groups
