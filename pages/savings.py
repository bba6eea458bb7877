"""Role: Giá trị làm lợi: what the initiatives are worth, how many say so, and how sure that is."""

import streamlit as st

from dashboard.charts import strip, values
from dashboard.ui import cards, frame, html, savings_parts, show, strips
from dashboard.viewmodels import savings

view = frame.view(savings.build, savings_parts.wished_top(), savings_parts.wishes_forms())
frame.unknown_codes(view.scope)
html.sheet(strips.SHEET)

savings_parts.lead(view)
cards.row(savings_parts.cards(view))
left, right = st.columns([2, 3], gap="small")
with left:
    show.chart(values.spec(view.bins, view.savings), "values", height=240)
    savings_parts.one_year(view)
with right:
    savings_parts.largest(view)
strips.draw(strip.by_unit(view.units, view.savings, view.beside), "value-units")
strips.draw(strip.by_field(view.fields, view.savings, view.beside), "value-fields")
savings_parts.doubtful(view)
