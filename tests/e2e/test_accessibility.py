"""Role: every page in light and dark without a serious fault at WCAG 2.2 AA, and all of it by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.accessibility import faults
from tests.e2e.browser import settle
from tests.e2e.campaign import PATHS, visit
from tests.e2e.conftest import DESKTOP
from tests.e2e.serving import RunningServer

MODES = ("light", "dark")


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """One page in each mode for all tests, so that scripts are loaded once."""
    pages: dict[str, Page] = {}

    def in_mode(mode: str) -> Page:
        if mode not in pages:
            scheme = "dark" if mode == "dark" else "light"
            pages[mode] = browser.new_context(
                locale="vi-VN", viewport=DESKTOP, color_scheme=scheme
            ).new_page()
        return pages[mode]

    yield in_mode
    for page in pages.values():
        page.context.close()


def _dialog(page: Page) -> Locator:
    return page.locator('[data-testid="stDialog"] [role="dialog"]')


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PATHS)
def test_a_page_has_no_serious_fault(
    kept: Callable[[str], Page], campaign: RunningServer, mode: str, name: str
) -> None:
    assert not faults(visit(kept(mode), campaign, name))


@pytest.mark.parametrize("mode", MODES)
def test_what_opens_over_a_page_has_no_serious_fault(
    kept: Callable[[str], Page], campaign: RunningServer, mode: str
) -> None:
    page = visit(kept(mode), campaign, tinh_den="2022-04-17")
    assert not faults(page)
    page.locator(".sk-how").first.click()
    expect(_dialog(page).locator(".sk-list").first).to_be_visible()
    settle(page)
    assert not faults(page)
    page.keyboard.press("Escape")
    page.locator(".sk-as-table").first.click()
    expect(_dialog(page).locator(".sk-marks").first).to_be_visible()
    assert not faults(page)
    page.keyboard.press("Escape")
    for control in (".st-key-views button", ".st-key-f-unit button", ".st-key-f-as-of button"):
        page.locator(control).first.click()
        settle(page)
        assert not faults(page), control
        page.keyboard.press("Escape")


def test_a_figure_opens_and_closes_by_keyboard_and_the_focus_comes_back(
    kept: Callable[[str], Page], campaign: RunningServer
) -> None:
    page = visit(kept("light"), campaign)
    opener = page.locator(".sk-how").first
    page.locator(".st-key-copy-sentences button").first.focus()
    page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    assert opener.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    expect(_dialog(page).locator(".sk-formula").first).to_contain_text("3.001")
    page.keyboard.press("Escape")
    expect(_dialog(page)).to_have_count(0)
    expect(opener).to_be_focused()


def test_every_mark_of_a_chart_is_reached_by_keyboard_through_its_table(
    kept: Callable[[str], Page], campaign: RunningServer
) -> None:
    page = visit(kept("light"), campaign)
    page.locator(".st-key-panel-units .sk-as-table").focus()
    page.keyboard.press("Enter")
    marks = _dialog(page).locator(".sk-mark")
    expect(marks.first).to_be_visible()
    marks.nth(1).focus()
    page.keyboard.press("Enter")
    expect(_dialog(page).locator(".sk-formula").first).to_contain_text("362 sáng kiến ÷ chỉ tiêu 150")
    page.keyboard.press("Escape")


def test_the_check_catches_planted_faults(kept: Callable[[str], Page], campaign: RunningServer) -> None:
    page = visit(kept("light"), campaign)
    page.evaluate(
        """document.querySelector('.stMainBlockContainer').insertAdjacentHTML('afterbegin', `<button></button>
        <p style="color: #bbb; background: #fff">nhạt</p><a href="#" style="display: inline-block; width: 9px;
        height: 9px">x</a><a href="#" style="display: inline-block; width: 9px; height: 9px">y</a>`)"""
    )
    assert {fault.rule for fault in faults(page)} == {"button-name", "color-contrast", "target-size"}
