"""Role: the strip of medians and the map of units by fields say what their views hold, readably."""

import pytest

from dashboard.charts import heat, strip
from dashboard.charts.heat import SHADES
from dashboard.charts.palette import DARK, LIGHT, Palette, contrast, ink_on
from dashboard.domain.secrecy import Together
from dashboard.ui.heat import background
from dashboard.viewmodels.money_views import Heat, HeatCell, ValueRow
from dashboard.viewmodels.questions import Figure, decode
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Savings
from tests.app import demo_money

MILLION = 1_000_000


def _strip(*medians: int) -> strip.StripSpec:
    rows = [
        ValueRow(f"u{place}", f"U{place}", Savings(median, 9, 10, median), None)
        for place, median in enumerate(medians)
    ]
    return strip.by_unit(rows, Savings(sum(medians), 9, 10, medians[0]))


def test_medians_stand_on_a_scale_where_tenfold_is_always_as_far() -> None:
    spec = _strip(MILLION, 10 * MILLION, 100 * MILLION)
    places = [row.at for row in spec.rows]
    assert places == pytest.approx([0, 0.5, 1])
    assert [name for _, name in spec.ticks] == ["1 triệu", "10 triệu", "100 triệu"]
    assert spec.marker == 0


def test_extreme_medians_stand_at_the_end_and_keep_their_figure() -> None:
    spec = _strip(5, 10**14)
    assert [row.at for row in spec.rows] == pytest.approx([0, 1])
    assert spec.rows[1].median == "100.000 tỷ đồng"


def test_the_largest_is_named_only_when_no_confidential_value_may_change_it() -> None:
    rows = [
        ValueRow(name, name, Savings(value, 9, 10, None), None) for name, value in (("A", 500), ("B", 100))
    ]
    whole = Savings(1_000, 9, 10, None)
    assert "nhiều nhất A" in strip.by_unit(rows, whole).title
    assert "nhiều nhất A" in strip.by_unit(rows, whole, Together(3, 399)).title
    assert "nhiều nhất" not in strip.by_unit(rows, whole, Together(3, 400)).title
    assert "nhiều nhất" not in strip.by_unit(rows, whole, Together(2, None)).title


def test_the_line_of_the_confidential_has_a_bar_on_the_same_scale() -> None:
    rows = [ValueRow("A", "A", Savings(500, 9, 10, None), None)]
    *_, line = strip.by_unit(rows, Savings(1_500, 9, 10, None), Together(12, 1_000)).rows
    assert (line.bar, line.coverage, line.median) == (1, "12 giá trị", "–")
    *_, line = strip.by_unit(rows, Savings(1_500, 9, 10, None), Together(2, None)).rows
    assert (line.bar, line.total, line.ask) == (0, "giá trị không nêu", "")


def test_every_mark_that_can_be_asked_is_a_question() -> None:
    view = demo_money.savings_view(FilterState())
    rows = strip.by_unit(view.units, view.savings, view.beside).rows
    questions = [decode(row.ask) for row in rows]
    assert [question and question.figure for question in questions] == [Figure.SAVINGS] * 4
    spec = heat.spec(demo_money.heat(), by_value=False)
    for line in spec.marks:
        for mark in line:
            assert bool(mark.ask) == (mark.label != "·" and "đơn vị khác" not in mark.hover)
            assert not mark.ask or decode(mark.ask) is not None


def test_a_map_without_anything_is_empty() -> None:
    nothing = Heat((), (), (), (), (), HeatCell(0, 0))
    assert heat.spec(nothing, by_value=True).is_empty


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_readable_on_every_shade(colours: Palette) -> None:
    for shade in range(1, SHADES + 1):
        back = background(shade, colours)
        assert contrast(ink_on(back, colours), back) >= 4.5, shade
