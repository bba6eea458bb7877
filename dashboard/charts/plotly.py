"""Role: draws lines and columns with Plotly in our own template; texts escaped, numbers written in Python."""

from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.palette import Mode, Palette, palette
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import Language, current_language, t

FONT = "Be Vietnam Pro, sans-serif"
TEXT_SIZE = 12
MOST_TICKS = 9
MOST_NAMES = 14
DAYS_OF_A_MONTH = 31
MARKER_ROWS = 3
"""Names of marked days take turns in so many lines, so that neighbours do not run into each other."""
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
"""No tool bar (its words are English), no zoom that a page's scroll would trigger by accident."""

SEPARATORS: dict[Language, str] = {"vi": ",.", "en": ".,"}
"""Plotly's own figures on the axis: the decimal sign, then the one between thousands."""

BLANK = "rgba(0,0,0,0)"


def draw(spec: ChartSpec, mode: Mode, height: int | None) -> go.Figure:
    """The figure of a spec, in the current language. Do not change it: it is shared."""
    return _drawn(spec, mode, height, current_language())


@lru_cache(maxsize=256)
def _drawn(spec: ChartSpec, mode: Mode, height: int | None, _language: Language) -> go.Figure:
    # Cached by the whole spec, so it can never show somebody else's numbers.
    colours = palette(mode)
    figure = go.Figure(layout=_layout(colours, height))
    _PAINTERS[spec.kind](figure, spec, colours)
    return figure


def safe(text: str) -> str:
    """Text from data as Plotly may show it: no markup, no links."""
    return escape(text, quote=False)


def _layout(colours: Palette, height: int | None) -> dict[str, Any]:
    axis = {
        "color": colours.muted,
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zeroline": False,
        "showgrid": False,
        "fixedrange": True,
        "ticks": "",
        "automargin": True,
        "tickfont": {"size": TEXT_SIZE, "color": colours.muted},
    }
    return {
        "template": "none",
        "height": height,
        "margin": {"l": 4, "r": 10, "t": 6, "b": 4, "pad": 4},
        "paper_bgcolor": BLANK,
        "plot_bgcolor": BLANK,
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.ink},
        "separators": SEPARATORS[current_language()],
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.38,
        "hoverlabel": {
            "bgcolor": colours.surface,
            "bordercolor": colours.line,
            "font": {"family": FONT, "size": 13, "color": colours.ink},
            "align": "left",
        },
        "xaxis": axis,
        "yaxis": axis,
    }


def _colour(role: Role, colours: Palette) -> str:
    return {
        Role.ACTUAL: colours.actual,
        Role.PLAN: colours.plan,
        Role.CONTEXT: colours.context,
        Role.ATTENTION: colours.attention,
        Role.GOOD: colours.good,
        Role.FORECAST: colours.forecast,
    }[role]


def _hover(points: tuple[Point, ...]) -> dict[str, Any]:
    return {
        "hovertext": [safe(point.hover).replace("\n", "<br>") for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [point.ask for point in points],  # what a click asks (dashboard/ui/explain.js)
    }


def _bars(series: Series, colours: Palette, places: list[str] | list[int]) -> go.Bar:
    return go.Bar(
        x=places,
        y=[None if point.y is None else float(point.y) for point in series.points],
        name=safe(series.name),
        marker={
            "color": [_colour(point.role or series.role, colours) for point in series.points],
            "line": {"width": 0},
            "cornerradius": 3,
        },
        text=[safe(point.label) for point in series.points],
        textposition="outside",
        textangle=0,
        textfont={"size": TEXT_SIZE, "color": colours.muted},
        cliponaxis=False,
        **_hover(series.points),
    )


def _names(series: Series) -> dict[str, Any]:
    step = max(1, -(-len(series.points) // MOST_NAMES))
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": [point.x for point in series.points][::step],
        "ticktext": [safe(point.name) for point in series.points][::step],
    }


def _cumulative(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    by_role = {series.role: series for series in spec.series}
    for role, style in _LINES.items():
        if role in by_role:
            figure.add_trace(_line(by_role[role], colours, style))
    actual = by_role[Role.ACTUAL]
    _day_axis(figure, spec)
    highest = max(
        [float(point.y) for series in spec.series for point in series.points if point.y is not None]
        + [float(spec.reference or 0), 1.0]
    )
    figure.update_yaxes(
        range=[0, highest * 1.14], showgrid=True, nticks=5, tickformat=",d", rangemode="tozero"
    )
    _reference(figure, spec, colours)
    for place, marker in enumerate(spec.markers):
        figure.add_shape(
            type="line", x0=marker.at.isoformat(), x1=marker.at.isoformat(), y0=0, y1=1, yref="paper",
            line={"color": colours.plan, "width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_annotation(
            x=marker.at.isoformat(), y=1, yref="paper", yanchor="top", xanchor="left", text=safe(marker.name),
            showarrow=False, font={"size": 11, "color": colours.muted}, xshift=3,
            yshift=-14 * (place % MARKER_ROWS), bgcolor=colours.surface,
        )  # fmt: skip
    _end_label(figure, actual, colours)


_LINES: dict[Role, dict[str, Any]] = {
    # Actual first: its area would hide the others.
    Role.ACTUAL: {"width": 3, "dash": "solid"},
    Role.CONTEXT: {"width": 2, "dash": "solid"},
    Role.PLAN: {"width": 2, "dash": "dash"},
}


def _line(series: Series, colours: Palette, style: dict[str, Any]) -> go.Scatter:
    is_actual = series.role is Role.ACTUAL
    return go.Scatter(
        x=[str(point.x) for point in series.points],
        y=[None if point.y is None else float(point.y) for point in series.points],
        name=safe(series.name),
        mode="lines",
        line={**style, "color": _colour(series.role, colours)},
        fill="tozeroy" if is_actual else "none",
        fillcolor=colours.actual_soft,
        **_hover(series.points),
    )


def _day_axis(figure: go.Figure, spec: ChartSpec) -> None:
    """Months written in Python: Plotly carries no Vietnamese month names."""
    days = sorted({str(point.x) for series in spec.series for point in series.points})
    if not days:
        return
    months = _months(days[0], days[-1])
    step = max(1, -(-len(months) // MOST_TICKS))
    shown = months[::step]
    figure.update_xaxes(
        type="date", range=[days[0], days[-1]],
        tickmode="array", tickvals=[f"{y}-{m:02d}-01" for y, m in shown],
        ticktext=[t("charts.periods.month_short", month=m, year=y) for y, m in shown], showline=True,
    )  # fmt: skip


def _months(first: str, last: str) -> list[tuple[int, int]]:
    """Months whose first day lies in the span."""
    start = int(first[:4]) * 12 + int(first[5:7]) - 1 + (first[8:10] != "01")
    stop = int(last[:4]) * 12 + int(last[5:7]) - 1
    return [(month // 12, month % 12 + 1) for month in range(start, stop + 1)]


def _reference(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    if spec.reference is None:
        return
    figure.add_shape(
        type="line", x0=0, x1=1, xref="paper", y0=float(spec.reference), y1=float(spec.reference),
        line={"color": colours.ink, "width": 1.5},
    )  # fmt: skip
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=float(spec.reference), yanchor="bottom", showarrow=False,
        text=safe(spec.reference_name), font={"size": TEXT_SIZE, "color": colours.ink},
    )  # fmt: skip


def _end_label(figure: go.Figure, actual: Series, colours: Palette) -> None:
    """The last value at its point: a line without a number at the end is only a shape."""
    if not actual.points or actual.points[-1].y is None:
        return
    last = actual.points[-1]
    figure.add_trace(
        go.Scatter(
            x=[str(last.x)], y=[float(last.y or 0)], mode="markers", hoverinfo="skip", cliponaxis=False,
            marker={"size": 9, "color": colours.actual, "line": {"width": 2, "color": colours.surface}},
        )
    )  # fmt: skip
    figure.add_annotation(
        x=str(last.x), y=float(last.y or 0), text=f"<b>{safe(last.label)}</b>", showarrow=False,
        xanchor="right", yanchor="bottom", xshift=-2, yshift=4, font={"size": 14, "color": colours.actual},
    )  # fmt: skip


def _columns(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    series = spec.series[0]
    count = len(series.points)
    places = list(range(count)) if spec.edges else [str(point.x) for point in series.points]
    figure.add_trace(_bars(series, colours, places))
    highest = max([float(point.y) for point in series.points if point.y is not None], default=1.0)
    figure.update_layout(
        xaxis={**(_edges(spec) if spec.edges else _names(series)), "showline": True, "tickangle": 0},
        yaxis={"visible": False, "range": [0, max(highest, 1.0) * 1.15]},
        bargap=0.28 if count <= DAYS_OF_A_MONTH else 0.1,
    )


def _edges(spec: ChartSpec) -> dict[str, Any]:
    """Names between the columns: where one bin ends and the next begins."""
    return {
        "tickmode": "array",
        "tickvals": [place - 0.5 for place in range(len(spec.edges))],
        "ticktext": [safe(edge) for edge in spec.edges],
        "range": [-0.6, len(spec.edges) - 1.4],
    }


_PAINTERS: dict[Kind, Callable[[go.Figure, ChartSpec, Palette], None]] = {
    Kind.CUMULATIVE: _cumulative,
    Kind.COLUMNS: _columns,
}
