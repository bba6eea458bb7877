"""Role: which documents there are, and how each is made from the same order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dashboard.reports import campaign
from dashboard.reports.blocks import Document
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Order:
    """One document that somebody wants: of which data, how, from which template, by whom, when."""

    viewer: Viewer
    db: Database
    state: FilterState
    wishes: ReportWishes
    made_by: str
    made_at: datetime
    template: bytes | None = None


@dataclass(frozen=True)
class Output:
    """A finished file: ``slug`` is its speaking name without the ending; ``slides`` of a deck only."""

    data: bytes
    slug: str
    slides: int | None = None


@dataclass(frozen=True)
class Format:
    """How one format is made. ``draw`` gets the document, and the order for what draws more than it."""

    draw: Callable[[Document, Order], bytes]
    takes_template: bool = False


# The renderers are imported when they are wanted: their libraries take half a second, and every command
# would wait for them.


def _pptx(document: Document, order: Order) -> bytes:
    from dashboard.reports import pptx

    return pptx.render(document, order.template)


def _docx(document: Document, order: Order) -> bytes:
    from dashboard.reports import docx

    return docx.render(document, order.template)


def _xlsx(document: Document, order: Order) -> bytes:
    from dashboard.reports import xlsx

    return xlsx.render(document)


def _pdf(document: Document, order: Order) -> bytes:
    from dashboard.reports import pdf

    return pdf.render(document)


def _html(document: Document, order: Order) -> bytes:
    """The whole dashboard state reads its own documents: one for each choice."""
    from dashboard.reports import offline

    return offline.build(
        order.viewer, order.db, order.state, order.wishes, made_by=order.made_by, now=order.made_at
    )


def _png(document: Document, order: Order) -> bytes:
    from dashboard.reports import card

    return card.render(document)


def _slides_pdf(document: Document, order: Order) -> bytes:
    from dashboard.reports import slides_pdf

    return slides_pdf.render(document)


def _wide_png(document: Document, order: Order) -> bytes:
    from dashboard.reports import card

    return card.render(document, card.Shape.WIDE)


FORMATS: dict[str, Format] = {
    "pptx": Format(_pptx, takes_template=True),
    "docx": Format(_docx, takes_template=True),
    "xlsx": Format(_xlsx),
    "pdf": Format(_pdf),
    "html": Format(_html),
    "png": Format(_png),
    "slides.pdf": Format(_slides_pdf),
    "wide.png": Format(_wide_png),
}
"""By the ending of the file; the last two are the deck as PDF, and the picture for a link."""


def make(order: Order, name: str) -> Output:
    """Read, compose and draw one format of ``FORMATS``.

    Raises RefusedError while the database holds no programme or no unit, InvalidInputError for an unknown
    code or an unusable template.
    """
    document = campaign.build(
        order.viewer, order.db, order.state, order.wishes, made_by=order.made_by, now=order.made_at
    )
    return draw(document, order, name)


def draw(document: Document, order: Order, name: str) -> Output:
    """Draw a document already composed."""
    data = FORMATS[name].draw(document, order)
    return Output(data, document.slug, _slides(data) if name == "pptx" else None)


def _slides(deck: bytes) -> int:
    from dashboard.reports import pptx

    return pptx.slide_count(deck)
