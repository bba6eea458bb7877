"""Role: Lĩnh vực, Giá trị làm lợi and Sáng kiến say what their views hold, and nothing that is withheld."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from dashboard.domain.secrecy import Together
from dashboard.ui import register_address
from dashboard.viewmodels import heat, register, savings
from dashboard.viewmodels.heat import FieldsScreen
from dashboard.viewmodels.questions import decode
from dashboard.viewmodels.register import RegisterView
from dashboard.viewmodels.state import FilterState
from tests.app import demo_money
from tests.app.conftest import Open, words


@pytest.mark.parametrize("page", ["savings", "register"])
def test_markup_in_a_title_stays_text(open_page: Open, page: str) -> None:
    shown = words(open_page(page))
    assert "<script>" not in shown
    assert "Cải tiến lò nung &lt;script&gt;" in shown


def test_the_map_says_counts_totals_and_opens_each_figure(open_page: Open) -> None:
    shown = words(open_page("fields"))
    assert (
        "Nhiều nhất: Công đoàn &lt;b&gt;ngành&lt;/b&gt; Giáo dục, Giáo dục, đào tạo: 440 sáng kiến" in shown
    )
    assert ">743<" in shown, "the sum at the corner"
    assert "4 đơn vị khác" in shown
    assert "Chưa xác định đơn vị cấp dưới" in shown
    assert 'data-ask="count;unit=LS-01;field=F4"' in shown
    assert decode("count;unit=LS-01;field=F4") is not None


def test_the_map_by_value_says_what_is_not_in_it(open_page: Open) -> None:
    shown = words(open_page("fields", theo="gia-tri"))
    assert "triệu đồng một năm" in shown
    assert "Ngoài bảng: 12 sáng kiến bí mật, cộng 340 triệu đồng." in shown
    assert "Ngoài bảng" not in words(open_page("fields")), "counts are complete"
    assert "&lt; 1" in shown, "less than a million is not nothing"


def test_confidential_values_stand_in_one_line_beside_the_parts(open_page: Open) -> None:
    shown = words(open_page("fields"))
    assert shown.count("Sáng kiến bí mật (gộp chung)") >= 3, "by field, by kind, by block"
    assert "trong đó 12" in shown
    assert "340 triệu đồng" in shown
    assert 'data-ask="savings;confidential=1"' in shown


def test_a_line_of_one_or_two_values_states_none(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    def few(state: FilterState) -> FieldsScreen:
        screen, beside = demo_money.fields_screen(state), Together(2, None)
        return FieldsScreen(replace(screen.figures, beside=beside), replace(screen.heat, beside=beside))

    on_fixed_views.views[heat.build] = few
    shown = words(open_page("fields", theo="gia-tri"))
    assert "trong đó 2" in shown
    assert "giá trị không nêu" in shown
    assert "Ngoài bảng: 2 sáng kiến bí mật, giá trị không nêu." in shown
    assert 'data-ask="savings;confidential=1"' not in shown


def test_who_may_read_sees_no_such_line(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    def readers(state: FilterState) -> FieldsScreen:
        screen = demo_money.fields_screen(state)
        return FieldsScreen(replace(screen.figures, beside=None), replace(screen.heat, beside=None))

    on_fixed_views.views[heat.build] = readers
    shown = words(open_page("fields", theo="gia-tri"))
    assert "gộp chung" not in shown
    assert "Ngoài bảng" not in shown


def test_savings_say_the_total_with_and_without_likely_slips(open_page: Open) -> None:
    shown = words(open_page("savings"))
    assert "ước tính 15 tỷ đồng một năm; không tính 6 dòng nghi gõ nhầm còn 14,2 tỷ đồng" in shown
    assert "Tính cả: 15.000.000.000 đồng. Không tính các dòng này: 14.200.000.000 đồng." in shown
    assert "2,5 triệu đồng hoặc 2,5 tỷ đồng" in shown, "what the slip would be in another unit"
    assert "Còn 5 dòng không liệt kê" in shown


def test_savings_tell_the_one_year_rule(open_page: Open) -> None:
    shown = words(open_page("savings"))
    assert "nhân 12 được 33.000.000 đồng; nếu không nhân chỉ là 2.750.000 đồng" in shown


def test_savings_by_unit_stand_with_coverage_and_median(open_page: Open) -> None:
    shown = words(open_page("savings"))
    assert "87/203 (42,9%)" in shown
    assert "2–5 triệu đồng" in shown, "a median of very many is told by its step"
    assert shown.count("Sáng kiến bí mật (gộp chung)") == 2
    assert "12 giá trị" in shown
    assert "Không liệt kê sáng kiến bí mật" in shown


def test_without_any_money_the_page_says_so(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    on_fixed_views.views[savings.build] = demo_money.nothing_declared
    app = open_page("savings")
    assert not app.exception
    shown = words(app)
    assert "Chưa có sáng kiến nào khai giá trị làm lợi (1 sáng kiến" in shown
    assert "0 đồng" not in shown.replace("cộng lại 0 đồng", ""), "nothing declared is not zero"


def test_the_register_counts_and_says_what_a_filter_cannot_tell(open_page: Open) -> None:
    shown = words(open_page("register"))
    assert "120 trong 3.001 sáng kiến" in shown
    assert "Không kể 29 sáng kiến bí mật" in shown
    assert "Dòng 51 – 52 của 120" in shown
    assert 'data-open="SK0001"' in shown


def test_filters_and_order_come_from_the_address(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    def as_asked(state: FilterState) -> RegisterView:
        return replace(demo_money.register_view(state), wish=register_address.wish())

    on_fixed_views.views[register.build] = as_asked
    app = open_page("register", tim="lo nung", trang_thai="hop-le", tu="1000000", nghi="co", xep="gia-tri")
    buttons = [button.label for button in app.button]
    for words_in_force in ("lo nung", "hợp lệ", "Từ 1 triệu đồng", "nghi nhầm đơn vị tiền", "Bỏ tất cả"):
        assert any(words_in_force in label for label in buttons), words_in_force
    assert app.text_input(key="r-search").value == "lo nung"
    app.button(key="r-drop-all").click().run()
    assert app.query_params.get("tim") is None
    assert app.query_params["xep"] in ("gia-tri", ["gia-tri"]), "the order is no filter"


def test_what_cannot_be_read_in_the_address_is_not_asked(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    app = open_page("register", trang_thai="x", tu="-5", trang="nhiều", xep="?", loai="<b>")
    assert not app.exception
    assert on_fixed_views.views[register.build] is demo_money.register_view


def test_a_confidential_card_says_that_it_withholds(open_page: Open) -> None:
    shown = words(open_page("register", ma="SK0002"))
    assert "mô tả, tác giả và giá trị được giữ kín" in shown
    assert "giữ kín (bí mật)" in shown
    assert "Tên: Quy trình cũ → Quy trình mới" in shown
    assert "Trạng thái: đang xem xét → hợp lệ" in shown
    assert "export.xlsx, trang tính Sheet1, dòng 12" in shown
    assert "Phần bí mật không được kể ra" in shown
