"""Role: a chart says exactly what its view holds, in words and values, whatever draws it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboard.charts import bullets, course, fields, forecasts, periods, values, wording
from dashboard.charts.periods import Step
from dashboard.charts.spec import Role
from dashboard.domain.forecast import NoForecast, forecast
from dashboard.viewmodels.questions import Figure, Question, decode
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Course, Pace, PeriodRow, Savings, UnitPart
from tests.app import demo_views as demo


def test_bullets_keep_every_unit_and_the_remainder() -> None:
    rows = demo.unit_rows()
    spec = bullets.spec(rows, demo.PHASE_1)
    assert [point.y for point in spec.series[0].points] == [row.phase.share for row in rows]


def test_the_title_of_bullets_counts_units_that_met_their_target() -> None:
    assert bullets.spec(demo.unit_rows(), demo.PHASE_1).title == "10/15 đơn vị đạt chỉ tiêu giai đoạn 1"


def test_a_bar_beyond_three_hundred_per_cent_is_broken_and_said_so() -> None:
    spec = bullets.spec(demo.unit_rows(), demo.PHASE_1)
    assert spec.limit == Decimal(3)
    assert "300%" in spec.note
    assert "480,0%" in spec.series[0].points[0].label


def test_nothing_is_broken_when_no_bar_is_that_long() -> None:
    rows = [row for row in demo.unit_rows() if (row.phase.share or 0) < 3]
    spec = bullets.spec(rows, demo.PHASE_1)
    assert spec.limit is None
    assert spec.note == ""


def test_a_unit_behind_has_a_shape_a_figure_and_the_attention_role() -> None:
    point = next(
        p for p in bullets.spec(demo.unit_rows(), demo.PHASE_1).series[0].points if "Bình Gia" in p.name
    )
    assert point.label == "○ 26,0% · 13/50"
    assert point.role is Role.ATTENTION


def test_a_unit_short_of_its_target_but_on_its_plan_is_not_warned_of() -> None:
    row = next(row for row in demo.unit_rows() if "Bình Gia" in row.unit.name)
    late = bullets.spec([replace(row, plan_gap=-1)], demo.PHASE_1).series[0].points[0]
    on_plan = bullets.spec([replace(row, plan_gap=4)], demo.PHASE_1).series[0].points[0]
    assert (late.role, late.label_role) == (Role.ATTENTION, Role.ATTENTION)
    assert (on_plan.role, on_plan.label_role) == (Role.ACTUAL, Role.PLAN)
    assert late.label == on_plan.label


def test_a_unit_without_a_target_has_no_bar_but_is_listed() -> None:
    point = next(p for p in bullets.spec(demo.unit_rows(), demo.PHASE_1).series[0].points if "CĐCS" in p.name)
    assert point.y is None
    assert point.label == "– chưa giao · 4"


def test_folded_units_without_a_target_keep_their_sum() -> None:
    rows = demo.unit_rows()
    lone = next(row for row in rows if row.part is UnitPart.UNIT and not row.phase.target)
    twin = replace(lone, unit=replace(lone.unit, unit_id=999))
    folded = bullets.spec([*rows, twin], demo.PHASE_1, fold=True).series[0].points
    assert len(folded) == len(rows)
    assert folded[-1].name == "2 đơn vị chưa giao chỉ tiêu"
    assert folded[-1].label.endswith(f"· {2 * lone.phase.count}")


def test_a_single_unit_without_a_target_and_the_remainder_are_not_folded() -> None:
    rows = demo.unit_rows()
    folded, open_ = (bullets.spec(rows, demo.PHASE_1, fold=fold).series[0].points for fold in (True, False))
    assert [point.x for point in folded] == [point.x for point in open_]


def test_two_units_of_one_name_stay_two_rows() -> None:
    row = demo.unit_rows()[0]
    twin = replace(row, unit=replace(row.unit, unit_id=999))
    keys = [point.x for point in bullets.spec([row, twin], demo.PHASE_1).series[0].points]
    assert len(set(keys)) == 2


def test_the_course_names_the_gap_to_the_plan() -> None:
    spec = course.spec(demo.course(), demo.headline().pace)
    assert spec.title == "Nhanh hơn kế hoạch 1.001 sáng kiến"
    assert spec.reference == 2000


def test_the_course_behind_its_plan_says_so() -> None:
    pace = Pace(100, 5, Decimal(3), 2000, -120)
    assert course.spec(demo.course(), pace).title == "Chậm hơn kế hoạch 120 sáng kiến"


def test_the_course_without_a_target_asks() -> None:
    bare = replace(demo.course(), plan=(), target=None)
    spec = course.spec(bare, Pace(None, None, None, None, None))
    assert spec.title == "Tiến độ ra sao?"
    assert [series.role for series in spec.series] == [Role.ACTUAL]


def test_the_last_point_of_the_course_is_the_total() -> None:
    spec = course.spec(demo.course(), demo.headline().pace)
    assert spec.series[0].points[-1].y == 3001
    assert spec.series[0].points[-1].label == "3.001"


def test_leaving_out_days_without_entries_does_not_change_the_line() -> None:
    view = demo.course()
    drawn = {point.x: point.y for point in course.spec(view, demo.headline().pace).series[0].points}
    for before, day in zip(view.days, view.days[1:], strict=False):
        if day.count:
            assert drawn[before.starts_on] == before.cumulative
            assert drawn[day.starts_on] == day.cumulative


def test_events_are_shown_only_where_asked_for() -> None:
    pace = demo.headline().pace
    assert course.spec(demo.course(), pace).markers == ()
    assert [m.name for m in course.spec(demo.course(), pace, with_events=True).markers] == [
        "Hội nghị toàn quốc",
        "Tháng Công nhân",
    ]


def test_periods_add_up_to_the_total() -> None:
    spec = periods.spec(demo.grouped(7), Step.WEEK)
    assert sum(int(point.y or 0) for point in spec.series[0].points) == 3001


def test_no_periods_is_an_empty_chart() -> None:
    assert periods.spec((), Step.MONTH).is_empty


def test_fields_show_the_unclassified_as_context() -> None:
    spec = fields.spec(demo.fields())
    assert spec.series[0].points[-1].name == "Chưa phân loại"
    assert spec.series[0].points[-1].role is Role.CONTEXT


def test_a_field_where_nobody_declared_a_value_shows_no_zero() -> None:
    row = replace(demo.fields()[0], savings=Savings(0, 0, 10, None))
    point = fields.spec([row]).series[1].points[0]
    assert point.y is None
    assert point.label == "chưa khai"


def test_the_histogram_names_one_edge_more_than_columns() -> None:
    view = demo.fields_view(FilterState())
    spec = values.spec(view.bins, view.savings)
    assert len(spec.edges) == len(spec.series[0].points) + 1
    assert sum(point.role is Role.ACTUAL for point in spec.series[0].points) == 1


def test_a_count_just_below_the_target_never_reads_a_hundred_per_cent() -> None:
    assert wording.share(demo.attained(1999, 2000)) == "99,9%"
    assert wording.attainment(demo.attained(1999, 2000)) == "◐ 99,9% · còn thiếu 1"


def test_a_phase_is_written_small_inside_a_sentence_unless_it_is_an_abbreviation() -> None:
    assert wording.inside("Giai đoạn 1") == "giai đoạn 1"
    assert wording.inside("GĐ1") == "GĐ1"


def running(*, target: int | None = 2000) -> Course:
    """Phase 1 in the middle of April, with its forecast."""
    known = demo.days()[:98]
    counts = [row.count for row in known]
    return replace(
        demo.course(), days=known, target=target, forecast=forecast(known[0].starts_on, 144, counts)
    )


def test_a_forecast_begins_where_the_actual_line_ends_and_carries_its_range() -> None:
    spec = course.spec(running(), demo.headline().pace)
    actual = next(series for series in spec.series if series.role is Role.ACTUAL)
    ahead = next(series for series in spec.series if series.role is Role.FORECAST)
    assert (ahead.points[0].x, ahead.points[0].y) == (actual.points[-1].x, actual.points[-1].y)
    end = ahead.points[-1]
    assert end.x == demo.course().ends_on
    assert end.low is not None
    assert end.high is not None
    assert end.low < (end.y or 0) < end.high
    assert f"({end.low:,}–{end.high:,})".replace(",", ".") in end.label
    assert [point.label for point in ahead.points[:-1]] == [""] * (len(ahead.points) - 1)


def test_a_forecast_says_in_words_whether_the_target_can_be_reached() -> None:
    spec = course.spec(running(), demo.headline().pace)
    assert "Dự báo đến 31/5/2022: khoảng" in spec.note
    assert "chỉ tiêu 2.000" in spec.note
    assert spec.note in spec.text
    assert spec.title.endswith("đạt chỉ tiêu")
    without = course.spec(running(target=None), demo.headline().pace)
    assert "chỉ tiêu" not in without.note


def test_the_method_is_told_with_its_error() -> None:
    lines = forecasts.method(running())
    assert "8 trong 10" in lines[0]
    assert "sai trung bình" in lines[1]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (NoForecast.TOO_EARLY, "mới qua ít ngày"),
        (NoForecast.TOO_FEW, "chưa đủ 8 sáng kiến"),
        (NoForecast.TOO_WIDE, "quá nhiều khả năng"),
        (NoForecast.MORE_PHASES, "còn giai đoạn chưa bắt đầu"),
    ],
)
def test_where_there_is_no_forecast_the_chart_says_why(why: NoForecast, words: str) -> None:
    spec = course.spec(replace(running(), forecast=why), demo.headline().pace)
    assert words in spec.note
    assert Role.FORECAST not in {series.role for series in spec.series}


def test_over_is_over() -> None:
    over = course.spec(replace(demo.course(), forecast=NoForecast.NOT_RUNNING), demo.headline().pace)
    assert over.note == ""


def test_a_former_phase_lies_under_the_days_of_the_same_number() -> None:
    before = tuple(
        replace(row, starts_on=row.starts_on - timedelta(days=400)) for row in (*demo.days(), *demo.days())
    )
    spec = course.spec(demo.course(), demo.headline().pace, former=before, former_phase=demo.PHASE_2)
    context = next(series for series in spec.series if series.role is Role.CONTEXT)
    assert context.points[0].x == demo.course().starts_on
    assert context.points[-1].x == demo.course().ends_on
    assert "ngày thứ 96" in context.points[95].hover


def test_a_week_without_entries_is_marked_but_not_two_days_before_the_first_monday() -> None:
    first = demo.course().starts_on  # a Saturday
    monday = first - timedelta(days=first.weekday())
    rows = tuple(PeriodRow(monday + timedelta(days=7 * week), week % 3, 1) for week in range(7))
    points = periods.spec(rows, Step.WEEK, course=demo.course()).series[0].points
    assert [point.role is Role.ATTENTION for point in points] == [
        False,
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    assert points[3].label == "0"
    assert all(point.role is None for point in periods.spec(rows, Step.WEEK).series[0].points)


def test_marks_of_a_course_and_its_columns_ask_for_their_rows() -> None:
    spec = course.spec(running(), demo.headline().pace)
    day = spec.series[0].points[-1]
    assert decode(day.ask) == Question(Figure.COUNT, end=day.x if isinstance(day.x, date) else None)
    week = periods.spec(demo.grouped(7), Step.WEEK).series[0].points[2]
    assert decode(week.ask) == Question(
        Figure.COUNT, start=demo.grouped(7)[2].starts_on, end=demo.grouped(7)[2].starts_on + timedelta(days=6)
    )


def test_a_long_name_is_abbreviated_as_official_texts_do_and_never_cut() -> None:
    long = "Công đoàn Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn"
    assert wording.brief(long) == "CĐ KKT cửa khẩu Đồng Đăng – Lạng Sơn"
    assert wording.brief("Công đoàn ngành Giáo dục") == "Công đoàn ngành Giáo dục"


def test_on_the_first_screen_each_bar_says_what_is_missing() -> None:
    labels = [
        point.label for point in bullets.spec(demo.unit_rows(), demo.PHASE_1, fold=True).series[0].points
    ]
    assert "○ 26,0% · 13/50 · còn thiếu 37" in labels
    assert "● 100,0% · 119/119 · đạt" in labels


def test_only_who_is_below_the_plan_line_is_warned() -> None:
    short, met = demo.attained(52, 74), demo.attained(150, 150)
    assert wording.role(short, -3) is Role.ATTENTION
    assert wording.role(short, None) is Role.ATTENTION
    assert wording.role(short, 0) is Role.PLAN
    assert wording.role(met, None) is Role.GOOD
    assert not wording.is_late(met, -1)
