"""Role: the import batches' public face: open, stage, compare, apply, undo, discard, list."""

import pandas as pd
from sqlalchemy import Connection, select

from data_access import tables
from data_access.applying import apply_batch
from data_access.frames import BATCH_COLUMNS, frame
from data_access.preview import RowChange, changes, unit_effect
from data_access.records import RecordChange, apply_records, next_ids
from data_access.staging import Counts, compare, discard, discard_orphans, open_batch, stage_initiatives
from data_access.undoing import UndoRefused, undo_batch

__all__ = [
    "Counts", "RecordChange", "RowChange", "UndoRefused", "apply_batch", "apply_records", "changes",
    "compare", "discard", "discard_orphans", "list_batches", "next_ids", "open_batch", "stage_initiatives",
    "undo_batch", "unit_effect",
]  # fmt: skip


def list_batches(conn: Connection) -> pd.DataFrame:
    """All batches, newest first; columns ``frames.BATCH_COLUMNS``."""
    table = tables.batches
    query = select(*(table.c[name] for name in BATCH_COLUMNS)).order_by(table.c.batch_id.desc())
    return frame(conn.execute(query), BATCH_COLUMNS)
