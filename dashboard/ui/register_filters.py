"""Role: search, narrowing and order of the register; each widget shows the address and writes it."""

from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import partial

import streamlit as st

from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import filters
from dashboard.ui import register_address as asked
from dashboard.viewmodels.register import Wish
from data_access.selection import RowFilter, RowOrder

MILLION = 1_000_000
_ANY = ""
_LABELS = {
    asked.STATUS: "register.filters.status",
    asked.KIND: "register.filters.kind",
    asked.BLOCK: "register.filters.block",
    asked.RECOGNITION: "register.filters.recognition",
    asked.DECLARED: "register.filters.declared",
}
_SWITCHES = {
    asked.FLAGGED: "register.filters.flagged",
    asked.UNDATED: "register.filters.undated",
    asked.OUTSIDE: "register.filters.outside",
}


def bar(wish: Wish) -> None:
    """Search, the popover of filters, order, and what is in force."""
    with st.container(horizontal=True, vertical_alignment="center", key="plain-register-bar"):
        _search(wish)
        _popover(wish)
        _order(wish)
    _in_force(wish)


def _search(wish: Wish) -> None:
    st.session_state["r-search"] = wish.search
    st.text_input(
        t("register.search"),
        key="r-search",
        placeholder=t("register.search_hint"),
        label_visibility="collapsed",
        width=360,
        max_chars=asked.LONGEST_SEARCH,
        on_change=lambda: asked.put(asked.SEARCH, st.session_state["r-search"].strip()),
    )


def _popover(wish: Wish) -> None:
    count = len(_active(wish.narrowing))
    name = t("register.filters.more_n", n=count) if count else t("register.filters.more")
    with st.popover(name, key="r-filters"):
        for key, names in asked.LISTS.items():
            _choice(
                key, {_ANY: t("register.filters.any")} | {code: word(each) for code, each in names.items()}
            )
        declared = {
            asked.YES: t("register.filters.declared_yes"),
            asked.NO: t("register.filters.declared_no"),
        }
        _choice(asked.DECLARED, {_ANY: t("register.filters.any")} | declared)
        with st.container(horizontal=True, key="plain-register-range"):
            _amount(asked.FROM, t("register.filters.from"))
            _amount(asked.BELOW, t("register.filters.below"))
        for key, label in _SWITCHES.items():
            _switch(key, t(label))


def _choice(key: str, names: Mapping[str, str]) -> None:
    given = st.query_params.get(key, _ANY)
    st.session_state[f"r-{key}"] = given if given in names else _ANY
    st.selectbox(
        t(_LABELS[key]),
        list(names),
        format_func=names.__getitem__,
        key=f"r-{key}",
        on_change=_write(key, lambda value: str(value)),
    )


def _amount(key: str, label: str) -> None:
    text = st.query_params.get(key, "")
    st.session_state[f"r-{key}"] = int(text) // MILLION if text.isascii() and text.isdigit() else None
    st.number_input(
        label,
        min_value=0,
        max_value=asked.LARGEST_VND // MILLION,
        step=1,
        key=f"r-{key}",
        on_change=_write(key, lambda value: "" if value is None else str(value * MILLION)),
    )


def _switch(key: str, label: str) -> None:
    st.session_state[f"r-{key}"] = st.query_params.get(key) == asked.YES
    st.checkbox(label, key=f"r-{key}", on_change=_write(key, lambda value: asked.YES if value else ""))


def _write(key: str, written: Callable[..., str]) -> Callable[[], None]:
    return lambda: asked.put(key, written(st.session_state[f"r-{key}"]))


def _order(wish: Wish) -> None:
    st.session_state["r-order"] = wish.order
    st.segmented_control(
        t("register.order"),
        list(RowOrder),
        format_func=lambda order: t(f"register.orders.{order.value}"),
        key="r-order",
        label_visibility="collapsed",
        required=True,
        on_change=lambda: asked.put(
            asked.ORDER,
            None
            if st.session_state["r-order"] is RowOrder.NEWEST
            else asked.word_of(asked.ORDERS, st.session_state["r-order"]),
        ),
    )


def _in_force(wish: Wish) -> None:
    """What narrows the list, each taken back by a click."""
    active = _active(wish.narrowing)
    if wish.search:
        active = {asked.SEARCH: t("register.searched", words=wish.search)} | active
    if not active:
        return
    with st.container(horizontal=True, key="plain-register-active", gap="small"):
        for key, words in active.items():
            st.button(
                f"{filters.plain(words)} ✕",
                key=f"r-drop-{key}",
                help=t("register.drop"),
                on_click=partial(asked.put, key, None),
            )
        if len(active) > 1:
            st.button(
                t("register.drop_all"), key="r-drop-all", type="tertiary", on_click=asked.forget_narrowing
            )


def _active(narrowing: RowFilter) -> dict[str, str]:
    """Filters in force by their key, in words."""
    members: dict[str, IntEnum | None] = {
        asked.STATUS: narrowing.status,
        asked.KIND: narrowing.kind,
        asked.BLOCK: narrowing.block,
        asked.RECOGNITION: narrowing.recognition,
    }
    found = {
        key: t("register.narrowed", name=t(_LABELS[key]), value=word(member))
        for key, member in members.items()
        if member is not None
    }
    if narrowing.declared is not None:
        key = "register.filters.declared_yes" if narrowing.declared else "register.filters.declared_no"
        found[asked.DECLARED] = t(key)
    switches = {
        asked.FLAGGED: narrowing.flagged,
        asked.UNDATED: narrowing.undated,
        asked.OUTSIDE: narrowing.outside_phases,
    }
    found |= {key: t(_SWITCHES[key]) for key, is_on in switches.items() if is_on}
    if narrowing.value_from is not None:
        found[asked.FROM] = t("register.at_least", value=numbers.vnd(narrowing.value_from))
    if narrowing.value_below is not None:
        found[asked.BELOW] = t("register.less_than", value=numbers.vnd(narrowing.value_below))
    return found
