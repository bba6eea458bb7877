"""Role: the grid of flagged cells, a page at a time: place, problem, value, and what to write instead."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.i18n import numbers, t
from dashboard.importing.issues import IssueCode
from dashboard.ui import html, show
from dashboard.ui.import_cells import Edits, FlaggedCell, alike_once
from dashboard.ui.import_notices import place

PAGE = 100
"""Cells in the grid at once: the page stays light however many there are."""

ROW_HEIGHT = 34
MOST_ROWS = 10
"""Rows seen at once; more scroll inside the grid."""

_KEY = "imports.grid"
_TYPED = ("corrected", "alike", "exclude")


@dataclass
class _State:
    """What the grid of one plan shows, and what was typed on the pages that are not shown now.

    ``begun`` counts the editors: an editor begins with what was typed before and then only adds to it, so
    turning a page loses nothing.
    """

    serial: int
    begun: int = 0
    page: int = 0
    kept: dict[int, dict[str, Any]] = field(default_factory=dict)
    base: dict[int, dict[str, Any]] = field(default_factory=dict)
    shown: tuple[int, ...] = ()

    @property
    def editor(self) -> str:
        """Key of the editor that is drawn now."""
        return f"upload-grid-{self.serial}-{self.begun}"

    def typed(self) -> dict[int, dict[str, Any]]:
        """Everything typed so far: place in the list of cells → what was changed."""
        return {**self.kept, **self._live()}

    def _live(self) -> dict[int, dict[str, Any]]:
        """What the editor drawn now says of the cells that were changed in it."""
        lines = (st.session_state.get(self.editor) or {}).get("edited_rows", {})
        found = {}
        for line, changed in lines.items():
            if int(line) < len(self.shown):
                at = self.shown[int(line)]
                found[at] = {**self.base.get(at, {}), **changed}
        return found

    def turn(self, page: int) -> None:
        """Go to another page (from 0); what was typed on this one is kept."""
        self.kept = self.typed()
        self.page = page
        self.begin()

    def begin(self) -> None:
        """Another editor, which begins with what was typed so far."""
        self.base = dict(self.kept)
        self.shown = ()
        self.begun += 1


def draw(cells: Sequence[FlaggedCell], serial: int) -> None:
    """The grid of one page of the cells asked for; its corrections are read with ``edits``."""
    state = _state(serial)
    wanted = _wanted(state, cells)
    pages = max(1, -(-len(wanted) // PAGE))
    state.page = min(state.page, pages - 1)
    if pages > 1:
        _way(state, len(wanted), pages)
    state.shown = tuple(wanted[state.page * PAGE : (state.page + 1) * PAGE])
    shown = [cells[at] for at in state.shown]
    st.data_editor(
        _with_typed(frame(shown), [state.base.get(at, {}) for at in state.shown]),
        key=state.editor,
        column_config=_columns(any(cell.alike > 1 for cell in shown)),
        disabled=["place", "problem", "value"],
        hide_index=True,
        num_rows="fixed",
        height="content" if len(shown) <= MOST_ROWS else ROW_HEIGHT * (MOST_ROWS + 1) + 2,
        row_height=ROW_HEIGHT,
        placeholder="",
    )


def edits(serial: int) -> Edits:
    """What was typed into the grid of this plan so far, on all its pages: place among the cells → change."""
    return _state(serial).typed()


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


def _state(serial: int) -> _State:
    """The state of this plan's grid; that of an older plan is forgotten."""
    found: _State | None = st.session_state.get(_KEY)
    if found is None or found.serial != serial:
        found = st.session_state[_KEY] = _State(serial)
    return found


def _with_typed(lines: pd.DataFrame, typed: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The lines with what was typed before this editor began."""
    for line, changed in enumerate(typed):
        for name in _TYPED:
            if changed.get(name) is not None:
                lines.loc[line, name] = changed[name]
    return lines


def _wanted(state: _State, cells: Sequence[FlaggedCell]) -> list[int]:
    """Places of the cells asked for: of one kind or all, alike ones once or each."""
    if len(cells) <= PAGE:
        return list(range(len(cells)))
    kinds = Counter(cell.issue.code for cell in cells)
    code = None
    with st.container(horizontal=True, vertical_alignment="center", key="plain-fix-narrow"):
        if len(kinds) > 1:
            code = _kind(state, kinds)
        places = [at for at, cell in enumerate(cells) if code is None or cell.issue.code is code]
        once = alike_once(cells, places)
        if len(once) == len(places):
            return places
        is_once = st.toggle(
            t("upload.fix.once", n=numbers.integer(len(once))),
            value=True,
            key=f"upload-once-{state.serial}",
            help=t("upload.fix.once_help"),
            on_change=state.turn,
            args=(0,),
        )
    return once if is_once else places


def _kind(state: _State, kinds: Counter[IssueCode]) -> IssueCode | None:
    """Which kind of problem is asked for; None: all."""

    def named(code: IssueCode) -> str:
        return f"{t(f'problems.{code.value}')} ({numbers.integer(kinds[code])})"

    found: IssueCode | None = st.selectbox(
        t("upload.fix.kind"),
        [code for code, _ in kinds.most_common()],
        index=None,
        format_func=named,
        key=f"upload-kind-of-problem-{state.serial}",
        placeholder=t("upload.fix.all_kinds", n=numbers.integer(kinds.total())),
        label_visibility="collapsed",
        on_change=state.turn,
        args=(0,),
        width=360,
    )
    return found


def _way(state: _State, count: int, pages: int) -> None:
    """Which cells are shown of how many, and the way to the others."""
    with st.container(horizontal=True, vertical_alignment="center", key="plain-fix-way"):
        words = t(
            "upload.fix.range",
            first=numbers.integer(state.page * PAGE + 1),
            last=numbers.integer(min(count, (state.page + 1) * PAGE)),
            of=numbers.integer(count),
        )
        html.show(html.element("span", "unit", html.text(words)), tight=True)
        here = state.page
        turns = (
            ("first", "«", 0), ("previous", "‹", here - 1), ("next", "›", here + 1), ("last", "»", pages - 1),
        )  # fmt: skip
        for name, sign, page in turns:
            st.button(
                sign,
                key=f"upload-fix-{name}",
                help=t(f"register.turn.{name}"),
                disabled=page == here or not 0 <= page < pages,
                on_click=state.turn,
                args=(page,),
            )
    show.note(t("upload.fix.pages"))


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
