"""Role: whether the reader sees light or dark."""

import streamlit as st

from dashboard.charts.palette import Mode


def mode() -> Mode:
    """Light until the browser has said otherwise."""
    return "dark" if st.context.theme.type == "dark" else "light"
