"""Role: the exact medians of many small parts of a selection, by one reading of the value index."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.facts import Ints
from data_access.queries.conditions import row_conditions
from data_access.queries.savings import by_value
from data_access.queries.scope import Node, find_nodes, visible_nodes
from data_access.selection import Selection
from data_access.tables import BIN_EDGES_VND, MAX_DEPTH
from data_access.viewer import Viewer

Bins = Mapping[int, Sequence[int]]
"""Of each part how many values lie in each step of money (BIN_EDGES_VND)."""


def by_child(
    viewer: Viewer, conn: Connection, sel: Selection, bins: Bins, *, is_open: bool
) -> dict[int, int]:
    """Median in đồng of each part in ``bins``: direct children by unit_id, the unit itself for its own rows.

    Half a đồng is rounded up. ``is_open``: of the values that are not confidential, as ``bins`` count them.
    Parts without a value have none.
    """
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if not nodes:
        return {}
    depth = find_nodes(conn, (sel.unit_id,))[sel.unit_id].depth
    rows = tables.initiatives.c
    below: ColumnElement[int] = rows[f"n{depth + 1}"] if depth < MAX_DEPTH else sa.literal(0)
    keyed = {0 if unit == sel.unit_id else unit: counts for unit, counts in bins.items()}
    found = _medians(conn, sel, nodes, below, keyed, is_open)
    return {unit or sel.unit_id: median for unit, median in found.items()}


def by_field(
    viewer: Viewer, conn: Connection, sel: Selection, bins: Bins, *, is_open: bool
) -> dict[int, int]:
    """The same of each field in ``bins``, by field_id."""
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    return _medians(conn, sel, nodes, tables.initiatives.c.field_id, bins, is_open) if nodes else {}


class _Middle(NamedTuple):
    """Ranks (from 0) of the middle value, or of the two, and the steps of money they lie in."""

    ranks: tuple[int, int]
    steps: tuple[int, int]


def _middle(counts: Sequence[int]) -> _Middle:
    total, ends = sum(counts), np.cumsum(counts)
    ranks = ((total - 1) // 2, total // 2)
    first, last = (int(np.searchsorted(ends, rank, side="right")) for rank in ranks)
    return _Middle(ranks, (first, last))


def _medians(
    conn: Connection,
    sel: Selection,
    nodes: tuple[Node, ...],
    key: ColumnElement[int],
    bins: Bins,
    is_open: bool,
) -> dict[int, int]:
    middles = {part: _middle(counts) for part, counts in bins.items() if sum(counts)}
    if not middles:
        return {}
    low = min(middle.steps[0] for middle in middles.values())
    high = max(middle.steps[1] for middle in middles.values())
    table = _values(conn, sel, nodes, key, sorted(middles), (low, high), is_open)
    order = np.lexsort((table[:, 1], table[:, 0]))
    parts, values = table[order, 0], table[order, 1]
    found = {}
    for part, middle in middles.items():
        # What lies below the steps that were read is known by its number.
        start = int(np.searchsorted(parts, part)) - sum(bins[part][:low])
        lower, upper = (int(values[start + rank]) for rank in middle.ranks)
        found[part] = (lower + upper + 1) // 2
    return found


def _values(
    conn: Connection,
    sel: Selection,
    nodes: tuple[Node, ...],
    key: ColumnElement[int],
    parts: Sequence[int],
    steps: tuple[int, int],
    is_open: bool,
) -> Ints:
    """(part, value) of the wanted parts within the steps of money, both included."""
    rows = tables.initiatives.c
    value = rows.savings_vnd
    # "is not null" because the index holds declared values only and the planner must know it may use it.
    where = [
        by_value(conn, nodes),
        *row_conditions(sel, nodes, by_value=True),
        value.is_not(None),
        value >= BIN_EDGES_VND[steps[0]],
        key.in_(parts),
    ]
    where += [value < BIN_EDGES_VND[steps[1] + 1]] if steps[1] + 1 < len(BIN_EDGES_VND) else []
    where += [~rows.confidential] if is_open else []
    found = conn.execute(sa.select(key, value).where(*where)).all()
    columns = zip(*found, strict=True) if found else ((), ())
    return np.stack([np.array(column, dtype=np.int64) for column in columns], axis=1)
