"""Role: the ranking of units as a table; numbers sort as numbers and read as Vietnamese writes them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.ui import filters
from dashboard.ui.units import Order
from dashboard.viewmodels.views import Scope, UnitPart, UnitRow

ROW_HEIGHT = 33
MOST_ROWS = 18
"""Rows shown at once; more scroll inside the table, its header staying."""

BAR_SCALE = 2
"""The progress column is full at 200%; the figure beside it goes on."""


def draw(rows: Sequence[UnitRow], scope: Scope, order: Order) -> None:
    """The table; choosing a row opens the unit with its own subordinate units."""
    whole = scope.phase.number == 0
    key = f"units-{scope.unit.code}-{order.value}"  # a new list starts with nothing chosen
    root = scope.ancestors[0].code if scope.ancestors else scope.unit.code

    def open_unit() -> None:
        chosen = [place for place, _column in st.session_state[key].selection.cells]
        if chosen and rows[chosen[0]].part is UnitPart.UNIT:
            filters.choose_unit(rows[chosen[0]].unit.code, root)

    st.dataframe(
        _styled(_frame(rows, order, whole)),
        column_config=_columns(),
        hide_index=True,
        height=height(rows),
        placeholder="–",
        row_height=ROW_HEIGHT,
        key=key,
        on_select=open_unit,
        selection_mode="single-cell",
        alt=t("targets.table", unit=scope.unit.name),
    )


def height(rows: Sequence[UnitRow]) -> int:
    """Pixels of the table."""
    return ROW_HEIGHT * (min(len(rows), MOST_ROWS) + 1) + 2


def _frame(rows: Sequence[UnitRow], order: Order, whole: bool) -> pd.DataFrame:
    return pd.DataFrame([_line(row, order, whole) for row in rows])


def _line(row: UnitRow, order: Order, whole: bool) -> dict[str, Any]:
    figure = row.programme if whole else row.phase
    rank = row.rank_by_count if order is Order.COUNT else row.rank
    return {
        "rank": _rank(rank, row.tied and order is Order.SHARE),
        "name": t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name,
        "count": figure.count,
        "target": figure.target or None,
        "bar": None if figure.share is None else min(float(figure.share), float(BAR_SCALE)),
        "share": None if figure.share is None else float(figure.share),
        "standing": wording.standing_word(figure.standing),
        "missing": figure.missing or None,
        "pace": row.needed_per_week or None,
        "programme": None if row.programme.share is None else float(row.programme.share),
        "per_members": None if row.per_100_members is None else float(row.per_100_members),
        "value": row.savings.total_vnd if row.savings.declared else None,
    }


def _rank(rank: int | None, tied: bool) -> str:
    if rank is None:
        return "–"
    return f"{rank} =" if tied else str(rank)


def _styled(frame: pd.DataFrame) -> Any:
    """Numbers stay numbers underneath; only their written form is set, per cell."""
    return frame.style.format(
        {
            "count": _whole,
            "target": _whole,
            "share": _percent,
            "missing": _whole,
            "pace": _whole,
            "programme": _percent,
            "per_members": _decimal,
            "value": _money,
        }
    )


def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "rank": column.TextColumn(t("targets.columns.rank"), width=44),
        "name": column.TextColumn(t("targets.columns.name"), width=345),
        "count": column.NumberColumn(t("targets.columns.count"), width=72),
        "target": column.NumberColumn(t("targets.columns.target"), width=66),
        "bar": column.ProgressColumn(" ", width=76, format=" ", min_value=0, max_value=BAR_SCALE),
        "share": column.NumberColumn(t("targets.columns.share"), width=66),
        "standing": column.TextColumn(t("targets.columns.standing"), width=92),
        "missing": column.NumberColumn(t("targets.columns.missing"), width=76),
        "pace": column.NumberColumn(t("targets.columns.pace"), width=76),
        "programme": column.NumberColumn(t("targets.columns.programme"), width=114),
        "per_members": column.NumberColumn(t("targets.columns.per_members"), width=102),
        "value": column.NumberColumn(t("targets.columns.value"), width=108),
    }


def _missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _whole(value: Any) -> str:
    return "–" if _missing(value) else numbers.integer(int(value))


def _percent(value: Any) -> str:
    return "–" if _missing(value) else numbers.percent(Decimal(str(value)))


def _decimal(value: Any) -> str:
    return "–" if _missing(value) else numbers.decimal(Decimal(str(value)))


def _money(value: Any) -> str:
    return "–" if _missing(value) else wording.money(int(value))
