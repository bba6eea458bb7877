"""Role: courses and columns on paper."""

from datetime import date
from typing import Literal, TypeAlias

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from dashboard.charts.palette import Palette, colour
from dashboard.charts.plotly_parts import marker_rows
from dashboard.charts.spec import ChartSpec, Role, Series
from dashboard.i18n import numbers, t
from dashboard.reports.drawing.style import Size, bare, colour_of

MOST_NAMES = 14
MOST_MONTHS = 9
HEADROOM, ROW_ROOM = 1.16, 0.09
"""Room above the highest value, and for each line of names of marked days."""

TALLEST_RANGE = 1.5
"""A range that reaches further above everything else runs out of the picture: its label says how far."""

Dash: TypeAlias = Literal["-", ":"] | tuple[float, tuple[float, ...]]
STYLES: dict[Role, tuple[Dash, float]] = {
    Role.ACTUAL: ("-", 2.4),
    Role.PLAN: ((0, (5, 3)), 1.6),
    Role.CONTEXT: ("-", 1.6),
    Role.FORECAST: (":", 2.2),
}
"""Dashes and width of a line by what it means."""


def cumulative(figure: Figure, spec: ChartSpec, whole: ChartSpec, palette: Palette, size: Size) -> None:
    """Lines over days against the plan; marked days by name; the last value at its point."""
    axes = figure.add_subplot()
    for series in spec.series:
        _line(axes, series, palette)
    first, last = spec.axis or _span(spec)
    rows = marker_rows(spec.markers, first, last)
    lines = max((row for row, _left in rows), default=-1) + 1
    axes.set_ylim(0, _highest(spec) * (HEADROOM + ROW_ROOM * lines))
    axes.set_xlim(_at(first), _at(last))
    _months(axes, first, last)
    axes.yaxis.set_major_formatter(lambda value, _: numbers.integer(round(value)))
    axes.tick_params(axis="y", colors=palette.muted)
    axes.grid(axis="y", color=palette.line, linewidth=0.7)
    axes.set_axisbelow(True)
    bare(axes, keep=("bottom",))
    if spec.reference is not None:
        axes.axhline(float(spec.reference), color=palette.ink, linewidth=1.2)
        axes.annotate(
            spec.reference_name, (0, float(spec.reference)), xycoords=("axes fraction", "data"),
            xytext=(2, 2), textcoords="offset points", ha="left", va="bottom",
        )  # fmt: skip
    _markers(axes, spec, rows, palette, size)
    _legend(axes, spec, palette)


def columns(figure: Figure, spec: ChartSpec, whole: ChartSpec, palette: Palette, size: Size) -> None:
    """Columns of periods or bins, the figure above each as long as there is room."""
    axes = figure.add_subplot()
    series = spec.series[0]
    count = len(series.points)
    tallest = max([float(point.y or 0) for point in whole.series[0].points] + [1.0])
    for place, point in enumerate(series.points):
        axes.bar(place, float(point.y or 0), 0.72, color=colour_of(point, series, palette))
        if point.label:
            axes.annotate(
                point.label, (place, float(point.y or 0)), xytext=(0, 2), textcoords="offset points",
                ha="center", va="bottom", color=palette.muted,
            )  # fmt: skip
    axes.set_ylim(0, tallest * 1.15)
    axes.set_yticks([])
    bare(axes, keep=("bottom",))
    axes.tick_params(axis="x", colors=palette.muted)
    if spec.edges:
        axes.set_xticks([place - 0.5 for place in range(len(spec.edges))], spec.edges)
        axes.set_xlim(-0.6, len(spec.edges) - 1.4)
        return
    step = max(1, -(-count // MOST_NAMES))
    axes.set_xticks(range(0, count, step), [point.name for point in series.points][::step])
    axes.set_xlim(-0.6, max(count, 1) - 0.4)


def _line(axes: Axes, series: Series, palette: Palette) -> None:
    points = [point for point in series.points if point.y is not None and isinstance(point.x, date)]
    at = [_at(point.x) for point in points if isinstance(point.x, date)]
    values = [float(point.y or 0) for point in points]
    style, width = _style(series.role)
    hue = colour(series.role, palette)
    is_actual = series.role is Role.ACTUAL
    axes.plot(at, values, linestyle=style, linewidth=width, color=hue, zorder=3 if is_actual else 2)
    if is_actual and points:
        axes.fill_between(at, values, color=palette.actual_soft, zorder=1, linewidth=0)
        axes.plot(at[-1], values[-1], "o", color=hue, zorder=4, clip_on=False)
        axes.annotate(
            points[-1].label, (at[-1], values[-1]), xytext=(-4, 5), textcoords="offset points",
            ha="right", va="bottom", color=hue, fontweight="bold", zorder=5,
        )  # fmt: skip
    elif series.role is Role.FORECAST and points:
        _range(axes, series, palette)
        axes.annotate(
            points[-1].label, (at[-1], values[-1]), xytext=(-4, 5), textcoords="offset points",
            ha="right", va="bottom", color=palette.actual, fontweight="bold", zorder=5,
        )  # fmt: skip


def _months(axes: Axes, first: date, last: date) -> None:
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    stop = last.year * 12 + last.month - 1
    months = [date(number // 12, number % 12 + 1, 1) for number in range(start, stop + 1)]
    shown = months[:: max(1, -(-len(months) // MOST_MONTHS))]
    names = [t("charts.periods.month_short", month=day.month, year=day.year) for day in shown]
    axes.set_xticks([_at(day) for day in shown], names)


def _markers(axes: Axes, spec: ChartSpec, rows: list[tuple[int, bool]], palette: Palette, size: Size) -> None:
    for marker, (row, is_left) in zip(spec.markers, rows, strict=True):
        axes.axvline(_at(marker.at), color=palette.plan, linewidth=0.8, linestyle=":")
        axes.annotate(
            marker.name, (_at(marker.at), 1), xycoords=("data", "axes fraction"),
            xytext=(-3 if is_left else 3, -row * size.points * 1.35), textcoords="offset points",
            ha="right" if is_left else "left", va="top", color=palette.muted, fontsize=size.points * 0.9,
        )  # fmt: skip


def _span(spec: ChartSpec) -> tuple[date, date]:
    days = [point.x for series in spec.series for point in series.points if isinstance(point.x, date)]
    return min(days), max(days)


def _highest(spec: ChartSpec) -> float:
    points = [point for series in spec.series for point in series.points]
    lines = max([*(float(p.y) for p in points if p.y is not None), float(spec.reference or 0), 1.0])
    ranges = max((float(point.high) for point in points if point.high is not None), default=0.0)
    return max(lines, min(ranges, lines * TALLEST_RANGE))


def _range(axes: Axes, series: Series, palette: Palette) -> None:
    """Hatched: what is not yet there must not look solid."""
    points = [p for p in series.points if p.low is not None and p.high is not None and isinstance(p.x, date)]
    if not points:
        return
    hue = colour(Role.FORECAST, palette)
    axes.fill_between(
        [_at(point.x) for point in points if isinstance(point.x, date)],
        [float(point.low or 0) for point in points],
        [float(point.high or 0) for point in points],
        facecolor="none", edgecolor=hue, hatch="////", linewidth=0.6, alpha=0.55, zorder=1,
    )  # fmt: skip


def _legend(axes: Axes, spec: ChartSpec, palette: Palette) -> None:
    """Only where lines cross: beside the axis, in the colours of the lines."""
    if len(spec.series) < 2:
        return
    lines = [
        Line2D([], [], color=colour(s.role, palette), linewidth=2, linestyle=_style(s.role)[0])
        for s in spec.series
    ]
    axes.legend(
        lines, [s.name for s in spec.series], loc="lower center", bbox_to_anchor=(0.5, 1.0),
        ncols=len(spec.series), frameon=False,
    )  # fmt: skip


def _style(role: Role) -> tuple[Dash, float]:
    return STYLES.get(role, STYLES[Role.CONTEXT])


def _at(day: date) -> float:
    return float(day.toordinal())
