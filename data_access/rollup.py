"""Role: keeps all sums (COORDINATOR_LOCAL of tables.py) equal to the rows, by adding what changed."""

from collections import Counter
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

PeopleRow = tuple[Any, ...]
"""What ``people_columns`` selects."""

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


def standing_beside(programme_id: int, batch_id: int) -> tuple[ColumnElement[bool], ...]:
    """Condition for the rows of a programme that count and that the batch did not write."""
    rows = tables.initiatives.c
    # Computed, so that SQLite takes the index of the units for it: nearly all rows are of one programme.
    return rows.programme_id + 0 == programme_id, ~rows.withdrawn, rows.batch_id != batch_id


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
        states = _states(conn, sides, span, tick)
        if unchanged is not None and states[0][0].people:
            _add_unchanged(conn, states, unchanged, span, tick)
        rows = author_rows(programme_id, states, spans)
        add_to_sums(conn, tables.author_cube, rows, fresh=fresh and len(ranges) == 1)
        tick(0)


States = Sequence[tuple[Appearances, Tree, int]]
"""Before (-1) and after (+1); both know the same people, or their first days would not cancel out."""


def _states(conn: Connection, sides: Sequence[Side], span: tuple[int, int] | None, tick: Tick) -> States:
    """The people of the rows that differ, before and after, and whatever else they did in these rows.

    Rows in which only something else was changed (a value) bring nobody: without such rows nothing has to
    be known of the many that were not touched at all.
    """
    people: dict[tuple[int, str], int] = {}
    before, after = Appearances(people=people), Appearances(people=people)
    trees = {side.sign: side.tree for side in sides}
    can_be_same = len(trees) > 1 and trees[-1] is trees[1]
    gone: Counter[PeopleRow] = Counter()
    same: list[PeopleRow] = []
    for side in sorted(sides, key=lambda side: side.sign):
        query = _within(side.select(people_columns(side.table.c)), side.table.c.unit_id, span)
        for chunk in _chunks(conn, query):
            if not can_be_same:
                (before if side.sign < 0 else after).add(chunk)
            elif side.sign < 0:
                gone.update(map(tuple, chunk))
            else:
                after.add(_others(map(tuple, chunk), gone, same))
            tick(len(chunk))
    before.add(gone.elements())
    for appearances in (before, after) if people else ():
        appearances.add(same, only_known=True)
    return [
        (appearances, trees.get(sign, sides[0].tree), sign)
        for appearances, sign in ((before, -1), (after, 1))
    ]


def _others(
    rows: Iterable[PeopleRow], gone: Counter[PeopleRow], same: list[PeopleRow]
) -> Iterator[PeopleRow]:
    """The rows that are not among those gone; the others leave them and become the same."""
    for row in rows:
        if gone[row] > 0:
            gone[row] -= 1
            same.append(row)
        else:
            yield row


def _add_unchanged(
    conn: Connection,
    states: States,
    unchanged: tuple[ColumnElement[bool], ...],
    span: tuple[int, int] | None,
    tick: Tick,
) -> None:
    """The other rows of the same people, which stand in both states."""
    rows = tables.initiatives.c
    query = sa.select(*people_columns(rows)).where(*unchanged)
    people = states[0][0].people
    units = sorted({unit for unit, _ in people})
    if len(units) <= FEW_UNITS:
        query = query.where(rows.unit_id.in_(units))
    others = Appearances(people=people)
    for chunk in _chunks(conn, _within(query, rows.unit_id, span)):
        others.add(chunk, only_known=True)
        tick(0)
    for appearances, _, _ in states:
        appearances.extend(others)


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
