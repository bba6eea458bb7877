"""Role: the deck of this session: drawn once for its figures and wishes, held still while it is locked."""

from dataclasses import dataclass, replace

import streamlit as st

from dashboard.reports.blocks import Document
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import address, report_documents, slides
from dashboard.ui.slides import Slide
from dashboard.viewmodels.state import FilterState

_DECK = "present.deck"
_HELD = "present.held"


@dataclass(frozen=True)
class Deck:
    """Slides with what they were drawn from; ``number`` counts the draws of a session."""

    found: Material
    wished: ReportWishes
    document: Document
    slides: tuple[Slide, ...]
    number: int


@dataclass(frozen=True)
class Held:
    """Figures that hold still, and the filters they were read with."""

    found: Material
    state: FilterState
    language: str


def of(found: Material, wished: ReportWishes) -> Deck:
    """The deck; the same object until its figures or its wishes change."""
    lock = held()
    if lock is not None:
        found, wished = lock.found, replace(wished, language=lock.language)
    last: Deck | None = st.session_state.get(_DECK)
    if last is not None and last.found is found and last.wished == wished:
        return last
    document = report_documents.compose(found, wished)
    deck = Deck(found, wished, document, slides.slides(document), last.number + 1 if last else 1)
    st.session_state[_DECK] = deck
    return deck


def held() -> Held | None:
    """The lock, if it is on."""
    lock: Held | None = st.session_state.get(_HELD)
    return lock


def hold() -> None:
    """Let the figures that are shown hold still, whatever is imported meanwhile."""
    last: Deck | None = st.session_state.get(_DECK)
    if last is not None:
        st.session_state[_HELD] = Held(last.found, address.current(), last.wished.language)


def release() -> None:
    """Follow the data again."""
    st.session_state.pop(_HELD, None)
