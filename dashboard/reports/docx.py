"""Role: the báo cáo sơ kết as a Word file in official form, meant to be edited."""

from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dashboard.errors import InvalidInputError
from dashboard.i18n import t, use_language
from dashboard.reports import drawing
from dashboard.reports.blocks import Annex, Chart, Document, Picture
from dashboard.reports.docx_tables import draw_table, two_columns
from dashboard.reports.letter import Item, Letter, letter
from dashboard.reports.plain_text import clean

TYPEFACE = "Times New Roman"
BODY = Pt(14)
WIDTH_CM = 16.0
"""What A4 leaves between margins of 3 and 2 cm (Nghị định 30/2020, phụ lục I)."""

ANNEX_WIDTH_CM = 25.2


def render(document: Document, template: bytes | None = None) -> bytes:
    """The letter as .docx. Of a ``template`` the styles, page, header and footer stay, its text goes.

    Raises ``InvalidInputError`` for a template that is no Word file.
    """
    with use_language(document.language):
        return _written(document, _opened(template))


def check_template(template: bytes) -> None:
    """Raises ``InvalidInputError`` for a template that ``render`` could not use."""
    _opened(template)


def _written(document: Document, word: DocxDocument) -> bytes:
    said = letter(document)
    word.core_properties.title = clean(document.title)
    word.core_properties.author = clean(document.provenance.made_by)
    _head(word, said)
    for section in said.sections:
        _line(word, section.heading, "Heading 1")
        for item in section.items:
            _item(word, item)
    _foot(word, said)
    for number, annex in enumerate(said.annexes, 1):
        _annex(word, annex, number)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _opened(template: bytes | None) -> DocxDocument:
    if template is None:
        word = docx.Document()
        _own_styles(word)
        _own_page(word)
        return word
    try:
        word = docx.Document(BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise InvalidInputError("letter.not_docx") from error
    for element in list(word.element.body):
        if element.tag != qn("w:sectPr"):
            word.element.body.remove(element)
    return word


def _own_styles(word: DocxDocument) -> None:
    for name, size, bold, italic in (
        ("Normal", BODY, False, False),
        ("Heading 1", BODY, True, False),
        ("Heading 2", BODY, True, False),
        ("Caption", Pt(13), False, True),
        ("Title", BODY, True, False),
    ):
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = TYPEFACE, size
        style.font.bold, style.font.italic = bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        _every_script(style)
        style.paragraph_format.space_before = Pt(6 if name.startswith("Heading") else 0)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.15


def _every_script(style: ParagraphStyle) -> None:
    """The typeface for all scripts: a theme's font would take its place for some letters."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)


def _own_page(word: DocxDocument) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    page.different_first_page_header_footer = True  # the first page bears no number
    middle = page.header.paragraphs[0]
    middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(middle, "PAGE")


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _line(word: DocxDocument, text: str, style: str | None = None) -> Paragraph:
    """A paragraph in a style of the file, if it has that style."""
    known = {each.name for each in word.styles if each.type == WD_STYLE_TYPE.PARAGRAPH}
    paragraph = word.add_paragraph(style=style if style in known else None)
    paragraph.add_run(clean(text))
    return paragraph


def _head(word: DocxDocument, said: Letter) -> None:
    left = [(said.superior, False), (said.issuer, True), (said.number, False)]
    right = [(said.nation, True), (said.motto, True), (said.place_and_date, False)]
    two_columns(word, [each for each in left if each[0]], right, (6.0, 10.0))
    for text in (said.kind, said.subject):
        title = _line(word, text, "Title")
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        # The built-in style draws a line below.
        _without_border(title)


def _without_border(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    bottom.set(qn("w:val"), "nil")
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _item(word: DocxDocument, item: Item) -> None:
    _line(word, item.heading, "Heading 2")
    for sentence in item.sentences:
        paragraph = _line(word, sentence)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    for part in item.shown:
        if isinstance(part, Chart):
            _chart(word, part)
        elif isinstance(part, Picture):
            word.add_picture(BytesIO(part.data), width=Cm(WIDTH_CM))
            _alternative(word, part.text)
        else:
            draw_table(word, part, WIDTH_CM)


def _chart(word: DocxDocument, part: Chart) -> None:
    if part.spec.is_empty:
        return
    size = drawing.fitting(part.spec, WIDTH_CM)
    word.add_picture(BytesIO(drawing.png(part.spec, size)), width=Cm(WIDTH_CM))
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    _alternative(word, part.spec.text)
    caption = t("letter.chart", title=part.spec.title, unit=part.spec.unit)
    _line(word, caption, "Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER


def _alternative(word: DocxDocument, text: str) -> None:
    """What a screen reader says instead of the newest picture."""
    word.inline_shapes[len(word.inline_shapes) - 1]._inline.docPr.set("descr", clean(text))


def _foot(word: DocxDocument, said: Letter) -> None:
    left = [(said.recipients_heading, True), *((line, False) for line in said.recipients)]
    right = [(said.signer_title, True), ("\n\n\n", False), (said.signer, True)]
    two_columns(word, left, right, (8.0, 8.0), foot=True)
    origin = _line(word, said.origin).runs[0]
    origin.italic, origin.font.size = True, Pt(10)


def _annex(word: DocxDocument, annex: Annex, number: int) -> None:
    page = word.add_section()
    if page.orientation != WD_ORIENT.LANDSCAPE:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = page.page_height, page.page_width
    heading = f"{t('letter.annex', number=number).upper()}\n{annex.title}"
    _line(word, heading, "Heading 1").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for table in annex.tables:
        draw_table(word, table, ANNEX_WIDTH_CM)
