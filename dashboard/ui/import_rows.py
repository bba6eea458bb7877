"""Role: rows of a plan to look through: new, changed field by field, missing, possible duplicates."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import browsing
from dashboard.actions.browsing import Names
from dashboard.actions.plans import NearDuplicate
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import html, show
from dashboard.ui.html import Markup, element, joined, text
from dashboard.ui.import_state import Planned, Session
from data_access.batches import RowChange, StandingRow
from data_access.vocabulary import ZONE, Block, Recognition, SolutionKind, Status

PAGE = 50
"""Rows drawn at first, and added by each click on more."""

LONGEST = 160
"""Letters of a value shown in a change."""

SHORT_CODE = 24

_HIDDEN = frozenset({"savings_flags", "savings_text", "unit_text"})
"""Told by another field, unless they are all that changed."""

_WORDS: dict[str, Callable[[int], Any]] = {
    "status": Status,
    "solution_kind": SolutionKind,
    "block": Block,
    "recognition": Recognition,
}


def draw_new(session: Session, planned: Planned) -> None:
    """New initiatives."""
    search, limit = _asked(session, "new")
    rows = browsing.new_rows(cache.database(), planned.plan, search=search, limit=limit + 1)
    lines = [(_code(row.code), text(row.title)) for row in rows[:limit]]
    _table(("code", "title"), lines)
    _more(session, "new", len(rows) > limit)


def draw_changed(session: Session, planned: Planned) -> None:
    """Changed initiatives, each with its fields old → new."""
    search, limit = _asked(session, "changed")
    db = cache.database()
    rows = browsing.changed_rows(db, planned.plan, search=search, limit=limit + 1)
    names = browsing.names_for(db, rows)
    lines = [(_code(row.code), text(row.title), _changes(row, names)) for row in rows[:limit]]
    _table(("code", "title", "change"), lines)
    _more(session, "changed", len(rows) > limit)


def draw_missing(session: Session, planned: Planned) -> None:
    """Initiatives that stand and that the file does not name."""
    search, limit = _asked(session, "missing")
    db = cache.database()
    rows = browsing.missing_rows(db, planned.plan, search=search, limit=limit + 1)
    names = browsing.names_for(db, rows)
    lines = [
        (_code(row.code), text(_title(row)), text(names.units.get(row.unit_id, ""))) for row in rows[:limit]
    ]
    _table(("code", "title", "unit"), lines)
    _more(session, "missing", len(rows) > limit)


def draw_alike(rows: Sequence[NearDuplicate]) -> None:
    """Rows that may be another one under another code; a person decides."""
    lines = []
    for row in rows:
        own = t("upload.browse.at_row", code=row.code, row=row.row)
        other = row.other_code
        if row.other_row is not None:
            other = t("upload.browse.at_row", code=row.other_code, row=row.other_row)
        unit = t("upload.browse.same_unit") if row.same_unit else row.other_unit_name
        lines.append((text(own), text(row.title), text(row.unit_name), text(f"{other} · {unit}")))
    _table(("code", "title", "unit", "other"), lines)


def shown_value(name: str, value: Any, names: Names) -> str:
    """A stored value as a reader knows it."""
    if value is None or value == "":
        return t("upload.browse.blank")
    if name == "unit_id":
        return names.units.get(value, str(value))
    if name == "field_id":
        return names.fields.get(value, str(value))
    if name in _WORDS:
        return word(_WORDS[name](value))
    if isinstance(value, bool):
        return t(f"upload.browse.{'yes' if value else 'no'}")
    if name == "savings_vnd":
        return numbers.vnd_exact(value)
    if isinstance(value, datetime):
        local = value.astimezone(ZONE)
        return f"{numbers.date(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return numbers.date(value)
    words = str(value)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _changes(row: RowChange, names: Names) -> Markup:
    telling = {name: pair for name, pair in row.fields.items() if name not in _HIDDEN} or row.fields
    return joined(
        element(
            "div",
            "change-line",
            element("span", "", text(f"{t(f'upload.fields.{name}')}: ")),
            element("del", "", text(shown_value(name, old, names))),
            text(" → "),
            element("b", "", text(shown_value(name, new, names))),
        )
        for name, (old, new) in telling.items()
    )


def _code(code: str) -> Markup:
    """A short code stays on one line."""
    return element("span", "code", text(code)) if len(code) <= SHORT_CODE else text(code)


def _title(row: StandingRow) -> str:
    return t("upload.browse.secret") if row.confidential else row.title


def _asked(session: Session, part: str) -> tuple[str, int]:
    """What is searched for, and how many rows are wanted."""
    typed = st.text_input(
        t("upload.browse.search"),
        key=f"upload-search-{part}-{session.serial}",
        placeholder=t("upload.browse.search"),
        label_visibility="collapsed",
        width=360,
    )
    return typed, st.session_state.get(_limit_key(session, part), PAGE)


def _more(session: Session, part: str, there_is: bool) -> None:
    key = _limit_key(session, part)

    def more() -> None:
        st.session_state[key] = st.session_state.get(key, PAGE) + PAGE

    if there_is:
        st.button(t("upload.more_rows"), key=f"upload-more-{part}", on_click=more)


def _limit_key(session: Session, part: str) -> str:
    return f"imports.limit-{part}-{session.serial}"


def _table(names: Sequence[str], rows: Sequence[Sequence[Markup]]) -> None:
    if not rows:
        show.note(t("upload.browse.none"))
        return
    heads = (element("th", "", text(t(f"upload.browse.{name}")), scope="col") for name in names)
    body = (element("tr", "", *(element("td", "", cell) for cell in row)) for row in rows)
    html.show(
        element(
            "table", "table", element("thead", "", element("tr", "", *heads)), element("tbody", "", *body)
        )
    )
