"""Role: what people keep by name: views, sets of report blocks, templates, pictures."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.applying import upsert_rows
from data_access.ledger import write_audit
from data_access.vocabulary import SavedKind

LONGEST_NAME = 120


@dataclass(frozen=True)
class SavedItem:
    """One kept thing: ``content`` is JSON of the caller's shape; ``file``: of templates and pictures only."""

    kind: SavedKind
    name: str
    content: Any
    file: bytes | None
    user: str
    saved_at: datetime


def listed(conn: Connection, kind: SavedKind) -> tuple[SavedItem, ...]:
    """All of a kind, the newest first, without their files."""
    table = tables.saved_items.c
    columns = (table.name, table.content, table.user_name, table.saved_at)
    query = sa.select(*columns).where(table.kind == kind).order_by(table.saved_at.desc(), table.name)
    return tuple(SavedItem(kind, row[0], row[1], None, row[2], row[3]) for row in conn.execute(query))


def load(conn: Connection, kind: SavedKind, name: str) -> SavedItem | None:
    """One thing with its file; None when there is none of that name."""
    table = tables.saved_items.c
    query = sa.select(tables.saved_items).where(table.kind == kind, table.name == name)
    row = conn.execute(query).first()
    return None if row is None else SavedItem(kind, name, row.content, row.file, row.user_name, row.saved_at)


def save(
    conn: Connection, kind: SavedKind, name: str, content: Any, *, user: str, file: bytes | None = None
) -> None:
    """Keep inside ``db.begin_write()``, in place of what had that name. The data version stays."""
    now = datetime.now(UTC)
    row = {
        "kind": str(kind), "name": name, "content": content, "file": file, "user_name": user, "saved_at": now,
    }  # fmt: skip
    upsert_rows(conn, tables.saved_items, [row])
    write_audit(conn, user=user, action="saved", subject=f"{kind}: {name}", details={}, at=now)


def delete(conn: Connection, kind: SavedKind, name: str, *, user: str) -> bool:
    """Forget inside ``db.begin_write()``; False when there was none of that name."""
    table = tables.saved_items
    done = conn.execute(sa.delete(table).where(table.c.kind == kind, table.c.name == name))
    if not done.rowcount:
        return False
    now = datetime.now(UTC)
    write_audit(conn, user=user, action="deleted", subject=f"{kind}: {name}", details={}, at=now)
    return True
