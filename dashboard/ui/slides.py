"""Role: a document's slides as own markup: the same pages as the PowerPoint file, in units of the stage."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dashboard.charts.spec import ChartSpec, Kind
from dashboard.i18n import numbers, use_language
from dashboard.reports import drawing, pptx_stage, text_fit
from dashboard.reports.blocks import CellKind, Column, Document, Picture
from dashboard.reports.drawing.style import CM_PER_INCH, Size
from dashboard.reports.pptx import COVER_SIZES, COVER_TEXT_SIZES, TITLE_SIZES
from dashboard.reports.pptx_master import (
    COVER_BODY,
    COVER_FOOTER,
    COVER_TITLE,
    FOOTER_POINTS,
    HEIGHT,
    WIDTH,
    Box,
)
from dashboard.reports.pptx_pages import of_block
from dashboard.reports.pptx_pieces import SMALL, Card, ChartPart, Meter, Page, Piece, Words
from dashboard.reports.pptx_tables import Row, Sheet
from dashboard.ui import slide_bars
from dashboard.ui.html import NOTHING, Markup, element, joined, text
from dashboard.ui.slide_units import box_style, height_style, size_style, sized

POINTS_PER_INCH = 72
CHART_POINTS = 16.0
_SIGNATURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg"}


@dataclass(frozen=True)
class Slide:
    """One slide; ``key`` stays the same when only its figures change."""

    key: str
    title: str
    notes: tuple[str, ...]
    markup: Markup


@dataclass(frozen=True)
class _Room:
    """Where the file's own master has its title, body, footer and number."""

    title: Box
    body: Box
    footer: Box
    number: Box


@cache
def _room() -> _Room:
    place = pptx_stage.stage(None)
    return _Room(place.title, place.body, place.footer, place.number)


def titles(document: Document) -> tuple[str, ...]:
    """What the slides say, in order, without drawing them."""
    with use_language(document.language):
        return tuple(page.title for _, page in _pages(document))


def slides(document: Document) -> tuple[Slide, ...]:
    """All slides in order."""
    with use_language(document.language):
        found = _pages(document)
        return tuple(
            Slide(key, page.title, page.notes, _slide(page, document, number))
            for number, (key, page) in enumerate(found, 1)
        )


def _pages(document: Document) -> list[tuple[str, Page]]:
    return [
        (f"{block.key}.{place}", page)
        for block in document.blocks
        for place, page in enumerate(of_block(block, _room().body), 1)
    ]


def _slide(page: Page, document: Document, number: int) -> Markup:
    if page.cover:
        return _cover(page, document)
    room = _room()
    pieces = [(room.body, page.body), *page.pieces] if page.body else list(page.pieces)
    return element(
        "section",
        "slide",
        _title(page.title, room.title),
        *(_piece(box, piece) for box, piece in pieces),
        _foot(document.provenance.foot, room.footer),
        element("div", "page", text(numbers.integer(number)), style=_small(room.number)),
    )


def _title(title: str, box: Box) -> Markup:
    points = text_fit.heading(title, TITLE_SIZES, box.width - 8, box.height)
    lines = max(int(box.height / (points * text_fit.LINE)), 1)
    words = text_fit.cut(title, points, box.width - 8, lines, bold=True)
    return element("h2", "title", element("span", "", text(words)), style=sized(box, points))


def _cover(page: Page, document: Document) -> Markup:
    points = text_fit.heading(page.title, COVER_SIZES, COVER_TITLE.width - 8, COVER_TITLE.height)
    lines = page.body.lines if page.body else ()
    small = next(
        (size for size in COVER_TEXT_SIZES if _lines_height(lines, size) <= COVER_BODY.height), SMALL
    )
    return element(
        "section",
        "slide sk-cover",
        element("h1", "title", element("span", "", text(page.title)), style=sized(COVER_TITLE, points)),
        element("div", "words", *_paragraphs(lines), style=sized(COVER_BODY, small)),
        *(_piece(box, piece) for box, piece in page.pieces),
        _foot(document.provenance.line, COVER_FOOTER),
    )


def _lines_height(lines: Sequence[str], points: int) -> float:
    return sum(text_fit.height(line, points, COVER_BODY.width) + points / 2 for line in lines)


def _foot(line: str, box: Box) -> Markup:
    words = text_fit.cut(line, FOOTER_POINTS, box.width, 2)
    return element("div", "foot", text(words), style=_small(box))


def _small(box: Box) -> str:
    return sized(box, FOOTER_POINTS)


def _piece(box: Box, piece: Piece) -> Markup:
    if isinstance(piece, Words):
        return _words(box, piece)
    if isinstance(piece, Card):
        return _card(box, piece)
    if isinstance(piece, Meter):
        return _meter(box, piece)
    if isinstance(piece, Sheet):
        return _table(box, piece)
    if isinstance(piece, Picture):
        picture = f"data:{_form(piece.data)};base64,{b64encode(piece.data).decode()}"
        return element("img", "picture", src=picture, alt=piece.text, style=box_style(box))
    return _chart(box, piece)


def _form(data: bytes) -> str:
    return next((form for begin, form in _SIGNATURES.items() if data.startswith(begin)), "image/png")


def _words(box: Box, words: Words) -> Markup:
    marks = {" is-number": words.number, " is-quiet": words.quiet, " is-bold": words.bold}
    name = "words" + "".join(mark for mark, holds in marks.items() if holds)
    style = sized(box, words.points)
    if words.listed:
        points = (element("li", "", text(line)) for line in words.lines)
        return element("div", name, element("ul", "", *points), style=style)
    return element("div", name, *_paragraphs(words.lines), style=style)


def _paragraphs(lines: Sequence[str]) -> list[Markup]:
    return [element("p", "", text(line)) for line in lines]


def _card(box: Box, card: Card) -> Markup:
    figure = card.figure
    below = " ".join(part for part in (figure.beside, figure.detail) if part)
    value = element("b", "", text(figure.value), style=size_style(card.points))
    return element(
        "div",
        "card",
        element("span", "", text(figure.label)),
        value,
        element("span", "", text(below)) if below else NOTHING,
        role=figure.role,
        style=sized(box, SMALL),
    )


def _meter(box: Box, meter: Meter) -> Markup:
    """The result as a bar, the target as a tick above it."""
    bar = element("i", "reached", style=f"width:{meter.reached * 100:.3f}%")
    tick = element("i", "tick", style=f"left:{meter.target * 100:.3f}%")
    return element("div", "meter", bar, tick, style=box_style(box), role_="img", aria_label=meter.text)


def _table(box: Box, sheet: Sheet) -> Markup:
    whole = sum(sheet.widths)
    widths = (element("col", style=f"width:{width / whole * 100:.3f}%") for width in sheet.widths)
    # The header as a row like all others: its size is that of the body.
    head = joined(
        element("th", "right" if _is_number(column) else "", text(column.name), scope="col")
        for column in sheet.columns
    )
    rows = [
        _row(row, sheet.columns, "", height) for row, height in zip(sheet.rows, sheet.heights, strict=True)
    ]
    if sheet.totals:
        rows.append(_row(sheet.totals, sheet.columns, "totals", sheet.total_height))
    return element(
        "table",
        "table",
        element("colgroup", "", *widths),
        element("thead", "", element("tr", "", head, style=height_style(sheet.header))),
        element("tbody", "", *rows),
        style=sized(box, sheet.points),
    )


def _row(row: Row, columns: Sequence[Column], name: str, height: float) -> Markup:
    cells = (
        element("td", "right" if _is_number(column) else "", text(cell.shown), role=cell.role)
        for cell, column in zip(row, columns, strict=True)
    )
    return element("tr", name, *cells, style=height_style(height))


def _is_number(column: Column) -> bool:
    return column.kind is not CellKind.TEXT


def _chart(box: Box, part: ChartPart) -> Markup:
    if part.spec.kind is Kind.BULLET:
        return slide_bars.bullets(part.spec, part.scale, box, part.head, part.names)
    if part.spec.kind is Kind.PAIRED_BARS:
        return slide_bars.paired(part.spec, part.scale, box)
    return element(
        "img", "chart", src=_vectors(part.spec, box.width, box.height), alt=part.text, style=box_style(box)
    )


def _vectors(spec: ChartSpec, width: float, height: float) -> str:
    """A drawing as an address of its own, so that the names inside two drawings cannot meet."""
    cm = CM_PER_INCH / POINTS_PER_INCH
    drawn = drawing.svg(spec, Size(width * cm, height * cm, CHART_POINTS))
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


def proportion() -> str:
    """Of the stage, as CSS writes it."""
    return f"{WIDTH} / {HEIGHT}"
