"""Role: rows of bars on a slide: names and figures as text, all slides of one chart on one scale."""

from collections.abc import Iterable
from decimal import Decimal

from dashboard.charts.spec import ChartSpec, Point, Series, Value
from dashboard.i18n import t
from dashboard.reports import text_fit
from dashboard.reports.pptx_charts import paired_plots
from dashboard.reports.pptx_master import Box
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.ui.slide_units import sized, width_style

POINTS = 18
GAP = 10.0
ROOM = Decimal("0.98")
"""Share of a track that the longest bar takes, so that its end shows."""


def bullets(spec: ChartSpec, whole: ChartSpec, box: Box, head: float, most: float) -> Markup:
    """Bars against the common target; ``whole`` is the chart of which ``spec`` may be one slide's part.

    ``head`` is the room above them, ``most`` the share of the width that names may take; longer ones lose
    their middle, the annex has them whole.
    """
    everything = whole.series[0].points
    names = min(_widest(_name(point) for point in everything), box.width * most)
    figures = _widest(point.label for point in everything)
    reference = Decimal(spec.reference or 1)
    shown = [value for point in everything if (value := _broken(point.y, whole.limit)) is not None]
    scale = max([*shown, reference]) / ROOM
    tick = f"left:{_percent(reference / scale)}"
    # Its own words as far left of the tick as the tick is from the left: they end where the track ends.
    aside = f"{tick};transform:translateX(-{_percent(reference / scale)})"
    goal = element("span", "goal", text(f"{spec.reference_name} 100%".strip()), style=aside)
    above = element(
        "div",
        "row sk-rowhead",
        _named("", names),
        element("span", "track", goal),
        element("span", "figure", style=width_style(figures)),
        style=f"flex:0 0 {head / box.height * 100:.3f}%",
    )
    rows = [
        element(
            "div",
            "row",
            _named(_short(_name(point), names), names),
            _track(point, spec.series[0], scale, spec.limit, element("i", "tick", style=tick)),
            element("span", "figure", text(point.label), role=point.label_role, style=width_style(figures)),
        )
        for point in spec.series[0].points
    ]
    return element(
        "div", "bars", above, *rows, style=sized(box, POINTS), role_="group", aria_label=whole.text
    )


def paired(spec: ChartSpec, whole: ChartSpec, box: Box) -> Markup:
    """Count beside value, each on its own scale; the names of both stand above, as pieces of the slide."""
    plots = paired_plots(whole, box.width)
    names = plots[0][0] - GAP
    scales = [_longest(series) for series in whole.series]
    labels = [_widest(point.label for point in series.points) for series in whole.series]
    rows = []
    for points in zip(*(series.points for series in spec.series), strict=True):
        bars = [
            element(
                "span",
                "pair",
                _track(point, series, scale, None),
                element("span", "figure", text(point.label), style=width_style(label)),
                style=f"left:{left / box.width * 100:.3f}%;width:{width / box.width * 100:.3f}%",
            )
            for point, series, scale, label, (left, width) in zip(
                points, spec.series, scales, labels, plots, strict=True
            )
        ]
        rows.append(element("div", "row", _named(_short(_name(points[0]), names), names), *bars))
    return element("div", "bars", *rows, style=sized(box, POINTS), role_="group", aria_label=whole.text)


def _named(name: str, width: float) -> Markup:
    return element("span", "name", text(name), style=width_style(width))


def _track(point: Point, series: Series, scale: Decimal, limit: Value | None, *over: Markup) -> Markup:
    value = _broken(point.y, limit)
    if value is None:
        return element("span", "track", *over)
    is_broken = limit is not None and point.y is not None and point.y > limit
    mark = element("b", "", text(t("charts.broken_mark"))) if is_broken else NOTHING
    width = f"width:{_percent(value / scale)}"
    return element(
        "span", "track", element("span", "fill", mark, role=point.role or series.role, style=width), *over
    )


def _longest(series: Series) -> Decimal:
    return max([Decimal(point.y) for point in series.points if point.y is not None] + [Decimal(1)])


def _broken(value: Value | None, limit: Value | None) -> Decimal | None:
    if value is None or limit is None:
        return None if value is None else Decimal(value)
    return min(Decimal(value), Decimal(limit))


def _name(point: Point) -> str:
    return point.name or str(point.x)


def _short(name: str, room: float) -> str:
    """Too long a name loses its middle: units of one kind differ in their last words."""
    if text_fit.width(name, POINTS) <= room:
        return name
    end = " ".join(name.split()[-2:])
    left = room - text_fit.width(f" {end}", POINTS)
    return (
        f"{text_fit.cut(name, POINTS, left)} {end}" if left > room / 2 else text_fit.cut(name, POINTS, room)
    )


def _widest(words: Iterable[str]) -> float:
    return max((text_fit.width(each, POINTS) for each in words), default=0.0) + GAP / 2


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"
