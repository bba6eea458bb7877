"""Role: after the unit tree changed: paths, ancestors on the rows, and sums, in the same transaction."""

from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.applying import ANCESTORS
from data_access.bulk import insert_rows
from data_access.rollup import Side, change_sums, clear_sums, current_tree, rebuild_sums, standing
from data_access.tree import Tree

MANY_UNITS = 2_000
"""When more units than this moved, making all sums anew is simpler and not slower."""


def stored_tree(conn: Connection) -> Tree:
    """The tree that rows and sums are built on."""
    paths = tables.unit_paths.c
    query = sa.select(
        paths.unit_id, paths.depth, *(paths[name] for name in ANCESTORS), paths.has_children
    ).order_by(paths.unit_id)
    rows = np.array([tuple(row) for row in conn.execute(query)], dtype=np.int64)
    table = rows.reshape(-1, len(ANCESTORS) + 3)
    return Tree(table[:, 0], table[:, 2:-1], table[:, 1], table[:, -1] != 0)


def release_units(conn: Connection, unit_ids: list[int]) -> None:
    """Forget the paths of units that are about to be deleted."""
    for unit_id in unit_ids:
        conn.execute(sa.delete(tables.unit_paths).where(tables.unit_paths.c.unit_id == unit_id))


def refresh_tree(conn: Connection) -> None:
    """Bring everything derived from ``units.parent_id`` up to date.

    Raises ``StoreError``: ``unit_cycle``, ``unit_too_deep``.
    """
    old, new = stored_tree(conn), current_tree(conn)
    moved = _moved(old, new)
    _write_paths(conn, old, new, moved)
    _write_depths(conn, new)
    if not moved:
        return
    programmes = list(conn.execute(sa.select(tables.programmes.c.programme_id)).scalars())
    for programme_id in programmes:
        if len(moved) > MANY_UNITS:
            clear_sums(conn, programme_id)
        else:
            rows = (*standing(programme_id), tables.initiatives.c.unit_id.in_(moved))
            sides = [Side(tables.initiatives, rows, -1, old), Side(tables.initiatives, rows, 1, new)]
            change_sums(conn, programme_id, sides, None)
    _write_ancestors(conn, moved)
    if len(moved) > MANY_UNITS:
        for programme_id in programmes:
            rebuild_sums(conn, programme_id)


def _moved(old: Tree, new: Tree) -> list[int]:
    """Units in both trees whose path or whose having of children differs."""
    both, in_old, in_new = np.intersect1d(old.unit_ids, new.unit_ids, return_indices=True)
    differs = (old.paths[in_old] != new.paths[in_new]).any(axis=1)
    differs |= old.has_children[in_old] != new.has_children[in_new]
    found: list[int] = both[differs].tolist()
    return found


def _write_paths(conn: Connection, old: Tree, new: Tree, moved: list[int]) -> None:
    table = tables.unit_paths
    names = [column.name for column in table.columns]
    fresh = set(new.unit_ids.tolist()) - set(old.unit_ids.tolist())
    gone = set(old.unit_ids.tolist()) - set(new.unit_ids.tolist())
    release_units(conn, sorted(gone))
    again = set(moved)
    rows = new.rows()
    insert_rows(conn, table, names, [row for row in rows if row[0] in fresh])
    changed = [dict(zip(names, row, strict=True)) for row in rows if row[0] in again]
    if changed:
        values: dict[str, Any] = {name: sa.bindparam(f"new_{name}") for name in names[1:]}
        conn.execute(
            sa.update(table).where(table.c.unit_id == sa.bindparam("new_unit_id")).values(values),
            [{f"new_{name}": value for name, value in row.items()} for row in changed],
        )


def _write_depths(conn: Connection, new: Tree) -> None:
    units = tables.units
    said: dict[int, int] = dict(conn.execute(sa.select(units.c.unit_id, units.c.depth)).all())
    wrong = [
        {"which": unit, "right": depth}
        for unit, depth in zip(new.unit_ids.tolist(), new.depths.tolist(), strict=True)
        if said[unit] != depth
    ]
    if wrong:
        query = sa.update(units).where(units.c.unit_id == sa.bindparam("which"))
        conn.execute(query.values(depth=sa.bindparam("right")), wrong)


def _write_ancestors(conn: Connection, moved: list[int]) -> None:
    rows, paths = tables.initiatives, tables.unit_paths
    statement = sa.update(rows).where(paths.c.unit_id == rows.c.unit_id)
    if len(moved) <= MANY_UNITS:
        statement = statement.where(rows.c.unit_id.in_(moved))
    conn.execute(statement.values({name: paths.c[name] for name in ANCESTORS}))
