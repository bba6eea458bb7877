"""Role: what one header was taken for, and how sure that is."""

from dataclasses import dataclass

SURE = 1.0
PREFIX = 0.9
"""A header that begins with a known one or is misspelt."""

LIKELY, AGREED = 0.8, 0.9
"""Told by the words of a header; and its cells fit as well."""

CONTENT = 0.6
"""Told by the cells alone."""

DOUBTED = 0.5
"""A known header over cells of which not one is readable as what it promises."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What one header was taken for. ``key`` None: not needed; ``multiplier``: đồng per unit named by it.

    ``how``: "name", "near" (misspelt, or by its words), "content", "chosen", "remembered" or "none".
    """

    position: int
    header: str
    key: str | None
    sureness: float
    how: str
    multiplier: int | None = None
