"""Role: what files of the small kinds would change, compared with what stands."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dashboard.importing.issues import IssueCode
from dashboard.importing.plans import Present, plan_programmes, plan_published, plan_targets, plan_units
from dashboard.importing.records import (
    PhaseRecord,
    PublishedRecord,
    TargetRecord,
    UnitRecord,
    Where,
    parse_phase,
    slug,
)
from dashboard.importing.units import KnownUnit, UnitIndex
from data_access.vocabulary import ZONE, TargetBasis


def _at(day: int) -> datetime:
    return datetime(2022, 1, day, tzinfo=ZONE)


def _unit(code: str, name: str, superior: str | None = None, **more: Any) -> UnitRecord:
    return UnitRecord(Where("A", 2), code, name, superior=superior, **more)


def _stored(unit_id: int, code: str, name: str, parent_id: int | None) -> dict[str, Any]:
    return {"unit_id": unit_id, "code": code, "name": name, "parent_id": parent_id, "cluster": ""}


TREE = (_stored(1, "LS", "LĐLĐ tỉnh Lạng Sơn", None), _stored(2, "TD", "LĐLĐ huyện Tràng Định", 1))
STANDING = Present(units=TREE, next_unit_id=3)


def test_new_units_find_their_superior_in_the_file_or_in_the_store() -> None:
    records = [_unit("TD1", "CĐCS Trường A", "LĐLĐ H. Tràng Định"), _unit("TD11", "Tổ 1", "TD1")]
    plan = plan_units(records, STANDING)
    assert [c.after and c.after["parent_id"] for c in plan.changes] == [2, 3]
    assert (plan.new, plan.changed, plan.unchanged, plan.missing) == (2, 0, 0, 2)


def test_a_unit_that_stands_already_is_unchanged() -> None:
    plan = plan_units([_unit("TD", "LĐLĐ huyện Tràng Định", "LS")], STANDING)
    assert (plan.unchanged, plan.changes) == (1, [])


def test_a_column_that_the_file_lacks_changes_nothing() -> None:
    plan = plan_units([_unit("TD", "LĐLĐ huyện Tràng Định mới")], STANDING)
    (change,) = plan.changes
    assert change.after == {"code": "TD", "name": "LĐLĐ huyện Tràng Định mới"}


def test_a_unit_under_an_unknown_superior_takes_its_children_with_it() -> None:
    plan = plan_units([_unit("X", "CĐCS X", "Không có"), _unit("X1", "Tổ X", "X")], STANDING)
    assert (plan.rejected, plan.changes) == (2, [])


def test_a_circle_of_superiors_is_refused() -> None:
    plan = plan_units([_unit("LS", "LĐLĐ tỉnh Lạng Sơn", "TD")], STANDING)
    assert plan.rejected == 1
    assert plan.log.counts[IssueCode.UNIT_PARENT_CYCLE] == 1
    # Control: the tree as it is has none.
    assert plan_units([_unit("LS", "LĐLĐ tỉnh Lạng Sơn", "")], STANDING).rejected == 0


def test_a_code_that_stands_twice_keeps_its_first_row() -> None:
    plan = plan_units([_unit("A", "Một", "LS"), _unit("a", "Hai", "LS")], STANDING)
    assert (plan.new, plan.rejected) == (1, 1)


def test_members_names_and_successors_are_planned() -> None:
    record = _unit(
        "TD",
        "LĐLĐ huyện Tràng Định",
        "LS",
        members={2022: 50},
        aliases=("Tràng Định",),
        successors=(("LS", None),),
    )
    plan = plan_units([record], STANDING)
    assert [c.table for c in plan.changes] == ["unit_members", "unit_aliases", "unit_successors"]
    assert plan.changed == 1


def _heirs(*names: str) -> Any:
    return tuple((name, None) for name in names)


def test_successors_that_the_file_does_not_name_any_more_are_taken_back() -> None:
    standing = replace(
        STANDING, successors=[{"unit_id": 2, "successor_id": 1, "share_ppm": 1_000_000}], next_unit_id=3
    )
    new = _unit("MOI", "Công đoàn xã Mới", "LS")
    plan = plan_units([new, _unit("TD", "LĐLĐ huyện Tràng Định", "LS", successors=_heirs("MOI"))], standing)
    changed = {(c.key["successor_id"], c.after is None) for c in plan.changes if c.table == "unit_successors"}
    assert changed == {(3, False), (1, True)}
    # Control: a blank cell says nothing.
    plan = plan_units([_unit("TD", "LĐLĐ huyện Tràng Định", "LS")], standing)
    assert not plan.changes


def test_units_that_would_succeed_each_other_are_noticed_and_not_recorded() -> None:
    units = [
        _unit("A", "Công đoàn xã A", "LS", successors=_heirs("B")),
        _unit("B", "Công đoàn xã B", "LS", successors=_heirs("C")),
        _unit("C", "Công đoàn xã C", "LS", successors=_heirs("A")),
    ]
    plan = plan_units(units, STANDING)
    assert sum(c.table == "unit_successors" for c in plan.changes) == 2
    assert plan.log.counts[IssueCode.SUCCESSOR_CIRCLE] == 1
    assert plan.rejected == 0


def _target(amount: int | None, phase: int = 1, **more: Any) -> TargetRecord:
    values: dict[str, Any] = {"document": None, "effective_on": None, "share_ppm": None} | more
    return TargetRecord(
        Where("A", 2), "LĐLĐ H. Tràng Định", "", "", "", phase, TargetBasis.ASSIGNED, amount, **values
    )


INDEX = UnitIndex(
    [KnownUnit(1, "LS", "LĐLĐ tỉnh Lạng Sơn", None), KnownUnit(2, "TD", "LĐLĐ huyện Tràng Định", 1)]
)
IN_FORCE = {
    "programme_id": 1, "phase_number": 1, "unit_id": 2, "basis": "assigned", "version": 3, "amount": 100,
    "member_share_ppm": None, "document": "", "effective_on": None,
}  # fmt: skip
TARGETS = Present(phases=({"programme_id": 1, "number": 1},), targets=(IN_FORCE,))


def test_a_changed_target_is_the_next_version_and_the_old_one_stays() -> None:
    plan = plan_targets([_target(120)], TARGETS, INDEX, lambda text: 1)
    (change,) = plan.changes
    assert (change.key["version"], change.before) == (4, None)
    assert (plan.changed, plan.new) == (1, 0)


def test_the_same_target_makes_no_version() -> None:
    assert plan_targets([_target(100)], TARGETS, INDEX, lambda text: 1).changes == []


def test_a_target_of_an_unknown_phase_is_refused() -> None:
    plan = plan_targets([_target(100, phase=7)], TARGETS, INDEX, lambda text: 1)
    assert plan.log.counts[IssueCode.PHASE_UNKNOWN] == 1
    assert plan_targets([_target(100, phase=0)], TARGETS, INDEX, lambda text: 1).rejected == 0


def _phase(number: int, start: int, end: int, name: str = "Một triệu sáng kiến") -> PhaseRecord:
    return PhaseRecord(Where("A", 2), slug(name), name, number, f"Giai đoạn {number}", _at(start), _at(end))


def test_a_programme_comes_with_its_phases() -> None:
    plan = plan_programmes([_phase(1, 1, 5), _phase(2, 5, 9)], Present())
    assert [c.table for c in plan.changes] == ["programmes", "phases", "phases"]
    assert plan.new == 2


def test_a_named_day_of_the_campaign_is_recorded_once() -> None:
    launch = replace(_phase(1, 1, 5), event=(date(2022, 1, 17), "Lễ phát động"))
    workers = replace(launch, event=(date(2022, 5, 1), "Tháng Công nhân"))
    plan = plan_programmes([launch, workers, launch], Present())
    assert [c.key for c in plan.changes if c.table == "campaign_events"] == [
        {"programme_id": 1, "on_date": date(2022, 1, 17), "name": "Lễ phát động"},
        {"programme_id": 1, "on_date": date(2022, 5, 1), "name": "Tháng Công nhân"},
    ]
    assert [c.table for c in plan.changes].count("phases") == 1

    standing = Present(
        programmes=({"programme_id": 1, "code": launch.code, "name": launch.name},),
        phases=({"programme_id": 1, "number": 1, "name": launch.phase_name,
                 "starts_at": launch.starts_at, "ends_at": launch.ends_at},),
        events=({"programme_id": 1, "on_date": date(2022, 1, 17), "name": "Lễ phát động"},),
    )  # fmt: skip
    again = plan_programmes([launch, workers], standing)
    assert [c.key["name"] for c in again.changes] == ["Tháng Công nhân"]
    assert (again.unchanged, again.changed) == (1, 1)


def test_overlapping_phases_are_warned_of() -> None:
    assert (
        plan_programmes([_phase(1, 1, 6), _phase(2, 5, 9)], Present()).log.counts[IssueCode.PHASE_OVERLAP]
        == 1
    )
    assert not plan_programmes([_phase(1, 1, 5), _phase(2, 5, 9)], Present()).log.counts


def test_a_published_figure_stands_once_whatever_becomes_known_of_its_unit() -> None:
    record = PublishedRecord(
        Where("A", 2), "1 triệu", "LĐLĐ tỉnh Lạng Sơn", "", "1", 1, None, "đã gửi", 2000, "", 3001, "150", 45,
        82, 15 * 10**9, "", "báo",
    )  # fmt: skip
    first = plan_published([record, record], Present(), UnitIndex([]))
    assert (first.new, first.unchanged) == (1, 1)
    key = str(first.changes[0].key["figure_key"])
    again = plan_published([record], Present(figures={key: None}), INDEX)
    assert (again.new, again.changed) == (0, 1)
    assert plan_published([record], Present(figures={key: 1}), INDEX).unchanged == 1


def test_phases_are_read_in_words_and_numbers() -> None:
    texts = ("1", 1.0, "Giai đoạn 1", "GĐ I", "Cả chương trình", "cả chương trình", "Giai đoạn")
    assert [parse_phase(text) for text in texts] == [1, 1, 1, 1, 0, 0, None]
