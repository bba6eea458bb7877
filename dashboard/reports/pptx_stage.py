"""Role: where slides are built: the own master or a person's template, and the room its layouts leave."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError

from dashboard.errors import InvalidInputError
from dashboard.reports import text_fit
from dashboard.reports.pptx_master import EMU_PER_POINT, FOOTER_POINTS, MARGIN, Box, own_master

MOST_UNPACKED = 300 * 1024 * 1024
"""A template is opened whole; what unpacks to more is refused before."""

MOST_PARTS = 5_000

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
_NUMBER_WIDTH = 56
FOOTER_LINES = 2
_LEAST_BODY = 200
"""Points of height below which a layout leaves no room for a chart."""


@dataclass(frozen=True)
class Stage:
    """A deck to add slides to; boxes in points. ``cover`` and ``content`` may be the title-only layout."""

    deck: Any
    cover: Any
    content: Any
    title_only: Any
    width: float
    height: float
    title: Box
    body: Box
    footer: Box
    number: Box
    is_own: bool


def stage(template: bytes | None) -> Stage:
    """The own master, or a template emptied of its slides. Raises InvalidInputError for an unusable one."""
    deck = own_master() if template is None else _opened(template)
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    titled = [layout for layout in layouts if _first(layout, _TITLES) is not None]
    if not titled:
        raise InvalidInputError("slides.template.no_layout")
    content = next((layout for layout in titled if _is_content(layout)), None)
    bare = [layout for layout in titled if not _others(layout)]
    title_only = bare[0] if bare else content or titled[0]
    cover = next(
        (layout for layout in titled if _first(layout, (PP_PLACEHOLDER.SUBTITLE,)) is not None), None
    )
    return _measured(deck, cover or title_only, content or title_only, title_only, is_own=template is None)


def _measured(deck: Any, cover: Any, content: Any, title_only: Any, *, is_own: bool) -> Stage:
    width, height = deck.slide_width / EMU_PER_POINT, deck.slide_height / EMU_PER_POINT
    side = width * MARGIN
    footer_height = FOOTER_LINES * FOOTER_POINTS * text_fit.LINE
    footer_top = height * (1 - MARGIN) - footer_height
    title = _inside(_box(_first(title_only, _TITLES)), side, width)
    holder = _first(content, _BODIES)
    body_top = title.bottom + 8
    left, right = title.left, title.right
    if holder is not None:
        held = _inside(_box(holder), side, width)
        left, right, body_top = held.left, held.right, max(held.top, body_top)
    body = Box(left, body_top, right - left, footer_top - 6 - body_top)
    if body.height < _LEAST_BODY or body.width < width / 2:
        raise InvalidInputError("slides.template.no_room")
    footer = Box(side, footer_top, width - 2 * side - _NUMBER_WIDTH - 8, footer_height)
    number = Box(width - side - _NUMBER_WIDTH, footer_top, _NUMBER_WIDTH, footer_height)
    return Stage(deck, cover, content, title_only, width, height, title, body, footer, number, is_own)


def _inside(box: Box, side: float, width: float) -> Box:
    left = max(box.left, side)
    return Box(left, box.top, min(box.right, width - side) - left, box.height)


def _box(shape: Any) -> Box:
    return Box(*(value / EMU_PER_POINT for value in (shape.left, shape.top, shape.width, shape.height)))


def _first(layout: Any, kinds: tuple[Any, ...]) -> Any:
    """The layout's first placeholder of these kinds that has a place."""
    for holder in layout.placeholders:
        if holder.placeholder_format.type in kinds and holder.width:
            return holder
    return None


def _others(layout: Any) -> list[Any]:
    """Placeholders beside the title that a slide would have to fill."""
    passive = (*_TITLES, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    return [each for each in layout.placeholders if each.placeholder_format.type not in passive]


def _is_content(layout: Any) -> bool:
    others = _others(layout)
    return len(others) == 1 and others[0].placeholder_format.type in _BODIES and bool(others[0].width)


def _opened(template: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            entries = packed.infolist()
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise InvalidInputError("slides.template.too_large")
        deck = Presentation(io.BytesIO(template))
        _empty(deck)
        return deck
    # What the library raises on packages that are none of PowerPoint's, or are damaged.
    except (
        zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, AttributeError, IndexError, TypeError,
        NotImplementedError, RuntimeError, EOFError, etree.LxmlError, OSError,
    ) as error:  # fmt: skip
        raise InvalidInputError("slides.template.not_pptx") from error


def _empty(deck: Any) -> None:
    """Remove the template's slides and what refers to them; PowerPoint repairs a deck that does not agree."""
    slides = deck.slides._sldIdLst
    for each in list(slides):
        deck.part.drop_rel(each.rId)
        slides.remove(each)
    for element in list(deck.part._element):
        if etree.QName(element).localname in {"extLst", "custShowLst"}:
            deck.part._element.remove(element)
