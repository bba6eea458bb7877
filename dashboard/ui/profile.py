"""Role: the unit profile's parts on screen: facts, place, versions of targets, lineage, data quality."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard import navigation
from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.ui import cards, html, kpis, menu, show, units
from dashboard.ui.cards import Card
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.ui.units import Order
from dashboard.viewmodels.profile import Facts, Kin, Place, ProfileView
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.state import Structure
from dashboard.viewmodels.views import Attained, TargetVersion

_VERSION_HEADS = {
    "phase": "", "basis": "", "version": "number", "amount": "number", "document": "", "day": "", "state": "",
}  # fmt: skip


_FIELDS_SHEET = Path(__file__).with_name("heat.css")
"""Where the page of fields says how much room the figures beside its bars need; the chart is the same."""


def links(view: ProfileView) -> None:
    """To the unit's initiatives and to the units below it; the choices of the address go along."""
    html.sheet(_FIELDS_SHEET)
    with st.container(horizontal=True, key="plain-profile-links"):
        if units.are_below(view.below.rows):
            st.page_link(menu.page(navigation.TARGETS), label=t("unit.to.targets"))
        st.page_link(menu.page(navigation.REGISTER), label=t("unit.to.register"))


def facts(view: ProfileView) -> None:
    """Code, group, dates, members by year, other names: one line of pairs."""
    of = view.facts
    members = [t("unit.facts.members_of", n=numbers.integer(count), year=year) for year, count in of.members]
    pairs = (
        (t("unit.facts.code"), view.scope.unit.code),
        (t("unit.facts.cluster"), of.cluster or t("unit.facts.no_cluster")),
        (t("unit.facts.life"), _life(of)),
        (t("unit.facts.members"), " · ".join(members) or t("unit.facts.no_members")),
        (t("unit.facts.aliases"), " · ".join(of.aliases) or t("unit.facts.none")),
    )
    parts = [
        element("div", "", element("dt", "", text(name)), element("dd", "", text(words)))
        for name, words in pairs
    ]
    html.show(element("dl", "facts", *parts))


def _life(of: Facts) -> str:
    words = []
    if of.valid_from:
        words.append(t("unit.facts.since", day=numbers.date(of.valid_from)))
    if of.valid_to:
        key = "unit.facts.gone" if of.is_gone else "unit.facts.until"
        words.append(t(key, day=numbers.date(of.valid_to)))
    return ", ".join(words) or t("unit.facts.always")


def standing(view: ProfileView) -> None:
    """The headline's cards without the one about units, then the place, then what the unit registered."""
    shown = kpis.cards(view.headline, view.scope, view.weeks)[:-1]
    if view.registered is not None:
        shown.append(_registered(view.registered, view.registered_programme))
    if view.place is not None:
        shown.append(_place(view, view.place))
    cards.row(shown)


def _place(view: ProfileView, place: Place) -> Card:
    row = place.row
    since = ""
    if view.compared is not None and view.compared.as_of is not None:
        moment = numbers.cutoff(view.compared.as_of)
        since = t("unit.cards.since", moment=moment, move=units.moved(row, Order.SHARE))
    by_count = t("unit.cards.by_count", place=units.place(row, Order.COUNT, place.of_count))
    by_members = ""
    if row.rank_by_members is not None:
        by_members = t("unit.cards.by_members", place=units.place(row, Order.PER_MEMBERS, place.of_members))
    shared = f" {t('targets.tied')}" if row.tied else ""
    return Card(
        label=t("unit.cards.place"),
        value="–" if row.rank is None else numbers.integer(row.rank),
        beside="" if row.rank is None else f"{shared} / {numbers.integer(place.of_share)}",
        detail=t("unit.cards.unranked") if row.rank is None else since,
        extra=" · ".join(filter(None, (by_count, by_members))),
        change=t("unit.place_of_superior", unit=place.superior.name),
        ask=Question(Figure.RANK, unit=row.unit.code).encode(),
    )


def _registered(phase: Attained, programme: Attained | None) -> Card:
    return Card(
        label=t("unit.cards.registered"),
        value=numbers.integer(phase.count),
        beside=f" / {numbers.integer(phase.target or 0)}",
        detail=wording.attainment(phase),
        detail_role=wording.ROLES[phase.standing],
        bar=phase.share,
        extra=t("unit.cards.registered_programme", figure=wording.attainment(programme)) if programme else "",
        ask=Question(Figure.COUNT).encode(),
    )


def bands(view: ProfileView) -> list[tuple[str, str]]:
    """How many of the units below stand in each band."""
    return [
        (units.band_name(band, view.near_share, view.well_above_share), numbers.integer(count))
        for band, count in view.below.bands
    ]


def versions(view: ProfileView) -> None:
    """Every version of every target with its document; those replaced stay readable."""
    with st.container(key="panel-versions"):
        show.heading(t("unit.versions.title"))
        if not view.versions:
            show.note(t("unit.versions.none"))
            return
        heads = [(t(f"unit.versions.columns.{key}"), name) for key, name in _VERSION_HEADS.items()]
        _table(t("unit.versions.title"), heads, [_version(one) for one in view.versions])


def _version(one: TargetVersion) -> list[Markup]:
    state = t("unit.versions.in_force" if one.in_force else "unit.versions.replaced")
    return [
        text(one.phase_name),
        text(t(f"unit.versions.bases.{one.basis.value}")),
        text(one.version),
        text(units.amount(one)),
        text(one.document or "–"),
        text(numbers.date(one.effective_on) if one.effective_on else "–"),
        element("b", "", text(state)) if one.in_force else text(state),
    ]


def quality(view: ProfileView) -> None:
    """What is missing or doubtful, each beside all there are."""
    found = view.quality
    counts = {
        "without_value": found.without_value,
        "likely_slips": found.likely_slips,
        "without_field": found.without_field,
        "without_recognition": found.without_recognition,
        "without_grassroots": found.without_grassroots,
        "confidential": found.confidential,
    }
    whole = {"undated": found.undated, "outside_phases": found.outside_phases}
    rows = [
        [text(t(f"unit.quality.{name}")), text(_of(count, found.total))] for name, count in counts.items()
    ] + [[text(t(f"unit.quality.{name}")), text(numbers.integer(count))] for name, count in whole.items()]
    with st.container(key="panel-quality"):
        show.heading(t("unit.quality.title"))
        _table(t("unit.quality.title"), [], rows)
        show.note(t("unit.quality.base"))


def _of(count: int, total: int) -> str:
    return t("unit.quality.all_of", n=numbers.integer(count), of=numbers.integer(total))


def kin(view: ProfileView) -> None:
    """Where the unit comes from and where it went, with shares; what has no successor is said."""
    if not view.predecessors and not view.successors and not view.facts.is_gone:
        return
    with st.container(key="panel-kin"):
        if view.predecessors:
            _kin(t("unit.kin.predecessors"), view.predecessors, view)
        if view.successors:
            _kin(t("unit.kin.successors"), view.successors, view)
            if view.remainder is not None:
                show.note(f"{t('unit.kin.remainder')}: {numbers.percent(view.remainder)}")
        elif view.facts.is_gone:
            show.heading(t("unit.kin.successors"))
            show.note(t("unit.kin.no_successor"))
        if view.predecessors and view.scope.structure is Structure.RECORDED:
            show.note(t("unit.kin.unit_only"))


def _kin(title: str, found: Sequence[Kin], view: ProfileView) -> None:
    show.heading(title)
    root = view.scope.ancestors[0].code if view.scope.ancestors else view.scope.unit.code
    for one in found:
        key = f"plain-kin-{one.unit.code}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
            units.step(one.unit, root)
            share = "" if one.share is None else t("unit.kin.taken", share=numbers.percent(one.share))
            count = f"{numbers.integer(one.count)} {t('charts.initiatives')}"
            show.note(" · ".join(filter(None, (share, count, _dates(one.begins, one.ended)))), tight=True)


def _dates(begins: date | None, ended: date | None) -> str:
    words = [t("unit.facts.since", day=numbers.date(begins))] if begins else []
    words += [t("unit.facts.until", day=numbers.date(ended))] if ended else []
    return ", ".join(words)


def _table(name: str, heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[Markup]]) -> None:
    """A plain table; of two columns the second holds numbers. Scrolls sideways where it is too wide."""
    head = NOTHING
    if heads:
        cells = (element("th", of, text(words), scope="col") for words, of in heads)
        head = element("thead", "", element("tr", "", *cells))
    names = [of for _, of in heads] or ["", "number"]
    body = [
        element("tr", "", *(element("td", of, cell) for of, cell in zip(names, row, strict=True)))
        for row in rows
    ]
    table = element("table", "table", head, element("tbody", "", *body))
    html.show(element("div", "scrolled", table, tabindex="0", role_="group", aria_label=name))
