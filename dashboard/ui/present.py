"""Role: Trình chiếu: all slides go to the browser at once, which shows them without asking the server."""

from functools import cache as once
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import navigation
from dashboard.charts.palette import LIGHT
from dashboard.i18n import numbers, t
from dashboard.reports.blocks import Audience
from dashboard.ui import html, menu, present_deck, report_blocks, report_sets, report_wishes, show
from dashboard.ui.present_deck import Deck
from dashboard.viewmodels.views import Stamp

SECONDS = (0, 8, 12, 20, 30, 60)
"""Offered time of a slide in the loop of a lobby; 0 is no loop."""

_HERE = Path(__file__).parent
_COLOURS = (
    "page", "surface", "ink", "muted", "line", "actual", "plan", "context", "attention", "good",
)  # fmt: skip
_WORDS = ("print", "keys", "show", "next", "end", "notes", "speaker", "news")


@once
def style() -> str:
    """The sheets of slides and show; a slide is paper and keeps its colours in the dark."""
    sheets = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("present.css", "slides.css"))
    colours = "".join(f"--sk-{name}:{getattr(LIGHT, name)};" for name in _COLOURS)
    return f"{sheets}.sk-stage{{{colours}}}"


_stage = st.components.v2.component(
    "sangkien_present", js=(_HERE / "present.js").read_text(encoding="utf-8"), css=style()
)


def choices() -> None:
    """What is chosen before speaking: what is hidden, whether figures hold still, the loop."""
    wished = report_wishes.current()
    html.sheet(report_blocks.SHEET)
    with st.container(horizontal=True, vertical_alignment="center", key="plain-present"):
        _toggle("public", wished.audience is Audience.PUBLIC, _audience)
        _toggle("people", wished.hide_people, lambda on: report_wishes.change(hide_people=on))
        _toggle("locked", present_deck.held() is not None, _lock)
        st.selectbox(
            t("present.loop"), SECONDS, key="present-seconds", format_func=_seconds, width=230,
            label_visibility="collapsed",
        )  # fmt: skip
        report_sets.choose()
        st.page_link(menu.page(navigation.REPORTS), label=t("present.to_reports"))


def _toggle(name: str, now: bool, change: Any) -> None:
    key = f"present-{name}"
    st.session_state[key] = now
    st.toggle(
        t(f"present.{name}"),
        key=key,
        help=t(f"present.{name}_help"),
        on_change=lambda: change(st.session_state[key]),
    )


def _audience(is_public: bool) -> None:
    report_wishes.change(audience=Audience.PUBLIC if is_public else Audience.INTERNAL)


def _lock(is_on: bool) -> None:
    if is_on:
        present_deck.hold()
    else:
        present_deck.release()


def _seconds(seconds: int) -> str:
    return t("present.loop_of", n=seconds) if seconds else t("present.loop_off")


def draw(deck: Deck) -> None:
    """The slides and the show; words about the lock where it keeps something back."""
    lock = present_deck.held()
    if lock is not None:
        show.note(_held_words(deck.found.overview.stamp))
    if not deck.slides:
        show.empty(t("present.nothing"), t("present.nothing_what_to_do"))
        return
    stamp = deck.found.overview.stamp
    words = {name: t(f"present.{name}") for name in _WORDS}
    words["start"] = t("present.start", n=numbers.integer(len(deck.slides)))
    words["place"] = t("present.place", n="{n}", of="{of}")  # filled in by the browser
    words["held"] = t("present.held", when=numbers.cutoff(stamp.as_of)) if lock else ""
    _stage(
        key="present",
        data={
            "slides": [
                {"key": each.key, "title": each.title, "notes": list(each.notes), "html": each.markup}
                for each in deck.slides
            ],
            "words": words,
            "css": style(),
            "name": deck.document.slug,
            "made": deck.number,
            "version": stamp.version,
            "locked": lock is not None,
            "seconds": st.session_state.get("present-seconds", 0),
        },
    )


def _held_words(stamp: Stamp) -> str:
    return t("present.held_note", when=numbers.cutoff(stamp.as_of), version=stamp.version)
