"""Role: each screen shows the figures of its view, in words, and says what to do when there are none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cache
from dashboard.domain.forecast import forecast
from dashboard.errors import RefusedError
from dashboard.viewmodels import overview, trend
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices, PeriodRow, SameDay, Surge
from tests.app import demo_views as demo
from tests.app.conftest import Open, words

PAGES = ["overview", "trend", "targets", "fields", "savings", "register"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_screen_opens_in_both_languages(open_page: Open, page: str, language: str) -> None:
    app = open_page(page, ngon_ngu=language)
    assert not app.exception
    assert "24h" in words(app) or "2022" in words(app)
    assert ("lần nạp 14" in words(app)) == (language == "vi")


def test_tong_quan_shows_the_headline_beside_the_whole_programme(open_page: Open) -> None:
    shown = words(open_page())
    assert "▲ 150,1% · vượt 1.001" in shown
    assert "○ 73,2% · còn thiếu 1.099" in shown
    assert "khai 1.291/3.001 sáng kiến" in shown
    assert "Hạng toàn quốc 45/82" in shown


def test_tong_quan_lists_all_units_and_the_remainder(open_page: Open) -> None:
    shown = words(open_page())
    for row in demo.unit_rows()[:-1]:
        assert row.unit.name.split(" <")[0] in shown
    assert "Chưa xác định đơn vị cấp dưới" in shown


def test_markup_in_a_unit_name_stays_text(open_page: Open) -> None:
    shown = words(open_page())
    assert "<b>Xi măng" not in shown
    assert "&lt;b&gt;Xi măng" in shown


def test_the_stamp_marks_an_illustration(open_page: Open) -> None:
    assert "Minh họa" in words(open_page())


def test_every_card_can_be_opened_by_keyboard_and_as_a_whole(open_page: Open) -> None:
    shown = words(open_page())
    assert shown.count('class="sk-card" data-ask=') == 5
    assert shown.count('<button class="sk-how"') == 5


def test_an_empty_database_says_what_to_do(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Choices(None, (), (), 0, (), (), None, None)
    monkeypatch.setattr(cache, "choices_for", lambda state: nothing)
    shown = words(open_page())
    assert "Chưa có dữ liệu" in shown
    assert "Hãy nạp chương trình" in shown


def test_a_code_that_does_not_exist_is_named(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    def with_unknown(state: FilterState) -> object:
        view = demo.overview_view(state)
        return replace(view, scope=replace(view.scope, unknown=("XX-9",)))

    on_fixed_views.views[overview.build] = with_unknown
    assert "XX" in open_page(don_vi="XX-9").warning[0].value


def test_a_failure_shows_a_reference_and_not_its_text(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    def fail(state: FilterState) -> object:
        raise RuntimeError("password=hunter2")

    on_fixed_views.views[overview.build] = fail
    app = open_page()
    assert not app.exception
    assert "hunter2" not in words(app)
    assert "mã số" in words(app)


def test_a_refusal_is_shown_in_its_own_words(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    def refuse(state: FilterState) -> object:
        raise RefusedError("ui.empty.no_phase")

    on_fixed_views.views[overview.build] = refuse
    assert "chưa có giai đoạn nào" in words(open_page())


def test_a_look_that_lags_behind_is_no_news(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "recent_version", lambda: 6)
    app = open_page()
    assert not app.toast
    assert "live.news" not in app.session_state


def test_a_newer_version_is_told_to_the_browser_which_knows_whether_somebody_is_working(
    open_page: Open, on_fixed_views: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "recent_version", lambda: 8)
    told = [element.proto.json for element in open_page().get("bidi_component")]
    assert [told for told in told if '"news": 8' in told or '"news":8' in told], told
    on_fixed_views.version = 8
    told = [element.proto.json for element in open_page().get("bidi_component")]
    assert not [told for told in told if '"news":8' in told.replace(" ", "")]


def test_new_data_are_announced_once(open_page: Open, on_fixed_views: SimpleNamespace) -> None:
    app: AppTest = open_page()
    assert not app.toast
    on_fixed_views.version = 8
    app.session_state["live.news"] = True  # what the watching fragment sets before it asks for a redraw
    app.run()
    assert "lần nạp 14" in app.toast[0].value
    app.run()
    assert not app.toast


def test_a_card_warns_behind_its_plan_and_not_for_being_short(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    def with_gap(gap: int) -> str:
        def build(state: FilterState) -> object:
            view = demo.overview_view(state)
            return replace(view, headline=replace(view.headline, programme_gap=gap))

        on_fixed_views.views[overview.build] = build
        return next(line for line in words(open_page()).split('class="sk-card"') if "Cả chương trình" in line)

    assert "is-attention" not in with_gap(12)
    assert "nhanh hơn kế hoạch 12" in with_gap(12)
    assert "is-attention" in with_gap(-12)


def test_dien_bien_says_which_weeks_are_empty_how_late_it_came_and_how_it_was_before(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    def build(state: FilterState) -> object:
        return replace(
            demo.trend_view(state),
            empty=(PeriodRow(date(2022, 1, 31), 0, 12),),
            surge=Surge(14, 1230, Decimal("0.41"), Decimal("0.097")),
            same_day=SameDay(96, 512, 3001),
            former_phase=demo.PHASE_2,
        )

    on_fixed_views.views[trend.build] = build
    shown = words(open_page("trend"))
    assert "1 tuần: 31/1–6/2/2022." in shown
    assert "41% số sáng kiến được gửi trong 2 tuần cuối (nếu đều thì 10%)." in shown
    assert "Cùng ngày thứ 96 của giai đoạn 2: 512; nay 3.001, nhiều hơn 2.489." in shown


def test_dien_bien_states_the_forecast_its_method_and_its_error(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    def build(state: FilterState) -> object:
        known = demo.days()[:98]
        ahead = forecast(known[0].starts_on, 144, [row.count for row in known])
        return replace(demo.trend_view(state), course=replace(demo.course(), days=known, forecast=ahead))

    on_fixed_views.views[trend.build] = build
    shown = words(open_page("trend"))
    assert "Dự báo đến 31/5/2022: khoảng" in shown
    assert "chỉ tiêu 2.000" in shown
    assert "sai trung bình" in shown


def test_a_unit_without_subordinates_shows_its_fields_instead_of_an_empty_list(
    open_page: Open, on_fixed_views: SimpleNamespace
) -> None:
    on_fixed_views.views[overview.build] = lambda state: replace(demo.overview_view(state), units=())
    shown = words(open_page())
    assert "Chưa có số liệu để vẽ" not in shown
    assert "Nhiều nhất: Giáo dục, đào tạo" in shown
