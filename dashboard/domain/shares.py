"""Role: parts of a whole, shown so that they add up."""

from collections.abc import Sequence
from fractions import Fraction

from dashboard.i18n.numbers import scaled_text


def shares(parts: Sequence[int]) -> list[Fraction | None]:
    """Each part of the sum, exactly; all None when there is nothing to share."""
    total = sum(parts)
    return [Fraction(part, total) if total else None for part in parts]


def scaled_percents(parts: Sequence[int], places: int = 1) -> list[int] | None:
    """Percentages in units of 10^-places that add up to exactly 100 (largest remainder).

    Of equal remainders the larger part, then the earlier one, gets the unit. None when the sum is 0.
    Raises ValueError for a negative part.
    """
    if any(part < 0 for part in parts):
        raise ValueError("parts of a whole are not negative")
    total, whole = sum(parts), 100 * 10**places
    if not total:
        return None
    scaled = [part * whole // total for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(parts[i] * whole % total), -parts[i], i))
    for index in order[: whole - sum(scaled)]:
        scaled[index] += 1
    return scaled


def shown_percents(parts: Sequence[int], places: int = 1) -> list[str | None]:
    """The same as text: ``33,4%``, ``33,3%``, ``33,3%``."""
    scaled = scaled_percents(parts, places)
    if scaled is None:
        return [None] * len(parts)
    return [f"{scaled_text(value, places)}%" for value in scaled]
