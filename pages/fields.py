"""Role: Lĩnh vực: what kind of initiatives by field, kind and block, and which units hand in which."""

import streamlit as st

from dashboard.charts import fields
from dashboard.charts import heat as heat_chart
from dashboard.i18n import t
from dashboard.ui import cards, frame, heat, show, value_cards
from dashboard.viewmodels import heat as heat_view

view = frame.view(heat_view.build)
figures = view.figures
frame.unknown_codes(figures.scope)

cards.row(value_cards.cards(figures))
left, right = st.columns([1, 1], gap="small")
with left:
    show.chart(fields.spec(figures.fields, figures.beside), "fields")
with right:
    by_kind, by_block = t("charts.fields.by_kind"), t("charts.fields.by_block")
    show.chart(fields.kinds(figures.kinds, by_kind, figures.beside), "kinds")
    show.chart(fields.kinds(figures.blocks, by_block, figures.beside), "blocks")
heat.draw(heat_chart.spec(view.heat, by_value=heat.is_by_value()))
