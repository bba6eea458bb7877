"""Role: the register in a real browser: found without accents, opened by keyboard, kept in the link."""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

from tests.e2e.browser import settle
from tests.e2e.campaign import visit
from tests.e2e.serving import RunningServer


def codes(page: Page) -> list[str]:
    """Codes listed, in order."""
    return page.locator(".sk-register td.sk-col-code").all_inner_texts()


def test_a_search_without_accents_is_in_the_link_and_the_link_shows_the_same(
    campaign: RunningServer, page: Page
) -> None:
    visit(page, campaign, "register", giai_doan="1")
    box = page.get_by_label("Tìm theo tên hoặc mã sáng kiến")
    box.fill("hoc sinh lop")
    box.press("Enter")
    settle(page)
    found = codes(page)
    lead = page.locator(".sk-lead").inner_text()
    assert found
    assert " trong 3.001 sáng kiến" in lead
    assert parse_qs(urlsplit(page.url).query)["tim"] == ["hoc sinh lop"]
    again = page.context.new_page()
    again.goto(page.url)
    settle(again)
    assert codes(again) == found
    assert again.locator(".sk-lead").inner_text() == lead


def test_a_card_opens_by_keyboard_without_a_reload_and_tells_its_source(
    campaign: RunningServer, page: Page
) -> None:
    visit(page, campaign, "register", giai_doan="1")
    page.evaluate("window.stayed = true")
    link = page.locator(".sk-register a").nth(2)
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-panel-card h3").wait_for()
    settle(page)
    card = page.locator(".st-key-panel-card").inner_text()
    assert title in card
    assert "export.xlsx, trang tính" in card
    assert page.evaluate("window.stayed") is True, "the page was not loaded again"
    assert "ma=" in page.url
    page.get_by_role("button", name="Đóng phiếu").click()
    settle(page)
    assert "ma=" not in page.url


def test_pages_follow_one_another_and_a_download_holds_what_is_listed(
    campaign: RunningServer, page: Page, tmp_path: Path
) -> None:
    visit(page, campaign, "register", giai_doan="1", tim="hoc sinh lop", xep="gia-tri")
    first = codes(page)
    page.locator(".st-key-r-next button").first.click()
    settle(page)
    second = codes(page)
    assert len(first) == 50
    assert second
    assert not set(first) & set(second)
    page.locator(".st-key-r-download button").first.click()
    with page.expect_download() as waiting:
        page.locator(".st-key-r-csv button").first.click()
    path = tmp_path / "list.csv"
    waiting.value.save_as(path)
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
    listed = [line[0] for line in lines if line and line[0].startswith("SK22-")]
    assert listed[: len(first) + len(second)] == first + second
    count = page.locator(".sk-lead").inner_text().split(" ")[0]
    assert len(listed) == int(count.replace(".", ""))
