"""Role: hundreds and thousands of units stay one page: what is drawn does not grow with the list."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard.charts import bullets
from dashboard.ui import unit_table
from dashboard.viewmodels import targets
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import TargetsView
from tests.app import demo_units
from tests.app.conftest import Open, words

ONE_LINE = 'class="sk-row"'


@pytest.mark.parametrize("count", [60, 300, 2_000])
def test_a_page_of_many_units_has_a_bounded_chart_and_every_unit_in_its_table(
    open_page: Open, on_fixed_views: SimpleNamespace, count: int
) -> None:
    def many(state: FilterState) -> TargetsView:
        row = demo_units.rows()[0]
        rows = tuple(
            replace(row, unit=replace(row.unit, unit_id=n, code=f"D{n}", name=f"CĐCS số {n}"), rank=n + 1)
            for n in range(count)
        )
        return replace(demo_units.targets_view(state), units=rows)

    on_fixed_views.views[targets.build] = many
    app = open_page("targets")
    assert not app.exception
    assert len(app.dataframe[0].value) == count
    assert words(app).count(ONE_LINE) == min(count, bullets.PAGE)
    assert f"bảng trên có đủ {count:,}".replace(",", ".") in words(app)
    assert unit_table.height(demo_units.rows() * 200) < 700


def test_few_units_are_drawn_whole_and_without_pages(open_page: Open) -> None:
    shown = words(open_page("targets"))
    assert shown.count(ONE_LINE) == len(demo_units.rows())
    assert "bảng trên có đủ" not in shown
