"""Role: cumulative lines as a native chart on an axis of dates, each named at its end."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, TypeAlias

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import ChartSpec, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.reports import pptx_flags, text_fit
from dashboard.reports.plain_text import clean
from dashboard.reports.pptx_marks import (
    COLOURS,
    alt_text,
    label,
    manual_layout,
    move_label,
    number_format,
    rgb,
)
from dashboard.reports.pptx_master import Box

POINTS = 18
End: TypeAlias = tuple[Point | None, str]
"""The last point of a line and what is written there."""

_MONTHS_SHOWN = 7
_DAYS_PER_MONTH = 30.4
_DAY_NOUGHT = date(1899, 12, 30)
"""From which workbooks count their days."""

HIGH_UP, BELOW = -0.16, 0.07
_LOW = 0.2
"""Of the height: below it a label under the line would meet the axis."""

_ABOVE_EVERYTHING = Decimal("1.05")


def draw_lines(slide: Any, spec: ChartSpec, box: Box) -> None:
    """One row of the workbook per day that any line has a point on; lines run on over days without."""
    shown = (*spec.series, *(edge for each in spec.series for edge in _range(each)))
    flags = pptx_flags.flags(spec)
    known = {p.x for each in shown for p in each.points if isinstance(p.x, date)}
    days = sorted(known | {flag.on for flag in flags})
    top = max((Decimal(p.y) for each in shown for p in each.points if p.y is not None), default=Decimal(1))
    highest = max(top, Decimal(spec.reference or 0)) or Decimal(1)
    ceiling = _ceiling(highest * (1 + pptx_flags.room(flags)))
    data = CategoryChartData(number_format=number_format())
    data.categories = days
    for each in shown:
        by_day = {p.x: p.y for p in each.points}
        data.add_series(clean(each.name), [_number(by_day.get(day)) for day in days])
    if flags:
        heights = {flag.on: flag.height * ceiling for flag in flags}
        data.add_series(t("slides.flags"), [heights.get(day) for day in days])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *box.emu(), data)
    alt_text(frame, spec)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(POINTS)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _span_gaps(chart)
    ends = [_end(each, spec) for each in spec.series]
    _axes(chart, days, ceiling)
    _lay_out(chart, box, ends, ceiling)
    _style_range(chart, spec, days)
    if flags:
        pptx_flags.draw(list(chart.plots[0].series)[len(shown)], flags, days)
    _label_ends(chart, spec, ends, days, box)


def _lay_out(chart: Any, box: Box, ends: Sequence[End], ceiling: int) -> None:
    """The plot between the figures of its axis and the names at the ends of its lines."""
    widest = max((text_fit.width(words, POINTS) for _, words in ends), default=0.0) + 16
    axis_width = text_fit.width(numbers.integer(ceiling), POINTS) + 12
    below = POINTS * text_fit.LINE + 10
    manual_layout(
        chart,
        axis_width / box.width,
        0.02,
        (box.width - axis_width - widest) / box.width,
        0.98 - below / box.height,
    )


def _label_ends(chart: Any, spec: ChartSpec, ends: Sequence[End], days: list[date], box: Box) -> None:
    highest = float(chart.value_axis.maximum_scale)
    moved = _apart(ends, days, highest, box.height)
    for place, (each, (last, words)) in enumerate(zip(spec.series, ends, strict=True)):
        drawn = chart.plots[0].series[place]
        _style(drawn, each)
        if last is not None:
            at = days.index(last.x) if isinstance(last.x, date) else 0
            position = _position(place, ends, days)
            label(drawn, at, words, position, None, None)
            if position == XL_LABEL_POSITION.RIGHT and last.x != days[-1]:
                # Away from the lines that go on to the right; well above the end near the axis.
                move_label(drawn, at, HIGH_UP if float(last.y or 0) < _LOW * highest else BELOW)
            elif moved.get(place):
                move_label(drawn, at, moved[place])


def _range(series: Series) -> tuple[Series, ...]:
    """The edges of a forecast's range as lines of their own."""
    if not any(point.low is not None for point in series.points):
        return ()
    return tuple(
        Series(t(f"slides.range.{edge}", name=series.name), Role.FORECAST, points)
        for edge, points in (
            ("low", tuple(Point(x=p.x, y=p.low) for p in series.points)),
            ("high", tuple(Point(x=p.x, y=p.high) for p in series.points)),
        )
    )


def _style_range(chart: Any, spec: ChartSpec, days: list[date]) -> None:
    """Thin dotted edges, and strokes from edge to edge: what is not yet there must not look solid."""
    for drawn in list(chart.plots[0].series)[len(spec.series) :]:
        drawn.smooth = False
        drawn.marker.style = XL_MARKER_STYLE.NONE
        drawn.format.line.color.rgb = rgb(COLOURS[Role.FORECAST])
        drawn.format.line.width = Pt(1)
        drawn.format.line.dash_style = MSO_LINE.ROUND_DOT
    for place, each in enumerate(spec.series):
        if _range(each):
            pptx_flags.hatch(chart.plots[0].series[place], each, days)


def _end(series: Series, spec: ChartSpec) -> End:
    """The last point of a line and what is written there."""
    drawn = [point for point in series.points if point.y is not None]
    if not drawn:
        return None, ""
    last = drawn[-1]
    if series.role is Role.PLAN and spec.reference_name and last.y == spec.reference:
        return last, spec.reference_name
    if series.role is Role.FORECAST and last.label:
        return last, last.label
    value = last.label or (numbers.integer(int(last.y)) if last.y is not None else "")
    return last, t("slides.end", name=series.name, value=value)


def _position(place: int, ends: Sequence[End], days: list[Any]) -> Any:
    """Beside the end of the line; left of it where it ends early and nothing is above it."""
    own = ends[place][0]
    heights = [o.y for o, _ in ends if o is not None and o.y is not None]
    if own is None or own.y is None or own.x == days[-1] or own.y < max(heights):
        return XL_LABEL_POSITION.RIGHT
    return XL_LABEL_POSITION.LEFT


def _apart(ends: Sequence[End], days: list[Any], highest: float, height: float) -> dict[int, float]:
    """How far down each label at the right edge must move, as a share of the chart, to stand apart."""
    places = [
        (height * (1 - float(point.y) / highest), place)
        for place, (point, _) in enumerate(ends)
        if point is not None and point.y is not None and point.x == days[-1]
    ]
    moved: dict[int, float] = {}
    free = float("-inf")
    for wanted, place in sorted(places):
        at = max(wanted, free)
        moved[place] = (at - wanted) / height
        free = at + POINTS * text_fit.LINE
    return moved


def _ceiling(highest: Decimal) -> int:
    """Where the axis ends: the grid line above everything."""
    step = _step(int(highest))
    return ceil(highest * _ABOVE_EVERYTHING / step) * step


def _axes(chart: Any, days: list[date], ceiling: int) -> None:
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale, value.maximum_scale = 0, ceiling
    value.major_unit = _step(int(ceiling / _ABOVE_EVERYTHING))
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = number_format(), False
    value.major_gridlines.format.line.color.rgb = rgb(LIGHT.line)
    value.format.line.fill.background()
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = rgb(LIGHT.context)
    category.tick_labels.number_format = 'm"/"yyyy'
    category.tick_labels.number_format_is_linked = False
    if days:  # months begin with their first day
        category.minimum_scale = (days[0].replace(day=1) - _DAY_NOUGHT).days
        category.maximum_scale = (days[-1] - _DAY_NOUGHT).days
    months = max(round((days[-1] - days[0]).days / _DAYS_PER_MONTH), 1) if days else 1
    axis = category._element
    for name in ("c:majorUnit", "c:majorTimeUnit", "c:baseTimeUnit"):
        for old in axis.findall(qn(name)):
            axis.remove(old)
    etree.SubElement(axis, qn("c:baseTimeUnit"), val="days")
    etree.SubElement(axis, qn("c:majorUnit"), val=str(-(-months // _MONTHS_SHOWN)))
    etree.SubElement(axis, qn("c:majorTimeUnit"), val="months")


def _step(highest: int) -> int:
    """A round distance of four to eight grid lines."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if highest <= 6 * factor * size:
                return factor * size
        size *= 10


def _style(drawn: Any, series: Series) -> None:
    """Actual solid and strong, the plan dashed, the former phase light."""
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    line = drawn.format.line
    line.color.rgb = rgb(COLOURS[series.role])
    line.width = Pt(4 if series.role is Role.ACTUAL else 2.25)
    if series.role is Role.FORECAST:
        line.dash_style = MSO_LINE.ROUND_DOT
    elif series.role is not Role.ACTUAL and series.role is not Role.CONTEXT:
        line.dash_style = MSO_LINE.DASH


def _span_gaps(chart: Any) -> None:
    """A day without a value is no gap in the line."""
    element = chart._chartSpace.chart
    for old in element.findall(qn("c:dispBlanksAs")):
        old.set("val", "span")
        return
    etree.SubElement(element, qn("c:dispBlanksAs"), val="span")


def _number(value: Any) -> float | int | None:
    return value if value is None or isinstance(value, int) else float(value)
