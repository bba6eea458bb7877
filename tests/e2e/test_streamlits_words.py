"""Role: the menus and tooltips of Streamlit's own widgets speak Vietnamese when they are opened."""

from playwright.sync_api import Page

from dashboard.ui.unit_table import RANK_AND_NAME_WIDTH
from tests.e2e.browser import settle
from tests.e2e.campaign import visit
from tests.e2e.reading import english_words, read
from tests.e2e.serving import RunningServer

MENU_PX = RANK_AND_NAME_WIDTH - 18
"""Where the sign of the menu stands: at the end of the head of the column of names."""

_NAMES = """() => [...document.querySelectorAll('[aria-label], [title]')]
  .filter((e) => e.checkVisibility() && !e.closest('.stHtml'))
  .flatMap((e) => [e.getAttribute('aria-label'), e.getAttribute('title')]).filter(Boolean)"""


def _english(page: Page) -> set[str]:
    names = [name for name in page.evaluate(_NAMES) if "_" not in name]
    return english_words("\n".join([read(page).words, *names]))


def test_opened_menus_and_names_for_readers_of_the_screen_are_vietnamese(
    page: Page, campaign: RunningServer
) -> None:
    visit(page, campaign)
    page.locator(".sk-how").first.click()
    page.locator('[data-testid="stDialog"] .sk-formula').wait_for()
    settle(page)
    assert not _english(page)
    page.keyboard.press("Escape")
    page.locator(".st-key-copy-sentences button").first.click()
    page.locator('[data-testid="stCode"]').hover()
    assert not _english(page)
    page.keyboard.press("Escape")
    page.locator(".st-key-f-as-of button").click()
    page.locator('[data-testid="stDateInput"] button').click()
    assert not _english(page)


def test_the_menu_of_a_tables_column_is_vietnamese(page: Page, campaign: RunningServer) -> None:
    visit(page, campaign, "targets")
    table = page.locator('[data-testid="stDataFrame"] canvas').first
    box = table.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 150, box["y"] + 16)
    page.mouse.click(box["x"] + MENU_PX, box["y"] + 16)
    menu = page.locator('[data-testid="stDataFrameColumnMenu"]')
    menu.wait_for()
    # An icon is drawn from its name, which is no word on the screen.
    words = menu.evaluate(
        """menu => { const shown = menu.cloneNode(true);
          shown.querySelectorAll('[data-testid="stIconMaterial"]').forEach(icon => icon.remove());
          return shown.innerText; }"""
    )
    assert not english_words(words)
    assert "Xếp tăng dần" in words
