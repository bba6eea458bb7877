"""Role: the steps of an import on screen: files, a plan that wrote nothing yet, then write or leave it."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import imports as actions
from dashboard.actions.imports import PreparedImport
from dashboard.errors import SangkienError
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import filters, html, quick_look, show
from dashboard.ui.html import Markup, element, text

TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "txt"]
"""Endings offered in the file dialogue; what a file is, its content decides."""

SHOWN_ISSUES = 100

_QUEUE, _PLAN, _FOLDER, _SAID, _ROUND = (
    "imports.queue",
    "imports.plan",
    "imports.folder",
    "imports.said",
    "imports.round",
)


def run() -> None:
    """The step that is due: choose files, or decide on the plan of the first of them."""
    _say()
    plan: PreparedImport | None = st.session_state.get(_PLAN)
    if plan is None:
        _choose()
    else:
        _decide(plan)


def _choose() -> None:
    with st.container(key="panel-upload"):
        show.heading(t("upload.title"))
        show.note(t("upload.hint"))
        files = st.file_uploader(
            t("upload.title"),
            type=TYPES,
            accept_multiple_files=True,
            key=f"upload-{st.session_state.get(_ROUND, 0)}",  # a new round starts with no files
            label_visibility="collapsed",
        )
        is_full = st.checkbox(t("upload.full"), key="upload-full", help=t("upload.full_help"))
        read = st.button(t("upload.read"), type="primary", disabled=not files, key="upload-read")
    if read and files:
        with st.spinner(t("upload.reading")):
            _queue(files, is_full)
        st.rerun()


def _queue(files: Sequence[Any], is_full: bool) -> None:
    folder = tempfile.TemporaryDirectory(prefix="sangkien-")
    paths = [_kept(Path(folder.name), place, file) for place, file in enumerate(files)]
    st.session_state[_FOLDER] = folder
    _attempt(lambda: _start([(list(group), is_full) for group in actions.group_by_kind(paths, None)]))


def _kept(folder: Path, place: int, file: Any) -> Path:
    """The upload as a file of its own name, in a folder of its own: two may be called the same."""
    home = folder / str(place)
    home.mkdir()
    path = home / (Path(str(file.name).replace("\\", "/")).name or "tep")
    path.write_bytes(file.getbuffer())
    return path


def _start(queue: list[tuple[list[Path], bool]]) -> None:
    """Prepare the first of the queue; later files may need what it writes, so they wait."""
    st.session_state[_QUEUE] = queue[1:]
    if not queue:
        _finish()
        return
    paths, is_full = queue[0]
    st.session_state[_PLAN] = actions.prepare_import(
        cache.database(), paths, full=is_full or None, user=cache.viewer().name
    )


def _decide(plan: PreparedImport) -> None:
    with st.container(key="panel-plan"):
        show.heading(plan.headline())
        if not plan.refused:
            show.note(t("upload.nothing_written"))
            show.chips(_counts(plan))
            if plan.same_as_batch is not None and not plan.writes_anything:
                show.note(t("importing.same_file", batch=plan.same_as_batch))
        _issues(plan)
        with st.container(horizontal=True, key="plain-decide"):
            if not plan.refused and plan.writes_anything:
                st.button(
                    t("upload.write"), type="primary", key="upload-write", on_click=_write, args=(plan,)
                )
            quick_look.offer(plan, [paths for paths, _ in st.session_state.get(_QUEUE, [])])
            st.button(t("upload.leave"), key="upload-leave", on_click=_leave, args=(plan,))


def _counts(plan: PreparedImport) -> list[tuple[str, str]]:
    counts = plan.counts
    shown = {
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "missing": counts.missing,
        "rejected": counts.rejected,
        "skipped": counts.skipped,
    }
    return [(t(f"upload.counts.{name}"), numbers.integer(count)) for name, count in shown.items()]


def _issues(plan: PreparedImport) -> None:
    if not plan.issues:
        show.note(t("upload.no_issues"))
        return
    heads = ("severity", "place", "value", "message")
    head = element(
        "tr", "", *(element("th", "", text(t(f"upload.columns.{name}")), scope="col") for name in heads)
    )
    body = element("tbody", "", *map(_issue, plan.issues[:SHOWN_ISSUES]))
    html.show(element("table", "table", element("thead", "", head), body))
    more = plan.issue_count - min(len(plan.issues), SHOWN_ISSUES)
    if more > 0:
        show.note(t("upload.more_issues", n=numbers.integer(more)))


def _issue(issue: Any) -> Markup:
    place = " · ".join(
        filter(
            None,
            (
                issue.sheet or "",
                t("upload.row", n=issue.row) if issue.row else "",
                issue.column or "",
            ),
        )
    )
    cells = (t(f"upload.severity.{issue.severity.value}"), place, issue.value or "", issue.message)
    return element("tr", "", *(element("td", "", text(cell)) for cell in cells))


def _write(plan: PreparedImport) -> None:
    def commit() -> None:
        done = actions.commit_import(cache.database(), plan, user=cache.viewer().name)
        _note("success", t("upload.done", batch=done.batch_id))
        _next()

    _attempt(commit)


def _leave(plan: PreparedImport) -> None:
    def discard() -> None:
        actions.discard_import(cache.database(), plan)
        _next()

    _attempt(discard)


def _next() -> None:
    st.session_state.pop(_PLAN, None)
    _start(st.session_state.get(_QUEUE, []))


def _finish() -> None:
    folder = st.session_state.pop(_FOLDER, None)
    if folder is not None:
        folder.cleanup()
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _attempt(deed: Callable[[], None]) -> None:
    """Do it; a refusal is said above the step and ends the round."""
    try:
        deed()
    except SangkienError as error:
        st.session_state.pop(_PLAN, None)
        st.session_state.pop(_QUEUE, None)
        _finish()
        _note("error", str(error))


def _note(kind: str, words: str) -> None:
    st.session_state.setdefault(_SAID, []).append((kind, words))


def _say() -> None:
    for kind, words in st.session_state.pop(_SAID, []):
        (st.success if kind == "success" else st.error)(filters.plain(words))


def history() -> None:
    """All imports, newest first, each with its undo."""
    with st.container(key="panel-history"):
        show.heading(t("upload.history"))
        batches = actions.list_imports(cache.database())
        if not batches:
            show.note(t("upload.no_history"))
        for batch in batches:
            _past(batch)


def _past(batch: Any) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"plain-batch-{batch.batch_id}"):
        html.show(element("p", "line", text(batch.line())))
        if batch.can_undo:
            with st.popover(t("upload.undo"), key=f"undo-{batch.batch_id}"):
                show.note(t("upload.undo_what", batch=batch.batch_id, kind=word(batch.kind)))
                st.button(
                    t("upload.undo_confirm"),
                    key=f"undo-sure-{batch.batch_id}",
                    type="primary",
                    on_click=_undo,
                    args=(batch.batch_id,),
                )


def _undo(batch_id: int) -> None:
    def undo() -> None:
        actions.undo_import(cache.database(), batch_id, cache.viewer().name)
        _note("success", t("upload.undone", batch=batch_id))

    _attempt(undo)
