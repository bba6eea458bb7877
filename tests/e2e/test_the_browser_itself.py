"""Role: controls of the browser's own tools: settle waits long enough, and outside requests are caught."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import refuse_outside, settle
from tests.e2e.serving import answers, free_port

SLOW_PAGE = """
import time
import streamlit as st
pressed = st.button("press")
time.sleep(0.8)
st.write("after" if pressed else "before")
"""


@pytest.fixture
def slow_page(tmp_path: Path) -> Iterator[str]:
    """Address of a page whose every run takes 0.8 s."""
    script = tmp_path / "slow.py"
    script.write_text(SLOW_PAGE, encoding="utf-8")
    port = free_port()
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    options += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not answers(port, "/_stcore/health") and time.monotonic() < deadline:
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def test_a_settled_page_shows_the_end_of_the_run(page: Page, slow_page: str) -> None:
    page.goto(slow_page)
    settle(page)
    assert page.get_by_text("before").is_visible()
    page.get_by_role("button", name="press").click()
    assert not page.get_by_text("after").is_visible()  # control: without waiting it is not there yet
    settle(page)
    assert page.get_by_text("after").is_visible()
    assert not page.get_by_text("before").is_visible()


def test_a_request_to_another_machine_is_caught(browser: Browser) -> None:
    context = browser.new_context()
    outside = refuse_outside(context)
    context.new_page().set_content('<img src="https://example.org/picture.png">')
    context.close()
    assert outside == ["https://example.org/picture.png"]
