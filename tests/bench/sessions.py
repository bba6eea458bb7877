"""Role: twenty people acting at once: changes of view that the server finishes, against constant views."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sys import executable

from playwright.sync_api import Browser, Error, Page, sync_playwright

from dashboard.i18n import t
from data_access.vocabulary import Measure
from deploy.chromium import find_chromium
from tests.bench.datasets import Datasets, Store
from tests.bench.painting import ConstantServer, forget_views, running, sentences_of
from tests.bench.report import Row
from tests.e2e.browser import ARGUMENTS, settle
from tests.e2e.serving import RunningServer

PART = "at once"
SESSIONS = 20
SECONDS = 20.0
ROWS = 100_000
OPENING_MS = 300_000
"""Longest that all of them together may take to open: they share one browser and one machine."""

MOST_OF_CONSTANTS = 1 / 0.6
"""Constant views may be changed at most so many times as often: 60 % of their throughput is kept."""

AWAKE = (
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
)  # fmt: skip
SCRIPT = Path(__file__).with_name("acting.js").read_text(encoding="utf-8").partition("\n")[2]


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Changes per second of all sessions together, the two servers in turns; ``rounds`` times each."""
    chromium = find_chromium(executable)
    if chromium is None:
        raise RuntimeError("no Chromium: run make test once, which brings one")
    store = data.store(min(ROWS, largest))
    sentences = sentences_of(store)
    done = {"real": 0, "constant": 0}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *AWAKE])
        for number in range(rounds):
            for kind in sorted(done, reverse=bool(number % 2)):
                made = ConstantServer if kind == "constant" else RunningServer
                log = data.scratch(f"sessions-{kind}.log")
                log.unlink(missing_ok=True)
                with running(made(store.url, log, {})) as server:
                    done[kind] += _act(browser, server, store, sentences)
        browser.close()
    per_second = {kind: count / rounds / SECONDS for kind, count in done.items()}
    measured = {f"changes a second, {kind}": value for kind, value in per_second.items()}
    note = "one browser plays all of them on the same machine"
    what = f"{SESSIONS} sessions at {store.rows:,} rows, constants / computed"
    ratio = per_second["constant"] / max(per_second["real"], 0.001)
    return [Row(PART, what, ratio, MOST_OF_CONSTANTS, note, measured)]


def _act(browser: Browser, server: RunningServer, store: Store, sentences: dict[Measure, str]) -> int:
    """Changes that all sessions together saw finished within SECONDS."""
    with _sessions(browser, server) as pages:
        forget_views(store)
        steps = [[t(f"ui.filters.measures.{measure.value}"), sentences[measure]] for measure in Measure]
        for page in pages:
            page.evaluate(SCRIPT, [t("ui.filters.measure"), steps[::-1]])
        time.sleep(SECONDS)
        return sum(int(page.evaluate("() => window.sangkienActing.stop()")) for page in pages)


@contextmanager
def _sessions(browser: Browser, server: RunningServer) -> Iterator[list[Page]]:
    pages = []
    try:
        for _ in range(SESSIONS):
            page = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
            pages.append(page)
            page.set_default_timeout(OPENING_MS)
            page.goto(server.url, wait_until="commit")
        for page in pages:
            settle(page, OPENING_MS)
        yield pages
    finally:
        for page in pages:
            with suppress(Error):
                page.context.close()
