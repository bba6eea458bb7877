"""Role: the grid of flagged cells: place, problem, value, and what to write instead."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.i18n import numbers, t
from dashboard.ui import show
from dashboard.ui.import_cells import Edits, FlaggedCell
from dashboard.ui.import_notices import place

MOST_CELLS = 200
"""Cells in the grid at once; the others come when these are fixed."""

ROW_HEIGHT = 34
MOST_ROWS = 10
"""Rows seen at once; more scroll inside the grid."""


def draw(cells: Sequence[FlaggedCell], serial: int) -> None:
    """The grid; its corrections are read with ``edits``."""
    shown = cells[:MOST_CELLS]
    st.data_editor(
        frame(shown),
        key=_key(serial),
        column_config=_columns(any(cell.alike > 1 for cell in shown)),
        disabled=["place", "problem", "value"],
        hide_index=True,
        num_rows="fixed",
        height="content" if len(shown) <= MOST_ROWS else ROW_HEIGHT * (MOST_ROWS + 1) + 2,
        row_height=ROW_HEIGHT,
        placeholder="",
    )
    if len(cells) > len(shown):
        words = {"shown": numbers.integer(len(shown)), "n": numbers.integer(len(cells))}
        show.note(t("upload.fix.more", **words))


def edits(serial: int) -> Edits:
    """What was typed into the grid of this plan so far."""
    state: dict[str, Any] = st.session_state.get(_key(serial)) or {}
    found: Edits = state.get("edited_rows", {})
    return found


def frame(cells: Sequence[FlaggedCell]) -> pd.DataFrame:
    """One line for each cell."""
    sheets = {cell.issue.sheet for cell in cells}
    lines = [
        {
            "place": place(cell.issue, with_sheet=len(sheets) > 1),
            "problem": _problem(cell),
            "value": cell.issue.value or "",
            "corrected": "",
            "alike": cell.goes_together,
            "exclude": False,
        }
        for cell in cells
    ]
    return pd.DataFrame(lines)


def _problem(cell: FlaggedCell) -> str:
    shape = t(f"upload.severity.{cell.issue.severity.value}").split(" ")[0]
    return f"{shape} {t(f'problems.{cell.issue.code.value}')}"


def _columns(with_alike: bool) -> dict[str, Any]:
    column = st.column_config
    return {
        "place": column.TextColumn(t("upload.fix.place"), width=190),
        "problem": column.TextColumn(t("upload.fix.problem"), width=230),
        "value": column.TextColumn(t("upload.fix.value"), width=190),
        "corrected": column.TextColumn(t("upload.fix.corrected"), width=260),
        "alike": column.CheckboxColumn(t("upload.fix.alike"), help=t("upload.fix.alike_help"), width=110)
        if with_alike
        else None,
        "exclude": column.CheckboxColumn(
            t("upload.fix.exclude"), help=t("upload.fix.exclude_help"), width=90
        ),
    }


def _key(serial: int) -> str:
    return f"upload-grid-{serial}"
