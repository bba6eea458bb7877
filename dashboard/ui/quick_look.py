"""Role: Xem nhanh on screen: the button beside a plan, the mark on every page, the way back."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard import cache, navigation
from dashboard.actions import quick_look
from dashboard.actions.imports import PreparedImport
from dashboard.errors import SangkienError
from dashboard.i18n import t
from dashboard.ui import filters, frame, menu, show


def offer(plan: PreparedImport, queue: Sequence[Sequence[Path]] = ()) -> None:
    """The button beside a plan; ``queue``: the groups of files that wait behind it.

    Pressed, it takes this session to Tổng quan on the file; other sessions and the store see nothing.
    """
    if plan.refused or not plan.counts.accepted:
        return
    if not st.button(t("quicklook.look"), key="quick-look-enter", help=t("quicklook.help")):
        return
    try:
        with st.spinner(t("quicklook.preparing")):
            look = quick_look.build(cache.stored_database(), plan, queue=queue, user=cache.viewer().name)
    except SangkienError as error:
        st.error(filters.plain(str(error)))
        return
    cache.enter(look)
    st.switch_page(menu.page(navigation.OVERVIEW))


def mark() -> None:
    """What stands above every page of a session that looks at a file, with the way back."""
    look = cache.quick_look()
    if look is None:
        return
    what = "quicklook.mark_alone" if look.alone else "quicklook.mark_with_stored"
    with st.container(horizontal=True, vertical_alignment="center", key="plain-quick-look"):
        st.warning(filters.plain(t(what, file=look.name)))
        st.button(t("quicklook.leave"), key="quick-look-leave", type="primary", on_click=cache.leave)


def keeps_from(path: str) -> bool:
    """Whether a page waits until the look is over: importing now would go into the temporary store."""
    if cache.quick_look() is None or path != navigation.IMPORTS.path:
        return False
    frame.without_figures()
    show.empty(t("quicklook.no_import"), t("quicklook.no_import_what_to_do"))
    return True
