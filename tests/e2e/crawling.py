"""Role: walks through the screens of one choice by their links, and reads what each says the total is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.e2e.browser import refuse_outside, settle
from tests.e2e.campaign import ERRORS, PATHS, card, visit
from tests.e2e.conftest import DESKTOP
from tests.e2e.reading import english_words, read
from tests.e2e.serving import RunningServer

Chosen = dict[str, str]

FACTORS = {
    "giai_doan": ("", "2", "0"),
    "don_vi": ("", "LS-BS", "LS-GD", "LS-BS-001"),
    "so_lieu": ("", "hop-le"),
    "linh_vuc": ("", "F04"),
    "co_cau": ("", "hien-nay"),
    "tinh_den": ("", "2022-04-30", "2022-05-15T12:00"),
}
"""What the filter bar chooses ("" is nothing); units: all, a district, a sector union, one at the bottom."""

TABLE = (
    ("", "", "", "", "", ""),
    ("2", "", "hop-le", "F04", "hien-nay", "2022-04-30"),
    ("0", "", "hop-le", "F04", "", "2022-05-15T12:00"),
    ("", "LS-BS", "", "", "hien-nay", "2022-04-30"),
    ("2", "LS-BS", "hop-le", "", "hien-nay", "2022-05-15T12:00"),
    ("0", "LS-BS", "hop-le", "F04", "", ""),
    ("", "LS-GD", "hop-le", "", "", "2022-05-15T12:00"),
    ("2", "LS-GD", "hop-le", "", "hien-nay", ""),
    ("0", "LS-GD", "", "F04", "hien-nay", "2022-04-30"),
    ("", "LS-BS-001", "hop-le", "F04", "hien-nay", ""),
    ("2", "LS-BS-001", "", "F04", "", "2022-04-30"),
    ("0", "LS-BS-001", "", "", "", "2022-05-15T12:00"),
)
"""Twelve choices in which any two values of two filters meet once at least."""

WALK = ("overview", "trend", "fields", "savings", "register", "targets", "unit")
"""In this order by the links: the profile is reached from the list of units."""

COUNT = re.compile(r"(\d[\d.]*) sáng kiến")
DECLARED_OF = re.compile(r"khai [\d.]+/([\d.]+) sáng kiến|0/([\d.]+) sáng kiến")


def choice(values: tuple[str, ...]) -> Chosen:
    """A line of the table as an address has it."""
    return {name: value for name, value in zip(FACTORS, values, strict=True) if value}


def unmet(table: tuple[tuple[str, ...], ...]) -> set[tuple[str, str, str, str]]:
    """Pairs of values of two filters that meet in no line."""
    names = list(FACTORS)
    met = {
        (names[i], line[i], names[j], line[j])
        for line in table
        for i, j in combinations(range(len(names)), 2)
    }
    every = {(a, x, b, y) for a, b in combinations(names, 2) for x in FACTORS[a] for y in FACTORS[b]}
    return every - met


@dataclass
class Seen:
    """What one screen said, and what went wrong on it."""

    name: str
    totals: dict[str, int]
    faults: list[str]


@dataclass
class Crawler:
    """One page for a whole crawl: what is left of a former choice would be caught."""

    browser: Browser
    server: RunningServer
    page: Page = field(init=False)
    said: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    screens: int = 0

    def __post_init__(self) -> None:
        context = self.browser.new_context(locale="vi-VN", viewport=DESKTOP)
        self.outside = refuse_outside(context)
        self.page = context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text) if is_error(message) else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def close(self) -> None:
        """Close the browser's context."""
        self.page.context.close()

    def walk(self, chosen: Chosen) -> list[Seen]:
        """Every screen of a choice: the first by its address, the others by their links."""
        visit(self.page, self.server, **chosen)
        found = [self._look(WALK[0], chosen)]
        for name in WALK[1:]:
            self.follow(name)
            found.append(self._look(name, chosen))
        return found

    def follow(self, name: str) -> None:
        """Click the link to a page."""
        main = self.page.locator('[data-testid="stMain"]')
        links = main if name == "unit" else self.page.locator("body")
        links.locator(f'a[href*="{PATHS[name]}"]').first.click()
        self.page.wait_for_url(re.compile(f"/{PATHS[name]}(\\?|$)"))
        settle(self.page)

    def _look(self, name: str, chosen: Chosen) -> Seen:
        self.screens += 1
        seen = read(self.page)
        faults = [f"English: {word}" for word in english_words(seen.words)]
        faults += [f"console: {words}" for words in self.said]
        faults += [f"outside: {address}" for address in self.outside]
        if seen.exceptions or ERRORS in seen.words:
            faults.append("an error")
        query = urlsplit(self.page.url).query
        faults += [f"{key} is gone from the address" for key in chosen if key.replace("_", "-") not in query]
        self.said.clear()
        return Seen(name, READERS[name](self.page), faults)


def is_error(said: ConsoleMessage) -> bool:
    """Streamlit looks for its server below a page's own address first, and finds it one step above."""
    return said.type == "error" and not re.search(r"/[\w-]+/_stcore/[\w-]+$", said.location["url"])


def number(words: str) -> int:
    """``3.001`` is three thousand and one."""
    return int(words.replace(".", ""))


def _cards(page: Page) -> dict[str, int]:
    valid, submitted = card(page, "Hợp lệ / đã gửi").split(" / ")
    return {"valid": number(valid), "submitted": number(submitted), "money is of": _declared_of(page)}


def _declared_of(page: Page) -> int:
    found = DECLARED_OF.search(page.locator(".sk-cards").first.inner_text())
    assert found, "the money says of how many initiatives"
    return number(found[1] or found[2])


def _lead(page: Page) -> dict[str, int]:
    found = COUNT.search(page.locator(".sk-lead").first.inner_text())
    assert found, "the first sentence says how many"
    return {"count": number(found[1])}


def _bars(page: Page, panel: str) -> int:
    rows = page.locator(f".st-key-panel-{panel} .sk-row:not(.sk-rowhead)")
    return sum(number(words.split(" ")[0]) for words in _figures(rows.all_inner_texts()))


def _figures(rows: list[str]) -> list[str]:
    """The first figure of each line: its count."""
    return [found[0] for row in rows if (found := re.findall(r"^\s*([\d.]+)(?: · |$)", row, re.MULTILINE))]


def _fields(page: Page) -> dict[str, int]:
    return {"count": number(card(page, "Sáng kiến")), "sum": _bars(page, "fields")}


def _savings(page: Page) -> dict[str, int]:
    return {"count": _declared_of(page)}


def _targets(page: Page) -> dict[str, int]:
    """Of all pages of its bars; a unit at the bottom has none below it."""
    if page.locator(".st-key-panel-empty").count():
        return {}
    chooser = page.locator(".st-key-targets-page button")
    if not chooser.count():
        return {"sum": _against_targets(page)}
    total = _against_targets(page)
    chooser.scroll_into_view_if_needed()  # a list closes while the page still scrolls
    settle(page)
    chooser.click()
    options = page.get_by_role("option")
    options.first.wait_for()
    for place in range(1, options.count()):
        if place > 1:
            chooser.click()
        options.nth(place).click()
        settle(page)
        total += _against_targets(page)
    return {"sum": total}


def _against_targets(page: Page) -> int:
    """``▲ 244,0% · 732/300`` or ``– chưa giao · 5``."""
    figures = page.locator(".st-key-panel-units .sk-row:not(.sk-rowhead) .sk-figure").all_inner_texts()
    return sum(number(words.rsplit("· ", 1)[-1].split("/")[0]) for words in figures)


def _unit(page: Page) -> dict[str, int]:
    fields = _bars(page, "fields") if page.locator(".st-key-panel-fields").count() else 0
    return {**_cards(page), "sum": fields}


READERS: dict[str, Callable[[Page], dict[str, int]]] = {
    "overview": _cards,
    "trend": _lead,
    "fields": _fields,
    "savings": _savings,
    "register": _lead,
    "targets": _targets,
    "unit": _unit,
}
