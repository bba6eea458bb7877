"""Role: what a plan does to the figures: totals, and every unit before → after, the biggest movers first."""

import streamlit as st

from dashboard import cache
from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.i18n import numbers, t
from dashboard.ui import cards, html, show
from dashboard.ui.cards import Card
from dashboard.ui.html import NOTHING, Markup, element, joined, text
from dashboard.ui.import_state import Planned, Session
from dashboard.viewmodels import import_effect
from dashboard.viewmodels.import_effect import EffectView, Moved, UnitEffect

MOST_ROWS = 12
"""Movers shown at once; the others unfold."""


def draw(session: Session, planned: Planned) -> None:
    """The part "effect" of a plan."""
    view = planned.effect
    if session.withdraws and view is not None:
        view = import_effect.build(cache.viewer(), cache.database(), planned.plan, withdraw_missing=True)
    if view is None:
        show.note(t("upload.effect.small"))
        return
    cards.row(_totals(view))
    if view.warnings:
        show.line(f"▲ {t('upload.effect.warnings')}", [])
        items = [element("li", "", text(warning.message)) for warning in view.warnings]
        html.show(element("ul", "warnings", *items))
    movers = view.movers
    if not movers:
        show.note(t("upload.effect.none"))
        return
    whole = not any(row.phase.change or row.phase.climbed for row in movers)  # about another phase
    name = t("upload.effect.programme") if whole else view.phase.name
    show.note(t("upload.effect.caption", phase=name))
    html.show(_table(movers[:MOST_ROWS], whole))
    rest = movers[MOST_ROWS:]
    if rest:
        with st.expander(t("upload.more_units", n=numbers.integer(len(rest)))):
            html.show(_table(rest, whole))


def _totals(view: EffectView) -> list[Card]:
    return [
        _moved(view.phase.name, view.total_phase),
        _moved(t("upload.effect.programme"), view.total_programme),
        Card(
            label=t("upload.effect.savings"),
            value=wording.money(view.savings_after_vnd),
            detail=t("upload.effect.was", before=wording.money(view.savings_before_vnd)),
        ),
        Card(
            label=t("upload.effect.met"),
            value=numbers.integer(view.units_met_after),
            beside=f" / {numbers.integer(view.units_with_target)}",
            detail=t("upload.effect.was", before=numbers.integer(view.units_met_before)),
        ),
    ]


def _moved(label: str, moved: Moved) -> Card:
    return Card(
        label=label,
        value=numbers.integer(moved.after.count),
        beside=f" {numbers.signed_integer(moved.change)}" if moved.change else "",
        detail=_shares(moved),
        extra=t("upload.effect.was", before=numbers.integer(moved.before.count)),
        bar=moved.after.share,
    )


def _shares(moved: Moved) -> str:
    before, after = wording.share(moved.before), wording.share(moved.after)
    return after if before == after else t("upload.effect.arrow", before=before, after=after)


def _table(rows: tuple[UnitEffect, ...], whole: bool) -> Markup:
    heads = ("unit", "count", "share", "rank")
    head = element(
        "tr",
        "",
        *(
            element("th", "" if name == "unit" else "number", text(t(f"upload.effect.{name}")), scope="col")
            for name in heads
        ),
    )
    return element(
        "table",
        "table",
        element("thead", "", head),
        element("tbody", "", *(_row(row, whole) for row in rows)),
    )


def _row(row: UnitEffect, whole: bool) -> Markup:
    name = t("charts.itself") if row.is_itself else row.unit.name
    moved = row.programme if whole else row.phase
    return element(
        "tr",
        "",
        element("td", "", text(name)),
        element(
            "td",
            "number",
            _pair(numbers.integer(moved.before.count), numbers.integer(moved.after.count)),
            _small(numbers.signed_integer(moved.change) if moved.change else "", None),
        ),
        element("td", "number", _pair(wording.share(moved.before), wording.share(moved.after))),
        element("td", "number", *_rank(moved)),
    )


def _pair(before: str, after: str) -> Markup:
    if before == after:
        return text(after)
    return joined((element("span", "before", text(f"{before} → ")), element("b", "", text(after))))


def _small(words: str, role: Role | None) -> Markup:
    return element("small", "", text(f" {words}"), role=role) if words else NOTHING


def _rank(moved: Moved) -> list[Markup]:
    if moved.rank_after is None:
        return [text("–")]
    before = moved.rank_before if moved.rank_before is not None else moved.rank_after
    words = ""
    if moved.climbed:
        words = t(f"upload.effect.{'climbed' if moved.climbed > 0 else 'fell'}", n=abs(moved.climbed))
    role = Role.GOOD if moved.climbed > 0 else Role.ATTENTION
    return [_pair(str(before), str(moved.rank_after)), _small(words, role)]
