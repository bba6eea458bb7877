"""Role: where the data stand: topmost unit, newest import, newest submission; and the rarer splits."""

from datetime import datetime
from typing import NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import frames, tables
from data_access.queries import parts
from data_access.queries.scope import visible_units
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, BatchState, ImportKind, Split


class NewestBatch(NamedTuple):
    """The newest committed import of initiatives."""

    batch_id: int
    file_name: str
    committed_at: datetime


def root_id(viewer: Viewer, conn: Connection) -> int | None:
    """The topmost unit that the viewer may see; the first recorded should there be several."""
    unit = tables.units.c
    query = sa.select(unit.unit_id).where(visible_units(viewer, unit.unit_id))
    found = conn.execute(query.order_by(unit.depth, unit.unit_id).limit(1)).scalar()
    return None if found is None else int(found)


def newest_batch(viewer: Viewer, conn: Connection, programme_id: int) -> NewestBatch | None:
    """The import that the programme's figures come from; None before the first."""
    batch = tables.batches.c
    query = (
        sa.select(batch.batch_id, batch.file_name, batch.committed_at)
        .where(
            batch.kind == ImportKind.INITIATIVES,
            batch.state == BatchState.COMMITTED,
            batch.programme_id == programme_id,
        )
        .order_by(batch.batch_id.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return None if row is None else NewestBatch(*row)


def newest_day(viewer: Viewer, conn: Connection, programme_id: int, unit_id: int) -> int | None:
    """Local yyyymmdd of the newest submission below a top unit, from its day cells; None without any."""
    cell = tables.cube.c
    query = sa.select(sa.func.max(cell.period)).where(
        cell.programme_id == programme_id, cell.node_id == unit_id, cell.field_id == ALL, cell.status == ALL
    )
    found = conn.execute(query).scalar()
    return int(found) if found else None


def changed_at(conn: Connection) -> datetime:
    """When anything was last written."""
    found: datetime = conn.execute(sa.select(tables.data_version.c.changed_at)).scalar_one()
    return found


def by_column(viewer: Viewer, conn: Connection, sel: Selection, column: str) -> pd.DataFrame:
    """[column, PART_MEASURES] for ``solution_kind`` or ``block``, in the order of the stored values."""
    return frames.integer_frame(
        parts.sum_parts(viewer, conn, sel, Split[column.upper()]), (column, *tables.PART_MEASURES)
    )
