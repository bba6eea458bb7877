"""Role: additive figures of a selection: from the cube where it holds them, from the rows where not.

Both ways give the same numbers. Frames have one int64 column per ``tables.MEASURES``; keys without a single
initiative are left out. A selection with a row filter raises ValueError.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection

from data_access.cube import MONTH_DEPTH, TOP_DEPTHS
from data_access.frames import (
    BY_CHILD_AND_FIELD_KEYS,
    BY_CHILD_COLUMNS,
    BY_FIELD_COLUMNS,
    BY_PERIOD_COLUMNS,
    BY_STATUS_COLUMNS,
    integer_frame,
)
from data_access.queries.cube_sums import sum_cells
from data_access.queries.row_sums import Cut, sum_rows
from data_access.queries.scope import Node, find_nodes, visible_nodes
from data_access.queries.spans import Segment, Span, as_day, midnight, span_of, whole_second
from data_access.selection import Selection, refuse_rows
from data_access.tables import MEASURES
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, Measure, Status

Sums = dict[tuple[int, ...], npt.NDArray[np.int64]]

EVERY_MONTH = Segment(100_001, 999_912)
EVERY_DAY = Segment(10_000_101, 99_991_231)
ALL_TIME = Segment(0, 0)


def totals(viewer: Viewer, conn: Connection, sel: Selection) -> dict[str, int]:
    """Every measure of the selection, zeros when there is nothing or nothing may be seen."""
    found = _sums(viewer, conn, sel, Cut()).get((), np.zeros(len(MEASURES), dtype=np.int64))
    return dict(zip(MEASURES, found.tolist(), strict=True))


def by_child(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """[unit_id, MEASURES]: direct children of the unit, and the unit itself for what is recorded on it."""
    return _frame(_sums(viewer, conn, sel, Cut(child=True)), BY_CHILD_COLUMNS)


def by_field(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """[field_id, MEASURES]."""
    return _frame(_sums(viewer, conn, sel, Cut(field=True)), BY_FIELD_COLUMNS)


def by_status(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """[status, MEASURES]; of all submitted, whatever the selection's measure: that is the whole split."""
    submitted = replace(sel, measure=Measure.SUBMITTED)
    return _frame(_sums(viewer, conn, submitted, Cut(status=True)), BY_STATUS_COLUMNS)


def by_month(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """[period yyyymm, MEASURES] in order; without bounds period 0 holds the undated."""
    return _frame(_sums(viewer, conn, sel, Cut(period="month")), BY_PERIOD_COLUMNS)


def by_day(viewer: Viewer, conn: Connection, sel: Selection) -> pd.DataFrame:
    """[period yyyymmdd, MEASURES] in order; without bounds period 0 holds the undated."""
    return _frame(_sums(viewer, conn, sel, Cut(period="day")), BY_PERIOD_COLUMNS)


def by_child_and_field(
    viewer: Viewer, conn: Connection, sel: Selection, measures: tuple[str, ...] = MEASURES
) -> pd.DataFrame:
    """[unit_id, field_id, measures]: the heat map; units as in ``by_child``. ``measures``: n and others."""
    cut = Cut(child=True, field=True, measures=measures)
    return _frame(_sums(viewer, conn, sel, cut), (*BY_CHILD_AND_FIELD_KEYS, *measures))


def _frame(sums: Sums, columns: Sequence[str]) -> pd.DataFrame:
    rows = [(*key, *values.tolist()) for key, values in sorted(sums.items()) if values[0]]
    return integer_frame(rows, columns)


def status_of(measure: Measure) -> int:
    """The status that a measure counts; ALL for everything submitted."""
    return int(Status.VALID) if measure == Measure.VALID else ALL


def _sums(viewer: Viewer, conn: Connection, sel: Selection, cut: Cut) -> Sums:
    refuse_rows(sel)
    out: Sums = {}
    span = span_of(sel)
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    whole = len(nodes) == 1 and nodes[0].unit_id == sel.unit_id
    above = None if whole or not nodes else find_nodes(conn, (sel.unit_id,))[sel.unit_id]
    for node in nodes:
        # Seen from above, a viewer's root belongs to the child it stands under.
        inner = cut if whole else replace(cut, child=False)
        found = _node_sums(conn, sel, span, node, inner)
        lead = (node.path[above.depth + 1],) if above is not None and cut.child else ()
        for key, values in found.items():
            _add(out, (*lead, *key), values, 1)
    if cut.field and sel.field_id != ALL:
        out = {key: v for key, v in out.items() if key[1 if cut.child else 0] == sel.field_id}
    return out


def _node_sums(conn: Connection, sel: Selection, span: Span, node: Node, cut: Cut) -> Sums:
    out: Sums = {}
    status = status_of(sel.measure)
    segments, ranges = plan_of(sel, span, node, cut)
    if segments:
        rows = sum_cells(conn, sel.programme_id, [node.unit_id], cut, sel.field_id, status, segments)
        _add_cells(out, rows, node, cut)
        if cut.period and span.all_time:
            _leave_undated(out)
    for start, end, sign in ranges:
        for row in sum_rows(conn, sel.programme_id, node, cut, sel.field_id, status, start, end):
            key = _row_key(row, node, cut)
            _add(out, key, np.array(row[len(key) :], dtype=np.int64), sign)
    return out


Ranges = list[tuple[datetime | None, datetime | None, int]]


def plan_of(sel: Selection, span: Span, node: Node, cut: Cut) -> tuple[list[Segment], Ranges]:
    """Which part the cube answers, and which ranges of instants the rows must."""
    depth = node.depth + (1 if cut.child and node.has_children else 0)
    filtered = sel.field_id != ALL or sel.measure == Measure.VALID or cut.field or cut.status
    months = depth <= MONTH_DEPTH
    days = depth <= TOP_DEPTHS or (depth == MONTH_DEPTH and not filtered)
    everything: Ranges = [(whole_second(sel.start), whole_second(sel.end), 1)]
    parts: Ranges = list(span.parts)
    if span.all_time:
        return _plan_all_time(cut, months, days, filtered, everything)
    if span.days is None:
        return [], parts
    if cut.period == "day":
        first, last = span.days
        return ([Segment(as_day(first), as_day(last))], parts) if days else ([], everything)
    if not months:
        return [], everything
    if days:
        return [span.months, *span.edges], parts
    return [span.months], [*parts, *(instants_of(edge) for edge in span.edges)]


def _plan_all_time(
    cut: Cut, months: bool, days: bool, filtered: bool, everything: Ranges
) -> tuple[list[Segment], Ranges]:
    if not cut.period:
        return ([ALL_TIME], []) if months or not filtered else ([], everything)
    if cut.period == "month":
        return ([EVERY_MONTH, ALL_TIME], []) if months else ([], everything)
    return ([EVERY_DAY, ALL_TIME], []) if days else ([], everything)


def instants_of(edge: Segment) -> tuple[datetime, datetime, int]:
    """A segment of days as a half-open range of instants with its sign."""

    def day(key: int) -> datetime:
        return midnight(datetime(key // 10_000, key // 100 % 100, key % 100).date())  # noqa: DTZ001 # a day

    return day(edge.low), day(edge.high) + timedelta(days=1), edge.sign


def _add(sums: Sums, key: tuple[int, ...], values: npt.NDArray[np.int64], sign: int) -> None:
    signed = values if sign == 1 else sign * values
    known = sums.get(key)
    sums[key] = signed if known is None else known + signed


def _add_cells(out: Sums, rows: Sequence[Sequence[Any]], node: Node, cut: Cut) -> None:
    """Cells by key. The unit's own part is its cell less those of its children."""
    size = 1 + cut.field + cut.status + bool(cut.period)
    table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, size + len(cut.measures))
    keys, values = table[:, :size].tolist(), table[:, size:]
    own: Sums = {}
    for (unit, *rest), line in zip(keys, values, strict=True):
        if not cut.child:
            _add(out, tuple(rest), line, 1)
        elif unit == node.unit_id:
            _add(own, (unit, *rest), line, 1)
        else:
            _add(out, (unit, *rest), line, 1)
    if cut.child:
        for key, line in _children_by_rest(table, size, node).items():
            _add(own, key, line, -1)
    for key, line in own.items():
        _add(out, key, line, 1)


def _children_by_rest(table: npt.NDArray[np.int64], size: int, node: Node) -> Sums:
    """What all children have together, under the keys that their unit's own part has."""
    children = table[table[:, 0] != node.unit_id]
    if not len(children):
        return {}
    rest = children[:, 1:size]
    order = np.lexsort(rest.T[::-1]) if size > 1 else np.arange(len(children))
    rest, lines = rest[order], children[order, size:]
    changed = (rest[1:] != rest[:-1]).any(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], changed)))
    sums = np.add.reduceat(lines, starts, axis=0)
    return {(node.unit_id, *key): line for key, line in zip(rest[starts].tolist(), sums, strict=True)}


def _row_key(row: Sequence[Any], node: Node, cut: Cut) -> tuple[int, ...]:
    size = cut.child + cut.field + cut.status + bool(cut.period)
    key = tuple(row[:size])
    return (key[0] or node.unit_id, *key[1:]) if cut.child else key


def _leave_undated(sums: Sums) -> None:
    """Period 0 came as all time; what the periods do not explain are the undated."""
    for key in [key for key in sums if key[-1] != 0]:
        _add(sums, (*key[:-1], 0), sums[key], -1)
