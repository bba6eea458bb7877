"""Role: the filter bar and the address carry each other, and units are found without accents."""

from datetime import datetime

import pytest

from dashboard.ui import address, filters
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import UnitChoice
from data_access.vocabulary import ZONE
from tests.app import demo_views as demo
from tests.app.conftest import Open, words

UNITS = demo.choices(FilterState()).units


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("trang dinh", ["LĐLĐ huyện Tràng Định"]),
        ("TRÀNG", ["LĐLĐ huyện Tràng Định"]),
        ("giao duc chu van an", ["CĐCS Trường THPT Chu Văn An"]),
        ("dong dang", ["CĐ Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn"]),
        ("không có đâu", []),
    ],
)
def test_units_are_found_without_accents_by_name_code_and_superior(typed: str, found: list[str]) -> None:
    assert [unit.name for unit in filters.search(UNITS, typed)] == found


def test_an_empty_search_offers_all_in_tree_order() -> None:
    assert filters.search(UNITS, " ") == list(UNITS)


def test_data_in_a_label_is_not_read_as_markdown() -> None:
    assert filters.plain("**A** [b](c) :red[x]") == r"\*\*A\*\* \[b\]\(c\) \:red\[x\]"


def test_twins_are_told_apart_by_their_superior() -> None:
    twins = [UnitChoice(code, "CĐCS Sao Mai", 2, (above,)) for code, above in (("1", "A"), ("2", "B"))]
    assert [unit.code for unit in filters.search(twins, "sao mai b")] == ["2"]


def test_a_link_opens_the_view_it_was_copied_from(open_page: Open) -> None:
    app = open_page(giai_doan="0", so_lieu="hop-le")
    assert app.session_state["f-phase"] == 0
    assert app.session_state["f-measure"].value == "valid"


def test_a_choice_is_written_into_the_address(open_page: Open) -> None:
    app = open_page()
    app.segmented_control(key="f-phase").set_value(0).run()
    assert app.query_params["giai-doan"] == "0"


def test_reset_clears_the_address_but_not_the_language(open_page: Open) -> None:
    app = open_page(giai_doan="2", ngon_ngu="en")
    app.button(key="f-reset").click().run()
    assert "giai-doan" not in app.query_params
    assert app.query_params["ngon-ngu"] == "en"


def test_nothing_to_reset_shows_no_reset(open_page: Open) -> None:
    assert not [button for button in open_page().button if button.key == "f-reset"]


def test_rubbish_in_the_address_is_ignored(open_page: Open) -> None:
    app = open_page(giai_doan="²", so_lieu="x", tinh_den="2022-13-45", ngon_ngu="xx")
    assert not app.exception
    assert "3.001" in words(app)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2022-05-31", datetime(2022, 6, 1, tzinfo=ZONE)),
        ("2022-05-31T15:30", datetime(2022, 5, 31, 15, 30, tzinfo=ZONE)),
        ("9999-12-31", None),
        ("gestern", None),
        (None, None),
    ],
)
def test_a_date_in_the_address_is_the_end_of_that_day(text: str | None, instant: datetime | None) -> None:
    assert address._instant(text) == instant
