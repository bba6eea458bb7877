"""Role: the strip of medians and the map of units by fields say what their views hold, readably."""

import pytest

from dashboard.charts import heat, strip
from dashboard.charts.heat import SHADES
from dashboard.charts.palette import DARK, LIGHT, Palette, contrast, ink_on
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


def test_the_largest_is_named_only_when_no_merged_part_may_be_larger() -> None:
    view = demo_money.savings_view(FilterState())
    assert "nhiều nhất" not in strip.by_unit(view.units, view.savings).title
    alone = [row for row in view.units if not row.merged]
    assert "nhiều nhất LĐLĐ huyện Cao Lộc" in strip.by_unit(alone, view.savings).title


def test_every_mark_that_can_be_asked_is_a_question() -> None:
    view = demo_money.savings_view(FilterState())
    rows = strip.by_unit(view.units, view.savings).rows
    questions = [decode(row.ask) for row in rows]
    assert [question and question.figure for question in questions] == [Figure.SAVINGS] * 3 + [None]
    spec = heat.spec(demo_money.heat(), by_value=False)
    for line in spec.marks:
        for mark in line:
            assert bool(mark.ask) == (mark.label not in ("·", "kín") and "đơn vị khác" not in mark.hover)
            assert not mark.ask or decode(mark.ask) is not None


def test_a_map_without_anything_is_empty() -> None:
    nothing = Heat((), (), (), (), (), HeatCell(0, 0))
    assert heat.spec(nothing, by_value=True).is_empty


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_readable_on_every_shade(colours: Palette) -> None:
    for shade in range(1, SHADES + 1):
        back = background(shade, colours)
        assert contrast(ink_on(back, colours), back) >= 4.5, shade
