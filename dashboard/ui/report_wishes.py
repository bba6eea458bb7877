"""Role: what this session wants of its deck and reports, shared by Báo cáo and Trình chiếu."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import saving
from dashboard.errors import SangkienError
from dashboard.i18n import current_language, t
from dashboard.reports import wishes as wishes_of
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import filters
from data_access.vocabulary import SavedKind

_WISHES = "report.wishes"
_LANGUAGE = "report.language"
_ROUND = "report.round"
_NAME = "report.name"
_SAID = "report.said"


def current() -> ReportWishes:
    """The wishes; until a language is chosen, documents speak as the screen does."""
    wished: ReportWishes = st.session_state.get(_WISHES) or ReportWishes()
    return replace(wished, language=st.session_state.get(_LANGUAGE) or current_language())


def change(**changes: Any) -> None:
    """Wish something else."""
    if "language" in changes:
        st.session_state[_LANGUAGE] = changes["language"]
    st.session_state[_WISHES] = replace(current(), **changes)


def number() -> int:
    """Changes when the wishes were exchanged as a whole, so that widgets begin anew with them."""
    return int(st.session_state.get(_ROUND, 0))


def exchange(wished: ReportWishes, name: str = "") -> None:
    """Other wishes instead of all that were there, kept under ``name``."""
    st.session_state[_WISHES] = wished
    st.session_state[_LANGUAGE] = wished.language if name else None
    st.session_state[_ROUND] = number() + 1
    st.session_state[_NAME] = name


def name() -> str:
    """Under which name the wishes were kept or opened; empty while they were not."""
    return str(st.session_state.get(_NAME, ""))


def keep(wanted: str) -> None:
    """Keep the wishes by name for everybody."""

    def do() -> None:
        kept = saving.save(
            cache.stored_database(), SavedKind.DECK, wanted, current().as_json(), user=cache.viewer().name
        )
        st.session_state[_NAME] = kept
        say(t("report_page.sets.kept", name=filters.plain(kept)))

    attempt(do)


def open_kept(wanted: str) -> None:
    """Wish what was kept under a name."""

    def do() -> None:
        content = saving.load(cache.stored_database(), SavedKind.DECK, wanted).content
        exchange(wishes_of.from_json(content if isinstance(content, dict) else {}), wanted)

    attempt(do)


def forget(wanted: str) -> None:
    """Forget what was kept under a name; the wishes stay as they are."""

    def do() -> None:
        saving.delete(cache.stored_database(), SavedKind.DECK, wanted, user=cache.viewer().name)
        if name() == wanted:
            st.session_state[_NAME] = ""

    attempt(do)


def attempt(do: Callable[[], None]) -> None:
    """Do it; what is refused is said in words on the next draw."""
    try:
        do()
    except SangkienError as error:
        say(str(error))


def say(words: str) -> None:
    """Words for ``said``."""
    st.session_state[_SAID] = words


def said() -> str:
    """What was last said, once."""
    return str(st.session_state.pop(_SAID, ""))
