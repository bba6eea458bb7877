"""Role: the exact median and the highest declared savings, without reading all rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.facts import fine_bin, fine_bin_bounds
from data_access.frames import REGISTER_COLUMNS, frame
from data_access.queries import cells
from data_access.queries.conditions import code_order, in_any, row_conditions
from data_access.queries.register import register_columns
from data_access.queries.scope import Node, visible_nodes
from data_access.queries.spans import NOTHING, Segment, Span, span_of
from data_access.selection import Selection
from data_access.tables import BIN_EDGES_VND
from data_access.viewer import Viewer
from data_access.vocabulary import ALL


def median(viewer: Viewer, conn: Connection, sel: Selection) -> int | None:
    """The exact median of the declared values in đồng per year, None when none is declared.

    With an even number of values the mean of the middle two, half a đồng rounded up.
    """
    bins = _histogram(viewer, conn, sel)
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    count = sum(bins)
    if not count:
        return None
    fine: dict[int, list[tuple[int, int]]] = {}
    places = [_locate(conn, sel, nodes, bins, rank, fine) for rank in ((count - 1) // 2, count // 2)]
    (low_place, low_rank), (high_place, high_rank) = places
    low = _indexed(conn, sel, nodes, low_place, low_rank, high_rank - low_rank + 1)
    same = low_place == high_place
    high = low[-1] if same else _indexed(conn, sel, nodes, high_place, high_rank, 1)[0]
    return (low[0] + high + 1) // 2


Place = tuple[int, int | None]
"""Lowest and highest value (inclusive; None: open) between which a rank lies."""


def _histogram(viewer: Viewer, conn: Connection, sel: Selection) -> list[int]:
    found = cells.totals(viewer, conn, sel)
    return [found[f"h{index}"] for index in range(len(BIN_EDGES_VND))]


def _locate(
    conn: Connection,
    sel: Selection,
    nodes: tuple[Node, ...],
    bins: Sequence[int],
    rank: int,
    fine: dict[int, list[tuple[int, int]]],
) -> tuple[Place, int]:
    """Where the value at a rank (from 0) lies, and its rank there; ``fine`` remembers the fine bins read."""
    coarse = 0
    while rank >= bins[coarse]:
        rank -= bins[coarse]
        coarse += 1
    span = span_of(sel)
    is_kept = len(nodes) == 1 and nodes[0].depth == 0 and sel.field_id == ALL and _periods(span)
    if is_kept:
        if coarse not in fine:
            fine[coarse] = _fine_bins(conn, sel, nodes[0], span, coarse)
        for code, count in fine[coarse]:
            if rank < count:
                return fine_bin_bounds(code), rank
            rank -= count
    last = coarse + 1 == len(BIN_EDGES_VND)
    return (BIN_EDGES_VND[coarse], None if last else BIN_EDGES_VND[coarse + 1] - 1), rank


def _periods(span: Span) -> list[Segment]:
    return [segment for segment in (span.months, *span.edges) if segment != NOTHING]


def _fine_bins(
    conn: Connection, sel: Selection, node: Node, span: Span, coarse: int
) -> list[tuple[int, int]]:
    """(fine bin, count) in order within a coarse bin: sums by period, corrected by the parts of days."""
    bins = tables.savings_bins.c

    def within(segment: Segment) -> ColumnElement[bool]:
        return bins.period.between(segment.low, segment.high)

    segments = _periods(span)
    total = sa.func.sum(sa.case(*((within(s), s.sign * bins.n) for s in segments), else_=0))
    query = (
        sa.select(bins.bin, total)
        .where(
            bins.programme_id == sel.programme_id, bins.node_id == node.unit_id,
            bins.status == cells.status_of(sel.measure), bins.coarse == coarse,
            sa.or_(*(within(segment) for segment in segments)),
        )
        .group_by(bins.bin)
    )  # fmt: skip
    counts = {int(code): int(count) for code, count in conn.execute(query)}
    for value, sign in _part_values(conn, sel, node, span, coarse):
        code = int(fine_bin(np.array([value], dtype=np.int64))[0])
        counts[code] = counts.get(code, 0) + sign
    return sorted(counts.items())


def _part_values(
    conn: Connection, sel: Selection, node: Node, span: Span, coarse: int
) -> Iterator[tuple[int, int]]:
    """Declared values of the parts of days, with their signs."""
    value = tables.initiatives.c.savings_vnd
    for start, end, sign in span.parts:
        part = replace(sel, start=start, end=end)
        where = [in_any((node,)), *row_conditions(part, (node,)), value >= BIN_EDGES_VND[coarse]]
        if coarse + 1 < len(BIN_EDGES_VND):
            where.append(value < BIN_EDGES_VND[coarse + 1])
        for found in conn.execute(sa.select(value).where(*where)).scalars():
            yield int(found), sign


def by_value(conn: Connection, nodes: tuple[Node, ...]) -> ColumnElement[bool]:
    """The subtrees as conditions for the value index, which begins with the first-level unit."""
    rows, units = tables.initiatives.c, tables.units.c
    parts: list[ColumnElement[bool]] = []
    for node in nodes:
        if node.depth == 0:
            below = sa.select(units.unit_id).where(units.parent_id == node.unit_id)
            first_level = [0, *conn.execute(below).scalars()]
            parts.append(sa.and_(rows.n1.in_(first_level), rows.n0 == node.unit_id))
        elif node.depth == 1:
            parts.append(rows.n1 == node.unit_id)
        else:
            parts.append(in_any((node,)))
    return sa.or_(sa.false(), *parts) if len(parts) != 1 else parts[0]


def _indexed(
    conn: Connection,
    sel: Selection,
    nodes: tuple[Node, ...],
    place: Place,
    rank: int,
    count: int,
) -> list[int]:
    """Up to ``count`` values from a rank on within the place, by the value index."""
    low, high = place
    if low == high:
        return [low]
    value = tables.initiatives.c.savings_vnd
    # "is not null" because the index holds declared values only and the planner must know it may use it.
    where = [
        by_value(conn, nodes),
        *row_conditions(sel, nodes, by_value=True),
        value >= low,
        value.is_not(None),
    ]
    where += [value <= high] if high is not None else []
    query = sa.select(value).where(*where).order_by(value).limit(max(count, 1)).offset(rank)
    return [int(found) for found in conn.execute(query).scalars()]


def top(viewer: Viewer, conn: Connection, sel: Selection, limit: int) -> pd.DataFrame:
    """The initiatives with the highest declared savings, ``REGISTER_COLUMNS``, highest first.

    Confidential ones are left out for who may not read them: their place would tell their value.
    """
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    bins = _histogram(viewer, conn, sel)
    wanted, rows = limit, []
    while nodes and limit > 0:
        edge = _edge_above(bins, wanted)
        rows = _top_rows(viewer, conn, sel, nodes, edge, limit)
        if len(rows) >= limit or edge == 0:
            break
        wanted = max(wanted * 4, sum(bins[BIN_EDGES_VND.index(edge) :]) + 1)
    return frame(rows, REGISTER_COLUMNS)


def _edge_above(bins: Sequence[int], wanted: int) -> int:
    """The highest bin edge with at least so many values above it; 0 when there are not so many."""
    above = 0
    for index in reversed(range(len(bins))):
        above += bins[index]
        if above >= wanted:
            return BIN_EDGES_VND[index]
    return 0


def _top_rows(
    viewer: Viewer, conn: Connection, sel: Selection, nodes: tuple[Node, ...], edge: int, limit: int
) -> list[Any]:
    rows = tables.initiatives.c
    query = (
        sa.select(*register_columns(viewer))
        .where(by_value(conn, nodes), *row_conditions(sel, nodes, by_value=True), rows.savings_vnd >= edge)
        .where(rows.savings_vnd.is_not(None))
        .order_by(rows.savings_vnd.desc(), code_order(conn))
        .limit(limit)
    )
    if not viewer.may_read_confidential:
        query = query.where(~rows.confidential)
    return list(conn.execute(query))
