"""Role: a click on a figure opens how it was computed, its rows and imports, and the page stays as it is."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.browser import settle
from tests.e2e.campaign import SUBMITTED, visit
from tests.e2e.conftest import DESKTOP, ServerFactory
from tests.e2e.serving import RunningServer

FORMULA_LIKE = '=HYPERLINK("http://example.org";"x") - mẹo soạn bài'


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser for all tests here, so that scripts are loaded once."""
    opened = browser.new_context(locale="vi-VN", viewport=DESKTOP)
    yield opened
    opened.close()


@pytest.fixture
def here(context: BrowserContext) -> Iterator[Page]:
    """A page in it."""
    page = context.new_page()
    yield page
    page.close()


def _dialog(page: Page) -> Locator:
    return page.locator('[data-testid="stDialog"] [role="dialog"]')


def _open(page: Page, what: Locator) -> Locator:
    page.evaluate("window.sameDocument = true")
    what.click()
    found = _dialog(page)
    expect(found.locator(".sk-formula").first).to_be_visible()
    settle(page)
    assert page.evaluate("window.sameDocument")
    return found


def test_a_card_opens_its_formula_rows_and_imports_and_turns_their_pages(
    here: Page, campaign: RunningServer
) -> None:
    visit(here, campaign)
    here.locator(".stMain").evaluate("e => e.scrollTo(0, 40)")
    found = _open(here, here.locator(".sk-card").first)
    expect(found.locator(".sk-formula")).to_have_text("3.001 sáng kiến ÷ chỉ tiêu 2.000 = 150,1%")
    words = found.inner_text()
    for fact in ("LĐLĐ tỉnh Lạng Sơn", "24h ngày 31/5/2022", "đã gửi", "export.xlsx", "12/KH-LĐLĐ"):
        assert fact in words
    assert f"1–20 trong {SUBMITTED} sáng kiến" in words
    line = found.locator(".sk-list tbody tr").first
    first = line.inner_text()
    found.locator(".st-key-explain-next button").click()
    expect(found.get_by_text(f"21–40 trong {SUBMITTED} sáng kiến")).to_be_visible()
    expect(line).not_to_contain_text(first.split("\t")[0])


def test_a_bar_a_line_in_a_card_and_a_mark_of_a_drawn_chart_open_theirs(
    here: Page, campaign: RunningServer
) -> None:
    visit(here, campaign, "trend")
    plot = here.locator(".st-key-panel-periods .js-plotly-plot")
    bars = plot.locator(".bars .point path")
    widest = max(range(bars.count()), key=lambda place: bars.nth(place).bounding_box()["height"])  # type: ignore[index]
    box = bars.nth(widest).bounding_box()
    assert box is not None
    plot.scroll_into_view_if_needed()
    box = bars.nth(widest).bounding_box()
    assert box is not None
    here.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    here.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(_dialog(here).locator(".sk-formula").first).to_contain_text("sáng kiến")
    here.keyboard.press("Escape")

    visit(here, campaign)
    found = _open(here, here.locator(".sk-bullet .sk-row", has_text="Tràng Định"))
    assert "362 sáng kiến ÷ chỉ tiêu 150" in found.inner_text()
    here.keyboard.press("Escape")
    expect(found).to_have_count(0)
    found = _open(here, here.get_by_role("button", name="2.339 tác giả"))
    assert "2.339 người khác nhau" in found.inner_text()


def test_the_download_holds_every_row_and_no_formula(
    here: Page, server: ServerFactory, campaign_url: str, tmp_path: Path
) -> None:
    with sqlite3.connect(campaign_url.removeprefix("sqlite:///")) as store:
        store.execute("UPDATE initiatives SET title = ? WHERE code = 'SK22-003001'", (FORMULA_LIKE,))
    visit(here, server(campaign_url))
    found = _open(here, here.locator(".sk-card").first)
    with here.expect_download() as waiting:
        found.locator(".st-key-explain-download button").click()
    target = tmp_path / "rows.xlsx"
    waiting.value.save_as(target)
    book = openpyxl.load_workbook(target)
    how, rows, sources = book.worksheets
    assert "3.001 sáng kiến ÷ chỉ tiêu 2.000 = 150,1%" in [cell.value for cell in how["B"]]
    assert rows.max_row == 3001 + 1
    assert sum(int(cell.value) for cell in sources["E"][1:]) == 3001
    titles = [cell for cell in rows["B"] if cell.value == FORMULA_LIKE]
    assert [cell.data_type for cell in titles] == ["s"]
    assert not [cell for line in rows.iter_rows() for cell in line if cell.data_type == "f"]


@pytest.mark.parametrize("asked", ["count;unit=KHONG-CO", "nonsense", "count;start=hom-qua"])
def test_a_question_that_makes_no_sense_shows_words_or_nothing_and_hurts_nobody(
    here: Page, campaign: RunningServer, asked: str
) -> None:
    visit(here, campaign)
    here.locator(".sk-card").first.evaluate("(card, asked) => { card.dataset.ask = asked; }", asked)
    here.locator(".sk-card .sk-value").first.click()
    settle(here)
    if "unit" in asked:
        expect(_dialog(here)).to_contain_text("KHONG-CO")
    else:
        expect(_dialog(here)).to_have_count(0)
    assert here.locator('[data-testid="stException"]').count() == 0
    assert "Traceback" not in campaign.log()
