"""Role: a browser, pages that may reach this machine only, and servers to look at."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from deploy.chromium import PATH_VARIABLE, find_chromium
from tests.e2e.browser import ARGUMENTS, SETTLE_TIMEOUT_MS, refuse_outside
from tests.e2e.campaign import campaign, campaign_url  # noqa: F401  # fixtures by their names
from tests.e2e.serving import RunningServer

DESKTOP: ViewportSize = {"width": 1366, "height": 768}

# A wait costs nothing when it is met early; a short one fails on a machine that is busy with other tests.
expect.set_options(timeout=SETTLE_TIMEOUT_MS)

ServerFactory = Callable[..., RunningServer]
ContextFactory = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to drive; make test brings one before it starts the tests."""
    found = find_chromium(sys.executable)
    if found is None:
        pytest.fail(f"no Chromium: run make test, which brings one, or set {PATH_VARIABLE}")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for the whole run."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[ContextFactory]:
    """Opens further browser contexts (``new_context(viewport=…, color_scheme="dark")``).

    At the end none of them may have asked another machine for anything.
    """
    contexts: list[BrowserContext] = []
    asked: list[list[str]] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(**{"locale": "vi-VN", "viewport": DESKTOP, **options})  # type: ignore[arg-type]
        contexts.append(context)
        asked.append(refuse_outside(context))
        return context

    yield open_context
    for context in contexts:
        context.close()
    outside = [address for addresses in asked for address in addresses]
    assert not outside, f"the dashboard must work without a network, but asked for {outside}"


@pytest.fixture
def page(new_context: ContextFactory) -> Page:
    """One page in a context of its own, 1366×768, Vietnamese, light."""
    return new_context().new_page()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerFactory]:
    """Starts servers: ``server(database_url, SOME_VARIABLE="…") -> RunningServer``, answering already."""
    running: list[RunningServer] = []

    def start(database_url: str, **environment: str) -> RunningServer:
        log = tmp_path / f"server-{len(running)}.log"
        started = RunningServer(database_url, log, environment)
        running.append(started)
        started.wait_until_healthy()
        return started

    yield start
    for one in running:
        one.stop()
