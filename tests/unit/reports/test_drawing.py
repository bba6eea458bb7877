"""Role: a drawing on paper shows the numbers of its spec, whole names, and never a word of its own."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise

import pytest
from matplotlib.figure import Figure
from PIL import Image

from dashboard.charts.palette import LIGHT
from dashboard.charts.spec import ChartSpec, Kind, Marker, Point, Role, Series
from dashboard.i18n import use_language
from dashboard.reports import drawing
from dashboard.reports.drawing.style import Size, name_lines, styled

NAMES = ("LĐLĐ huyện Tràng Định", "Công đoàn Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn", "Giá $5 và $6")
SIZE = Size(16, 7)


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    use_language("vi")


def spec(kind: Kind, values: tuple[Decimal | int | None, ...]) -> ChartSpec:
    points = tuple(
        Point(x=str(place), y=value, label=f"{value}", name=name)
        for place, (value, name) in enumerate(zip(values, NAMES, strict=True))
    )
    series = (Series("Số sáng kiến", Role.ACTUAL, points),)
    return ChartSpec(kind, "Nhan đề", "sáng kiến", "lời", series, reference=1, reference_name="chỉ tiêu")


def course() -> ChartSpec:
    days = tuple(Point(x=date(2022, 1, day), y=day * 10, label=f"{day * 10}") for day in (1, 15, 31))
    plan = tuple(Point(x=date(2022, 1, day), y=day * 5) for day in (1, 31))
    series = (Series("Thực hiện", Role.ACTUAL, days), Series("Kế hoạch", Role.PLAN, plan))
    return ChartSpec(Kind.CUMULATIVE, "Lũy kế", "sáng kiến", "lời", series, reference=200)


def drawn(of: ChartSpec, size: Size = SIZE, whole: ChartSpec | None = None) -> Figure:
    with styled(LIGHT, size.points):
        figure = drawing._figure(of, size, LIGHT, whole or of)
        figure.draw_without_rendering()
    return figure


def test_every_kind_of_chart_can_be_drawn_on_paper() -> None:
    assert set(drawing.PAINTERS) == set(Kind)


def test_bars_are_as_long_as_their_values() -> None:
    axes = drawn(spec(Kind.BULLET, (Decimal("1.5005"), Decimal("0.75"), None))).axes[0]
    assert [bar.get_width() for bar in axes.patches] == [1.5005, 0.75]
    assert [label.get_text() for label in axes.get_yticklabels()][2] == NAMES[2]


def test_a_bar_beyond_the_limit_is_broken_there_and_marked() -> None:
    long = replace(spec(Kind.BULLET, (Decimal("7.17"), Decimal(1), Decimal(2))), limit=Decimal(3))
    axes = drawn(long).axes[0]
    assert axes.patches[0].get_width() == 3.0
    assert any("//" in text.get_text() for text in axes.texts)


def test_a_part_of_a_chart_keeps_the_scale_of_the_whole() -> None:
    whole = spec(Kind.BULLET, (Decimal(2), Decimal(1), Decimal("0.5")))
    part = replace(whole, series=(replace(whole.series[0], points=whole.series[0].points[1:]),))
    assert drawn(part, whole=whole).axes[0].get_xlim() == drawn(whole).axes[0].get_xlim()
    assert drawn(part).axes[0].get_xlim() != drawn(whole).axes[0].get_xlim()


def test_a_course_goes_through_its_values() -> None:
    lines = drawn(course()).axes[0].lines
    assert list(lines[0].get_ydata()) == [10.0, 150.0, 310.0]


def test_a_forecast_is_hatched_between_its_bounds() -> None:
    points = tuple(
        Point(x=date(2022, 2, day), y=310 + day, low=300, high=400 + day, label=f"{310 + day}")
        for day in (1, 28)
    )
    with_range = replace(course(), series=(*course().series, Series("Dự báo", Role.FORECAST, points)))
    axes = drawn(with_range).axes[0]
    hatched = [patch for patch in axes.collections if patch.get_hatch()]
    assert len(hatched) == 1
    heights = hatched[0].get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (300, 428)
    assert axes.get_xlim()[1] == date(2022, 2, 28).toordinal()


def test_names_of_marked_days_do_not_meet() -> None:
    names = ("Lễ phát động", "Hội nghị giao ban tháng", "Đợt cao điểm")
    marked = tuple(Marker(date(2022, 1, day), name) for day, name in zip((10, 12, 14), names, strict=True))
    axes = drawn(replace(course(), markers=marked)).axes[0]
    boxes = [text.get_window_extent() for text in axes.texts if text.get_text() in names]
    assert len(boxes) == 3
    assert all(not one.overlaps(other) for one, other in combinations(boxes, 2))


def test_columns_are_as_high_as_their_values() -> None:
    axes = drawn(spec(Kind.COLUMNS, (5, 7, None))).axes[0]
    assert [bar.get_height() for bar in axes.patches] == [5.0, 7.0, 0.0]


def test_a_long_name_is_broken_and_stays_whole() -> None:
    lines = name_lines(NAMES, 16, 9)
    assert "\n" in lines[1]
    assert lines[1].replace("\n", " ") == NAMES[1]


def test_rows_of_a_fitting_size_do_not_touch() -> None:
    values = (Decimal(1), Decimal(2), Decimal(3))
    figure = drawn(spec(Kind.BULLET, values), drawing.fitting(spec(Kind.BULLET, values), 16))
    boxes = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert all(not one.overlaps(other) for one, other in pairwise(boxes))


def test_rows_that_are_too_low_do_touch() -> None:
    figure = drawn(spec(Kind.BULLET, (Decimal(1), Decimal(2), Decimal(3))), Size(16, 1.6))
    boxes = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert any(one.overlaps(other) for one, other in pairwise(boxes))


def test_a_picture_has_its_size_and_vectors_their_letters_as_outlines() -> None:
    picture = Image.open(BytesIO(drawing.png(course(), Size(10, 5), dpi=100)))
    assert picture.size == (393, 196)
    vectors = drawing.svg(course(), SIZE)
    assert b"<text" not in vectors
    assert vectors == drawing.svg(course(), SIZE)
