"""Role: the sums that the cube keeps, computed from the rows: for what it does not hold, and to check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row, Select

from data_access import tables
from data_access.queries.scope import Node
from data_access.tables import BIN_EDGES_VND, MAX_DEPTH, MEASURES
from data_access.vocabulary import ALL, UNCLASSIFIED_FIELD_ID, MoneyFlag, Recognition

_DAYS_IN_KEY = 100
"""yyyymmdd // 100 is yyyymm."""


@dataclass(frozen=True)
class Cut:
    """What the sums are split by; ``period`` is "", "month" or "day". ``measures``: which of MEASURES."""

    child: bool = False
    field: bool = False
    status: bool = False
    period: str = ""
    measures: tuple[str, ...] = MEASURES


def _when(condition: ColumnElement[bool], value: Any = 1) -> ColumnElement[int]:
    summed = sa.func.sum(sa.case((condition, value), else_=0))
    return sa.cast(sa.func.coalesce(summed, 0), sa.BigInteger)


def part_columns() -> list[ColumnElement[int]]:
    """One sum per PART_MEASURES over ``initiatives``."""
    rows, value = tables.initiatives.c, tables.initiatives.c.savings_vnd
    declared = value.is_not(None)
    flagged = sa.and_(declared, rows.savings_flags.bitwise_and(int(MoneyFlag.LIKELY_SLIP)) != 0)
    return [sa.func.count(), _when(declared), _when(declared, value), _when(flagged), _when(flagged, value)]


def bin_columns() -> list[ColumnElement[int]]:
    """One count per step of money over ``initiatives``."""
    value, bins = tables.initiatives.c.savings_vnd, []
    for index, low in enumerate(BIN_EDGES_VND):
        high = BIN_EDGES_VND[index + 1] if index + 1 < len(BIN_EDGES_VND) else None
        bins.append(_when(value >= low if high is None else sa.and_(value >= low, value < high)))
    return bins


def measure_columns() -> list[ColumnElement[int]]:
    """One sum per MEASURES over ``initiatives`` joined with ``unit_paths``; equal to ``cube.measures``."""
    rows = tables.initiatives.c
    return [
        *part_columns(),
        _when(rows.confidential), _when(rows.field_id == UNCLASSIFIED_FIELD_ID),
        _when(rows.recognition == int(Recognition.UNKNOWN)), _when(tables.unit_paths.c.has_children),
        *bin_columns(),
    ]  # fmt: skip


def cut_columns(cut: Cut, depth: int) -> list[ColumnElement[int]]:
    """What a row is grouped by, for a node at this depth; child 0 is the node itself."""
    rows = tables.initiatives.c
    columns: list[ColumnElement[int]] = []
    if cut.child:
        columns.append(rows[f"n{depth + 1}"] if depth < MAX_DEPTH else sa.literal(0))
    if cut.field:
        columns.append(rows.field_id)
    if cut.status:
        columns.append(rows.status)
    if cut.period:
        day = rows.submitted_day
        columns.append(day if cut.period == "day" else day // _DAYS_IN_KEY)
    return columns


@cache
def _subtree(depth: int, has_children: bool) -> tuple[ColumnElement[bool], ...]:
    """Condition for a node given as parameters ``node`` and ``programme``, made for one index each."""
    rows, paths, node = tables.initiatives.c, tables.unit_paths.c, sa.bindparam("node", type_=sa.Integer)
    programme = sa.bindparam("programme", type_=sa.Integer)
    if depth <= 1:
        return rows.programme_id == programme, rows[f"n{depth}"] == node
    # "+ 0" keeps the planner from the programme's index: the units' one is far narrower here.
    of_programme = rows.programme_id + 0 == programme
    if not has_children:
        return of_programme, rows.unit_id == node
    return of_programme, rows.unit_id.in_(sa.select(paths.unit_id).where(paths[f"n{depth}"] == node))


@cache
def _statement(
    cut: Cut, depth: int, has_children: bool, by_field: bool, by_status: bool, bounds: tuple[bool, bool]
) -> Select[Any]:
    rows, paths = tables.initiatives, tables.unit_paths
    groups = cut_columns(cut, depth)
    # The start of the undated is no start: a bound on either side leaves them out.
    every = dict(zip(MEASURES, measure_columns(), strict=True))
    columns: list[ColumnElement[Any]] = [*groups, *(every[name] for name in cut.measures)]
    query: Select[Any] = (
        sa.select(*columns)
        .select_from(rows.join(paths, paths.c.unit_id == rows.c.unit_id))
        .where(*_subtree(depth, has_children), ~rows.c.withdrawn)
        .group_by(*groups)
    )
    if by_field:
        query = query.where(rows.c.field_id == sa.bindparam("field", type_=sa.Integer))
    if by_status:
        query = query.where(rows.c.status == sa.bindparam("status", type_=sa.Integer))
    seconds = rows.c.submitted_at
    if bounds[0]:
        query = query.where(seconds >= sa.bindparam("start", type_=tables.Instant))
    if bounds[1]:
        query = query.where(seconds < sa.bindparam("end", type_=tables.Instant))
    return query


def sum_rows(
    conn: Connection,
    programme_id: int,
    node: Node,
    cut: Cut,
    field: int,
    status: int,
    start: datetime | None,
    end: datetime | None,
) -> Sequence[Row[Any]]:
    """(cut columns…, its measures…) over a node's subtree within [start, end); both None: undated too."""
    bounds = (start is not None, end is not None)
    query = _statement(cut, node.depth, node.has_children, field != ALL, status != ALL, bounds)
    parameters = {
        "programme": programme_id, "node": node.unit_id, "field": field, "status": status, "start": start,
        "end": end,
    }  # fmt: skip
    wanted = {"programme", "node"}
    wanted |= {name for name, on in (("field", field != ALL), ("status", status != ALL)) if on}
    wanted |= {name for name, on in zip(("start", "end"), bounds, strict=True) if on}
    return conn.execute(query, {name: parameters[name] for name in wanted}).all()
