"""Role: a chart says exactly what its view holds, in words and values, whatever draws it."""

from dataclasses import replace
from decimal import Decimal

from dashboard.charts import bullets, course, fields, periods, values, wording
from dashboard.charts.periods import Step
from dashboard.charts.spec import Role
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Pace, Savings, UnitPart
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
    assert bullets.spec(rows, demo.PHASE_1, fold=True) == bullets.spec(rows, demo.PHASE_1)


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
