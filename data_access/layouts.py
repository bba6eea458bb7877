"""Role: layouts of spreadsheets that a person confirmed with an import, kept for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.applying import upsert_rows
from data_access.vocabulary import ImportKind


@dataclass(frozen=True)
class StoredLayout:
    """``columns``: what was said of each column, as JSON of the caller's own shape."""

    kind: ImportKind
    columns: Any


def remembered(conn: Connection) -> dict[str, StoredLayout]:
    """All confirmed layouts by their key."""
    table = tables.remembered_layouts.c
    rows = conn.execute(sa.select(table.layout_key, table.kind, table.columns))
    return {row[0]: StoredLayout(ImportKind(row[1]), row[2]) for row in rows}


def remember(conn: Connection, batch_id: int, layouts: Mapping[str, StoredLayout], *, user: str) -> None:
    """Keep layouts inside ``db.begin_write()``; the newest confirmation of a layout stands."""
    now = datetime.now(UTC)
    upsert_rows(
        conn,
        tables.remembered_layouts,
        [
            {
                "layout_key": key, "kind": str(layout.kind), "columns": layout.columns, "user_name": user,
                "remembered_at": now, "batch_id": batch_id,
            }
            for key, layout in layouts.items()
        ],
    )  # fmt: skip


def forget(conn: Connection, batch_id: int) -> None:
    """Forget what this batch confirmed: its mapping may have been the mistake."""
    table = tables.remembered_layouts
    conn.execute(sa.delete(table).where(table.c.batch_id == batch_id))
