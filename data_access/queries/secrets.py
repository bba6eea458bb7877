"""Role: how many confidential initiatives declare a value in each part: a count, nothing of their content."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.queries.conditions import in_any, row_conditions
from data_access.queries.scope import find_nodes, visible_nodes
from data_access.selection import Selection, refuse_rows
from data_access.tables import MAX_DEPTH
from data_access.viewer import Viewer

Parts = Counter[tuple[int, int]]
"""(direct child's unit_id, or the unit's own for what is recorded on it; field_id) → how many."""


def declared(viewer: Viewer, conn: Connection, sel: Selection) -> Parts:
    """Confidential initiatives with a declared value, by child and field; parts without any are left out."""
    found: Parts = Counter()
    for child, field, _, _, n in _counted(viewer, conn, sel):
        found[child, field] += n
    return found


def declared_by(viewer: Viewer, conn: Connection, sel: Selection, column: str) -> Counter[int]:
    """The same by ``solution_kind`` or ``block``."""
    place = {"solution_kind": 2, "block": 3}[column]
    found: Counter[int] = Counter()
    for row in _counted(viewer, conn, sel):
        found[row[place]] += row[-1]
    return found


def _counted(viewer: Viewer, conn: Connection, sel: Selection) -> list[tuple[int, int, int, int, int]]:
    refuse_rows(sel)
    rows = tables.initiatives.c
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if not nodes:
        return []
    depth = find_nodes(conn, (sel.unit_id,))[sel.unit_id].depth
    below: ColumnElement[int] = rows[f"n{depth + 1}"] if depth < MAX_DEPTH else sa.literal(0)
    split = (below, rows.field_id, rows.solution_kind, rows.block)
    where = [in_any(nodes), *row_conditions(sel, nodes), rows.confidential, rows.savings_vnd.is_not(None)]
    query = sa.select(*split, sa.func.count()).where(*where).group_by(*split)
    return [(child or sel.unit_id, *others) for child, *others in conn.execute(query)]
