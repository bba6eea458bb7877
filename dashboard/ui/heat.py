"""Role: draws a heat map as a real table with figures in its cells; a list of the main ones on a phone."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.charts.heat import SHADES, HeatMark, HeatSpec
from dashboard.charts.palette import Palette, ink_on, mix, palette
from dashboard.i18n import t
from dashboard.ui import address, html
from dashboard.ui.html import NOTHING, Markup, element, joined, text
from dashboard.ui.mode import mode

BY = "theo"
VALUE = "gia-tri"
MOST_LISTED = 4
"""Fields named beside a unit on a phone."""

STRONGEST = 0.9
"""Share of the full colour in the darkest cell."""

_SHEET = Path(__file__).with_name("heat.css")


def is_by_value() -> bool:
    """Whether the address asks for values instead of counts."""
    return st.query_params.get(BY) == VALUE


def switch() -> None:
    """Count or value, kept in the address."""
    st.session_state["h-by"] = is_by_value()
    st.segmented_control(
        t("fields.by"),
        [False, True],
        format_func=lambda value: t("fields.by_value") if value else t("fields.by_count"),
        key="h-by",
        label_visibility="collapsed",
        required=True,
        on_change=lambda: address.put(BY, VALUE if st.session_state["h-by"] else None),
    )


def draw(spec: HeatSpec) -> None:
    """The map in its panel, the switch beside its heading."""
    html.sheet(_SHEET)
    with st.container(key="panel-heat"):
        with st.container(horizontal=True, vertical_alignment="center", key="plain-heat-head"):
            name = element("h3", "", text(spec.title))
            html.show(element("div", "heading", name, element("span", "unit", text(spec.unit))))
            switch()
        if spec.is_empty:
            html.show(element("p", "empty", text(t("charts.empty"))))
            return
        note = element("p", "note", text(spec.note))
        html.show(joined((_table(spec), _list(spec), note)))


def _table(spec: HeatSpec) -> Markup:
    heads = [element("th", "", text(name), scope="col", title=name) for name in spec.columns]
    every = t("charts.heat.total")
    head = element("tr", "", element("td", ""), *heads, element("th", "edge", text(every), scope="col"))
    rows = [
        element(
            "tr",
            "",
            element("th", "", text(name), scope="row"),
            *map(_cell, marks),
            _cell(total, "edge"),
        )
        for name, marks, total in zip(spec.rows, spec.marks, spec.row_totals, strict=True)
    ]
    foot = element(
        "tr",
        "",
        element("th", "edge", text(every), scope="row"),
        *(_cell(mark, "edge") for mark in spec.column_totals),
        _cell(spec.total, "edge"),
    )
    return element(
        "div",
        "scrolled sk-heat-table",
        element(
            "table",
            "heat",
            element("thead", "", head),
            element("tbody", "", *rows),
            element("tfoot", "", foot),
        ),
        tabindex="0",
        role_="region",
        aria_label=spec.text,
    )


def _cell(mark: HeatMark, name: str = "") -> Markup:
    style = _colours(mark.shade, palette(mode())) if mark.shade else ""
    return element("td", name, _figure(mark), title=mark.hover, style=style)


def _figure(mark: HeatMark) -> Markup:
    if not mark.ask:
        return text(mark.label)
    return element("button", "asks", text(mark.label), type="button", data_ask=mark.ask)


def _colours(shade: int, colours: Palette) -> str:
    back = background(shade, colours)
    return f"background:{back};color:{ink_on(back, colours)}"


def background(shade: int, colours: Palette) -> str:
    """The colour of a shade: one hue, from the surface towards what has been reached."""
    return mix(colours.surface, colours.actual, STRONGEST * shade / SHADES)


def _list(spec: HeatSpec) -> Markup:
    """For a phone: each unit with its leading fields."""
    lines = [
        _line(name, marks, total, spec.columns)
        for name, marks, total in zip(spec.rows, spec.marks, spec.row_totals, strict=True)
    ]
    return element("div", "heat-list", *lines)


def _line(name: str, marks: Sequence[HeatMark], total: HeatMark, columns: Sequence[str]) -> Markup:
    ranked = sorted(zip(marks, columns, strict=True), key=lambda pair: -pair[0].shade)
    main = [(mark, column) for mark, column in ranked if mark.shade][:MOST_LISTED]
    parts = joined(
        element("span", "", text(f"{column} "), element("b", "", _figure(mark))) for mark, column in main
    )
    head = element("div", "heat-name", text(name), element("b", "", _figure(total)))
    return element("div", "heat-line", head, parts if main else NOTHING)
