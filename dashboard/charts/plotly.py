"""Role: draws a ChartSpec with Plotly in our own template; texts are escaped, numbers written in Python."""

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
ROW_HEIGHT = 23
"""Pixels of one horizontal bar with its label."""
LEAST_ROW_HEIGHT = 18
"""Below this the lines of text touch."""
HEAD_HEIGHT = 26
MOST_TICKS = 9
CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
"""No tool bar (its words are English), no zoom that a page's scroll would trigger by accident."""

BLANK = "rgba(0,0,0,0)"


def natural_height(spec: ChartSpec, room: int | None = None) -> int:
    """Pixels that a chart of horizontal bars needs; 0 for those that take what they get.

    With ``room`` the rows move together as far as text allows, to fit without scrolling.
    """
    if spec.kind not in (Kind.BULLET, Kind.PAIRED_BARS):
        return 0
    rows = max((len(series.points) for series in spec.series), default=0)
    row = ROW_HEIGHT
    if room is not None and rows:
        row = max(LEAST_ROW_HEIGHT, min(row, (room - HEAD_HEIGHT) // rows))
    return HEAD_HEIGHT + row * rows


def draw(spec: ChartSpec, mode: Mode, height: int) -> go.Figure:
    """The figure of a spec, in the current language. Do not change it: it is shared."""
    return _drawn(spec, mode, height, current_language())


@lru_cache(maxsize=256)
def _drawn(spec: ChartSpec, mode: Mode, height: int, _language: Language) -> go.Figure:
    # Cached by the whole spec, so it can never show somebody else's numbers.
    colours = palette(mode)
    figure = go.Figure(layout=_layout(colours, height))
    _PAINTERS[spec.kind](figure, spec, colours)
    return figure


def safe(text: str) -> str:
    """Text from data as Plotly may show it: no markup, no links."""
    return escape(text, quote=False)


def _layout(colours: Palette, height: int) -> dict[str, Any]:
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
        "margin": {"l": 4, "r": 8, "t": 6, "b": 4, "pad": 4},
        "paper_bgcolor": BLANK,
        "plot_bgcolor": BLANK,
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.ink},
        "separators": ",.",
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
    }[role]


def _text_colour(role: Role, colours: Palette) -> str:
    return colours.muted if role in (Role.PLAN, Role.CONTEXT) else _colour(role, colours)


def _hover(points: tuple[Point, ...]) -> dict[str, Any]:
    return {
        "hovertext": [safe(point.hover).replace("\n", "<br>") for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _bars(series: Series, colours: Palette, values: list[float | None], **more: Any) -> go.Bar:
    marks = [_colour(point.role or series.role, colours) for point in series.points]
    labels = [_text_colour(point.label_role or Role.PLAN, colours) for point in series.points]
    keys = [point.x for point in series.points]
    horizontal = more.get("orientation") == "h"
    given = {
        "text": [safe(point.label) for point in series.points],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": TEXT_SIZE, "color": labels},
        "cliponaxis": False,
    }
    return go.Bar(
        x=values if horizontal else keys,
        y=keys if horizontal else values,
        name=safe(series.name),
        marker={"color": marks, "line": {"width": 0}, "cornerradius": 3},
        **(given | _hover(series.points) | more),
    )


def _names(series: Series, letters: int = 0) -> dict[str, Any]:
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": [point.x for point in series.points],
        "ticktext": [safe(_cut(point.name, letters)) for point in series.points],
    }


def _cut(name: str, letters: int) -> str:
    if not letters or len(name) <= letters:
        return name
    return f"{name[:letters].rsplit(' ', 1)[0]}…"


def _bullet(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    """Share of target per unit; the target is one common line, drawn over the bars."""
    series = spec.series[0]
    limit = float(spec.limit) if spec.limit is not None else None
    real = [None if point.y is None else float(point.y) for point in series.points]
    shown = [value if value is None or limit is None else min(value, limit) for value in real]
    top = max([value for value in shown if value is not None], default=1.0)
    scale = max(top, 1.0)
    figure.add_trace(_bars(series, colours, [value or 0.0 for value in shown], orientation="h", text=None))
    figure.add_trace(_label_column(series, colours, scale * 1.04))
    figure.update_layout(
        xaxis={"visible": False, "range": [0, scale * 1.72]},
        yaxis={**_names(series, 30), "tickfont": {"color": colours.ink}},
    )
    figure.add_shape(
        type="line", x0=1, x1=1, y0=-0.5, y1=len(series.points) - 0.5, xref="x", yref="y",
        line={"color": colours.ink, "width": 1.5},
    )  # fmt: skip
    figure.add_annotation(
        x=1, y=-0.5, yanchor="bottom", text=safe(f"{spec.reference_name} 100%"), showarrow=False,
        font={"size": 11, "color": colours.muted}, yshift=-2,
    )  # fmt: skip
    figure.update_layout(margin={"t": 16})
    figure.update_yaxes(range=[len(series.points) - 0.5, -0.5], autorange=False)
    for point, value in zip(series.points, real, strict=True):
        if limit is not None and value is not None and value > limit:
            figure.add_annotation(
                x=limit * 0.93, y=point.x, text=t("charts.broken_mark"), showarrow=False,
                font={"size": 15, "color": colours.surface},
            )  # fmt: skip


def _label_column(series: Series, colours: Palette, x: float) -> go.Scatter:
    """Labels in one column, clear of bars and of the target line."""
    roles = [point.label_role or Role.PLAN for point in series.points]
    return go.Scatter(
        x=[x] * len(series.points),
        y=[point.x for point in series.points],
        mode="text",
        text=[safe(point.label) for point in series.points],
        textposition="middle right",
        textfont={"size": TEXT_SIZE, "color": [_text_colour(role, colours) for role in roles]},
        cliponaxis=False,
        **_hover(series.points),
    )


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
    for marker in spec.markers:
        figure.add_shape(
            type="line", x0=marker.at.isoformat(), x1=marker.at.isoformat(), y0=0, y1=1, yref="paper",
            line={"color": colours.plan, "width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_annotation(
            x=marker.at.isoformat(), y=1, yref="paper", yanchor="top", xanchor="left", text=safe(marker.name),
            showarrow=False, font={"size": 11, "color": colours.muted}, xshift=3,
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
            x=[str(last.x)], y=[float(last.y or 0)], mode="markers", hoverinfo="skip",
            marker={"size": 9, "color": colours.actual, "line": {"width": 2, "color": colours.surface}},
        )
    )  # fmt: skip
    figure.add_annotation(
        x=str(last.x), y=float(last.y or 0), text=f"<b>{safe(last.label)}</b>", showarrow=False,
        xanchor="right", yanchor="bottom", xshift=-2, yshift=4, font={"size": 14, "color": colours.actual},
    )  # fmt: skip


def _columns(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    series = spec.series[0]
    values = [None if point.y is None else float(point.y) for point in series.points]
    figure.add_trace(_bars(series, colours, values))
    names = _names(series)
    step = max(1, -(-len(series.points) // (MOST_TICKS + 5)))
    names["tickvals"], names["ticktext"] = names["tickvals"][::step], names["ticktext"][::step]
    highest = max([value for value in values if value is not None], default=1.0)
    figure.update_layout(
        xaxis={**names, "showline": True, "tickangle": 0},
        yaxis={"visible": False, "range": [0, max(highest, 1.0) * 1.15]},
        bargap=0.28 if len(series.points) <= 31 else 0.1,
    )


def _paired_bars(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    """Two panels side by side on one list of names; never two axes over one another."""
    counts, values = spec.series
    for series, axis, domain in ((counts, "x", (0.0, 0.47)), (values, "x2", (0.53, 1.0))):
        numbers = [None if point.y is None else float(point.y) for point in series.points]
        highest = max([value for value in numbers if value is not None], default=1.0) or 1.0
        figure.add_trace(
            _bars(
                series, colours, [value or 0.0 for value in numbers], orientation="h", xaxis=axis, yaxis="y"
            )
        )
        figure.update_layout(
            {
                f"xaxis{axis[1:]}": {
                    "domain": domain, "anchor": "y", "visible": False, "fixedrange": True,
                    "range": [0, highest * (1.3 if series is counts else 1.75)],
                }
            }
        )  # fmt: skip
        figure.add_annotation(
            x=domain[0], xref="paper", xanchor="left", y=-0.6, yref="y", yanchor="bottom", showarrow=False,
            text=safe(series.name), font={"size": 11, "color": colours.muted},
        )  # fmt: skip
    figure.update_layout(
        yaxis={**_names(counts, 34), "autorange": "reversed", "tickfont": {"color": colours.ink}},
        margin={"t": 20},
    )


_PAINTERS: dict[Kind, Callable[[go.Figure, ChartSpec, Palette], None]] = {
    Kind.BULLET: _bullet,
    Kind.CUMULATIVE: _cumulative,
    Kind.COLUMNS: _columns,
    Kind.PAIRED_BARS: _paired_bars,
}
