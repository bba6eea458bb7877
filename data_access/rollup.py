"""Role: keeps all sums (COORDINATOR_LOCAL of tables.py) equal to the rows, by adding what changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table

from data_access import tables
from data_access.author_cells import Appearances, PhaseSpan, author_rows
from data_access.bulk import add_to_sums
from data_access.cube import Cells, cell_rows, cells_of, savings_bin_rows
from data_access.facts import CHUNK_ROWS, Facts, fact_columns, join_facts, read_facts
from data_access.part_cells import part_rows
from data_access.tree import Tree, build_tree

PEOPLE_ROWS = 250_000
"""Rows whose people are looked at together; more are taken in ranges of units, so that memory is bounded."""

FEW_UNITS = 500
"""Up to so many units are looked up through the index one by one; more by reading all rows."""

WRITE_CELLS = 50_000


Tick = Callable[[int], None]
"""Told how many rows were just looked at; often 0, only to show that the work goes on."""


def no_tick(_rows: int) -> None:
    """For whoever does not wait to see how far it is."""


@dataclass(frozen=True)
class Side:
    """Rows that come into the sums (sign +1) or leave them (-1), seen in a tree."""

    table: Table
    where: tuple[ColumnElement[bool], ...]
    sign: int
    tree: Tree
    source: FromClause | None = None

    def select(self, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
        """These columns of the rows."""
        query = sa.select(*columns).where(*self.where)
        return query if self.source is None else query.select_from(self.source)


def current_tree(conn: Connection) -> Tree:
    """The tree as the units say it now."""
    query = sa.select(tables.units.c.unit_id, tables.units.c.parent_id)
    return build_tree([(unit, parent) for unit, parent in conn.execute(query)])


def standing(programme_id: int) -> tuple[ColumnElement[bool], ...]:
    """Condition for the rows of a programme that count."""
    rows = tables.initiatives.c
    return rows.programme_id == programme_id, ~rows.withdrawn


def change_sums(
    conn: Connection,
    programme_id: int,
    sides: Sequence[Side],
    unchanged: tuple[ColumnElement[bool], ...] | None,
    tick: Tick = no_tick,
) -> None:
    """Bring all sums from the removed rows to the added ones. Every row of the sides is ticked twice.

    ``unchanged``: condition for the programme's other rows (needed to know whether a person was there
    before), None when there are none that share a unit with the sides.
    """
    units: dict[int, int] = {}
    for _, group in groupby(sides, key=lambda side: id(side.tree)):
        same_tree = list(group)
        facts = _load(conn, same_tree, units, tick)
        _write_cells(conn, programme_id, facts, same_tree[0].tree, tick)
    _change_people(conn, programme_id, sides, unchanged, units, tick)


def _load(conn: Connection, sides: Sequence[Side], units: dict[int, int], tick: Tick) -> Facts:
    """Facts of all sides; ``units`` learns how many rows each unit has in them."""
    parts = []
    for side in sides:
        for unit_ids, facts in read_facts(conn, side.select(fact_columns(side.table.c)), side.sign):
            facts.unit[:] = side.tree.positions(unit_ids)
            parts.append(facts)
            found, counts = np.unique(unit_ids, return_counts=True)
            for unit, count in zip(found.tolist(), counts.tolist(), strict=True):
                units[unit] = units.get(unit, 0) + count
            tick(len(facts))
    return join_facts(parts)


def _is_empty(conn: Connection, table: Table, programme_id: int) -> bool:
    query = sa.select(table.c.programme_id).where(table.c.programme_id == programme_id).limit(1)
    return conn.execute(query).first() is None


def _write_cells(conn: Connection, programme_id: int, facts: Facts, tree: Tree, tick: Tick) -> None:
    if not len(facts):
        return
    fresh = _is_empty(conn, tables.cube, programme_id)
    for block in _blocks(cells_of(facts, tree)):
        rows = list(chain.from_iterable(cell_rows(programme_id, cells, tree) for cells in block))
        add_to_sums(conn, tables.cube, rows, fresh=fresh)
        tick(0)
    fresh = _is_empty(conn, tables.savings_bins, programme_id)
    add_to_sums(conn, tables.savings_bins, savings_bin_rows(programme_id, facts, tree), fresh=fresh)
    fresh = _is_empty(conn, tables.part_cube, programme_id)
    add_to_sums(conn, tables.part_cube, part_rows(programme_id, facts, tree), fresh=fresh)


def _blocks(cells: Iterable[Cells]) -> Iterator[list[Cells]]:
    """Together until there are enough to be worth a statement."""
    block: list[Cells] = []
    size = 0
    for part in cells:
        block.append(part)
        size += len(part)
        if size >= WRITE_CELLS:
            yield block
            block, size = [], 0
    if block:
        yield block


def phase_spans(conn: Connection, programme_id: int) -> list[PhaseSpan]:
    """The phases in seconds, for the comparison in arrays."""
    phases = tables.phases.c
    query = sa.select(phases.number, phases.starts_at, phases.ends_at).where(
        phases.programme_id == programme_id
    )
    return [(n, int(start.timestamp()), int(end.timestamp())) for n, start, end in conn.execute(query)]


def people_columns(source: Any) -> list[ColumnElement[Any]]:
    """What ``Appearances.add`` expects, from any table that holds initiatives."""
    seconds = sa.type_coerce(source.submitted_at, sa.BigInteger)
    return [
        source.unit_id, source.author_keys, source.submitted_day, seconds, source.field_id, source.status,
    ]  # fmt: skip


def _unit_ranges(units: dict[int, int]) -> list[tuple[int, int] | None]:
    """Ranges of unit ids of about PEOPLE_ROWS rows each; one None when all fit together."""
    if sum(units.values()) <= PEOPLE_ROWS:
        return [None]
    ranges: list[tuple[int, int] | None] = []
    start, rows = -1, 0
    for unit in sorted(units):
        start = unit if start < 0 else start
        rows += units[unit]
        if rows >= PEOPLE_ROWS:
            ranges.append((start, unit))
            start, rows = -1, 0
    if start >= 0:
        ranges.append((start, max(units)))
    return ranges


def _change_people(
    conn: Connection,
    programme_id: int,
    sides: Sequence[Side],
    unchanged: tuple[ColumnElement[bool], ...] | None,
    units: dict[int, int],
    tick: Tick = no_tick,
) -> None:
    fresh = _is_empty(conn, tables.author_cube, programme_id)
    spans = phase_spans(conn, programme_id)
    ranges = _unit_ranges(units) if units else []
    for span in ranges:
        seen = [(Appearances(), side) for side in sides]
        # Both states must know the same people, or the first days of a person would not cancel out.
        people: dict[tuple[int, str], int] = {}
        for side, appearances in ((s, a) for a, s in seen):
            appearances.people = people
            query = _within(side.select(people_columns(side.table.c)), side.table.c.unit_id, span)
            for chunk in _chunks(conn, query):
                appearances.add(chunk)
                tick(len(chunk))
        states = _states(seen)
        if unchanged is not None and people:
            _add_unchanged(conn, states, unchanged, sorted(units), span, tick)
        rows = author_rows(programme_id, states, spans)
        add_to_sums(conn, tables.author_cube, rows, fresh=fresh and len(ranges) == 1)
        tick(0)


def _states(seen: Sequence[tuple[Appearances, Side]]) -> list[tuple[Appearances, Tree, int]]:
    """One set of appearances for before and one for after, also when one of them has no changed rows."""
    states = []
    for sign in (-1, 1):
        mine = [(a, side.tree) for a, side in seen if side.sign == sign]
        states.append(
            (mine[0][0], mine[0][1], sign)
            if mine
            else (Appearances(people=seen[0][0].people), seen[0][1].tree, sign)
        )
    return states


def _add_unchanged(
    conn: Connection,
    states: Sequence[tuple[Appearances, Tree, int]],
    unchanged: tuple[ColumnElement[bool], ...],
    units: list[int],
    span: tuple[int, int] | None,
    tick: Tick,
) -> None:
    rows = tables.initiatives.c
    query = sa.select(*people_columns(rows)).where(*unchanged)
    if len(units) <= FEW_UNITS:
        query = query.where(rows.unit_id.in_(units))
    for chunk in _chunks(conn, _within(query, rows.unit_id, span)):
        for appearances, _, _ in states:
            appearances.add(chunk, only_known=True)
        tick(0)


def _within(query: Select[Any], unit: ColumnElement[Any], span: tuple[int, int] | None) -> Select[Any]:
    return query if span is None else query.where(unit.between(*span))


def _chunks(conn: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    with conn.execute(query, execution_options={"stream_results": True}) as result:
        while chunk := result.fetchmany(CHUNK_ROWS):
            yield chunk


def clear_sums(conn: Connection, programme_id: int) -> None:
    """Remove every sum of a programme."""
    for table in tables.COORDINATOR_LOCAL:
        conn.execute(sa.delete(table).where(table.c.programme_id == programme_id))


def rebuild_sums(conn: Connection, programme_id: int) -> None:
    """Make the sums of a programme anew from its rows."""
    clear_sums(conn, programme_id)
    side = Side(tables.initiatives, standing(programme_id), 1, current_tree(conn))
    change_sums(conn, programme_id, [side], None)


def rebuild_people(conn: Connection, programme_id: int) -> None:
    """Make ``author_cube`` anew, after the phases changed."""
    table, rows = tables.author_cube, tables.initiatives.c
    conn.execute(sa.delete(table).where(table.c.programme_id == programme_id))
    side = Side(tables.initiatives, standing(programme_id), 1, current_tree(conn))
    counts = sa.select(rows.unit_id, sa.func.count()).where(*side.where).group_by(rows.unit_id)
    units: dict[int, int] = dict(conn.execute(counts).all())
    _change_people(conn, programme_id, [side], None, units)
