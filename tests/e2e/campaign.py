"""Role: the sample campaign for browser tests: its database, its server, further exports, its pages."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from playwright.sync_api import Page

from tests.e2e.browser import settle
from tests.e2e.serving import RunningServer

PATHS = {
    "overview": "",
    "trend": "dien-bien",
    "targets": "chi-tieu",
    "unit": "ho-so-don-vi",
    "fields": "linh-vuc",
    "savings": "gia-tri-lam-loi",
    "register": "sang-kien",
    "present": "trinh-chieu",
    "reports": "bao-cao",
    "imports": "nap-du-lieu",
}
"""Addresses are promises to copied links, so they are written here again and not taken from the code."""

SUBMITTED = "3.001"
"""What the campaign's province has submitted in phase 1."""

ERRORS = "Trang này gặp trục trặc"

HEADERS = (
    "Mã sáng kiến", "Tên sáng kiến", "Tác giả", "CĐCS", "CĐ cấp trên trực tiếp", "Lĩnh vực", "Ngày gửi",
    "Ngày công nhận", "Trạng thái", "Hình thức công nhận", "Giá trị làm lợi", "Bí mật",
)  # fmt: skip


@pytest.fixture
def campaign_url(campaign_file: Path, tmp_path: Path) -> str:
    """The sample campaign for one test to change."""
    copy = tmp_path / "campaign.sqlite"
    shutil.copyfile(campaign_file, copy)
    return url_of(copy)


@pytest.fixture(scope="session")
def campaign(campaign_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server on the sample campaign for all tests that only look."""
    folder = tmp_path_factory.mktemp("looked-at")
    copy = folder / "campaign.sqlite"
    shutil.copyfile(campaign_file, copy)
    server = RunningServer(url_of(copy), folder / "server.log", {})
    server.wait_until_healthy()
    yield server
    server.stop()
    assert "Traceback" not in server.log(), server.log()


Open = Callable[..., Page]


def url_of(path: Path) -> str:
    """The database URL of a SQLite file."""
    return f"sqlite:///{path.as_posix()}"


def address(server: RunningServer, name: str = "overview", **chosen: str) -> str:
    """A page's address with its filters (``don_vi="LS-TD"``)."""
    query = urlencode({key.replace("_", "-"): value for key, value in chosen.items()})
    return f"{server.url}/{PATHS[name]}" + (f"?{query}" if query else "")


def visit(page: Page, server: RunningServer, name: str = "overview", **chosen: str) -> Page:
    """Open a page and wait until it is drawn."""
    page.goto(address(server, name, **chosen))
    settle(page)
    return page


def card(page: Page, label: str) -> str:
    """What a card says, its explanation left out: ``3.001 / 2.000``."""
    found = page.locator(".sk-card", has=page.locator(".sk-label", has_text=label)).first
    return " ".join(found.locator(".sk-value").inner_text().split())


def write_export(path: Path, *, count: int, unit: str, superior: str, first_day: date) -> Path:
    """An initiatives export with rows that the campaign does not have, one a day."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Danh sách sáng kiến bổ sung"])  # exports have title lines above their header
    sheet.append(list(HEADERS))
    for place in range(count):
        sent = first_day + timedelta(days=place)
        sheet.append(
            [f"BS-{place:03d}", f"Cải tiến cách soạn bài trực tuyến số {place}", f"Nguyễn Thị Bổ {place}",
             unit, superior, "Giáo dục, đào tạo", sent, None, "Hợp lệ", None, None, None]
        )  # fmt: skip
    book.save(path)
    return path
