"""Role: every open page notices an import and its undo, and never takes an open window from its reader."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import note_words, settle, wait_until_noted
from tests.e2e.campaign import PATHS, visit, write_export
from tests.e2e.conftest import ContextFactory, ServerFactory
from tests.e2e.serving import RunningServer
from tests.integration.cli.running import sangkien

NOTICED_MS = 5_000
"""Within this an open screen has noticed; the redraw itself may take its time on a busy machine."""

SAID = "vừa được cập nhật"
WAITING = "Có số liệu mới"


@pytest.fixture
def changing(server: ServerFactory, campaign_url: str) -> RunningServer:
    """A server on a campaign of this test's own."""
    return server(campaign_url)


def _import(server: RunningServer, folder: Path) -> str:
    path = write_export(
        folder / "bổ sung.xlsx", count=12, unit="CĐCS Trường Tiểu học Bắc Sơn", superior="LĐLĐ huyện Bắc Sơn",
        first_day=date(2022, 5, 2),
    )  # fmt: skip
    done = sangkien("import", path, "--yes", "--json", db=server.database_url)
    assert done.code == 0, done.err
    return str(done.json["batch"])


def test_every_open_page_says_that_data_came_and_went(
    changing: RunningServer, new_context: ContextFactory, tmp_path: Path
) -> None:
    context = new_context()
    pages = [visit(context.new_page(), changing, name) for name in PATHS]
    for page in pages:
        note_words(page, SAID)
    batch = _import(changing, tmp_path)
    for page in pages:
        wait_until_noted(page)
    for page in pages:
        settle(page)
        note_words(page, SAID)
    assert sangkien("undo", batch, db=changing.database_url).code == 0
    for page in pages:
        wait_until_noted(page)
    assert "Traceback" not in changing.log()


def test_an_open_window_and_the_place_on_the_page_stay_and_the_redraw_comes_after(
    changing: RunningServer, page: Page, tmp_path: Path
) -> None:
    visit(page, changing, "targets", don_vi="LS-BS", giai_doan="1")
    address = page.url
    page.locator(".stMain").evaluate("e => e.scrollTo(0, 200)")
    place = page.locator(".stMain").evaluate("e => e.scrollTop")
    assert place > 0
    before = page.locator(".sk-value").first.inner_text()
    page.locator(".sk-how").first.evaluate("e => e.click()")
    dialog = page.locator('[data-testid="stDialog"] [role="dialog"]')
    expect(dialog.locator(".sk-formula")).to_be_visible()
    settle(page)
    _import(changing, tmp_path)
    expect(page.get_by_text(WAITING)).to_be_visible(timeout=NOTICED_MS)
    page.wait_for_timeout(NOTICED_MS)
    expect(dialog.locator(".sk-formula")).to_be_visible()
    assert page.locator(".sk-value").first.inner_text() == before
    page.keyboard.press("Escape")
    expect(page.locator(".sk-value").first).not_to_have_text(before)
    expect(page.get_by_text(WAITING)).to_have_count(0)
    assert page.url == address
    assert page.locator(".stMain").evaluate("e => e.scrollTop") == place


def test_typing_is_not_interrupted(changing: RunningServer, page: Page, tmp_path: Path) -> None:
    visit(page, changing)
    page.locator(".st-key-views button").first.click()
    field = page.locator(".st-key-views-name input")
    field.press_sequentially("Giao ban")
    _import(changing, tmp_path)
    expect(page.get_by_text(WAITING)).to_be_visible(timeout=NOTICED_MS)
    expect(field).to_have_value("Giao ban")


_LOSE_THE_FIRST_ASK = """() => {
  const send = WebSocket.prototype.send;
  window.lostAsks = 0;
  WebSocket.prototype.send = function (message) {
    if (!window.lostAsks && new TextDecoder().decode(message).includes('wanted')) window.lostAsks += 1;
    else send.call(this, message);
  };
}"""


def test_an_ask_for_the_redraw_that_gets_lost_is_asked_again(
    changing: RunningServer, page: Page, tmp_path: Path
) -> None:
    visit(page, changing)
    before = page.locator(".sk-value").first.inner_text()
    page.evaluate(_LOSE_THE_FIRST_ASK)
    _import(changing, tmp_path)
    expect(page.locator(".sk-value").first).not_to_have_text(before)
    assert page.evaluate("window.lostAsks") == 1
