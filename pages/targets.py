"""Role: Chỉ tiêu theo đơn vị: who stands where, by share, by count and per 100 members, down to the CĐCS."""

import streamlit as st

from dashboard.charts import bullets
from dashboard.i18n import t
from dashboard.ui import cards, frame, kpis, show, unit_table, units
from dashboard.ui.units import Order
from dashboard.viewmodels import targets as targets_view

view = frame.view(targets_view.build)
frame.unknown_codes(view.scope)

units.breadcrumb(view.scope)
if view.scope.ancestors:
    cards.row(kpis.cards(view.headline, view.scope, ()))
show.chips(units.bands(view.bands))

if not units.are_below(view.units):
    show.empty(t("targets.leaf"), t("targets.leaf_what_to_do"))
    st.stop()

order = st.segmented_control(
    t("targets.order"), list(Order), default=Order.SHARE, required=True, key="targets-order",
    format_func=lambda choice: t(f"targets.orders.{choice.value}"), label_visibility="collapsed",
)  # fmt: skip
rows = units.ordered(view.units, order)
unit_table.draw(rows, view.scope, order)
show.note(units.thresholds(view))
whole = view.scope.phase.number == 0
show.chart(bullets.spec(rows, view.scope.phase, whole_programme=whole), "units")
