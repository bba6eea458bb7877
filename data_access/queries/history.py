"""Role: what happened to the data: imports and the audit trail, newest first."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.batches import list_batches
from data_access.frames import AUDIT_COLUMNS, frame
from data_access.viewer import Viewer


def imports(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """All import batches, ``BATCH_COLUMNS``; they hold counts and file names, no rows."""
    return list_batches(conn)


def issues_of(viewer: Viewer, conn: Connection, batch_id: int) -> list[object]:
    """The issues kept with a batch, as they were given to its commit; empty when unknown."""
    batches = tables.batches.c
    found = conn.execute(sa.select(batches.issues).where(batches.batch_id == batch_id)).scalar()
    return list(found or [])


def counts_of(viewer: Viewer, conn: Connection, batch_id: int) -> dict[str, Any]:
    """The counts kept with a batch, with what it changed in the figures; empty when unknown."""
    batches = tables.batches.c
    found = conn.execute(sa.select(batches.counts).where(batches.batch_id == batch_id)).scalar()
    return dict(found or {})


def audit(viewer: Viewer, conn: Connection, limit: int = 200) -> pd.DataFrame:
    """The latest audit rows, ``AUDIT_COLUMNS``."""
    table = tables.audit
    query = sa.select(*(table.c[name] for name in AUDIT_COLUMNS)).order_by(table.c.audit_id.desc())
    return frame(conn.execute(query.limit(limit)).all(), AUDIT_COLUMNS)
