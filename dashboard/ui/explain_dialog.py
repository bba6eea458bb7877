"""Role: the inside of the dialog of a figure: formula, scope, inputs, rows by the page, imports, download."""

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from dashboard import cache
from dashboard.charts import wording
from dashboard.i18n import current_language, numbers, t, use_language
from dashboard.i18n.words import word
from dashboard.reports import explanation_workbook
from dashboard.ui import address, html, show
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.viewmodels import explanation
from dashboard.viewmodels.explanation import PAGE_ROWS, ExplainedRow, Explanation
from dashboard.viewmodels.formula_basis import Input
from dashboard.viewmodels.questions import Question
from dashboard.viewmodels.state import FilterState

_OFFSET = "explain.offset"
_OF = "explain.of"


def draw(question: Question) -> None:
    """Everything about one figure; the list turns its pages by itself."""
    state = address.current()
    found = cache.view(explanation.build, state, question)
    if st.session_state.get(_OF) != question:
        st.session_state[_OF], st.session_state[_OFFSET] = question, 0
    _head(found)
    if found.inputs:
        html.show(element("details", "inputs", *_inputs(found.inputs), open=""))
    if found.total is not None:
        _list(found, state)
    if found.sources:
        html.show(html.joined((_heading(t("explain.sources")), _sources(found))))
    elif found.sources is None:
        show.note(t("explain.too_many"))


def lines(of: Sequence[str]) -> None:
    """Only how a figure is computed, for what has no rows."""
    html.show(html.joined(element("p", "formula", text(line)) for line in of))


def _head(found: Explanation) -> None:
    first, *rest = found.lines
    facts = [
        element("div", "", element("dt", "", text(name)), element("dd", "", text(words)))
        for name, words in found.scope
    ]
    html.show(
        html.joined(
            (
                element("h3", "explained", text(found.title)),
                element("p", "formula", text(first)),
                *(element("p", "note", text(line)) for line in rest),
                element("dl", "facts", *facts),
            )
        )
    )


def _inputs(inputs: Sequence[Input]) -> list[Markup]:
    rows = (
        element(
            "tr",
            "" if each.counts else "left-out",
            element("td", "", text(each.name)),
            element("td", "number", text(each.value), NOTHING if each.counts else _left_out()),
        )
        for each in inputs
    )
    return [
        element("summary", "", text(t("explain.inputs"))),
        element("table", "table", element("tbody", "", *rows)),
    ]


def _left_out() -> Markup:
    return element("small", "", text(f" · {t('explain.not_counted')}"))


def _list(found: Explanation, state: FilterState) -> None:
    total = found.total or 0
    if not total:
        show.note(t("explain.no_rows"))
        return
    if found.listed:
        _pages(found, state)
    if total > found.listed:
        show.note(t("explain.held_back", n=numbers.integer(total - found.listed)))


def _pages(found: Explanation, state: FilterState) -> None:
    offset = min(st.session_state[_OFFSET], (found.listed - 1) // PAGE_ROWS * PAGE_ROWS)
    rows = cache.view(explanation.rows, state, found.question, offset)
    with st.container(horizontal=True, vertical_alignment="center", key="plain-explain-pages"):
        words = t(
            "explain.range",
            first=numbers.integer(offset + 1),
            last=numbers.integer(offset + len(rows)),
            of=numbers.integer(found.listed),
        )
        html.show(element("h4", "pages", text(words)), tight=True)
        _turn("previous", "‹ {name}", offset - PAGE_ROWS, is_off=offset == 0)
        _turn("next", "{name} ›", offset + PAGE_ROWS, is_off=offset + len(rows) >= found.listed)
        _download(found, state)
    html.show(_table(rows))


def _turn(name: str, sign: str, offset: int, *, is_off: bool) -> None:
    st.button(
        sign.format(name=t(f"explain.{name}")),
        key=f"explain-{name}",
        disabled=is_off,
        on_click=partial(st.session_state.__setitem__, _OFFSET, offset),
    )


def _download(found: Explanation, state: FilterState) -> None:
    viewer, db, language = cache.viewer(), cache.database(), current_language()

    def make() -> bytes:
        # Runs when asked for, outside this run: nothing of the session is read there.
        with use_language(language):
            read = partial(explanation.rows, viewer, db, state, found.question)
            return explanation_workbook.build(found, read, found.scope[0][1])

    st.download_button(
        t("explain.download"),
        make,
        file_name=f"{t('explain.file')}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="explain-download",
        on_click="ignore",
    )


def _table(rows: Iterable[ExplainedRow]) -> Markup:
    names = ("code", "title", "unit", "submitted", "status", "value")
    return element(
        "div",
        "scrolled",
        element("table", "table sk-list", _heads(names, ("value",)), element("tbody", "", *map(_row, rows))),
        tabindex="0",
        role_="region",
        aria_label=t("explain.rows"),
    )


def _row(row: ExplainedRow) -> Markup:
    when = t("explain.no_date") if row.submitted_at is None else numbers.date(row.submitted_at)
    value = "–" if row.savings_vnd is None else wording.money(row.savings_vnd)
    return element(
        "tr",
        "",
        element("td", "code", text(row.code)),
        element("td", "", text(row.title), element("small", "field", text(row.field))),
        element("td", "", text(row.unit)),
        element("td", "day", text(when)),
        element("td", "", text(word(row.status))),
        element("td", "number", text(t("explain.withheld") if row.withheld else value)),
    )


def _heads(names: Sequence[str], numeric: Sequence[str]) -> Markup:
    cells = (
        element("th", "number" if name in numeric else "", text(t(f"explain.columns.{name}")), scope="col")
        for name in names
    )
    return element("thead", "", element("tr", "", *cells))


def _heading(words: str) -> Markup:
    return element("h4", "pages", text(words))


def _sources(found: Explanation) -> Markup:
    rows = (
        element(
            "tr",
            "",
            element("td", "number", text(source.batch_id)),
            element("td", "", text(source.file_name)),
            element("td", "", text(numbers.cutoff(source.committed_at) if source.committed_at else "–")),
            element("td", "", text(source.user_name)),
            element("td", "number", text(numbers.integer(source.rows))),
        )
        for source in found.sources or ()
    )
    heads = _heads(("batch", "file", "when", "who", "rows"), ("batch", "rows"))
    table = element("table", "table sk-list", heads, element("tbody", "", *rows))
    return element("div", "scrolled", table, tabindex="0", role_="region", aria_label=t("explain.sources"))
