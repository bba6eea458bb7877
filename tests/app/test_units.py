"""Role: the units' screens: places and their movement in words, groups, bands, search, and the profile."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts import bullets
from dashboard.domain.ranking import Rank
from dashboard.ui import units
from dashboard.ui.units import Chosen, Order
from dashboard.viewmodels import targets
from dashboard.viewmodels.questions import Figure, Question, decode
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Band, Places, TargetsView, UnitPart
from tests.app import demo_units
from tests.app import demo_views as demo
from tests.app.conftest import Open, words

ROWS = demo_units.rows()


def test_a_shared_place_is_written_out() -> None:
    row = replace(ROWS[0], rank=3, tied=True)
    assert units.place(row, Order.SHARE, 16) == "3 (đồng hạng)/16"
    assert units.place(replace(row, tied=False), Order.SHARE, 16) == "3/16"
    assert units.place(replace(row, rank=None), Order.SHARE, 16) == "–"
    assert Rank(3, 16, True).text == "hạng 3 (đồng hạng)/16"


def test_movement_has_a_sign_and_a_word() -> None:
    assert units.move(4, 2) == "▲ lên 2"
    assert units.move(1, 2) == "▼ xuống 1"
    assert units.move(2, 2) == "= giữ hạng"
    assert units.move(None, 2) == "–"


def test_each_order_has_its_own_place_and_movement() -> None:
    row = replace(
        ROWS[0], rank=5, rank_by_count=2, rank_by_members=7, tied_by_members=True, former=Places(5, 3, 6)
    )
    assert [units.place(row, order, 9) for order in Order] == ["5/9", "2/9", "7 (đồng hạng)/9", "5/9"]
    assert [units.moved(row, order) for order in list(Order)[:3]] == ["= giữ hạng", "▲ lên 1", "▼ xuống 1"]


@pytest.mark.parametrize("typed", ["trang dinh", "TRÀNG ĐỊNH", "dinh  trang", "ls-03"])
def test_a_unit_is_found_without_accents(typed: str) -> None:
    assert [row.unit.name for row in units.narrowed(ROWS, Chosen(search=typed))] == ["LĐLĐ huyện Tràng Định"]


def test_remainders_show_in_the_whole_list_only() -> None:
    assert units.narrowed(ROWS, Chosen())[-1].part is UnitPart.ITSELF
    assert all(row.band is Band.NEAR for row in units.narrowed(ROWS, Chosen(band=Band.NEAR)))
    assert {row.cluster for row in units.narrowed(ROWS, Chosen(cluster="Cụm 1"))} == {"Cụm 1"}


def test_units_without_a_target_stand_apart_from_a_ranking_by_share() -> None:
    ranked, apart = units.parted(ROWS, Order.SHARE)
    assert [row.unit.name for row in apart] == ["CĐCS Công ty CP <b>Xi măng</b> Hồng Phong"]
    assert len(ranked) + len(apart) == len(ROWS)
    assert units.parted(ROWS, Order.COUNT) == (ROWS, ())


def test_every_mark_asks_for_its_own_figure() -> None:
    spec = bullets.spec(ROWS, demo.PHASE_1)
    asked = [decode(point.ask) for point in spec.series[0].points]
    assert asked[0] == Question(Figure.ATTAINMENT, unit="LS-01")
    assert asked[-2] == Question(Figure.COUNT, unit="LS-16")
    assert asked[-1] == Question(Figure.COUNT, itself=True)


def test_a_mark_of_todays_structure_says_what_it_holds_instead_of_listing_rows() -> None:
    spec = bullets.spec([demo_units.taken(ROWS[0]), demo_units.rest()], demo.PHASE_1)
    first, last = spec.series[0].points
    assert (first.ask, last.ask) == ("", "")
    assert "Gồm 120 từ LĐLĐ huyện Cũ (nhận 60,0%)" in first.hover
    assert "Chỉ tiêu quy đổi" in first.hover
    assert last.name == "Đơn vị đã kết thúc hoạt động"


def test_a_chart_of_hundreds_of_units_is_turned_by_the_page_and_keeps_its_title() -> None:
    many = [replace(ROWS[0], unit=replace(ROWS[0].unit, unit_id=n)) for n in range(300)]
    spec = bullets.spec(many, demo.PHASE_1, page=7)
    assert len(spec.series[0].points) == 300 - 7 * bullets.PAGE
    assert bullets.pages(many) == 8
    assert spec.title == "300/300 đơn vị đạt chỉ tiêu giai đoạn 1"


def test_a_chart_without_pages_keeps_the_best_and_the_last_and_says_how_many_stand_between() -> None:
    many = [replace(ROWS[0], unit=replace(ROWS[0].unit, unit_id=n)) for n in range(300)]
    points = bullets.spec(many, demo.PHASE_1).series[0].points
    assert len(points) == bullets.MOST_LINES + 1
    assert points[30].name == "… 240 đơn vị ở giữa"
    assert (points[0].x, points[-1].x) == ("unit:0", "unit:299")


def test_the_table_shows_places_movement_and_both_denominators(open_page: Open) -> None:
    app = open_page("targets")
    assert not app.exception
    table, apart = (frame.value for frame in app.dataframe)
    assert table["rank"].tolist()[0].startswith("1/")
    assert table["moved"].tolist()[:3] == ["= giữ hạng", "▲ lên 2", "▼ xuống 1"]
    assert (
        table["registered"].tolist()[0] == "77,3% (1.005/1.300)"
        or "/1.300" in table["registered"].tolist()[0]
    )
    assert apart["name"].tolist() == ["CĐCS Công ty CP <b>Xi măng</b> Hồng Phong"]
    assert "share" not in apart.columns


def test_the_thresholds_in_force_say_where_they_come_from(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    assert "mức mặc định" in words(open_page("targets"))

    def changed(state: FilterState) -> TargetsView:
        return replace(demo_units.targets_view(state), changed_settings=("SANGKIEN_NEAR_PERCENT",))

    on_fixed_views.views[targets.build] = changed
    assert "đã đặt bằng SANGKIEN_NEAR_PERCENT" in words(open_page("targets"))


def test_a_target_in_force_stands_with_its_document(open_page: Open) -> None:
    assert "Giai đoạn 1: giao 2.000 theo 12/KH-LĐLĐ ngày 1/3/2022" in words(open_page("targets"))


def test_a_search_without_a_hit_says_what_to_do(open_page: Open) -> None:
    app = open_page("targets")
    app.text_input(key="targets-search").set_value("khong co dau").run()
    assert "Không có đơn vị nào như vậy" in words(app)


def test_a_band_narrows_the_table(open_page: Open) -> None:
    app = open_page("targets")
    all_rows = len(app.dataframe[0].value)
    app.button_group(key="targets-band").set_value(Band.BEHIND).run()
    shown = app.dataframe[0].value
    assert 0 < len(shown) < all_rows
    assert all("chưa đạt" in word for word in shown["standing"])


def test_the_order_stands_in_the_address(open_page: Open) -> None:
    app = open_page("targets", xep_theo="so-luong")
    counts = app.dataframe[0].value["count"].tolist()
    assert counts[:-1] == sorted(counts[:-1], reverse=True)
    assert len(app.dataframe) == 1


def _groups(open_page: Open) -> AppTest:
    return open_page("targets", xem="cum-khoi")


def test_the_quarters_name_who_is_recognised_or_why_nobody(open_page: Open) -> None:
    app = _groups(open_page)
    assert not app.exception
    shown = words(app)
    assert "★ Ghi nhận" in shown
    assert "Đồng Đăng – Lạng Sơn: 40 (chỉ tiêu 30)" in shown
    assert "dẫn đầu nhưng chưa vượt chỉ tiêu quý" in shown
    assert "đơn vị dẫn đầu chưa được giao chỉ tiêu" in shown
    assert "Quý 1/2022" in shown
    assert "chia theo đường kế hoạch" in shown
    assert "theo mốc kế hoạch" in shown


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("unit", [None, "LS-02"])
def test_the_profile_opens_in_both_languages(open_page: Open, language: str, unit: str | None) -> None:
    chosen = {"don_vi": unit} if unit else {}
    app = open_page("unit", ngon_ngu=language, **chosen)
    assert not app.exception
    assert "12/KH-LĐLĐ" in words(app)


def test_the_profile_keeps_replaced_versions_readable(open_page: Open) -> None:
    shown = words(open_page("unit"))
    assert "1.800" in shown
    assert "đã thay" in shown
    assert "10% đoàn viên" in shown
    assert "1.710/3.001" in shown


def test_the_profile_of_a_unit_that_ended_names_its_successors_and_the_remainder(open_page: Open) -> None:
    app = open_page("unit", don_vi="LS-02")
    shown = words(app)
    assert "đã kết thúc 30/6/2025" in shown
    assert "Phần chưa rõ đơn vị kế thừa: 40,0%" in shown
    assert "nhận 60,0%" in shown
    assert any("Công đoàn xã Bắc" in button.label for button in app.button)
    assert "(đồng hạng) / 15" in shown
