"""Role: what a file of published figures changes: they are immutable, so each is new or stands already."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dashboard.importing.plans.plan import Change, Plan, Present
from dashboard.importing.records import PublishedRecord
from dashboard.importing.units import UnitIndex


def plan_published(records: Sequence[PublishedRecord], present: Present, index: UnitIndex) -> Plan:
    """Printed figures are never changed: each is new, or stands already exactly so."""
    plan = Plan()
    known = dict(present.figures)
    for record in records:
        after = _figure(record, index)
        key = figure_key(after)
        if key not in known:
            plan.count(None, [Change("published_figures", {"figure_key": key}, None, after)])
        elif known[key] is None and after["unit_id"] is not None:
            # The unit has come into the list since: the figure is the same, its place is found.
            unit = {"unit_id": after["unit_id"]}
            plan.count(after, [Change("published_figures", {"figure_key": key}, {"unit_id": None}, unit)])
        else:
            plan.unchanged += 1
        known[key] = after["unit_id"]
    return plan


def _figure(record: PublishedRecord, index: UnitIndex) -> dict[str, Any]:
    unit_id = index.resolve_code(record.unit_code) if record.unit_code else None
    if unit_id is None and record.unit:
        unit_id = index.resolve(record.unit).unit_id
    return {
        "programme_name": record.programme, "unit_name": record.unit or record.unit_code, "unit_id": unit_id,
        "phase_text": record.phase_text, "phase_number": record.phase, "as_of": record.as_of,
        "measure": record.measure, "target": record.target, "target_basis": record.target_basis,
        "result": record.result, "printed_percent": record.printed_percent, "rank": record.rank,
        "rank_of": record.rank_of, "value_vnd": record.value_vnd, "value_words": record.value_words,
        "source": record.source,
    }  # fmt: skip


def figure_key(figure: Mapping[str, Any]) -> str:
    """SHA-256 of what was printed. ``unit_id`` is left out: a unit added later makes no new figure."""
    printed = {name: _plain(value) for name, value in sorted(figure.items()) if name != "unit_id"}
    return hashlib.sha256(json.dumps(printed, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    return int(value.timestamp()) if isinstance(value, datetime) else value
