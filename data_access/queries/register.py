"""Role: the register of initiatives: pages, search and one card; protected content is masked in SELECT."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.frames import REGISTER_COLUMNS, frame
from data_access.queries import cells
from data_access.queries.conditions import code_order, in_any, readable, row_conditions
from data_access.queries.scope import may_see, visible_nodes
from data_access.selection import RowFilter, Selection
from data_access.viewer import Viewer


def register_columns(viewer: Viewer) -> list[ColumnElement[Any]]:
    """``REGISTER_COLUMNS`` as this viewer may read them; ``masked`` says that something is withheld."""
    rows = tables.initiatives.c
    masked = sa.false() if viewer.may_read_confidential else rows.confidential
    return [masked.label(name) if name == "masked" else readable(viewer, name) for name in REGISTER_COLUMNS]


def searched(search: str) -> list[ColumnElement[bool]]:
    """Every word in the folded title or the code; protected columns are not searched."""
    rows = tables.initiatives.c
    return [
        sa.or_(
            rows.title_key.contains(word, autoescape=True),
            sa.func.lower(rows.code).contains(word, autoescape=True),
        )
        for word in search.split()
    ]


def count(viewer: Viewer, conn: Connection, sel: Selection, search: str = "") -> int:
    """How many initiatives ``page`` would give in all."""
    if not search.split() and sel.rows in (None, RowFilter()):
        return cells.totals(viewer, conn, replace(sel, rows=None))["n"]
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    query = sa.select(sa.func.count()).select_from(tables.initiatives)
    where = [in_any(nodes), *row_conditions(sel, nodes, viewer=viewer), *searched(search)]
    return int(conn.execute(query.where(*where)).scalar_one())


def hidden(viewer: Viewer, conn: Connection, sel: Selection, search: str = "") -> int:
    """How many confidential rows a filter by value leaves out because the viewer may not read their value.

    They are counted whatever their value is, so the number says nothing about it.
    """
    if sel.rows is None or not sel.rows.by_value or viewer.may_read_confidential:
        return 0
    return count(
        viewer, conn, replace(sel, rows=replace(sel.rows.without_value(), confidential=True)), search
    )


def page(
    viewer: Viewer, conn: Connection, sel: Selection, search: str = "", offset: int = 0, limit: int = 50
) -> pd.DataFrame:
    """``REGISTER_COLUMNS``, newest first, the undated last, codes in order within an instant.

    ``search``: words already folded (lower case, no accents), all of which must occur.
    """
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    at = tables.initiatives.c.submitted_at
    where = [in_any(nodes), *row_conditions(sel, nodes, viewer=viewer), *searched(search)]
    dated = _rows(viewer, conn, [*where, at.is_not(None)], [at.desc()], offset, limit)
    if len(dated) == limit or sel.start is not None or sel.end is not None:
        return frame(dated, REGISTER_COLUMNS)
    # The databases disagree where absent instants sort, so the undated are asked for apart.
    skipped = offset if not dated else offset + len(dated)
    if not dated and offset:
        query = sa.select(sa.func.count()).select_from(tables.initiatives).where(*where, at.is_not(None))
        skipped = int(conn.execute(query).scalar_one())
    start = max(offset - skipped, 0)
    undated = _rows(viewer, conn, [*where, at.is_(None)], [], start, limit - len(dated))
    return frame([*dated, *undated], REGISTER_COLUMNS)


def _rows(
    viewer: Viewer,
    conn: Connection,
    where: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    offset: int,
    limit: int,
) -> list[Any]:
    query = sa.select(*register_columns(viewer)).where(*where).order_by(*order, code_order(conn))
    return list(conn.execute(query.offset(offset).limit(limit)))


def card(viewer: Viewer, conn: Connection, programme_id: int, code: str) -> pd.DataFrame:
    """One initiative, ``REGISTER_COLUMNS``; no row when unknown, withdrawn or out of the viewer's scope."""
    rows = tables.initiatives.c
    query = sa.select(*register_columns(viewer), rows.unit_id.label("at")).where(
        rows.programme_id == programme_id, rows.code == code, ~rows.withdrawn
    )
    found = [row for row in conn.execute(query) if may_see(viewer, conn, row[-1])]
    return frame([row[:-1] for row in found], REGISTER_COLUMNS)
