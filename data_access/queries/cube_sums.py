"""Role: sums read from the cube: one statement for all months and days of a range."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row, Select

from data_access import tables
from data_access.queries.row_sums import Cut
from data_access.queries.spans import NOTHING, Segment
from data_access.vocabulary import Status

SEGMENTS = 3
"""Months and two edges; fewer are filled up with empty ones, so that there is one statement to plan."""

_LAST_MONTH = 999_912
"""Periods above are days."""


def _segments() -> sa.CTE:
    def one(index: int) -> Select[Any]:
        columns: list[ColumnElement[Any]] = [
            sa.bindparam(f"{name}{index}", type_=sa.Integer).label(name) for name in ("low", "high", "sign")
        ]
        return sa.select(*columns)

    first, *others = (one(index) for index in range(SEGMENTS))
    return first.union_all(*others).cte("segment")


def _node_condition(with_children: bool) -> ColumnElement[bool]:
    node, units = tables.cube.c.node_id, tables.units.c
    if not with_children:
        return node.in_(sa.bindparam("nodes", expanding=True))
    parent = sa.bindparam("node", type_=sa.Integer)
    return node.in_(
        sa.select(units.unit_id)
        .where(units.parent_id == parent)
        .union_all(sa.select(parent.label("unit_id")))
    )


@cache
def _statement(cut: Cut) -> Select[Any]:
    cube, segment = tables.cube.c, _segments()
    period = cube.period
    month = sa.case((period > _LAST_MONTH, period // 100), else_=period)
    groups: list[ColumnElement[Any]] = [cube.node_id]
    groups += [cube.field_id] if cut.field else []
    groups += [cube.status] if cut.status else []
    groups += [period if cut.period == "day" else month] if cut.period else []
    fields = cube.field_id.in_(sa.select(tables.fields.c.field_id))
    statuses = cube.status.in_([int(status) for status in Status])
    sums: list[ColumnElement[Any]] = [
        sa.cast(sa.func.sum(segment.c.sign * cube[name]), sa.BigInteger) for name in cut.measures
    ]
    columns = [*groups, *sums]
    return (
        sa.select(*columns)
        .select_from(segment.join(tables.cube, period.between(segment.c.low, segment.c.high)))
        .where(
            cube.programme_id == sa.bindparam("programme", type_=sa.Integer),
            _node_condition(cut.child),
            fields if cut.field else cube.field_id == sa.bindparam("field", type_=sa.Integer),
            statuses if cut.status else cube.status == sa.bindparam("status", type_=sa.Integer),
        )
        .group_by(*groups)
    )


def sum_cells(
    conn: Connection,
    programme_id: int,
    nodes: Sequence[int],
    cut: Cut,
    field: int,
    status: int,
    segments: Sequence[Segment],
) -> Sequence[Row[Any]]:
    """(node, other cut columns…, its measures…). ``cut.child``: the children of the one node and itself."""
    parameters: dict[str, Any] = {"programme": programme_id}
    parameters |= {"node": nodes[0]} if cut.child else {"nodes": list(nodes)}
    parameters |= {} if cut.field else {"field": field}
    parameters |= {} if cut.status else {"status": status}
    filled = [*segments, *[NOTHING] * (SEGMENTS - len(segments))]
    for index, segment in enumerate(filled):
        parameters |= {f"low{index}": segment.low, f"high{index}": segment.high, f"sign{index}": segment.sign}
    return conn.execute(_statement(cut), parameters).all()
