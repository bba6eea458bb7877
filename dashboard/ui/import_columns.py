"""Role: the mapping step: what each column of the file means, with samples, sureness and money unit."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboard.actions.wishes import column_choices
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.importing.columns import KINDS
from dashboard.importing.layouts import Layout, LayoutColumn
from dashboard.ui import html, import_deeds, show
from dashboard.ui.html import element, joined, text
from dashboard.ui.import_meanings import (
    AS_WRITTEN,
    IGNORE,
    MULTIPLIERS,
    SURE_FROM,
    Chosen,
    as_understood,
    doubled,
    is_money,
    needs_look,
    wishes_with,
)
from dashboard.ui.import_state import Planned, Session, again

NAMED_ALTERNATIVES = 2
"""Columns named where one of several would do."""


def draw(session: Session, planned: Planned) -> None:
    """One row per column; the doubtful ones first, the sure ones folded away."""
    layouts = planned.plan.layouts
    with st.container(key="panel-columns"):
        show.heading(t("upload.columns.title"))
        show.note(t("upload.columns.hint"))
        said = {layout.key: _layout(session.serial, layout) for layout in layouts}
        clashes = [
            t("upload.columns.twice_chosen", name=_name(layout, meaning), letters=", ".join(letters))
            for layout in layouts
            for meaning, letters in doubled(layout, said[layout.key]).items()
        ]
        for words in clashes:
            html.show(element("p", "line", text(f"▲ {words}")))
        with st.container(horizontal=True, key="plain-columns"):
            wishes = wishes_with(planned.plan.wishes, layouts, said)
            st.button(
                t("upload.columns.apply"),
                type="primary",
                key="upload-columns",
                disabled=bool(clashes),
                on_click=import_deeds.prepare,
                args=(session, again(planned, wishes=wishes)),
            )
            st.button(
                t("upload.leave"), key="upload-leave", on_click=import_deeds.leave, args=(session, planned)
            )


def _layout(serial: int, layout: Layout) -> dict[int, Chosen]:
    rows = ", ".join(map(str, layout.header_rows))
    words = {"sheet": layout.sheet, "rows": rows, "kind": word(layout.kind)}
    show.line(t("upload.columns.sheet", **words), [])
    if len(layout.sheets) > 1:
        names = ", ".join(layout.sheets)
        show.note(t("upload.columns.several", n=len(layout.sheets), sheets=names))
    for group in layout.missing:
        names = t("upload.columns.or").join(f"“{_name(layout, key)}”" for key in group[:NAMED_ALTERNATIVES])
        show.note(f"▲ {t('upload.columns.missing', names=names)}")
    for header in layout.twice:
        show.note(f"▲ {t('upload.columns.twice', header=header)}")
    usable = [column for column in layout.columns if not column.is_personal]
    unsure = [column for column in usable if needs_look(layout, column)]
    sure = [column for column in usable if column not in unsure]
    chosen = _columns(serial, layout, unsure)
    if not unsure:
        show.note(t("upload.columns.all_sure"))
    if sure:
        with st.expander(t("upload.columns.sure", n=len(sure))):
            chosen |= _columns(serial, layout, sure)
    personal = "; ".join(column.header for column in layout.columns if column.is_personal)
    if personal:
        show.note(t("upload.columns.personal", headers=personal))
    return chosen


def _columns(serial: int, layout: Layout, columns: Sequence[LayoutColumn]) -> dict[int, Chosen]:
    return {column.index: _column(serial, layout, column) for column in columns}


def _column(serial: int, layout: Layout, column: LayoutColumn) -> Chosen:
    """Header and samples on the left, what it means on the right."""
    understood = as_understood(column)
    key = f"{serial}-{layout.key}-{column.index}"
    names = dict(column_choices(layout.kind))
    if understood.meaning:
        names.setdefault(understood.meaning, column.header)
    options = [IGNORE, *names]
    with st.container(key=f"plain-column-{key}"):
        left, right, far = st.columns([5, 3, 2], gap="small", vertical_alignment="center")
        with left:
            html.show(_described(column))
        with right:
            meaning = st.selectbox(
                t("upload.columns.meaning", letter=column.letter),
                options,
                index=options.index(understood.meaning),
                format_func=lambda one: names.get(one) or t("upload.columns.ignore"),
                key=f"upload-meaning-{key}",
                label_visibility="collapsed",
            )
        with far:
            if not is_money(layout.kind, meaning):
                return Chosen(meaning)
            multiplier = st.selectbox(
                t("upload.columns.money", letter=column.letter),
                MULTIPLIERS,
                index=MULTIPLIERS.index(understood.multiplier),
                format_func=lambda one: t(f"upload.money.{one}") if one else t("upload.columns.money_unsaid"),
                key=f"upload-multiplier-{key}",
                label_visibility="collapsed",
            )
            return Chosen(meaning, multiplier or AS_WRITTEN)


def _described(column: LayoutColumn) -> html.Markup:
    samples = t("upload.columns.samples", values=" · ".join(column.samples)) if column.samples else ""
    return joined(
        (
            element(
                "p",
                "line",
                element("span", "", text(f"{column.letter} ")),
                element("b", "", text(column.header or t("upload.columns.no_header"))),
                element("span", "", text(f"  {sureness(column)}")),
            ),
            element("p", "note samples", text(samples or t("upload.columns.no_samples"))),
        )
    )


def sureness(column: LayoutColumn) -> str:
    """In a shape and words: ``● chắc``, ``◐ có thể, 89%``, ``○ chưa rõ``."""
    if column.key is None:
        return t("upload.sureness.unknown")
    if column.sureness >= SURE_FROM:
        return t("upload.sureness.sure")
    percent = numbers.percent(Decimal(str(column.sureness)), places=0)
    return t("upload.sureness.likely", percent=percent)


def _name(layout: Layout, key: str) -> str:
    return KINDS[layout.kind].column(key).headers[0]
