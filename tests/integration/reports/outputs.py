"""Role: reads finished documents back as a reader's programs do: their words, tables and packed parts."""

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import docx as word_files
import openpyxl
from pypdf import PdfReader

from tests.integration.reports import slides

Row: TypeAlias = tuple[Any, ...]

LEAST_OF_A_CUT = 40
"""Letters that a shortened text must still have, or it would stand for anything."""

_CONTENT = re.compile(r'<script type="application/json" id="content">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True)
class Read:
    """``words``: all text, without any space (a page breaks lines where it likes); ``rows``: of all tables.

    A PDF has no tables to read: its rows are empty and stand in its words, cell after cell. ``pages``: its
    pages apart; a cell that goes on above the next page is parted from its beginning.
    """

    words: str
    rows: frozenset[Row]
    shortened: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def says(self, text: str) -> bool:
        """Whether a text stands in it; a long one on a slide may end with an ellipsis."""
        wanted = tight(text)
        if wanted in self.words or any(wanted.startswith(each) for each in self.shortened):
            return True
        return any(_goes_on(wanted, page, following) for page, following in pairwise(self.pages))


def _goes_on(wanted: str, page: str, following: str) -> bool:
    places = range(LEAST_OF_A_CUT, len(wanted))
    return any(wanted[:at] in page and wanted[at:] in following for at in places)


def tight(text: str) -> str:
    """Composed letters without any space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def read(name: str, data: bytes, key: str = "", footer: str = "") -> Read:
    """A document of a format; of an offline page only the state ``key``.

    ``footer``: what stands below every page of a PDF, and would part a sentence that goes on above the next.
    """
    if name == "html":
        return _read_page(data, key)
    if name == "pdf":
        return _read_pdf(data, footer)
    return {"pptx": _read_deck, "docx": _read_letter, "xlsx": _read_workbook}[name](data)


def _read_deck(data: bytes) -> Read:
    opened = slides.opened(data)
    texts = slides.texts(data) + [slide.notes_slide.notes_text_frame.text for slide in opened.slides]
    tables = [shape.table for slide in opened.slides for shape in slide.shapes if shape.has_table]
    rows = {tuple(cell.text_frame.text for cell in row.cells) for table in tables for row in table.rows}
    for chart in slides.charts(data):
        for row in _sheet_rows(chart.part.chart_workbook.xlsx_part.blob):
            texts += [str(cell) for cell in row if cell is not None]
    cut = [tight(text).removesuffix("…") for text in texts if text.endswith("…")]
    return Read(
        tight("\n".join(texts)), frozenset(rows), tuple(text for text in cut if len(text) >= LEAST_OF_A_CUT)
    )


def _read_letter(data: bytes) -> Read:
    opened = word_files.Document(io.BytesIO(data))
    words = "".join(node.text or "" for node in opened.element.body.iter() if node.tag.endswith("}t"))
    rows = {tuple(cell.text for cell in row.cells) for table in opened.tables for row in table.rows}
    return Read(tight(words), frozenset(rows))


def _read_workbook(data: bytes) -> Read:
    rows = list(_sheet_rows(data))
    words = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    return Read(tight(words), frozenset(rows))


def _sheet_rows(data: bytes) -> Iterator[Row]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
        yield from sheet.iter_rows(values_only=True)


def _read_pdf(data: bytes, footer: str) -> Read:
    pages = [tight(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
    running = [
        page.replace(tight(footer), "").removeprefix(str(number)).removesuffix(str(number))
        for number, page in enumerate(pages, 1)
    ]
    return Read("\n".join(pages) + "\n" + "".join(running), frozenset(), pages=tuple(running))


def _read_page(data: bytes, key: str) -> Read:
    state = page_content(data)["states"][key]
    words: list[str] = []
    rows: set[Row] = set()
    for block in state["blocks"]:
        words += _strings(block)
        rows |= {
            tuple(cell[0] for cell in row)
            for part in block["parts"] if part["kind"] == "table" for row in part["rows"]
        }  # fmt: skip
    return Read(tight("\n".join([state["unit"], state["origin"], *words])), frozenset(rows))


def page_content(data: bytes) -> dict[str, Any]:
    """What an offline page holds, as its script reads it."""
    found = _CONTENT.search(data.decode())
    assert found is not None
    content: dict[str, Any] = json.loads(found[1])
    return content


def _strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            if key != "figure":  # a drawn course; its words stand beside it
                yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def unpacked(name: str, data: bytes) -> str:
    """Every text of a document with all that is packed into it, however deep: what a search would find."""
    if name == "pdf":
        reader = PdfReader(io.BytesIO(data))
        return tight(f"{reader.metadata}" + "\n".join(page.extract_text() for page in reader.pages))
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return tight(data.decode(errors="replace"))
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for entry in package.namelist():
            found.append(unpacked("", package.read(entry)))
    return "\n".join(found)
