"""Role: one page of the register as a table whose titles open the card, the way through it, its download."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard import cache
from dashboard.charts import wording
from dashboard.i18n import current_language, numbers, t, use_language
from dashboard.i18n.words import word
from dashboard.reports import register_sheet
from dashboard.ui import address, html, show
from dashboard.ui import register_address as asked
from dashboard.ui.html import Markup, element, joined, text
from dashboard.viewmodels import register
from dashboard.viewmodels.register import MOST_EXPORTED, RegisterRow, RegisterView
from data_access.vocabulary import MoneyFlag

_SHEET = Path(__file__).with_name("register.css")
COLUMNS = ("title", "code", "unit", "superior", "submitted", "status", "value", "field")

_listener = st.components.v2.component(
    "sangkien_register", js=Path(__file__).with_name("register_open.js").read_text(encoding="utf-8")
)


def counted(view: RegisterView) -> None:
    """How many there are of how many, and what a filter by value cannot tell."""
    words = t("register.counted", n=numbers.integer(view.count))
    if view.count != view.of:
        words = t("register.counted_of", n=numbers.integer(view.count), of=numbers.integer(view.of))
    show.lead(words)
    if view.wish.narrowing.undated or view.wish.narrowing.outside_phases:
        show.note(t("register.all_time"))
    if view.hidden:
        show.note(t("register.hidden", n=numbers.integer(view.hidden)))


def draw(view: RegisterView) -> None:
    """The page's rows with the way to the others, or what to do when there is none."""
    html.sheet(_SHEET)
    _listen()
    if not view.rows:
        show.empty(t("register.nothing"), t("register.nothing_what_to_do"))
        return
    with st.container(key="panel-register"):
        _way(view)
        _table(view.rows)
        if view.count > view.reach:
            show.note(t("register.farthest", n=numbers.integer(view.reach)))


def _way(view: RegisterView) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="plain-register-way"):
        words = t(
            "register.range",
            first=numbers.integer(view.first),
            last=numbers.integer(view.first + len(view.rows) - 1),
            of=numbers.integer(view.count),
        )
        html.show(html.element("span", "unit", html.text(words)), tight=True)
        page, pages = view.wish.page, view.pages
        _turn("first", "«", 1, is_off=page == 1)
        _turn("previous", "‹", page - 1, is_off=page == 1)
        _turn("next", "›", page + 1, is_off=page == pages)
        _turn("last", "»", pages, is_off=page == pages)
        _downloads(view)


def _turn(name: str, sign: str, page: int, *, is_off: bool) -> None:
    st.button(
        sign,
        key=f"r-{name}",
        help=t(f"register.turn.{name}"),
        disabled=is_off,
        on_click=partial(asked.put, asked.PAGE, None if page <= 1 else str(page)),
    )


def _downloads(view: RegisterView) -> None:
    with st.popover(t("register.download"), key="r-download"):
        show.note(_what_is_downloaded(view))
        for kind, make in (("xlsx", register_sheet.workbook), ("csv", register_sheet.text)):
            st.download_button(
                t(f"register.as_{kind}"),
                _maker(view, make),
                file_name=f"{t('register.file')}.{kind}",
                mime=register_sheet.MIMES[kind],
                key=f"r-{kind}",
                on_click="ignore",
            )


def _what_is_downloaded(view: RegisterView) -> str:
    if view.count <= MOST_EXPORTED:
        return t("register.download_all", n=numbers.integer(view.count))
    return t("register.download_some", n=numbers.integer(MOST_EXPORTED), of=numbers.integer(view.count))


def _maker(view: RegisterView, make: Callable[..., bytes]) -> Callable[[], bytes]:
    viewer, db, language, state = cache.viewer(), cache.database(), current_language(), address.current()

    def made() -> bytes:
        # Runs when asked for, outside this run: nothing of the session is read there.
        with use_language(language):
            return make(view, register.everything(viewer, db, state, view.wish))

    return made


def _table(rows: tuple[RegisterRow, ...]) -> None:
    heads = (
        element("th", "number" if name == "value" else "", text(t(f"register.columns.{name}")), scope="col")
        for name in COLUMNS
    )
    html.show(
        element(
            "div",
            "register",
            element(
                "table",
                "table sk-list",
                element("thead", "", element("tr", "", *heads)),
                element("tbody", "", *map(_row, rows)),
            ),
            tabindex="0",
            role_="region",
            aria_label=t("register.table"),
        )
    )


def _row(row: RegisterRow) -> Markup:
    when = "" if row.submitted_at is None else numbers.date(row.submitted_at)
    values = {
        "title": joined((_link(row), _flags(row))),
        "code": text(row.code),
        "unit": text(row.unit),
        "superior": text(row.superior),
        "submitted": text(when or "–"),
        "status": text(word(row.status)),
        "value": text(value(row)),
        "field": text(row.field),
    }
    return element(
        "tr",
        "",
        *(
            element("td", f"col-{name} sk-number" if name == "value" else f"col-{name}", values[name])
            for name in COLUMNS
        ),
    )


def _link(row: RegisterRow) -> Markup:
    """A true link, so that it can be copied, opened beside, and reached by keyboard."""
    href = f"?{urlencode({**st.query_params.to_dict(), asked.CARD: row.code})}"
    return element("a", "", text(row.title), href=href, target="_self", data_open=row.code)


def _flags(row: RegisterRow) -> Markup:
    words = [t("register.secret")] if row.confidential else []
    words += [t("register.slip")] if MoneyFlag.LIKELY_SLIP in row.flags else []
    return joined(element("span", "flag", text(each)) for each in words)


def _listen() -> None:
    """Let the titles of the list open their cards without a reload of the page; before the list."""
    with st.container(key="unseen-register"):
        _listener(key="register-open", height=1, on_open_change=_opened)


def _opened() -> None:
    code = st.session_state["register-open"].get("open")
    if isinstance(code, str):
        asked.put(asked.CARD, code)


def value(row: RegisterRow) -> str:
    """The declared value in short, ``bí mật`` when withheld, a dash when none is declared."""
    if row.masked:
        return t("register.secret")
    return "–" if row.savings_vnd is None else wording.money(row.savings_vnd)
