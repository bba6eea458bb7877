"""Role: an open screen notices new data by itself, says so, and keeps filters, place and open windows."""

from pathlib import Path

import streamlit as st

from dashboard import cache
from dashboard.i18n import t

EVERY_SECONDS = 2.0
"""Two looks within the five seconds in which an open screen must have noticed."""

_DRAWN = "live.drawn"
_NEWS = "live.news"

_watcher = st.components.v2.component(
    "sangkien_live", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"), isolate_styles=False
)


def watch(drawn_version: int, batch_id: int | None) -> None:
    """Watch for a version newer than the one just drawn, and say so after the redraw it caused."""
    st.session_state[_DRAWN] = drawn_version
    if st.session_state.pop(_NEWS, False):
        # Each time other words: the same ones, still shown from before, would say nothing new.
        plain = t("ui.live.updated_plain", version=drawn_version)
        words = t("ui.live.updated", batch=batch_id) if batch_id else plain
        st.toast(words, icon="🔄", duration="long")
    with st.container(key="unseen-live"):
        _look()


@st.fragment(run_every=EVERY_SECONDS)
def _look() -> None:
    # Older is no news: the shared look may be a second behind what this session has just drawn.
    newest = cache.recent_version()
    news = newest if newest > st.session_state.get(_DRAWN, 0) else None
    # The browser says when: not while a window is open or somebody is typing (live.js).
    found = _watcher(
        key="live",
        data={"news": news, "words": t("ui.live.waiting")},
        height=1,
        on_wanted_change=lambda: None,
    )
    if news is not None and found.get("wanted"):
        st.session_state[_NEWS] = True
        st.rerun()
