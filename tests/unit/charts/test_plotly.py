"""Role: the drawn figure carries the numbers of its spec, and no markup from data."""

from dataclasses import replace

import pytest

from dashboard.charts import course, periods, plotly, values
from dashboard.charts.palette import Mode
from dashboard.charts.periods import Step
from dashboard.charts.spec import ChartSpec
from dashboard.i18n import use_language
from dashboard.viewmodels.state import FilterState
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
