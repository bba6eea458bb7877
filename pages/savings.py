"""Role: Giá trị làm lợi: what the initiatives are worth, how many say so, and how sure that is."""

import streamlit as st

from dashboard.charts import values
from dashboard.ui import cards, frame, show, value_cards
from dashboard.viewmodels import fields as fields_view

view = frame.view(fields_view.build)
frame.unknown_codes(view.scope)

cards.row(value_cards.cards(view))
show.chart(values.spec(view.bins, view.savings), "values", height=248)
with st.container(key="panel-top"):
    value_cards.top(view)
