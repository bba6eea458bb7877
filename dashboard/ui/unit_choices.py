"""Role: what a list of units lets choose beside the filter bar, kept in the address: order, group, moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from dashboard.i18n import numbers, t
from dashboard.ui import address, show, units
from dashboard.ui.units import Chosen, Order
from dashboard.viewmodels.ranks import Against, Since
from dashboard.viewmodels.views import Band, TargetsView, UnitRow

T = TypeVar("T", bound=StrEnum)

SHOWN, ORDER, CLUSTER, SINCE, PAGE = "xem", "xep-theo", "cum", "so-hang", "bieu-do"

ORDERS = {
    "ty-le": Order.SHARE,
    "so-luong": Order.COUNT,
    "doan-vien": Order.PER_MEMBERS,
    "con-thieu": Order.MISSING,
}
AGAINST = {"tuan": Against.WEEK, "thang": Against.MONTH, "lan-nap": Against.IMPORT}


class Shown(StrEnum):
    """What the page is about."""

    RANKING = "ranking"
    GROUPS = "groups"


SHOWINGS = {"xep-hang": Shown.RANKING, "cum-khoi": Shown.GROUPS}


@dataclass(frozen=True)
class Wish:
    """How the list is asked for."""

    order: Order
    chosen: Chosen


def since() -> Since:
    """The moment that the address compares places with: a word, or a day (2022-04-30)."""
    written = st.query_params.get(SINCE, "")
    if written in AGAINST:
        return Since(AGAINST[written])
    try:
        return Since(Against.DAY, date.fromisoformat(written))
    except ValueError:
        return Since()


def shown(view: TargetsView) -> Shown:
    """Ranking or groups; offered only where there are units below, and grouped."""
    if not units.are_below(view.units) or not any(row.cluster for row in view.units):
        return Shown.RANKING
    return _segments(SHOWN, SHOWINGS, lambda value: t(f"targets.shown.{value.value}"), t("targets.show"))


def wish(view: TargetsView) -> Wish:
    """Draw order, bands, group and search, and say what they are set to."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="plain-unit-choices"):
        order = _segments(ORDER, ORDERS, lambda value: t(f"targets.orders.{value.value}"), t("targets.order"))
        cluster = _cluster(view)
        search = st.text_input(
            t("targets.search"), key="targets-search", placeholder=t("targets.search"),
            label_visibility="collapsed", width=230,
        )  # fmt: skip
        compare(view.stamp.as_of)
    return Wish(order, Chosen(_band(view), cluster, search))


def compare(as_of: datetime) -> None:
    """The moment that places are compared with."""
    now = since()
    words = {against: word for word, against in AGAINST.items()}
    options = [*AGAINST.values(), Against.DAY]
    st.session_state["targets-since"] = now.against
    st.selectbox(
        t("targets.since"), options, format_func=lambda value: t(f"targets.against.{value.value}"),
        key="targets-since", label_visibility="collapsed", width=230,
        on_change=_put_since, args=(words, as_of),
    )  # fmt: skip
    if now.against is Against.DAY and now.day is not None:
        st.session_state["targets-day"] = now.day
        st.date_input(
            t("targets.day"), key="targets-day", format="DD/MM/YYYY", label_visibility="collapsed", width=130,
            on_change=_put_day,
        )  # fmt: skip


def page(rows: Sequence[UnitRow], pages: int, size: int) -> int | None:
    """Which page of a long chart is drawn, from 0; None when all fits on one. Says what is left out."""
    if pages < 2:
        return None
    names = [_page_name(n * size + 1, min((n + 1) * size, len(rows))) for n in range(pages)]
    with st.container(horizontal=True, vertical_alignment="center", key="plain-unit-pages"):
        show.note(t("targets.drawn", n=numbers.integer(size), of=numbers.integer(len(rows))), tight=True)
        return st.selectbox(
            t("targets.pages"), range(pages), format_func=names.__getitem__, key="targets-page",
            label_visibility="collapsed", width=190,
        )  # fmt: skip


def _put_since(words: Mapping[Against, str], as_of: datetime) -> None:
    chosen = st.session_state["targets-since"]
    default = (as_of - timedelta(days=14)).date().isoformat()
    address.put(SINCE, None if chosen is Against.WEEK else words.get(chosen, default))


def _put_day() -> None:
    day = st.session_state["targets-day"]
    if day is not None:
        address.put(SINCE, day.isoformat())


def group(names: Sequence[str], titles: Mapping[str, str]) -> str:
    """The one group that is shown of many; the first unless the address names another."""
    asked = st.query_params.get(CLUSTER, "")
    now = asked if asked in names else names[0]
    st.session_state["targets-group"] = now
    st.selectbox(
        t("targets.cluster"), names, key="targets-group", label_visibility="collapsed",
        format_func=titles.__getitem__, width=300,
        on_change=lambda: address.put(CLUSTER, st.session_state["targets-group"]),
    )  # fmt: skip
    return now


def _cluster(view: TargetsView) -> str | None:
    names = list(dict.fromkeys(row.cluster for row in view.units if row.cluster))
    if not names:
        return None
    asked = st.query_params.get(CLUSTER, "")
    st.session_state["targets-cluster"] = asked if asked in names else ""
    chosen = st.selectbox(
        t("targets.cluster"), ["", *sorted(names)], key="targets-cluster", label_visibility="collapsed",
        format_func=lambda name: name or t("targets.every_cluster"), width=210,
        on_change=lambda: address.put(CLUSTER, st.session_state["targets-cluster"] or None),
    )  # fmt: skip
    return chosen or None


def _band(view: TargetsView) -> Band | None:
    counts = {band: count for band, count in view.bands if count}
    chosen: Band | None = st.pills(
        t("targets.band"), list(counts), key="targets-band", label_visibility="collapsed",
        format_func=lambda band: _band_name(band, view, counts[band]),
    )  # fmt: skip
    return chosen


def _segments(key: str, options: Mapping[str, T], name: Callable[[T], str], label: str) -> T:
    """A segmented control whose choice stands in the address under its word; the first is the default."""
    first = next(iter(options.values()))
    words = {value: word for word, value in options.items()}
    now = options.get(st.query_params.get(key, ""), first)
    widget = f"targets-{key}"
    st.session_state[widget] = now
    st.segmented_control(
        label, list(words), format_func=name, key=widget, label_visibility="collapsed", required=True,
        on_change=lambda: address.put(key, _word(words, st.session_state[widget], first)),
    )  # fmt: skip
    return now


def _word(words: Mapping[T, str], value: T | None, first: T) -> str | None:
    return None if value in (None, first) else words[value]


def _band_name(band: Band, view: TargetsView, count: int) -> str:
    name = units.band_name(band, view.near_share, view.well_above_share)
    return f"{name} · {numbers.integer(count)}"


def _page_name(first: int, last: int) -> str:
    return t("targets.page", first=numbers.integer(first), last=numbers.integer(last))
