"""Role: the báo cáo sơ kết as a PDF, in the same form and with the same words as the Word file."""

from typing import Any

from dashboard.charts.palette import LIGHT
from dashboard.i18n import t, use_language
from dashboard.reports import drawing, typeset
from dashboard.reports.blocks import Annex, CellKind, Chart, Document, Picture, Table
from dashboard.reports.docx_tables import column_widths
from dashboard.reports.letter import Item, letter
from dashboard.reports.plain_text import clean

WIDTH_CM = 16.0
ANNEX_WIDTH_CM = 24.7
TABLE_POINTS, ANNEX_POINTS = 10.5, 11.0


def render(document: Document) -> bytes:
    """The letter as PDF, its annexes on pages of their own."""
    files: dict[str, bytes] = {}
    with use_language(document.language):
        content = _content(document, files)
    return typeset.pages("report", content, files)[0]


def _content(document: Document, files: dict[str, bytes]) -> dict[str, Any]:
    said = letter(document)
    heads = ("superior", "issuer", "nation", "motto", "number", "place_and_date", "kind", "subject", "origin")
    feet = ("recipients_heading", "signer_title", "signer")
    return {
        **{name: clean(getattr(said, name)) for name in (*heads, *feet)},
        "title": clean(document.title),
        "author": clean(document.provenance.made_by),
        "language": document.language,
        "recipients": [clean(line) for line in said.recipients],
        "sections": [
            {"heading": clean(part.heading), "items": [_item(item, files) for item in part.items]}
            for part in said.sections
        ],
        "annexes": [_annex(annex, number) for number, annex in enumerate(said.annexes, 1)],
    }


def _item(item: Item, files: dict[str, bytes]) -> dict[str, Any]:
    shown = [_shown(part, files) for part in item.shown if not _is_nothing(part)]
    sentences = [clean(line) for line in item.sentences]
    return {"heading": clean(item.heading), "sentences": sentences, "shown": shown}


def _is_nothing(part: Chart | Table | Picture) -> bool:
    return isinstance(part, Chart) and part.spec.is_empty


def _shown(part: Chart | Table | Picture, files: dict[str, bytes]) -> dict[str, Any]:
    if isinstance(part, Chart):
        vectors = drawing.svg(part.spec, drawing.fitting(part.spec, WIDTH_CM)).decode()
        caption = t("letter.chart", title=part.spec.title, unit=part.spec.unit)
        return {"kind": "chart", "svg": vectors, "alt": clean(part.spec.text), "caption": clean(caption)}
    if isinstance(part, Picture):
        name = f"picture-{len(files)}"
        files[name] = part.data
        return {"kind": "picture", "file": name, "alt": clean(part.text)}
    return _table(part, WIDTH_CM, TABLE_POINTS)


def _annex(annex: Annex, number: int) -> dict[str, Any]:
    return {
        "heading": t("letter.annex", number=number).upper(),
        "title": clean(annex.title),
        "tables": [_table(table, ANNEX_WIDTH_CM, ANNEX_POINTS) for table in annex.tables],
    }


def _table(table: Table, width_cm: float, points: float) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": clean(table.title),
        "columns": [clean(column.name) for column in table.columns],
        "words": [column.kind is CellKind.TEXT for column in table.columns],
        "widths": column_widths(table, width_cm),
        "rows": [[clean(cell.shown) for cell in row] for row in table.rows],
        "totals": None if table.totals is None else [clean(cell.shown) for cell in table.totals],
        "note": clean(table.note),
        "size": points,
        "head": LIGHT.actual_soft,
    }
