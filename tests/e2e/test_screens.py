"""Role: every screen at every size in light and dark opens whole, in its own language, without a mishap."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from dashboard.charts import wording
from dashboard.i18n import use_language
from tests.e2e.browser import refuse_outside
from tests.e2e.campaign import ERRORS, PATHS, SUBMITTED, visit
from tests.e2e.reading import Seen, english_words, read, vietnamese_words
from tests.e2e.serving import RunningServer

LAPTOP, PROJECTOR, PHONE = (1366, 768), (1920, 1080), (390, 844)
LOOKS = tuple((size, mode) for size in (LAPTOP, PROJECTOR, PHONE) for mode in ("light", "dark"))
Look = tuple[tuple[int, int], str]


@dataclass(frozen=True)
class Screen:
    """One page as seen in one look, and what went wrong meanwhile."""

    seen: Seen
    complaints: tuple[str, ...]
    outside: tuple[str, ...]


class Album:
    """Pages seen so far: each is opened once for all tests, in one context per look (scripts load once)."""

    def __init__(self, browser: Browser, server: RunningServer) -> None:
        self._browser, self._server = browser, server
        self._pages: dict[Look, Page] = {}
        self._said: dict[Look, list[str]] = {}
        self._outside: dict[Look, list[str]] = {}
        self._screens: dict[tuple[object, ...], Screen] = {}

    def screen(self, look: Look, name: str, **chosen: str) -> Screen:
        """A page in a look, with filters."""
        key = (look, name, *chosen.items())
        if key not in self._screens:
            page = self.page(look)
            self._said[look].clear()
            seen = read(visit(page, self._server, name, **chosen))
            self._screens[key] = Screen(seen, tuple(self._said[look]), tuple(self._outside[look]))
            page.goto("about:blank")  # an open page goes on asking the server for news
        return self._screens[key]

    def page(self, look: Look) -> Page:
        """The look's own page."""
        if look not in self._pages:
            (width, height), mode = look
            context = self._browser.new_context(
                locale="vi-VN",
                color_scheme="dark" if mode == "dark" else "light",
                viewport={"width": width, "height": height},
            )
            self._outside[look] = refuse_outside(context)
            self._said[look] = said = []
            page = self._pages[look] = context.new_page()
            page.on("console", lambda message: said.append(message.text) if _is_error(message) else None)
            page.on("pageerror", lambda error: said.append(str(error)))
        return self._pages[look]

    def close(self) -> None:
        """Close all contexts."""
        for page in self._pages.values():
            page.context.close()


def _is_error(said: ConsoleMessage) -> bool:
    """Streamlit looks for its server below a page's own address first, and finds it one step above."""
    return said.type == "error" and not re.search(r"/[\w-]+/_stcore/[\w-]+$", said.location["url"])


@pytest.fixture(scope="module")
def album(browser: Browser, campaign: RunningServer) -> Iterator[Album]:
    """All screens of the sample campaign."""
    opened = Album(browser, campaign)
    yield opened
    opened.close()


# Of the module: so all tests of one screen come one after the other, and it is opened by one process only.
@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0][0]}x{look[0][1]}-{look[1]}")
def look(request: pytest.FixtureRequest) -> Look:
    """A window's size and colours."""
    chosen: Look = request.param
    return chosen


@pytest.fixture(scope="module", params=list(PATHS))
def screen(request: pytest.FixtureRequest, look: Look, album: Album) -> Screen:
    """A page in a look."""
    return album.screen(look, request.param)


def test_a_screen_opens_without_a_mishap(screen: Screen) -> None:
    assert not screen.complaints
    assert not screen.seen.exceptions
    assert ERRORS not in screen.seen.words


def test_a_screen_asks_no_other_machine(screen: Screen) -> None:
    assert not screen.outside


def test_a_screen_speaks_vietnamese(screen: Screen) -> None:
    assert not english_words(screen.seen.words)


def test_a_screen_cuts_no_words(screen: Screen) -> None:
    assert not screen.seen.cut


def test_a_screen_does_not_scroll_sideways(screen: Screen) -> None:
    assert screen.seen.sideways <= 0


def test_a_screen_has_the_colours_of_its_mode(screen: Screen, look: Look) -> None:
    assert screen.seen.is_light == (look[1] == "light")


def test_tong_quan_shows_the_campaign_and_fits_a_large_screen(album: Album, look: Look) -> None:
    seen = album.screen(look, "overview").seen
    assert SUBMITTED in seen.words
    assert "150,1%" in seen.words
    if look[0] != PHONE:
        assert seen.down <= 0


def test_a_phone_reaches_every_page_from_its_menu(album: Album, campaign: RunningServer) -> None:
    page = visit(album.page((PHONE, "light")), campaign)
    page.locator('[data-testid="stExpandSidebarButton"]').first.click()
    page.get_by_role("link", name="Nạp dữ liệu").first.click()
    page.get_by_text("Các lần nạp").wait_for()
    assert not english_words(read(page).words)


@pytest.mark.parametrize("name", PATHS)
def test_the_english_screens_have_no_vietnamese_but_names(
    name: str, album: Album, campaign_file: Path
) -> None:
    seen = album.screen(LOOKS[0], name, ngon_ngu="en").seen
    assert not vietnamese_words(seen.words, _names(campaign_file))
    assert not seen.cut
    if name == "overview":
        assert "3,001" in seen.words
        assert "150.1%" in seen.words


def _names(campaign_file: Path) -> list[str]:
    """Names in the data, and the other language's own name."""
    columns = [(table, "name") for table in ("units", "phases", "programmes", "fields", "campaign_events")]
    columns += [("initiatives", "title"), ("initiatives", "savings_text"), ("published_figures", "source")]
    columns += [("targets", "document"), ("unit_aliases", "alias")]
    found = ["Tiếng Việt", "Sáng kiến"]
    with sqlite3.connect(campaign_file) as connection:
        for table, name in columns:
            found += [row[0] for row in connection.execute(f"SELECT {name} FROM {table}") if row[0]]  # noqa: S608  # own names
    with use_language("en"):
        return [*found, *map(wording.brief, found)]  # as they stand beside a bar


def test_the_checks_catch_what_they_look_for(page: Page) -> None:
    page.set_content(
        """<h3 style="width: 60px; white-space: nowrap; line-height: 1.5">Công đoàn ngành</h3>
        <h2 style="line-height: 1">Lạng Sơn</h2><p style="display: none">hidden words</p>
        <p style="font-size: 0">Browse</p><div style="width: 3000px">Drag and drop files here, Zalo</div>"""
    )
    seen = read(page)
    assert len(seen.cut) == 2
    assert seen.sideways > 0
    assert english_words(seen.words) == {"Drag", "and", "drop", "files", "here"}
    assert vietnamese_words(seen.words, ["Lạng Sơn"]) == {"Công", "đoàn", "ngành"}
    assert not english_words("Tổng quan · 3.001 sáng kiến · CNTT · LĐLĐ · An toàn · Cơ khí · export.xlsx")
