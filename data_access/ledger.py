"""Role: the audit trail (append-only, each row chained to the one before) and the data version."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.database import DataVersion

FIRST_HASH = "0" * 64


def write_audit(
    conn: Connection, *, user: str, action: str, subject: str, details: dict[str, Any], at: datetime
) -> None:
    """Append one row, in the caller's transaction. ``details`` must be JSON; no protected content in it."""
    table = tables.audit
    last = conn.execute(sa.select(table.c.hash).order_by(table.c.audit_id.desc()).limit(1)).scalar()
    previous = last or FIRST_HASH
    moment = at.replace(microsecond=0)
    conn.execute(
        sa.insert(table).values(
            at=moment,
            user_name=user,
            action=action,
            subject=subject,
            details=details,
            previous_hash=previous,
            hash=_hash(previous, moment, user, action, subject, details),
        )
    )


def _hash(previous: str, at: datetime, user: str, action: str, subject: str, details: Any) -> str:
    content = [previous, int(at.timestamp()), user, action, subject, details]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_broken_audit_row(conn: Connection) -> int | None:
    """The first audit row that does not follow from the one before, or None."""
    previous = FIRST_HASH
    table = tables.audit
    for row in conn.execute(sa.select(table).order_by(table.c.audit_id)):
        expected = _hash(previous, row.at, row.user_name, row.action, row.subject, row.details)
        if row.previous_hash != previous or row.hash != expected:
            return int(row.audit_id)
        previous = row.hash
    return None


def current_version(conn: Connection) -> int:
    """The number alone."""
    return int(conn.execute(sa.select(tables.data_version.c.version)).scalar_one())


def next_version(conn: Connection, at: datetime | None = None) -> DataVersion:
    """Say that the data changed; every reader sees it with the same transaction."""
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    table = tables.data_version
    conn.execute(sa.update(table).values(version=table.c.version + 1, changed_at=moment))
    row = conn.execute(sa.select(table)).one()
    return DataVersion(row.version, row.changed_at, row.database_id)
