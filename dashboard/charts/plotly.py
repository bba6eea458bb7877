"""Role: draws lines and columns with Plotly in our own template; texts escaped, numbers written in Python."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import plotly_lines, plotly_periods
from dashboard.charts.palette import Mode, Palette, colour, palette
from dashboard.charts.plotly_parts import TEXT_SIZE, hover, safe
from dashboard.charts.spec import ChartSpec, Kind, Series
from dashboard.i18n import Language, current_language

FONT = "Be Vietnam Pro, sans-serif"
MOST_NAMES, LEAST_TEXT = 14, 8
DAYS_OF_A_MONTH = 31
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


def _bars(series: Series, colours: Palette, places: list[str] | list[int]) -> go.Bar:
    return go.Bar(
        x=places,
        y=[None if point.y is None else float(point.y) for point in series.points],
        name=safe(series.name),
        marker={
            "color": [colour(point.role or series.role, colours) for point in series.points],
            "line": {"width": 0},
            "cornerradius": 3,
        },
        text=[safe(point.label) for point in series.points],
        textposition="outside",
        textangle=0,
        textfont={"size": TEXT_SIZE, "color": colours.muted},
        cliponaxis=False,
        **hover(series.points),
    )


def _names(series: Series) -> dict[str, Any]:
    step = max(1, -(-len(series.points) // MOST_NAMES))
    return {
        "type": "category",
        "tickmode": "array",
        "tickvals": [point.x for point in series.points][::step],
        "ticktext": [safe(point.name) for point in series.points][::step],
    }


def _columns(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    if spec.axis is not None:
        plotly_periods.draw(figure, spec, colours)
        return
    series = spec.series[0]
    count = len(series.points)
    places = list(range(count)) if spec.edges else [str(point.x) for point in series.points]
    figure.add_trace(_bars(series, colours, places))
    highest = max([float(point.y) for point in series.points if point.y is not None], default=1.0)
    figure.update_layout(
        xaxis={**(_edges(spec) if spec.edges else _names(series)), "showline": True, "tickangle": 0},
        yaxis={"visible": False, "range": [0, max(highest, 1.0) * 1.15]},
        uniformtext={"minsize": LEAST_TEXT, "mode": "show"},  # else each is as small as its column is narrow
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
    Kind.CUMULATIVE: plotly_lines.draw,
    Kind.COLUMNS: _columns,
}
