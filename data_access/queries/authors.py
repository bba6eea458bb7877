"""Role: how many different people stand behind a selection; a person is a folded name within a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Select

from data_access import tables
from data_access.author_cells import AUTHOR_DEPTHS, AUTHOR_FIELD_DEPTHS
from data_access.queries.conditions import row_conditions
from data_access.queries.scope import Node, in_subtree, visible_nodes
from data_access.queries.spans import as_day, local, midnight, whole_second
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, WHOLE_PROGRAMME

People = set[tuple[int, str]]

_FIRST_DATED_DAY = 1
"""In ``author_cube.first_day`` 0 means that all rows of the person are undated."""

_NO_END = 99_999_999


def count(viewer: Viewer, conn: Connection, sel: Selection, phase_number: int) -> int:
    """Distinct people with at least one initiative in the selection.

    Fast (sums) for the root and the first level when the selection begins where the phase begins, or has no
    start and ``phase_number`` is 0; a field is fast at the root only. Else the rows are read.
    """
    return sum(_count(conn, sel, node, phase_number) for node in visible_nodes(viewer, conn, sel.unit_id))


def _count(conn: Connection, sel: Selection, node: Node, phase_number: int) -> int:
    kept = node.depth <= (AUTHOR_DEPTHS if sel.field_id == ALL else AUTHOR_FIELD_DEPTHS)
    if not (kept and _follows_phase(conn, sel, phase_number)):
        return len(_people(conn, sel, node, sel.start, sel.end))
    end = whole_second(sel.end)
    if end is None:
        # Undated people count only in a selection without any bound.
        low = _FIRST_DATED_DAY if sel.start is not None else 0
        return _summed(conn, sel, node, phase_number, low, _NO_END)
    day = midnight(local(end).date())
    counted = _summed(conn, sel, node, phase_number, _FIRST_DATED_DAY, as_day(day.date()) - 1)
    return counted if day == end else counted + _newcomers(conn, sel, node, day, end)


def _follows_phase(conn: Connection, sel: Selection, phase_number: int) -> bool:
    """Whether the selection is the phase's scope, possibly cut short at its end."""
    if phase_number == WHOLE_PROGRAMME:
        return sel.start is None
    phases = tables.phases.c
    query = sa.select(phases.starts_at, phases.ends_at).where(
        phases.programme_id == sel.programme_id, phases.number == phase_number
    )
    phase = conn.execute(query).first()
    return (
        phase is not None
        and sel.start == phase.starts_at
        and sel.end is not None
        and sel.end <= phase.ends_at
    )


@cache
def _sum_query() -> Select[Any]:
    cube = tables.author_cube.c
    names = ("programme_id", "node_id", "phase_number", "measure", "field_id")
    return sa.select(sa.func.coalesce(sa.func.sum(cube.n), 0)).where(
        *(cube[name] == sa.bindparam(name) for name in names),
        cube.first_day.between(sa.bindparam("low"), sa.bindparam("high")),
    )


def _summed(conn: Connection, sel: Selection, node: Node, phase: int, low: int, high: int) -> int:
    parameters = {
        "programme_id": sel.programme_id, "node_id": node.unit_id, "phase_number": phase,
        "measure": str(sel.measure), "field_id": sel.field_id, "low": low, "high": high,
    }  # fmt: skip
    return int(conn.execute(_sum_query(), parameters).scalar_one())


def _newcomers(conn: Connection, sel: Selection, node: Node, day: datetime, end: datetime) -> int:
    """People of the started day who were not there in the selection before it."""
    today = _people(conn, sel, node, day, end)
    if not today:
        return 0
    units = sorted({unit for unit, _ in today})
    before = _people(conn, sel, node, sel.start, day, units)
    return len(today - before)


def _people(
    conn: Connection,
    sel: Selection,
    node: Node,
    start: datetime | None,
    end: datetime | None,
    units: Sequence[int] | None = None,
) -> People:
    rows = tables.initiatives.c
    inside = in_subtree(node) if units is None else rows.unit_id.in_(units)
    where = row_conditions(replace(sel, start=start, end=end), (node,))
    return _split(conn.execute(sa.select(rows.unit_id, rows.author_keys).where(inside, *where)))


def _split(rows: Iterable[Sequence[Any]]) -> People:
    return {(unit, key) for unit, keys in rows for key in keys.split("\n") if key}
