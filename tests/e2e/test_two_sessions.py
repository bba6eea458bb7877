"""Role: a spreadsheet uploaded in one session changes the figures in another one by itself, and back."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import settle
from tests.e2e.campaign import ERRORS, SUBMITTED, card, visit, write_export
from tests.e2e.conftest import ContextFactory, ServerFactory
from tests.e2e.serving import RunningServer
from tests.integration.cli.running import sangkien

NOTICED_MS = 5_000
"""Within this an open session has noticed new data, if there are any."""

ADDED = 12
AFTER = "3.013"
UNIT, SUPERIOR, SUPERIOR_CODE = "CĐCS Trường Tiểu học Bắc Sơn", "LĐLĐ huyện Bắc Sơn", "LS-BS"


@pytest.fixture
def changing(server: ServerFactory, campaign_url: str) -> RunningServer:
    """A server on a campaign of this test's own."""
    return server(campaign_url)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A dozen initiatives of one unit in phase 1."""
    return write_export(
        tmp_path / "bổ sung.xlsx", count=ADDED, unit=UNIT, superior=SUPERIOR, first_day=date(2022, 5, 2)
    )


def _upload(page: Page, path: Path) -> None:
    page.locator('input[type="file"]').set_input_files(path)
    settle(page)


def _expect_card(page: Page, label: str, words: str) -> None:
    shown = page.locator(".sk-card", has=page.locator(".sk-label", has_text=label)).first
    expect(shown.locator(".sk-value")).to_contain_text(words)


def test_an_import_in_one_session_changes_the_open_screens_of_another_and_its_undo_brings_them_back(
    changing: RunningServer, new_context: ContextFactory, export: Path
) -> None:
    leader, officer = new_context(), new_context().new_page()
    whole = visit(leader.new_page(), changing)
    unit = visit(leader.new_page(), changing, don_vi=SUPERIOR_CODE, so_lieu="hop-le", giai_doan="1")
    filtered, before = unit.url, card(unit, "Giai đoạn 1")
    for page in (whole, unit):
        page.evaluate("window.openedOnce = true")
    assert card(whole, "Giai đoạn 1") == f"{SUBMITTED} / 2.000"

    visit(officer, changing, "imports")
    _upload(officer, export)
    plan = officer.locator(".st-key-panel-plan").inner_text()
    assert "12 mới" in plan, plan
    assert "chưa ghi gì" in plan
    officer.wait_for_timeout(NOTICED_MS)
    assert card(whole, "Giai đoạn 1").startswith(SUBMITTED)  # a plan alone changes nothing anywhere

    officer.locator(".st-key-upload-write button").click()
    _expect_card(whole, "Giai đoạn 1", AFTER)
    count, target = before.split(" / ")
    _expect_card(unit, "Giai đoạn 1", f"{int(count) + ADDED} / {target}")
    assert unit.url == filtered
    assert all(page.evaluate("window.openedOnce") for page in (whole, unit))
    assert "vừa được cập nhật" in whole.locator('[data-testid="stToast"]').first.inner_text()

    settle(officer)
    assert "Đã nạp xong" in officer.locator('[data-testid="stAlert"]').inner_text()
    officer.locator('[class*="st-key-undo-"] button').first.click()
    officer.locator('[class*="st-key-undo-sure-"] button').click()
    _expect_card(whole, "Giai đoạn 1", SUBMITTED)
    _expect_card(unit, "Giai đoạn 1", before)
    settle(officer)
    assert "Đã hoàn tác" in officer.locator('[data-testid="stAlert"]').inner_text()
    visit(officer, changing)
    assert card(officer, "Giai đoạn 1") == f"{SUBMITTED} / 2.000"
    assert "Traceback" not in changing.log()


def test_the_same_file_again_says_so_and_offers_nothing_to_write(
    changing: RunningServer, page: Page, export: Path
) -> None:
    assert sangkien("import", export, "--yes", db=changing.database_url).code == 0
    visit(page, changing, "imports")
    _upload(page, export)
    assert "đã được nạp" in page.locator(".st-key-panel-plan").inner_text()
    assert page.locator(".st-key-upload-write").count() == 0


def test_a_file_that_is_no_spreadsheet_is_refused_in_words_and_changes_nothing(
    changing: RunningServer, page: Page, tmp_path: Path
) -> None:
    fake = tmp_path / "báo cáo.xlsx"
    fake.write_text("Kính gửi các đồng chí,\nsố liệu tôi gửi sau.\n", encoding="utf-8")
    figures = sangkien("figures", "--json", db=changing.database_url).json
    visit(page, changing, "imports")
    history = page.locator(".st-key-panel-history").inner_text()
    _upload(page, fake)
    refused = page.locator(".st-key-panel-plan").inner_text()
    assert "Không nạp được báo cáo.xlsx" in refused, refused
    assert ERRORS not in refused
    assert page.locator(".st-key-upload-write").count() == 0
    page.locator(".st-key-upload-leave button").click()
    settle(page)
    assert page.locator(".st-key-panel-history").inner_text() == history
    assert sangkien("figures", "--json", db=changing.database_url).json == figures
    assert "Traceback" not in changing.log()
