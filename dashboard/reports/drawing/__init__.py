"""Role: draws a spec on paper: the numbers of the screen as vectors or as a picture, without a browser."""

from collections.abc import Callable
from io import BytesIO
from typing import TypeAlias

from matplotlib.figure import Figure

from dashboard.charts.palette import LIGHT, Palette
from dashboard.charts.spec import ChartSpec, Kind
from dashboard.reports.drawing import bars, lines
from dashboard.reports.drawing.style import CM_PER_INCH, Size, rows_height, styled

Painter: TypeAlias = Callable[[Figure, ChartSpec, ChartSpec, Palette, Size], None]
"""Figure, what is drawn, the whole whose scale it keeps, colours, size."""

PROPORTION = 0.42
"""Height of a course or of columns by their width."""

PAINTERS: dict[Kind, Painter] = {
    Kind.BULLET: bars.bullets,
    Kind.PAIRED_BARS: bars.paired,
    Kind.COLUMNS: lines.columns,
    Kind.CUMULATIVE: lines.cumulative,
}
"""Every kind of chart has one; a test holds to that."""


def svg(spec: ChartSpec, size: Size, palette: Palette = LIGHT, *, part_of: ChartSpec | None = None) -> bytes:
    """An SVG of the chart alone (title, unit and note are the page's business); letters are outlines.

    ``part_of``: the whole chart when only some of its bars are drawn, so that parts compare.
    """
    with styled(palette, size.points):
        figure = _figure(spec, size, palette, part_of or spec)
        out = BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def png(spec: ChartSpec, size: Size, palette: Palette = LIGHT, *, dpi: int = 200) -> bytes:
    """A PNG of the chart alone, ``size.width_cm`` wide at ``dpi`` dots per inch."""
    with styled(palette, size.points):
        figure = _figure(spec, size, palette, spec)
        out = BytesIO()
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def fitting(spec: ChartSpec, width_cm: float, points: float = 9.0) -> Size:
    """The size at which a chart of this width can be read: bars take what their rows need."""
    if spec.kind in (Kind.BULLET, Kind.PAIRED_BARS) and spec.series:
        names = tuple(point.name for point in spec.series[0].points)
        return Size(width_cm, rows_height(names, width_cm, points), points)
    return Size(width_cm, width_cm * PROPORTION, points)


def _figure(spec: ChartSpec, size: Size, palette: Palette, whole: ChartSpec) -> Figure:
    figure = Figure(
        figsize=(size.width_cm / CM_PER_INCH, size.height_cm / CM_PER_INCH),
        facecolor=palette.surface,
        layout="constrained",
    )
    PAINTERS[spec.kind](figure, spec, whole, palette, size)
    return figure
