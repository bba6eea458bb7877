"""Role: what a file of units changes: the tree, members, other names, successors."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.plans.plan import Change, Plan, Present, update
from dashboard.importing.records import UnitRecord
from dashboard.importing.unit_names import alias_key
from dashboard.importing.units import How, KnownUnit, Resolution, UnitIndex

ALL_PPM = 1_000_000


def plan_units(records: Sequence[UnitRecord], present: Present) -> Plan:
    """Units by code. Columns the file does not have stay as they are; units it does not name stay too."""
    plan = Plan()
    known = {row["code"].upper(): row for row in present.units}
    accepted = _first_of_each_code(records, plan)
    ids = _unit_ids(accepted, known, present)
    parents = _parents(accepted, ids, present, plan)
    index = _index_with(accepted, ids, parents, present)
    stored = _Stored(present)
    for record in accepted:
        unit_id = ids[record.code.upper()]
        if unit_id not in parents:
            continue
        before = known.get(record.code.upper())
        after = _unit_of(record, parents[unit_id])
        changes = update("units", {"unit_id": unit_id}, before, after)
        changes += _belongings(record, unit_id, stored, index, plan)
        plan.count(before, changes)
    named = {record.code.upper() for record in records}
    plan.missing = sum(code not in named for code in known)
    return plan


class _Stored:
    """What stands of a unit's belongings, by key."""

    def __init__(self, present: Present) -> None:
        self.members = {(m["unit_id"], m["year"]): m for m in present.members}
        self.aliases = {(a["alias_key"], a["unit_id"]): a for a in present.aliases}
        self.successors = {(s["unit_id"], s["successor_id"]): s for s in present.successors}
        self.heirs: dict[int, set[int]] = {}
        for unit_id, heir_id in self.successors:
            self.heirs.setdefault(unit_id, set()).add(heir_id)


def _first_of_each_code(records: Sequence[UnitRecord], plan: Plan) -> list[UnitRecord]:
    seen: dict[str, UnitRecord] = {}
    for record in records:
        first = seen.setdefault(record.code.upper(), record)
        if first is not record:
            plan.reject(IssueCode.CODE_TWICE, record.where, value=record.code, first=first.where.row)
    return list(seen.values())


def _unit_ids(
    records: Sequence[UnitRecord], known: Mapping[str, Mapping[str, Any]], present: Present
) -> dict[str, int]:
    ids = {code: int(row["unit_id"]) for code, row in known.items()}
    following = present.next_unit_id
    for record in records:
        if record.code.upper() not in ids:
            ids[record.code.upper()] = following
            following += 1
    return ids


def _parents(
    records: Sequence[UnitRecord], ids: Mapping[str, int], present: Present, plan: Plan
) -> dict[int, int | None]:
    """Parent of each unit of the file; units whose superior cannot be settled are refused and left out."""
    before = {int(row["unit_id"]): row["parent_id"] for row in present.units}
    index = _index_with(records, ids, {}, present)
    parents: dict[int, int | None] = {}
    wanted: dict[int, UnitRecord] = {}
    for record in records:
        unit_id = ids[record.code.upper()]
        wanted[unit_id] = record
        if record.superior is None:
            parents[unit_id] = before.get(unit_id)
        elif not record.superior:
            parents[unit_id] = None
        else:
            found = index.resolve(record.superior)
            if found.unit_id is None:
                _refuse_superior(plan, record, found)
            else:
                parents[unit_id] = found.unit_id
    _drop_children_of_refused(parents, wanted, before, plan)
    _refuse_circles(parents, wanted, before, plan, present.deepest)
    return parents


def _refuse_superior(plan: Plan, record: UnitRecord, found: Resolution) -> None:
    codes = {How.SUGGESTION: IssueCode.UNIT_SUGGESTED, How.AMBIGUOUS: IssueCode.UNIT_AMBIGUOUS}
    plan.reject(
        codes.get(found.how, IssueCode.UNIT_UNKNOWN), record.where, value=record.superior,
        suggestions="; ".join(found.suggestions), superior="",
    )  # fmt: skip


def _drop_children_of_refused(
    parents: dict[int, int | None],
    wanted: Mapping[int, UnitRecord],
    before: Mapping[int, Any],
    plan: Plan,
) -> None:
    dropped = True
    while dropped:
        lost = [u for u, p in parents.items() if p is not None and p not in parents and p not in before]
        for unit_id in lost:
            del parents[unit_id]
            record = wanted[unit_id]
            plan.reject(
                IssueCode.UNIT_UNKNOWN, record.where, value=record.superior, suggestions="", superior=""
            )
        dropped = bool(lost)


def _refuse_circles(
    parents: dict[int, int | None],
    wanted: Mapping[int, UnitRecord],
    before: Mapping[int, Any],
    plan: Plan,
    deepest: int,
) -> None:
    for unit_id in list(parents):
        seen: list[int] = []
        step: int | None = unit_id
        while step is not None and step not in seen and len(seen) <= deepest + 1:
            seen.append(step)
            step = parents[step] if step in parents else before.get(step)
        if step is not None or len(seen) > deepest + 1:
            code = IssueCode.UNIT_PARENT_CYCLE if step in seen else IssueCode.UNIT_TOO_DEEP
            plan.reject(code, wanted[unit_id].where, value=wanted[unit_id].superior, deepest=deepest)
            del parents[unit_id]
    _drop_children_of_refused(parents, wanted, before, plan)


def _index_with(
    records: Sequence[UnitRecord],
    ids: Mapping[str, int],
    parents: Mapping[int, int | None],
    present: Present,
) -> UnitIndex:
    """All units as they will be: those of the store, with the names the file gives them, and its new ones."""
    units = {
        int(row["unit_id"]): KnownUnit(int(row["unit_id"]), row["code"], row["name"], row["parent_id"])
        for row in present.units
    }
    for record in records:
        unit_id = ids[record.code.upper()]
        units[unit_id] = KnownUnit(unit_id, record.code, record.name, parents.get(unit_id))
    aliases = [(int(row["unit_id"]), row["alias"]) for row in present.aliases]
    aliases += [(ids[r.code.upper()], alias) for r in records for alias in r.aliases]
    return UnitIndex(units.values(), aliases)


def _unit_of(record: UnitRecord, parent_id: int | None) -> dict[str, Any]:
    after: dict[str, Any] = {"code": record.code, "name": record.name}
    if record.superior is not None:
        after["parent_id"] = parent_id
    if record.cluster is not None:
        after["cluster"] = record.cluster
    if record.has_valid_from:
        after["valid_from"] = record.valid_from
    if record.has_valid_to:
        after["valid_to"] = record.valid_to
    return after


def _belongings(
    record: UnitRecord, unit_id: int, stored: _Stored, index: UnitIndex, plan: Plan
) -> list[Change]:
    changes: list[Change] = []
    for year, members in record.members.items():
        key = {"unit_id": unit_id, "year": year}
        changes += update("unit_members", key, stored.members.get((unit_id, year)), {"members": members})
    for alias in dict.fromkeys(record.aliases):
        folded = alias_key(alias)
        if folded and (folded, unit_id) not in stored.aliases:
            place = {"alias_key": folded, "unit_id": unit_id}
            after = {"alias": alias, "origin": "list"}
            stored.aliases[folded, unit_id] = after
            changes.append(Change("unit_aliases", place, None, after))
    return changes + _successors(record, unit_id, stored, index, plan)


def _successors(
    record: UnitRecord, unit_id: int, stored: _Stored, index: UnitIndex, plan: Plan
) -> list[Change]:
    """Those that the cell names are all the unit has; a blank cell says nothing."""
    changes: list[Change] = []
    equal = ALL_PPM // max(1, len(record.successors))
    named: set[int] = set()
    for text, share in record.successors:
        found = index.resolve(text)
        circle = found.unit_id is not None and _leads_to(found.unit_id, unit_id, stored.heirs)
        if found.unit_id is None or found.unit_id == unit_id or circle:
            code = IssueCode.SUCCESSOR_CIRCLE if circle else IssueCode.SUCCESSOR_UNKNOWN
            plan.log.add(code, Severity.WARNING, sheet=record.where.sheet, row=record.where.row, value=text)
            continue
        named.add(found.unit_id)
        heir = {"unit_id": unit_id, "successor_id": found.unit_id}
        before = stored.successors.get((unit_id, found.unit_id))
        after = {"share_ppm": share if share is not None else equal}
        changes += update("unit_successors", heir, before, after)
    for former in sorted(stored.heirs.get(unit_id, set()) - named) if named else ():
        key = {"unit_id": unit_id, "successor_id": former}
        changes.append(Change("unit_successors", key, stored.successors[unit_id, former], None))
    if named:
        stored.heirs[unit_id] = named
    return changes


def _leads_to(start: int, end: int, heirs: Mapping[int, set[int]]) -> bool:
    """Whether following successors from one unit arrives at another."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        unit_id = waiting.pop()
        if unit_id == end and unit_id != start:
            return True
        if unit_id not in seen:
            seen.add(unit_id)
            waiting += heirs.get(unit_id, ())
    return False
