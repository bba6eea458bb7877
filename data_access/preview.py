"""Role: what a staged batch would change: row by row, and in the counts of units; it writes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select, Table

from data_access import tables
from data_access.database import Database
from data_access.frames import UNIT_EFFECT_COLUMNS, frame
from data_access.rollup import standing
from data_access.staging import CHANGED, NEW, ROW_COLUMNS
from data_access.vocabulary import WHOLE_PROGRAMME

_QUIET = frozenset({"title_key", "author_keys", "submitted_day"})
"""Worked out from other columns: showing them too would say the same change twice."""


@dataclass(frozen=True)
class RowChange:
    """One new or changed row; ``fields``: column → (old, new), empty for a new one.

    A row that was withdrawn and comes back is "changed" with ``withdrawn`` among its fields.
    """

    code: str
    title: str
    verdict: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class StandingRow:
    """A row that stands in the store and that a staged batch does not name."""

    code: str
    title: str
    unit_id: int
    confidential: bool


class Search(NamedTuple):
    """What rows are looked for by: part of a code as typed, or part of a title folded as stored."""

    text: str
    title_key: str


def changes(
    db: Database,
    batch_id: int,
    limit: int = 100,
    offset: int = 0,
    *,
    verdicts: Sequence[str] = (NEW, CHANGED),
    search: Search | None = None,
) -> list[RowChange]:
    """New and changed rows of a compared batch in the order of their codes, changed ones first."""
    staged, stored = tables.staging, tables.initiatives
    shown = [name for name in ROW_COLUMNS if name not in _QUIET]
    with db.connect() as conn:
        programme_id = _programme_of(conn, batch_id)
        query = (
            sa.select(
                staged.c.code, staged.c.title, staged.c.verdict, stored.c.withdrawn.label("was_withdrawn"),
                *(staged.c[name].label(f"new_{name}") for name in shown),
                *(stored.c[name].label(f"old_{name}") for name in shown),
            )
            .select_from(
                staged.outerjoin(
                    stored, (stored.c.code == staged.c.code) & (stored.c.programme_id == programme_id)
                )
            )
            .where(
                staged.c.batch_id == batch_id,
                staged.c.verdict.in_(list(verdicts)),
                _names(staged, search),
            )
            .order_by(staged.c.verdict, staged.c.code)
            .limit(limit)
            .offset(offset)
        )  # fmt: skip
        return [_change(row, shown) for row in conn.execute(query).mappings()]


def missing(
    db: Database, batch_id: int, limit: int = 100, offset: int = 0, *, search: Search | None = None
) -> list[StandingRow]:
    """Standing rows of the programme that a compared batch does not name, by code."""
    staged, stored = tables.staging.c, tables.initiatives
    is_named = sa.exists().where(staged.batch_id == batch_id, staged.code == stored.c.code)
    with db.connect() as conn:
        query = (
            sa.select(stored.c.code, stored.c.title, stored.c.unit_id, stored.c.confidential)
            .where(
                stored.c.programme_id == _programme_of(conn, batch_id),
                ~stored.c.withdrawn,
                ~is_named,
                _names(stored, search),
            )
            .order_by(stored.c.code)
            .limit(limit)
            .offset(offset)
        )
        return [StandingRow(*row) for row in conn.execute(query)]


def _names(table: Table, search: Search | None) -> ColumnElement[bool]:
    """Whether a row is looked for; without a search all are."""
    if search is None:
        return sa.true()
    by_code = sa.func.lower(table.c.code).contains(search.text.lower(), autoescape=True)
    if not search.title_key:
        return by_code
    return by_code | table.c.title_key.contains(search.title_key, autoescape=True)


def _programme_of(conn: Connection, batch_id: int) -> int:
    batches = tables.batches.c
    return int(conn.execute(sa.select(batches.programme_id).where(batches.batch_id == batch_id)).scalar_one())


def _change(row: Any, shown: Iterable[str]) -> RowChange:
    fields: dict[str, tuple[Any, Any]] = {}
    if row["verdict"] == CHANGED:
        pairs = ((name, row[f"old_{name}"], row[f"new_{name}"]) for name in shown)
        fields = {name: (old, new) for name, old, new in pairs if old != new}
        if row["was_withdrawn"]:
            fields["withdrawn"] = (True, False)
    return RowChange(row["code"], row["title"], row["verdict"], fields)


def unit_effect(db: Database, batch_id: int) -> pd.DataFrame:
    """Submitted counts before and after of each first-level unit and root, per phase (0: whole programme).

    Columns ``frames.UNIT_EFFECT_COLUMNS``; a root's own row counts what is recorded on itself. Rows missing
    from the export stay and so do not count as a change.
    """
    with db.connect() as conn:
        programme_id = _programme_of(conn, batch_id)
        before = _counts(conn, _standing_rows(programme_id), programme_id)
        gone = _counts(conn, _changed_rows(batch_id, programme_id), programme_id)
        come = _counts(conn, _staged_rows(batch_id), programme_id)
    keys = sorted(set(before) | set(come))
    rows = [
        (*key, before.get(key, 0), before.get(key, 0) - gone.get(key, 0) + come.get(key, 0)) for key in keys
    ]
    return frame(rows, UNIT_EFFECT_COLUMNS)


def _standing_rows(programme_id: int) -> Select[Any]:
    rows = tables.initiatives.c
    return sa.select(rows.unit_id, rows.submitted_at).where(
        rows.programme_id == programme_id, ~rows.withdrawn
    )


def _changed_rows(batch_id: int, programme_id: int) -> Select[Any]:
    staged, stored = tables.staging.c, tables.initiatives.c
    return sa.select(stored.unit_id, stored.submitted_at).where(
        staged.batch_id == batch_id,
        staged.verdict == CHANGED,
        stored.code == staged.code,
        stored.programme_id == programme_id,
        ~stored.withdrawn,
    )


def _staged_rows(batch_id: int) -> Select[Any]:
    staged = tables.staging.c
    return sa.select(staged.unit_id, staged.submitted_at).where(
        staged.batch_id == batch_id, staged.verdict.in_([NEW, CHANGED])
    )


def _counts(conn: Connection, rows: Select[Any], programme_id: int) -> dict[tuple[int, int], int]:
    """Rows by (first-level unit, phase), each phase and the whole programme apart."""
    phases, paths, source = tables.phases.c, tables.unit_paths.c, rows.subquery()
    spans: list[tuple[int, ColumnElement[bool]]] = [(WHOLE_PROGRAMME, sa.true())]
    query = sa.select(phases.number, phases.starts_at, phases.ends_at).where(
        phases.programme_id == programme_id
    )
    for number, start, end in conn.execute(query):
        spans.append((number, (source.c.submitted_at >= start) & (source.c.submitted_at < end)))
    unit = sa.case((paths.n1 > 0, paths.n1), else_=paths.n0)
    sums = [sa.func.sum(sa.case((inside, 1), else_=0)) for _, inside in spans]
    counted = conn.execute(
        sa.select(unit, *sums)
        .select_from(source.join(tables.unit_paths, paths.unit_id == source.c.unit_id))
        .group_by(unit)
    )
    return {
        (int(row[0]), number): int(n)
        for row in counted
        for (number, _), n in zip(spans, row[1:], strict=True)
    }


def newest_missing(conn: Connection, batch_id: int, version: int) -> int | None:
    """The newest batch since that data version with a standing row that this staged batch does not name."""
    staged, stored, batches = tables.staging, tables.initiatives, tables.batches
    named = sa.exists().where(staged.c.batch_id == batch_id, staged.c.code == stored.c.code)
    newer = sa.select(batches.c.batch_id).where(batches.c.version_after > version)
    query = sa.select(sa.func.max(stored.c.batch_id)).where(
        *standing(_programme_of(conn, batch_id)), stored.c.batch_id.in_(newer), ~named
    )
    found = conn.execute(query).scalar()
    return None if found is None else int(found)


def later_writer(conn: Connection, batch_id: int, version_after: int) -> int | None:
    """The newest standing batch since that version which wrote a row that this staged batch would change."""
    staged, stored, batches = tables.staging, tables.initiatives, tables.batches
    query = (
        sa.select(sa.func.max(batches.c.batch_id))
        .select_from(
            staged.join(stored, stored.c.code == staged.c.code).join(
                batches, batches.c.batch_id == stored.c.batch_id
            )
        )
        .where(
            staged.c.batch_id == batch_id,
            staged.c.verdict == CHANGED,
            stored.c.programme_id == _programme_of(conn, batch_id),
            batches.c.version_after > version_after,
        )
    )
    found = conn.execute(query).scalar()
    return None if found is None else int(found)
