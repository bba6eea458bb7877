"""Role: Tổng quan: where the campaign stands, who is behind and by how much, without a click."""

import streamlit as st

from dashboard import navigation
from dashboard.charts import bullets, course, fields
from dashboard.i18n import t
from dashboard.ui import cards, frame, kpis, lists, menu, sentences, show
from dashboard.viewmodels import overview as overview_view

view = frame.view(overview_view.build)
frame.unknown_codes(view.scope)

sentences.lead_with_copy(view.sentences)
cards.row(kpis.cards(view.headline, view.scope, view.weeks, view.sparks))

left, right = st.columns([1, 1], gap="small")
with left:
    if view.course is None:
        show.empty(t("overview.no_course"), t("overview.no_course_what_to_do"))
    else:
        show.chart(course.spec(view.course, view.headline.pace), "course", fill=True)
with right:
    if view.units:
        units = bullets.spec(view.units, view.scope.phase, fold=True)
        show.chart(units, "units", height=lists.OVERVIEW_CHART)
    else:
        show.chart(fields.spec(view.fields, view.beside), "fields", height=lists.OVERVIEW_CHART)

with st.container(horizontal=True, key="plain-foot", vertical_alignment="center"):
    show.line(t("overview.urgent"), lists.urgent(view.urgent))
    st.page_link(menu.page(navigation.TARGETS), label=t("overview.to_targets"))
    show.line(t("overview.fields"), lists.leading_fields(view.fields))
    st.page_link(menu.page(navigation.FIELDS), label=t("overview.to_fields"))
if view.headline.outside_phases:
    show.note(lists.outside(view.headline.outside_phases))
