"""Role: the official letter: its fixed parts, its numbered sections, the same words as Word and as PDF."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx as word_files
import pytest
from pypdf import PdfReader

from dashboard.errors import InvalidInputError
from dashboard.i18n import use_language
from dashboard.reports import docx, pdf
from dashboard.reports.blocks import Block, BlockKind, Official, Paragraphs
from dashboard.reports.letter import letter
from tests.unit.reports.documents import ORIGIN, RESULT, document


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    use_language("vi")


def words_of_docx(data: bytes) -> str:
    """All words of a Word file in the order of its body."""
    body = word_files.Document(BytesIO(data)).element.body
    return " ".join(text.text or "" for text in body.iter() if text.tag.endswith("}t"))


def words_of_pdf(data: bytes) -> str:
    """All words of a PDF, lines joined."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def test_blocks_stand_in_numbered_sections() -> None:
    said = letter(document())
    assert [section.heading for section in said.sections] == [
        "I. KẾT QUẢ THỰC HIỆN", "II. TỒN TẠI, NGUYÊN NHÂN VÀ KIẾN NGHỊ",
    ]  # fmt: skip
    assert [item.heading for item in said.sections[0].items] == [
        "1. Toàn tỉnh vượt 1.001",
        "2. 1/2 đơn vị đạt",
    ]


def test_a_persons_own_text_stays_where_it_was_put() -> None:
    own = Block("text", BlockKind.TEXT, "Lời cảm ơn", (Paragraphs(("Cảm ơn.",)),))
    awards = Block("awards", BlockKind.AWARDS, "Khen", (Paragraphs(("Khen.",)),))
    said = letter(document(awards, own))
    assert [item.heading for item in said.sections[0].items] == ["1. Khen", "2. Lời cảm ơn"]


def test_single_digits_of_a_date_get_a_nought_as_the_decree_wants() -> None:
    one = replace(document(), held_on=date(2022, 2, 5))
    assert letter(one).place_and_date == "Lạng Sơn, ngày 05 tháng 02 năm 2022"
    assert letter(document()).place_and_date == "Lạng Sơn, ngày 05 tháng 6 năm 2022"


def test_what_nobody_said_is_left_to_be_filled_in() -> None:
    said = letter(replace(document(), held_on=None, place=""))
    assert said.number == "Số: ........./BC-LĐLĐ"
    assert "....." in said.place_and_date


def test_what_was_said_stands_in_head_and_foot() -> None:
    official = Official(
        "Tổng Liên đoàn", "LĐLĐ tỉnh", "12/BC-LĐLĐ", "Chủ tịch", "Nguyễn Thị Lan", ("- TLĐ;",)
    )
    words = words_of_docx(docx.render(document(official=official)))
    for said in ("TỔNG LIÊN ĐOÀN", "LĐLĐ TỈNH", "Số: 12/BC-LĐLĐ", "CHỦ TỊCH", "Nguyễn Thị Lan", "- TLĐ;"):
        assert said in words


@pytest.mark.parametrize("read", ["docx", "pdf"])
def test_every_word_and_number_is_there(read: str) -> None:
    words = words_of_docx(docx.render(document())) if read == "docx" else words_of_pdf(pdf.render(document()))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", RESULT, "Nêu tên.",
        "Đơn vị 2", "Tổng cộng", "Cơ sở nhỏ", "Nơi nhận:", "PHỤ LỤC 1", ORIGIN,
        "Cán bộ *chưa* #tập trung",
    ):  # fmt: skip
        assert said in words, said


def test_a_chart_in_word_can_be_read_out() -> None:
    xml = ZipFile(BytesIO(docx.render(document()))).read("word/document.xml").decode()
    assert 'descr="Một đơn vị đạt"' in xml


def test_a_long_table_repeats_its_header() -> None:
    made = docx.render(document(rows=200))
    tables = word_files.Document(BytesIO(made)).tables
    longest = max(tables, key=lambda table: len(table.rows))
    assert len(longest.rows) == 202
    assert "tblHeader" in longest.rows[0]._tr.xml
    assert words_of_pdf(pdf.render(document(rows=200))).count("Kết quả") > 10


def test_an_own_template_keeps_its_styles_and_loses_its_text() -> None:
    master = word_files.Document()
    master.add_paragraph("Chữ mẫu")
    master.styles["Normal"].font.name = "Arial"
    master.sections[0].header.paragraphs[0].text = "Đầu trang của đơn vị"
    saved = BytesIO()
    master.save(saved)
    made = word_files.Document(BytesIO(docx.render(document(), saved.getvalue())))
    assert made.styles["Normal"].font.name == "Arial"
    assert made.sections[0].header.paragraphs[0].text == "Đầu trang của đơn vị"
    assert "Chữ mẫu" not in [paragraph.text for paragraph in made.paragraphs]


@pytest.mark.parametrize("template", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_a_template_that_is_no_word_file_is_refused_with_a_remedy(template: bytes) -> None:
    with pytest.raises(InvalidInputError, match="docx"):
        docx.render(document(), template)


def test_a_control_character_in_a_name_breaks_nothing() -> None:
    odd = Block("text", BlockKind.TEXT, "Tên\x0b lạ", (Paragraphs(("a\x00b",)),))
    assert "ab" in words_of_docx(docx.render(document(odd)))
    assert pdf.render(document(odd)).startswith(b"%PDF")


def test_the_english_letter_has_english_words() -> None:
    english = replace(document(), language="en")
    assert "REPORT" in words_of_pdf(pdf.render(english))
    assert letter(document()).kind == "BÁO CÁO"
