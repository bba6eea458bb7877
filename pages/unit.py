"""Role: Hồ sơ đơn vị: one unit with its standing, course, targets, lineage and data quality."""

import streamlit as st

from dashboard.charts import bullets, course, fields, periods
from dashboard.charts.periods import Step
from dashboard.i18n import t
from dashboard.ui import frame, profile, show, unit_choices, units
from dashboard.viewmodels import profile as profile_view

view = frame.view(profile_view.build, unit_choices.since())
frame.unknown_codes(view.scope)

with st.container(horizontal=True, vertical_alignment="center", key="plain-unit-head"):
    units.breadcrumb(view.scope)
    profile.links(view)
profile.facts(view)
profile.standing(view)
profile.kin(view)

left, right = st.columns([1, 1], gap="small")
with left:
    if view.course is None:
        show.empty(t("overview.no_course"), t("overview.no_course_what_to_do"))
    else:
        show.chart(course.spec(view.course, view.headline.pace), "course", height=300)
    show.chart(periods.spec(view.weeks, Step.WEEK, course=view.course), "weeks", height=280)
with right:
    show.chart(fields.spec(view.fields, view.beside), "fields")
    profile.quality(view)
profile.versions(view)
if units.are_below(view.below.rows):
    whole = view.scope.phase.number == 0
    show.chips(profile.bands(view))
    below = bullets.spec(view.below.rows, view.scope.phase, whole_programme=whole, fold=True)
    show.chart(below, "units")
