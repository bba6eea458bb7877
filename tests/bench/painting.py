"""Role: from a click in the filter bar to the painted page, against the same page on constants."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.i18n import t
from dashboard.viewmodels import overview
from dashboard.viewmodels.state import FilterState
from data_access.database import open_database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import Measure
from deploy.chromium import find_chromium
from tests.bench.datasets import Datasets, Store
from tests.bench.report import Row
from tests.e2e.browser import ARGUMENTS, settle
from tests.e2e.serving import RunningServer

PART = "click to painted"
SIZES = (1_000, 100_000)
MOST_OF_CONSTANTS = 1.5
"""A filter change whose view must be computed, against the same page fed with constants."""

QUIET_MS = 250
TIMEOUT_MS = 30_000
SCRIPT = Path(__file__).with_name("painting.js").read_text(encoding="utf-8").partition("\n")[2]

# Painted: the new view's own sentence stands there, nothing runs, and so it stayed for a while.
_PAINTED = """([sentence, quietMs]) => {
  const paint = window.sangkienPaint;
  const app = document.querySelector('[data-testid="stApp"]');
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  const done = paint.last !== null
    && app.dataset.testScriptState === 'notRunning'
    && document.querySelector('[data-testid="stMain"]').textContent.includes(sentence)
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && charts.every((chart) => chart.querySelector('svg.main-svg'));
  const now = performance.now();
  if (!done) { paint.quietSince = null; return null; }
  paint.quietSince ??= now;
  return now - paint.quietSince >= quietMs ? paint.last - paint.start : null;
}"""


class ConstantServer(RunningServer):
    """The same server with its views prebuilt."""

    def command(self) -> list[str]:
        """The process to start."""
        return [
            sys.executable, "-m", "tests.bench.constant_server", "--port", str(self.port),
            "--db", self.database_url,
        ]  # fmt: skip


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Ratios for a computed and for a remembered view at each size."""
    chromium = find_chromium(sys.executable)
    if chromium is None:
        raise RuntimeError("no Chromium: run make test once, which brings one")
    rows: list[Row] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for size in SIZES:
            if size <= largest:
                rows += _compare(data, browser, data.store(size), rounds)
        browser.close()
    return rows


def _compare(data: Datasets, browser: Browser, store: Store, rounds: int) -> list[Row]:
    sentences = sentences_of(store)
    logs = [data.scratch(f"{kind}-{store.rows}.log") for kind in ("real", "constant")]
    for log in logs:
        log.unlink(missing_ok=True)
    with (
        running(RunningServer(store.url, logs[0], {})) as real,
        running(ConstantServer(store.url, logs[1], {})) as constant,
    ):
        pages = {"real": _page(browser, real), "constant": _page(browser, constant)}
        taken: dict[str, list[float]] = {f"{k} {c}": [] for k in pages for c in ("first", "again")}
        for number in range(rounds + 1):
            for kind, page in pages.items():
                first, again = _round(page, store, sentences)
                if number:  # the first round warms both servers and the browser
                    taken[f"{kind} first"].append(first)
                    taken[f"{kind} again"] += again
        for page in pages.values():
            page.context.close()
    ms = {name: median(values) for name, values in taken.items()}
    return [_row(store, "computed", ms, "first"), _row(store, "remembered", ms, "again")]


def _row(store: Store, what: str, ms: dict[str, float], click: str) -> Row:
    real, constant = ms[f"real {click}"], ms[f"constant {click}"]
    promise = MOST_OF_CONSTANTS if click == "first" else None
    measured = {"ms": real, "ms on constants": constant}
    return Row(
        PART, f"{what} view at {store.rows:,} rows / constants", real / constant, promise, "", measured
    )


def _round(page: Page, store: Store, sentences: dict[Measure, str]) -> tuple[float, list[float]]:
    """Open the page on a data version of its own; the first click needs a new view, the others do not."""
    forget_views(store)
    page.reload()
    settle(page)
    page.evaluate(SCRIPT)
    first, *again = [
        _click(page, measure, sentences[measure])
        for measure in (Measure.VALID, Measure.SUBMITTED, Measure.VALID)
    ]
    _click(page, Measure.SUBMITTED, sentences[Measure.SUBMITTED])
    return first, again


def _click(page: Page, measure: Measure, sentence: str) -> float:
    """Milliseconds from the click to the frame after the last change."""
    group = page.get_by_role("radiogroup", name=t("ui.filters.measure"))
    group.get_by_text(t(f"ui.filters.measures.{measure.value}"), exact=True).click()
    found = page.wait_for_function(_PAINTED, arg=[sentence, QUIET_MS], polling=50, timeout=TIMEOUT_MS)
    return float(found.json_value())


def forget_views(store: Store) -> None:
    """A new data version, as an import makes one: no view of the former one is asked for again."""
    connection = sqlite3.connect(store.path, timeout=60)
    with connection:
        connection.execute("UPDATE data_version SET version = version + 1")
    connection.close()


def sentences_of(store: Store) -> dict[Measure, str]:
    """The first sentence of each view, which only that view shows."""
    db = open_database(store.url)
    found = {
        measure: overview.build(LOCAL_VIEWER, db, FilterState(measure=measure)).sentences[0]
        for measure in Measure
    }
    db.dispose()
    if len(set(found.values())) != len(found):
        raise RuntimeError("the measures' views say the same: a change could not be seen")
    return found


def _page(browser: Browser, server: RunningServer) -> Page:
    page = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    page.goto(server.url)
    settle(page)
    return page


@contextmanager
def running(server: RunningServer) -> Iterator[RunningServer]:
    try:
        server.wait_until_healthy()
        yield server
    finally:
        server.stop()
