"""Role: the cover of a deck: who, what, where and when on the left, the number of the day on the right."""

from dashboard.reports import text_fit
from dashboard.reports.blocks import Block, Figure, Figures, Paragraphs
from dashboard.reports.pptx_master import COVER_FIGURE, COVER_HEAD, Box
from dashboard.reports.pptx_pieces import GAP, SMALL, Meter, Page, Pieces, Words, words_height

HEAD_SIZES = (24, 22, 20, 18)
NUMBER_SIZES = (88, 80, 72, 66, 60, 54, 48, 44, 40, 36, 32)
METER_HEIGHT = 16.0
"""Of the bar on the cover with the tick of the target above it."""


def cover(block: Block) -> Page:
    """Who, what, where and when on the left, the number of the day on the right."""
    said = [part.lines for part in block.parts if isinstance(part, Paragraphs)]
    figure = next((part.figures[0] for part in block.parts if isinstance(part, Figures)), None)
    pieces: Pieces = []
    head = said.pop(0)[0] if len(said) > 1 else ""
    if head:
        points = text_fit.largest(head, HEAD_SIZES, COVER_HEAD.width, COVER_HEAD.height, bold=True)
        lines = int(COVER_HEAD.height // (points * text_fit.LINE))
        words = text_fit.cut(head, points, COVER_HEAD.width, lines, bold=True)
        pieces.append((COVER_HEAD, Words((words,), points, bold=True)))
    if figure is not None:
        pieces += _figure(figure)
    body = Words(tuple(line for lines in said for line in lines), 24)
    return Page(block.title, tuple(pieces), block.notes, "", cover=True, body=body)


def _figure(figure: Figure) -> Pieces:
    room = COVER_FIGURE
    points = next(
        (size for size in NUMBER_SIZES if text_fit.width(figure.value, size, bold=True) <= room.width), 28
    )
    high = points * text_fit.LINE
    label = words_height(Words((figure.label,), SMALL), room.width)
    detail = words_height(Words((figure.detail,), SMALL), room.width)
    meter = METER_HEIGHT + GAP if figure.share is not None else 0.0
    top = room.top + max((room.height - label - high - detail - meter) / 2, 0.0)
    number = Box(room.left, top + label, room.width, high)
    pieces: Pieces = [
        (Box(room.left, top, room.width, label), Words((figure.label,), SMALL)),
        (number, Words((figure.value,), points, bold=True)),
    ]
    if figure.share is not None:
        share = float(figure.share)
        longest = max(share, 1.0)
        at = Box(room.left, number.bottom + GAP / 2, room.width, METER_HEIGHT)
        pieces.append((at, Meter(share / longest, 1.0 / longest, f"{figure.label}: {figure.value}")))
    below = Box(room.left, number.bottom + meter, room.width, detail)
    return [*pieces, (below, Words((figure.detail,), SMALL))]
