"""Role: the steps of an import on one page: files, columns when not sure, a plan, then written and done."""

from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.actions import progress_words
from dashboard.i18n import t
from dashboard.ui import filters, html, import_columns, import_deeds, import_done, import_plan, show
from dashboard.ui.html import element, text
from dashboard.ui.import_job import Job
from dashboard.ui.import_state import Session, current

TYPES = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"]
"""Endings offered in the file dialogue; what a file is, its content decides."""

QUICK_SECONDS = 0.5
"""Work that ends so soon shows no progress."""

LOOK_SECONDS = 0.25
SECONDS_PER_MINUTE = 60
FINE_SECONDS = 90
"""Beyond this the time left is told in minutes."""

_STEPS = ("files", "columns", "plan", "done")
_SHEET = Path(__file__).with_name("import_style.css")
_ALERTS = {"success": st.success, "info": st.info, "error": st.error}


def run() -> None:
    """The step that is due."""
    session = current()
    html.sheet(_SHEET)
    for kind, words in session.said:
        _ALERTS[kind](filters.plain(words))
    session.said = []
    _trail(_step(session))
    if session.job is not None:
        _wait(session, session.job)
    if session.planned is None:
        import_done.draw(session)
        _choose(session)
    elif session.shows_columns:
        import_columns.draw(session, session.planned)
    else:
        import_plan.draw(session, session.planned)


def _step(session: Session) -> str:
    if session.planned is None:
        return "done" if session.done else "files"
    return "columns" if session.shows_columns else "plan"


def _trail(now: str) -> None:
    """Where in the import one is."""
    place = _STEPS.index(now)
    items = [
        element(
            "span",
            "step",
            text(f"{'✓' if number < place else number + 1} {t(f'upload.steps.{name}')}"),
            role=None,
            role_="listitem",
            **({"aria_current": "step"} if name == now else {}),
        )
        for number, name in enumerate(_STEPS)
    ]
    html.show(element("div", "steps", *items, role_="list", aria_label=t("upload.steps.label")))


def _choose(session: Session) -> None:
    with st.container(key="panel-upload"):
        show.heading(t("upload.title"))
        show.note(t("upload.hint"))
        files = st.file_uploader(
            t("upload.title"),
            type=TYPES,
            accept_multiple_files=True,
            key=f"upload-{session.round}",  # a new round starts with no files
            label_visibility="collapsed",
        )
    if files:  # a drop is word enough: a plan writes nothing
        import_deeds.attempt(session, lambda: import_deeds.read(session, files))
        if session.job is None:
            session.end()  # refused at once; the same files must not be read again and again
        st.rerun()


def _wait(session: Session, job: Job[Any]) -> None:
    """Stay until the work has ended, showing how far it is; a click on Stop interrupts this very loop."""
    if not job.wait(QUICK_SECONDS):
        with st.container(key="panel-job"):
            show.heading(job.words)
            bar = st.progress(job.share, text=_progress(job))
            if job.can_cancel and not job.is_stopping:
                st.button(t("upload.job.cancel"), key="upload-cancel", on_click=job.cancel)
        while not job.wait(LOOK_SECONDS):
            bar.progress(job.share, text=_progress(job))
    import_deeds.finish(session, job)
    st.rerun()


def _progress(job: Job[Any]) -> str:
    if job.is_stopping:
        return t("upload.job.stopping")
    if job.step is None:
        return " "
    words, left = progress_words.say(job.step), job.seconds_left()
    return words if left is None else f"{words} · {_left(left)}"


def _left(seconds: int) -> str:
    if seconds <= FINE_SECONDS:
        return t("upload.job.left_seconds", n=max(1, seconds))
    return t("upload.job.left_minutes", n=round(seconds / SECONDS_PER_MINUTE))
