"""Role: what axe finds on a page at WCAG 2.2 AA; nothing is excepted, Streamlit's own widgets included."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SEVERE = frozenset({"serious", "critical"})

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}


@dataclass(frozen=True)
class Fault:
    """One element that breaks one rule."""

    rule: str
    where: str
    markup: str


def faults(page: Page) -> list[Fault]:
    """Serious and critical faults of a settled page."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        Fault(rule["id"], " ".join(map(str, node["target"])), node["html"][:300])
        for rule in found
        if rule["impact"] in SEVERE
        for node in rule["nodes"]
    ]
