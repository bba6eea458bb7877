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
    starts = [date.fromisoformat(str(point.x)) for point in points]
    lengths = _lengths(starts)
    highest = max([float(point.y or 0) for point in points] + [1.0])
    figure.add_trace(
        go.Bar(
            x=[start.isoformat() for start in starts],
            offset=[length * MS_OF_A_DAY * GAP / 2 for length in lengths],
            width=[length * MS_OF_A_DAY * (1 - GAP) for length in lengths],
            y=[float(point.y or 0) for point in points],
            marker={"color": colours.actual, "line": {"width": 0}},
            text=[parts.safe(point.label) for point in points],
            textposition="outside", textangle=0, cliponaxis=False,
            textfont={"size": parts.TEXT_SIZE, "color": [_ink(point, colours) for point in points]},
            **parts.hover(points),
        )
    )  # fmt: skip
    for point, start, length in zip(points, starts, lengths, strict=True):
        if point.role is Role.ATTENTION:
            figure.add_shape(
                type="rect", x0=start.isoformat(), x1=(start + timedelta(days=length)).isoformat(),
                y0=0, y1=1, yref="paper", line={"width": 0}, fillcolor=colours.attention_soft, layer="below",
            )  # fmt: skip
    begin = min([first, *starts[:1]])
    parts.day_axis(figure, begin, last)
    parts.draw_markers(figure, spec.markers, (begin, last), colours, named=False)
    figure.update_yaxes(visible=False, range=[0, highest * HEADROOM])


def _lengths(starts: list[date]) -> list[int]:
    """Days of each period; the last one is as long as the one before it, a lone one a month."""
    between = [(after - before).days for before, after in pairwise(starts)]
    return [*between, between[-1] if between else MONTH]


def _ink(point: Point, colours: Palette) -> str:
    return colours.attention if point.label_role is Role.ATTENTION else colours.muted
