"""Role: takes a committed batch back exactly, or refuses and names the later batch in the way."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.applying import ANCESTORS, IMAGE, upsert
from data_access.bulk import sample_for_plans
from data_access.database import DataVersion, StoreError
from data_access.ledger import next_version, write_audit
from data_access.rollup import Side, change_sums, current_tree, standing, standing_beside
from data_access.staging import NEW
from data_access.vocabulary import BatchState, ImportKind


class UndoRefused(StoreError):
    """A later batch stands on this one; ``later_batch`` must be undone first (None: a later edit)."""

    def __init__(self, batch_id: int, later_batch: int | None) -> None:
        super().__init__("undo_refused", batch=batch_id, later_batch=later_batch)
        self.batch_id = batch_id
        self.later_batch = later_batch


def undo_batch(conn: Connection, batch_id: int, user: str) -> DataVersion:
    """Return everything the batch wrote to what it was before, inside ``db.begin_write()``.

    Raises ``UndoRefused`` when a later batch touched the same rows, ``StoreError("batch_not_committed")``.
    """
    from data_access.records import undo_records  # it needs UndoRefused from here

    batch = conn.execute(sa.select(tables.batches).where(tables.batches.c.batch_id == batch_id)).first()
    if batch is None or batch.state != BatchState.COMMITTED:
        raise StoreError("batch_not_committed", batch=batch_id)
    if batch.kind == ImportKind.INITIATIVES:
        _undo_initiatives(conn, batch_id, int(batch.programme_id))
    undo_records(conn, batch)
    now = datetime.now(UTC)
    version = next_version(conn, now)
    conn.execute(
        sa.update(tables.batches)
        .where(tables.batches.c.batch_id == batch_id)
        .values(state=str(BatchState.UNDONE))
    )
    details = {"batch": batch_id, "version": version.version}
    write_audit(conn, user=user, action="undo", subject=batch.file_name, details=details, at=now)
    return version


def _undo_initiatives(conn: Connection, batch_id: int, programme_id: int) -> None:
    sample_for_plans(conn, tables.initiative_history, tables.initiatives)
    _refuse_if_touched_later(conn, batch_id)
    history, stored = tables.initiative_history, tables.initiatives
    tree = current_tree(conn)
    images = (history.c.batch_id == batch_id, history.c.change != NEW)
    touched = history.join(stored, stored.c.code == history.c.code)
    written = (*standing(programme_id), history.c.batch_id == batch_id)
    sides = [
        Side(stored, written, -1, tree, touched),
        Side(history, (*images, ~history.c.withdrawn), 1, tree),
    ]
    # Nobody wrote these rows later, so all of them, and no others, bear this batch's number.
    change_sums(conn, programme_id, sides, standing_beside(programme_id, batch_id))
    added = sa.select(history.c.code).where(history.c.batch_id == batch_id, history.c.change == NEW)
    conn.execute(sa.delete(stored).where(stored.c.programme_id == programme_id, stored.c.code.in_(added)))
    _restore(conn, images)
    conn.execute(sa.delete(history).where(history.c.batch_id == batch_id))


def _restore(conn: Connection, images: tuple[sa.ColumnElement[bool], ...]) -> None:
    history, paths = tables.initiative_history, tables.unit_paths
    names = ["code", "programme_id", "batch_id", *IMAGE, *ANCESTORS]
    query: sa.Select[Any] = (
        sa.select(
            history.c.code, history.c.programme_id, history.c.previous_batch_id,
            *(history.c[name] for name in IMAGE), *(paths.c[name] for name in ANCESTORS),
        )
        .select_from(history.join(paths, paths.c.unit_id == history.c.unit_id))
        .where(*images)
    )  # fmt: skip
    upsert(conn, tables.initiatives, names, query)


def _refuse_if_touched_later(conn: Connection, batch_id: int) -> None:
    """A row the batch wrote still bears its number, unless a later one wrote it again."""
    history, stored = tables.initiative_history, tables.initiatives
    query = (
        sa.select(sa.func.max(stored.c.batch_id))
        .select_from(history.join(stored, stored.c.code == history.c.code))
        .where(
            history.c.batch_id == batch_id,
            stored.c.programme_id == history.c.programme_id,
            stored.c.batch_id != batch_id,
        )
    )
    later = conn.execute(query).scalar()
    if later is not None:
        raise UndoRefused(batch_id, int(later))
