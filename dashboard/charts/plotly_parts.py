"""Role: what every drawn mark shares: escaped texts, its colour by meaning, its hover, the axis of days."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.palette import Palette
from dashboard.charts.spec import Marker, Point
from dashboard.i18n import numbers, t

TEXT_SIZE = 12
NAME_SIZE = 11
MOST_TICKS = 9
LETTER_SHARE = 0.017
"""Width of a letter as a share of a phone's chart: names that do not meet there meet nowhere."""

ROW_PX = 14
LETTER_PX, LEAST_LEFT_PX = 8.5, 50
"""Room beside the axis: a figure's letters as large as they are on a projector."""

ABOVE_HIGHEST = 1.3
"""How far the axis, and so its figures, may reach above what is drawn."""


def safe(text: str) -> str:
    """Text from data as Plotly may show it: no markup, no links."""
    return escape(text, quote=False)


def hover(points: tuple[Point, ...]) -> dict[str, Any]:
    """What is said under the pointer, and what a click asks (dashboard/ui/explain.js)."""
    return {
        "hovertext": [safe(point.hover).replace("\n", "<br>") for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [point.ask for point in points],
    }


def day_axis(figure: go.Figure, first: date, last: date, widest: int = 0) -> None:
    """Months written in Python: Plotly carries no Vietnamese month names. ``widest``: see ``ChartSpec``."""
    months = _months(first, last)
    step = max(1, -(-len(months) // MOST_TICKS))
    shown = months[::step]
    # The same room on the left whatever stands beside the axis: charts under each other share their days.
    letters = len(numbers.integer(int(widest * ABOVE_HIGHEST)))
    figure.update_layout(margin={"l": max(round(LETTER_PX * letters) + 8, LEAST_LEFT_PX)})
    figure.update_yaxes(automargin=False)
    figure.update_xaxes(
        type="date", range=[first.isoformat(), last.isoformat()],
        tickmode="array", tickvals=[f"{y}-{m:02d}-01" for y, m in shown],
        ticktext=[t("charts.periods.month_short", month=m, year=y) for y, m in shown], showline=True,
    )  # fmt: skip


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """Months whose first day lies in the span."""
    start = first.year * 12 + first.month - 1 + (first.day != 1)
    stop = last.year * 12 + last.month - 1
    return [(month // 12, month % 12 + 1) for month in range(start, stop + 1)]


def share_of(day: date, first: date, last: date) -> float:
    """Where a day lies between two: 0 to 1."""
    return (day - first).days / max((last - first).days, 1)


def marker_rows(markers: Sequence[Marker], first: date, last: date) -> list[tuple[int, bool]]:
    """For each named day the line its name is written in, and whether to the left of it: none meet."""
    taken: list[list[tuple[float, float]]] = []
    places = []
    for marker in markers:
        at, width = share_of(marker.at, first, last), len(marker.name) * LETTER_SHARE
        is_left = at + width > 1
        span = (at - width, at) if is_left else (at, at + width)
        row = 0
        while row < len(taken) and any(span[0] < end and begin < span[1] for begin, end in taken[row]):
            row += 1
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        places.append((row, is_left))
    return places


def draw_markers(
    figure: go.Figure,
    markers: Sequence[Marker],
    axis: tuple[date, date],
    colours: Palette,
    *,
    named: bool = True,
) -> None:
    """Vertical lines with their names at the top, each where no other is."""
    for marker, (row, is_left) in zip(markers, marker_rows(markers, *axis), strict=True):
        figure.add_shape(
            type="line", x0=marker.at.isoformat(), x1=marker.at.isoformat(), y0=0, y1=1, yref="paper",
            line={"color": colours.plan, "width": 1, "dash": "dot"},
        )  # fmt: skip
        if named:
            figure.add_annotation(
                x=marker.at.isoformat(), y=1, yref="paper", yanchor="top",
                xanchor="right" if is_left else "left", text=safe(marker.name), showarrow=False,
                font={"size": NAME_SIZE, "color": colours.muted}, xshift=-3 if is_left else 3,
                yshift=-ROW_PX * row, bgcolor=colours.surface,
            )  # fmt: skip
