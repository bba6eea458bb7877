"""Role: one picture to send by Zalo or to post: the number that is the message, and as of when."""

from collections.abc import Iterable
from enum import Enum
from typing import Any, TypeVar

from dashboard.charts.palette import LIGHT
from dashboard.i18n import numbers, t, use_language
from dashboard.reports import drawing, typeset
from dashboard.reports.blocks import Block, BlockKind, Chart, Document, Figures, Statement
from dashboard.reports.drawing.style import CM_PER_INCH, Size
from dashboard.reports.plain_text import clean

P = TypeVar("P")
PIXELS_PER_INCH = 72.0
"""One point of the page is one pixel of the picture."""


class Shape(Enum):
    """Width and height in pixels: a square for Zalo, a wide one for a Fanpage's link."""

    SQUARE = (1080, 1080)
    WIDE = (1200, 630)


MOST_FIGURES = {Shape.SQUARE: 3, Shape.WIDE: 4}
CHART_PIXELS = {Shape.SQUARE: (980, 250), Shape.WIDE: (500, 250)}


def render(document: Document, shape: Shape = Shape.SQUARE) -> bytes:
    """A PNG of exactly the shape's size. A document without a standing shows its title alone."""
    with use_language(document.language):
        content = _content(document, shape)
    return typeset.pages("card", content, form="png", ppi=PIXELS_PER_INCH)[0]


def _content(document: Document, shape: Shape) -> dict[str, Any]:
    wide = shape is Shape.WIDE
    standing = _block(document, BlockKind.STANDING)
    statement = _first(standing.parts if standing else (), Statement)
    figures = _first(standing.parts if standing else (), Figures)
    width, height = shape.value
    return {
        "wide": wide,
        "width": width,
        "height": height,
        "margin": 40 if wide else 64,
        "language": document.language,
        "above": clean(document.title),
        "unit": clean(document.unit_name),
        "number": clean(statement.number if statement else ""),
        "sentence": clean(statement.sentence if statement else document.subtitle),
        "figures": [
            {"label": clean(one.label), "value": clean(one.value), "detail": clean(one.detail or one.beside)}
            for one in (figures.figures if figures else ())[: MOST_FIGURES[shape]]
        ],
        "svg": _course(document, shape),
        "origin": clean(_origin(document)),
        **_sizes(wide),
        "ink": LIGHT.ink,
        "muted": LIGHT.muted,
        "actual": LIGHT.actual,
        "number_colour": LIGHT.actual,
        "page": LIGHT.page,
    }


def _sizes(wide: bool) -> dict[str, object]:
    """Sizes in pixels; of names and sentences several, the largest that fits is taken."""
    if wide:
        return {
            "small": 17, "figure": 27, "card_height": 100, "number_size": 145, "foot": 15,
            "name_sizes": [26, 32, 40], "name_room": 104,
            "sentence_sizes": [19, 24, 29], "sentence_room": 200,
        }  # fmt: skip
    return {
        "small": 24, "figure": 38, "card_height": 150, "number_size": 160, "foot": 20,
        "name_sizes": [34, 42, 50], "name_room": 115, "sentence_sizes": [22, 28, 33], "sentence_room": 134,
    }  # fmt: skip


def _course(document: Document, shape: Shape) -> str:
    block = _block(document, BlockKind.COURSE)
    chart = _first(block.parts if block else (), Chart)
    if chart is None or chart.spec.is_empty:
        return ""
    width, height = (pixels / PIXELS_PER_INCH * CM_PER_INCH for pixels in CHART_PIXELS[shape])
    points = 12 if shape is Shape.WIDE else 18
    return drawing.svg(chart.spec, Size(width, height, points)).decode()


def _origin(document: Document) -> str:
    """Shorter than the line of a footer: a picture is looked at on a phone."""
    stamp = document.provenance
    as_of = t("letter.as_of", cutoff=numbers.cutoff(stamp.as_of))
    illustration = t("letter.illustration") if stamp.is_illustration else ""
    return " · ".join(filter(None, (illustration, as_of, stamp.measure)))


def _block(document: Document, kind: BlockKind) -> Block | None:
    return next((block for block in document.blocks if block.kind is kind), None)


def _first(parts: Iterable[object], wanted: type[P]) -> P | None:
    return next((part for part in parts if isinstance(part, wanted)), None)
