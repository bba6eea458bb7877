"""Role: the deck as PDF: one page a slide of 16:9, every word of the slides on it."""

from io import BytesIO

from pypdf import PdfReader

from dashboard.i18n import use_language
from dashboard.reports import pptx, slides_pdf
from tests.unit.reports.documents import ORIGIN, RESULT, document


def pages_of(rows: int = 2) -> list[str]:
    use_language("vi")
    reader = PdfReader(BytesIO(slides_pdf.render(document(rows=rows))))
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (960, 540)
    }
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_each_slide_is_a_page_with_its_words() -> None:
    pages = pages_of()
    assert len(pages) == pptx.slide_count(pptx.render(document()))
    words = " ".join(pages)
    for said in (RESULT, "150,1%", "Đơn vị 2", "Tổng cộng", "Cán bộ *chưa* #tập trung"):
        assert said in words, said
    assert all(ORIGIN in page for page in pages[1:])


def test_many_units_are_split_as_in_powerpoint() -> None:
    assert len(pages_of(200)) == pptx.slide_count(pptx.render(document(rows=200)))
