"""Role: the schema keeps the rules under which PostgreSQL can be spread over machines without code changes.

The rules are those of Citus as written in docs/architecture.md: growing tables are distributed by ``code``.
"""

import re

import pytest
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint

from data_access import tables
from tests.architecture.sources import product_modules, text_of

KEY = "code"
GROWING = tuple(tables.GROWING)
TRIGGER = re.compile(r"create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b.*?\bon\s+(\w+)", re.I | re.S)


def key_problems(table: Table) -> list[str]:
    """Rule 1: ``code`` in the primary key and in everything unique; no surrogate key."""
    problems = []
    keys = list(table.primary_key.columns)
    if KEY not in table.primary_key.columns:
        problems.append(f"{table.name}: {KEY} is not in the primary key")
    problems += [
        f"{table.name}.{column.name} counts by itself" for column in keys if counts_by_itself(column)
    ]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and KEY not in constraint.columns:
            problems.append(f"{table.name}: unique without {KEY}")
    problems += [
        f"{table.name}: unique index without {KEY}"
        for index in table.indexes
        if index.unique and KEY not in index.columns
    ]
    return problems


def counts_by_itself(column: Column[object]) -> bool:
    """Whether the database would number a key column."""
    return column.autoincrement is True or column.identity is not None or column.server_default is not None


def reference_problems(metadata: MetaData, growing: tuple[Table, ...]) -> list[str]:
    """Rule 4: foreign keys only from growing to small tables, none to batches, to oneself or back."""
    problems = []
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            target = key.column.table
            if target in growing:
                problems.append(f"{table.name} points at the growing {target.name}")
            elif target is table:
                problems.append(f"{table.name} points at itself")
            elif table in growing and "batch" in target.name:
                problems.append(f"{table.name} points at {target.name}")
    return problems


@pytest.mark.parametrize("table", GROWING, ids=lambda table: table.name)
def test_a_growing_table_is_known_by_its_code(table: Table) -> None:
    assert key_problems(table) == []


def test_references_lead_from_growing_to_small_tables_only() -> None:
    assert reference_problems(tables.metadata, GROWING) == []


def test_no_growing_table_has_a_trigger() -> None:
    growing = {table.name for table in GROWING}
    watched = {name: TRIGGER.findall(text_of(name)) for name in product_modules()}
    assert [name for name, found in watched.items() if growing & {table.lower() for table in found}] == []


def test_no_query_locks_many_rows_or_climbs_growing_tables() -> None:
    # Rule 5; the tree of units is small and has stored ancestors, so nothing needs a recursive query.
    forbidden = re.compile(r"with_for_update|\bFOR UPDATE\b|recursive=True|\bWITH RECURSIVE\b")
    assert [name for name in product_modules() if forbidden.search(text_of(name))] == []


def test_a_breach_of_the_rules_is_noticed() -> None:
    metadata = MetaData()
    grown = Table(
        "grown",
        metadata,
        Column("row_id", Integer, primary_key=True, autoincrement=True),
        Column(KEY, String, unique=True),
        Column("title", String, unique=True),
        Column("parent", ForeignKey("grown.row_id")),
        Column("batch_id", ForeignKey("batches.batch_id")),
        Index(None, "title", unique=True),
    )
    Table("batches", metadata, Column("batch_id", Integer, primary_key=True))
    Table("small", metadata, Column("of", ForeignKey("grown.row_id"), primary_key=True))
    assert len(key_problems(grown)) == 4
    assert sorted(reference_problems(metadata, (grown,))) == [
        "grown points at batches",
        "grown points at the growing grown",
        "small points at the growing grown",
    ]
    assert TRIGGER.findall("CREATE TRIGGER watch AFTER INSERT ON initiatives") == ["initiatives"]
