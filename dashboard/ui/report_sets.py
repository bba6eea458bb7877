"""Role: sets of blocks kept by name: open, keep, forget."""

import streamlit as st

from dashboard import cache
from dashboard.actions import saving
from dashboard.i18n import numbers, t
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import filters, html, report_wishes
from dashboard.ui.html import element, text
from data_access.saved_items import LONGEST_NAME
from data_access.vocabulary import SavedKind


def choose() -> None:
    """The button that lists what is kept; read from the database only when it is opened."""
    name = report_wishes.name()
    label = t("report_page.sets.named", name=filters.plain(name)) if name else t("report_page.sets.button")
    with st.popover(label, key="sets", on_change="rerun") as found:
        if not found.open:
            return
        with st.form("sets-form", border=False):
            st.text_input(
                t("report_page.sets.name"), key="sets-name", max_chars=LONGEST_NAME,
                placeholder=t("report_page.sets.hint"),
            )  # fmt: skip
            st.form_submit_button(t("report_page.sets.keep"), on_click=_keep)
        _list()
        st.button(t("report_page.sets.usual"), key="sets-usual", type="tertiary", on_click=_usual)


def _keep() -> None:
    report_wishes.keep(st.session_state["sets-name"])


def _usual() -> None:
    report_wishes.exchange(ReportWishes())


def _list() -> None:
    kept = saving.listed(cache.stored_database(), SavedKind.DECK)
    if not kept:
        st.caption(t("report_page.sets.none"))
    for place, item in enumerate(kept):
        with st.container(horizontal=True, vertical_alignment="center", key=f"plain-set-{place}"):
            name = filters.plain(item.name)
            st.button(
                name, key=f"set-open-{place}", type="tertiary", on_click=report_wishes.open_kept,
                args=(item.name,),
            )  # fmt: skip
            about = t("report_page.sets.about", who=item.user, when=numbers.date(item.saved_at))
            html.show(element("span", "note", text(about)), tight=True)
            st.button(
                "✕", key=f"set-delete-{place}", type="tertiary", on_click=report_wishes.forget,
                args=(item.name,), help=t("report_page.sets.forget", name=name),
            )  # fmt: skip


def said() -> None:
    """What keeping, opening or forgetting had to say."""
    if words := report_wishes.said():
        st.info(words)
