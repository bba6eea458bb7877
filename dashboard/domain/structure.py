"""Role: today's structure of the unions: where units that ended went, in exact shares that lose nothing.

From 1/7/2025 district federations and local sector unions ended and commune unions began, one unit often
going to several and several to one. What was recorded under the old names is grouped by the units that
exist today; the totals stay what they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

WHOLE_PPM = 1_000_000
"""Shares are stored in millionths."""


class Rest(StrEnum):
    """Where a part goes that no unit of today takes over; each is named and never dropped."""

    ENDED = "ended"  # a unit that ended without a successor
    UNKNOWN = "unknown"  # what the stated shares leave over


Heir = int | Rest
Parts = Mapping[Heir, Fraction]
"""Who has how much of a unit today; the shares add up to exactly one."""

ITSELF = Fraction(1)


@dataclass(frozen=True)
class Life:
    """When a unit exists: ``valid_to`` is its last day, None is open."""

    unit_id: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Succession:
    """``successor_id`` takes over ``share_ppm`` millionths of ``unit_id``."""

    unit_id: int
    successor_id: int
    share_ppm: int


class SuccessionCycleError(ValueError):
    """Units that succeed each other in a circle: nobody could say where they went."""

    def __init__(self, unit_ids: Sequence[int]) -> None:
        super().__init__("units succeed each other in a circle")
        self.unit_ids = tuple(unit_ids)


class Today:
    """The structure on one day.

    A unit is gone when its last day lies before that day, or, without a last day, when it has a successor
    that has begun by then. Raises SuccessionCycleError when units that are gone succeed each other.
    """

    def __init__(self, lives: Iterable[Life], successions: Iterable[Succession], on: date) -> None:
        self._lives = {life.unit_id: life for life in lives}
        self._heirs: dict[int, list[tuple[int, int]]] = {}
        for each in successions:
            if each.share_ppm > 0 and each.unit_id != each.successor_id:
                self._heirs.setdefault(each.unit_id, []).append((each.successor_id, each.share_ppm))
        self.on = on
        self._known: dict[int, Parts] = {}
        _refuse_circles({unit: self._next(unit) for unit in self._heirs})

    def is_gone(self, unit_id: int) -> bool:
        """Whether the unit does not exist any more."""
        life = self._lives.get(unit_id, Life(unit_id))
        if life.valid_to is not None:
            return life.valid_to < self.on
        return any(self._has_begun(heir) for heir, _share in self._heirs.get(unit_id, ()))

    def gone(self) -> tuple[int, ...]:
        """All units that are gone, of those that were given or have successors."""
        return tuple(unit for unit in sorted({*self._lives, *self._heirs}) if self.is_gone(unit))

    def has_heirs(self, unit_id: int) -> bool:
        """Whether somebody took the unit over, or part of it."""
        return unit_id in self._heirs

    def heirs(self) -> frozenset[int]:
        """Units of today that took something over."""
        return frozenset(
            heir for unit in self._heirs if self.is_gone(unit) for heir in self._next(unit, gone=False)
        )

    def parts(self, unit_id: int) -> Parts:
        """Who has the unit today, chains followed; the unit itself when it still exists."""
        if not self.is_gone(unit_id):
            return {unit_id: ITSELF}
        if unit_id not in self._known:
            self._known[unit_id] = self._followed(unit_id)
        return self._known[unit_id]

    def _followed(self, unit_id: int) -> Parts:
        heirs = sorted(self._heirs.get(unit_id, ()))
        if not heirs:
            return {Rest.ENDED: ITSELF}
        found: dict[Heir, Fraction] = {}
        for (heir, _ppm), share in zip(heirs, exact_shares([ppm for _, ppm in heirs]), strict=True):
            for last, part in self.parts(heir).items():
                found[last] = found.get(last, Fraction(0)) + share * part
        left = 1 - sum(found.values())
        if left:
            found[Rest.UNKNOWN] = found.get(Rest.UNKNOWN, Fraction(0)) + left
        return found

    def _next(self, unit_id: int, *, gone: bool = True) -> list[int]:
        """The successors that are gone themselves, or those that are not; none of a unit that exists."""
        if not self.is_gone(unit_id):
            return []
        return [heir for heir, _share in self._heirs.get(unit_id, ()) if self.is_gone(heir) is gone]

    def _has_begun(self, unit_id: int) -> bool:
        begun = self._lives.get(unit_id, Life(unit_id)).valid_from
        return begun is None or begun <= self.on


def exact_shares(ppm: Sequence[int]) -> list[Fraction]:
    """Stored shares as fractions of one; what they leave over stays over.

    Thirds are stored as 333.333 millionths: an amount smaller than one millionth a successor is such a
    rounding and no remainder. Shares of more than the whole are brought down to it in proportion.
    """
    total = sum(ppm)
    rounded = 0 <= WHOLE_PPM - total < len(ppm)
    whole = total if rounded or total > WHOLE_PPM else WHOLE_PPM
    return [Fraction(share, whole) for share in ppm]


def apportion(total: int, shares: Sequence[Fraction], room: Sequence[int] | None = None) -> list[int]:
    """``total`` in whole parts by ``shares`` (of one in all): the method of largest remainders.

    Each gets its share rounded down; what is left goes one by one to the largest remainders, of equal ones
    to the larger share, then the earlier. No part is above its ``room`` (which must hold the total): so
    those with a declared value are never more than those there are. The sum is kept exactly.

    Raises ValueError for a negative total, shares that are no whole, or too little room.
    """
    if total < 0 or any(share < 0 for share in shares) or sum(shares) != 1:
        raise ValueError("only a whole that is not negative can be shared out")
    limits = [total] * len(shares) if room is None else list(room)
    if sum(limits) < total:
        raise ValueError("the parts have no room for the whole")
    parts = [min(total * share // 1, limit) for share, limit in zip(shares, limits, strict=True)]
    order = sorted(range(len(shares)), key=lambda i: (-(total * shares[i] % 1), -shares[i], i))
    left = total - sum(parts)
    for most in (1, total):
        for index in order:
            more = min(most, limits[index] - parts[index], left)
            parts[index] += more
            left -= more
    return parts


def circle(edges: Mapping[int, Iterable[int]]) -> tuple[int, ...]:
    """The units of one circle in order; empty when there is none."""
    clear: set[int] = set()
    for start in sorted(edges):
        path, open_ends = [start], [iter(edges[start])]
        while path:
            following = next((unit for unit in open_ends[-1] if unit not in clear), None)
            if following is None:
                clear.add(path.pop())
                open_ends.pop()
            elif following in path:
                return tuple(path[path.index(following) :])
            else:
                path.append(following)
                open_ends.append(iter(edges.get(following, ())))
    return ()


def _refuse_circles(edges: Mapping[int, Sequence[int]]) -> None:
    found = circle(edges)
    if found:
        raise SuccessionCycleError(found)
