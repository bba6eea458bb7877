"""Role: blocks laid out on slides: what stands where, measured, so that nothing overlaps or is cut."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.spec import ChartSpec, Kind
from dashboard.i18n import numbers, t
from dashboard.reports import pptx_beside, pptx_charts, pptx_cover, pptx_tables, text_fit
from dashboard.reports.blocks import (
    Block,
    BlockKind,
    Chart,
    Figure,
    Figures,
    Paragraphs,
    Part,
    Picture,
    Statement,
    Table,
)
from dashboard.reports.pptx_master import Box
from dashboard.reports.pptx_pieces import (
    CARD_PAD,
    GAP,
    INDENT,
    SMALL,
    Card,
    ChartPart,
    Page,
    Pieces,
    Words,
    card_height,
    words_height,
)

TEXT_SIZES = (28, 26, 24, 22, 20, 18)
NUMBER_SIZES = (138, 115, 96, 80, 66, 54, 44, 36)
SENTENCE_SIZES = (30, 28, 26, 24, 22, 20, 18)
VALUE_SIZES = (34, 30, 28, 26, 24, 22, 20, 18)
CARDS_IN_ROW = 4
LEAST_TABLE = 120.0
MOST_PITCH = 54.0
"""Few bars stay together instead of filling the slide."""


def pages(blocks: Sequence[Block], room: Box) -> list[Page]:
    """All slides in order."""
    return [page for block in blocks for page in of_block(block, room)]


def of_block(block: Block, room: Box) -> list[Page]:
    """The slides of one block; the later ones say which of how many they are."""
    if block.kind is BlockKind.TITLE:
        return [pptx_cover.cover(block)]
    made: list[Page] = []
    shown = [part for part in block.parts if not isinstance(part, Table) or part.on_slides]
    for group in _groups(shown):
        made += _group_pages(block, group, room)
    if not made:
        made = [Page(block.title, (), block.notes, "")]
    if len(made) == 1:
        return made
    of = numbers.integer(len(made))
    return [
        replace(page, title=t("slides.continued", title=page.title, n=numbers.integer(place), of=of))
        for place, page in enumerate(made, 1)
    ]


def _groups(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts that share a slide: at most one that takes all the room there is."""
    groups: list[list[Part]] = []
    for part in parts:
        flexible = isinstance(part, Chart | Table | Picture | Statement)
        taken = bool(groups) and any(isinstance(p, Chart | Table | Picture | Statement) for p in groups[-1])
        if not groups or (flexible and taken):
            groups.append([])
        groups[-1].append(part)
    return groups


def _group_pages(block: Block, group: list[Part], room: Box) -> list[Page]:
    """Fixed parts above and below stay with the first slide of the one that takes the rest."""
    if all(isinstance(part, Paragraphs) for part in group):
        return _text_pages(block, [part for part in group if isinstance(part, Paragraphs)], room)
    place = next(
        (n for n, p in enumerate(group) if isinstance(p, Chart | Table | Picture | Statement)), len(group)
    )
    above, below = group[:place], group[place + 1 :]
    top_pieces, top = _stacked(above, room)
    bottom_pieces, bottom = _stacked(below, room)
    taken = (top - room.top) + (bottom - room.top)
    if place == len(group):
        return [Page(block.title, tuple(top_pieces), block.notes, _text_of(group))]
    rest = Box(room.left, top, room.width, max(room.height - taken, 0.0))
    first, others = _flexible(group[place], rest, room)
    lift = room.bottom - bottom + GAP
    if isinstance(group[place], Table) and first and not others:
        lift = max(box.bottom for box, _ in first) + GAP - room.top
    lowered = [(Box(b.left, b.top + lift, b.width, b.height), piece) for b, piece in bottom_pieces]
    made = [Page(block.title, (*top_pieces, *first, *lowered), block.notes, _text_of(group))]
    made += [Page(block.title, tuple(pieces), block.notes, _text_of(group)) for pieces in others]
    return made


def _stacked(parts: Sequence[Part], room: Box) -> tuple[Pieces, float]:
    """Fixed parts one below the other from the top of the room; where the next one begins."""
    pieces: Pieces = []
    top = room.top
    for part in parts:
        if isinstance(part, Figures):
            found, height = _cards(part.figures, Box(room.left, top, room.width, 0.0))
        else:
            lines = part.lines if isinstance(part, Paragraphs) else ()
            words = Words(lines, 20, listed=isinstance(part, Paragraphs) and part.listed)
            height = words_height(words, room.width)
            found = [(Box(room.left, top, room.width, height), words)]
        pieces += found
        top += height + GAP
    return pieces, top


def _flexible(part: Part, rest: Box, room: Box) -> tuple[Pieces, list[Pieces]]:
    """What the first slide shows within the rest, and the following ones in the whole room."""
    if isinstance(part, Table):
        return _table(part, rest, room)
    if isinstance(part, Chart) and part.beside is not None:
        made = pptx_beside.pages(part.spec, part.beside, rest, room)
        return made[0], made[1:]
    if isinstance(part, Chart):
        return _chart(part.spec, rest, room)
    if isinstance(part, Statement):
        return _statement(part, rest), []
    return ([(rest, part)] if isinstance(part, Picture) else []), []


def _table(table: Table, rest: Box, room: Box) -> tuple[Pieces, list[Pieces]]:
    note = words_height(Words((table.note,), SMALL), room.width) + 6 if table.note else 0.0
    found = pptx_tables.sheets(table, room.width, max(rest.height, LEAST_TABLE), room.height, note)
    made: list[Pieces] = []
    for place, sheet in enumerate(found):
        box = rest if place == 0 else room
        if not sheet.rows and sheet.totals is None and len(found) > 1:
            made.append([])  # not even one row fits beside the rest
            continue
        pieces: Pieces = [(Box(box.left, box.top, box.width, sheet.height), sheet)]
        if note and place == len(found) - 1:
            below = Box(box.left, box.top + sheet.height + 6, box.width, note - 6)
            pieces.append((below, Words((table.note,), SMALL, quiet=True)))
        made.append(pieces)
    return made[0], made[1:]


def _chart(spec: ChartSpec, rest: Box, room: Box) -> tuple[Pieces, list[Pieces]]:
    note_height = words_height(Words((spec.note,), SMALL), room.width) if spec.note else 0.0
    caption = 0.0 if spec.kind is Kind.BULLET else SMALL * text_fit.LINE + 4
    usable = rest.height - caption - note_height - (pptx_charts.AXIS if spec.kind is Kind.BULLET else 0.0)
    rows = max(int(usable // pptx_charts.PITCH), 1)
    made = []
    for place, part in enumerate(pptx_charts.parts(spec, rows)):
        box = rest if place == 0 else room
        made.append(_chart_pieces(part, spec, box, caption, note_height))
    return made[0], made[1:]


def _chart_pieces(part: ChartSpec, spec: ChartSpec, box: Box, caption: float, note: float) -> Pieces:
    pieces: Pieces = []
    if spec.kind is Kind.PAIRED_BARS:
        for series, (left, width) in zip(spec.series, pptx_charts.paired_plots(spec, box.width), strict=True):
            head = Box(box.left + left, box.top, width, caption)
            pieces.append((head, Words((series.name,), SMALL, quiet=True)))
    elif spec.kind is not Kind.BULLET:
        pieces.append((Box(box.left, box.top, box.width, caption), Words((spec.unit,), SMALL, quiet=True)))
    most = box.height - caption - note
    bars = max(len(series.points) for series in part.series)
    height = most
    if spec.kind in (Kind.BULLET, Kind.PAIRED_BARS):
        height = min(most, bars * MOST_PITCH + pptx_charts.AXIS)
    chart = Box(box.left, box.top + caption, box.width, height)
    pieces.append((chart, ChartPart(part, spec, spec.text)))
    if note:
        below = Box(box.left, box.bottom - note, box.width, note)
        pieces.append((below, Words((spec.note,), SMALL, quiet=True)))
    return pieces


def _statement(part: Statement, rest: Box) -> Pieces:
    """The number large on the left, the sentence on the right; without a number the sentence alone."""
    if not part.number:
        points = text_fit.largest(part.sentence, (40, 36, *SENTENCE_SIZES), rest.width, rest.height)
        return [(rest, Words((part.sentence,), points))]
    left = rest.width * 0.5 - GAP
    under_height = text_fit.height(part.under, 20, left) if part.under else 0.0
    room = rest.height - under_height - 6
    points = next(
        (
            size for size in NUMBER_SIZES
            if text_fit.width(part.number, size, bold=True) <= left and size * text_fit.LINE <= room
        ),
        NUMBER_SIZES[-1],
    )  # fmt: skip
    height = points * text_fit.LINE
    top = rest.top + max((room - height) / 2, 0.0)
    number = Box(rest.left, top, left, height)
    pieces: Pieces = [(number, Words((part.number,), points, number=True))]
    if part.under:
        under = Box(rest.left, number.bottom + 4, left, under_height)
        pieces.append((under, Words((part.under,), 20, quiet=True)))
    right = Box(rest.left + left + 2 * GAP, rest.top, rest.width - left - 2 * GAP, rest.height)
    size = text_fit.largest(part.sentence, SENTENCE_SIZES, right.width, right.height)
    height = min(text_fit.height(part.sentence, size, right.width), right.height)
    middle = Box(right.left, right.top + (right.height - height) / 2, right.width, height)
    pieces.append((middle, Words((part.sentence,), size)))
    return pieces


def _cards(figures: Sequence[Figure], at: Box) -> tuple[Pieces, float]:
    """Cards of one size in rows of up to four; their height in all."""
    pieces: Pieces = []
    columns = min(len(figures), CARDS_IN_ROW) or 1
    width = (at.width - (columns - 1) * GAP) / columns
    inner = width - 2 * CARD_PAD
    points = min(
        (text_fit.largest(each.value, VALUE_SIZES, inner, 1.5 * 34, bold=True) for each in figures),
        default=34,
    )
    height = max((card_height(Card(each, points), inner) for each in figures), default=0.0)
    for place, each in enumerate(figures):
        row, column = divmod(place, columns)
        box = Box(at.left + column * (width + GAP), at.top + row * (height + GAP), width, height)
        pieces.append((box, Card(each, points)))
    rows = -(-len(figures) // columns)
    return pieces, rows * height + max(rows - 1, 0) * GAP


def _text_pages(block: Block, parts: Sequence[Paragraphs], room: Box) -> list[Page]:
    """Text alone on its slides: as large as fits on one, else split between paragraphs or sentences."""
    lines = tuple(line for part in parts for line in part.lines)
    listed = any(part.listed for part in parts)
    for points in TEXT_SIZES:
        words = Words(lines, points, listed=listed)
        if words_height(words, room.width) <= room.height:
            return [Page(block.title, (), block.notes, "", body=words)]
    made: list[list[str]] = [[]]
    for line in _short_enough(lines, room, listed):
        if made[-1] and words_height(Words((*made[-1], line), 20, listed=listed), room.width) > room.height:
            made.append([])
        made[-1].append(line)
    return [
        Page(block.title, (), block.notes, "", body=Words(tuple(each), 20, listed=listed)) for each in made
    ]


def _short_enough(lines: Sequence[str], room: Box, listed: bool) -> list[str]:
    """Paragraphs longer than a slide in pieces that fit, broken between lines."""
    pieces: list[str] = []
    for line in lines:
        width = room.width - (INDENT if listed else 0.0)
        wrapped = text_fit.wrap(line, 20, width)
        most = max(int(room.height // (20 * text_fit.LINE)) - 1, 1)
        pieces += [" ".join(wrapped[start : start + most]) for start in range(0, len(wrapped), most)]
    return pieces


def _text_of(group: Sequence[Part]) -> str:
    return next((part.spec.text for part in group if isinstance(part, Chart)), "")
