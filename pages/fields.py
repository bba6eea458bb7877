"""Role: Lĩnh vực và giá trị làm lợi: what kind of initiatives, what they are worth, how sure that is."""

import streamlit as st

from dashboard.charts import fields, values
from dashboard.i18n import t
from dashboard.ui import cards, frame, show, value_cards
from dashboard.viewmodels import fields as fields_view

view = frame.view(fields_view.build)
frame.unknown_codes(view.scope)

cards.row(value_cards.cards(view))
left, right = st.columns([3, 2], gap="small")
with left:
    show.chart(fields.spec(view.fields), "fields")
with right:
    show.chart(values.spec(view.bins, view.savings), "values", height=248)

first, second = st.columns(2, gap="small")
with first:
    show.chart(fields.kinds(view.kinds, t("charts.fields.by_kind")), "kinds")
with second:
    show.chart(fields.kinds(view.blocks, t("charts.fields.by_block")), "blocks")
with st.container(key="panel-top"):
    value_cards.top(view)
