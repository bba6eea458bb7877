"""Role: says whether a database is in order: sums equal rows, no orphans, audit chain whole; its digest."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy import Connection, Table

from data_access import tables
from data_access.author_cells import Appearances, author_rows
from data_access.cube import cell_rows, cells_of, savings_bin_rows
from data_access.database import Database
from data_access.facts import CHUNK_ROWS, fact_columns, join_facts, read_facts
from data_access.ledger import first_broken_audit_row
from data_access.migrations import is_current
from data_access.part_cells import part_rows
from data_access.rollup import Side, current_tree, people_columns, phase_spans, rebuild_sums, standing

NOT_DATA = frozenset({"audit", "batches", "data_version", "remembered_layouts"})
"""Tables that tell how the data came about; two equal states may differ in them."""


@dataclass(frozen=True)
class Finding:
    """Something out of order; ``code`` is stable, ``details`` go into its sentence."""

    code: str
    details: dict[str, object] = field(default_factory=dict)


def check(db: Database) -> list[Finding]:
    """Everything that can be found wrong by reading; empty when all is well."""
    with db.connect() as conn:
        if not is_current(conn):
            return [Finding("schema_behind")]
        findings = []
        wrong = verify_cube(conn)
        if wrong:
            findings.append(Finding("cube_differs", {"count": len(wrong)}))
        for code, count in (("orphan_rows", _orphan_rows(conn)), ("orphan_units", _orphan_units(conn))):
            if count:
                findings.append(Finding(code, {"count": count}))
        broken = first_broken_audit_row(conn)
        if broken is not None:
            findings.append(Finding("audit_broken", {"row": broken}))
        return findings


def rebuild_cube(conn: Connection, programme_id: int) -> None:
    """Make all sums of a programme anew from its rows, inside ``db.begin_write()``."""
    rebuild_sums(conn, programme_id)


def _orphan_rows(conn: Connection) -> int:
    rows = tables.initiatives.c
    paths, known = tables.unit_paths.c, tables.fields.c
    query = sa.select(sa.func.count()).where(
        sa.or_(rows.unit_id.not_in(sa.select(paths.unit_id)), rows.field_id.not_in(sa.select(known.field_id)))
    )
    return int(conn.execute(query.select_from(tables.initiatives)).scalar_one())


def _orphan_units(conn: Connection) -> int:
    child, parent = tables.units.alias("child"), tables.units.alias("parent")
    query = (
        sa.select(sa.func.count())
        .select_from(child.outerjoin(parent, parent.c.unit_id == child.c.parent_id))
        .where(child.c.parent_id.is_not(None), parent.c.unit_id.is_(None))
    )
    return int(conn.execute(query).scalar_one())


@dataclass(frozen=True, order=True)
class Difference:
    """A node whose sums do not equal its rows."""

    table: str
    programme_id: int
    node_id: int


def verify_cube(conn: Connection) -> list[Difference]:
    """Nodes whose sums in any of the tables differ from what the rows give; empty when all agree."""
    stored = {table.name: _stored_marks(conn, table) for table in tables.COORDINATOR_LOCAL}
    expected: dict[str, dict[tuple[int, int], int]] = {name: {} for name in stored}
    for programme_id in conn.execute(sa.select(tables.programmes.c.programme_id)).scalars().all():
        for table, rows in _expected_rows(conn, programme_id):
            _mark(expected[table.name], np.array(rows, dtype=np.int64))
    return sorted(
        Difference(name, *key)
        for name in stored
        for key in stored[name].keys() | expected[name].keys()
        if stored[name].get(key, 0) != expected[name].get(key, 0)
    )


_MEASURE_NUMBER = {"submitted": 1, "valid": 2}


def _expected_rows(conn: Connection, programme_id: int) -> Iterator[tuple[Table, Sequence[Any]]]:
    tree = current_tree(conn)
    side = Side(tables.initiatives, standing(programme_id), 1, tree)
    parts = []
    for unit_ids, facts in read_facts(conn, side.select(fact_columns(side.table.c)), 1):
        facts.unit[:] = tree.positions(unit_ids)
        parts.append(facts)
    facts = join_facts(parts)
    if not len(facts):
        return
    for cells in cells_of(facts, tree):
        yield tables.cube, cell_rows(programme_id, cells, tree)
    yield tables.savings_bins, savings_bin_rows(programme_id, facts, tree)
    yield tables.part_cube, part_rows(programme_id, facts, tree)
    seen = Appearances()
    with conn.execute(side.select(people_columns(side.table.c))) as result:
        while chunk := result.fetchmany(CHUNK_ROWS):
            seen.add(chunk)
    people = author_rows(programme_id, [(seen, tree, 1)], phase_spans(conn, programme_id))
    yield tables.author_cube, [tuple(_number(value) for value in row) for row in people]


def _number(value: object) -> object:
    return _MEASURE_NUMBER.get(value, 0) if isinstance(value, str) else value


def _stored_marks(conn: Connection, table: Table) -> dict[tuple[int, int], int]:
    marks: dict[tuple[int, int], int] = {}
    with conn.execute(sa.select(table), execution_options={"stream_results": True}) as result:
        while chunk := result.fetchmany(CHUNK_ROWS):
            rows = [tuple(_number(value) for value in row) for row in chunk]
            _mark(marks, np.array(rows, dtype=np.int64))
    return marks


def _mark(marks: dict[tuple[int, int], int], rows: npt.NDArray[np.int64]) -> None:
    """Adds a fingerprint of each row to its node's: sums agree when, and in practice only when, rows do."""
    if not len(rows):
        return
    mixed = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    keys, place = np.unique(rows[:, :2], axis=0, return_inverse=True)
    totals = np.zeros(len(keys), dtype=np.uint64)
    np.add.at(totals, place.ravel(), mixed)
    for (programme_id, node_id), total in zip(keys.tolist(), totals.tolist(), strict=True):
        key = (programme_id, node_id)
        marks[key] = (marks.get(key, 0) + total) % 2**64


def logical_digest(conn: Connection, *, leave_out: frozenset[str] = NOT_DATA) -> str:
    """One hash of the content of all tables, whatever the order of rows, pages or the kind of database.

    ``leave_out``: by default the tables that record how the data came about.
    """
    total = 0
    for table in tables.metadata.sorted_tables:
        if table.name in leave_out:
            continue
        with conn.execute(sa.select(table), execution_options={"stream_results": True}) as result:
            while chunk := result.fetchmany(CHUNK_ROWS):
                for row in chunk:
                    content = repr((table.name, *row)).encode()
                    total += int.from_bytes(hashlib.sha256(content).digest(), "big")
    return f"{total % 2**256:064x}"
