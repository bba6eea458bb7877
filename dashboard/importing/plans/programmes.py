"""Role: what a file of programmes changes: programmes by code, phases by number, named days by date."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from dashboard.importing.cells.text import word_key
from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.plans.plan import Change, Plan, Present, update
from dashboard.importing.records import PhaseRecord


def plan_programmes(records: Sequence[PhaseRecord], present: Present) -> Plan:
    """Programmes by code (or by name), their phases by number."""
    plan = Plan()
    by_code = {row["code"]: row for row in present.programmes}
    by_name = {word_key(row["name"]): row for row in present.programmes}
    phases = {(row["programme_id"], row["number"]): row for row in present.phases}
    marks = {(m["programme_id"], m["phase_number"], m["due_on"]): m for m in present.milestones}
    events = {(e["programme_id"], e["on_date"], e["name"]) for e in present.events}
    ids: dict[str, int] = {}
    seen: dict[tuple[int, int], PhaseRecord] = {}
    for record in records:
        known = by_code.get(record.code) or by_name.get(word_key(record.name))
        changes: list[Change] = []
        if known is not None:
            programme_id = int(known["programme_id"])
        elif record.code in ids:
            programme_id = ids[record.code]
        else:
            programme_id = ids[record.code] = present.next_programme_id + len(ids)
            after = {"code": record.code, "name": record.name}
            changes.append(Change("programmes", {"programme_id": programme_id}, None, after))
        if known is not None and known["code"] == record.code and (programme_id, 0) not in seen:
            changes += update("programmes", {"programme_id": programme_id}, known, {"name": record.name})
            seen[programme_id, 0] = record
        key = (programme_id, record.number)
        if key in seen and _phase_of(seen[key]) != _phase_of(record):
            plan.reject(IssueCode.RECORD_TWICE, record.where, first=seen[key].where.row)
            continue
        is_repeated = key in seen
        seen[key] = record
        before = phases.get(key)
        if not is_repeated:
            phase_key = {"programme_id": programme_id, "number": record.number}
            changes += update("phases", phase_key, before, _phase_of(record))
        changes += _milestone(record, programme_id, marks)
        changes += _event(record, programme_id, events)
        plan.count(before, changes)
    _warn_of_overlaps(plan, seen)
    return plan


def _phase_of(record: PhaseRecord) -> dict[str, Any]:
    return {"name": record.phase_name, "starts_at": record.starts_at, "ends_at": record.ends_at}


def _milestone(
    record: PhaseRecord, programme_id: int, marks: Mapping[tuple[int, int, date], Mapping[str, Any]]
) -> list[Change]:
    if record.milestone is None:
        return []
    due, share, name = record.milestone
    key = {"programme_id": programme_id, "phase_number": record.number, "due_on": due}
    return update(
        "milestones", key, marks.get((programme_id, record.number, due)), {"share_ppm": share, "name": name}
    )


def _event(record: PhaseRecord, programme_id: int, known: set[tuple[int, date, str]]) -> list[Change]:
    """New, or there already (also from an earlier row); a renamed or moved one stands beside the old."""
    if record.event is None or (programme_id, *record.event) in known:
        return []
    day, name = record.event
    known.add((programme_id, day, name))
    return [Change("campaign_events", {"programme_id": programme_id, "on_date": day, "name": name}, None, {})]


def _warn_of_overlaps(plan: Plan, seen: Mapping[tuple[int, int], PhaseRecord]) -> None:
    records = sorted((key, r) for key, r in seen.items() if key[1])
    for (one, first), (two, second) in pairwise(records):
        if one[0] == two[0] and second.starts_at < first.ends_at:
            plan.log.add(
                IssueCode.PHASE_OVERLAP,
                Severity.WARNING,
                sheet=second.where.sheet,
                row=second.where.row,
                first=first.phase_name,
                second=second.phase_name,
            )
