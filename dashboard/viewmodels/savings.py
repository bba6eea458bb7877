"""Role: Giá trị làm lợi: how much, declared by how many, how unequal, and which values are in doubt."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain import savings as rules
from dashboard.domain.attainment import as_decimal
from dashboard.domain.savings import ValueThresholds
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import open_values, reading, units
from dashboard.viewmodels.money_views import Doubt as Doubt
from dashboard.viewmodels.money_views import Forms as Forms
from dashboard.viewmodels.money_views import SavingsView as SavingsView
from dashboard.viewmodels.money_views import ValueRow as ValueRow
from dashboard.viewmodels.register import RegisterRow, named_lists
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import BinRow
from data_access.database import Database
from data_access.queries import cells, confidential, doubtful, part_medians, savings
from data_access.selection import Selection
from data_access.tables import BIN_EDGES_VND
from data_access.viewer import Viewer
from data_access.vocabulary import MoneyFlag

TOP_CHOICES = (10, 20, 50)
MOST_DOUBTFUL = 100
"""Doubtful values listed; the figures beside them are of all."""

EXACT_MEDIAN_UP_TO = 500
"""Declared values of a part whose median is looked up exactly; of more, its step of money is said."""

FEWEST_FOR_MEDIAN = 5
"""A median of fewer says little of the part and much of each one in it."""

ALL_READ_UP_TO = 20_000
"""Initiatives whose ways of writing a value are counted at once; with more, when someone asks."""


def build(
    viewer: Viewer, db: Database, state: FilterState, top: int = TOP_CHOICES[0], count_forms: bool = False
) -> SavingsView:
    """The view of a state with so many of the largest. Raises RefusedError as every view does."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        within = cut.within(cut.phase)
        totals = cells.totals(viewer, conn, within)
        median = savings.median(viewer, conn, within)
        largest, slips, monthly = named_lists(
            viewer,
            conn,
            [
                savings.top(viewer, conn, within, top),
                doubtful.rows(viewer, conn, within, MoneyFlag.LIKELY_SLIP, MOST_DOUBTFUL),
                doubtful.rows(viewer, conn, within, MoneyFlag.PER_MONTH, MOST_DOUBTFUL),
            ],
        )
        listed = doubtful.flagged(viewer, conn, within, MoneyFlag.LIKELY_SLIP)
        per_month = doubtful.flagged(viewer, conn, within, MoneyFlag.PER_MONTH)
        total, held = totals["sum_value"], sum(row.savings_vnd or 0 for row in largest)
        thresholds = _thresholds(settings)
        apart = open_values.apart(viewer, conn, within)
        return SavingsView(
            stamp=shared.stamp(viewer, db, conn, cut),
            scope=cut.shown(),
            savings=units.savings_of(totals, median),
            bins=_bins(totals),
            top=largest,
            top_vnd=held,
            top_share=as_decimal(Fraction(held, total)) if total else None,
            units=_by_unit(viewer, conn, cut, within, apart),
            fields=_by_field(viewer, conn, within, apart),
            beside=open_values.beside(apart),
            slips=tuple(_doubt(row, median, thresholds) for row in slips),
            slips_listed=listed.n,
            slips_listed_vnd=listed.sum_vnd,
            outliers=_outliers(totals, thresholds),
            outlier_from_vnd=thresholds.outlier_from_vnd,
            per_month=monthly,
            per_month_n=per_month.n,
            per_month_vnd=per_month.sum_vnd,
            secret=0 if viewer.may_read_confidential else totals["n_confidential"],
            forms=_forms(viewer, conn, within, count_forms or totals["n"] <= ALL_READ_UP_TO),
        )


def _thresholds(settings: Settings) -> ValueThresholds:
    return ValueThresholds(settings.slip_below_vnd, settings.outlier_from_vnd)


def _doubt(row: RegisterRow, median: int | None, thresholds: ValueThresholds) -> Doubt:
    return Doubt(row, rules.other_readings(row.savings_vnd or 0, median, thresholds))


def _outliers(totals: Mapping[str, int], thresholds: ValueThresholds) -> int:
    """Values in the steps of money from the threshold on; the steps have an edge at the usual one."""
    return sum(
        totals[f"h{index}"] for index, edge in enumerate(BIN_EDGES_VND) if edge >= thresholds.outlier_from_vnd
    )


def _forms(viewer: Viewer, conn: Connection, within: Selection, is_wanted: bool) -> Forms | None:
    if not is_wanted:
        return None
    flags = (MoneyFlag.APPROXIMATE, MoneyFlag.RANGE, MoneyFlag.NOT_MONETARY)
    return Forms(*(doubtful.with_flag(viewer, conn, within, flag) for flag in flags))


def _bins(totals: Mapping[str, int]) -> tuple[BinRow, ...]:
    return tuple(
        BinRow(each.lower_vnd, each.upper_vnd, totals[f"h{index}"])
        for index, each in enumerate(rules.bins(BIN_EDGES_VND))
    )


@dataclass(frozen=True)
class _Part:
    key: int
    name: str
    code: str | None
    cell: Mapping[str, int]  # without the confidential values that stand beside the listing
    is_itself: bool = False

    @property
    def values(self) -> int | None:
        """Declared values whose middle is said; None for too few, and for a unit's own rows beside others."""
        count = self.cell["n_value"]
        return None if self.is_itself or count < FEWEST_FOR_MEDIAN else count


def _by_unit(
    viewer: Viewer, conn: Connection, cut: Cut, within: Selection, apart: confidential.Declared
) -> tuple[ValueRow, ...]:
    shown = open_values.parts(reading.by_unit(cells.by_child(viewer, conn, within)), apart, "child")
    parts = [
        _Part(unit.unit_id, unit.name, unit.code, shown[unit.unit_id])
        for unit in cut.children
        if unit.unit_id in shown
    ]
    own = cut.unit
    if own.unit_id in shown and cut.children:
        parts.append(_Part(own.unit_id, "", None, shown[own.unit_id], is_itself=True))
    elif own.unit_id in shown:
        parts.append(_Part(own.unit_id, own.name, own.code, shown[own.unit_id]))
    is_open = not viewer.may_read_confidential
    return _rows(parts, part_medians.by_child(viewer, conn, within, _few(parts), is_open=is_open), apart)


def _by_field(
    viewer: Viewer, conn: Connection, within: Selection, apart: confidential.Declared
) -> tuple[ValueRow, ...]:
    shown = open_values.parts(reading.by_field(cells.by_field(viewer, conn, within)), apart, "field_id")
    parts = [
        _Part(key, field.name, field.code, shown[key])
        for field in reading.fields(viewer, conn)
        if (key := field.field_id) in shown
    ]
    is_open = not viewer.may_read_confidential
    return _rows(parts, part_medians.by_field(viewer, conn, within, _few(parts), is_open=is_open), apart)


def _few(parts: Sequence[_Part]) -> dict[int, list[int]]:
    """Values by step of money of the parts whose median is looked up exactly."""
    return {
        part.key: [part.cell[f"h{index}"] for index in range(len(BIN_EDGES_VND))]
        for part in parts
        if part.values is not None and part.values <= EXACT_MEDIAN_UP_TO
    }


def _rows(
    parts: Sequence[_Part], medians: Mapping[int, int], apart: confidential.Declared
) -> tuple[ValueRow, ...]:
    """By value, highest first; what declares nothing after, the unit's own last."""
    stated = open_values.stated((part.cell for part in parts), apart)
    rows = [_row(part, medians.get(part.key), stated) for part in parts]
    return tuple(
        sorted(rows, key=lambda row: (row.is_itself, -row.savings.total_vnd, -row.savings.of, row.name))
    )


def _row(part: _Part, median: int | None, stated: int) -> ValueRow:
    is_many = part.values is not None and part.values > EXACT_MEDIAN_UP_TO
    return ValueRow(
        name=part.name,
        code=part.code,
        savings=units.savings_of(part.cell, median),
        value_share=as_decimal(Fraction(part.cell["sum_value"], stated)) if stated else None,
        between=_median_step(part.cell) if is_many else None,
        is_itself=part.is_itself,
    )


def _median_step(cell: Mapping[str, int]) -> tuple[int, int | None]:
    """The step of money that holds the middle value (the lower middle of an even number)."""
    before, middle = 0, (cell["n_value"] - 1) // 2
    steps = rules.bins(BIN_EDGES_VND)
    for index, step in enumerate(steps):
        before += cell[f"h{index}"]
        if before > middle:
            return step.lower_vnd, step.upper_vnd
    return steps[-1].lower_vnd, None
