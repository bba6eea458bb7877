"""Role: every screen under many choices: no mishap, no foreign word, one total; a link shows the same."""

import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from dashboard.i18n import numbers
from dashboard.ui.address import MEASURES, STRUCTURES
from dashboard.viewmodels import figures
from dashboard.viewmodels.state import FilterState, Structure
from data_access.database import Database, open_database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import Measure
from tests.e2e import crawling
from tests.e2e.browser import settle
from tests.e2e.campaign import card, url_of, visit
from tests.e2e.crawling import TABLE, WALK, Chosen, Crawler, Seen
from tests.e2e.reading import read
from tests.e2e.serving import RunningServer
from tests.integration.cli.running import sangkien
from tests.integration.viewmodels import counting
from tests.integration.viewmodels.test_two_hundred_states import SEED, STATES

ROWS = 100_000
LARGE = (
    {},
    {"giai_doan": "0", "so_lieu": "hop-le", "tinh_den": "2022-05-15T12:00"},
    {"giai_doan": "2", "linh_vuc": "F04", "co_cau": "hien-nay"},
)
"""Of the large campaign fewer choices; the fourth is its first unit."""

READ_IN_BROWSER = 20
SHARE_THAT_MAY_DIFFER = 0.0001
"""Of the pixels of a picture, a hundred: corners of what was clicked. The words must be the same."""


@pytest.fixture(scope="module")
def crawler(browser: Browser, campaign: RunningServer) -> Iterator[Crawler]:
    """Crawls the sample campaign."""
    opened = Crawler(browser, campaign)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def db(campaign_file: Path) -> Database:
    """The sample campaign."""
    return open_database(url_of(campaign_file))


def told(db: Database, chosen: Chosen) -> dict[str, Any]:
    """What the command says of a choice; its as-of is written as the command takes it."""
    moment = chosen.get("tinh_den")
    state = FilterState(
        phase=int(chosen["giai_doan"]) if "giai_doan" in chosen else None,
        unit=chosen.get("don_vi"),
        measure=MEASURES[chosen.get("so_lieu", "da-gui")],
        field=chosen.get("linh_vuc"),
        as_of=figures.parse_as_of(moment, counting.HANOI) if moment else None,
        structure=STRUCTURES[chosen.get("co_cau", "luc-ghi")],
    )
    return figures.as_json(figures.build(LOCAL_VIEWER, db, state))


def disagreements(walked: list[Seen], expected: dict[str, Any]) -> list[str]:
    """Every fault, and every total that is not the command's."""
    count = expected[expected["measure"]]
    wanted = {"valid": expected["valid"], "submitted": expected["submitted"]}
    found = [f"{seen.name}: {fault}" for seen in walked for fault in seen.faults]
    for seen in walked:
        for name, total in seen.totals.items():
            if total != wanted.get(name, count):
                found.append(f"{seen.name}: {name} {total}, not {wanted.get(name, count)}")
    return found


@pytest.mark.parametrize("values", TABLE, ids=lambda values: " ".join(filter(None, values)) or "nothing")
def test_every_screen_of_a_choice_says_one_total_in_vietnamese(
    crawler: Crawler, db: Database, values: tuple[str, ...]
) -> None:
    chosen = crawling.choice(values)
    assert disagreements(crawler.walk(chosen), told(db, chosen)) == []


def test_the_choices_are_many_enough(crawler: Crawler) -> None:
    assert crawling.unmet(TABLE) == set()
    assert crawling.unmet(TABLE[:-1])
    print(f"{len(TABLE)} choices, {crawler.screens} screens of the sample campaign crawled")


def test_a_total_that_differs_and_a_foreign_word_are_noticed(crawler: Crawler, db: Database) -> None:
    page = visit(crawler.page, crawler.server)
    page.evaluate(
        """() => { document.querySelector('.sk-lead').textContent = 'Upload the file';
                   document.querySelectorAll('.sk-value')[2].textContent = '2.694 / 3.002';
                   console.error('broken'); }"""
    )
    found = "\n".join(disagreements([crawler._look("overview", {"don_vi": "LS-BS"})], told(db, {})))
    for fault in ("English: Upload", "console: broken", "submitted 3002, not 3001", "don_vi is gone"):
        assert fault in found


# A hundred thousand rows


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server on a large campaign of the sample's kind."""
    folder = tmp_path_factory.mktemp("large")
    made = sangkien("sample", folder / "files", "--rows", str(ROWS))
    assert made.code == 0, made.err
    url = url_of(folder / "campaign.sqlite")
    names = ("programme", "units", "targets", "published", "export")
    done = sangkien("import", *(folder / "files" / f"{name}.xlsx" for name in names), "--yes", db=url)
    assert done.code == 0, done.err
    shutil.rmtree(folder / "files")
    server = RunningServer(url, folder / "server.log", {})
    server.wait_until_healthy()
    yield server
    server.stop()
    assert "Traceback" not in server.log(), server.log()


def test_a_campaign_of_a_hundred_thousand_rows_is_told_alike(browser: Browser, large: RunningServer) -> None:
    db = open_database(large.database_url)
    crawler = Crawler(browser, large)
    whole = told(db, {"giai_doan": "0"})
    assert whole["submitted"] > ROWS * 9 // 10
    first = {"don_vi": next(row["code"] for row in whole["units"] if row["code"])}
    for chosen in (*LARGE, first):
        assert disagreements(crawler.walk(chosen), told(db, chosen)) == [], chosen
    print(f"{len(LARGE) + 1} choices, {crawler.screens} screens of {ROWS} rows crawled")
    crawler.close()


# Random choices


def as_address(state: FilterState) -> Chosen:
    """The address of a state."""
    chosen = {
        "giai_doan": None if state.phase is None else str(state.phase),
        "don_vi": state.unit,
        "so_lieu": "hop-le" if state.measure is Measure.VALID else None,
        "linh_vuc": state.field,
        "tinh_den": state.as_of.isoformat() if state.as_of else None,
        "co_cau": "hien-nay" if state.structure is Structure.TODAY else None,
    }
    return {name: value for name, value in chosen.items() if value is not None}


def test_cards_of_random_choices_are_what_counting_rows_gives(crawler: Crawler, db: Database) -> None:
    campaign = counting.read(db)
    for state in counting.states(campaign, STATES, SEED)[:READ_IN_BROWSER]:
        page = visit(crawler.page, crawler.server, **as_address(state))
        printed = figures.as_json(figures.build(LOCAL_VIEWER, db, state))
        number = 0 if printed["phase"] == "all" else printed["phase"]
        rows = campaign.chosen(state, number)
        valid, submitted = (
            len(campaign.chosen(state, number, measure=m)) for m in (Measure.VALID, Measure.SUBMITTED)
        )
        by_then = replace(state, as_of=datetime.fromisoformat(printed["as_of"]))
        whole = len(campaign.chosen(by_then, 0))
        assert card(page, "Hợp lệ / đã gửi") == f"{numbers.integer(valid)} / {numbers.integer(submitted)}", (
            state
        )
        assert card(page, "Cả chương trình").split(" / ")[0] == numbers.integer(whole), state
        words = page.locator(".sk-cards").inner_text()
        assert f"{numbers.integer(len({p for row in rows for p in row.people}))} tác giả" in words, state
        declared = [row.savings for row in rows if row.savings is not None]
        assert f"khai {numbers.integer(len(declared))}/{numbers.integer(len(rows))} sáng kiến" in words, state
        if declared:
            assert numbers.vnd(sum(declared)) in words, state


# The same picture from a link


def _picture(page: Page) -> Image.Image:
    page.mouse.move(0, 0)
    page.evaluate("() => document.activeElement?.blur()")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def differing(one: Image.Image, other: Image.Image) -> float:
    """Share of the pixels that are not the same."""
    assert one.size == other.size
    mask = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value else 0)
    return mask.histogram()[255] / (one.width * one.height)


@pytest.mark.parametrize("place", range(len(TABLE)))
def test_a_link_shows_a_new_session_the_same_picture(browser: Browser, crawler: Crawler, place: int) -> None:
    """One page of each choice, reached by links in a session that saw others before, and by its address."""
    name, chosen = WALK[place % len(WALK)], crawling.choice(TABLE[place])
    visit(crawler.page, crawler.server, **chosen)
    if name == "unit":
        crawler.follow("targets")
    if name != "overview":
        crawler.follow(name)
    here = _picture(crawler.page)
    fresh = browser.new_context(locale="vi-VN", viewport=here_size(here))
    page = fresh.new_page()
    page.goto(crawler.page.url)
    settle(page)
    there = _picture(page)
    same_words = read(page).words == read(crawler.page).words
    fresh.close()
    assert same_words
    assert differing(here, there) <= SHARE_THAT_MAY_DIFFER, crawler.page.url


def here_size(picture: Image.Image) -> Any:
    """A window as large as a picture."""
    return {"width": picture.width, "height": picture.height}


def test_another_picture_is_noticed(crawler: Crawler) -> None:
    one = _picture(visit(crawler.page, crawler.server))
    other = _picture(visit(crawler.page, crawler.server, so_lieu="hop-le"))
    assert differing(one, other) > SHARE_THAT_MAY_DIFFER
