"""Role: what one initiative was after each import that wrote it, from the before-images; and its source."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.frames import CARD_IMAGE_COLUMNS, CARD_SOURCE_COLUMNS, CARD_STATE_COLUMNS, frame
from data_access.queries.conditions import WITHHELD
from data_access.queries.scope import may_see
from data_access.viewer import Viewer

_IMPORT = ("batch_id", "change", "committed_at", "user_name", "file_name")


def states(viewer: Viewer, conn: Connection, programme_id: int, code: str) -> pd.DataFrame:
    """``CARD_STATE_COLUMNS``: one row per import that wrote the initiative, oldest first, as it was after it.

    ``masked``: the initiative was confidential then or is now, and this viewer may not read what is withheld
    of it; those columns are then None. No row when the viewer may not see the initiative.
    """
    now = _now(viewer, conn, programme_id, code)
    if now is None:
        return frame([], CARD_STATE_COLUMNS)
    history, batches = tables.initiative_history, tables.batches
    secret = bool(now.confidential)
    images = [
        _readable(viewer, history.c[name], history.c.confidential, secret) for name in CARD_IMAGE_COLUMNS
    ]
    query = (
        sa.select(
            history.c.batch_id, history.c.change,
            *(batches.c[name] for name in _IMPORT[2:]),
            *images, _masked(viewer, history.c.confidential, secret),
        )
        .select_from(history.join(batches, batches.c.batch_id == history.c.batch_id))
        .where(history.c.code == code, history.c.programme_id == programme_id)
        .order_by(batches.c.version_after)
    )  # fmt: skip
    written = [tuple(row) for row in conn.execute(query)]
    # What an import left is what the next one found.
    found = [row[len(_IMPORT) :] for row in written[1:]] + [tuple(now)]
    return frame(
        [(*row[: len(_IMPORT)], *after) for row, after in zip(written, found, strict=False)],
        CARD_STATE_COLUMNS,
    )


def source(viewer: Viewer, conn: Connection, programme_id: int, code: str) -> pd.DataFrame:
    """``CARD_SOURCE_COLUMNS``: import, file, sheet and row that the stored state came from; or no row."""
    if _now(viewer, conn, programme_id, code) is None:
        return frame([], CARD_SOURCE_COLUMNS)
    rows, batches = tables.initiatives, tables.batches
    query = (
        sa.select(
            rows.c.batch_id, batches.c.committed_at, batches.c.user_name, batches.c.file_name,
            rows.c.source_sheet, rows.c.source_row,
        )
        .select_from(rows.join(batches, batches.c.batch_id == rows.c.batch_id))
        .where(rows.c.code == code, rows.c.programme_id == programme_id)
    )  # fmt: skip
    return frame(conn.execute(query).all(), CARD_SOURCE_COLUMNS)


def _now(viewer: Viewer, conn: Connection, programme_id: int, code: str) -> Any:
    """The stored state, images' columns and ``masked``; None when unknown, withdrawn or out of scope."""
    rows = tables.initiatives.c
    secret = rows.confidential
    images = [_readable(viewer, rows[name], secret, False) for name in CARD_IMAGE_COLUMNS]
    query = sa.select(*images, _masked(viewer, secret, False)).where(
        rows.code == code, rows.programme_id == programme_id, ~rows.withdrawn
    )
    found = conn.execute(query).first()
    return found if found is not None and may_see(viewer, conn, int(found.unit_id)) else None


def _masked(viewer: Viewer, secret: ColumnElement[bool], always: bool) -> ColumnElement[bool]:
    if viewer.may_read_confidential:
        return sa.false().label("masked")
    return (sa.true() if always else sa.func.coalesce(secret, sa.false())).label("masked")


def _readable(
    viewer: Viewer, column: ColumnElement[Any], secret: ColumnElement[bool], always: bool
) -> ColumnElement[Any]:
    """As ``conditions.readable``, for an image: withheld when it is or has become confidential."""
    name = column.name
    if name == "authors" and not viewer.may_read_personal:
        return sa.null().label(name)
    if viewer.may_read_confidential or name not in {*WITHHELD, "authors"}:
        return column
    return sa.null().label(name) if always else sa.case((secret, sa.null()), else_=column).label(name)
