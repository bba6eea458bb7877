"""Role: views of a page kept by name for everybody: keep, open, forget, and copy the link."""

from typing import Any

import streamlit as st

from dashboard import cache, navigation
from dashboard.actions import saving
from dashboard.errors import SangkienError
from dashboard.i18n import numbers, t
from dashboard.ui import address, filters, html, menu
from dashboard.ui.html import element, text
from data_access.saved_items import LONGEST_NAME, SavedItem
from data_access.vocabulary import SavedKind

_OPEN = "views"
_NAME = "views-name"
_SAID = "views.said"
_GO = "views.go"


def control() -> None:
    """The button beside the menu; what it opens is read from the database only then."""
    _go()
    with st.popover(t("ui.views.button"), key=_OPEN, type="tertiary", on_change="rerun") as found:
        if not found.open:
            return
        copy = element(
            "button", "copy", text(t("ui.views.copy")), type="button", data_copied=t("ui.views.copied")
        )
        html.show(copy)
        with st.form("views-form", border=False):
            st.text_input(
                t("ui.views.name"), key=_NAME, max_chars=LONGEST_NAME, placeholder=t("ui.views.hint")
            )
            st.form_submit_button(t("ui.views.save"), on_click=_save)
        if said := st.session_state.pop(_SAID, None):
            st.caption(said)
        kept = saving.listed(cache.stored_database(), SavedKind.VIEW)
        for place, item in enumerate(kept):
            _row(place, item)
        if not kept:
            st.caption(t("ui.views.none"))


def _row(place: int, item: SavedItem) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"plain-view-{place}"):
        name = filters.plain(item.name)
        st.button(name, key=f"view-open-{place}", type="tertiary", on_click=_ask_for, args=(item.content,))
        about = t(
            "ui.views.about", page=_page_name(item.content), who=item.user, when=numbers.date(item.saved_at)
        )
        html.show(element("span", "note", text(about)), tight=True)
        st.button(
            "✕", key=f"view-delete-{place}", type="tertiary", on_click=_delete, args=(item.name,),
            help=t("ui.views.delete", name=name),
        )  # fmt: skip


def _save() -> None:
    content = {"page": address.page(), "address": {key: st.query_params[key] for key in st.query_params}}
    user = cache.viewer().name
    try:
        name = saving.save(
            cache.stored_database(), SavedKind.VIEW, st.session_state[_NAME], content, user=user
        )
    except SangkienError as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_NAME] = ""
    st.session_state[_SAID] = t("ui.views.saved", name=filters.plain(name))


def _delete(name: str) -> None:
    try:
        saving.delete(cache.stored_database(), SavedKind.VIEW, name, user=cache.viewer().name)
    except SangkienError as error:
        st.session_state[_SAID] = str(error)  # somebody else was quicker


def _ask_for(content: Any) -> None:
    st.session_state[_OPEN] = False
    st.session_state[_GO] = content


def _go() -> None:
    """Open what was asked for; a page cannot be switched within a callback."""
    content = st.session_state.pop(_GO, None)
    if content is None:
        return
    address.forget()
    entry = _entry(content)
    st.switch_page(menu.page(entry), query_params={str(k): str(v) for k, v in content["address"].items()})


def _entry(content: Any) -> navigation.Entry:
    """A page that is no more opens the first one."""
    return next((entry for entry in navigation.MENU if entry.path == content["page"]), navigation.OVERVIEW)


def _page_name(content: Any) -> str:
    return t(_entry(content).title_key)
