"""Role: named days and a forecast's range are in the native line chart itself, where they can be edited."""

from datetime import date, timedelta
from typing import Any

from pptx.oxml.ns import qn

from dashboard.charts.spec import ChartSpec, Kind, Marker, Point, Role, Series
from dashboard.i18n import use_language
from dashboard.reports.pptx_lines import draw_lines
from dashboard.reports.pptx_master import BODY, own_master

FIRST, TODAY, LAST = date(2022, 1, 8), date(2022, 4, 15), date(2022, 5, 31)
DAYS = [TODAY + timedelta(days=7 * week) for week in range(4)]


def drawn(*markers: Marker, is_over: bool = False, forecast: bool = True) -> Any:
    """The chart's XML."""
    use_language("vi")
    actual = Series("Thực hiện", Role.ACTUAL, (Point(FIRST, 0), Point(LAST if is_over else TODAY, 656)))
    path = tuple(
        Point(day, 656 + 100 * n, low=656 + 50 * n, high=656 + 400 * n) for n, day in enumerate(DAYS)
    )
    ahead = (Series("Dự báo", Role.FORECAST, path),) if forecast else ()
    spec = ChartSpec(
        Kind.CUMULATIVE, "Tiến độ", "sáng kiến", "Tiến độ", (actual, *ahead), markers=markers,
        axis=(FIRST, LAST),
    )  # fmt: skip
    deck = own_master()
    slide = deck.slides.add_slide(deck.slide_layouts[2])
    draw_lines(slide, spec, BODY)
    return next(shape for shape in slide.shapes if shape.has_chart).chart._chartSpace


def bars(chart: Any) -> dict[str, Any]:
    """Error bars by how their length is given."""
    return {each.find(qn("c:errValType")).get("val"): each for each in chart.iter(qn("c:errBars"))}


def words(chart: Any) -> str:
    return " ".join(node.text or "" for node in chart.iter(qn("a:t")))


def test_the_range_of_a_forecast_reaches_from_its_low_to_its_high() -> None:
    found = bars(drawn())["cust"]
    ends = {
        name: [float(v.text) for v in found.find(qn(f"c:{name}")).iter(qn("c:v"))]
        for name in ("minus", "plus")
    }
    assert ends == {"minus": [0, 50, 100, 150], "plus": [0, 300, 600, 900]}


def test_without_a_forecast_nothing_is_hatched() -> None:
    assert "cust" not in bars(drawn(forecast=False))


def test_named_days_and_the_deadline_are_lines_with_their_names() -> None:
    chart = drawn(Marker(date(2022, 3, 26), "Tháng Công nhân"))
    assert "percentage" in bars(chart)
    assert "Tháng Công nhân" in words(chart)
    assert "Hạn cuối 31/5/2022" in words(chart)


def test_once_the_last_day_is_reached_it_is_no_deadline() -> None:
    chart = drawn(is_over=True, forecast=False)
    assert bars(chart) == {}
    assert "Hạn cuối" not in words(chart)
