"""Role: makes a staged batch count: rows, history, sums, audit and version in one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.dialects import postgresql, sqlite

from data_access import tables
from data_access.bulk import sample_for_plans
from data_access.database import DataVersion, StoreError
from data_access.ledger import current_version, next_version, write_audit
from data_access.rollup import Side, change_sums, current_tree, standing, standing_beside
from data_access.staging import CHANGED, NEW, ROW_COLUMNS, clear_staged, compare_in, open_staged
from data_access.vocabulary import BatchState

WITHDRAWN = "withdrawn"

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 … 1."""

PART_ROWS = 25_000
"""Rows written by one statement when somebody watches: less than a second of work."""

FEW_ROWS = 50_000
"""Up to so many rows to write are named one by one: nobody looks at the many others of a full export."""

CODES_AT_ONCE = 500
"""Codes named in one statement."""

_IMAGES_FROM, _ROWS_FROM, _SUMS_FROM = 0.0, 0.1, 0.55
"""The shares of time at which the steps begin, as measured for a first import."""

_NEARLY = 0.99

IMAGE = (*ROW_COLUMNS, "withdrawn", "source_sheet", "source_row")
ANCESTORS = tuple(f"n{depth}" for depth in range(tables.MAX_DEPTH + 1))


def apply_batch(
    conn: Connection,
    batch_id: int,
    *,
    user: str,
    withdraw_missing: bool = False,
    issues: Sequence[Any] = (),
    mapping: Mapping[str, Any] | None = None,
    counts: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> DataVersion:
    """Write a staged batch of initiatives inside ``db.begin_write()``.

    Compares again when the data changed since ``compare``. Rows of the programme that the batch does not
    name stay, unless ``withdraw_missing``. ``issues``, ``mapping``, ``counts``: JSON for the history screen.
    ``progress`` is told the share done, every second or so and 1 at the end; it may raise: then nothing is
    written.
    Raises ``StoreError``: ``batch_not_staged``, ``unknown_unit`` (the tree changed meanwhile).
    """
    batch = open_staged(conn, batch_id)
    version_before = current_version(conn)
    if batch.version_before != version_before:
        compare_in(conn, batch_id)
    programme_id = int(batch.programme_id)
    first = not _any_row(conn, programme_id)
    _check_units(conn, batch_id)
    written = _Written(conn, batch_id, progress, first=first)
    for part in written.parts(_IMAGES_FROM, _ROWS_FROM):
        _keep_images(conn, batch_id, programme_id, part)
    if withdraw_missing:
        _keep_missing(conn, batch_id, programme_id)
    sample_for_plans(conn, tables.staging, tables.initiative_history)
    for part in written.parts(_ROWS_FROM, _SUMS_FROM):
        written.rows += _store(conn, batch_id, programme_id, part, overwrite=not first)
    if withdraw_missing:
        _withdraw(conn, batch_id, programme_id)
    _sum_up(conn, batch_id, programme_id, written, first=first)
    clear_staged(conn, batch_id)
    written.tell(1.0)
    return finish_batch(
        conn, batch_id, user=user, action="import", subject=batch.file_name,
        version_before=version_before, issues=issues, mapping=mapping, counts=counts,
    )  # fmt: skip


Part = tuple[ColumnElement[bool], ...]
"""Condition on ``staging`` for the rows that one statement takes."""


class _Written:
    """How far the writing is: the staged rows in parts by their code, and then their sums."""

    def __init__(self, conn: Connection, batch_id: int, progress: Progress | None, *, first: bool) -> None:
        self._progress = progress
        self._share = 0.0
        self._passed = self.rows = 0
        few = None if first else _parts_of_few(conn, batch_id)  # of a first import all are to be written
        self.are_few = few is not None
        self._parts = few or []
        if few is None:
            self._parts = _parts_of_many(conn, batch_id) if progress is not None else [()]

    def tell(self, share: float) -> None:
        """Never less than told before."""
        self._share = max(self._share, share)
        if self._progress is not None:
            self._progress(self._share)

    def parts(self, begin: float, end: float) -> Iterator[Part]:
        """The staged rows in parts; when all are done, the share is ``end``."""
        for number, part in enumerate(self._parts, start=1):
            yield part
            self.tell(begin + (end - begin) * number / len(self._parts))
        self.tell(end)

    def summed(self, rows: int) -> None:
        """Rows looked at for the sums: each twice, and before-images besides."""
        self._passed += rows
        self.tell(_SUMS_FROM + (1 - _SUMS_FROM) * min(_NEARLY, self._passed / max(2 * self.rows, 1)))


def _parts_of_few(conn: Connection, batch_id: int) -> list[Part] | None:
    """The rows to write, named; None when they are many."""
    staged = tables.staging.c
    query = sa.select(staged.code).where(*_staged(batch_id, NEW, CHANGED)).limit(FEW_ROWS + 1)
    codes = sorted(conn.execute(query).scalars())
    if len(codes) > FEW_ROWS:
        return None
    return [
        (staged.code.in_(codes[start : start + CODES_AT_ONCE]),)
        for start in range(0, len(codes), CODES_AT_ONCE)
    ]


def _parts_of_many(conn: Connection, batch_id: int) -> list[Part]:
    """All staged rows, by ranges of their codes."""
    code, edges = tables.staging.c.code, _edges(conn, batch_id)
    return [
        (*([code > low] if low else []), *([code <= high] if high else []))
        for low, high in pairwise([None, *edges, None])
    ]


def _edges(conn: Connection, batch_id: int) -> list[str]:
    """Codes that cut the staged rows into parts of PART_ROWS."""
    staged, edges = tables.staging.c, list[str]()
    while True:
        after = [staged.code > edges[-1]] if edges else []
        query = sa.select(staged.code).where(staged.batch_id == batch_id, *after)
        edge = conn.execute(query.order_by(staged.code).offset(PART_ROWS).limit(1)).scalar()
        if edge is None:
            return edges
        edges.append(edge)


def finish_batch(
    conn: Connection,
    batch_id: int,
    *,
    user: str,
    action: str,
    subject: str,
    version_before: int,
    issues: Sequence[Any],
    mapping: Mapping[str, Any] | None,
    counts: Mapping[str, Any] | None,
) -> DataVersion:
    """Version, batch row and audit row of a commit."""
    now = datetime.now(UTC)
    version = next_version(conn, now)
    conn.execute(
        sa.update(tables.batches)
        .where(tables.batches.c.batch_id == batch_id)
        .values(
            state=str(BatchState.COMMITTED), committed_at=now, version_before=version_before,
            version_after=version.version, issues=list(issues), mapping=dict(mapping or {}),
            counts=dict(counts or {}),
        )
    )  # fmt: skip
    details = {"batch": batch_id, "version": version.version, "counts": dict(counts or {})}
    write_audit(conn, user=user, action=action, subject=subject, details=details, at=now)
    return version


def _any_row(conn: Connection, programme_id: int) -> bool:
    rows = tables.initiatives.c
    return (
        conn.execute(sa.select(rows.code).where(rows.programme_id == programme_id).limit(1)).first()
        is not None
    )


def _check_units(conn: Connection, batch_id: int) -> None:
    staged, units = tables.staging.c, tables.unit_paths.c
    missing = (
        sa.select(staged.unit_id)
        .where(staged.batch_id == batch_id, staged.unit_id.not_in(sa.select(units.unit_id)))
        .limit(1)
    )
    unit_id = conn.execute(missing).scalar()
    if unit_id is not None:
        raise StoreError("unknown_unit", unit_id=unit_id)


def _staged(batch_id: int, *verdicts: str) -> tuple[ColumnElement[bool], ...]:
    staged = tables.staging.c
    return staged.batch_id == batch_id, staged.verdict.in_(verdicts)


def _keep_images(conn: Connection, batch_id: int, programme_id: int, part: Part) -> None:
    """Before-images of what will change, and the mere mark of what is new."""
    history, staged, stored = tables.initiative_history, tables.staging, tables.initiatives
    conn.execute(
        sa.insert(history).from_select(
            ["batch_id", "code", "programme_id", "change"],
            sa.select(sa.literal(batch_id), staged.c.code, sa.literal(programme_id), sa.literal(NEW)).where(
                *_staged(batch_id, NEW), *part
            ),
        )
    )
    images = sa.select(*_image_columns(batch_id, CHANGED)).select_from(
        staged.join(stored, stored.c.code == staged.c.code)
    )
    images = images.where(*_staged(batch_id, CHANGED), *part, stored.c.programme_id == programme_id)
    conn.execute(sa.insert(history).from_select(_image_names(), images))


def _image_names() -> list[str]:
    return ["batch_id", "code", "programme_id", "change", "previous_batch_id", *IMAGE]


def _image_columns(batch_id: int, change: str) -> list[ColumnElement[Any]]:
    stored = tables.initiatives.c
    return [
        sa.literal(batch_id), stored.code, stored.programme_id, sa.literal(change), stored.batch_id,
        *(stored[name] for name in IMAGE),
    ]  # fmt: skip


def _keep_missing(conn: Connection, batch_id: int, programme_id: int) -> None:
    staged, stored = tables.staging, tables.initiatives
    named = sa.exists().where(staged.c.batch_id == batch_id, staged.c.code == stored.c.code)
    images = sa.select(*_image_columns(batch_id, WITHDRAWN)).where(*standing(programme_id), ~named)
    conn.execute(sa.insert(tables.initiative_history).from_select(_image_names(), images))


def _sum_up(conn: Connection, batch_id: int, programme_id: int, written: _Written, *, first: bool) -> None:
    """From before-images to written rows; the rows are stored already, so the others bear another batch."""
    history, stored = tables.initiative_history, tables.initiatives
    tree = current_tree(conn)
    sides = [Side(tables.staging, _staged(batch_id, NEW, CHANGED), 1, tree)]
    if written.are_few:
        # By what the history says was touched: the staged rows would all be looked through for it.
        touched = history.join(stored, stored.c.code == history.c.code)
        sides = [Side(stored, (*standing(programme_id), history.c.batch_id == batch_id), 1, tree, touched)]
    unchanged = None
    if not first:
        before = (
            history.c.batch_id == batch_id,
            history.c.programme_id == programme_id,
            history.c.change != NEW,
            ~history.c.withdrawn,
        )
        sides.insert(0, Side(history, before, -1, tree))
        unchanged = standing_beside(programme_id, batch_id)
    change_sums(conn, programme_id, sides, unchanged, written.summed)


def _store(conn: Connection, batch_id: int, programme_id: int, part: Part, *, overwrite: bool) -> int:
    """One statement that inserts the new rows and overwrites the changed ones; how many they were."""
    stored, staged, paths = tables.initiatives, tables.staging, tables.unit_paths
    copied = (*ROW_COLUMNS, "source_sheet", "source_row")
    names = ["code", "programme_id", "withdrawn", "batch_id", *copied, *ANCESTORS]
    query = (
        sa.select(
            staged.c.code, sa.literal(programme_id), sa.false(), sa.literal(batch_id),
            *(staged.c[name] for name in copied), *(paths.c[name] for name in ANCESTORS),
        )
        .select_from(staged.join(paths, paths.c.unit_id == staged.c.unit_id))
        .where(*_staged(batch_id, NEW, CHANGED), *part)
    )  # fmt: skip
    if overwrite:
        return upsert(conn, stored, names, query)
    return _counted(conn, sa.insert(stored).from_select(names, query))


def _counted(conn: Connection, statement: sa.Executable) -> int:
    """Run a writing statement; the number of rows it wrote."""
    result = conn.execute(statement, execution_options={"preserve_rowcount": True})
    return max(result.rowcount, 0)


def upsert(conn: Connection, table: sa.Table, names: list[str], query: sa.Select[Any]) -> int:
    """INSERT … SELECT … ON CONFLICT (key) DO UPDATE with all other named columns; how many rows."""
    keys = [column.name for column in table.primary_key.columns]
    others = [name for name in names if name not in keys]
    make = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    statement = make(table).from_select(names, query)
    return _counted(
        conn,
        statement.on_conflict_do_update(
            index_elements=keys, set_={name: statement.excluded[name] for name in others}
        ),
    )


def upsert_rows(conn: Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of a small table, or overwrite those that have the key."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key.columns]
    make = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    statement = make(table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    conn.execute(statement.on_conflict_do_update(index_elements=keys, set_=others), list(rows))


def _withdraw(conn: Connection, batch_id: int, programme_id: int) -> None:
    history, stored = tables.initiative_history.c, tables.initiatives
    gone = sa.exists().where(
        history.batch_id == batch_id,
        history.code == stored.c.code,
        history.programme_id == programme_id,
        history.change == WITHDRAWN,
    )
    conn.execute(
        sa.update(stored)
        .where(stored.c.programme_id == programme_id, gone)
        .values(withdrawn=True, batch_id=batch_id)
    )
