"""Role: the deck as a PDF, slide by slide what the PowerPoint file shows, where there is no PowerPoint."""

from typing import Any

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import ChartSpec, Kind, Value
from dashboard.i18n import use_language
from dashboard.reports import drawing, pptx_charts, text_fit, typeset
from dashboard.reports.blocks import Cell, CellKind, Document
from dashboard.reports.drawing.style import CM_PER_INCH, Size
from dashboard.reports.plain_text import clean
from dashboard.reports.pptx import COVER_SIZES, TITLE_SIZES, cover_points
from dashboard.reports.pptx_marks import COLOURS, LABEL_POINTS
from dashboard.reports.pptx_master import (
    BODY,
    COVER_BODY,
    COVER_FOOTER,
    COVER_PANEL,
    COVER_TITLE,
    FOOTER,
    NUMBER,
    TITLE,
    Box,
)
from dashboard.reports.pptx_pages import pages
from dashboard.reports.pptx_pieces import Card, ChartPart, Meter, Page, Piece, Words
from dashboard.reports.pptx_tables import SIDE, Sheet

POINTS_PER_INCH = 72
CHART_POINTS = 15
"""Size of text in charts: read from the back row as far as bars leave room."""

SMALLER = {Kind.PAIRED_BARS: 14}


def render(document: Document) -> bytes:
    """The slides as PDF pages of 16:9."""
    files: dict[str, bytes] = {}
    with use_language(document.language):
        content = {
            "title": clean(document.title),
            "author": clean(document.provenance.made_by),
            "language": document.language,
            "origin": clean(document.provenance.line),
            "foot": clean(document.provenance.foot),
            "footer_box": _box(FOOTER),
            "cover_footer_box": _box(COVER_FOOTER),
            "panel_box": _box(COVER_PANEL),
            "number_box": _box(NUMBER),
            "slides": [_slide(page, files) for page in pages(document.blocks, BODY)],
            **{name: getattr(LIGHT, name) for name in ("ink", "muted", "actual", "page", "line")},
            "good": LIGHT.good,
            "attention": LIGHT.attention,
            "head": LIGHT.actual_soft,
        }
    return typeset.pages("slides", content, files)[0]


def _slide(page: Page, files: dict[str, bytes]) -> dict[str, Any]:
    title = COVER_TITLE if page.cover else TITLE
    sizes = COVER_SIZES if page.cover else TITLE_SIZES
    heads = _heads(page)
    pieces = [_piece(box, piece, files) for box, piece in page.pieces if piece not in heads]
    if page.body is not None and not page.cover:
        pieces.append(_piece(BODY, page.body, files))
    return {
        "cover": page.cover,
        "title": clean(page.title),
        "title_points": text_fit.heading(page.title, sizes, title.width - 8, title.height),
        "title_box": _box(title),
        "body_box": _box(COVER_BODY),
        "lines": [clean(line) for line in page.body.lines] if page.body else [],
        "body_points": cover_points(page.body, COVER_BODY) if page.cover and page.body else 0,
        "pieces": pieces,
    }


def _heads(page: Page) -> list[Piece]:
    """Names of scales that the drawing writes itself."""
    charts = [piece for _, piece in page.pieces if isinstance(piece, ChartPart)]
    names = {(s.name,) for chart in charts if chart.spec.kind is Kind.PAIRED_BARS for s in chart.spec.series}
    return [piece for _, piece in page.pieces if isinstance(piece, Words) and piece.lines in names]


def _piece(box: Box, piece: Piece, files: dict[str, bytes]) -> dict[str, Any]:
    at: dict[str, Any] = {"box": _box(box)}
    if isinstance(piece, Words):
        looks = {"number": piece.number, "quiet": piece.quiet, "listed": piece.listed, "bold": piece.bold}
        lines = [clean(line) for line in piece.lines]
        return {**at, "kind": "words", "lines": lines, "points": piece.points, **looks}
    if isinstance(piece, Card):
        figure = piece.figure
        detail = " ".join(part for part in (figure.beside, figure.detail) if part)
        role = figure.role.value if figure.role else ""
        texts = {"label": clean(figure.label), "value": clean(figure.value), "detail": clean(detail)}
        return {**at, "kind": "card", "points": piece.points, "role": role, **texts}
    if isinstance(piece, Sheet):
        return {**at, "kind": "sheet", **_sheet(piece)}
    if isinstance(piece, Meter):
        return {**at, "kind": "meter", "reached": piece.reached, "target": piece.target}
    if isinstance(piece, ChartPart) and piece.spec.kind is Kind.BULLET:
        return {**at, "kind": "bars", **_bars(box, piece)}
    if isinstance(piece, ChartPart):
        return {**at, "kind": "chart", "svg": _chart(box, piece), "alt": clean(piece.text)}
    name = f"picture-{len(files)}"
    files[name] = piece.data
    return {**at, "kind": "picture", "file": name, "alt": clean(piece.text)}


def _bars(box: Box, piece: ChartPart) -> dict[str, Any]:
    """Bars against the target as lengths in points, so that they stand in the rows of the table beside."""
    points = piece.spec.series[0].points
    names = pptx_charts.names_width(piece.scale, box.width, piece.names)
    shown = [_length(piece.spec, point.y) for point in points]
    every = [_length(piece.spec, point.y) or 0.0 for point in piece.scale.series[0].points]
    labels = max(
        (text_fit.width(point.label, LABEL_POINTS) for point in piece.scale.series[0].points), default=0
    )
    longest = max(*every, float(piece.spec.reference or 1))
    unit = (box.width - names - labels - 8) / longest
    rows = [
        {
            "name": clean(text_fit.cut_middle(point.name or str(point.x), LABEL_POINTS, names - 14)),
            "length": None if length is None else length * unit,
            "broken": length is not None and point.y is not None and float(point.y) > length,
            "colour": COLOURS[point.role or piece.spec.series[0].role],
            "label": clean(point.label),
        }
        for point, length in zip(points, shown, strict=True)
    ]
    goal = clean(f"{piece.spec.reference_name} 100%".strip())
    return {"names": names, "head": piece.head, "rows": rows, "goal": goal, "points": LABEL_POINTS,
            "goal_at": float(piece.spec.reference or 1) * unit}  # fmt: skip


def _length(spec: ChartSpec, value: Value | None) -> float | None:
    if value is None:
        return None
    return float(value) if spec.limit is None else min(float(value), float(spec.limit))


def _chart(box: Box, piece: ChartPart) -> str:
    width, height = (points / POINTS_PER_INCH * CM_PER_INCH for points in (box.width, box.height))
    points = SMALLER.get(piece.spec.kind, CHART_POINTS)
    return drawing.svg(piece.spec, Size(width, height, points), part_of=piece.scale).decode()


def _sheet(sheet: Sheet) -> dict[str, Any]:
    heights = [sheet.header, *sheet.heights, *([sheet.total_height] if sheet.totals is not None else [])]
    return {
        "points": sheet.points,
        "side": SIDE,
        "widths": list(sheet.widths),
        "heights": heights,
        "columns": [clean(column.name) for column in sheet.columns],
        "words": [column.kind is CellKind.TEXT for column in sheet.columns],
        "rows": [[_cell(cell) for cell in row] for row in sheet.rows],
        "totals": None if sheet.totals is None else [_cell(cell) for cell in sheet.totals],
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"shown": clean(cell.shown), "role": cell.role.value if cell.role else ""}


def _box(box: Box) -> list[float]:
    return [box.left, box.top, box.width, box.height]
