"""Role: looks at a deck as an eye would: overlaps, edges, texts that need more room than they have."""

import io
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from PIL import ImageFont
from pptx import Presentation
from pptx.util import Length

from dashboard.reports.text_fit import FONTS

EMU_PER_POINT = 12_700
TOUCH = 1.0
"""Points that two shapes may share before they overlap."""

SAFE = 0.05
LEAST, LEAST_FOOTER = 18, 12
LINE = 1.15 * 1.1
"""Arial's line at the spacing of the slides; measured here apart from the product, with the same typeface."""


def opened(deck: bytes) -> Any:
    return Presentation(io.BytesIO(deck))


def faults(deck: bytes) -> list[str]:
    """All that an eye would notice, one line each."""
    presentation = opened(deck)
    size = presentation.slide_width / EMU_PER_POINT, presentation.slide_height / EMU_PER_POINT
    found = []
    for number, slide in enumerate(presentation.slides, 1):
        shapes = list(slide.shapes)
        found += [f"slide {number}: {fault}" for fault in _outside(shapes, *size)]
        found += [f"slide {number}: {fault}" for fault in _overlaps(shapes)]
        for shape in shapes:
            found += [f"slide {number}: {fault}" for fault in _of_shape(shape)]
    return found


def texts(deck: bytes) -> list[str]:
    """Every text on the slides, cells and chart labels included; each once per place."""
    found: list[str] = []
    for slide in opened(deck).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
            elif shape.has_chart:
                found += [t.text or "" for t in shape.chart._chartSpace.iter(f"{{{_A}}}t")]
    return found


def charts(deck: bytes) -> Iterator[Any]:
    """Every native chart."""
    for slide in opened(deck).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                yield shape.chart


_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _points(length: Length | None) -> float:
    return (length or 0) / EMU_PER_POINT


def _box(shape: Any) -> tuple[float, float, float, float]:
    left, top = _points(shape.left), _points(shape.top)
    return left, top, left + _points(shape.width), top + _points(shape.height)


def _outside(shapes: list[Any], width: float, height: float) -> Iterator[str]:
    side = width * SAFE - TOUCH
    for shape in shapes:
        left, top, right, bottom = _box(shape)
        upper = height * SAFE * 0.85  # the title may begin a little higher than the rest
        if left < side or right > width - side or top < upper or bottom > height * (1 - SAFE) + TOUCH:
            yield f"{shape.name} leaves the safe area"


def _overlaps(shapes: list[Any]) -> Iterator[str]:
    for one, other in combinations(shapes, 2):
        a, b = _box(one), _box(other)
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        if across > TOUCH and down > TOUCH:
            yield f"{one.name} and {other.name} overlap"


def _of_shape(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield from _text(shape)
    elif shape.has_table:
        yield from _table(shape)
    elif shape.has_chart:
        yield from _chart(shape)


def _text(shape: Any) -> Iterator[str]:
    frame = shape.text_frame
    room = _points(shape.width) - _points(frame.margin_left) - _points(frame.margin_right)
    needed = _points(frame.margin_top) + _points(frame.margin_bottom)
    is_footer = shape.is_placeholder and "FOOTER" in str(shape.placeholder_format.type)
    for paragraph in frame.paragraphs:
        size = max((_points(run.font.size) for run in paragraph.runs), default=0.0)
        if not paragraph.text:
            continue
        if size and size < (LEAST_FOOTER if is_footer else LEAST):
            yield f"{shape.name} is written in {size} points: {paragraph.text[:40]}"
        indent = 26 if 'marL="330200"' in str(paragraph._p.xml) else 0
        bold = any(run.font.bold for run in paragraph.runs) or "TITLE" in _kind(shape)
        lines = _lines(paragraph.text, size or 12, room - indent, bold)
        needed += lines * (size or 12) * LINE + _points(paragraph.space_before)
    if needed > _points(shape.height) + 2:
        yield f"{shape.name} needs {needed:.0f} points of {_points(shape.height):.0f}: {frame.text[:60]}"


def _kind(shape: Any) -> str:
    return str(shape.placeholder_format.type) if shape.is_placeholder else ""


def _table(shape: Any) -> Iterator[str]:
    table = shape.table
    widths = [_points(column.width) for column in table.columns]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            run = next(iter(cell.text_frame.paragraphs[0].runs), None)
            if run is None:
                continue
            size = _points(run.font.size)
            if size < LEAST:
                yield f"a cell is written in {size} points: {run.text[:40]}"
            room = width - _points(cell.margin_left) - _points(cell.margin_right)
            lines = _lines(run.text, size, room, bool(run.font.bold))
            needed = lines * size * 1.15 * 1.05 + _points(cell.margin_top) + _points(cell.margin_bottom)
            if needed > _points(row.height) + 2:
                yield f"a cell needs {needed:.0f} points of {_points(row.height):.0f}: {run.text[:50]}"
    if abs(sum(_points(row.height) for row in table.rows) - _points(shape.height)) > 2:
        yield f"{shape.name} is not as high as its rows"


def _chart(shape: Any) -> Iterator[str]:
    chart = shape.chart
    categories = len(list(chart.plots[0].categories))
    if "BAR_CLUSTERED" in str(chart.chart_type) and categories * LEAST * 1.2 > _points(shape.height):
        yield f"{shape.name} has too many bars for its height"
    if not shape._element.nvGraphicFramePr.cNvPr.get("descr"):
        yield f"{shape.name} has no text equivalent"
    for size in shape.chart._chartSpace.iter(f"{{{_A}}}defRPr", f"{{{_A}}}rPr"):
        if size.get("sz") and int(size.get("sz")) < LEAST * 100:
            yield f"{shape.name} is written in {int(size.get('sz')) / 100} points"


def _lines(text: str, size: float, room: float, bold: bool) -> int:
    """Greedy lines by words; Be Vietnam Pro is a little wider than Arial, and 0.98 of it still is."""
    font = ImageFont.truetype(str(FONTS / f"BeVietnamPro-{'Bold' if bold else 'Regular'}.ttf"), 50)
    count, line = 0, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) * size / 50 * 0.95 <= room or not line:
            line = longer
        else:
            count, line = count + 1, word
    return count + (1 if line else 0)
