"""Role: copies rows of this program's own tables from one store into another of whatever kind."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Table

from data_access import tables
from data_access.staging import NEW
from data_access.vocabulary import BatchState

CHUNK_ROWS = 5_000

FIGURES = (tables.initiatives, *tables.COORDINATOR_LOCAL)
"""Rows and their sums: together, or the sums would not be those of the rows."""

OWN = frozenset(
    {"audit", "data_version", "batches", "staging", "initiative_history", "record_history"}
    | {table.name for table in FIGURES}
)
"""What belongs to a store itself; everything else is small and describes the campaign."""


def copy_campaign(source: Connection, target: Connection, *, with_figures: bool) -> None:
    """Programmes, units, targets … and which imports stand; ``with_figures``: the initiatives, too.

    ``target``: a write transaction of a store that was just made.
    """
    small = [table for table in tables.metadata.sorted_tables if table.name not in OWN]
    for table in reversed(small):
        target.execute(sa.delete(table))  # the first migration fills the list of fields
    for table in (*small, *(FIGURES if with_figures else ())):
        _copy(source, target, table)
    standing = tables.batches.c.state == str(BatchState.COMMITTED)
    _copy(source, target, tables.batches, standing, {"issues": [], "mapping": {}})


def copy_staged(source: Connection, target: Connection, batch_id: int) -> None:
    """A staged batch under its own number into a store without initiatives: there every row is new."""
    _copy(source, target, tables.batches, tables.batches.c.batch_id == batch_id)
    _copy(source, target, tables.staging, tables.staging.c.batch_id == batch_id, {"verdict": NEW})


def _copy(
    source: Connection,
    target: Connection,
    table: Table,
    where: ColumnElement[bool] | None = None,
    instead: Mapping[str, Any] | None = None,
) -> None:
    query = sa.select(table) if where is None else sa.select(table).where(where)
    with _streamed(source, query) as chunks:
        for rows in chunks:
            target.execute(sa.insert(table), [{**row._mapping, **(instead or {})} for row in rows])


@contextmanager
def _streamed(conn: Connection, query: sa.Select[Any]) -> Iterator[Iterator[Any]]:
    options = {"stream_results": True, "yield_per": CHUNK_ROWS}
    with conn.execute(query, execution_options=options) as result:
        yield result.partitions()
