"""Role: which sums of money must not stand alone, because a difference would tell one confidential value.

Confidential initiatives are counted and their values are part of every sum. Where a part of a whole holds
only one or two of them, what the reader may see of the others, taken from the part's sum, is their value.
Such parts are merged: one sum stands for all of them.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 3
"""Confidential initiatives that a sum must hold so that it tells none of them."""

K = TypeVar("K", bound=Hashable)


def merged(confidential: Mapping[K, int], may_read: bool) -> frozenset[K]:
    """Of parts of one whole (key → how many confidential initiatives), those whose sums are merged.

    Empty for who may read them, and when no part holds one or two. Otherwise at least two parts with
    ``FEWEST`` in all as far as the whole holds so many: further parts with the fewest join them, those that
    hold some first.
    """
    few = [key for key, count in confidential.items() if 0 < count < FEWEST]
    if may_read or not few:
        return frozenset()
    others = sorted(
        (key for key in confidential if key not in few),
        key=lambda key: (not confidential[key], confidential[key]),
    )
    chosen = list(few)
    while others and (len(chosen) < 2 or sum(confidential[key] for key in chosen) < FEWEST):
        chosen.append(others.pop(0))
    return frozenset(chosen)


Cell = tuple[Hashable, Hashable]


def hidden_cells(confidential: Mapping[Cell, int], may_read: bool) -> frozenset[Cell]:
    """Of a table's cells ((row, column) → how many confidential), those whose sums are not shown.

    Whoever knows a line's total and its other cells could tell a hidden one; so in every row and column that
    holds ``FEWEST`` in all (else its total is not shown either) at least two are hidden, with ``FEWEST``.
    """
    if may_read:
        return frozenset()
    lines: dict[tuple[int, Hashable], list[Cell]] = {}
    for cell in confidential:
        lines.setdefault((0, cell[0]), []).append(cell)
        lines.setdefault((1, cell[1]), []).append(cell)
    tellable = [line for line in lines.values() if sum(map(confidential.__getitem__, line)) >= FEWEST]
    hidden = {cell for cell, count in confidential.items() if 0 < count < FEWEST}
    before = -1
    while len(hidden) != before:
        before = len(hidden)
        for line in tellable:
            _hide_enough(line, confidential, hidden)
    return frozenset(hidden)


def _hide_enough(line: list[Cell], confidential: Mapping[Cell, int], hidden: set[Cell]) -> None:
    inside = [cell for cell in line if cell in hidden]
    if not inside:
        return
    others = sorted(
        (cell for cell in line if cell not in hidden),
        key=lambda cell: (not confidential[cell], confidential[cell], str(cell)),
    )
    while others and (len(inside) < 2 or sum(map(confidential.__getitem__, inside)) < FEWEST):
        inside.append(others.pop(0))
    hidden.update(inside)
