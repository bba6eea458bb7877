"""Role: charts on slides as native charts that can be edited; their workbooks hold the spec's own numbers."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import ChartSpec, Kind, Point, Series, Value
from dashboard.i18n import t
from dashboard.reports import text_fit
from dashboard.reports.plain_text import clean
from dashboard.reports.pptx_lines import draw_lines
from dashboard.reports.pptx_marks import COLOURS, alt_text, label, manual_layout, number_format, rgb
from dashboard.reports.pptx_master import Box

POINTS = 18
PITCH = 25.0
"""Least points from one bar to the next: one line of names."""

AXIS = 26.0
"""Room above the bars for 100%, 200% …"""

NAMES_SHARE = 0.44
"""Share of the width that names may take; a longer name ends with an ellipsis, the table has it whole."""

PAIRED_NAMES_SHARE = 0.42
PAIRED_GAP = 20.0
LEAST_BAR = 50.0
_LABEL_GAP = 16.0


def draw(
    slide: Any, spec: ChartSpec, box: Box, scale: ChartSpec, head: float = AXIS, names: float = NAMES_SHARE
) -> None:
    """Add the chart in a box; ``scale`` is the whole chart of which ``spec`` may be one slide's part.

    ``head`` is the room above bars against a target, ``names`` the most that their names take of the width.
    """
    if spec.kind is Kind.CUMULATIVE:
        draw_lines(slide, spec, box)
    elif spec.kind is Kind.COLUMNS:
        _columns(slide, spec, box)
    elif spec.kind is Kind.PAIRED_BARS:
        _paired(slide, spec, box, scale)
    else:
        _bars(slide, spec, box, scale, head, names)


def parts(spec: ChartSpec, rows: int) -> list[ChartSpec]:
    """The chart in parts of about as many bars each, at most ``rows``."""
    count = max(len(series.points) for series in spec.series)
    if spec.kind not in (Kind.BULLET, Kind.PAIRED_BARS) or count <= rows:
        return [spec]
    pages = -(-count // rows)
    borders = [count * page // pages for page in range(pages + 1)]
    return [
        replace(spec, series=tuple(replace(each, points=each.points[low:high]) for each in spec.series))
        for low, high in pairwise(borders)
    ]


def names_width(scale: ChartSpec, width: float, most: float) -> float:
    """Points that the names beside bars take, with the gap to the bars."""
    return min(_widest([_bar_name(point) for point in scale.series[0].points]), width * most)


def _bars(slide: Any, spec: ChartSpec, box: Box, scale: ChartSpec, head: float, most: float) -> None:
    """Bullets: the result solid, the common target as an outline over it."""
    points = spec.series[0].points
    names = names_width(scale, box.width, most)
    data = CategoryChartData(number_format="0.0%")
    data.categories = _unique([text_fit.cut_middle(_bar_name(p), POINTS, names - 14) for p in points])
    # The target first, so that the result is drawn over it; 0 where there is none, to write that beside it.
    target = _number(1 if spec.reference is None else spec.reference)
    data.add_series(clean(spec.reference_name), [0 if p.y is None else target for p in points])
    data.add_series(clean(spec.series[0].name), [_number(p.y) for p in points])
    frame = _add(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, spec)
    chart = frame.chart
    _bare(chart)
    plot_width = box.width - names - 8
    shown = [p.y for p in scale.series[0].points if p.y is not None]
    longest = max([Decimal(value) for value in shown] + [Decimal(spec.reference or 0)], default=Decimal(1))
    if spec.limit is not None:
        longest = min(longest, Decimal(spec.limit))
    labels = _labels_width(scale.series[0])
    chart.value_axis.maximum_scale = float(longest or 1) * plot_width / max(plot_width - labels, 40.0)
    top = head / box.height
    manual_layout(chart, names / box.width, top, plot_width / box.width, 1.0 - top)
    _percent_axis(chart.value_axis)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    aim, result = plot.series
    _outline(aim, [p.y is not None and p.y < (spec.reference or 1) for p in points])
    _paint(result, spec.series[0], points)
    for place, point in enumerate(points):
        beyond = spec.limit is not None and point.y is not None and point.y > spec.limit
        short = point.y is None or (spec.reference is not None and point.y < spec.reference)
        words = f"{t('charts.broken_mark')} {point.label}" if beyond else point.label
        position = XL_LABEL_POSITION.INSIDE_END if beyond else XL_LABEL_POSITION.OUTSIDE_END
        colour = "FFFFFF" if beyond else None
        if words:
            label(aim if short else result, place, words, position, colour, point.label_role)


def _percent_axis(axis: Any) -> None:
    """A line at each full target; the first one is named above the bars, the others would run together."""
    axis.visible = axis.has_major_gridlines = True
    axis.major_unit = 1
    axis.major_gridlines.format.line.color.rgb = rgb(LIGHT.line)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = '[=1]0%;""', False
    axis.tick_labels.font.size = Pt(POINTS)
    axis.tick_labels.font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _bar_name(point: Point) -> str:
    return point.name or str(point.x)


def _paired(slide: Any, spec: ChartSpec, box: Box, scale: ChartSpec) -> None:
    """Two charts side by side, each on its own scale; the names stand left of the first."""
    plots = paired_plots(scale, box.width)
    for place, (series, (left, width)) in enumerate(zip(spec.series, plots, strict=True)):
        names_width = left if place == 0 else 0.0
        part = Box(box.left + left - names_width, box.top, names_width + width, box.height)
        _single(slide, spec, series, scale.series[place], part, names_width)


def paired_plots(spec: ChartSpec, width: float) -> tuple[tuple[float, float], ...]:
    """Left edge and width of the bars with their labels, of both charts: the same length for the longest."""
    labels = [_labels_width(series) for series in spec.series]
    taken = PAIRED_GAP * (len(labels) - 1) + sum(labels)
    most = min(width * PAIRED_NAMES_SHARE, width - taken - LEAST_BAR * len(labels))
    names_width = min(_widest([_bar_name(p) for p in spec.series[0].points]), most)
    bars = (width - names_width - taken) / len(labels)
    plots, left = [], names_width
    for each in labels:
        plots.append((left, bars + each))
        left += bars + each + PAIRED_GAP
    return tuple(plots)


def _labels_width(series: Series) -> float:
    return max((text_fit.width(p.label, POINTS) for p in series.points), default=0.0) + _LABEL_GAP


def _single(slide: Any, spec: ChartSpec, series: Series, scale: Series, box: Box, names_width: float) -> None:
    data = CategoryChartData(number_format=number_format())
    names = [p.name or str(p.x) for p in series.points]
    data.categories = _unique(
        [text_fit.cut_middle(name, POINTS, max(names_width - 14, 150.0)) for name in names]
    )
    data.add_series(clean(series.name), [_number(p.y) for p in series.points])
    unknown = [place for place, point in enumerate(series.points) if point.y is None and point.label]
    if unknown:  # bars of no length, to write beside them that nothing is known
        data.add_series(t("charts.fields.none_declared"), [0 if p.y is None else None for p in series.points])
    chart = _add(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, spec, series.name).chart
    _bare(chart)
    if not names_width:
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    plot_width = box.width - names_width - 8
    longest = max((Decimal(p.y) for p in scale.points if p.y is not None), default=Decimal(1))
    labels = _labels_width(scale)
    chart.value_axis.maximum_scale = float(longest or 1) * plot_width / max(plot_width - labels, 40.0)
    manual_layout(chart, (names_width + 4) / box.width, 0.0, plot_width / box.width, 1.0)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    _paint(plot.series[0], series, series.points)
    for place, point in enumerate(series.points):
        drawn = plot.series[1 if place in unknown else 0]
        label(drawn, place, point.label, XL_LABEL_POSITION.OUTSIDE_END, None, None)


def _columns(slide: Any, spec: ChartSpec, box: Box) -> None:
    series = spec.series[0]
    data = CategoryChartData(number_format=number_format())
    data.categories = _unique([p.name or str(p.x) for p in series.points])
    data.add_series(clean(series.name), [_number(p.y) for p in series.points])
    chart = _add(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, box, data, spec).chart
    _bare(chart, upside_down=False)
    below = 2.2 * POINTS * text_fit.LINE
    manual_layout(chart, 0.0, 0.08, 1.0, 0.92 - below / box.height)
    plot = chart.plots[0]
    plot.gap_width = 40
    _paint(plot.series[0], series, series.points)
    for place, point in enumerate(series.points):
        if point.label:
            label(plot.series[0], place, point.label, XL_LABEL_POSITION.OUTSIDE_END, None, None)


def _add(slide: Any, kind: Any, box: Box, data: Any, spec: ChartSpec, what: str = "") -> Any:
    frame = slide.shapes.add_chart(kind, *box.emu(), data)
    alt_text(frame, spec, what)
    return frame


def _bare(chart: Any, *, upside_down: bool = True) -> None:
    """No legend, no grid, no value axis: the numbers stand beside the marks."""
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(POINTS)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale = 0
    value.visible = value.has_major_gridlines = False
    category.reverse_order = upside_down
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = rgb(LIGHT.context)
    category.tick_labels.offset = 40
    # Every name, also where the program would leave some out.
    axis = category._element
    for name in ("c:tickLblSkip", "c:noMultiLvlLbl"):
        for old in axis.findall(qn(name)):
            axis.remove(old)
    etree.SubElement(axis, qn("c:tickLblSkip"), val="1")
    etree.SubElement(axis, qn("c:noMultiLvlLbl"), val="1")


def _paint(drawn: Any, series: Series, points: Sequence[Point]) -> None:
    """The series in its colour, single marks in theirs where they mean something else."""
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = rgb(COLOURS[series.role])
    drawn.invert_if_negative = False
    for place, point in enumerate(points):
        if point.role is not None and point.role is not series.role:
            fill = drawn.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = rgb(COLOURS[point.role])


def _outline(drawn: Any, short: Sequence[bool]) -> None:
    """The target as a dashed outline where the result leaves some of it open."""
    drawn.format.fill.background()
    drawn.format.line.fill.background()
    for place, is_short in enumerate(short):
        if is_short:
            drawn.points[place].format.fill.background()
            line = drawn.points[place].format.line
            line.color.rgb = rgb(LIGHT.plan)
            line.width = Pt(1.25)
            line.dash_style = MSO_LINE.DASH


def _widest(names: Sequence[str]) -> float:
    return max((text_fit.width(name, POINTS) for name in names), default=0.0) + 14.0


def _unique(names: Sequence[str]) -> list[str]:
    """Categories of a workbook are kept apart also where two units bear the same name."""
    return [clean(name) for name in names]


def _number(value: Value | None) -> float | int | None:
    """As a workbook keeps it: whole numbers whole, shares as the nearest binary fraction."""
    if value is None or isinstance(value, int):
        return value
    return float(value)
