"""Role: the menu: every page once, with its file, its address and the catalogue key of its name."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page. ``path`` is its address, kept when names on screen change; "" is the first page."""

    key: str
    path: str
    in_menu: bool = True  # else it is reached by a link only

    @property
    def file(self) -> Path:
        """Absolute: the entry script stands in another folder than the pages."""
        return PAGES / f"{self.key}.py"

    @property
    def title_key(self) -> str:
        """Catalogue key of the page's name."""
        return f"ui.pages.{self.key}"


OVERVIEW = Entry("overview", "")
TREND = Entry("trend", "dien-bien")
TARGETS = Entry("targets", "chi-tieu")
UNIT = Entry("unit", "ho-so-don-vi", in_menu=False)
FIELDS = Entry("fields", "linh-vuc")
SAVINGS = Entry("savings", "gia-tri-lam-loi")
REGISTER = Entry("register", "sang-kien")
PRESENT = Entry("present", "trinh-chieu")
REPORTS = Entry("reports", "bao-cao")
IMPORTS = Entry("imports", "nap-du-lieu")

MENU = (OVERVIEW, TREND, TARGETS, UNIT, FIELDS, SAVINGS, REGISTER, PRESENT, REPORTS, IMPORTS)
