"""Role: what a file of targets changes: each difference is the next version of a target."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.importing.issues import IssueCode
from dashboard.importing.plans.plan import Change, Plan, Present
from dashboard.importing.records import TargetRecord
from dashboard.importing.units import How, UnitIndex
from data_access.vocabulary import WHOLE_PROGRAMME


def plan_targets(
    records: Sequence[TargetRecord],
    present: Present,
    index: UnitIndex,
    programme_of: Callable[[str], int | None],
) -> Plan:
    """A target that differs from the one in force becomes its next version; the older ones stay.

    ``programme_of``: id of the programme named in a row ('' the one of the whole import); None: unknown.
    """
    plan = Plan()
    in_force: dict[tuple[int, int, int, str], Mapping[str, Any]] = {}
    for row in present.targets:
        key = (row["programme_id"], row["phase_number"], row["unit_id"], str(row["basis"]))
        if key not in in_force or in_force[key]["version"] < row["version"]:
            in_force[key] = row
    phases = {(row["programme_id"], row["number"]) for row in present.phases}
    seen: dict[tuple[int, int, int, str], TargetRecord] = {}
    for record in records:
        programme_id = programme_of(record.programme)
        if programme_id is None:
            plan.reject(IssueCode.PROGRAMME_UNKNOWN, record.where, value=record.programme)
            continue
        if record.phase != WHOLE_PROGRAMME and (programme_id, record.phase) not in phases:
            plan.reject(IssueCode.PHASE_UNKNOWN, record.where, value=record.phase)
            continue
        unit_id = _target_unit(record, index, plan)
        if unit_id is None:
            continue
        key = (programme_id, record.phase, unit_id, record.basis.value)
        if key in seen:
            plan.reject(IssueCode.RECORD_TWICE, record.where, value=record.unit, first=seen[key].where.row)
            continue
        seen[key] = record
        plan.count(in_force.get(key), _next_version(record, key, in_force.get(key)))
    plan.missing = sum(key not in seen for key in in_force)
    return plan


def _target_unit(record: TargetRecord, index: UnitIndex, plan: Plan) -> int | None:
    by_code = index.resolve_code(record.unit_code) if record.unit_code else None
    if by_code is not None:
        return by_code
    above = index.resolve(record.superior).unit_id if record.superior else None
    found = index.resolve(record.unit or record.unit_code, above)
    if found.unit_id is None:
        codes = {How.SUGGESTION: IssueCode.UNIT_SUGGESTED, How.AMBIGUOUS: IssueCode.UNIT_AMBIGUOUS}
        plan.reject(
            codes.get(found.how, IssueCode.UNIT_UNKNOWN), record.where, value=record.unit or record.unit_code,
            suggestions="; ".join(found.suggestions), superior=record.superior,
        )  # fmt: skip
    return found.unit_id


def _next_version(
    record: TargetRecord, key: tuple[int, int, int, str], before: Mapping[str, Any] | None
) -> list[Change]:
    after: dict[str, Any] = {"amount": record.amount, "member_share_ppm": record.share_ppm}
    if record.document is not None:
        after["document"] = record.document
    if record.effective_on is not None:
        after["effective_on"] = record.effective_on
    if before is not None and all(before[name] == value for name, value in after.items()):
        return []
    names = ("programme_id", "phase_number", "unit_id", "basis")
    version = 1 if before is None else int(before["version"]) + 1
    return [Change("targets", {**dict(zip(names, key, strict=True)), "version": version}, None, after)]
