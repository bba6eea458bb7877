"""Role: the sentences in official wording, to read on top and to copy into a message."""

from collections.abc import Sequence

import streamlit as st

from dashboard.i18n import t
from dashboard.ui import show


def lead_with_copy(sentences: Sequence[str]) -> None:
    """The first sentence large, with all of them to copy beside it."""
    if not sentences:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="plain-lead", wrap=False):
        show.lead(sentences[0])
        with st.popover(t("overview.copy"), key="copy-sentences"):
            show.note(t("overview.copy_hint"))
            st.code("\n".join(sentences), language=None, wrap_lines=True)
