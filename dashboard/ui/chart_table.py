"""Role: a chart's marks as a table: the same numbers for who cannot see or point at the picture."""

import streamlit as st

from dashboard.charts.spec import ChartSpec, Point, Series
from dashboard.i18n import t
from dashboard.ui import html, show
from dashboard.ui.html import Markup, element, text

_DRAWN = "chart_table.drawn"


def remember(key: str, spec: ChartSpec) -> None:
    """Keep the spec that was just drawn under this key."""
    st.session_state.setdefault(_DRAWN, {})[key] = spec


def button(key: str, spec: ChartSpec) -> Markup:
    """What opens the table; stands in the chart's heading."""
    name = t("explain.table_of", title=spec.title)
    return element(
        "button", "as-table", text(t("explain.table")), type="button", aria_label=name, data_table=key
    )


def draw(key: str) -> None:
    """The table of a chart on this page."""
    spec: ChartSpec | None = st.session_state.get(_DRAWN, {}).get(key)
    if spec is None:
        show.note(t("explain.gone"))
        return
    heading = element("h3", "explained", text(spec.title))
    parts = [heading, element("p", "note", text(f"{spec.text} ({spec.unit})"))]
    parts += [_table(series) for series in spec.series if series.points]
    html.show(html.joined(parts))


def _table(series: Series) -> Markup:
    rows = (
        element("tr", "", element("td", "", _mark(point))) for point in series.points if point.y is not None
    )
    caption = element("caption", "", text(series.name))
    return element("table", "table sk-marks", caption, element("tbody", "", *rows))


def _mark(point: Point) -> Markup:
    words = " · ".join((point.hover or f"{point.name or point.x}\n{point.label or point.y}").split("\n"))
    if not point.ask:
        return text(words)
    return element("button", "mark", text(words), type="button", data_ask=point.ask)
