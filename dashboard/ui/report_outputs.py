"""Role: one button for each format; the file is made when it is asked for, from the figures on the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from dashboard import cache
from dashboard.actions import saving
from dashboard.i18n import t, use_language
from dashboard.reports import render
from dashboard.reports.material import Material
from dashboard.reports.render import FORMATS, Order
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import address, report_documents, report_templates, show
from data_access.database import Database
from data_access.vocabulary import ZONE

OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Offered:
    """A button: its name in the catalogue, its format in ``FORMATS``, the kind of its file."""

    name: str
    format: str
    mime: str

    @property
    def ending(self) -> str:
        """Of its file."""
        return self.format.rsplit(".", 1)[-1]


OFFERED = (
    Offered("pptx", "pptx", f"{OFFICE}presentationml.presentation"),
    Offered("docx", "docx", f"{OFFICE}wordprocessingml.document"),
    Offered("xlsx", "xlsx", f"{OFFICE}spreadsheetml.sheet"),
    Offered("pdf", "pdf", "application/pdf"),
    Offered("slides", "slides.pdf", "application/pdf"),
    Offered("html", "html", "text/html"),
    Offered("png", "png", "image/png"),
    Offered("wide", "wide.png", "image/png"),
)
"""In the order in which a conference wants them."""


_MARKS = {"slides": "-trinh-chieu", "wide": "-ngang"}
"""Where two files of one ending are offered, the name says which."""


def buttons(found: Material, wished: ReportWishes, slug: str) -> None:
    """A click makes the file and hands it over; nothing is made before."""
    with st.container(key="panel-outputs"):
        show.heading(t("report_page.outputs"))
        with st.container(horizontal=True, key="plain-outputs"):
            for offered in OFFERED:
                _button(offered, found, wished, slug)
        show.note(t("report_page.outputs_note", name=slug))


def _button(offered: Offered, found: Material, wished: ReportWishes, slug: str) -> None:
    st.download_button(
        t(f"report_page.format.{offered.name}"),
        data=_maker(offered, found, wished),
        file_name=f"{slug}{_MARKS.get(offered.name, '')}.{offered.ending}",
        mime=offered.mime,
        key=f"make-{offered.name}",
        help=t(f"report_page.format.{offered.name}_help"),
        on_click="ignore",
        type="primary" if offered is OFFERED[0] else "secondary",
    )


def _maker(offered: Offered, found: Material, wished: ReportWishes) -> Callable[[], bytes]:
    """Makes the file outside the page's run, so that what it needs of the session is taken now."""
    viewer, db, stored = cache.viewer(), cache.database(), cache.stored_database()
    state, template = address.current(), report_templates.chosen(offered.ending)

    def make() -> bytes:
        with use_language(wished.language):
            document = report_documents.composed_by(viewer.name, stored, found, wished)
            order = Order(
                viewer=viewer,
                db=db,
                state=state,
                wishes=wished,
                made_by=viewer.name,
                made_at=datetime.now(ZONE),
                template=_template(stored, offered.ending, template),
            )
            return render.draw(document, order, offered.format).data

    return make


def _template(stored: Database, ending: str, name: str) -> bytes | None:
    if not name or not FORMATS[ending].takes_template:
        return None
    return saving.load(stored, report_templates.KINDS[ending], name).file
