"""Role: which initiatives a figure is about, in the store's own terms (ids and instants)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from data_access.vocabulary import ALL, Block, Measure, Recognition, SolutionKind, Status


class RowOrder(StrEnum):
    """In which order the register lists its rows."""

    NEWEST = "newest"
    OLDEST = "oldest"
    VALUE = "value"
    UNIT = "unit"


@dataclass(frozen=True)
class RowFilter:
    """What narrows a selection to rows that no sum is kept for; None and False do not narrow.

    ``value_from`` ≤ declared value < ``value_below`` in whole đồng; either implies a declared one.
    ``flagged``: likely slips among the declared. ``without_unit``: known only to the superior union, not
    to its CĐCS. ``on_unit_itself``: recorded on the selection's unit, not below it. ``outside_phases``:
    in no phase of the programme, undated rows included. ``batch_id``: last written by that import.
    What is withheld is not filtered by: ``by_value`` filters leave confidential rows out for a viewer
    who may not read them (``register.hidden`` counts those).
    """

    status: Status | None = None
    kind: SolutionKind | None = None
    block: Block | None = None
    recognition: Recognition | None = None
    declared: bool | None = None
    value_from: int | None = None
    value_below: int | None = None
    flagged: bool = False
    without_unit: bool = False
    on_unit_itself: bool = False
    undated: bool = False
    outside_phases: bool = False
    confidential: bool = False
    batch_id: int | None = None
    units: tuple[int, ...] = ()  # only rows in the subtree of one of these

    @property
    def by_value(self) -> bool:
        """Whether a declared value decides; it is withheld for confidential rows."""
        ranged = self.value_from is not None or self.value_below is not None
        return ranged or self.declared is not None or self.flagged

    def without_value(self) -> "RowFilter":
        """The same but for what a declared value decides."""
        return replace(self, declared=None, value_from=None, value_below=None, flagged=False)


@dataclass(frozen=True)
class Selection:
    """One cut of the initiatives.

    ``unit_id``: the subtree's root. ``start``/``end``: aware instants, half-open; None is unbounded,
    and with both None undated initiatives count too. ``field_id``: ``ALL`` or one field.
    ``measure``: submitted counts every stored initiative that is not withdrawn; valid only Status.VALID.
    ``rows`` narrows further; only the register reads it, sums refuse it.
    """

    programme_id: int
    unit_id: int
    start: datetime | None = None
    end: datetime | None = None
    measure: Measure = Measure.SUBMITTED
    field_id: int = ALL
    rows: RowFilter | None = None


def refuse_rows(sel: Selection) -> None:
    """Raise ValueError for a selection narrowed to rows: there is no sum of it, and a wider one would lie."""
    if sel.rows is not None and sel.rows != RowFilter():
        raise ValueError("sums are not kept for a RowFilter; read the rows (queries.register)")


def without_rows(sel: Selection) -> Selection:
    """The wider selection that sums are kept for."""
    return replace(sel, rows=None)
