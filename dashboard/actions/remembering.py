"""Role: what an import teaches: layouts and unit names that a person confirmed, and what was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from dashboard.actions import present, wishes
from dashboard.actions.plans import PreparedImport
from dashboard.importing.issues import stored_counts
from dashboard.importing.layouts import Layout, Remembered, Wishes
from dashboard.importing.unit_names import alias_key
from data_access import layouts
from data_access.batches import RecordChange
from data_access.layouts import StoredLayout

CONFIRMED = "confirmed"
"""Origin of an alias that a person confirmed while importing; the others stand in the list of units."""


ISSUE_COUNTS = "issue_counts"
"""Within the counts of a batch: how many findings of each code there were, also those not listed."""


def found_in_all(prepared: PreparedImport) -> dict[str, Any]:
    """How many findings of each code the plan had; the history lists only the first of each."""
    return {ISSUE_COUNTS: stored_counts(prepared.issue_counts)}


def recall(conn: Connection) -> dict[str, Remembered]:
    """All confirmed layouts by key."""
    return {
        key: Remembered(
            stored.kind,
            {index: column for index, column, _ in stored.columns},
            {index: factor for index, _, factor in stored.columns if factor is not None},
        )
        for key, stored in layouts.remembered(conn).items()
    }


def remember_layouts(conn: Connection, batch_id: int, prepared: PreparedImport, user: str) -> None:
    """Keep the layouts a person had to look at: what was not sure by itself, or said otherwise."""
    confirmed = {
        layout.key: StoredLayout(layout.kind, _columns(layout, prepared.wishes))
        for layout in prepared.layouts
        if not layout.missing and not layout.twice and _is_news(layout, prepared.wishes)
    }
    layouts.remember(conn, batch_id, confirmed, user=user)


def _is_news(layout: Layout, said: Wishes) -> bool:
    if layout.key in said.columns or layout.key in said.multipliers:
        return True
    return not layout.is_sure and not layout.remembered


def _columns(layout: Layout, said: Wishes) -> list[list[Any]]:
    """Column, its key, and the multiplier only where a person said it: the header may say it itself."""
    factors = said.multipliers.get(layout.key, {})
    return [[c.index, c.key, factors.get(c.index)] for c in layout.columns if not c.is_personal]


def alias_changes(conn: Connection, confirmed: Mapping[str, int]) -> list[RecordChange]:
    """The confirmed unit texts as aliases: those that are new and make the text sure from now on."""
    if not confirmed:
        return []
    known = {(row["alias_key"], row["unit_id"]) for row in present.aliases(conn)}
    found: dict[tuple[str, int], RecordChange] = {}
    for text, unit_id in confirmed.items():
        key = (alias_key(text), unit_id)
        index = present.unit_index(conn)
        if not key[0] or key in known or index.resolve(text).unit_id is not None:
            continue
        if present.unit_index(conn, aliases=[(unit_id, text)]).resolve(text).unit_id != unit_id:
            continue  # several units bear this name: it stays a question
        place = {"alias_key": key[0], "unit_id": unit_id}
        found.setdefault(key, RecordChange("unit_aliases", place, None, {"alias": text, "origin": CONFIRMED}))
    return list(found.values())


def request(prepared: PreparedImport, files: Sequence[str], *, withdraw_missing: bool) -> dict[str, Any]:
    """What was asked for, so that it can be done again; ``token`` names this one plan."""
    return {
        "token": prepared.token,
        "files": list(files),
        "programme": prepared.programme,
        "full": prepared.is_full,
        "withdraw_missing": withdraw_missing,
        "wishes": wishes.as_json(_as_used(prepared)),
    }


def _as_used(prepared: PreparedImport) -> Wishes:
    """The wishes, with the mapping spelled out of each layout that was not sure by its names alone."""
    said = prepared.wishes
    columns = {key: dict(found) for key, found in said.columns.items()}
    for layout in prepared.layouts:
        if layout.remembered or layout.key in columns:
            columns[layout.key] = {c.index: c.key for c in layout.columns if not c.is_personal}
    factors = {key: dict(found) for key, found in said.multipliers.items()}
    for layout in prepared.layouts:
        if layout.remembered:
            named = {c.index: c.multiplier for c in layout.columns if c.key and c.multiplier is not None}
            factors[layout.key] = named | factors.get(layout.key, {})
    return Wishes(columns, factors, said.corrections, said.units, said.excluded_rows)
