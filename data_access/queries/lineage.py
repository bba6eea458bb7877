"""Role: units that ended or took over, where they stand, and the sums of many units at once.

Today's structure is worked out when reading: sums are kept per unit as recorded (docs/architecture.md).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row

from data_access import frames, tables
from data_access.frames import BY_CHILD_COLUMNS
from data_access.queries.cells import plan_of, status_of
from data_access.queries.cube_sums import sum_cells
from data_access.queries.row_sums import Cut, measure_columns
from data_access.queries.scope import ANCESTORS, Node, find_nodes, visible_units
from data_access.queries.spans import span_of
from data_access.selection import Selection, refuse_rows
from data_access.viewer import Viewer
from data_access.vocabulary import ALL

LIVES_COLUMNS = (*frames.UNIT_COLUMNS, *ANCESTORS)

MOST_NAMED = 5_000
"""Units named in one statement; both databases take more parameters than that."""

Sums = dict[int, npt.NDArray[np.int64]]


def has_successors(viewer: Viewer, conn: Connection) -> bool:
    """Whether any unit within the viewer's scope was taken over by another."""
    heirs = tables.unit_successors.c
    query = sa.select(sa.exists().where(visible_units(viewer, heirs.unit_id), heirs.share_ppm > 0))
    return bool(conn.execute(query).scalar_one())


def lives(viewer: Viewer, conn: Connection) -> pd.DataFrame:
    """``LIVES_COLUMNS`` of the units with a last day, a successor or a predecessor.

    Few, however large the tree. ``n0``… are the ancestors by depth (0: none).
    """
    unit, path, heirs = tables.units.c, tables.unit_paths.c, tables.unit_successors.c
    told = sa.or_(
        unit.valid_to.is_not(None),
        unit.unit_id.in_(sa.select(heirs.unit_id)),
        unit.unit_id.in_(sa.select(heirs.successor_id)),
    )
    own = [unit[name] for name in frames.UNIT_COLUMNS if name != "has_children"]
    query = (
        sa.select(*own, path.has_children, *(path[name] for name in ANCESTORS))
        .select_from(tables.units.join(tables.unit_paths, path.unit_id == unit.unit_id))
        .where(told, visible_units(viewer, unit.unit_id))
        .order_by(unit.unit_id)
    )
    return frames.frame(conn.execute(query).all(), LIVES_COLUMNS)


def by_unit(viewer: Viewer, conn: Connection, sel: Selection, unit_ids: Sequence[int]) -> pd.DataFrame:
    """[unit_id, MEASURES] of each of these units with its subtree; those without a row are left out.

    ``sel.unit_id`` is not looked at. Units out of the viewer's scope give nothing.
    """
    refuse_rows(sel)
    sums: Sums = {}
    for nodes in _by_depth(viewer, conn, unit_ids):
        ids = [node.unit_id for node in nodes]
        segments, ranges = plan_of(sel, span_of(sel), nodes[0], Cut())
        status = status_of(sel.measure)
        if segments:
            found = sum_cells(conn, sel.programme_id, ids, Cut(), sel.field_id, status, segments)
            _add(sums, found, 1)
        for start, end, sign in ranges:
            where = _where(sel, status, nodes[0].depth, ids)
            at = tables.initiatives.c.submitted_at
            where += [at >= start] if start is not None else []
            where += [at < end] if end is not None else []
            _add(sums, conn.execute(_of_rows(nodes[0].depth, where)).all(), sign)
    rows = [(unit, *values.tolist()) for unit, values in sorted(sums.items()) if values[0]]
    return frames.integer_frame(rows, BY_CHILD_COLUMNS)


def _by_depth(viewer: Viewer, conn: Connection, unit_ids: Sequence[int]) -> Iterator[list[Node]]:
    """The nodes of visible units, those of one depth together: they are read in the same way."""
    unit = tables.units.c.unit_id
    for start in range(0, len(unit_ids), MOST_NAMED):
        wanted = list(unit_ids[start : start + MOST_NAMED])
        query = sa.select(unit).where(unit.in_(wanted), visible_units(viewer, unit))
        nodes = find_nodes(conn, tuple(conn.execute(query).scalars()))
        for depth in sorted({node.depth for node in nodes.values()}):
            yield [node for node in nodes.values() if node.depth == depth]


def _where(sel: Selection, status: int, depth: int, ids: Sequence[int]) -> list[ColumnElement[bool]]:
    rows, paths = tables.initiatives.c, tables.unit_paths.c
    inside = sa.select(paths.unit_id).where(paths[f"n{depth}"].in_(ids))
    # "+ 0" keeps the planner from the programme's index: the units' one is narrower here.
    found = [rows.programme_id + 0 == sel.programme_id, ~rows.withdrawn, rows.unit_id.in_(inside)]
    found += [rows.field_id == sel.field_id] if sel.field_id != ALL else []
    found += [rows.status == status] if status != ALL else []
    return found


def _of_rows(depth: int, where: Sequence[ColumnElement[bool]]) -> sa.Select[Any]:
    rows, paths = tables.initiatives, tables.unit_paths
    node = paths.c[f"n{depth}"]
    return (
        sa.select(node, *measure_columns())
        .select_from(rows.join(paths, paths.c.unit_id == rows.c.unit_id))
        .where(*where)
        .group_by(node)
    )


def _add(sums: Sums, rows: Sequence[Row[Any]], sign: int) -> None:
    for row in rows:
        values = sign * np.array(row[1:], dtype=np.int64)
        sums[row[0]] = sums[row[0]] + values if row[0] in sums else values
