"""Role: the rows of a plan to look through: new, changed and missing ones, found by code or title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dashboard.actions.plans import PreparedImport
from dashboard.importing.cells.text import one_line, word_key
from data_access import batches, tables
from data_access.batches import RowChange, StandingRow
from data_access.database import Database
from data_access.preview import Search
from data_access.staging import CHANGED, NEW


@dataclass(frozen=True)
class Names:
    """Words for the ids that stand in rows."""

    units: Mapping[int, str]
    fields: Mapping[int, str]


def new_rows(
    db: Database, prepared: PreparedImport, *, search: str = "", limit: int, offset: int = 0
) -> list[RowChange]:
    """New initiatives of a plan, by code."""
    return _changes(db, prepared, NEW, search, limit, offset)


def changed_rows(
    db: Database, prepared: PreparedImport, *, search: str = "", limit: int, offset: int = 0
) -> list[RowChange]:
    """Changed initiatives of a plan, field by field."""
    return _changes(db, prepared, CHANGED, search, limit, offset)


def missing_rows(
    db: Database, prepared: PreparedImport, *, search: str = "", limit: int, offset: int = 0
) -> list[StandingRow]:
    """Initiatives that stand and that a full export does not name."""
    if prepared.batch_id is None:
        return []
    return batches.missing(db, prepared.batch_id, limit, offset, search=_key(search))


def programme_names(db: Database) -> dict[str, str]:
    """Programmes by code, to choose one where a file does not say which it belongs to."""
    table = tables.programmes.c
    with db.connect() as conn:
        rows = conn.execute(sa.select(table.code, table.name).order_by(table.programme_id))
        return {str(row.code): str(row.name) for row in rows}


def names_for(db: Database, rows: list[RowChange] | list[StandingRow]) -> Names:
    """The names of the units and fields that rows speak of, and of no others."""
    wanted: dict[str, set[Any]] = {"unit_id": set(), "field_id": set()}
    for row in rows:
        if isinstance(row, StandingRow):
            wanted["unit_id"].add(row.unit_id)
            continue
        for name, ids in wanted.items():
            ids.update(value for value in row.fields.get(name, ()) if value is not None)
    return Names(
        _names(db, tables.units, "unit_id", wanted["unit_id"]),
        _names(db, tables.fields, "field_id", wanted["field_id"]),
    )


def _changes(
    db: Database, prepared: PreparedImport, verdict: str, search: str, limit: int, offset: int
) -> list[RowChange]:
    if prepared.batch_id is None:
        return []
    return batches.changes(db, prepared.batch_id, limit, offset, verdicts=(verdict,), search=_key(search))


def _key(search: str) -> Search | None:
    """Titles are compared folded, codes as they are."""
    typed = one_line(search)
    return Search(typed, word_key(typed)) if typed else None


def _names(db: Database, table: sa.Table, key: str, ids: set[Any]) -> dict[int, str]:
    if not ids:
        return {}
    with db.connect() as conn:
        rows = conn.execute(sa.select(table.c[key], table.c.name).where(table.c[key].in_(sorted(ids))))
        return {int(row[0]): str(row[1]) for row in rows}
