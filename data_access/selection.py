"""Role: which initiatives a figure is about, in the store's own terms (ids and instants)."""

from dataclasses import dataclass
from datetime import datetime

from data_access.vocabulary import ALL, Block, Measure, Recognition, SolutionKind, Status


@dataclass(frozen=True)
class RowFilter:
    """What narrows a selection to rows that no sum is kept for; None and False do not narrow.

    ``value_from`` ≤ declared value < ``value_below`` in whole đồng; either implies a declared one.
    ``flagged``: likely slips among the declared. ``without_unit``: known only to the superior union, not
    to its CĐCS. ``on_unit_itself``: recorded on the selection's unit, not below it. ``outside_phases``:
    in no phase of the programme, undated rows included. ``batch_id``: last written by that import.
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
