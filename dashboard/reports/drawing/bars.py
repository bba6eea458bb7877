"""Role: horizontal bars on paper: shares of targets, and count beside value."""

from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from dashboard.charts.palette import Palette, colour
from dashboard.charts.spec import ChartSpec, Point, Role, Value
from dashboard.reports.drawing.style import Size, bare, colour_of, name_lines

THICKNESS = 0.62
BROKEN = "//"
"""A bar that goes on beyond the scale; the screen's sign is in no typeface of documents."""

ROOM = 1.02
"""How far the scale goes beyond the longest bar."""


def bullets(figure: Figure, spec: ChartSpec, whole: ChartSpec, palette: Palette, size: Size) -> None:
    """One bar a unit, the target as one common line; the figure stands at the right edge."""
    axes = figure.add_subplot()
    series = spec.series[0]
    points = series.points
    shown = [_broken(point.y, spec.limit) for point in points]
    reference = Decimal(spec.reference or 1)
    places = range(len(points))
    for place, point, value in zip(places, points, shown, strict=True):
        if value is not None:
            axes.barh(place, float(value), THICKNESS, color=colour_of(point, series, palette))
        if spec.limit is not None and point.y is not None and point.y > spec.limit:
            axes.text(
                float(Decimal(spec.limit)), place, BROKEN, ha="right", va="center",
                color=palette.surface, fontweight="bold",
            )  # fmt: skip
    axes.axvline(float(reference), color=palette.ink, linewidth=1.4)
    axes.annotate(
        f"{spec.reference_name} 100%", (float(reference), 1), xycoords=("data", "axes fraction"),
        xytext=(0, 3), textcoords="offset points", ha="center", va="bottom", color=palette.muted,
    )  # fmt: skip
    every = [_broken(point.y, spec.limit) for point in whole.series[0].points]
    longest = max([value for value in every if value is not None] + [reference])
    _frame(axes, float(longest) * ROOM, points, size)
    _figures(axes, points, palette)


def paired(figure: Figure, spec: ChartSpec, whole: ChartSpec, palette: Palette, size: Size) -> None:
    """Count beside value, each on its own scale, the figure at the end of its bar."""
    both = figure.subplots(1, len(spec.series), squeeze=False)[0]
    for order, (axes, series) in enumerate(zip(both, spec.series, strict=True)):
        longest = max([float(point.y or 0) for point in whole.series[order].points] + [1.0])
        for place, point in enumerate(series.points):
            axes.barh(place, float(point.y or 0), THICKNESS, color=colour_of(point, series, palette))
            axes.annotate(
                point.label, (float(point.y or 0), place), xytext=(3, 0), textcoords="offset points",
                va="center", color=palette.ink, annotation_clip=False,
            )  # fmt: skip
        axes.set_title(series.name, loc="left", fontsize=size.points, color=palette.muted)
        # Room for the figure beside the longest bar.
        _frame(axes, longest * 1.45, series.points, size)
        if order:
            axes.set_yticklabels([])


def _frame(axes: Axes, longest: float, points: tuple[Point, ...], size: Size) -> None:
    names = name_lines(tuple(point.name for point in points), size.width_cm, size.points)
    axes.set_yticks(range(len(points)), names)
    axes.set_ylim(len(points) - 0.4, -0.6)
    axes.set_xlim(0, longest)
    axes.set_xticks([])
    bare(axes, keep=("left",))


def _figures(axes: Axes, points: tuple[Point, ...], palette: Palette) -> None:
    right = axes.secondary_yaxis("right")
    right.set_yticks(range(len(points)), [point.label for point in points])
    right.spines["right"].set_visible(False)
    for tick, point in zip(right.get_yticklabels(), points, strict=True):
        # The context's grey is too light for words.
        role = None if point.label_role is Role.CONTEXT else point.label_role
        tick.set_color(palette.ink if role is None else colour(role, palette))


def _broken(value: Value | None, limit: Value | None) -> Decimal | None:
    exact = None if value is None else Decimal(value)
    return exact if exact is None or limit is None else min(exact, Decimal(limit))
