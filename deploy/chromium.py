"""Role: finds or brings the Chromium that the browser tests drive; standard library only, no siblings."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

PATH_VARIABLE = "SANGKIEN_CHROMIUM"
"""Names the browser to use; set by ``make test`` for the tests it starts."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "{LocalAppData}/Google/Chrome/Application/chrome.exe",
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
)
_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as p: print(p.chromium.executable_path)"
)


def find_chromium(python: str | None = None) -> str | None:
    """Path of a usable Chromium: the named one, the system's, else Playwright's own; None if there is none.

    ``python`` is an interpreter that has Playwright; without it Playwright's own browser is not looked for.
    """
    named = os.environ.get(PATH_VARIABLE)
    if named:
        return named if _works(named) else None
    for candidate in (*map(shutil.which, NAMES), *_usual_places()):
        if candidate and _works(candidate):
            return candidate
    if python:
        answer = _output([python, "-c", _ASK_PLAYWRIGHT]).strip()
        if answer and _works(answer):
            return answer
    return None


def bring_chromium(python: str, announce: Callable[[str], None]) -> str | None:
    """Install Chromium by apt (root only), else by Playwright; None if neither gave a working one.

    ``announce`` is told the means before each attempt, because both take a minute or more.
    """
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        announce("apt-get install chromium")
        quiet_apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update", "-qq"], install):
            _call(command, quiet_apt)
        found = find_chromium()
        if found:
            return found
    announce("playwright install chromium")
    command = [python, "-m", "playwright", "install", "chromium"]
    has_apt = is_root and shutil.which("apt-get")
    _call([*command, "--with-deps"] if has_apt else command, dict(os.environ))
    return find_chromium(python)


def _usual_places() -> list[str]:
    places = []
    for template in USUAL_PLACES:
        try:
            place = template.format(**os.environ)
        except (KeyError, ValueError):
            continue
        if Path(place).exists():
            places.append(place)
    return places


def _works(path: str) -> bool:
    # Ubuntu ships a stub that only points to a store, so the file's presence proves nothing. Windows
    # browsers open a window on --version: there the presence has to do.
    if os.name == "nt":
        return Path(path).exists()
    return "Chrom" in _output([path, "--version"]) or "Edge" in _output([path, "--version"])


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _call(command: list[str], environment: dict[str, str]) -> None:
    # A failure is not fatal here: the caller looks whether a browser is there afterwards.
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
