"""Role: driving Streamlit in Chromium: when a page has settled, and that it asks nobody else."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
"""Works as root and in a container; Chromium itself phones nobody, and no other machine has a name."""

LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
SETTLE_TIMEOUT_MS = 30_000
QUIET_MS = 250
"""How long nothing may be running: a click's rerun begins a little after the click."""

# Quiet: connected, no script running, nothing stale or still a placeholder, every chart drawn.
_IS_QUIET = """(quietMs) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  const quiet = app
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && charts.every((chart) => chart.querySelector('svg.main-svg'));
  const now = performance.now();
  if (!quiet) { window.sangkienQuietSince = null; return false; }
  window.sangkienQuietSince ??= now;
  return now - window.sangkienQuietSince >= quietMs;
}"""


def settle(page: Page, timeout_ms: int = SETTLE_TIMEOUT_MS) -> None:
    """Return when Streamlit has finished rendering; raises Playwright's TimeoutError otherwise."""
    page.evaluate("window.sangkienQuietSince = null")
    page.wait_for_function(_IS_QUIET, arg=QUIET_MS, polling=50, timeout=timeout_ms)


_NOTE = """(words) => {
  window.sangkienNoted?.watch.disconnect();
  const noted = { times: 0 };
  noted.watch = new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (added.some((node) => node.textContent.includes(words))) noted.times += 1;
  });
  noted.watch.observe(document.body, { childList: true, subtree: true });
  window.sangkienNoted = noted;
}"""


def note_words(page: Page, words: str) -> None:
    """From now on note when these words appear: they may go again before anybody looks for them."""
    page.evaluate(_NOTE, words)


def wait_until_noted(page: Page) -> None:
    """Return when the words of ``note_words`` have appeared since; TimeoutError when they do not."""
    page.wait_for_function("window.sangkienNoted.times > 0", polling=50, timeout=SETTLE_TIMEOUT_MS)


def refuse_outside(context: BrowserContext) -> list[str]:
    """Note every request to another machine (``ARGUMENTS`` let it reach none); the list fills by itself.

    Not by a route: that switches the browser's cache off, and every page would load all scripts again.
    """
    outside: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname not in LOCAL_HOSTS:
            outside.append(request.url)

    context.on("request", note)
    return outside
