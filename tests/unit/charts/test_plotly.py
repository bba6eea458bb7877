"""Role: the drawn figure carries the numbers of its spec, and no markup from data."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from dashboard.charts import course, periods, plotly, values
from dashboard.charts.palette import Mode
from dashboard.charts.periods import Step
from dashboard.charts.plotly_parts import LETTER_SHARE, marker_rows, share_of
from dashboard.charts.spec import ChartSpec, Marker, Role
from dashboard.domain.forecast import forecast
from dashboard.i18n import use_language
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Course, PeriodRow
from tests.app import demo_views as demo


def specs() -> list[ChartSpec]:
    view = demo.fields_view(FilterState())
    return [
        course.spec(demo.course(), demo.headline().pace, with_events=True),
        periods.spec(demo.grouped(7), Step.WEEK),
        values.spec(view.bins, view.savings),
    ]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_figure_carries_the_values_of_the_spec(number: int, mode: Mode) -> None:
    spec = specs()[number]
    drawn = [list(trace.y) for trace in plotly.draw(spec, mode, 300).data]
    for series in spec.series:
        assert [float(point.y) for point in series.points if point.y is not None] in drawn


@pytest.mark.parametrize("number", range(3))
def test_bars_and_lines_start_at_zero(number: int) -> None:
    low, _high = plotly.draw(specs()[number], "light", 300).layout.yaxis.range
    assert low == 0


def test_text_from_data_is_not_read_as_markup() -> None:
    spec = periods.spec(demo.grouped(7), Step.WEEK)
    series = spec.series[0]
    hostile = replace(series.points[0], hover="<a href='x'>x</a>", label="<b>1</b>", name="<i>n</i>")
    figure = plotly.draw(replace(spec, series=(replace(series, points=(hostile,)),)), "light", 300)
    written = figure.to_json()
    assert "<b>1" not in written
    assert "<a " not in written
    assert "<i>n" not in written


def test_axis_words_follow_the_language() -> None:
    spec = course.spec(demo.course(), demo.headline().pace)
    with use_language("en"):
        english = plotly.draw(spec, "light", 300)
    assert english is not plotly.draw(spec, "light", 300)


def test_months_whose_first_day_is_outside_the_span_have_no_tick() -> None:
    figure = plotly.draw(course.spec(demo.course(), demo.headline().pace), "light", 300)
    assert list(figure.layout.xaxis.ticktext) == ["2/2022", "3/2022", "4/2022", "5/2022"]


def test_the_range_of_a_forecast_is_hatched_and_its_line_is_not_solid() -> None:
    known = demo.days()[:98]
    ahead = forecast(known[0].starts_on, 144, [row.count for row in known])
    spec = course.spec(replace(demo.course(), days=known, forecast=ahead), demo.headline().pace)
    traces = plotly.draw(spec, "light", 300).data
    end = next(series for series in spec.series if series.role is Role.FORECAST).points[-1]
    hatched = next(trace for trace in traces if trace.fillpattern and trace.fillpattern.shape)
    assert hatched.y[-1] == float(end.high or 0)
    line = next(trace for trace in traces if trace.name == "Dự báo")
    assert line.line.dash != "solid"
    actual = next(trace for trace in traces if trace.name == "Thực hiện")
    assert actual.line.dash == "solid"


def test_names_of_marked_days_never_meet() -> None:
    first, last = date(2022, 1, 8), date(2022, 5, 31)
    marks = [
        Marker(date(2022, 4, 22), "Hội nghị trực tuyến toàn quốc"), Marker(date(2022, 4, 25), "Sơ kết"),
        Marker(date(2022, 5, 1), "Tháng Công nhân"), Marker(date(2022, 1, 10), "Phát động"),
    ]  # fmt: skip
    places = marker_rows(marks, first, last)
    for (mark, (row, left)), (other, (other_row, other_left)) in combinations(
        zip(marks, places, strict=True), 2
    ):
        if row == other_row:
            (begin, end), (start, stop) = _span(mark, left), _span(other, other_left)
            assert end <= start or stop <= begin
    assert len({row for row, _left in places}) > 1
    assert places[3][0] == 0  # far from the others: no need for another line


def _span(marker: Marker, is_left: bool) -> tuple[float, float]:
    at, width = share_of(marker.at, date(2022, 1, 8), date(2022, 5, 31)), len(marker.name) * LETTER_SHARE
    return (at - width, at) if is_left else (at, at + width)


def test_periods_lie_under_the_course_on_the_same_days() -> None:
    spec = periods.spec(demo.grouped(7), Step.WEEK, course=demo.course())
    drawn = plotly.draw(spec, "light", 200)
    above = plotly.draw(course.spec(demo.course(), demo.headline().pace), "light", 200)
    assert drawn.layout.xaxis.range[0] == above.layout.xaxis.range[0]
    assert drawn.layout.margin.l == above.layout.margin.l
    ends = [
        date.fromisoformat(x) + timedelta(milliseconds=offset + width)
        for x, offset, width in zip(drawn.data[0].x, drawn.data[0].offset, drawn.data[0].width, strict=True)
    ]
    assert max(ends) <= demo.course().ends_on + timedelta(days=1)


def _six_figures(of: Course) -> Course:
    days = tuple(PeriodRow(row.starts_on, row.count * 40, row.cumulative * 40) for row in of.days)
    return replace(of, days=days, target=80_000)


def test_large_figures_have_room_beside_the_axis_and_both_pictures_the_same() -> None:
    large = _six_figures(demo.course())
    above = plotly.draw(course.spec(large, demo.headline().pace), "light", 200)
    below = plotly.draw(periods.spec(demo.grouped(7), Step.WEEK, course=large), "light", 200)
    usual = plotly.draw(course.spec(demo.course(), demo.headline().pace), "light", 200)
    assert above.layout.margin.l == below.layout.margin.l > usual.layout.margin.l


def test_the_plans_name_keeps_away_from_the_number_at_the_end_of_a_young_course() -> None:
    for passed in (10, 20, 30, 45):
        days = demo.days()[:passed]
        spec = course.spec(replace(demo.course(), days=days), demo.headline().pace)
        drawn = plotly.draw(spec, "light", 300)
        name = next(each for each in drawn.layout.annotations if each.text == "Kế hoạch")
        first, last = demo.course().starts_on, demo.course().ends_on
        apart = abs(
            share_of(date.fromisoformat(name.x), first, last) - share_of(days[-1].starts_on, first, last)
        )
        top = drawn.layout.yaxis.range[1]
        assert apart > 0.15 or abs(name.y - days[-1].cumulative) > 0.15 * top
