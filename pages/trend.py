"""Role: Diễn biến: per day, week, month and in all, against the plan, with phase marks and events."""

import streamlit as st

from dashboard.charts import course, periods
from dashboard.charts.periods import Step
from dashboard.i18n import t
from dashboard.ui import frame, lists, paces, show
from dashboard.viewmodels import trend as trend_view

view = frame.view(trend_view.build)
frame.unknown_codes(view.scope)

show.lead(paces.sentence(view.headline, view.scope))
show.chips(paces.figures(view.headline, view.undated))

if view.course is None:
    show.empty(t("overview.no_course"), t("overview.no_course_what_to_do"))
    st.stop()

pictures, words = st.columns([2.4, 1], gap="small")
with pictures:
    cumulative = course.spec(
        view.course,
        view.headline.pace,
        former=view.former,
        former_phase=view.former_phase,
        with_events=True,
    )
    show.chart(cumulative, "trend", fill=True)
    steps = {Step.DAY: view.course.days, Step.WEEK: view.weeks, Step.MONTH: view.months}
    chosen = st.segmented_control(
        t("trend.step"), list(Step), default=Step.WEEK, required=True, key="trend-step",
        format_func=lambda step: t(f"trend.steps.{step.value}"), label_visibility="collapsed",
    )  # fmt: skip
    columns = periods.spec(steps[chosen], chosen, course=view.course, marks=cumulative.markers)
    show.chart(columns, "periods", fill=True)
with words:
    show.readings(paces.readings(view), "readings")
if view.outside_phases:
    show.note(lists.outside(view.outside_phases))
