"""Role: takes the pictures for the README and the guide: ``python -m tests.e2e.pictures docs/pictures``."""

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.chromium import find_chromium
from tests.e2e.browser import ARGUMENTS, settle
from tests.e2e.campaign import url_of, visit, write_export
from tests.e2e.serving import RunningServer
from tests.integration.cli.running import sangkien

MOST_BYTES = 120_000
"""A repository keeps every version of a picture for ever."""

COLOURS = (256, 192, 128, 96, 64)
"""Palettes to try, the largest first; screens have few colours, their letters many shades."""

ROUNDS = 3
"""Rounds in which the colours move to the middle of what they stand for; more changes nothing visible."""

LAPTOP, PROJECTOR, PHONE = (1366, 768), (1920, 1080), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One picture: a page in a size and mode, after something was done on it."""

    name: str
    page: str
    size: tuple[int, int] = LAPTOP
    mode: str = "light"
    before: Callable[[Page], None] | None = None


def _read_export(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export = write_export(
            Path(folder) / "bo-sung.xlsx",
            count=12,
            unit="CĐCS Trường Tiểu học Bắc Sơn",
            superior="LĐLĐ huyện Bắc Sơn",
            first_day=date(2022, 5, 2),
        )
        page.locator('input[type="file"]').set_input_files(export)
        settle(page)


PICTURES = (
    Picture("overview-light-1366", "overview"),
    Picture("overview-dark-1920", "overview", PROJECTOR, "dark"),
    Picture("targets-light-1366", "targets"),
    Picture("trend-dark-1366", "trend", mode="dark"),
    Picture("fields-light-1366", "fields"),
    Picture("overview-light-390", "overview", PHONE),
    Picture("upload-light-1366", "imports", before=_read_export),
)


def take(browser: Browser, server: RunningServer, picture: Picture, folder: Path) -> Path:
    """One picture as a small PNG in the folder."""
    width, height = picture.size
    context = browser.new_context(
        locale="vi-VN",
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.mode == "dark" else "light",
    )
    page = visit(context.new_page(), server, picture.page)
    if picture.before is not None:
        picture.before(page)
    path = folder / f"{picture.name}.png"
    path.write_bytes(small(page.screenshot(animations="disabled")))
    context.close()
    return path


def small(png: bytes) -> bytes:
    """The picture with as many colours as ``MOST_BYTES`` allow."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        target = io.BytesIO()
        # Every colour counts, however small its area: a median cut would grey the one orange word.
        reduced = picture.quantize(
            colours, Image.Quantize.MAXCOVERAGE, kmeans=ROUNDS, dither=Image.Dither.NONE
        )
        reduced.save(target, "PNG", optimize=True)
        if target.tell() <= MOST_BYTES:
            return target.getvalue()
    raise ValueError(f"a picture needs more than {MOST_BYTES} bytes")


def main(folder: Path) -> None:
    """All pictures, on a sample campaign of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        url = url_of(Path(home) / "campaign.sqlite")
        filled = sangkien("demo", "--fill-only", db=url)
        if filled.code:
            raise SystemExit(filled.err)
        server = RunningServer(url, Path(home) / "server.log", {})
        server.wait_until_healthy()
        chromium = find_chromium(sys.executable)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for picture in PICTURES:
            path = take(browser, server, picture, folder)
            print(f"{path}  {path.stat().st_size // 1000} kB")
        browser.close()
        server.stop()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m tests.e2e.pictures FOLDER")
    main(Path(sys.argv[1]))
