"""Role: the screens show what `sangkien figures --json` prints, for one filter state after the other."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from dashboard.cli.figures import figures as figures_command
from dashboard.i18n import numbers
from tests.e2e.campaign import SUBMITTED, card, visit
from tests.e2e.conftest import DESKTOP
from tests.e2e.serving import RunningServer


class State(NamedTuple):
    """One state, as the address writes it and as the command line does."""

    address: dict[str, str]
    options: tuple[str, ...]


def _state(options: str, **address: str) -> State:
    return State(address, tuple(options.split()))


STATES = {
    "nothing chosen": _state(""),
    "phase 2": _state("--phase 2", giai_doan="2"),
    "the whole programme": _state("--phase all", giai_doan="0"),
    "valid ones": _state("--measure valid", so_lieu="hop-le"),
    "a district": _state("--unit LS-BS", don_vi="LS-BS"),
    "a sector, valid ones": _state("--unit LS-GD --measure valid", don_vi="LS-GD", so_lieu="hop-le"),
    "a district in the whole programme": _state("--unit LS-TD --phase all", don_vi="LS-TD", giai_doan="0"),
    "an earlier day": _state("--as-of 2022-04-30", tinh_den="2022-04-30"),
    "within a day": _state(
        "--as-of 2022-05-15T12:00 --measure valid", tinh_den="2022-05-15T12:00", so_lieu="hop-le"
    ),
    "a union at the bottom": _state("--unit LS-BS-001 --phase 1", don_vi="LS-BS-001", giai_doan="1"),
    "a unit before phase 2 began": _state(
        "--unit LS-HL --phase 2 --as-of 2022-05-01", don_vi="LS-HL", giai_doan="2", tinh_den="2022-05-01"
    ),
}

WHOLE = "Cả chương trình"
ITSELF = "Chưa xác định đơn vị cấp dưới"


@pytest.fixture(scope="module")
def eye(browser: Browser) -> Iterator[Page]:
    """One page for all states: what is left of a former state would be caught."""
    context = browser.new_context(locale="vi-VN", viewport=DESKTOP)
    yield context.new_page()
    context.close()


@pytest.fixture(params=list(STATES.values()), ids=list(STATES))
def state(request: pytest.FixtureRequest) -> State:
    """A filter state."""
    chosen: State = request.param
    return chosen


@pytest.fixture
def printed(state: State, campaign: RunningServer) -> dict[str, Any]:
    """What the command line prints for the state."""
    return _printed(campaign, *state.options)


def _printed(campaign: RunningServer, *options: str) -> dict[str, Any]:
    done = CliRunner().invoke(figures_command, ["--json", "--db", campaign.database_url, *options])
    assert done.exit_code == 0, done.output
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _of(count: int, target: int | None) -> str:
    return numbers.integer(count) + (f" / {numbers.integer(target)}" if target else "")


def _rows(page: Page, panel: str) -> dict[str, list[str]]:
    """Rows of a panel's bars: name → its figures."""
    found = {}
    for row in page.locator(f".st-key-panel-{panel} .sk-row:not(.sk-rowhead)").all():
        figures = [words.strip() for words in row.locator(".sk-figure").all_inner_texts()]
        # A long name is abbreviated beside its bar; the row says it in full, first.
        whole = (row.get_attribute("title") or row.locator(".sk-name").inner_text()).split("\n")[0]
        found[whole] = figures
    return found


def _count_in(label: str) -> str:
    """``▲ 244,0% · 732/300 · vượt 432`` → ``732/300``; ``1.081 · 36,0%`` → ``1.081``."""
    return next(part for part in label.split(" · ") if re.fullmatch(r"[\d.]+(/[\d.]+)?", part))


def _unit_rows(figures: dict[str, Any]) -> dict[str, str]:
    """As the bars should name and label them: ``732/300``, or the count alone without a target.

    A union at the bottom has nothing below it, so its own rows are no list of units on screen.
    """
    rows = figures["units"]
    if not any(row["code"] for row in rows):  # only the rest that is recorded on the union itself
        return {}
    return {row["name"] if row["code"] else ITSELF: _slashed(row["count"], row["target"]) for row in rows}


def _slashed(count: int, target: int | None) -> str:
    return _of(count, target).replace(" ", "")


def test_tong_quan_and_the_command_line_agree(
    eye: Page, state: State, printed: dict[str, Any], campaign: RunningServer
) -> None:
    visit(eye, campaign, "overview", **state.address)
    count = printed[printed["measure"]]
    if printed["phase"] != "all":
        assert card(eye, f"Giai đoạn {printed['phase']}") == _of(count, printed["target"])
    assert card(eye, WHOLE) == _of(printed["programme_count"], printed["programme_target"])
    valid, submitted = (numbers.integer(printed[name]) for name in ("valid", "submitted"))
    assert card(eye, "Hợp lệ / đã gửi") == f"{valid} / {submitted}"
    savings = printed["savings"]
    cards = eye.locator(".sk-cards").inner_text()
    assert f"{numbers.integer(printed['authors'])} tác giả" in cards
    assert f"khai {numbers.integer(savings['declared'])}/{numbers.integer(savings['of'])} sáng kiến" in cards
    if savings["declared"]:
        assert numbers.vnd(savings["total_vnd"]) in cards
        assert f"trung vị {numbers.vnd(savings['median_vnd'])}" in cards
    for statement in (printed["statement"], printed["programme_statement"]):
        share = statement.split(" (")[0].removeprefix("Đạt ")
        assert share in cards or not printed["programme_target"]
    assert (
        numbers.cutoff(datetime.fromisoformat(printed["as_of"]))
        in eye.locator(".st-key-filter-bar").inner_text()
    )


def test_chi_tieu_and_the_command_line_agree(
    eye: Page, state: State, printed: dict[str, Any], campaign: RunningServer
) -> None:
    visit(eye, campaign, "targets", **state.address)
    shown = {name: _count_in(figures[0]) for name, figures in _rows(eye, "units").items()}
    expected = _unit_rows(printed)
    assert shown == expected
    table = _table(eye) if expected else []  # without units below there is no table either
    assert all(expected[name] == _slashed(count, target) for name, count, target in table)
    assert bool(table) == bool(expected)


def test_linh_vuc_and_the_command_line_agree(
    eye: Page, state: State, printed: dict[str, Any], campaign: RunningServer
) -> None:
    visit(eye, campaign, "fields", **state.address)
    shown = _rows(eye, "fields")
    expected = {row["name"]: row for row in printed["fields"] if row["count"]}
    assert {
        # Confidential ones stand in a line of their own, which counts nothing twice.
        name: _count_in(figures[0])
        for name, figures in shown.items()
        if not figures[0].startswith("trong đó")
    } == {name: numbers.integer(row["count"]) for name, row in expected.items()}
    # Values of fields are those that their reader may add up; the command's are complete.


def test_the_states_differ_from_one_another(campaign: RunningServer) -> None:
    counts = [_printed(campaign, *state.options) for state in STATES.values()]
    seen = {(row["unit"], row["phase"], row["measure"], row["as_of"], row["submitted"]) for row in counts}
    assert len(seen) == len(STATES)
    assert numbers.integer(counts[0]["submitted"]) == SUBMITTED


def _table(page: Page) -> list[tuple[str, int, int | None]]:
    """Name, count and target of the table's rows that are in view, as a screen reader is given them."""
    rows: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('canvas table')].flatMap((table) => {
          const heads = [...table.querySelectorAll('thead th')];
          const at = ["Đơn vị", "Kết quả", "Chỉ tiêu"].map((name) =>
            heads.find((head) => head.textContent.trim() === name)?.getAttribute('aria-colindex'));
          return [...table.querySelectorAll('tbody tr')].map((row) =>
            at.map((place) => row.querySelector(`[aria-colindex="${place}"]`)?.textContent ?? ""));
        })"""
    )
    return [
        (name, _whole(count), _whole(target) if target.replace(".", "").isdigit() else None)
        for name, count, target in rows
    ]


def _whole(words: str) -> int:
    return int(words.replace(".", ""))
