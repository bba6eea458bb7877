"""Role: ranks "hạng/tổng số" by any exact key; equals share a rank."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from dashboard.i18n import t
from dashboard.i18n.numbers import integer

K = TypeVar("K", bound=Hashable)
Exact = int | Fraction | Decimal

MEMBERS_BASE = 100
"""Counts are compared per 100 members."""


@dataclass(frozen=True)
class Rank:
    """Place ``rank`` among ``of`` ranked; ``tied`` when others share it (then the next places are empty)."""

    rank: int
    of: int
    tied: bool

    @property
    def text(self) -> str:
        """``hạng 3/16``; shared: ``hạng 3 (đồng hạng)/16``."""
        key = "domain.rank.tied" if self.tied else "domain.rank.alone"
        return t(key, rank=integer(self.rank), of=integer(self.of))


def ranks(keys: Mapping[K, Exact | None]) -> dict[K, Rank]:
    """The rank of each member, highest key first: 1, 2, 2, 4.

    A key of None (no target, no members known) is not ranked and not counted in ``of``. Compare ratios,
    not rounded percentages. Raises TypeError for a float.
    """
    for key in keys.values():
        if isinstance(key, float):
            raise TypeError("ranks need exact keys")
    exact = {member: Fraction(key) for member, key in keys.items() if key is not None}
    shared = Counter(exact.values())
    place, places = 1, dict[Fraction, int]()
    for key in sorted(shared, reverse=True):
        places[key] = place
        place += shared[key]
    return {member: Rank(places[key], len(exact), shared[key] > 1) for member, key in exact.items()}


def per_100_members(count: int, members: int | None) -> Fraction | None:
    """Initiatives per 100 members; None when the number of members is not known or 0."""
    return Fraction(count * MEMBERS_BASE, members) if members else None


def climbed(before: int | None, now: int | None) -> int | None:
    """Places gained since (negative: lost); None where there was or is no rank."""
    return None if before is None or now is None else before - now
