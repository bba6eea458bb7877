"""Role: the card of one initiative: all that this reader may see, the source, the history field by field."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum

import streamlit as st

from dashboard import cache
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import address, html, show
from dashboard.ui import register_address as asked
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.viewmodels import card as card_view
from dashboard.viewmodels.card import CardStep, CardView, FieldChange
from data_access.vocabulary import MoneyFlag

Line = tuple[str, str]


def draw() -> None:
    """The card that the address names, above the list; nothing when it names none."""
    code = asked.card()
    if code is None:
        return
    found = cache.view(card_view.build, address.current(), code)
    with st.container(key="panel-card"):
        if found is None:
            html.show(element("p", "note", text(t("register.card.unknown", code=code))))
            _close()
            return
        _head(found)
        left, right = st.columns(2, gap="medium")
        with left:
            html.show(_lines(_about(found)))
        with right:
            html.show(_lines(_worth(found)))
        _history(found)


def _head(found: CardView) -> None:
    with st.container(horizontal=True, vertical_alignment="top", key="plain-card-head"):
        flag = NOTHING
        if found.row.confidential:
            flag = element("span", "flag", text(t("register.secret")))
        name = element("h3", "", text(found.row.title), flag)
        html.show(element("div", "heading", name, element("span", "unit", text(found.row.code))))
        _close()
    if found.row.masked:
        show.note(t("register.card.masked"))


def _close() -> None:
    st.button(t("register.card.close"), key="r-close", on_click=lambda: asked.put(asked.CARD, None))


def _lines(lines: Iterator[Line]) -> Markup:
    rows = (
        element("tr", "", element("th", "", text(name), scope="row"), element("td", "", text(value)))
        for name, value in lines
    )
    return element("table", "table sk-facts", element("tbody", "", *rows))


def _about(found: CardView) -> Iterator[Line]:
    row = found.row
    yield _line("authors", row.authors if row.authors is not None else t("register.card.names_withheld"))
    yield _line("unit", row.unit)
    if found.unit_text and found.unit_text != row.unit:
        yield _line("unit_text", found.unit_text)
    yield _line("superior", row.superior)
    yield _line("field", row.field)
    yield _line("kind", word(row.kind))
    yield _line("block", word(row.block))
    yield _line("submitted", _instant(row.submitted_at))
    yield _line("recognised", _day(row.recognised_on))
    yield _line("applied", _day(row.applied_on))
    yield _line("status", word(row.status))
    yield _line("recognition", word(row.recognition))
    yield _line("number", row.recognition_number)


def _worth(found: CardView) -> Iterator[Line]:
    row = found.row
    if row.masked:
        yield _line("value", t("register.card.withheld"))
    else:
        nothing = t("register.card.not_declared")
        yield _line("value", nothing if row.savings_vnd is None else _per_year(row.savings_vnd))
        yield _line("written", row.savings_text or "")
        yield _line("notes", _flags(row.flags))
    yield _line("social", row.social)
    yield _line("description", t("register.card.withheld") if row.masked else found.description or "")
    where = t("register.card.where", file=found.file, sheet=found.sheet, row=numbers.integer(found.line))
    yield _line("source", where)
    yield _line("batch", numbers.integer(found.batch_id))


def _line(name: str, value: str) -> Line:
    return t(f"register.card.lines.{name}"), value or "–"


def _instant(at: datetime | None) -> str:
    return t("register.card.no_date") if at is None else numbers.date(at)


def _day(on: date | None) -> str:
    return "" if on is None else numbers.date(on)


def _per_year(vnd: int) -> str:
    return t("register.card.per_year", value=numbers.vnd_exact(vnd))


def _flags(flags: tuple[MoneyFlag, ...]) -> str:
    return ", ".join(map(word, flags))


def _history(found: CardView) -> None:
    with st.expander(t("register.card.history", n=numbers.integer(len(found.steps))), key="r-history"):
        html.show(element("ol", "steps", *map(_step, found.steps)))


def _step(step: CardStep) -> Markup:
    when = "" if step.at is None else numbers.cutoff(step.at)
    key = "register.card.first" if step.is_new else "register.card.again"
    head = t(key, batch=numbers.integer(step.batch_id), when=when, user=step.user, file=step.file)
    told = [element("li", "", text(_change(change))) for change in step.changes]
    if step.masked:
        told.append(element("li", "", text(t("register.card.step_masked"))))
    elif not step.changes and not step.is_new:
        told.append(element("li", "", text(t("register.card.nothing_told"))))
    return element("li", "", element("b", "", text(head)), element("ul", "", *told) if told else NOTHING)


def _change(change: FieldChange) -> str:
    name = t(f"register.card.changed.{change.field.value}")
    return t("register.card.change", name=name, before=_said(change.before), after=_said(change.after))


def _said(value: object) -> str:
    """A typed value as a reader writes it."""
    if value is None or value in ("", ()):
        return t("register.card.empty")
    if isinstance(value, bool):
        return t("register.card.yes") if value else t("register.card.no")
    if isinstance(value, Enum):
        return word(value)
    if isinstance(value, tuple):
        return ", ".join(map(word, value))
    if isinstance(value, int):
        return numbers.vnd_exact(value)
    return numbers.date(value) if isinstance(value, date) else str(value)
