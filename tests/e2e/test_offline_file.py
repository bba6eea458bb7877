"""Role: the offline file opens without a network, and its filters show the figures of the command."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.reports import offline
from dashboard.reports.blocks import Audience
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.state import FilterState
from data_access.database import open_database
from data_access.viewer import LOCAL_VIEWER
from tests.e2e.campaign import url_of
from tests.e2e.reading import english_words, read
from tests.integration.cli.running import sangkien

NOW = datetime(2022, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def offline_file(campaign_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample campaign in one file, for internal use."""
    database = open_database(url_of(campaign_file))
    wishes = ReportWishes(audience=Audience.INTERNAL)
    made = offline.build(LOCAL_VIEWER, database, FilterState(), wishes, made_by="Lan", now=NOW)
    database.dispose()
    path = tmp_path_factory.mktemp("usb") / "so-ket.html"
    path.write_bytes(made)
    return path


@pytest.fixture
def opened(browser: Browser, offline_file: Path) -> Iterator[Page]:
    """The file in a browser without a network; it may have asked for nothing but itself."""
    context = browser.new_context(offline=True, viewport={"width": 1366, "height": 768})
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(offline_file.as_uri())
    page.locator("#standing").wait_for()
    yield page
    context.close()
    assert {url for url in asked if not url.startswith("data:")} == {offline_file.as_uri()}
    assert not said


def figures(campaign_file: Path, **chosen: str) -> dict[str, object]:
    """What the command says of a state."""
    options = [part for name, value in chosen.items() for part in (f"--{name}", value)]
    done = sangkien("figures", "--json", *options, db=url_of(campaign_file))
    assert done.code == 0, done.err
    found: dict[str, object] = json.loads(done.out)
    return found


@pytest.mark.parametrize(
    ("unit", "phase", "measure"),
    [
        ("", "1", "submitted"), ("", "1", "valid"), ("", "2", "submitted"), ("", "0", "valid"),
        ("first", "1", "submitted"),
    ],
)  # fmt: skip
def test_each_choice_shows_the_figures_of_the_command(
    opened: Page, campaign_file: Path, unit: str, phase: str, measure: str
) -> None:
    with sqlite3.connect(campaign_file) as connection:
        found = connection.execute("SELECT code FROM units ORDER BY depth, code LIMIT 2").fetchall()
    code = found[1][0] if unit else found[0][0]
    opened.select_option("#choose-unit", code)
    opened.select_option("#choose-phase", phase)
    opened.select_option("#choose-measure", measure)
    expected = figures(campaign_file, unit=code, phase="all" if phase == "0" else phase, measure=measure)
    words = opened.locator("main").inner_text()
    count = int(str(expected[measure]))
    assert f"{count:,}".replace(",", ".") in words
    for row in expected["units"]:  # type: ignore[attr-defined]
        line = opened.locator("#units tr", has_text=row["name"]).first if row["target"] else None
        if line is not None:
            cells = line.locator("td").all_inner_texts()
            assert f"{row['count']:,}".replace(",", ".") in cells
    opened.select_option("#choose-unit", found[0][0])


def test_a_table_is_searched_without_accents_and_sorted_by_a_click(opened: Page) -> None:
    opened.locator("#units input").fill("trang dinh")
    assert opened.locator("#units tbody tr").count() == 1
    opened.locator("#units input").fill("")
    opened.get_by_role("button", name="Kết quả").first.click()
    shown = [
        int(words.replace(".", ""))
        for words in opened.locator("#units tbody td:nth-child(4)").all_inner_texts()
    ]
    assert shown == sorted(shown, reverse=True)


def test_the_file_speaks_vietnamese_and_fits_a_phone(opened: Page) -> None:
    opened.set_viewport_size({"width": 390, "height": 844})
    seen = read(opened)
    assert not english_words(seen.words)
    assert seen.sideways <= 0


def test_a_link_to_a_choice_opens_it_again(opened: Page, offline_file: Path) -> None:
    opened.select_option("#choose-phase", "2")
    address = opened.url
    opened.goto("about:blank")
    opened.goto(address)
    assert opened.locator("#choose-phase").input_value() == "2"
