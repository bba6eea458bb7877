"""Role: from a dropped export to the deck in six steps; every format downloads, opens and keeps the rules."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation
from pypdf import PdfReader

from tests.e2e.browser import settle
from tests.e2e.campaign import visit, write_export
from tests.e2e.conftest import DESKTOP, ServerFactory
from tests.e2e.serving import RunningServer

ADDED, AFTER = 12, "3.013"
SLUG = "Bao-cao-so-ket-GD1_LDLD-Lang-Son_2022-05-31"
WEAK = "LĐLĐ huyện Đình Lập"
MAKE_MS = 120_000
MOST_STEPS = 6


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A page whose wishes are its own."""
    context = browser.new_context(locale="vi-VN", viewport=DESKTOP)
    yield context.new_page()
    context.close()


def _download(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download(timeout=MAKE_MS) as waiting:
        page.locator(f".st-key-make-{name} button").first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def _pptx(data: bytes) -> str:
    slides = Presentation(io.BytesIO(data)).slides
    assert len(slides) >= 10
    return _package(data)


def _docx(data: bytes) -> str:
    assert docx.Document(io.BytesIO(data)).paragraphs
    return _package(data)


def _xlsx(data: bytes) -> str:
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    return _package(data)


def _package(data: bytes) -> str:
    """Every part of an Office file, those inside its charts too, without its markup."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            part = packed.read(name)
            inner = _package(part) if name.endswith(".xlsx") else part.decode("utf-8", errors="ignore")
            found.append(re.sub("<[^>]+>", "", inner))
    return " ".join(found)


def _pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def _html(data: bytes) -> str:
    return data.decode()


FORMATS: dict[str, Callable[[bytes], str]] = {
    "pptx": _pptx, "docx": _docx, "xlsx": _xlsx, "pdf": _pdf, "html": _html,
}  # fmt: skip
INSIDE = ("pptx", "docx", "xlsx", "pdf")
"""The page for a USB stick takes some tens of seconds; once is enough here."""


def test_from_a_dropped_export_to_the_deck_in_six_steps(
    server: ServerFactory, campaign_url: str, page: Page, tmp_path: Path
) -> None:
    export = write_export(
        tmp_path / "bổ sung.xlsx", count=ADDED, unit="CĐCS Trường Tiểu học Bắc Sơn",
        superior="LĐLĐ huyện Bắc Sơn", first_day=date(2022, 5, 2),
    )  # fmt: skip
    changing = server(campaign_url)
    visit(page, changing)
    steps = []

    def step(name: str, do: Callable[[], object]) -> None:
        steps.append(name)
        do()
        settle(page)

    step("Nạp dữ liệu", page.get_by_role("link", name="Nạp dữ liệu").first.click)
    step("drop", lambda: page.locator('input[type="file"]').set_input_files(export))
    step("Nạp", page.locator(".st-key-upload-write button").click)
    step("Báo cáo", page.get_by_role("link", name="Báo cáo").first.click)
    steps.append("PowerPoint")
    name, data = _download(page, "pptx")
    print(f"{len(steps)} steps: {', '.join(steps)}")
    assert len(steps) <= MOST_STEPS
    assert name == f"{SLUG}.pptx"
    assert AFTER in _pptx(data)
    assert "Traceback" not in changing.log()


def test_every_format_opens_and_names_weak_units_inside_the_house_only(
    screen: Page, campaign: RunningServer
) -> None:
    page = visit(screen, campaign, "reports")
    for name in FORMATS:
        file, data = _download(page, name)
        words = FORMATS[name](data)
        assert file == f"{SLUG}.{name}"
        assert "3.001" in words or "3001" in words, name
        assert WEAK not in words, name
    page.locator(".st-key-report-audience").get_by_text("Nội bộ").click()
    settle(page)
    for name in INSIDE:
        assert WEAK in FORMATS[name](_download(page, name)[1]), name


def test_pictures_have_the_sizes_of_a_chat_and_of_a_link(screen: Page, campaign: RunningServer) -> None:
    page = visit(screen, campaign, "reports")
    for name, size in (("png", (1080, 1080)), ("wide", (1200, 630))):
        with Image.open(io.BytesIO(_download(page, name)[1])) as picture:
            assert picture.size == size


def test_a_set_with_own_order_words_and_picture_is_kept_and_opened_again(
    server: ServerFactory, campaign_url: str, page: Page, tmp_path: Path
) -> None:
    changing = server(campaign_url)
    picture = tmp_path / "hội nghị.png"
    Image.new("RGB", (640, 360), "#0B4EA2").save(picture)
    visit(page, changing, "reports")
    slides = page.locator(".sk-slides")
    before = slides.locator("li").all_inner_texts()

    page.locator(".st-key-block-down-1-0 button").first.click()  # where we stand goes below the course
    settle(page)
    moved = slides.locator("li").all_inner_texts()
    assert (moved[1], moved[2]) == (before[2], before[1])
    page.locator(".st-key-plain-block-6").get_by_text("Lĩnh vực").click()
    settle(page)
    assert not [title for title in slides.locator("li").all_inner_texts() if title.startswith("Giáo dục")]

    page.locator(".st-key-add-picture button").click()
    settle(page)
    row = page.locator('[class*="st-key-plain-block-"]').last
    row.get_by_role("button", name="Sửa").click()
    page.locator('[data-testid="stPopoverBody"] input[type="file"]').set_input_files(picture)
    settle(page)
    title = page.locator('[class*="st-key-block-title-"] input')
    title.fill("Quang cảnh hội nghị")
    title.press("Enter")
    settle(page)
    assert slides.locator("li").last.inner_text() == "Quang cảnh hội nghị"
    page.keyboard.press("Escape")

    page.locator(".st-key-sets button").first.click()
    page.locator(".st-key-sets-name input").fill("Sơ kết của tỉnh")
    page.get_by_role("button", name="Lưu bộ").click()
    settle(page)
    kept = slides.locator("li").all_inner_texts()
    expect(page.get_by_text("Đã lưu bộ Sơ kết của tỉnh")).to_be_visible()

    fresh = page.context.new_page()
    visit(fresh, changing, "present")
    fresh.locator(".st-key-sets button").first.click()
    fresh.locator(".st-key-set-open-0 button").first.click()
    settle(fresh)
    shown = fresh.locator(".sk-bar ~ .sk-grid .sk-says").all_inner_texts()
    assert [words.split(". ", 1)[1] for words in shown] == kept
    fresh.get_by_role("link", name="Báo cáo").first.click()
    settle(fresh)
    data = _download(fresh, "pptx")[1]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert [name for name in packed.namelist() if name.startswith("ppt/media/")]
    assert "Traceback" not in changing.log()


def test_a_file_that_is_no_template_or_picture_is_refused_in_words(
    page: Page, campaign: RunningServer, tmp_path: Path
) -> None:
    fake = tmp_path / "mẫu.pptx"
    fake.write_text("không phải tệp trình chiếu", encoding="utf-8")
    visit(page, campaign, "reports")
    page.locator(".st-key-templates button").first.click()
    page.locator('[data-testid="stPopoverBody"] input[type="file"]').set_input_files(fake)
    settle(page)
    expect(page.get_by_text("Tệp mẫu không phải là tệp PowerPoint")).to_be_visible()
    assert page.locator('[data-testid="stException"]').count() == 0
