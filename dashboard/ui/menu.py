"""Role: the menu's entries as Streamlit pages."""

import streamlit as st
from streamlit.navigation.page import Page

from dashboard.i18n import t
from dashboard.navigation import MENU, OVERVIEW, Entry


def page(entry: Entry) -> Page:
    """An entry as a page with its name in the reader's language."""
    return st.Page(
        entry.file,
        title=t(entry.title_key),
        url_path=entry.path or None,
        default=entry is OVERVIEW,
        visibility="visible" if entry.in_menu else "hidden",
    )


def pages() -> list[Page]:
    """All entries, in the menu's order."""
    return [page(entry) for entry in MENU]
