"""Role: draws a strip spec as a table: names, totals with bars, coverage, medians on one log scale."""

from decimal import Decimal
from pathlib import Path

import streamlit as st

from dashboard.charts.strip import StripRow, StripSpec
from dashboard.i18n import t
from dashboard.ui import html
from dashboard.ui.html import NOTHING, Markup, element, joined, text

SHEET = Path(__file__).with_name("savings.css")


def draw(spec: StripSpec, key: str) -> None:
    """The table in its panel; nothing declared is said in words."""
    with st.container(key=f"panel-{key}"):
        name = element("h3", "", text(spec.title))
        heading = element("div", "heading", name, element("span", "unit", text(spec.unit)))
        if not spec.rows:
            html.show(joined((heading, element("p", "empty", text(t("charts.empty"))))))
            return
        note = element("p", "note", text(spec.note)) if spec.note else NOTHING
        html.show(joined((heading, _table(spec), note)))


def _table(spec: StripSpec) -> Markup:
    heads = (
        element("th", "strip-name", text(spec.head), scope="col"),
        element("th", "strip-total", text(t("charts.strip.total")), scope="col"),
        element("th", "strip-coverage", text(t("charts.strip.declared")), scope="col"),
        element("th", "strip-median", text(t("charts.strip.median")), _ticks(spec), scope="col"),
    )
    body = element("tbody", "", *(_row(row, spec) for row in spec.rows))
    head = element("thead", "", element("tr", "", *heads))
    return element(
        "div",
        "scrolled",
        element("table", "table sk-strip", head, body, aria_label=spec.text),
        tabindex="0",
        role_="region",
        aria_label=spec.text,
    )


def _row(row: StripRow, spec: StripSpec) -> Markup:
    return element(
        "tr",
        "",
        element("th", "strip-name", text(row.name), scope="row", title=row.hover),
        element("td", "strip-total", _bar(row), _asked(row.total, row.ask)),
        element("td", "strip-coverage", text(row.coverage)),
        element("td", "strip-median", _track(row, spec), _asked(row.median, row.median_ask)),
    )


def _asked(words: str, ask: str) -> Markup:
    if not ask:
        return element("span", "figure", text(words))
    return element("button", "figure sk-asks", text(words), type="button", data_ask=ask)


def _bar(row: StripRow) -> Markup:
    fill = element("span", "fill", role=row.role, style=f"width:{_percent(row.bar)}")
    return element("span", "track", fill, aria_hidden="true")


def _track(row: StripRow, spec: StripSpec) -> Markup:
    marks: list[Markup] = []
    if spec.marker is not None:
        marks.append(element("i", "tick", style=f"left:{_percent(spec.marker)}"))
    if row.span is not None:
        left, right = row.span
        place = f"left:{_percent(left)};width:{_percent(right - left)}"
        marks.append(element("i", "strip-span", style=place))
    if row.at is not None:
        marks.append(element("b", "strip-dot", style=f"left:{_percent(row.at)}"))
    return element("span", "track", *marks, aria_hidden="true")


def _ticks(spec: StripSpec) -> Markup:
    names = [
        element("span", "goal", text(name), style=f"left:{_percent(place)}") for place, name in spec.ticks
    ]
    line = element("span", "strip-axis", *names, aria_hidden="true")
    return joined((line, element("small", "", text(spec.marker_name))))


def _percent(share: float | Decimal) -> str:
    return f"{float(share) * 100:.2f}%"
