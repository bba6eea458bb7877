"""Role: the effect shown before an import is what the figures say after it; near duplicates and warnings."""

from collections.abc import Sequence
from pathlib import Path

from dashboard.actions import imports
from dashboard.actions.duplicates import near_duplicates
from dashboard.actions.imports import PreparedImport
from dashboard.viewmodels import import_effect, overview
from dashboard.viewmodels.import_effect import EffectView
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.viewer import LOCAL_VIEWER
from tests.integration.importing.conftest import HEADER, Write, initiative

SECOND = {"unit": "CĐCS Trường B", "superior": "LĐLĐ huyện Hai"}


def _prepare(db: Database, path: Path) -> PreparedImport:
    return imports.prepare_import(db, [path], user="thử")


def _effect(db: Database, plan: PreparedImport, *, withdraw_missing: bool = False) -> EffectView:
    effect = import_effect.build(LOCAL_VIEWER, db, plan, withdraw_missing=withdraw_missing)
    assert effect is not None
    return effect


def _take(db: Database, path: Path) -> None:
    imports.commit_import(db, _prepare(db, path), user="thử")


def _rows(numbers: Sequence[int], **changes: object) -> list[list[object]]:
    return [initiative(number, **changes) for number in numbers]


def test_the_effect_before_is_what_the_screens_say_after(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *_rows(range(3)), *_rows(range(50, 54), **SECOND)]))
    rows = [*_rows(range(9)), *_rows([50], **SECOND, status="Không hợp lệ")]
    plan = _prepare(campaign, write("b", [HEADER, *rows]))
    effect = _effect(campaign, plan)
    imports.commit_import(campaign, plan, user="thử")
    view = overview.build(LOCAL_VIEWER, campaign, FilterState())
    assert effect.phase.number == view.scope.phase.number
    after = {
        row.unit.code: (row.phase.after, row.programme.after, row.phase.rank_after) for row in effect.rows
    }
    shown = {row.unit.code: (row.phase, row.programme, row.rank) for row in view.units}
    assert after == shown
    assert effect.total_phase.after == view.headline.phase
    assert effect.total_programme.after == view.headline.programme
    assert effect.savings_after_vnd == view.headline.savings.total_vnd
    assert effect.units_met_after == view.headline.units_met


def test_ranks_before_and_after_show_who_overtook_whom(campaign: Database, write: Write) -> None:
    # Targets of phase 1: huyện Một 6, huyện Hai 4. 3/6 before, 4/4 ahead; then 9/6 passes 4/4.
    _take(campaign, write("a", [HEADER, *_rows(range(3)), *_rows(range(50, 54), **SECOND)]))
    effect = _effect(campaign, _prepare(campaign, write("b", [HEADER, *_rows(range(9))])))
    places = {r.unit.code: (r.phase.rank_before, r.phase.rank_after, r.phase.climbed) for r in effect.rows}
    assert places == {"T1": (2, 1, 1), "T2": (1, 2, -1)}
    assert effect.rows[0].unit.code == "T1"  # both moved one place: the one with more initiatives first
    assert (effect.units_met_before, effect.units_met_after, effect.units_with_target) == (1, 2, 2)


def test_a_plan_that_changes_nothing_moves_nobody(campaign: Database, write: Write) -> None:
    rows = [HEADER, *_rows(range(5))]
    _take(campaign, write("a", rows))
    effect = _effect(campaign, _prepare(campaign, write("b", rows)))
    assert (effect.movers, effect.warnings) == ((), ())
    assert effect.savings_before_vnd == effect.savings_after_vnd == 10_000_000


def test_small_lists_have_no_effect_to_show(campaign: Database, write: Write) -> None:
    plan = _prepare(campaign, write("u", [("Mã đơn vị", "Tên đơn vị"), ("T9", "LĐLĐ huyện Chín")]))
    assert import_effect.build(LOCAL_VIEWER, campaign, plan) is None


def test_missing_rows_fall_only_when_they_are_to_be_withdrawn(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *_rows(range(20))]))
    plan = _prepare(campaign, write("b", [HEADER, *_rows(range(19))]))
    assert plan.counts.missing == 1
    assert _effect(campaign, plan).total_phase.change == 0
    withdrawn = _effect(campaign, plan, withdraw_missing=True)
    assert withdrawn.total_phase.change == -1
    assert [warning.code for warning in withdrawn.warnings] == ["count_fell"]


def test_what_is_striking_is_said(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *_rows(range(1, 6))]))
    rows = [
        initiative(1, savings=1_000_000_000),
        initiative(2, savings=3_000_000),
        initiative(3, unit="CĐCS Trường B", superior="LĐLĐ huyện Hai"),
        initiative(60, submitted="1/1/2019"),
    ]
    warnings = _effect(campaign, _prepare(campaign, write("b", [HEADER, *rows]))).warnings
    assert [warning.code for warning in warnings] == ["value_jump", "count_fell", "outside_phases"]
    assert "S0001" in warnings[0].message
    assert "S0002" not in warnings[0].message
    assert "từ 5 còn 4" in warnings[1].message


def test_the_headline_says_what_the_newest_import_changed(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *_rows(range(3))]))
    _take(campaign, write("b", [HEADER, *_rows(range(7)), *_rows([50], **SECOND, status="Không hợp lệ")]))
    headline = overview.build(LOCAL_VIEWER, campaign, FilterState()).headline
    assert headline.change is not None
    assert headline.change_valid is not None
    assert headline.change_savings is not None
    assert headline.change_units_met is not None
    assert (headline.change.amount, headline.change_valid.amount) == (5, 4)
    assert headline.change_savings.amount == (3 + 4 + 5 + 6 + 50) * 1_000_000
    assert (headline.change_units_met.amount, headline.before_import_units_met) == (1, 0)
    one = overview.build(LOCAL_VIEWER, campaign, FilterState(unit="T1")).headline
    assert one.change is not None
    assert one.change.amount == 4
    assert one.change_savings is None  # kept for the root only


def test_a_look_back_or_a_part_claims_no_change(campaign: Database, write: Write) -> None:
    _take(campaign, write("a", [HEADER, *_rows(range(3))]))
    assert overview.build(LOCAL_VIEWER, campaign, FilterState()).headline.change is None  # the first import
    _take(campaign, write("b", [HEADER, *_rows(range(5))]))
    now = overview.build(LOCAL_VIEWER, campaign, FilterState())
    assert now.headline.change is not None
    for state in (
        FilterState(field="F04"),
        FilterState(as_of=now.scope.phase.starts_at),
        FilterState(unit="T1A"),
    ):
        assert overview.build(LOCAL_VIEWER, campaign, state).headline.change is None


def test_the_same_title_and_an_author_in_common_is_put_before_a_person(
    campaign: Database, write: Write
) -> None:
    title = "Cải tiến quy trình bàn giao ca trực"
    _take(campaign, write("a", [HEADER, initiative(1, title=title, authors="Trần Thị B, Lê Văn C")]))
    rows = [
        initiative(21, title=title.upper(), authors="Lê Văn C"),
        initiative(22, title=title, authors="Người Khác"),
        initiative(23, title="Một sáng kiến chẳng giống ai", authors="Lê Văn C", **SECOND),
        initiative(24, title="một sáng kiến chẳng giống AI", authors="Lê Văn C"),
    ]
    plan = _prepare(campaign, write("b", [HEADER, *rows]))
    found = near_duplicates(campaign, plan)
    pairs = {(one.code, one.other_code, one.same_unit, one.other_row) for one in found}
    assert pairs == {("S0021", "S0001", True, None), ("S0024", "S0023", False, 4)}
    assert plan.counts.new == 4  # nothing follows by itself


def test_titles_of_confidential_rows_are_withheld_among_near_duplicates(
    campaign: Database, write: Write
) -> None:
    head = [*HEADER, "Bí mật"]
    rows = [[*initiative(n, title="Quy trình không được nói ra", authors="Lê Văn C"), "x"] for n in (1, 2)]
    plan = _prepare(campaign, write("a", [head, *rows]))
    assert [(one.code, one.title) for one in near_duplicates(campaign, plan)] == [("S0002", "")]
