"""Role: a table or view of any database as a stream of raw chunks, read-only, its password never shown."""

import datetime as dt
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, NoSuchTableError, SQLAlchemyError

from data_access.database import CONNECT_TIMEOUT_S, StoreError
from data_access.spreadsheets.raw import Cell, Event, RawChunk, ReadDone, SheetEnd, SheetStart
from data_access.vocabulary import ZONE

CHUNK_ROWS = 5_000
"""Rows fetched and handed on at a time; the same as a spreadsheet's chunks."""

NAMED_TABLES = 10
"""Tables named to somebody who asked for one that is not there."""

SESSION_READ_ONLY = {
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
}
"""What makes a session unable to write. Other databases have no such word: there, nothing but one SELECT is
sent and every transaction is rolled back; give them an account that may only read."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class ExternalError(StoreError):
    """What a foreign database answers instead of rows; the details never hold a password or a user name."""


class ExternalTable:
    """One table or view. ``name``: how it is called in the history, without user and password."""

    def __init__(self, url: str, table: str) -> None:
        """Contacts nothing yet. Raises ``ExternalError``: source_url, source_driver."""
        self._engine, self._shown = _open(url)
        self._schema, self._table = _split(table)
        self.name = f"{table} ({self._shown})"
        self.rows = 0
        self.content_bytes = 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of the cells handed out so far, in their order."""
        return self._digest.hexdigest()

    def events(self) -> Iterator[Event]:
        """The rows as one sheet whose first row is the columns' names; one consistent state of the table.

        Raises ``ExternalError``: source_away, source_table (with ``known`` tables), source_unreadable.
        """
        with self._connected() as conn:
            names, query = self._query(conn)
            self.rows, self.content_bytes, self._digest = 0, 0, hashlib.sha256()
            yield SheetStart(0, self._table)
            head: list[Sequence[Cell]] = [[_header(name) for name in names]]
            result = conn.execution_options(stream_results=True, yield_per=CHUNK_ROWS).execute(query)
            filled = len(names)
            for part in result.partitions(CHUNK_ROWS):
                chunk = [*head, *([_cell(value) for value in row] for row in part)]
                filled += sum(cell != "" for row in chunk[len(head) :] for cell in row)
                head = []
                yield self._chunk(chunk)
            if head:
                yield self._chunk(head)  # no row at all: the import says so
            yield SheetEnd(0, self.rows, filled)
            yield ReadDone(self.rows, filled)

    def _chunk(self, rows: Sequence[Sequence[Cell]]) -> RawChunk:
        content = repr(rows).encode("utf-8", "surrogatepass")
        self._digest.update(content)
        self.content_bytes += len(content)
        first = self.rows + 1
        self.rows += len(rows)
        return RawChunk(0, first, len(rows), [list(column) for column in zip(*rows, strict=True)])

    def _query(self, conn: Connection) -> tuple[list[str], sa.Select[Any]]:
        inspector = sa.inspect(conn)
        try:
            columns = inspector.get_columns(self._table, self._schema)
        except NoSuchTableError as error:
            known = [*inspector.get_table_names(self._schema), *inspector.get_view_names(self._schema)]
            raise ExternalError(
                "source_table", table=self._table, known=", ".join(sorted(known)[:NAMED_TABLES]) or "–"
            ) from error
        names = [column["name"] for column in columns]
        # Without types: what the driver gives is taken as it is, so that one odd date stops nothing.
        picked: list[sa.ColumnClause[Any]] = [sa.column(name) for name in names]
        query = sa.select(*picked).select_from(sa.table(self._table, *picked, schema=self._schema))
        key = inspector.get_pk_constraint(self._table, self._schema).get("constrained_columns") or []
        return names, query.order_by(*(sa.column(name) for name in key)) if key else query

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection that cannot write where the database knows such a thing; always rolled back."""
        code = "source_away"
        try:
            with self._engine.connect() as conn:
                code = "source_unreadable"
                yield conn
                conn.rollback()
        except SQLAlchemyError as error:
            lost = isinstance(error, DBAPIError) and error.connection_invalidated
            # The driver's words may quote the address; they stay in the chain, for the log only.
            raise ExternalError(
                "source_away" if lost else code, source=self._shown, table=self._table
            ) from error
        finally:
            self._engine.dispose()


def _open(text: str) -> tuple[Engine, str]:
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError) as error:
        raise ExternalError("source_url") from error
    if url.drivername == "postgres":
        url = url.set(drivername="postgresql")
    backend = url.get_backend_name()
    # Neither the user nor the query (which may hold a password, or a whole connection string).
    shown = sa.URL.create(backend, host=url.host, port=url.port, database=url.database).render_as_string()
    try:
        engine = _open_sqlite(url) if backend == "sqlite" else _open_server(url, backend)
    except (NoSuchModuleError, ImportError) as error:
        raise ExternalError("source_driver", kind=url.drivername) from error
    except (ArgumentError, TypeError, ValueError) as error:
        raise ExternalError("source_url") from error
    statement = SESSION_READ_ONLY.get(backend)

    @event.listens_for(engine, "connect")
    def _forbid_writing(dbapi: Any, _record: Any) -> None:
        if statement is None:
            return
        cursor = dbapi.cursor()
        cursor.execute(statement)
        cursor.close()
        dbapi.commit()

    return engine, shown


def _open_server(url: sa.URL, backend: str) -> Engine:
    if backend != "postgresql":
        return sa.create_engine(url)
    return sa.create_engine(
        url, connect_args={"connect_timeout": CONNECT_TIMEOUT_S}, isolation_level="REPEATABLE READ"
    )


def _open_sqlite(url: sa.URL) -> Engine:
    """The file is opened read-only, so a misspelt path makes no empty database."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise ExternalError("source_url")
    address = f"{Path(url.database).resolve().as_uri()}?mode=ro"
    return sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))


def _split(table: str) -> tuple[str | None, str]:
    """``schema.table``; a name in double quotes may hold a dot."""
    parts = [part.strip('"') for part in re.findall(r'"[^"]+"|[^.]+', table)]
    return (parts[0], parts[1]) if len(parts) == 2 else (None, table.strip('"'))


def _header(name: str) -> str:
    """A column's name as words: ``ten_sang_kien`` and ``tenSangKien`` → ``ten sang kien``."""
    return " ".join(_CAMEL.sub(" ", str(name)).replace("_", " ").split())


def _cell(value: object) -> Cell:
    """A value of whatever type the driver gave as a cell; nothing is dropped silently."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str() | int():
            return value
        case float():
            return "" if value != value else value
        case Decimal():
            return _number(value)
        case dt.datetime():
            return value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        case dt.date() | dt.timedelta():
            return value
        case dt.time():
            return value.replace(tzinfo=None)
        case _:
            return _text(value)


def _number(value: Decimal) -> Cell:
    if not value.is_finite():
        return "" if value.is_nan() else str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _text(value: object) -> str:
    match value:
        case bytes() | bytearray() | memoryview():
            raw = bytes(value)
            try:
                return raw.decode()
            except UnicodeDecodeError:
                return raw.hex()
        case list() | tuple():
            return "; ".join(str(_cell(part)) for part in value)
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
