"""Role: named days and the range of a forecast in a native line chart, as error bars of its own series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree
from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.oxml.ns import qn

from dashboard.charts.palette import LIGHT
from dashboard.charts.plotly_parts import marker_rows
from dashboard.charts.spec import ChartSpec, Marker, Role, Series, Value
from dashboard.i18n import numbers, t
from dashboard.reports.pptx_marks import COLOURS, label

ROW_SHARE = 0.1
ROW_SHARE_EXACT = Decimal("0.11")
"""Of the height for one line of names, of the axis and of what stands below them."""

_THIN, _STROKE = 12_700, 28_575
_AFTER = ("c:cat", "c:val")
"""What stands behind error bars in a series, nearest first: the format fixes the order."""


@dataclass(frozen=True)
class Flag:
    """A day with its name on top of a line down to the axis, in a row of names where it meets no other."""

    on: date
    name: str
    row: int
    is_left: bool

    @property
    def height(self) -> float:
        """Of its line, as a share of the axis."""
        return 1 - ROW_SHARE * (self.row + 0.6)


def flags(spec: ChartSpec) -> tuple[Flag, ...]:
    """The named days, and the last day where the lines of what is there do not reach it yet."""
    first, last = spec.axis or _span(spec)
    markers = spec.markers
    reached = [p.x for s in spec.series if s.role is Role.ACTUAL for p in s.points if isinstance(p.x, date)]
    if reached and max(reached) < last and spec.axis is not None:
        markers = (*markers, Marker(last, f"{t('reports.cards.deadline')} {numbers.date(last)}"))
    return tuple(
        Flag(marker.at, marker.name, row, is_left)
        for marker, (row, is_left) in zip(markers, marker_rows(markers, first, last), strict=True)
    )


def room(found: Sequence[Flag]) -> Decimal:
    """Share of the height that the lines of names take above everything else."""
    return ROW_SHARE_EXACT * max((flag.row + 1 for flag in found), default=0)


def draw(drawn: Any, found: Sequence[Flag], days: Sequence[date]) -> None:
    """Only the lines downwards and the names are seen of this series."""
    drawn.smooth = False
    drawn.marker.style = XL_MARKER_STYLE.NONE
    drawn.format.line.fill.background()
    for flag in found:
        position = XL_LABEL_POSITION.LEFT if flag.is_left else XL_LABEL_POSITION.RIGHT
        label(drawn, days.index(flag.on), flag.name, position, LIGHT.muted[1:], None)
    bars = _bars(drawn, "minus", "percentage", LIGHT.plan, _THIN, "sysDot")
    value = etree.Element(qn("c:val"), val="100")
    bars.find(qn("c:noEndCap")).addnext(value)


def hatch(drawn: Any, series: Series, days: Sequence[date]) -> None:
    """Strokes over the range at each day that the forecast names."""
    bars = _bars(drawn, "both", "cust", COLOURS[Role.FORECAST], _STROKE, "sysDash")
    at = bars.find(qn("c:noEndCap"))
    for name, away in (("c:minus", _below), ("c:plus", _above)):
        amounts = {point.x: away(point.y, point.low, point.high) for point in series.points}
        at.addnext(_literal(name, [amounts.get(day) for day in days]))


def _below(middle: Value | None, low: Value | None, high: Value | None) -> float | None:
    return None if middle is None or low is None else float(middle - low)


def _above(middle: Value | None, low: Value | None, high: Value | None) -> float | None:
    return None if middle is None or high is None else float(high - middle)


def _literal(name: str, amounts: Sequence[float | None]) -> Any:
    found = etree.Element(qn(name))
    literal = etree.SubElement(found, qn("c:numLit"))
    etree.SubElement(literal, qn("c:formatCode")).text = "General"
    etree.SubElement(literal, qn("c:ptCount"), val=str(len(amounts)))
    for place, amount in enumerate(amounts):
        if amount is not None:
            point = etree.SubElement(literal, qn("c:pt"), idx=str(place))
            etree.SubElement(point, qn("c:v")).text = f"{amount:g}"
    return found


def _bars(drawn: Any, kind: str, amount: str, colour: str, width: int, dash: str) -> Any:
    bars = etree.Element(qn("c:errBars"))
    for name, value in (("errDir", "y"), ("errBarType", kind), ("errValType", amount), ("noEndCap", "1")):
        etree.SubElement(bars, qn(f"c:{name}"), val=value)
    look = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(look, qn("a:ln"), w=str(width))
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour[1:])
    etree.SubElement(line, qn("a:prstDash"), val=dash)
    element = drawn._element
    next(element.find(qn(name)) for name in _AFTER if element.find(qn(name)) is not None).addprevious(bars)
    return bars


def _span(spec: ChartSpec) -> tuple[date, date]:
    days = [point.x for series in spec.series for point in series.points if isinstance(point.x, date)]
    return min(days), max(days)
