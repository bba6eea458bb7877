"""Role: draws a course with Plotly: lines named where there is room, the forecast's range hatched."""

from bisect import bisect_left
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import plotly_parts as parts
from dashboard.charts.palette import Palette, colour
from dashboard.charts.spec import ChartSpec, Point, Role, Series

STYLES: dict[Role, dict[str, Any]] = {
    # Actual first: its area would hide the others.
    Role.ACTUAL: {"width": 3, "dash": "solid"},
    Role.CONTEXT: {"width": 2, "dash": "solid"},
    Role.PLAN: {"width": 1.6, "dash": "dash"},
    Role.FORECAST: {"width": 2.4, "dash": "dot"},
}
HEADROOM = 1.16
ROW_ROOM = 0.07
TALLEST_RANGE = 1.5
"""A range that reaches further above everything else runs out of the picture: its label says how far."""

CANDIDATES = tuple(step / 100 for step in range(12, 90, 3))
"""Where along the axis a line may be named."""

EARLY = 0.25
END_WIDTH, END_HEIGHT = 0.17, 0.2
"""Shares of the picture around the end of the actual line that its number needs, beside a name."""


def draw(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    """Lines over days against the plan; marked days by name; figures where the lines end."""
    axis = spec.axis or _span(spec)
    by_role = {series.role: series for series in spec.series}
    rows = max((row for row, _left in parts.marker_rows(spec.markers, *axis)), default=-1) + 1
    top = _highest(spec) * (HEADROOM + ROW_ROOM * rows)
    if Role.FORECAST in by_role:
        _range(figure, by_role[Role.FORECAST], colours)
    for role, style in STYLES.items():
        if role in by_role:
            figure.add_trace(_line(by_role[role], colours, style))
    parts.day_axis(figure, *axis, spec.widest)
    figure.update_yaxes(range=[0, top], showgrid=True, nticks=5, tickformat=",d", rangemode="tozero")
    _reference(figure, spec, colours)
    parts.draw_markers(figure, spec.markers, axis, colours)
    for role in (Role.PLAN, Role.CONTEXT):
        if role in by_role:
            _name(figure, by_role[role], spec, axis, top, colours)
    _end_label(figure, by_role[Role.ACTUAL], axis, colours)
    if Role.FORECAST in by_role:
        _forecast_label(figure, by_role[Role.FORECAST], top, colours)


def _span(spec: ChartSpec) -> tuple[date, date]:
    days = [point.x for series in spec.series for point in series.points if isinstance(point.x, date)]
    return min(days), max(days)


def _highest(spec: ChartSpec) -> float:
    values = [float(point.y) for series in spec.series for point in series.points if point.y is not None]
    lines = max([*values, float(spec.reference or 0), 1.0])
    ranges = [
        float(point.high) for series in spec.series for point in series.points if point.high is not None
    ]
    return max(lines, min(max(ranges, default=0.0), lines * TALLEST_RANGE))


def _line(series: Series, colours: Palette, style: dict[str, Any]) -> go.Scatter:
    is_actual = series.role is Role.ACTUAL
    return go.Scatter(
        x=[str(point.x) for point in series.points],
        y=[None if point.y is None else float(point.y) for point in series.points],
        name=parts.safe(series.name),
        mode="lines",
        line={**style, "color": colour(series.role, colours)},
        fill="tozeroy" if is_actual else "none",
        fillcolor=colours.actual_soft,
        **parts.hover(series.points),
    )


def _range(figure: go.Figure, series: Series, colours: Palette) -> None:
    """Hatched: what is not yet there must not look solid, on paper neither."""
    hue = colour(Role.FORECAST, colours)
    hatched = {
        "fill": "tonexty",
        "fillcolor": "rgba(0,0,0,0)",
        "fillpattern": {"shape": "/", "fgcolor": hue, "size": 7, "solidity": 0.14},
    }
    lows, highs = ([point.low for point in series.points], [point.high for point in series.points])
    for values, fill in ((lows, {}), (highs, hatched)):
        figure.add_trace(
            go.Scatter(
                x=[str(point.x) for point in series.points],
                y=[None if value is None else float(value) for value in values],
                mode="lines",
                hoverinfo="skip",
                line={"width": 0.8, "color": hue},
                **fill,
            )
        )


def _reference(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    if spec.reference is None:
        return
    figure.add_shape(
        type="line", x0=0, x1=1, xref="paper", y0=float(spec.reference), y1=float(spec.reference),
        line={"color": colours.ink, "width": 1.5},
    )  # fmt: skip
    figure.add_annotation(
        x=0, xref="paper", xanchor="left", y=float(spec.reference), yanchor="bottom", showarrow=False,
        text=parts.safe(spec.reference_name), font={"size": parts.TEXT_SIZE, "color": colours.ink},
    )  # fmt: skip


def _name(
    figure: go.Figure, series: Series, spec: ChartSpec, axis: tuple[date, date], top: float, colours: Palette
) -> None:
    """The line's name above it, where the other lines are furthest away."""
    others = [_curve(other, axis) for other in spec.series if other is not series]
    levels = [float(spec.reference)] if spec.reference is not None else []
    own = _curve(series, axis)
    best, place = 0.0, None
    for at in CANDIDATES:
        here = _value(own, at)
        if here is None or _meets_end(spec, axis, top, at, here):
            continue
        near = [value for value in (_value(other, at) for other in others) if value is not None] + levels
        room = min([abs(value - here) for value in near] + [top - here])
        if place is None or room > best:
            best, place = room, (at, here)
    if place is None:
        return
    days = (axis[1] - axis[0]).days
    on = date.fromordinal(axis[0].toordinal() + round(place[0] * days))
    figure.add_annotation(
        x=on.isoformat(), y=place[1], text=parts.safe(series.name), showarrow=False, yanchor="bottom",
        xanchor="center", yshift=3, bgcolor=colours.surface, opacity=0.92,
        font={"size": parts.TEXT_SIZE, "color": colours.muted},
    )  # fmt: skip


def _meets_end(spec: ChartSpec, axis: tuple[date, date], top: float, at: float, height: float) -> bool:
    """Whether a name there would touch the number at the end of the actual line."""
    ends = [series.points[-1] for series in spec.series if series.role is Role.ACTUAL and series.points]
    return any(
        isinstance(end.x, date)
        and abs(parts.share_of(end.x, *axis) - at) < END_WIDTH
        and abs(float(end.y or 0) - height) < END_HEIGHT * top
        for end in ends
    )


Curve = tuple[list[float], list[float]]


def _curve(series: Series, axis: tuple[date, date]) -> Curve:
    points = [point for point in series.points if isinstance(point.x, date) and point.y is not None]
    days = [parts.share_of(point.x, *axis) for point in points if isinstance(point.x, date)]
    return days, [float(point.y or 0) for point in points]


def _value(curve: Curve, at: float) -> float | None:
    """The line's height there; None where it is not drawn."""
    days, values = curve
    if not days or not days[0] <= at <= days[-1]:
        return None
    right = bisect_left(days, at)
    if right == 0 or days[right] == at:
        return values[right]
    part = (at - days[right - 1]) / (days[right] - days[right - 1])
    return values[right - 1] + (values[right] - values[right - 1]) * part


def _end_label(figure: go.Figure, actual: Series, axis: tuple[date, date], colours: Palette) -> None:
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
    is_early = isinstance(last.x, date) and parts.share_of(last.x, *axis) < EARLY
    figure.add_annotation(
        x=str(last.x), y=float(last.y or 0), text=f"<b>{parts.safe(last.label)}</b>", showarrow=False,
        xanchor="center" if is_early else "right", yanchor="bottom", xshift=-2, yshift=5,
        font={"size": 14, "color": colours.actual},
    )  # fmt: skip


def _forecast_label(figure: go.Figure, series: Series, top: float, colours: Palette) -> None:
    """At the deadline, above the line; below it when there is no room above."""
    last: Point = series.points[-1]
    value = float(last.y or 0)
    is_high = value > top * 0.86
    figure.add_annotation(
        x=str(last.x), y=value, text=f"<b>{parts.safe(last.label)}</b>", showarrow=False, xanchor="right",
        yanchor="top" if is_high else "bottom", yshift=-6 if is_high else 6,
        bgcolor=colours.surface, opacity=0.92, font={"size": 13, "color": colours.actual},
    )  # fmt: skip
