"""Role: one way to open a figure: a click on anything that carries a question shows "cách tính và các dòng".

Our own HTML carries the question in an attribute, Plotly's marks as their custom data. One invisible
component listens on the page and hands the question to the server; the page behind the dialog stays as it is.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.errors import SangkienError
from dashboard.i18n import t
from dashboard.i18n.catalogue import catalogue, current_language
from dashboard.ui import chart_table, explain_dialog, show
from dashboard.viewmodels.questions import decode

_CHROME = "chrome."
_LONGEST_HOW = 4_000

_listener = st.components.v2.component(
    "sangkien_explain", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def listen() -> None:
    """Mount the listener; once a page, before what is to be opened."""
    with st.container(key="unseen-explain"):
        _listen()


@st.fragment
def _listen() -> None:
    found = _listener(key="explain", data={"words": _words()}, height=1, on_asked_change=lambda: None)
    asked: Any = found.get("asked")
    if isinstance(asked, dict):
        _answer({name: str(asked.get(name, "")) for name in ("ask", "how", "table", "name")})


def _words() -> dict[str, str]:
    """Streamlit's own English → ours; in English nothing is exchanged."""
    english, ours = catalogue("en"), catalogue(current_language())
    if english is ours:
        return {}
    return {english[key]: words for key, words in ours.items() if key.startswith(_CHROME)}


def _answer(asked: dict[str, str]) -> None:
    """Open the dialog for what was clicked; what comes from the browser is read with care."""
    if question := decode(asked["ask"]):
        _open(t("explain.dialog"), partial(explain_dialog.draw, question))
    elif asked["table"]:
        _open(t("explain.table"), partial(chart_table.draw, asked["table"]))
    elif asked["how"]:
        lines = asked["how"][:_LONGEST_HOW].split("\n")
        _open(t("explain.open", name=asked["name"][:_LONGEST_HOW]), partial(explain_dialog.lines, lines))


def _open(title: str, draw: Callable[[], None]) -> None:
    @st.dialog(title, width="large")
    def dialog() -> None:
        try:
            draw()
        except SangkienError as error:
            show.note(str(error))

    dialog()
