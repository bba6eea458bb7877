"""Role: a document as a PowerPoint deck: layouts, placeholders, native charts and tables, notes."""

import copy
import io
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import Role
from dashboard.i18n import use_language
from dashboard.reports import pptx_charts, pptx_tables, text_fit
from dashboard.reports.blocks import Document, Picture
from dashboard.reports.plain_text import clean
from dashboard.reports.pptx_marks import rgb
from dashboard.reports.pptx_master import COVER_FOOTER, EMU_PER_POINT, FOOTER_POINTS, Box
from dashboard.reports.pptx_pages import pages
from dashboard.reports.pptx_pieces import CARD_PAD, SMALL, Card, ChartPart, Meter, Page, Words
from dashboard.reports.pptx_stage import Stage, stage
from dashboard.reports.pptx_tables import Sheet

TITLE_SIZES = (28, 26, 24, 22, 20, 18)
COVER_SIZES = (48, 44, 40, 36, 32, 28, 24)
COVER_TEXT_SIZES = (24, 22, 20, 18)
LINE_SPACING = 1.1
METER_BAR, TICK = 0.55, 3.0
"""Share of a meter's height that its bar takes, and the width of the target's tick, in points."""


def render(document: Document, template: bytes | None = None) -> bytes:
    """The deck as .pptx; ``template`` is a person's own .pptx, whose layouts are used and slides dropped.

    Raises InvalidInputError for a template that is no .pptx or has no layout to work with.
    """
    with use_language(document.language):
        place = stage(template)
        for number, page in enumerate(pages(document.blocks, place.body), 1):
            _slide(place, page, document, number)
        properties = place.deck.core_properties
        properties.title, properties.author = clean(document.title), clean(document.provenance.made_by)
        properties.comments = clean(document.provenance.line)
        properties.subject, properties.keywords = clean(document.subtitle), ""
        properties.last_modified_by = clean(document.provenance.made_by)
        properties.created = properties.modified = document.provenance.made_at.replace(tzinfo=None)
        stream = io.BytesIO()
        place.deck.save(stream)
    return stream.getvalue()


def slide_count(deck: bytes) -> int:
    """How many slides a rendered deck has."""
    return len(Presentation(io.BytesIO(deck)).slides)


def _slide(place: Stage, page: Page, document: Document, number: int) -> None:
    layout = place.cover if page.cover else place.content if page.body else place.title_only
    slide = place.deck.slides.add_slide(layout)
    title_box = _write_title(place, slide, page)
    if page.body is not None:
        _write_body(place, slide, page, title_box)
    _drop_empty(slide)
    # A template's own cover leaves no known place for more than its title and text.
    for box, piece in page.pieces if place.is_own or not page.cover else ():
        _draw(slide, box, piece, page)
    _footers(place, slide, document, number, cover=page.cover)
    notes = [*page.notes, document.provenance.line]
    slide.notes_slide.notes_text_frame.text = clean("\n".join(notes))


def _write_title(place: Stage, slide: Any, page: Page) -> Box:
    title = slide.shapes.title
    box = _box_of(title)
    # On the cover the title may be larger than on the others.
    sizes = COVER_SIZES if page.cover else TITLE_SIZES
    points = text_fit.heading(page.title, sizes, box.width - 8, box.height)
    lines = max(int(box.height / (points * text_fit.LINE)), 1)
    words = text_fit.cut(page.title, points, box.width - 8, lines, bold=True)
    title.text_frame.text = clean(words)
    _fit(title.text_frame)
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(points)
    return box


def _write_body(place: Stage, slide: Any, page: Page, title_box: Box) -> None:
    """The text into the layout's own placeholder, or a box where the layout has none."""
    assert page.body is not None
    holder = next(
        (s for s in slide.placeholders if s.placeholder_format.type in _TEXT_HOLDERS and s.width), None
    )
    words = page.body
    if page.cover:
        box = _box_of(holder) if holder is not None else place.body
        words = Words(words.lines, cover_points(words, box))
        if holder is None:
            holder = slide.shapes.add_textbox(*box.emu())
    else:
        if holder is None:
            holder = slide.shapes.add_textbox(*place.body.emu())
        _move(holder, place.body)
    _write(holder.text_frame, words)


def cover_points(words: Words, box: Box) -> int:
    """The size at which the cover's lines fit into their box."""
    for points in COVER_TEXT_SIZES:
        heights = [text_fit.height(line, points, box.width) + points * 0.5 for line in words.lines]
        if sum(heights) <= box.height:
            return points
    return COVER_TEXT_SIZES[-1]


_TEXT_HOLDERS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.SUBTITLE)


def _draw(slide: Any, box: Box, piece: object, page: Page) -> None:
    if isinstance(piece, ChartPart):
        pptx_charts.draw(slide, piece.spec, box, piece.scale, piece.head, piece.names)
    elif isinstance(piece, Sheet):
        pptx_tables.draw(slide, piece, box, page.title)
    elif isinstance(piece, Words):
        target = slide.shapes.add_textbox(*box.emu())
        _write(target.text_frame, piece, on_cover=page.cover)
    elif isinstance(piece, Meter):
        _meter(slide, box, piece)
    elif isinstance(piece, Card):
        _card(slide, box, piece)
    elif isinstance(piece, Picture):
        _picture(slide, box, piece)


def _write(frame: Any, words: Words, *, on_cover: bool = False) -> None:
    _fit(frame)
    for place, line in enumerate(words.lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.line_spacing = LINE_SPACING
        paragraph.space_before = Pt(words.points * 0.5 if place else 0)
        _bullet(paragraph, words.listed)
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.size = Pt(words.points)
        run.font.bold = words.bold or words.number or None
        if on_cover:
            run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        elif words.number:
            run.font.color.rgb = rgb(LIGHT.actual)
        elif words.quiet:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _bullet(paragraph: Any, listed: bool) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(26 * EMU_PER_POINT if listed else 0))
    properties.set("indent", str(-26 * EMU_PER_POINT if listed else 0))
    if listed:
        etree.SubElement(properties, qn("a:buFont"), typeface="Arial")
        etree.SubElement(properties, qn("a:buChar"), char="•")
    else:
        etree.SubElement(properties, qn("a:buNone"))


def _fit(frame: Any) -> None:
    """Texts are measured beforehand: no shrinking by the program, no margins beside ours."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def _card(slide: Any, box: Box, card: Card) -> None:
    """A figure in a light frame with a bar of its meaning on the left: one shape, so that it moves whole."""
    figure = card.figure
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape._element.remove(shape._element.find(qn("p:style")))  # the theme's shadow and border
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(LIGHT.page)
    shape.line.fill.background()
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Pt(CARD_PAD)
    frame.margin_top = frame.margin_bottom = Pt(CARD_PAD)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    colour = {Role.ATTENTION: LIGHT.attention, Role.GOOD: LIGHT.good}.get(
        figure.role or Role.ACTUAL, LIGHT.ink
    )
    below = " ".join(part for part in (figure.beside, figure.detail) if part)
    lines = ((figure.label, SMALL, LIGHT.muted, False), (figure.value, card.points, colour, True),
             (below, SMALL, LIGHT.muted, False))  # fmt: skip
    first = True
    for words, points, ink, bold in lines:
        if not words:
            continue
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        first = False
        paragraph.line_spacing = LINE_SPACING
        paragraph._p.get_or_add_pPr().set("algn", "l")
        run = paragraph.add_run()
        run.text = clean(words)
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = rgb(ink)


def _meter(slide: Any, box: Box, meter: Meter) -> None:
    """The result as a white bar, what is missing as a darker one, the target as a tick above them."""
    height = box.height * METER_BAR
    top = box.bottom - height
    whole = Box(box.left, top, box.width * meter.reached, height)
    parts = [(whole, MSO_THEME_COLOR.BACKGROUND_1)]
    if meter.reached < 1:
        parts.append((Box(whole.right, top, box.right - whole.right, height), MSO_THEME_COLOR.ACCENT_1))
    tick = min(max(box.left + box.width * meter.target - TICK / 2, box.left), box.right - TICK)
    parts.append((Box(tick, box.top, TICK, box.height - height), MSO_THEME_COLOR.BACKGROUND_1))
    for place, (part, colour) in enumerate(parts):
        if part.width <= 0:
            continue
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *part.emu())
        shape._element.remove(shape._element.find(qn("p:style")))
        shape.fill.solid()
        shape.fill.fore_color.theme_color = colour
        shape.line.fill.background()
        shape._element.nvSpPr.cNvPr.set("descr", clean(meter.text) if place == 0 else "")


def _picture(slide: Any, box: Box, picture: Picture) -> None:
    """As large as fits, centred, never stretched."""
    with Image.open(io.BytesIO(picture.data)) as opened:
        width, height = opened.size
    scale = min(box.width / width, box.height / height)
    wide, high = width * scale, height * scale
    place = Box(box.left + (box.width - wide) / 2, box.top + (box.height - high) / 2, wide, high)
    shape = slide.shapes.add_picture(io.BytesIO(picture.data), *place.emu())
    shape._element.nvPicPr.cNvPr.set("descr", clean(picture.text))


def _footers(place: Stage, slide: Any, document: Document, number: int, *, cover: bool) -> None:
    """Footer and number as placeholders of the layout where it has them, so that the master styles them."""
    foot = COVER_FOOTER if cover and place.is_own else place.footer
    kinds = {
        PP_PLACEHOLDER.FOOTER: ("ftr", foot), PP_PLACEHOLDER.SLIDE_NUMBER: ("sldNum", place.number)
    }  # fmt: skip
    known = {
        holder.placeholder_format.type: holder
        for holder in slide.slide_layout.placeholders
        if holder.placeholder_format.type in kinds
    }
    for kind, (name, box) in kinds.items():
        origin = document.provenance.line if cover else document.provenance.foot
        line = str(number) if name == "sldNum" else origin
        shape = _copied(slide, known[kind]) if kind in known else slide.shapes.add_textbox(*box.emu())
        _move(shape, box)
        frame = shape.text_frame
        _fit(frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        words = text_fit.cut(line, FOOTER_POINTS, box.width, 2)
        if name == "sldNum":
            _number_field(frame, number)
        else:
            frame.text = clean(words)
        for paragraph in frame.paragraphs:
            paragraph.line_spacing = 1.0
            for run in paragraph.runs:
                run.font.size = Pt(FOOTER_POINTS)


def _number_field(frame: Any, number: int) -> None:
    paragraph = frame.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(parse_xml(f'<a:pPr {nsdecls("a")} algn="r"/>'))
    paragraph.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr sz="{FOOTER_POINTS * 100}"/><a:t>{number}</a:t></a:fld>'
        )
    )


def _copied(slide: Any, holder: Any) -> Any:
    """The layout's footer placeholder on the slide, which does not get it by itself."""
    element = copy.deepcopy(holder._element)
    style = element.find(".//" + qn("a:lstStyle"))
    if style is not None:
        for child in list(style):
            style.remove(child)
    slide.shapes._spTree.append(element)
    shape = slide.shapes[-1]
    shape._element.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
    return shape


def _drop_empty(slide: Any) -> None:
    """Placeholders that nothing was written into would show their prompt in the editor."""
    for holder in list(slide.placeholders):
        if holder.has_text_frame and not holder.text_frame.text:
            holder._element.getparent().remove(holder._element)


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(value) for value in box.emu())


def _box_of(shape: Any) -> Box:
    return Box(*(value / EMU_PER_POINT for value in (shape.left, shape.top, shape.width, shape.height)))
