"""Role: Chỉ tiêu theo đơn vị: who stands where, by share, by count and per 100 members, down to the CĐCS."""

import streamlit as st

from dashboard import navigation
from dashboard.charts import bullets
from dashboard.i18n import t
from dashboard.ui import cards, frame, groups, kpis, show, unit_choices, unit_table, units
from dashboard.ui.unit_choices import Shown
from dashboard.viewmodels import targets as targets_view

unit_table.follow()
view = frame.view(targets_view.build, unit_choices.since())
frame.unknown_codes(view.scope)

with st.container(horizontal=True, vertical_alignment="center", key="plain-unit-head"):
    units.breadcrumb(view.scope, to=navigation.UNIT)
    shown = unit_choices.shown(view)
show.notes(units.targets_of(view))
if view.scope.ancestors:
    cards.row(kpis.cards(view.headline, view.scope, ()))
if not units.are_below(view.units):
    show.empty(t("targets.leaf"), t("targets.leaf_what_to_do"))
    st.stop()

if shown is Shown.GROUPS:
    grouped = groups.view()
    groups.quarters(grouped)
    groups.standings(grouped)
    st.stop()

wish = unit_choices.wish(view)
rows = units.narrowed(units.ordered(view.units, wish.order), wish.chosen)
ranked, apart = units.parted(rows, wish.order)
of = units.ranked(view.units, wish.order)
if not rows:
    show.empty(t("targets.nobody"), t("targets.nobody_what_to_do"))
    st.stop()
if ranked:
    unit_table.draw(ranked, view.scope, wish.order, of=of)
if apart:
    with st.container(key="plain-apart"):
        show.heading(t("targets.apart"))
        unit_table.draw(apart, view.scope, wish.order, of=of, name="apart")
show.notes(units.regrouped(view.scope, view.units), units.thresholds(view))
show.notes(units.compared(view), units.counted_members(view.units))
whole = view.scope.phase.number == 0
page = unit_choices.page(rows, bullets.pages(rows), bullets.PAGE)
show.chart(bullets.spec(rows, view.scope.phase, whole_programme=whole, page=page), "units")
