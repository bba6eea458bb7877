"""Role: where the rows of a selection come from, and what their values add up to, row filters included."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.frames import ROW_SOURCE_COLUMNS, frame
from data_access.queries.conditions import in_any, row_conditions
from data_access.queries.scope import visible_nodes
from data_access.selection import Selection
from data_access.viewer import Viewer


def by_batch(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """``ROW_SOURCE_COLUMNS``: the imports that last wrote the rows, how many each, the newest first."""
    rows, batches = tables.initiatives, tables.batches
    counted = (
        sa.select(rows.c.batch_id, sa.func.count().label("n"))
        .where(*_where(viewer, conn, sel))
        .group_by(rows.c.batch_id)
        .subquery()
    )
    columns = [batches.c[name] for name in ROW_SOURCE_COLUMNS if name != "n"]
    query = sa.select(*columns, counted.c.n).join(batches, batches.c.batch_id == counted.c.batch_id)
    return frame(conn.execute(query.order_by(counted.c.batch_id.desc())).all(), ROW_SOURCE_COLUMNS)


def declared_values(viewer: Viewer, conn: Connection, sel: Selection) -> tuple[int, int]:
    """How many of the rows declare a value, and their sum in đồng."""
    value = tables.initiatives.c.savings_vnd
    query = sa.select(sa.func.count(value), sa.func.coalesce(sa.func.sum(value), 0))
    found = conn.execute(query.where(*_where(viewer, conn, sel))).one()
    return int(found[0]), int(found[1])


def middle_values(viewer: Viewer, conn: Connection, sel: Selection) -> tuple[int, ...]:
    """The declared value in the middle, or the two that stand there; none when none is declared."""
    value = tables.initiatives.c.savings_vnd
    declared, _total = declared_values(viewer, conn, sel)
    if not declared:
        return ()
    query = sa.select(value).where(*_where(viewer, conn, sel), value.is_not(None)).order_by(value)
    found = conn.execute(query.offset((declared - 1) // 2).limit(2 - declared % 2))
    return tuple(int(amount) for amount in found.scalars())


def _where(viewer: Viewer, conn: Connection, sel: Selection) -> list[Any]:
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    return [in_any(nodes), *row_conditions(sel, nodes, viewer=viewer)]
