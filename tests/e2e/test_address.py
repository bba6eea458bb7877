"""Role: clicks write the address, an address opens the same view, and the tree is walked down and back."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import settle
from tests.e2e.campaign import SUBMITTED, card, visit
from tests.e2e.conftest import DESKTOP
from tests.e2e.serving import RunningServer

ROW_PX = 33
NAME_PX = 150
"""Height of a table's rows and a place within the column of names (dashboard/ui/unit_table.py)."""

DISTRICT, DISTRICT_CODE = "LĐLĐ huyện Văn Quan", "LS-VQ"
PLACE = 3
"""The district's place in the ranking by share, from 0."""

Click = Callable[[Page], None]


def _chosen(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def _figures(page: Page) -> tuple[str, ...]:
    return tuple(page.locator(".sk-stamp, .sk-lead, .sk-card, .sk-row").all_inner_texts())


def _press(page: Page, words: str) -> None:
    page.locator(".st-key-filter-bar").get_by_text(words, exact=True).click()
    settle(page)


def _find_unit(page: Page, typed: str, code: str) -> None:
    page.locator(".st-key-f-unit button").first.click()
    page.locator(".st-key-f-unit-text input").fill(typed)
    page.locator(".st-key-f-unit-text input").press("Enter")
    page.locator(f".st-key-f-unit-{code} button").click()
    settle(page)


def _choose_field(page: Page, name: str) -> None:
    page.locator(".st-key-f-field").click()
    page.get_by_role("option", name=name).click()
    settle(page)


CLICKS: dict[str, tuple[Click, dict[str, str]]] = {
    "a phase": (lambda page: _press(page, "Giai đoạn 2"), {"giai-doan": "2"}),
    "the whole programme": (lambda page: _press(page, "Cả chương trình"), {"giai-doan": "0"}),
    "the measure": (lambda page: _press(page, "Hợp lệ"), {"so-lieu": "hop-le"}),
    "a unit, typed without accents": (
        lambda page: _find_unit(page, "trang dinh", "LS-TD"),
        {"don-vi": "LS-TD"},
    ),
    "a field": (lambda page: _choose_field(page, "Y tế, phòng chống dịch"), {"linh-vuc": "*"}),
}


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Two browsers that know nothing of each other, kept warm; each opened page is a new session."""
    both = tuple(browser.new_context(locale="vi-VN", viewport=DESKTOP) for _ in range(2))
    yield both[0], both[1]
    for context in both:
        context.close()


@pytest.fixture
def here(contexts: tuple[BrowserContext, BrowserContext]) -> Iterator[Page]:
    """A page of the first browser."""
    page = contexts[0].new_page()
    yield page
    page.close()


@pytest.fixture
def elsewhere(contexts: tuple[BrowserContext, BrowserContext]) -> Iterator[Page]:
    """A page of the second browser."""
    page = contexts[1].new_page()
    yield page
    page.close()


@pytest.mark.parametrize(("click", "expected"), CLICKS.values(), ids=CLICKS.keys())
def test_a_choice_stands_in_the_address_and_the_address_opens_the_same_figures(
    here: Page, elsewhere: Page, campaign: RunningServer, click: Click, expected: dict[str, str]
) -> None:
    before = _figures(visit(here, campaign))
    assert _chosen(here) == {}
    click(here)
    chosen = _chosen(here)
    assert chosen.keys() == expected.keys()
    assert all(value in (chosen[key], "*") for key, value in expected.items())
    assert _figures(here) != before
    elsewhere.goto(here.url)
    settle(elsewhere)
    assert _figures(elsewhere) == _figures(here)


def test_choices_go_along_to_another_page_and_reset_leaves_none(here: Page, campaign: RunningServer) -> None:
    visit(here, campaign, so_lieu="hop-le", don_vi="LS-TD")
    here.get_by_role("link", name="Chỉ tiêu theo đơn vị").first.click()
    here.wait_for_url(re.compile("chi-tieu"))
    settle(here)
    assert _chosen(here) == {"so-lieu": "hop-le", "don-vi": "LS-TD"}
    assert here.locator(".sk-lead").inner_text() == "LĐLĐ huyện Tràng Định"
    here.locator(".st-key-f-reset button").click()
    settle(here)
    assert _chosen(here) == {}
    assert here.locator(".sk-lead").inner_text() == "LĐLĐ tỉnh Lạng Sơn"


def _click_row(page: Page, place: int) -> None:
    table = page.locator('[data-testid="stDataFrame"] .dvn-scroller').first
    table.click(position={"x": NAME_PX, "y": ROW_PX * (place + 1) + ROW_PX // 2})
    settle(page)


def test_a_row_opens_its_unit_down_to_the_grassroots_union_and_the_way_back_stands_above(
    here: Page, campaign: RunningServer
) -> None:
    visit(here, campaign, "targets")
    _click_row(here, PLACE)
    assert _chosen(here) == {"don-vi": DISTRICT_CODE}
    assert here.locator(".sk-lead").inner_text() == DISTRICT
    crumbs = here.locator(".st-key-plain-breadcrumb")
    assert crumbs.get_by_role("button").all_inner_texts() == ["LĐLĐ tỉnh Lạng Sơn ›"]
    of_district = card(here, "Giai đoạn 1")
    assert of_district == "178 / 110"

    _click_row(here, 0)
    here.wait_for_url(re.compile("ho-so-don-vi"))  # nothing stands below it, so its profile is what there is
    settle(here)
    assert _chosen(here)["don-vi"].startswith(f"{DISTRICT_CODE}-")
    assert here.locator(".sk-lead").inner_text().startswith("CĐCS ")
    assert crumbs.get_by_role("button").all_inner_texts() == ["LĐLĐ tỉnh Lạng Sơn ›", f"{DISTRICT} ›"]

    crumbs.get_by_role("button", name=DISTRICT).click()
    settle(here)
    assert _chosen(here) == {"don-vi": DISTRICT_CODE}
    assert card(here, "Giai đoạn 1") == of_district
    crumbs.get_by_role("button").first.click()
    settle(here)
    assert _chosen(here) == {}
    assert here.locator(".sk-lead").inner_text() == "LĐLĐ tỉnh Lạng Sơn"


def test_the_browsers_back_goes_back_to_the_former_choice(here: Page, campaign: RunningServer) -> None:
    visit(here, campaign)
    before = _figures(here)
    _press(here, "Hợp lệ")
    here.go_back()
    settle(here)
    assert _chosen(here) == {}
    assert _figures(here) == before


def test_codes_that_do_not_exist_are_named_and_the_usual_figures_shown(
    here: Page, campaign: RunningServer
) -> None:
    visit(here, campaign, don_vi="KHONG-CO", giai_doan="9", linh_vuc="ZZ", chuong_trinh="AA")
    said = here.locator('[data-testid="stAlert"]').inner_text()
    for code in ("KHONG-CO", "9", "ZZ", "AA"):
        assert code in said
    assert card(here, "Giai đoạn 1").startswith(SUBMITTED)
    chosen = here.locator('.st-key-f-phase [aria-checked="true"], .st-key-f-phase [aria-pressed="true"]')
    assert chosen.inner_text() == "Giai đoạn 1"


def test_a_day_in_the_past_is_chosen_said_aloud_linked_and_left_again(
    here: Page, elsewhere: Page, campaign: RunningServer
) -> None:
    newest = _figures(visit(here, campaign))
    here.locator(".st-key-f-as-of button").click()
    here.locator('[data-testid="stDateInput"] button').click()
    here.get_by_role("button", name=re.compile("17 tháng 5")).click()
    settle(here)
    assert _chosen(here) == {"tinh-den": "2022-05-17"}
    said = here.locator(".st-key-plain-past")
    assert "Đang xem số liệu của quá khứ, tính đến 24h ngày 17/5/2022" in said.inner_text()
    assert card(here, "Giai đoạn 1") != f"{SUBMITTED} / 2.000"
    elsewhere.goto(here.url)
    settle(elsewhere)
    assert _figures(elsewhere) == _figures(here)
    said.get_by_role("button", name="Về hiện tại").click()
    settle(here)
    assert _chosen(here) == {}
    assert here.locator(".st-key-plain-past").count() == 0
    assert _figures(here) == newest


def test_the_newest_day_is_not_called_the_past(here: Page, campaign: RunningServer) -> None:
    visit(here, campaign, tinh_den="2030-01-01")
    assert here.locator(".st-key-plain-past").count() == 0


def test_a_view_kept_by_name_is_opened_by_somebody_else_on_its_own_page_and_forgotten(
    here: Page, elsewhere: Page, campaign: RunningServer
) -> None:
    visit(here, campaign, "targets", so_lieu="hop-le", don_vi="LS-TD")
    kept = _figures(here)
    here.locator(".st-key-views button").first.click()
    here.locator(".st-key-views-name input").fill("Giao ban  *thứ Hai*")
    here.locator('[data-testid="stFormSubmitButton"] button').click()
    here.get_by_text("Mọi người dùng chung").wait_for()

    visit(elsewhere, campaign, giai_doan="2")
    elsewhere.locator(".st-key-views button").first.click()
    view = elsewhere.locator(".st-key-plain-view-0")
    assert "Chỉ tiêu theo đơn vị" in view.inner_text()
    view.get_by_role("button", name="Giao ban *thứ Hai*", exact=True).click()
    elsewhere.wait_for_url(re.compile("chi-tieu"))
    settle(elsewhere)
    assert _chosen(elsewhere) == {"so-lieu": "hop-le", "don-vi": "LS-TD"}
    assert _figures(elsewhere) == kept

    elsewhere.locator(".st-key-views button").first.click()
    elsewhere.locator(".st-key-plain-view-0 button:visible").last.click()
    elsewhere.get_by_text("Chưa có góc nhìn nào được giữ").wait_for()


def test_a_phone_folds_the_filters_and_says_what_is_chosen(here: Page, campaign: RunningServer) -> None:
    here.set_viewport_size({"width": 390, "height": 844})
    visit(here, campaign, so_lieu="hop-le")
    assert here.locator(".st-key-f-measure").is_hidden()
    assert here.locator(".sk-chosen").inner_text() == "Giai đoạn 1 · LĐLĐ tỉnh Lạng Sơn · Hợp lệ"
    here.get_by_text("Bộ lọc", exact=True).click()
    here.locator(".st-key-f-measure").get_by_text("Đã gửi").click()
    settle(here)
    assert _chosen(here) == {"so-lieu": "da-gui"}


def test_an_address_with_nonsense_opens_the_usual_figures(here: Page, campaign: RunningServer) -> None:
    visit(here, campaign, tinh_den="hôm qua", so_lieu="<script>", giai_doan="-1", don_vi="x" * 500)
    assert card(here, "Giai đoạn 1").startswith(SUBMITTED)
