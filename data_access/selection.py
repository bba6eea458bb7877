"""Role: which initiatives a figure is about, in the store's own terms (ids and instants)."""

from dataclasses import dataclass
from datetime import datetime

from data_access.vocabulary import ALL, Measure


@dataclass(frozen=True)
class Selection:
    """One cut of the initiatives.

    ``unit_id``: the subtree's root. ``start``/``end``: aware instants, half-open; None is unbounded,
    and with both None undated initiatives count too. ``field_id``: ``ALL`` or one field.
    ``measure``: submitted counts every stored initiative that is not withdrawn; valid only Status.VALID.
    """

    programme_id: int
    unit_id: int
    start: datetime | None = None
    end: datetime | None = None
    measure: Measure = Measure.SUBMITTED
    field_id: int = ALL
