"""Role: what native charts share: colours by meaning, text labels, layout, number formats."""

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import ChartSpec, Role
from dashboard.i18n import current_language
from dashboard.reports.plain_text import clean

LABEL_POINTS = 18
_BEFORE_FILL = ("c:numFmt", "c:tx", "c:layout", "c:idx")
"""What stands before a label's fill, nearest first: the format fixes the order."""

COLOURS: dict[Role, str] = {role: getattr(LIGHT, role.value, LIGHT.actual) for role in Role}
"""By the role's own name in the palette."""


def rgb(colour: str) -> RGBColor:
    """A palette colour."""
    return RGBColor(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def number_format() -> str:
    """Whole numbers with the language's separator whatever the computer's own is: 3001 → ``3.001``."""
    mark = "." if current_language() == "vi" else ","
    return f'[>=1000000]0"{mark}"000"{mark}"000;[>=1000]0"{mark}"000;0'


def label(drawn: Any, place: int, words: str, position: Any, colour: str | None, role: Role | None) -> None:
    """Finished words beside one mark: the program's own separators would not be ours."""
    target = drawn.points[place].data_label
    target.position = position
    frame = target.text_frame
    frame.text = clean(words)
    frame.word_wrap = False
    font = frame.paragraphs[0].runs[0].font if words else frame.paragraphs[0].font
    font.size = Pt(LABEL_POINTS)
    if colour is None:
        _over_lines(target._dLbl)
    if colour is not None:
        font.color.rgb = rgb(f"#{colour}")
    elif role in (Role.ATTENTION, Role.GOOD):
        font.color.rgb = rgb(COLOURS[role])
    else:
        font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _over_lines(found: Any) -> None:
    """The label on the slide's own background, so that no grid line runs through it."""
    for old in found.findall(qn("c:spPr")):
        found.remove(old)
    properties = etree.Element(qn("c:spPr"))
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="bg1")
    place = next((found.find(qn(name)) for name in _BEFORE_FILL if found.find(qn(name)) is not None), None)
    if place is not None:
        place.addnext(properties)


def manual_layout(chart: Any, left: float, top: float, width: float, height: float) -> None:
    """Where the marks are drawn, as shares of the frame; names and labels stand around it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:layoutTarget"), val="inner")
    for name in ("xMode", "yMode"):
        etree.SubElement(manual, qn(f"c:{name}"), val="edge")
    for name, value in (("x", left), ("y", top), ("w", width), ("h", height)):
        etree.SubElement(manual, qn(f"c:{name}"), val=f"{value:.5f}")
    area.insert(0, layout)


def move_label(drawn: Any, at: int, down: float) -> None:
    """Move a label from its place beside its point, by a share of the chart's height."""
    found = drawn.points[at].data_label._dLbl
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    etree.SubElement(manual, qn("c:x"), val="0")
    etree.SubElement(manual, qn("c:y"), val=f"{down:.4f}")
    for old in found.findall(qn("c:layout")):
        found.remove(old)
    found.find(qn("c:idx")).addnext(layout)


def alt_text(frame: Any, spec: ChartSpec, what: str = "") -> None:
    """The one-line equivalent, and a name that can be found in the selection pane."""
    words = f"{what}: {spec.text}" if what else spec.text
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean(words))
