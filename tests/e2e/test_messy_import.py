"""Role: a messy workbook from drop to refreshed figures in a browser, its bad cells fixed or handed back."""

import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from playwright.sync_api import Locator, Page, expect

from dashboard.importing.issues import IssueCode
from dashboard.ui.import_grid import ROW_HEIGHT
from tests.e2e.browser import settle
from tests.e2e.campaign import ERRORS, card, visit
from tests.e2e.conftest import ServerFactory
from tests.e2e.messy import BAD, BLUE, CHOSEN_UNIT, FIXED_VND, GOOD, GOOD_VND, SHEET, Bad, write_messy
from tests.e2e.serving import RunningServer
from tests.integration.cli.running import sangkien

KEY_MS = 30
"""Between two keys: a quick typist; the editor of a cell takes a moment until it listens."""

MOST_STEPS = 4
COLUMNS = {"place": 0, "problem": 1, "value": 2, "corrected": 3}
"""Of the grid of flagged cells."""

WIDTHS = (190, 230, 190, 260, 90)
"""Of the columns, which the grid stretches alike to the width of the page."""

MARKED = {"FFFFC7CE", "FFFFEB9C"}


class Officer:
    """Who drops and clicks; everything goes through ``_step``, so that steps cannot be forgotten."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, 0

    def _step(self) -> None:
        self.steps += 1

    def drop(self, path: Path) -> None:
        self._step()
        self.page.locator('input[type="file"]').set_input_files(path)
        settle(self.page)

    def click(self, what: str | Locator) -> None:
        self._step()
        (self.page.locator(what) if isinstance(what, str) else what).click()
        settle(self.page)


@pytest.fixture
def changing(server: ServerFactory, campaign_url: str) -> RunningServer:
    """A server on a campaign of this test's own."""
    return server(campaign_url)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The messy workbook."""
    path = tmp_path / "Tổng hợp bổ sung.xlsx"
    write_messy(path)
    return path


@pytest.fixture
def officer(changing: RunningServer, page: Page) -> Officer:
    """At Nạp dữ liệu, nothing done yet."""
    return Officer(visit(page, changing, "imports"))


def figures(server: RunningServer) -> dict[str, Any]:
    """What the command line says of phase 1."""
    done = sangkien("figures", "--json", "--phase", "1", db=server.database_url)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def plan(page: Page) -> str:
    """The words of the plan."""
    return page.locator(".st-key-panel-plan").inner_text()


def grid(page: Page) -> list[dict[str, str]]:
    """The grid as a screen reader has it, line by line."""
    page.locator("#glide-cell-0-0").wait_for(state="attached")
    lines = []
    while page.locator(f"#glide-cell-0-{len(lines)}").count():
        cells = {n: page.locator(f"#glide-cell-{at}-{len(lines)}") for n, at in COLUMNS.items()}
        lines.append({name: cell.text_content() or "" for name, cell in cells.items()})
    return lines


def type_into_grid(page: Page, line: int, words: str) -> None:
    """Double click the cell "Sửa thành" of a line, type, Enter."""
    editor = page.locator('[data-testid="stDataFrame"]').first
    box = editor.bounding_box()
    assert box is not None
    x = box["x"] + box["width"] * sum(WIDTHS[:3], WIDTHS[3] / 2) / sum(WIDTHS)
    y = box["y"] + ROW_HEIGHT * (line + 1.5)
    page.mouse.dblclick(x, y)
    cell = page.locator(".gdg-input")
    expect(cell).to_be_focused()
    page.keyboard.type(words, delay=KEY_MS)
    expect(cell).to_have_value(words)
    page.keyboard.press("Enter")
    page.locator(".gdg-input").wait_for(state="detached")
    settle(page)
    expect(page.locator(f"#glide-cell-3-{line}")).to_have_text(words)


def _on_screen(page: Page) -> int:
    return int(card(page, "Giai đoạn 1").split(" / ")[0].replace(".", ""))


def test_a_messy_workbook_is_in_the_figures_in_three_steps(
    changing: RunningServer, officer: Officer, workbook: Path
) -> None:
    before, page = figures(changing), officer.page
    officer.drop(workbook)
    shown = plan(page)
    assert "7 mới" in shown, shown
    assert "5 bị từ chối" in shown
    assert "chưa ghi gì" in shown
    assert "triệu đồng" in shown  # what was done to the whole column is told at once
    assert figures(changing) == before  # a plan writes nothing

    officer.click(".st-key-upload-write button")
    expect(page.locator(".st-key-panel-done")).to_contain_text("3.001 → 3.008")
    officer.click(page.locator(".st-key-plain-done-links a").first)
    assert officer.steps <= MOST_STEPS

    after = figures(changing)
    assert after["submitted"] == before["submitted"] + len(GOOD)
    assert after["savings"]["total_vnd"] == before["savings"]["total_vnd"] + GOOD_VND
    assert _on_screen(page) == after["submitted"]
    assert ERRORS not in page.locator("body").inner_text()


def test_the_bad_cells_are_fixed_in_place_and_then_all_rows_come_in(
    changing: RunningServer, officer: Officer, workbook: Path
) -> None:
    before, page = figures(changing), officer.page
    officer.drop(workbook)
    lines = grid(page)
    typed = [bad for bad in BAD if bad.right is not None]
    assert len(lines) >= len(typed)
    for bad in typed:
        line = next(n for n, one in enumerate(lines) if _is_line_of(one, bad))
        type_into_grid(page, line, bad.right or "")
    assert [line["corrected"] for line in grid(page)][: len(typed)] == [bad.right for bad in typed]

    _choose_unit(page)
    officer.click(".st-key-upload-fix-apply button")
    shown = plan(page)
    assert "12 mới" in shown, shown
    assert "0 bị từ chối" in shown
    officer.click(".st-key-upload-write button")
    officer.click(page.locator(".st-key-plain-done-links a").first)

    after = figures(changing)
    assert after["submitted"] == before["submitted"] + len(GOOD) + len(BAD)
    assert after["savings"]["total_vnd"] == before["savings"]["total_vnd"] + GOOD_VND + FIXED_VND
    assert _on_screen(page) == after["submitted"]


def _is_line_of(line: dict[str, str], bad: Bad) -> bool:
    """Whether a line of the grid is about this bad cell: every spoilt row stands in a row of its own."""
    return f"dòng {16 + BAD.index(bad)}" in line["place"]


def _choose_unit(page: Page) -> None:
    """Look for the unit that an unknown name means, and choose it."""
    page.get_by_placeholder("Tìm đơn vị khác").fill("nong lam san trang dinh")
    page.keyboard.press("Enter")
    settle(page)
    page.locator('[data-testid="stSelectbox"]', has_text="Nhà máy Sao Hỏa").locator("input").click()
    page.locator('[role="option"]', has_text=CHOSEN_UNIT).first.click()
    settle(page)


def test_the_workbook_handed_back_has_exactly_the_bad_cells_marked_and_keeps_its_dress(
    officer: Officer, workbook: Path, tmp_path: Path
) -> None:
    places = write_messy(tmp_path / "again.xlsx")
    officer.drop(workbook)
    page = officer.page
    with page.expect_download() as download:
        officer.click(page.get_by_role("button", name="Tải tệp đã đánh dấu ô lỗi"))
    back = tmp_path / "back.xlsx"
    download.value.save_as(back)
    assert download.value.suggested_filename.startswith("Tổng hợp bổ sung")
    assert download.value.suggested_filename.endswith(".xlsx")
    assert zipfile.ZipFile(back).testzip() is None

    book = openpyxl.load_workbook(back)
    assert book.sheetnames[1:] == [SHEET]
    assert book.active is book.worksheets[0]
    sheet = book[SHEET]
    red = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == "FFFFC7CE"}
    assert red == set(places)
    for coordinate in places:
        assert sheet[coordinate].comment is not None
    commented = {c.coordinate for row in sheet.iter_rows() for c in row if c.comment}
    filled = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb in MARKED}
    assert commented == filled  # every coloured cell says why, and no other speaks

    assert sheet["E5"].fill.fgColor.rgb == BLUE
    assert sheet["A3"].font.size == 14
    assert "E5:F5" in {str(cells) for cells in sheet.merged_cells.ranges}
    assert sheet.freeze_panes == "A7"
    assert sheet.column_dimensions["C"].width == 40

    summary = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=5)]
    listed = {row[4] for row in summary if row[1] and row[4]}
    assert set(places) <= listed


def test_control_a_cell_coloured_by_hand_is_noticed(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book[SHEET]
    sheet["B9"].fill = PatternFill("solid", fgColor="FFFFC7CE")
    red = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == "FFFFC7CE"}
    assert red == {"B9"}


def test_the_five_bad_cells_are_of_five_kinds() -> None:
    assert len({bad.problem for bad in BAD}) == len(BAD) == 5
    assert {bad.problem for bad in BAD} <= {code.value for code in IssueCode}
