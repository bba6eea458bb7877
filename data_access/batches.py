"""Role: the import batches' public face: open, stage, compare, apply, undo, discard, list."""

from typing import Any

import pandas as pd
from sqlalchemy import Connection, select, update

from data_access import tables
from data_access.applying import apply_batch
from data_access.frames import BATCH_COLUMNS, frame
from data_access.preview import RowChange, StandingRow, changes, missing, unit_effect
from data_access.records import RecordChange, apply_records, later_writer, next_ids, write_changes
from data_access.staging import (
    Counts,
    compare,
    compare_in,
    discard,
    discard_orphans,
    open_batch,
    stage_initiatives,
)
from data_access.undoing import UndoRefused, undo_batch

__all__ = [
    "Counts", "RecordChange", "RowChange", "StandingRow", "UndoRefused", "apply_batch", "apply_records",
    "changes", "compare", "compare_in", "discard", "discard_orphans", "later_writer", "list_batches",
    "missing", "next_ids", "note_request", "open_batch", "stage_initiatives", "undo_batch", "unit_effect",
    "write_changes",
]  # fmt: skip


def note_request(conn: Connection, batch_id: int, request: dict[str, Any]) -> None:
    """Keep what was asked for with a batch, inside ``db.begin_write()``."""
    conn.execute(update(tables.batches).where(tables.batches.c.batch_id == batch_id).values(request=request))


def list_batches(conn: Connection) -> pd.DataFrame:
    """All batches, newest first; columns ``frames.BATCH_COLUMNS``."""
    table = tables.batches
    query = select(*(table.c[name] for name in BATCH_COLUMNS)).order_by(table.c.batch_id.desc())
    return frame(conn.execute(query), BATCH_COLUMNS)
