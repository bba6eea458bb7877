"""Role: how many different people stand behind a selection; a person is a folded name within a unit."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Select

from data_access import tables
from data_access.author_cells import AUTHOR_DEPTHS, AUTHOR_FIELD_DEPTHS
from data_access.queries.conditions import row_conditions
from data_access.queries.scope import Node, in_subtree, visible_nodes
from data_access.queries.spans import as_day, local, midnight, whole_second
from data_access.selection import Selection, refuse_rows
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, WHOLE_PROGRAMME

People = set[tuple[int, str]]

_FIRST_DATED_DAY = 1
"""In ``author_cube.first_day`` 0 means that all rows of the person are undated."""

_NO_END = 99_999_999

FEW_UNITS = 2_000
"""More units than this are not named one by one in a statement: their whole subtree is read."""


def count(viewer: Viewer, conn: Connection, sel: Selection, phase_number: int) -> int:
    """Distinct people with at least one initiative in the selection.

    ``phase_number``: the phase that the selection lies in, 0 for none in particular. Read from sums for the
    root and the first level (with a field for the root only), where few people came before the selection's
    start within that phase; else from the rows. The number is the same either way. A row filter raises
    ValueError.
    """
    refuse_rows(sel)
    return sum(_count(conn, sel, node, phase_number) for node in visible_nodes(viewer, conn, sel.unit_id))


def _count(conn: Connection, sel: Selection, node: Node, phase_number: int) -> int:
    kept = node.depth <= (AUTHOR_DEPTHS if sel.field_id == ALL else AUTHOR_FIELD_DEPTHS)
    if kept and sel.start is None and sel.end is None:
        return _summed(conn, sel, node, WHOLE_PROGRAMME, 0, _NO_END)
    first = _midnight_not_before(whole_second(sel.start))
    last = _midnight_not_before(whole_second(sel.end))
    ordered = first is None or last is None or first < last
    scope = _scope(conn, sel, phase_number) if kept and ordered else None
    if scope is None:
        return len(_people(conn, sel, node, sel.start, sel.end))
    low = _FIRST_DATED_DAY if first is None else as_day(first.date())
    high = _NO_END if last is None else as_day(last.date()) - 1
    counted = _summed(conn, sel, node, phase_number, low, high)
    counted += _returned(conn, sel, node, scope, first)
    return counted - _latecomers(conn, sel, node, scope, last)


def _midnight_not_before(instant: datetime | None) -> datetime | None:
    """The first local midnight not before an instant."""
    if instant is None:
        return None
    day = local(instant).date()
    return midnight(day) if midnight(day) == instant else midnight(day + timedelta(days=1))


Scope = tuple[datetime | None, datetime | None]


def _scope(conn: Connection, sel: Selection, phase_number: int) -> Scope | None:
    """Start and end of the phase whose first days are kept; None when the selection is not within it."""
    if phase_number == WHOLE_PROGRAMME:
        return None, None
    phases = tables.phases.c
    query = sa.select(phases.starts_at, phases.ends_at).where(
        phases.programme_id == sel.programme_id, phases.number == phase_number
    )
    phase = conn.execute(query).first()
    if phase is None or sel.start is None or sel.end is None:
        return None
    inside = phase.starts_at <= sel.start and sel.end <= phase.ends_at
    # First days are kept as days: a phase that begins within a day would share it with another.
    whole_days = _midnight_not_before(phase.starts_at) == phase.starts_at
    return (phase.starts_at, phase.ends_at) if inside and whole_days else None


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


def _returned(conn: Connection, sel: Selection, node: Node, scope: Scope, first: datetime | None) -> int:
    """People of the selection whose first day lies before its first whole day."""
    if first is None or first == scope[0]:
        return 0
    before = _people(conn, sel, node, scope[0], first)
    if not before:
        return 0
    units = sorted({unit for unit, _ in before})
    return len(before & _people(conn, sel, node, sel.start, sel.end, units))


def _latecomers(conn: Connection, sel: Selection, node: Node, scope: Scope, last: datetime | None) -> int:
    """People who appear on the started last day only after the selection's end: mostly none."""
    end = whole_second(sel.end)
    if last is None or end is None or last == end:
        return 0
    # The phase may end within this day; what came later was never in its sums.
    after = _people(conn, sel, node, end, last if scope[1] is None else min(last, scope[1]))
    if not after:
        return 0
    units = sorted({unit for unit, _ in after})
    return len(after - _people(conn, sel, node, scope[0], end, units))


def _people(
    conn: Connection,
    sel: Selection,
    node: Node,
    start: datetime | None,
    end: datetime | None,
    units: Sequence[int] | None = None,
) -> People:
    rows = tables.initiatives.c
    few = units is not None and len(units) <= FEW_UNITS
    inside = rows.unit_id.in_(units or ()) if few else in_subtree(node)
    where = row_conditions(replace(sel, start=start, end=end), (node,))
    return _split(conn.execute(sa.select(rows.unit_id, rows.author_keys).where(inside, *where)))


def _split(rows: Iterable[Sequence[Any]]) -> People:
    return {(unit, key) for unit, keys in rows for key in keys.split("\n") if key}
