"""Role: moves many rows at once by the drivers' fastest ways: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection, Table

Rows = Sequence[Sequence[Any]]


def insert_rows(conn: Connection, table: Table, columns: Sequence[str], rows: Rows) -> None:
    """Append rows of plain Python values (dates as ISO text, instants as seconds).

    Raises ``sqlalchemy.exc.IntegrityError`` when a key exists; then the transaction must be rolled back.
    """
    if not rows:
        return
    names = ", ".join(columns)
    if conn.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        conn.exec_driver_sql(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608 # names from the schema
            rows if isinstance(rows[0], tuple) else [tuple(row) for row in rows],
        )
        return
    _copy(conn, table.name, names, rows)


def _copy(conn: Connection, target: str, names: str, rows: Iterable[Sequence[object]]) -> None:
    driver = conn.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    statement = f"COPY {target} ({names}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # The same exceptions as SQLAlchemy's own way would raise.
        raise sa.exc.DBAPIError.instance(
            statement,
            None,
            error,
            psycopg.Error,
            connection_invalidated=driver.closed,
            dialect=conn.dialect,
        ) from error


def sample_for_plans(conn: Connection, *changed: Table) -> None:
    """Let PostgreSQL know tables that just changed a lot: with old statistics it joins a million rows one
    by one for hours. It may be done inside a transaction. SQLite plans worse with statistics: never there.
    """
    if conn.dialect.name == "postgresql":
        for table in changed:
            conn.exec_driver_sql(f"ANALYZE {table.name}")


def add_to_sums(conn: Connection, table: Table, rows: Rows, *, fresh: bool) -> None:
    """Add rows of integers to a table of sums, and drop the cells whose count ``n`` becomes zero.

    ``rows``: full rows in the table's column order, keys unique. ``fresh``: no such key exists yet.
    """
    columns = [column.name for column in table.columns]
    if fresh:
        insert_rows(conn, table, columns, rows)
    elif rows and conn.dialect.name == "sqlite":
        _add_on_sqlite(conn, table, columns, rows)
    elif rows:
        _add_on_postgresql(conn, table, columns, rows)


def _addition(table: Table) -> tuple[list[str], str]:
    keys = [column.name for column in table.primary_key.columns]
    sums = [column.name for column in table.columns if column.name not in keys]
    return keys, ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in sums)


def _add_on_sqlite(conn: Connection, table: Table, columns: list[str], rows: Rows) -> None:
    keys, addition = _addition(table)
    conn.exec_driver_sql(
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 # names from the schema
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {addition}",
        [tuple(row) for row in rows],
    )
    count = columns.index("n")
    shrunk = [tuple(row[columns.index(key)] for key in keys) for row in rows if row[count] < 0]
    if shrunk:
        where = " AND ".join(f"{key} = ?" for key in keys)
        conn.exec_driver_sql(f"DELETE FROM {table.name} WHERE {where} AND n = 0", shrunk)  # noqa: S608 # names from the schema


def _add_on_postgresql(conn: Connection, table: Table, columns: list[str], rows: Rows) -> None:
    keys, addition = _addition(table)
    names, delta = ", ".join(columns), f"{table.name}_delta"
    conn.exec_driver_sql(f"CREATE TEMPORARY TABLE {delta} (LIKE {table.name}) ON COMMIT DROP")
    _copy(conn, delta, names, rows)
    conn.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {delta}"  # noqa: S608 # names from the schema
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {addition}"
    )
    same = " AND ".join(f"{table.name}.{key} = d.{key}" for key in keys)
    emptied = f"{same} AND d.n < 0 AND {table.name}.n = 0"
    conn.exec_driver_sql(
        f"DELETE FROM {table.name} USING {delta} d WHERE {emptied}"  # noqa: S608 # names from the schema
    )
    conn.exec_driver_sql(f"DROP TABLE {delta}")
