"""Role: opening, transactions, the import lock, and errors that carry no password."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access import tables
from data_access.database import (
    SAFE_WAL_SQLITE,
    Database,
    DatabaseUnavailable,
    UnusableDatabaseUrl,
    migrate,
    open_database,
)
from data_access.ledger import current_version, next_version
from tests.postgres import OwnServer


@pytest.mark.parametrize("url", ["", "no address", "mysql://a:secret@b/c", "sqlite://", "sqlite:///:memory:"])
def test_an_unusable_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(UnusableDatabaseUrl) as refused:
        open_database(url)
    assert "secret" not in str(refused.value.details)


def test_a_database_that_is_away_is_said_so_within_seconds_and_without_its_password() -> None:
    db = open_database("postgresql://anyone:secret@127.0.0.1:9/none")
    began = time.monotonic()
    with pytest.raises(DatabaseUnavailable) as away, db.connect():
        pass
    assert time.monotonic() - began < 4
    assert away.value.code == "database_unavailable"
    assert "secret" not in str(away.value.details) + str(away.value)


def test_a_server_that_stops_and_returns_needs_no_restart_of_ours(stoppable_postgres: OwnServer) -> None:
    db = open_database(stoppable_postgres.url_of(stoppable_postgres.create()))
    migrate(db)
    stoppable_postgres.stop()
    with pytest.raises(DatabaseUnavailable), db.connect() as conn:
        db.version(conn)
    stoppable_postgres.start()
    with db.connect() as conn:
        assert db.version(conn).version == 0
    db.dispose()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Kính gửi: " * 2000, encoding="utf-8")
    with pytest.raises(DatabaseUnavailable):
        migrate(open_database(f"sqlite:///{path.as_posix()}"))


def test_sqlite_uses_the_write_ahead_log_only_where_it_is_safe(sqlite_url: str) -> None:
    db = open_database(sqlite_url)
    with db.connect() as conn:
        mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        assert conn.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        assert int(conn.exec_driver_sql("PRAGMA busy_timeout").scalar_one()) >= 60_000
    assert mode == ("wal" if sqlite3.sqlite_version_info >= SAFE_WAL_SQLITE else "delete")
    db.dispose()


def test_a_failed_write_leaves_nothing_not_even_tables(migrated_url: str) -> None:
    db = open_database(migrated_url)
    with pytest.raises(ZeroDivisionError):
        _write_half(db)
    with db.connect() as conn:
        assert current_version(conn) == 0
        assert not sa.inspect(conn).has_table("half_done")
    db.dispose()


def test_statistics_are_refreshed_outside_any_transaction(migrated_url: str) -> None:
    db = open_database(migrated_url)
    db.refresh_statistics()
    with db.connect() as conn:
        assert not sa.inspect(conn).has_table("sqlite_stat1"), "never ANALYZE on SQLite"
    db.dispose()


def _write_half(db: Database) -> None:
    with db.begin_write() as conn:
        next_version(conn)
        conn.exec_driver_sql("CREATE TABLE half_done (a INTEGER)")
        raise ZeroDivisionError


def _count_up(db: Database, rounds: int) -> None:
    for _ in range(rounds):
        with db.begin_write() as conn:
            # Read, wait, write: loses updates unless writers are one after the other.
            seen = current_version(conn)
            time.sleep(0.002)
            conn.execute(sa.update(tables.data_version).values(version=seen + 1))


def test_writers_come_one_after_the_other(migrated_url: str) -> None:
    databases = [open_database(migrated_url) for _ in range(3)]
    threads = [threading.Thread(target=_count_up, args=(db, 15)) for db in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with databases[0].connect() as conn:
        assert current_version(conn) == 45
    for db in databases:
        db.dispose()


def test_without_the_import_lock_updates_would_be_lost(postgres_url: str) -> None:
    db = open_database(postgres_url)
    migrate(db)

    def careless() -> None:
        for _ in range(15):
            with db.engine.connect() as conn:
                plain = conn.execution_options(isolation_level="READ COMMITTED")
                with plain.begin():
                    seen = current_version(plain)
                    time.sleep(0.002)
                    plain.execute(sa.update(tables.data_version).values(version=seen + 1))

    threads = [threading.Thread(target=careless) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.connect() as conn:
        assert current_version(conn) < 45
    db.dispose()


def test_a_reader_sees_one_state_while_a_writer_commits(migrated_url: str) -> None:
    db = open_database(migrated_url)
    if db.dialect == "sqlite" and sqlite3.sqlite_version_info < SAFE_WAL_SQLITE:
        # With a rollback journal the writer waits for the reader instead, which is the same promise.
        with db.connect() as reader:
            assert current_version(reader) == 0
            writer = threading.Thread(target=_count_up, args=(db, 1))
            writer.start()
            time.sleep(0.1)
            assert current_version(reader) == 0
        writer.join()
    else:
        with db.connect() as reader:
            assert current_version(reader) == 0
            _count_up(db, 1)
            assert current_version(reader) == 0
    with db.connect() as conn:
        assert current_version(conn) == 1
    db.dispose()
