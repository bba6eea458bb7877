"""Role: sums by kind of solution or by block: from ``part_cube`` where it holds them, else from the rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.part_cells import PART_DEPTHS, PART_FIELD_DEPTHS
from data_access.queries.cells import ALL_TIME, Ranges, instants_of, status_of
from data_access.queries.conditions import in_any, row_conditions
from data_access.queries.row_sums import part_columns
from data_access.queries.scope import Node, visible_nodes
from data_access.queries.spans import Segment, span_of
from data_access.selection import Selection, refuse_rows
from data_access.tables import PART_MEASURES
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, Split

Sums = dict[int, npt.NDArray[np.int64]]


def sum_parts(viewer: Viewer, conn: Connection, sel: Selection, split: Split) -> list[tuple[int, ...]]:
    """(part, PART_MEASURES…) in order of the part; parts without a single initiative are left out."""
    refuse_rows(sel)
    sums: Sums = {}
    for node in visible_nodes(viewer, conn, sel.unit_id):
        segments, ranges = _plan(sel, node)
        for segment in segments:
            for part, *values in _cells(conn, sel, node, split, segment):
                _add(sums, part, values, segment.sign)
        for start, end, sign in ranges:
            for part, *values in _rows(conn, replace(sel, start=start, end=end), node, split):
                _add(sums, part, values, sign)
    return [(part, *values.tolist()) for part, values in sorted(sums.items()) if values[0]]


def _add(sums: Sums, part: int, values: Sequence[int], sign: int) -> None:
    sums[part] = sums.get(part, np.zeros(len(PART_MEASURES), dtype=np.int64)) + sign * np.array(values)


def _plan(sel: Selection, node: Node) -> tuple[list[Segment], Ranges]:
    """Which part the sums answer, and which ranges of instants the rows must."""
    span = span_of(sel)
    by_field = sel.field_id != ALL
    kept = node.depth <= (PART_FIELD_DEPTHS if by_field else PART_DEPTHS)
    if not kept:
        return [], [(sel.start, sel.end, 1)]
    if span.all_time:
        return [ALL_TIME], []
    if node.depth <= PART_FIELD_DEPTHS and not by_field:
        return [span.months, *span.edges], list(span.parts)
    return [span.months], [*span.parts, *(instants_of(edge) for edge in span.edges)]


def _cells(conn: Connection, sel: Selection, node: Node, split: Split, segment: Segment) -> Sequence[Any]:
    cell = tables.part_cube.c
    sums: list[ColumnElement[Any]] = [
        sa.cast(sa.func.sum(cell[name]), sa.BigInteger) for name in PART_MEASURES
    ]
    query = sa.select(cell.part, *sums).where(
        cell.programme_id == sel.programme_id,
        cell.node_id == node.unit_id,
        cell.split == int(split),
        cell.field_id == sel.field_id,
        cell.status == status_of(sel.measure),
        cell.period.between(segment.low, segment.high),
    )
    return conn.execute(query.group_by(cell.part)).all() if segment.low <= segment.high else []


def _rows(conn: Connection, sel: Selection, node: Node, split: Split) -> Sequence[Any]:
    part = tables.initiatives.c[split.name.lower()]
    query = sa.select(part, *part_columns()).where(in_any((node,)), *row_conditions(sel, [node]))
    return conn.execute(query.group_by(part)).all()
