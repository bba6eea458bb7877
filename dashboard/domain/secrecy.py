"""Role: how money is told beside confidential initiatives, so that no difference tells one of their values.

Whoever reads a listing by part (fields, kinds, blocks, units, cells of the map) may add up the values of a
part's open initiatives in the register. Were a part's sum complete, its difference to that addition would be
the confidential values in it, often one alone. So a part's value is the sum of its open declared values,
which tells nothing that the reader could not add up; and the confidential ones of the whole scope stand
together in one line, so that the parts still add up to the total. Nothing else of a part is held back: its
number of initiatives is complete.

Decided: the total of a whole scope is a published figure and always shown complete, also when the scope holds
one or two confidential values and the line does not state their sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 3
"""Confidential values that a stated sum must hold so that it tells none of them."""


@dataclass(frozen=True)
class Together:
    """The confidential declared values of a scope: how many, and their sum in đồng (None: not stated)."""

    n: int
    sum_vnd: int | None


def together(n: int, sum_vnd: int) -> Together | None:
    """The line of so many confidential declared values; None when there are none."""
    if not n:
        return None
    return Together(n, sum_vnd if n >= FEWEST else None)


def open_part(complete: Mapping[str, int], confidential: Mapping[str, int]) -> dict[str, int]:
    """A part's additive figures less those of its confidential values; figures that these lack stay."""
    return {name: figure - confidential.get(name, 0) for name, figure in complete.items()}


def is_surely_first(values: Sequence[int], beside: Together | None) -> bool:
    """Whether the highest of the open sums stays the highest wherever the confidential values belong."""
    first, second = sorted((*values, 0, 0), reverse=True)[:2]
    if beside is None:
        return first > second
    return beside.sum_vnd is not None and first - second > beside.sum_vnd
