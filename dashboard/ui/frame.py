"""Role: the frame of every page: filter bar, stamp, the states without figures, the watch for new data."""

from collections.abc import Hashable
from typing import TypeVar

import streamlit as st

from dashboard import cache, navigation
from dashboard.i18n import LANGUAGES, current_language, numbers, t
from dashboard.ui import address, as_of, filters, html, live, menu, saved_views, show
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices, Scope, Stamp

V = TypeVar("V")


def view(build: cache.Builder[V], *options: Hashable) -> V:
    """The page's view for what the address asks, under its filter bar (``cache.view``).

    Ends the run with words that say what to do when there is nothing to show.
    """
    state = address.current()
    choices = cache.choices_for(state)
    version = cache.data_version().version
    if not choices.programmes:
        _languages()
        show.empty(t("ui.empty.title"), t("ui.empty.what_to_do"))
        with st.container(key="plain-begin"):
            st.page_link(menu.page(navigation.IMPORTS), label=t("ui.empty.link"))
        live.watch(version, None)
        st.stop()
    _bar(choices, state)
    as_of.mark(choices, state)
    _languages()
    saved_views.control()
    live.watch(version, choices.stamp.batch_id if choices.stamp else None)
    if not choices.phases:
        st.info(t("ui.empty.no_phase"))
    return cache.view(build, state, *options)


def _bar(choices: Choices, state: FilterState) -> None:
    """The filters in one line; on a phone folded behind a word, with what is chosen beside it."""
    with st.container(horizontal=True, vertical_alignment="center", key="filter-bar"):
        fold = html.element("details", "fold", html.element("summary", "", html.text(t("ui.filters.fold"))))
        html.show(fold, tight=True)
        words = " · ".join(filters.chosen(choices, state))
        html.show(html.element("div", "chosen", html.text(words)), tight=True)
        with st.container(horizontal=True, vertical_alignment="center", key="filters", width="content"):
            filters.bar(choices, state)
        if choices.stamp is not None:
            with st.container(horizontal=True, vertical_alignment="center", key="stamp", width="content"):
                _stamp(choices, choices.stamp)


def _stamp(choices: Choices, facts: Stamp) -> None:
    """``Số liệu tính đến 24h ngày 31/5/2022 · lần nạp 14 · 3.001 dòng``; the moment can be chosen."""
    html.show(html.element("div", "stamp", html.text(t("ui.stamp.as_of"))), tight=True)
    as_of.choose(choices, facts.as_of)
    rows = numbers.integer(facts.rows)
    parts = [html.text(t("ui.stamp.batch", batch=facts.batch_id, rows=rows))] if facts.batch_id else []
    if facts.is_illustration:
        parts.append(html.element("span", "flag", html.text(t("ui.stamp.illustration"))))
    html.show(html.element("div", "stamp", *parts), tight=True)


def unknown_codes(scope: Scope) -> None:
    """Say which parts of a link name nothing here; silence would show other figures than asked for."""
    if scope.unknown:
        st.warning(t("ui.unknown_codes", codes=", ".join(filters.plain(code) for code in scope.unknown)))


def _languages() -> None:
    now = current_language()
    other = next(language for language in LANGUAGES if language != now)
    # Stands in the header, beside the menu (style.css).
    st.button(
        t("ui.language.other"),
        key="f-language",
        type="tertiary",
        help=t("ui.language.help"),
        on_click=address.put,
        args=(address.LANGUAGE, other if other != LANGUAGES[0] else None),
    )


def without_figures() -> None:
    """The frame of a page that shows no figures: language, and the watch for new data."""
    _languages()
    live.watch(cache.data_version().version, None)
