"""Role: which nodes of the unit tree a viewer's question is about."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select

from data_access import tables
from data_access.viewer import Viewer

ANCESTORS = tuple(f"n{depth}" for depth in range(tables.MAX_DEPTH + 1))


@dataclass(frozen=True)
class Node:
    """A unit and where it stands; ``path[d]`` is its ancestor at depth d (itself at its own depth)."""

    unit_id: int
    depth: int
    path: tuple[int, ...]
    has_children: bool

    def contains(self, other: "Node") -> bool:
        """Whether the other unit is this one or stands below it."""
        return other.path[self.depth] == self.unit_id


@cache
def _node_query() -> Select[Any]:
    paths = tables.unit_paths.c
    columns = [paths.unit_id, paths.depth, *(paths[name] for name in ANCESTORS), paths.has_children]
    wanted: sa.BindParameter[Any] = sa.bindparam("unit_ids", expanding=True)
    return sa.select(*columns).where(paths.unit_id.in_(wanted))


def find_nodes(conn: Connection, unit_ids: tuple[int, ...]) -> dict[int, Node]:
    """The nodes of these units; unknown ones are left out."""
    rows = conn.execute(_node_query(), {"unit_ids": list(unit_ids)})
    return {row[0]: Node(row[0], row[1], tuple(row[2:-1]), bool(row[-1])) for row in rows}


def visible_nodes(viewer: Viewer, conn: Connection, unit_id: int) -> tuple[Node, ...]:
    """The nodes whose subtrees together are what the viewer may see of this unit's subtree.

    The unit itself when it lies within the viewer's scope, the viewer's own roots below it when it lies
    above, nothing otherwise.
    """
    roots = viewer.unit_ids or ()
    nodes = find_nodes(conn, (unit_id, *roots))
    node = nodes.get(unit_id)
    if node is None:
        return ()
    if viewer.unit_ids is None:
        return (node,)
    allowed = [nodes[root] for root in dict.fromkeys(roots) if root in nodes]
    if any(root.contains(node) for root in allowed):
        return (node,)
    below = [root for root in allowed if node.contains(root)]
    return tuple(
        root for root in below if not any(other is not root and other.contains(root) for other in below)
    )


def may_see(viewer: Viewer, conn: Connection, unit_id: int) -> bool:
    """Whether the whole subtree of the unit lies within the viewer's scope."""
    return any(node.unit_id == unit_id for node in visible_nodes(viewer, conn, unit_id))


def in_subtree(node: Node) -> ColumnElement[bool]:
    """Condition on ``initiatives``: recorded in the node's subtree; made for the index on units."""
    rows = tables.initiatives.c
    if node.depth <= 1:
        return rows[f"n{node.depth}"] == node.unit_id
    if not node.has_children:
        return rows.unit_id == node.unit_id
    paths = tables.unit_paths.c
    return rows.unit_id.in_(sa.select(paths.unit_id).where(paths[f"n{node.depth}"] == node.unit_id))


def visible_units(viewer: Viewer, unit: ColumnElement[int]) -> ColumnElement[bool]:
    """Condition on a unit column of a small table: within the viewer's scope."""
    if viewer.unit_ids is None:
        return sa.true()
    paths = tables.unit_paths.c
    roots = list(viewer.unit_ids)
    below = sa.or_(*(paths[name].in_(roots) for name in ANCESTORS))
    return unit.in_(sa.select(paths.unit_id).where(below))
