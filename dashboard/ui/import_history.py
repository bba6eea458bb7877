"""Role: the history of imports: who, when, which file, what; open again, download, undo, redo."""

from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import history as past_actions
from dashboard.actions import imports as actions
from dashboard.actions.plans import PastImport, PastPlan
from dashboard.errors import SangkienError
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.importing.columns import KINDS
from dashboard.ui import filters, html, import_deeds, import_notices, show
from dashboard.ui.html import element, text
from dashboard.ui.import_state import Session, current
from data_access.vocabulary import BatchState

NEWEST = 8
"""Imports shown at once; the older ones unfold."""


def draw() -> None:
    """All imports, newest first."""
    session = current()
    with st.container(key="panel-history"):
        show.heading(t("upload.history.title"))
        batches = actions.list_imports(cache.database())
        if not batches:
            show.note(t("upload.history.none"))
        for batch in batches[:NEWEST]:
            _past(session, batch)
        older = batches[NEWEST:]
        if older:
            with st.expander(t("upload.history.older", n=len(older))):
                for batch in older:
                    _past(session, batch)


def _past(session: Session, batch: PastImport) -> None:
    number = batch.batch_id
    is_open = session.opened == number
    with st.container(horizontal=True, vertical_alignment="center", key=f"plain-batch-{number}"):
        html.show(_said(batch))
        st.button(
            t(f"upload.history.{'close' if is_open else 'open'}"),
            key=f"open-{number}",
            type="tertiary",
            on_click=_toggle,
            args=(session, number),
        )
        if batch.can_undo:
            _sure(session, batch, "undo", import_deeds.undo)
        elif batch.can_redo:
            _sure(session, batch, "redo", import_deeds.redo)
    if is_open:
        _details(batch)


def _said(batch: PastImport) -> html.Markup:
    """What it was, and below it when, by whom, and what it did; what it did not do goes without saying."""
    did = [
        f"{t(f'upload.counts.{name}').lower()} {numbers.integer(int(batch.counts[name]))}"
        for name in _SHOWN
        if batch.counts.get(name)
    ]
    when = numbers.cutoff(batch.committed_at or batch.staged_at)
    facts = [when, batch.user_name, *did]
    if batch.state is not BatchState.COMMITTED:
        facts.append(word(batch.state))
    title = t("upload.history.batch", batch=batch.batch_id, kind=word(batch.kind))
    return element(
        "div",
        "past",
        element("p", "line", element("b", "", text(title)), text(f" · {batch.file_name}")),
        element("p", "note", text(" · ".join(facts))),
    )


def _sure(session: Session, batch: PastImport, what: str, deed: Any) -> None:
    """Two clicks: the first says what will happen."""
    number = batch.batch_id
    with st.popover(t(f"upload.history.{what}"), key=f"{what}-{number}"):
        show.note(t(f"upload.history.{what}_what", batch=number, kind=word(batch.kind)))
        st.button(
            t(f"upload.history.{what}_confirm"),
            key=f"{what}-sure-{number}",
            type="primary",
            on_click=deed,
            args=(session, number),
        )


def _toggle(session: Session, batch_id: int) -> None:
    session.opened = None if session.opened == batch_id else batch_id


def _details(batch: PastImport) -> None:
    with st.container(key=f"panel-past-{batch.batch_id}"):
        try:
            plan = past_actions.reopen_plan(cache.database(), batch.batch_id)
        except SangkienError as error:
            show.note(filters.plain(str(error)))
            return
        counts = {name: int(batch.counts.get(name, 0)) for name in _SHOWN}
        show.chips([(t(f"upload.counts.{name}"), numbers.integer(n)) for name, n in counts.items()])
        show.note(t("upload.history.hash", sha256=batch.sha256))
        _originals(plan)
        if plan.mapping:
            with st.expander(t("upload.history.mapping")):
                html.show(_mapping(plan))
        import_notices.draw(plan.issues, plan.issue_counts)


_SHOWN = ("new", "changed", "unchanged", "missing", "rejected")


def _originals(plan: PastPlan) -> None:
    if not plan.originals:
        show.note(t("upload.history.no_original"))
        return
    with st.container(horizontal=True, key="plain-originals"):
        for place, path in enumerate(plan.originals):
            st.download_button(
                filters.plain(t("upload.history.original", name=path.name)),
                data=path.read_bytes,
                file_name=path.name,
                key=f"original-{plan.past.batch_id}-{place}",
            )


def _mapping(plan: PastPlan) -> html.Markup:
    heads = [
        element("th", "", text(t(f"upload.history.{name}")), scope="col") for name in ("header", "meaning")
    ]
    rows = []
    for header, found in plan.mapping.items():
        key = found.get("column")
        meaning = KINDS[plan.past.kind].column(key).headers[0] if key else t("upload.history.unused")
        unit = f" ({found['unit']})" if found.get("unit") else ""
        cells = (header, meaning + unit)
        rows.append(element("tr", "", *(element("td", "", text(cell)) for cell in cells)))
    return element(
        "table", "table", element("thead", "", element("tr", "", *heads)), element("tbody", "", *rows)
    )
