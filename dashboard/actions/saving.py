"""Role: keeps things by name (views, sets of blocks, templates, pictures), lists and forgets them."""

import unicodedata
from typing import Any

from dashboard.errors import RefusedError
from data_access import saved_items
from data_access.database import Database
from data_access.saved_items import LONGEST_NAME, SavedItem
from data_access.vocabulary import SavedKind


def save(
    db: Database, kind: SavedKind, name: str, content: Any, *, user: str, file: bytes | None = None
) -> str:
    """Keep under a name, in place of what had it before; returns the name as kept (NFC, single spaces).

    Raises ``RefusedError`` for an empty or overlong name. ``content`` must be JSON.
    """
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not kept:
        raise RefusedError("saving.no_name")
    if len(kept) > LONGEST_NAME:
        raise RefusedError("saving.name_too_long", most=LONGEST_NAME)
    with db.begin_write() as conn:
        saved_items.save(conn, kind, kept, content, user=user, file=file)
    return kept


def listed(db: Database, kind: SavedKind) -> tuple[SavedItem, ...]:
    """All of a kind, the newest first, without their files."""
    with db.connect() as conn:
        return saved_items.listed(conn, kind)


def load(db: Database, kind: SavedKind, name: str) -> SavedItem:
    """One with its file. Raises ``RefusedError`` when there is none of that name (any more)."""
    with db.connect() as conn:
        found = saved_items.load(conn, kind, name)
    if found is None:
        raise RefusedError("saving.not_there", name=name)
    return found


def delete(db: Database, kind: SavedKind, name: str, *, user: str) -> None:
    """Forget. Raises ``RefusedError`` when there is none of that name (any more)."""
    with db.begin_write() as conn:
        if not saved_items.delete(conn, kind, name, user=user):
            raise RefusedError("saving.not_there", name=name)
