"""Role: tables of a Word file: figures to the right, the header on every page, and the two-column head."""

from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row

from dashboard.reports.blocks import Cell, CellKind, Table
from dashboard.reports.plain_text import clean
from dashboard.reports.text_fit import SHAPES

TEXT = Pt(11)
HEAD = Pt(12)
SMALL = Pt(11)
LETTER_CM, PADDING_CM = 0.195, 0.42
"""Width of a figure's letter in a table's size, and what stands free at both sides of a cell."""

FULL_NAME, SHORTEST = 40, 5
"""An entry of words counts with at most, and at least, so many letters."""

OF_A_CAPITAL = 0.4
"""By so much of a letter a capital is wider."""

LONGEST_WHOLE = 14
"""Letters of a word that a column is kept wide enough for; a longer one may break."""

LEAST_FOR_WORDS = 0.3
"""Share of the width below which words could not be read."""

GRID = "Table Grid"


def draw_table(word: DocxDocument, table: Table, width_cm: float) -> None:
    """A grid that may run over pages; a row is never parted."""
    if table.title:
        title = word.add_paragraph()
        title.add_run(clean(table.title)).bold = True
        title.paragraph_format.keep_with_next = True
    drawn = word.add_table(rows=1, cols=len(table.columns))
    if any(style.name == GRID for style in word.styles):
        drawn.style = GRID
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    drawn.autofit = False
    widths = column_widths(table, width_cm)
    for cell, column in zip(drawn.rows[0].cells, table.columns, strict=True):
        _write(cell, column.name, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    _repeat(drawn.rows[0])
    for cells in table.rows:
        _row(drawn, table, cells, bold=False)
    if table.totals is not None:
        _row(drawn, table, table.totals, bold=True)
    _set_widths(drawn, widths)
    note = word.add_paragraph()
    if table.note:
        run = note.add_run(clean(table.note))
        run.italic, run.font.size = True, SMALL


def column_widths(table: Table, width_cm: float) -> list[float]:
    """Centimetres of each column, adding up to ``width_cm``: figures what they need, words the rest."""
    lines = [*table.rows, *([table.totals] if table.totals is not None else [])]
    longest = [
        max([_letters(line[place].shown) for line in lines] + [1.0]) for place in range(len(table.columns))
    ]
    is_figure = [column.kind is not CellKind.TEXT for column in table.columns]
    needed = [
        (max(length, _longest_word(column.name)) * LETTER_CM + PADDING_CM) if figure else 0.0
        for length, column, figure in zip(longest, table.columns, is_figure, strict=True)
    ]
    weights = [0.0 if figure else max(min(length, FULL_NAME), SHORTEST) for length, figure in
               zip(longest, is_figure, strict=True)]  # fmt: skip
    if not any(weights):
        return [width_cm * need / sum(needed) for need in needed]
    rest = max(width_cm - sum(needed), width_cm * LEAST_FOR_WORDS)
    squeezed = (width_cm - rest) / sum(needed) if any(needed) else 0.0
    shared = rest + (0.0 if any(needed) else width_cm - rest)
    widths = [
        need * squeezed + shared * weight / sum(weights) for need, weight in zip(needed, weights, strict=True)
    ]
    return _with_whole_words(widths, [_words_need(table, place) for place in range(len(widths))], is_figure)


def _words_need(table: Table, place: int) -> float:
    """Centimetres of the longest word in a column, so that none breaks in its middle."""
    words = [
        _longest_word(table.columns[place].name),
        *(_longest_word(row[place].shown) for row in table.rows),
    ]
    return min(max(words), LONGEST_WHOLE) * LETTER_CM + PADDING_CM


def _with_whole_words(
    widths: Sequence[float], least: Sequence[float], is_figure: Sequence[bool]
) -> list[float]:
    """Columns of words that are too narrow for one take from those that have more than they need."""
    floors = [width if figure else need for width, need, figure in zip(widths, least, is_figure, strict=True)]
    lacking = sum(max(floor - width, 0.0) for width, floor in zip(widths, floors, strict=True))
    spare = sum(max(width - floor, 0.0) for width, floor in zip(widths, floors, strict=True))
    if not lacking or spare <= lacking:
        return list(widths)
    return [
        floor if width < floor else width - (width - floor) * lacking / spare
        for width, floor in zip(widths, floors, strict=True)
    ]


def _longest_word(name: str) -> float:
    """Headings are bold and thus wider."""
    return max((_letters(word) + 1 for word in name.split()), default=1.0)


def _letters(text: str) -> float:
    """How many letters wide: capitals and signs of standing take more room than others."""
    wide = sum(letter.isupper() for letter in text) * OF_A_CAPITAL
    return len(text) + wide + sum(text.count(shape) for shape in SHAPES)


def _set_widths(drawn: DocxTable, widths: Sequence[float]) -> None:
    """Both ways: Word reads the cells, LibreOffice the grid."""
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Cm(width)
    for row in drawn.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _row(drawn: DocxTable, table: Table, cells: tuple[Cell, ...], *, bold: bool) -> None:
    row = drawn.add_row()  # type: ignore[no-untyped-call]  # the library has no types here
    _keep_whole(row)
    for target, column, cell in zip(row.cells, table.columns, cells, strict=True):
        side = WD_ALIGN_PARAGRAPH.LEFT if column.kind is CellKind.TEXT else WD_ALIGN_PARAGRAPH.RIGHT
        _write(target, cell.shown, side, bold=bold)


def _write(cell: _Cell, text: str, side: WD_ALIGN_PARAGRAPH, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, TEXT


def _repeat(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _keep_whole(row)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


Line = tuple[str, bool]
"""Words, and whether they are bold."""


def two_columns(
    word: DocxDocument,
    left: Sequence[Line],
    right: Sequence[Line],
    widths: tuple[float, float],
    *,
    foot: bool = False,
) -> None:
    """The head or the foot of a letter: two columns without lines, so that editing keeps them apart."""
    table = word.add_table(rows=1, cols=2)
    table.autofit = False
    _set_widths(table, widths)
    for cell, lines, width in zip(table.rows[0].cells, (left, right), widths, strict=True):
        for place, (text, bold) in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            is_list = foot and lines is left
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_list else WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(clean(text))
            run.bold = bold
            run.italic = (is_list and bold) or (not foot and lines is right and place == len(lines) - 1)
            run.font.size = SMALL if is_list and not bold else HEAD
            if not foot and bold and place == _ruled(lines):
                _rule_below(cell, width)
    word.add_paragraph()


def _ruled(lines: Sequence[Line]) -> int:
    """The last bold line of a head is underlined by a short rule."""
    return max(place for place, (_, bold) in enumerate(lines) if bold)


def _rule_below(cell: _Cell, width_cm: float) -> None:
    """A rule half as wide as the column: an empty line drawn in from both sides."""
    paragraph = cell.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Cm(width_cm / 4)
    form.space_after, form.line_spacing = Pt(4), Pt(4)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
