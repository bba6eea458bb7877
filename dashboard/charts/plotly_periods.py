"""Role: draws periods as columns on an axis of days, so that they lie under the course and gaps are seen."""

from datetime import date, timedelta
from itertools import pairwise

import plotly.graph_objects as go

from dashboard.charts import plotly_parts as parts
from dashboard.charts.palette import Palette
from dashboard.charts.spec import ChartSpec, Point, Role

MS_OF_A_DAY = 86_400_000
GAP = 0.16
"""Share of a period's width that stays free."""

HEADROOM = 1.18
MONTH = 28


def draw(figure: go.Figure, spec: ChartSpec, colours: Palette) -> None:
    """Columns as wide as their periods; an empty one is a pale band with its nought."""
    first, last = spec.axis or (date.min, date.max)
    points = spec.series[0].points
    spans = _spans([date.fromisoformat(str(point.x)) for point in points], first, last)
    highest = max([float(point.y or 0) for point in points] + [1.0])
    figure.add_trace(
        go.Bar(
            x=[start.isoformat() for start, _days in spans],
            offset=[days * MS_OF_A_DAY * GAP / 2 for _start, days in spans],
            width=[days * MS_OF_A_DAY * (1 - GAP) for _start, days in spans],
            y=[float(point.y or 0) for point in points],
            marker={"color": colours.actual, "line": {"width": 0}},
            text=[parts.safe(point.label) for point in points],
            textposition="outside", textangle=0, cliponaxis=False, constraintext="none",
            textfont={"size": parts.TEXT_SIZE, "color": [_ink(point, colours) for point in points]},
            **parts.hover(points),
        )
    )  # fmt: skip
    for point, (start, days) in zip(points, spans, strict=True):
        if point.role is Role.ATTENTION:
            figure.add_shape(
                type="rect", x0=start.isoformat(), x1=(start + timedelta(days=days)).isoformat(),
                y0=0, y1=1, yref="paper", line={"width": 0}, fillcolor=colours.attention_soft, layer="below",
            )  # fmt: skip
    parts.day_axis(figure, first, last + timedelta(days=1), spec.widest)
    parts.draw_markers(figure, spec.markers, (first, last), colours, named=False)
    figure.update_yaxes(
        range=[0, highest * HEADROOM], showgrid=True, nticks=3, tickformat=",d", rangemode="tozero"
    )


def _spans(starts: list[date], first: date, last: date) -> list[tuple[date, int]]:
    """First day and length of each period as far as it lies on the axis; the last one as long as before."""
    between = [(after - before).days for before, after in pairwise(starts)]
    lengths = [*between, between[-1] if between else MONTH]
    found = []
    for start, length in zip(starts, lengths, strict=True):
        begin, end = max(start, first), min(start + timedelta(days=length), last + timedelta(days=1))
        found.append((begin, max((end - begin).days, 1)))
    return found


def _ink(point: Point, colours: Palette) -> str:
    return colours.attention if point.label_role is Role.ATTENTION else colours.muted
