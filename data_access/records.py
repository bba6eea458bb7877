"""Role: changes to the small tables (programmes, phases, units, targets …), with before- and after-images."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, Table
from sqlalchemy.exc import IntegrityError

from data_access import tables
from data_access.applying import finish_batch
from data_access.database import DataVersion, StoreError
from data_access.ledger import current_version
from data_access.retree import refresh_tree, release_units
from data_access.rollup import rebuild_people
from data_access.staging import open_staged
from data_access.undoing import UndoRefused
from data_access.vocabulary import BatchState

RECORD_TABLES = (
    "programmes", "phases", "milestones", "campaign_events", "units", "unit_aliases", "unit_successors",
    "unit_members", "targets", "fields", "published_figures",
)  # fmt: skip

DERIVED = {"units": {"depth"}}
"""Columns the store works out itself; what a caller says about them does not count."""

LOOSE_REFERENCES = {("units", "parent_id"): "units", ("programmes", "root_unit_id"): "units"}
"""References without a foreign key (the Citus rules forbid self-referencing ones)."""

READ_WHOLE_TABLE = 100
"""From so many changed records on, reading the whole small table is faster than asking for each."""

Record = dict[str, Any]


@dataclass(frozen=True)
class RecordChange:
    """One record of a small table: ``before`` None inserts, ``after`` None deletes, else it updates.

    ``key``: the primary key; ``after`` may leave out columns that stay or that have a default; dates are
    ``date``, instants aware ``datetime``. ``before`` may be partial: what the caller saw, checked again.
    """

    table: str
    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def next_ids(conn: Connection, table: str, count: int) -> range:
    """Free ids for new programmes, units or fields, to be used in the same write transaction.

    Ids are always given out here and never by the database's sequence, so that parent and child can be
    in one import.
    """
    target = tables.metadata.tables[table]
    (key,) = target.primary_key.columns
    highest = conn.execute(sa.select(sa.func.coalesce(sa.func.max(key), 0))).scalar_one()
    return range(int(highest) + 1, int(highest) + 1 + count)


def apply_records(
    conn: Connection,
    batch_id: int,
    changes: Sequence[RecordChange],
    *,
    user: str,
    issues: Sequence[Any] = (),
    mapping: Mapping[str, Any] | None = None,
    counts: Mapping[str, Any] | None = None,
) -> DataVersion:
    """Write a staged batch of small-table changes inside ``db.begin_write()``; the sums follow.

    Raises ``StoreError``: ``batch_not_staged``, ``record_changed`` (somebody was faster), ``record_in_use``,
    ``unit_cycle``, ``unit_too_deep``.
    """
    batch = open_staged(conn, batch_id)
    version_before = current_version(conn)
    write_changes(conn, batch_id, changes)
    return finish_batch(
        conn, batch_id, user=user, action="import", subject=batch.file_name,
        version_before=version_before, issues=issues, mapping=mapping, counts=counts,
    )  # fmt: skip


def write_changes(conn: Connection, batch_id: int, changes: Sequence[RecordChange]) -> None:
    """Write changes with their images, for a batch that is finished elsewhere; once per batch.

    Raises ``StoreError`` as ``apply_records`` does.
    """
    done: list[tuple[str, Record, Record | None, Record | None]] = []
    for name, group in groupby(_ordered(changes), key=lambda change: change.table):
        done += _apply_table(conn, tables.metadata.tables[name], list(group))
    _keep(conn, batch_id, done)
    _follow(conn, [(name, before, after) for name, _, before, after in done])


def later_writer(conn: Connection, version_after: int, changes: Sequence[RecordChange]) -> int | None:
    """The newest standing batch since that version which wrote one of these records."""
    mine = {(change.table, _frozen(change.key)) for change in changes}
    found = [
        int(row.batch_id)
        for row in _records_since(conn, version_after)
        if (row.table_name, _frozen(row.key)) in mine
    ]
    return max(found, default=None)


def _ordered(changes: Sequence[RecordChange]) -> list[RecordChange]:
    """What is referred to first; removals afterwards, in the opposite order."""
    order = {table.name: index for index, table in enumerate(tables.metadata.sorted_tables)}
    for change in changes:
        if change.table not in RECORD_TABLES:
            raise ValueError(f"not a table of records: {change.table}")
    kept = sorted((c for c in changes if c.after is not None), key=lambda c: order[c.table])
    gone = sorted((c for c in changes if c.after is None), key=lambda c: -order[c.table])
    return [*kept, *gone]


def _key_of(table: Table, record: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(record[column.name] for column in table.primary_key.columns)


def _same_key(table: Table, record: Mapping[str, Any]) -> sa.ColumnElement[bool]:
    return sa.and_(*(column == record[column.name] for column in table.primary_key.columns))


def current_records(
    conn: Connection, table: Table, keys: Sequence[Mapping[str, Any]]
) -> dict[tuple[Any, ...], Record]:
    """The stored records of these keys, by key."""
    query = sa.select(table)
    if len(keys) < READ_WHOLE_TABLE:
        query = query.where(sa.or_(sa.false(), *(_same_key(table, key) for key in keys)))
    return {_key_of(table, row): row for row in map(dict, conn.execute(query).mappings())}


def _apply_table(
    conn: Connection, table: Table, changes: Sequence[RecordChange]
) -> list[tuple[str, Record, Record | None, Record | None]]:
    stored = current_records(conn, table, [change.key for change in changes])
    derived = DERIVED.get(table.name, set())
    done: list[tuple[str, Record, Record | None, Record | None]] = []
    for change in changes:
        present = stored.get(_key_of(table, change.key))
        _check_seen(change, present)
        after = None
        if change.after is not None:
            base = present or _defaults(table)
            after = {**base, **change.after, **change.key}
            after.update({name: base[name] for name in derived})
            if after == present:
                continue
        done.append((table.name, dict(change.key), present, after))
    write_records(conn, table, [(before, after) for _, _, before, after in done])
    return done


def _check_seen(change: RecordChange, present: Record | None) -> None:
    derived = DERIVED.get(change.table, set())
    if change.before is None:
        same = present is None
    else:
        same = present is not None and all(
            present[name] == value for name, value in change.before.items() if name not in derived
        )
    if not same:
        raise StoreError("record_changed", table=change.table, key=dict(change.key))


def _defaults(table: Table) -> Record:
    """A new record before anything is said about it."""
    record: Record = {}
    for column in table.columns:
        default = column.default
        record[column.name] = default.arg if isinstance(default, sa.ColumnDefault) else None
    record.update(dict.fromkeys(DERIVED.get(table.name, ()), 0))
    return record


def write_records(
    conn: Connection, table: Table, images: Iterable[tuple[Record | None, Record | None]]
) -> None:
    """Insert, update and delete records; many of one sort at once."""
    inserted = [after for before, after in images if before is None and after is not None]
    if inserted:
        conn.execute(sa.insert(table), inserted)
    for before, after in images:
        if before is not None and after is not None:
            conn.execute(sa.update(table).where(_same_key(table, before)).values(after))
    deleted = [before for before, after in images if before is not None and after is None]
    if not deleted:
        return
    try:
        with conn.begin_nested():
            if table.name == "units":
                release_units(conn, [record["unit_id"] for record in deleted])
            for record in deleted:
                conn.execute(sa.delete(table).where(_same_key(table, record)))
    except IntegrityError as error:
        raise StoreError("record_in_use", table=table.name) from error


def encode(table: Table, record: Mapping[str, Any] | None) -> Record | None:
    """A record as JSON."""
    return None if record is None else {name: _to_json(value) for name, value in record.items()}


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value


def decode(table: Table, record: Mapping[str, Any] | None) -> Record | None:
    """A record from its JSON."""
    if record is None:
        return None
    return {name: _from_json(table.c[name], value) for name, value in record.items()}


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, tables.Instant):
        return datetime.fromtimestamp(value, UTC)
    return date.fromisoformat(value) if isinstance(column.type, sa.Date) else value


def _keep(
    conn: Connection, batch_id: int, done: Sequence[tuple[str, Record, Record | None, Record | None]]
) -> None:
    rows = []
    for position, (name, key, before, after) in enumerate(done):
        table = tables.metadata.tables[name]
        rows.append(
            {
                "batch_id": batch_id, "position": position, "table_name": name, "key": encode(table, key),
                "before": encode(table, before), "after": encode(table, after),
            }
        )  # fmt: skip
    if rows:
        conn.execute(sa.insert(tables.record_history), rows)


def _follow(conn: Connection, images: Sequence[tuple[str, Record | None, Record | None]]) -> None:
    """Bring what is derived from the changed records up to date."""
    touched = {name for name, _, _ in images}
    if "units" in touched:
        refresh_tree(conn)
    programmes = {
        record["programme_id"]
        for name, before, after in images
        if name == "phases"
        for record in (before, after)
        if record is not None
    }
    for programme_id in sorted(programmes):
        rebuild_people(conn, programme_id)


def undo_records(conn: Connection, batch: Any) -> None:
    """The records a batch wrote, back to their before-images. Raises ``UndoRefused``."""
    history = tables.record_history
    mine = sa.select(history).where(history.c.batch_id == batch.batch_id).order_by(history.c.position.desc())
    rows = conn.execute(mine).all()
    if not rows:
        return
    later = _later_records(conn, batch)
    _refuse_if_touched_later(batch.batch_id, rows, later)
    images: list[tuple[str, Record | None, Record | None]] = []
    for name, group in groupby(rows, key=lambda row: str(row.table_name)):
        table = tables.metadata.tables[name]
        back = [(decode(table, row.after), decode(table, row.before)) for row in group]
        _refuse_if_used(
            conn, batch.batch_id, table, [after for after, before in back if before is None], later
        )
        _check_unedited(conn, batch.batch_id, table, [after for after, _ in back if after is not None])
        try:
            write_records(conn, table, back)
        except StoreError as error:
            raise UndoRefused(batch.batch_id, None) from error
        images += [(name, after, before) for after, before in back]
    conn.execute(sa.delete(history).where(history.c.batch_id == batch.batch_id))
    _follow(conn, images)


def _later_records(conn: Connection, batch: Any) -> list[Any]:
    return _records_since(conn, batch.version_after)


def _records_since(conn: Connection, version_after: int) -> list[Any]:
    history, batches = tables.record_history, tables.batches
    query = (
        sa.select(history.c.batch_id, history.c.table_name, history.c.key, history.c.after)
        .select_from(history.join(batches, batches.c.batch_id == history.c.batch_id))
        .where(batches.c.state == str(BatchState.COMMITTED), batches.c.version_after > version_after)
        .order_by(batches.c.version_after.desc())
    )
    return list(conn.execute(query))


def _frozen(key: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted(key.items()))


def _refuse_if_touched_later(batch_id: int, rows: Sequence[Any], later: Sequence[Any]) -> None:
    mine = {(row.table_name, _frozen(row.key)) for row in rows}
    for row in later:
        if (row.table_name, _frozen(row.key)) in mine:
            raise UndoRefused(batch_id, int(row.batch_id))


def _refuse_if_used(
    conn: Connection, batch_id: int, table: Table, vanishing: Sequence[Record | None], later: Sequence[Any]
) -> None:
    """What this batch brought may meanwhile be referred to: by initiatives or by later records."""
    if not vanishing or len(table.primary_key.columns) != 1:
        return
    (key,) = table.primary_key.columns
    ids = {record[key.name] for record in vanishing if record is not None}
    for growing in (tables.initiatives, tables.initiative_history):
        if key.name not in growing.c:
            continue
        column = growing.c[key.name]
        used = conn.execute(sa.select(column, sa.func.max(growing.c.batch_id)).group_by(column))
        found = [int(latest) for value, latest in used if value in ids]
        if found:
            raise UndoRefused(batch_id, max(found))
    pointers = _pointers(table)
    for row in later:
        names = pointers.get(row.table_name, ())
        if row.after and any(row.after.get(name) in ids for name in names):
            raise UndoRefused(batch_id, int(row.batch_id))


def _pointers(table: Table) -> dict[str, list[str]]:
    """Columns of the small tables that refer to this table."""
    found: dict[str, list[str]] = {}
    for name in RECORD_TABLES:
        other = tables.metadata.tables[name]
        columns = [
            column.name
            for column in other.columns
            if any(key.column.table is table for key in column.foreign_keys)
            or LOOSE_REFERENCES.get((name, column.name)) == table.name
        ]
        if columns:
            found[name] = columns
    return found


def _check_unedited(conn: Connection, batch_id: int, table: Table, written: Sequence[Record]) -> None:
    stored = current_records(conn, table, written)
    derived = DERIVED.get(table.name, set())
    for record in written:
        present = stored.get(_key_of(table, record))
        if present is None or any(present[n] != v for n, v in record.items() if n not in derived):
            raise UndoRefused(batch_id, None)
