"""Role: what the campaign is made of: programmes, phases, units, targets, published figures – as frames.

Columns are named in ``data_access.frames``. Units and what hangs on them are cut to the viewer's scope;
programmes, phases, milestones, events and fields are nobody's secret.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table

from data_access import frames, tables
from data_access.queries.scope import visible_units
from data_access.viewer import Viewer


def _read(
    conn: Connection,
    table: Table,
    columns: Sequence[str],
    where: Sequence[ColumnElement[bool]] = (),
    order: Sequence[str] = (),
) -> pd.DataFrame:
    query = sa.select(*(table.c[name] for name in columns)).where(*where)
    return frames.frame(conn.execute(query.order_by(*(table.c[name] for name in order))).all(), columns)


def programmes(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """All programmes, ``PROGRAMME_COLUMNS``, in the order they were made."""
    return _read(conn, tables.programmes, frames.PROGRAMME_COLUMNS, order=["programme_id"])


def phases(viewer: Viewer, conn: Connection, programme_id: int) -> pd.DataFrame:
    """``PHASE_COLUMNS``; ``ends_at`` is exclusive."""
    table = tables.phases
    return _read(conn, table, frames.PHASE_COLUMNS, [table.c.programme_id == programme_id], ["number"])


def milestones(viewer: Viewer, conn: Connection, programme_id: int) -> pd.DataFrame:
    """``MILESTONE_COLUMNS`` by phase and date."""
    table = tables.milestones
    where = [table.c.programme_id == programme_id]
    return _read(conn, table, frames.MILESTONE_COLUMNS, where, ["phase_number", "due_on"])


def events(viewer: Viewer, conn: Connection, programme_id: int) -> pd.DataFrame:
    """``EVENT_COLUMNS`` by date."""
    table = tables.campaign_events
    where = [table.c.programme_id == programme_id]
    return _read(conn, table, frames.EVENT_COLUMNS, where, ["on_date", "name"])


def fields(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """``FIELD_COLUMNS`` in their order."""
    return _read(conn, tables.fields, frames.FIELD_COLUMNS, order=["position", "field_id"])


def _units(conn: Connection, where: Sequence[ColumnElement[bool]]) -> pd.DataFrame:
    unit, path = tables.units, tables.unit_paths
    own = [unit.c[name] for name in frames.UNIT_COLUMNS if name in unit.c]
    query: sa.Select[Any] = (
        sa.select(*own, path.c.has_children)
        .select_from(unit.join(path, path.c.unit_id == unit.c.unit_id))
        .where(*where)
        .order_by(unit.c.depth, unit.c.unit_id)
    )
    return frames.frame(conn.execute(query).all(), frames.UNIT_COLUMNS)


def units(viewer: Viewer, conn: Connection, unit_ids: Sequence[int] | None = None) -> pd.DataFrame:
    """``UNIT_COLUMNS``, higher levels first; only these ids when given. The whole tree may be large."""
    unit = tables.units.c.unit_id
    where = [visible_units(viewer, unit)]
    if unit_ids is not None:
        where.append(unit.in_(list(unit_ids)))
    return _units(conn, where)


def names(viewer: Viewer, conn: Connection, unit_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Name of each of these units and of its parent: "" for a root, or a parent out of the viewer's scope."""
    unit, above = tables.units, tables.units.alias("above")
    visible = sa.and_(above.c.unit_id == unit.c.parent_id, visible_units(viewer, above.c.unit_id))
    query = (
        sa.select(unit.c.unit_id, unit.c.name, above.c.name)
        .select_from(unit.outerjoin(above, visible))
        .where(unit.c.unit_id.in_(unit_ids), visible_units(viewer, unit.c.unit_id))
    )
    return {int(ident): (name, superior or "") for ident, name, superior in conn.execute(query)}


def children(viewer: Viewer, conn: Connection, unit_id: int) -> pd.DataFrame:
    """Direct children, ``UNIT_COLUMNS``."""
    unit = tables.units.c
    return _units(conn, [unit.parent_id == unit_id, visible_units(viewer, unit.unit_id)])


def ancestors(viewer: Viewer, conn: Connection, unit_id: int) -> pd.DataFrame:
    """The unit and what it stands under, from the top, ``UNIT_COLUMNS``: the way to go back up."""
    path, unit = tables.unit_paths.c, tables.units.c
    row = conn.execute(
        sa.select(*(path[f"n{depth}"] for depth in range(tables.MAX_DEPTH + 1))).where(
            path.unit_id == unit_id
        )
    ).first()
    ids = [] if row is None else [int(value) for value in row if value]
    return _units(conn, [unit.unit_id.in_(ids), visible_units(viewer, unit.unit_id)])


def unit_by_code(viewer: Viewer, conn: Connection, code: str) -> int | None:
    """The id behind a unit's code, None when unknown or out of scope (which of both is not told)."""
    unit = tables.units.c
    query = sa.select(unit.unit_id).where(unit.code == code, visible_units(viewer, unit.unit_id))
    found = conn.execute(query).scalar()
    return None if found is None else int(found)


def aliases(viewer: Viewer, conn: Connection, unit_ids: Sequence[int] | None = None) -> pd.DataFrame:
    """``ALIAS_COLUMNS``: other spellings of units, or of these."""
    table = tables.unit_aliases
    where = [visible_units(viewer, table.c.unit_id)]
    if unit_ids is not None:
        where.append(table.c.unit_id.in_(list(unit_ids)))
    return _read(conn, table, frames.ALIAS_COLUMNS, where, ["alias_key", "unit_id"])


def members(viewer: Viewer, conn: Connection, unit_ids: Sequence[int] | None = None) -> pd.DataFrame:
    """``MEMBER_COLUMNS``: members of each unit by year."""
    table = tables.unit_members
    where = [visible_units(viewer, table.c.unit_id)]
    if unit_ids is not None:
        where.append(table.c.unit_id.in_(list(unit_ids)))
    return _read(conn, table, frames.MEMBER_COLUMNS, where, ["unit_id", "year"])


def successors(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """``SUCCESSOR_COLUMNS``: where units went, with shares in millionths."""
    table = tables.unit_successors
    where = [visible_units(viewer, table.c.unit_id)]
    return _read(conn, table, frames.SUCCESSOR_COLUMNS, where, ["unit_id", "successor_id"])


_TARGET_ORDER = ["unit_id", "phase_number", "basis", "version"]


def _under(unit: ColumnElement[Any], parent_id: int | None) -> list[ColumnElement[bool]]:
    if parent_id is None:
        return []
    units_table = tables.units.c
    below = sa.select(units_table.unit_id).where(units_table.parent_id == parent_id)
    return [sa.or_(unit == parent_id, unit.in_(below))]


def target_versions(
    viewer: Viewer, conn: Connection, programme_id: int, unit_id: int | None = None
) -> pd.DataFrame:
    """Every version of the targets, ``TARGET_COLUMNS``, of one unit when given."""
    table = tables.targets
    where = [table.c.programme_id == programme_id, visible_units(viewer, table.c.unit_id)]
    if unit_id is not None:
        where.append(table.c.unit_id == unit_id)
    return _read(conn, table, frames.TARGET_COLUMNS, where, _TARGET_ORDER)


def targets_in_force(
    viewer: Viewer, conn: Connection, programme_id: int, parent_id: int | None = None
) -> pd.DataFrame:
    """The highest version per unit, phase and basis, ``TARGET_COLUMNS``; withdrawn ones have no amount.

    ``parent_id``: only this unit and its direct children.
    """
    table, other = tables.targets, tables.targets.alias("newer")
    keys = ("programme_id", "phase_number", "unit_id", "basis")
    newer = sa.exists().where(
        *(other.c[name] == table.c[name] for name in keys), other.c.version > table.c.version
    )
    where = [
        table.c.programme_id == programme_id,
        visible_units(viewer, table.c.unit_id),
        *_under(table.c.unit_id, parent_id),
        ~newer,
    ]
    return _read(conn, table, frames.TARGET_COLUMNS, where, _TARGET_ORDER)


def published(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """``PUBLISHED_COLUMNS``: figures printed in public, by date; they are public for every viewer."""
    order = ["as_of", "unit_name", "figure_key"]
    return _read(conn, tables.published_figures, frames.PUBLISHED_COLUMNS, order=order)
