"""Role: what a reader has chosen to look at, as the address carries it: codes, never row ids."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data_access.vocabulary import WHOLE_PROGRAMME, Measure


class Structure(StrEnum):
    """Under which units the initiatives are listed; totals are the same in both."""

    RECORDED = "recorded"  # names as they were
    TODAY = "today"  # grouped by the successors that exist today, the remainder named


@dataclass(frozen=True)
class FilterState:
    """One choice of the filter bar; hashable, so that it can be part of a cache key.

    ``programme``, ``unit`` and ``field`` are codes; None is the default (the newest programme, its root
    unit, every field). ``phase``: a phase number, ``WHOLE_PROGRAMME`` (0), or None for the phase that is
    running at ``as_of`` (or the last one that has begun). ``as_of``: None is "up to the newest data".
    A code that does not exist is treated as the default and named in ``Scope.unknown``.
    """

    programme: str | None = None
    phase: int | None = None
    unit: str | None = None
    measure: Measure = Measure.SUBMITTED
    field: str | None = None
    as_of: datetime | None = None
    structure: Structure = Structure.RECORDED

    @property
    def whole_programme(self) -> bool:
        """Whether the reader asked for the whole programme instead of a phase."""
        return self.phase == WHOLE_PROGRAMME
