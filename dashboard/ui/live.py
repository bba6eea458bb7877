"""Role: an open screen notices new data by itself, says so, and keeps its filters."""

import streamlit as st

from dashboard import cache
from dashboard.i18n import t

EVERY_SECONDS = 2.5
"""Two looks within the five seconds in which an open screen must have noticed."""

_DRAWN = "live.drawn"
_NEWS = "live.news"


def watch(drawn_version: int, batch_id: int | None) -> None:
    """Watch for a version newer than the one just drawn, and say so after the redraw it caused."""
    st.session_state[_DRAWN] = drawn_version
    if st.session_state.pop(_NEWS, False):
        words = t("ui.live.updated", batch=batch_id) if batch_id else t("ui.live.updated_plain")
        st.toast(words, icon="🔄")
    _look()


@st.fragment(run_every=EVERY_SECONDS)
def _look() -> None:
    # Older is no news: the shared look may be a second behind what this session has just drawn.
    if cache.recent_version() > st.session_state.get(_DRAWN, 0):
        st.session_state[_NEWS] = True
        st.rerun()
