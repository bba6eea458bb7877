"""Role: cụm, khối thi đua on screen: who is recognised in each quarter, and places within the groups."""

from collections.abc import Sequence

import streamlit as st

from dashboard import cache
from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.domain.groups import Basis, Outcome
from dashboard.i18n import numbers, t
from dashboard.ui import address, html, show, unit_choices
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.viewmodels import groups as groups_view
from dashboard.viewmodels.groups import Group, GroupQuarter, GroupsView, Member, QuarterRow, QuarterUnit

SIGNS = {
    Outcome.WON: "★",
    Outcome.LEADING: "☆",
    Outcome.NOT_ABOVE: "○",
    Outcome.NO_TARGET: "–",
    Outcome.NOTHING: "–",
    Outcome.NOT_BEGUN: "·",
}
MOST_MEMBERS = 60
"""Units that a page of groups shows at once."""

_HEADS = {"rank": "", "name": "", "count": "number", "share": "number", "standing": ""}


def view() -> GroupsView:
    """The groups of what the address asks."""
    return cache.view(groups_view.build, address.current())


def quarters(view: GroupsView) -> None:
    """One table: a row a group, a column a quarter; the rule stands below it."""
    if not view.quarters:
        return
    with st.container(key="panel-quarters"):
        show.heading(t("targets.quarters.title", phase=wording.inside(view.scope.phase.name)))
        heads = [element("th", "", text(t("targets.cluster")), scope="col"), *map(_head, view.quarters)]
        rows = [
            _row(name, [each.groups[place] for each in view.quarters])
            for place, name in enumerate(one.group for one in view.quarters[0].groups)
        ]
        body = element("tbody", "", *rows)
        table = element("table", "table", element("thead", "", element("tr", "", *heads)), body)
        html.show(
            element(
                "div", "scrolled", table, tabindex="0", role_="group", aria_label=t("targets.quarters.rule")
            )
        )
        show.note(t("targets.quarters.rule"))
        if any(each.basis is Basis.PLAN_LINE for each in view.quarters):
            show.note(t("targets.quarters.derived"))


def _head(quarter: QuarterRow) -> Markup:
    name = t("targets.quarters.name", number=quarter.number, year=quarter.year)
    days = t(
        "targets.quarters.days",
        first=numbers.day_and_month(quarter.first_day),
        last=numbers.day_and_month(quarter.last_day),
        basis=t(f"targets.quarters.bases.{quarter.basis.value}"),
    )
    return element("th", "", text(name), element("div", "note", text(days)), scope="col")


def _row(name: str, cells: Sequence[GroupQuarter]) -> Markup:
    return element("tr", "", element("th", "", text(name), scope="row"), *map(_cell, cells))


def _cell(one: GroupQuarter) -> Markup:
    won = one.outcome in (Outcome.WON, Outcome.LEADING)
    named = one.winners if won else one.first
    word = f"{SIGNS[one.outcome]} {t(f'targets.quarters.outcomes.{one.outcome.value}')}"
    tied = text(f" {t('targets.tied')}") if len(one.first) > 1 else NOTHING
    lines = [element("div", "", text(_unit(unit))) for unit in named]
    return element(
        "td", "", element("b", "", text(word), role=Role.GOOD if won else Role.PLAN), tied, *lines
    )  # fmt: skip


def _unit(unit: QuarterUnit) -> str:
    if unit.target is None:
        return t("targets.quarters.unit_without", unit=unit.unit.name, n=numbers.integer(unit.count))
    return t(
        "targets.quarters.unit",
        unit=unit.unit.name,
        n=numbers.integer(unit.count),
        target=numbers.integer(unit.target),
    )


def standings(view: GroupsView) -> None:
    """Each group with the places within it, two beside each other; of many only the one that is chosen."""
    shown = view.groups
    if sum(len(group.members) for group in shown) > MOST_MEMBERS:
        names = {group.name: group.name or t("targets.no_cluster") for group in shown}
        chosen = unit_choices.group(list(names), names)
        shown = tuple(group for group in shown if group.name == chosen)
    for start in range(0, len(shown), 2):
        for column, place in zip(st.columns(2, gap="small"), range(start, start + 2), strict=True):
            if place < len(shown):
                with column, st.container(key=f"panel-group-{place}"):
                    _standing(shown[place])


def _standing(group: Group) -> None:
    title = group.name or t("targets.no_cluster")
    count = f"{numbers.integer(group.total.count)} {t('charts.initiatives')}"
    figure = wording.attainment(group.total) if group.total.target else count
    met = t("targets.met_of", met=numbers.integer(group.met), of=numbers.integer(group.with_target))
    show.heading(title)
    show.note(f"{wording.count_of_target(group.total)} · {figure} · {met}" if group.with_target else figure)
    heads = [
        element("th", name, text(t(f"targets.columns.{key}")), scope="col") for key, name in _HEADS.items()
    ]
    body = element("tbody", "", *map(_member, group.members))
    table = element("table", "table", element("thead", "", element("tr", "", *heads)), body)
    html.show(element("div", "scrolled", table, tabindex="0", role_="group", aria_label=title))


def _member(member: Member) -> Markup:
    row = member.row
    place = "–"
    if member.rank is not None:
        shared = f" {t('targets.tied')}" if member.tied else ""
        place = f"{numbers.integer(member.rank)}{shared}/{numbers.integer(member.of)}"
    return element(
        "tr",
        "",
        element("td", "", text(place)),
        element("td", "", text(row.unit.name)),
        element("td", "number", text(wording.count_of_target(row.phase))),
        element("td", "number", text(wording.share(row.phase))),
        element(
            "td", "", text(wording.standing_word(row.phase.standing)), role=wording.ROLES[row.phase.standing]
        ),
    )
