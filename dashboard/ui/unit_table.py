"""Role: the ranking of units as a table; numbers sort as numbers and read as Vietnamese writes them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import navigation
from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.ui import filters, menu, units
from dashboard.ui.units import Order
from dashboard.viewmodels.views import Scope, UnitPart, UnitRow

ROW_HEIGHT = 30
MOST_ROWS = 18
"""Rows shown at once; more scroll inside the table, its header staying."""

RANK_WIDTH, LETTER_WIDTH, LEAST_RANK_WIDTH = 26, 6, 58
"""Pixels; the least is what the heading takes."""

RANK_AND_NAME_WIDTH = 428
"""What the other columns leave on a laptop: the name has what the rank does not take."""

_TO_PROFILE = "targets.to_profile"


def draw(
    rows: Sequence[UnitRow], scope: Scope, order: Order, *, of: int | None = None, name: str = "units"
) -> None:
    """The table; choosing a row opens the unit: its own units, or its profile when it has none.

    ``of``: among how many the ranks are (default: the rows that have one). ``name`` tells tables apart.
    """
    whole = scope.phase.number == 0
    key = f"{name}-{scope.unit.code}-{order.value}"  # a new list starts with nothing chosen
    root = scope.ancestors[0].code if scope.ancestors else scope.unit.code

    def open_unit() -> None:
        chosen = [place for place, _column in st.session_state[key].selection.cells]
        if chosen and rows[chosen[0]].part is UnitPart.UNIT:
            unit = rows[chosen[0]].unit
            filters.choose_unit(unit.code, root)
            st.session_state[_TO_PROFILE] = not unit.has_children

    frame = _frame(rows, order, whole, units.ranked(rows, order) if of is None else of)
    st.dataframe(
        _styled(frame),
        column_config=_columns(max(len(place) for place in frame["rank"])),
        hide_index=True,
        height="content" if len(rows) <= MOST_ROWS else height(rows),  # the header grows on a projector
        placeholder="–",
        row_height=ROW_HEIGHT,
        key=key,
        on_select=open_unit,
        selection_mode="single-cell",
        alt=t("targets.table", unit=scope.unit.name),
    )


def follow() -> None:
    """Go on to the profile of a unit chosen in a table that has no units below it."""
    if st.session_state.pop(_TO_PROFILE, False):
        st.switch_page(menu.page(navigation.UNIT))


def height(rows: Sequence[UnitRow]) -> int:
    """Pixels of the table."""
    return ROW_HEIGHT * (min(len(rows), MOST_ROWS) + 1) + 2


def _frame(rows: Sequence[UnitRow], order: Order, whole: bool, of: int) -> pd.DataFrame:
    frame = pd.DataFrame([_line(row, order, whole, of) for row in rows])
    return frame.drop(columns=[column for column in _MAY_BE_EMPTY if not _told(frame, column)])


_MAY_BE_EMPTY = (
    "moved", "target", "share", "missing", "pace", "registered", "programme", "per_members", "value",
)  # fmt: skip
"""Columns that are left out where they would say nothing."""


def _told(frame: pd.DataFrame, column: str) -> bool:
    return bool(frame[column].notna().any()) and not bool((frame[column] == "–").all())


def _line(row: UnitRow, order: Order, whole: bool, of: int) -> dict[str, Any]:
    figure = row.programme if whole else row.phase
    return {
        "rank": units.place(row, order, of),
        "name": t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name,
        "moved": units.moved(row, order),
        "count": figure.count,
        "target": figure.target or None,
        "share": None if figure.share is None else float(figure.share),
        "standing": _standing(row, whole),
        "missing": figure.missing or None,
        "pace": row.needed_per_week or None,
        "registered": _registered(row),
        "programme": None if row.programme.share is None else float(row.programme.share),
        "per_members": None if row.per_100_members is None else float(row.per_100_members),
        "value": row.savings.total_vnd if row.savings.declared else None,
    }


def _standing(row: UnitRow, whole: bool) -> str:
    """``▲ vượt``; a small base and a converted target are said beside it."""
    figure = row.programme if whole else row.phase
    words = [wording.standing_word(figure.standing)]
    words += [t("targets.small")] if figure.small_target else []
    words += [t("targets.converted")] if row.converted and figure.target else []
    return " · ".join(words)


def _registered(row: UnitRow) -> str | None:
    if row.registered is None:
        return None
    return f"{wording.share(row.registered)} ({wording.count_of_target(row.registered)})"


def _styled(frame: pd.DataFrame) -> Any:
    """Numbers stay numbers underneath; only their written form is set, per cell."""
    forms = {
        "count": _whole,
        "target": _whole,
        "share": _percent,
        "missing": _whole,
        "pace": _whole,
        "programme": _percent,
        "per_members": _decimal,
        "value": _money,
    }
    return frame.style.format({name: form for name, form in forms.items() if name in frame.columns})


def _columns(longest_place: int) -> dict[str, Any]:
    """``longest_place``: letters of the longest rank, which grow with the word for a shared one."""
    column = st.column_config
    rank_width = max(RANK_WIDTH + LETTER_WIDTH * longest_place, LEAST_RANK_WIDTH)
    return {
        "rank": column.TextColumn(t("targets.columns.rank"), width=rank_width, pinned=True),
        "moved": column.TextColumn(t("targets.columns.moved"), width=92),
        "name": column.TextColumn(
            t("targets.columns.name"), width=RANK_AND_NAME_WIDTH - rank_width, pinned=True
        ),
        "count": column.NumberColumn(t("targets.columns.count"), width=70),
        "target": column.NumberColumn(t("targets.columns.target"), width=66),
        "share": column.NumberColumn(t("targets.columns.share"), width=70),
        "standing": column.TextColumn(t("targets.columns.standing"), width=150),
        "missing": column.NumberColumn(t("targets.columns.missing"), width=76),
        "pace": column.NumberColumn(t("targets.columns.pace"), width=76),
        "registered": column.TextColumn(t("targets.columns.registered"), width=136),
        "programme": column.NumberColumn(t("targets.columns.programme"), width=122),
        "per_members": column.NumberColumn(t("targets.columns.per_members"), width=104),
        "value": column.NumberColumn(t("targets.columns.value"), width=120),
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
