"""Role: new rows of a staged batch that share title and an author with another row under another code."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.database import Database
from data_access.staging import NEW

CANDIDATES = 20
"""Pairs looked at for each one wanted: titles agree more often than titles and authors."""

SHORTEST_TITLE = 12
"""Folded titles below this length ("sáng kiến 1") say too little to compare by."""


@dataclass(frozen=True)
class Twin:
    """A new row, and the row it looks like: standing (``other_row`` None) or in the same batch."""

    code: str
    title: str
    unit_name: str
    sheet: str
    row: int
    other_code: str
    other_unit_name: str
    same_unit: bool
    other_sheet: str
    other_row: int | None


def twins(db: Database, batch_id: int, limit: int) -> list[Twin]:
    """At most ``limit`` pairs, those of one unit first, then by place in the file. Reads only."""
    with db.connect() as conn:
        rows = [*_with_stored(conn, batch_id, limit), *_within_batch(conn, batch_id, limit)]
        found = [row for row in rows if _share_author(row.author_keys, row.other_authors)]
        chosen = sorted(found, key=lambda row: (row.unit_id != row.other_unit, row.sheet, row.row))[:limit]
        names = _names(conn, {row.unit_id for row in chosen} | {row.other_unit for row in chosen})
    return [
        Twin(
            row.code, "" if row.confidential or row.other_secret else row.title, names.get(row.unit_id, ""),
            row.sheet, int(row.row), row.other_code, names.get(row.other_unit, ""),
            row.unit_id == row.other_unit, row.other_sheet or "",
            None if row.other_row is None else int(row.other_row),
        )
        for row in chosen
    ]  # fmt: skip


def _columns(other: Any, sheet: Any, number: Any) -> list[sa.ColumnElement[Any]]:
    staged = tables.staging.c
    return [
        staged.code, staged.title, staged.unit_id, staged.author_keys, staged.confidential,
        staged.source_sheet.label("sheet"), staged.source_row.label("row"),
        other.code.label("other_code"), other.unit_id.label("other_unit"),
        other.author_keys.label("other_authors"), other.confidential.label("other_secret"),
        sheet.label("other_sheet"), number.label("other_row"),
    ]  # fmt: skip


def _wanted(batch_id: int) -> list[sa.ColumnElement[bool]]:
    staged = tables.staging.c
    return [
        staged.batch_id == batch_id, staged.verdict == NEW, staged.author_keys != "",
        sa.func.length(staged.title_key) >= SHORTEST_TITLE,
    ]  # fmt: skip


def _with_stored(conn: Connection, batch_id: int, limit: int) -> list[Any]:
    staged, stored, batches = tables.staging.c, tables.initiatives, tables.batches.c
    programme = sa.select(batches.programme_id).where(batches.batch_id == batch_id).scalar_subquery()
    query = (
        sa.select(*_columns(stored.c, sa.literal(""), sa.null()))
        .select_from(tables.staging.join(stored, stored.c.title_key == staged.title_key))
        .where(
            *_wanted(batch_id), stored.c.programme_id == programme, ~stored.c.withdrawn,
            stored.c.code != staged.code,
        )
        .limit(limit * CANDIDATES)
    )  # fmt: skip
    return list(conn.execute(query))


def _within_batch(conn: Connection, batch_id: int, limit: int) -> list[Any]:
    staged, other = tables.staging.c, tables.staging.alias("other")
    query = (
        sa.select(*_columns(other.c, other.c.source_sheet, other.c.source_row))
        .select_from(tables.staging.join(other, other.c.title_key == staged.title_key))
        .where(
            *_wanted(batch_id), other.c.batch_id == batch_id, other.c.verdict == NEW,
            other.c.code < staged.code,
        )
        .limit(limit * CANDIDATES)
    )  # fmt: skip
    return list(conn.execute(query))


def _share_author(one: str, other: str) -> bool:
    return not {key for key in one.split("\n") if key}.isdisjoint(other.split("\n"))


def _names(conn: Connection, unit_ids: set[int]) -> dict[int, str]:
    unit = tables.units.c
    rows = conn.execute(sa.select(unit.unit_id, unit.name).where(unit.unit_id.in_(unit_ids)))
    return {int(row.unit_id): str(row.name) for row in rows}
