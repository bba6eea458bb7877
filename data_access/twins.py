"""Role: new rows of a staged batch that share title and an author with another row under another code."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.database import Database
from data_access.staging import NEW

CANDIDATES = 20
"""Pairs found for each one wanted; those within one unit are shown first."""

FETCH = 10_000
"""Rows fetched at a time; nothing but a number per title and author is kept of them."""

LOOKUP_CODES = 500
"""Codes asked for in one statement."""

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
    """At most ``limit`` pairs, those of one unit first, then by place in the file. Reads only.

    Of several rows that look alike each is compared with the first. A second per 100.000 new rows.
    """
    with db.connect() as conn:
        known: dict[int, str] = {}
        within = _within_batch(conn, batch_id, known, limit * CANDIDATES)
        standing = _with_stored(conn, batch_id, known, limit * CANDIDATES)
        staged = _staged(
            conn, batch_id, {code for pair in within for code in pair} | {c for c, _ in standing}
        )
        stored = _stored(conn, batch_id, {code for _, code in standing})
        pairs = [(staged[one], stored[other], True) for one, other in standing]
        pairs += [(staged[one], staged[other], False) for one, other in within]
        pairs.sort(key=lambda pair: (pair[0].unit_id != pair[1].unit_id, pair[0].sheet, pair[0].row))
        names = _names(conn, {row.unit_id for pair in pairs[:limit] for row in pair[:2]})
    return [_twin(one, other, names, is_stored=stands) for one, other, stands in pairs[:limit]]


def _twin(one: Any, other: Any, names: dict[int, str], *, is_stored: bool) -> Twin:
    return Twin(
        code=one.code,
        title="" if one.confidential or other.confidential else one.title,
        unit_name=names.get(one.unit_id, ""),
        sheet=one.sheet,
        row=int(one.row),
        other_code=other.code,
        other_unit_name=names.get(other.unit_id, ""),
        same_unit=one.unit_id == other.unit_id,
        other_sheet="" if is_stored else other.sheet,
        other_row=None if is_stored else int(other.row),
    )


def _within_batch(conn: Connection, batch_id: int, known: dict[int, str], most: int) -> list[tuple[str, str]]:
    """Fills ``known`` (title and author → first new code) and pairs later rows with the first."""
    staged = tables.staging.c
    query = (
        sa.select(staged.code, staged.title_key, staged.author_keys)
        .where(*_wanted(batch_id))
        .order_by(staged.source_sheet, staged.source_row)
    )
    found: list[tuple[str, str]] = []
    for code, title, authors in conn.execute(query.execution_options(yield_per=FETCH)):
        keys = _keys(title, authors)
        first = next((known[key] for key in keys if key in known), None)
        if first is not None and len(found) < most:
            found.append((code, first))
        for key in keys:
            known.setdefault(key, code)
    return found


def _with_stored(conn: Connection, batch_id: int, known: dict[int, str], most: int) -> list[tuple[str, str]]:
    """New rows and standing ones under another code; of one new row the first found."""
    if not known:
        return []
    stored, staged = tables.initiatives.c, tables.staging.c
    query = sa.select(stored.code, stored.title_key, stored.author_keys).where(
        stored.programme_id == _programme(batch_id),
        ~stored.withdrawn,
        stored.title_key.in_(sa.select(staged.title_key).where(*_wanted(batch_id))),
    )
    found: dict[str, str] = {}
    for code, title, authors in conn.execute(query.execution_options(yield_per=FETCH)):
        new = next((known[key] for key in _keys(title, authors) if key in known), None)
        if new is not None and new != code:
            found.setdefault(new, code)
            if len(found) == most:
                break
    return list(found.items())


def _keys(title: str, authors: str) -> list[int]:
    """A number for each author of a title; only within one process, where hashes agree."""
    return [hash((title, author)) for author in authors.split("\n") if author]


def _wanted(batch_id: int) -> list[sa.ColumnElement[bool]]:
    staged = tables.staging.c
    return [
        staged.batch_id == batch_id, staged.verdict == NEW, staged.author_keys != "",
        sa.func.length(staged.title_key) >= SHORTEST_TITLE,
    ]  # fmt: skip


def _programme(batch_id: int) -> Any:
    batches = tables.batches.c
    return sa.select(batches.programme_id).where(batches.batch_id == batch_id).scalar_subquery()


def _staged(conn: Connection, batch_id: int, codes: set[str]) -> dict[str, Any]:
    return _details(conn, tables.staging, tables.staging.c.batch_id == batch_id, codes)


def _stored(conn: Connection, batch_id: int, codes: set[str]) -> dict[str, Any]:
    mine = tables.initiatives.c.programme_id == _programme(batch_id)
    return _details(conn, tables.initiatives, mine, codes)


def _details(
    conn: Connection, table: sa.Table, mine: sa.ColumnElement[bool], codes: set[str]
) -> dict[str, Any]:
    row, found, ordered = table.c, {}, sorted(codes)
    for start in range(0, len(ordered), LOOKUP_CODES):
        query = sa.select(
            row.code, row.title, row.unit_id, row.confidential,
            row.source_sheet.label("sheet"), row.source_row.label("row"),
        ).where(mine, row.code.in_(ordered[start : start + LOOKUP_CODES]))  # fmt: skip
        found.update({one.code: one for one in conn.execute(query)})
    return found


def _names(conn: Connection, unit_ids: set[int]) -> dict[int, str]:
    unit = tables.units.c
    rows = conn.execute(sa.select(unit.unit_id, unit.name).where(unit.unit_id.in_(unit_ids)))
    return {int(row.unit_id): str(row.name) for row in rows}
