"""Role: for whom, where and when, the letter's head and foot, the language, the templates."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from dashboard.i18n import LANGUAGES, t
from dashboard.reports.blocks import Audience
from dashboard.reports.wishes import ReportWishes
from dashboard.ui import report_templates, report_wishes, show

_LONGEST = 200
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


def draw(wished: ReportWishes) -> None:
    """The panel; each widget writes the wishes when changed."""
    with st.container(key="panel-facts"):
        show.heading(t("report_page.facts"))
        _choice("audience", list(Audience), wished.audience)
        _widget("hide_people", wished.hide_people, st.toggle, help=t("present.people_help"))
        _widget("place", wished.place, st.text_input, max_chars=_LONGEST)
        _widget(
            "held_on",
            wished.held_on,
            st.date_input,
            format="DD/MM/YYYY",
            min_value=_EARLIEST,
            max_value=_LATEST,
        )
        _choice("language", list(LANGUAGES), wished.language)
        with st.popover(t("report_page.letter"), key="letter"):
            for name in ("number", "signer_title", "signer"):
                _widget(name, getattr(wished, name), st.text_input, max_chars=_LONGEST)
            _widget(
                "recipients", "\n".join(wished.recipients), st.text_area, read=lines,
                help=t("report_page.recipients_help"),
            )  # fmt: skip
        with st.popover(t("report_page.templates"), key="templates", on_change="rerun") as found:
            if found.open:
                report_templates.choose()


def lines(written: str) -> tuple[str, ...]:
    """One entry a line, empty lines left out."""
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def _choice(name: str, options: list[Any], now: Any) -> None:
    key = f"report-{name}"
    st.session_state[key] = now
    st.segmented_control(
        t(f"report_page.{name}"), options, key=key, required=True, on_change=_write, args=(key, name, None),
        format_func=lambda option: t(f"report_page.{name}_of.{option}"),
    )  # fmt: skip


def _widget(
    name: str, now: Any, draw_it: Callable[..., Any], read: Callable[[Any], Any] | None = None, **options: Any
) -> None:
    key = f"report-{name}"
    st.session_state[key] = now
    draw_it(t(f"report_page.{name}"), key=key, on_change=_write, args=(key, name, read), **options)


def _write(key: str, name: str, read: Callable[[Any], Any] | None) -> None:
    value = st.session_state[key]
    if value is None and name != "held_on":
        return  # a segment clicked off again keeps what it was
    report_wishes.change(**{name: value if read is None else read(value)})
