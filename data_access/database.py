"""Role: opening a database (SQLite or PostgreSQL), its transactions and its one import lock."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from data_access import tables

BUSY_TIMEOUT_MS = 60_000
"""How long a writer waits for another; an import of a million rows holds the lock for less."""

CONNECT_TIMEOUT_S = 3
"""A database that is away is said to be away within three seconds."""

SAFE_WAL_SQLITE = (3, 51, 3)
"""SQLite below this version may corrupt a database when the WAL is reset; then a rollback journal is used."""

IMPORT_LOCK = 0x53414E47_4B49454E
"""Key of the PostgreSQL advisory lock ("SANGKIEN" in ASCII): one writer at a time."""

CACHE_KIB = 16 * 1024
WRITER_CACHE_KIB = 128 * 1024
"""A writer whose changes outgrow the cache locks readers out until it commits; 100.000 rows fit in this."""

_LOCK_NOT_AVAILABLE = "55P03"
_DISK_FULL = "53100"


class StoreError(Exception):
    """Base of what the store reports. ``code`` is stable; ``details`` never hold a password."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class DatabaseUnavailable(StoreError):
    """The database cannot be reached, is busy for too long, or has no room left."""


class UnusableDatabaseUrl(StoreError):
    """The address names no database that this program can use."""


@dataclass(frozen=True)
class DataVersion:
    """State of the data: ``version`` grows with every change, ``database_id`` names this database."""

    version: int
    changed_at: datetime
    database_id: str


_VERSION_QUERY = sa.select(
    tables.data_version.c.version, tables.data_version.c.changed_at, tables.data_version.c.database_id
)


class Database:
    """An opened database. Thread-safe; one per process and address.

    ``url``: the address with its password, for handing on to a process of our own, never for showing;
    ``shown_url``: the same without the password.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self.url = engine.url.render_as_string(hide_password=False)
        self.shown_url = engine.url.render_as_string(hide_password=True)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A read transaction: every query inside sees one state. Raises ``DatabaseUnavailable``."""
        with self._reported(), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def begin_write(self) -> Iterator[Connection]:
        """The one write transaction: waits for other writers, commits at the end, all or nothing.

        Raises ``DatabaseUnavailable`` (``database_busy`` after a minute of waiting).
        """
        begin = self._begin_sqlite if self.dialect == "sqlite" else self._begin_postgresql
        with self._reported(), self.engine.connect() as conn, begin(conn):
            yield conn

    def version(self, conn: Connection) -> DataVersion:
        """The state that ``conn`` sees: one row of one small table."""
        row = conn.execute(_VERSION_QUERY).one()
        return DataVersion(row.version, row.changed_at, row.database_id)

    def refresh_statistics(self) -> None:
        """After a large import: let PostgreSQL know its tables. SQLite plans 10–100 × worse with ANALYZE."""
        if self.dialect != "postgresql":
            return
        with self._reported(), self.engine.connect() as conn:
            conn.execution_options(isolation_level="AUTOCOMMIT")
            for table in (
                tables.initiatives, *tables.COORDINATOR_LOCAL, tables.unit_paths, tables.units,
            ):  # fmt: skip
                conn.exec_driver_sql(f"VACUUM (ANALYZE) {table.name}")

    def dispose(self) -> None:
        """Close the pool's connections."""
        self.engine.dispose()

    @contextmanager
    def _begin_sqlite(self, conn: Connection) -> Iterator[None]:
        conn.execution_options(sangkien_writes=True)
        driver = conn.connection.driver_connection
        assert driver is not None  # a connection that was just checked out
        driver.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
        try:
            with conn.begin():
                yield
        finally:
            driver.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            driver.execute("PRAGMA shrink_memory")

    @contextmanager
    def _begin_postgresql(self, conn: Connection) -> Iterator[None]:
        # Repeatable read would keep the state from before the lock was waited for.
        conn.execution_options(isolation_level="READ COMMITTED")
        with conn.begin():
            conn.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
            conn.execute(sa.select(sa.func.pg_advisory_xact_lock(IMPORT_LOCK)))
            yield

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            code = _code_of(error)
            if code is None:
                raise
            # The driver's text may quote the address; it stays in the chain for the log only.
            raise DatabaseUnavailable(code, url=self.shown_url) from error


def _code_of(error: DBAPIError) -> str | None:
    """The store's own code for a driver error that a person can do something about."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return "database_busy"
        if name.startswith("SQLITE_FULL"):
            return "database_full"
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_NOTADB")):
            return "database_unavailable"
        return None
    state = getattr(cause, "sqlstate", None)
    if state == _LOCK_NOT_AVAILABLE:
        return "database_busy"
    if state == _DISK_FULL:
        return "database_full"
    # psycopg raises OperationalError without a state when there is no connection at all.
    if error.connection_invalidated or (isinstance(error, sa.exc.OperationalError) and state is None):
        return "database_unavailable"
    return None


def open_database(url: str) -> Database:
    """Prepare a database at ``sqlite:///path``, ``postgresql://…`` or ``postgresql+psycopg://…``.

    Nothing is contacted yet, except that the folder of an SQLite file is made.
    Raises ``UnusableDatabaseUrl``.
    """
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnusableDatabaseUrl("unusable_database_url") from error
    kind = parsed.get_backend_name()
    if kind == "sqlite":
        return Database(_open_sqlite(parsed))
    if kind in {"postgresql", "postgres"}:
        return Database(_open_postgresql(parsed.set(drivername="postgresql+psycopg")))
    raise UnusableDatabaseUrl("unusable_database_url", url=parsed.render_as_string(hide_password=True))


def _open_sqlite(url: sa.URL) -> Engine:
    if not url.database or url.database == ":memory:" or url.query.get("mode") == "memory":
        # Each process and thread would have a database of its own.
        raise UnusableDatabaseUrl("unusable_database_url", url=str(url))
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableDatabaseUrl(
            "database_folder_unusable", folder=str(Path(url.database).parent)
        ) from error
    engine = sa.create_engine(
        url.set(drivername="sqlite"),
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        pool_size=20,
    )

    @event.listens_for(engine, "connect")
    def _prepare(dbapi: Any, _record: Any) -> None:
        # SQLAlchemy emits BEGIN itself: the driver's own way begins late and never for reads or DDL.
        dbapi.isolation_level = None
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if sqlite3.sqlite_version_info >= SAFE_WAL_SQLITE:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        else:
            cursor.execute("PRAGMA journal_mode = DELETE")
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        # A deferred BEGIN that turns into a write fails at once when another writer was faster.
        writes = conn.get_execution_options().get("sangkien_writes", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _open_postgresql(url: sa.URL) -> Engine:
    try:
        return sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_S},
            # One state for all queries of a page, as SQLite gives it.
            isolation_level="REPEATABLE READ",
        )
    except (ArgumentError, NoSuchModuleError) as error:
        raise UnusableDatabaseUrl(
            "unusable_database_url", url=url.render_as_string(hide_password=True)
        ) from error


def migrate(db: Database) -> None:
    """Bring the schema to this program's revision; safe when two processes start at once.

    Raises ``DatabaseUnavailable`` and ``StoreError("database_newer")``.
    """
    from data_access.migrations import upgrade  # Alembic takes a while to load; readers do not need it

    upgrade(db)
