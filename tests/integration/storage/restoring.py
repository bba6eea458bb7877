"""Role: a database that is brought back to one kept state as often as wanted, in either store."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from data_access import tables
from data_access.database import Database, migrate, open_database
from tests.postgres import PostgresServer

KEPT = "kept"
"""Schema of the kept tables; copying a whole PostgreSQL database takes ten times as long."""


class Restorable(Protocol):
    """One database with the newest schema."""

    url: str

    def keep(self) -> None:
        """What is there now is what ``restore`` gives back. Nobody else has the database open."""

    def restore(self) -> None:
        """As it was kept, whatever a killed process left. Nobody else has the database open."""


class RestorableSqlite:
    """A file, and the file it is copied from."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file, self._kept = folder / "sangkien.sqlite", folder / "kept.sqlite"
        self.url = f"sqlite:///{self._file.as_posix()}"

    def keep(self) -> None:
        shutil.copyfile(self._file, self._kept)

    def restore(self) -> None:
        # The rollback journal of a killed writer belongs to the file as it was then.
        for file in self._file.parent.glob(f"{self._file.name}-*"):
            file.unlink()
        shutil.copyfile(self._kept, self._file)


class RestorablePostgres:
    """A database of a server, and its tables once more in a schema beside it."""

    def __init__(self, server: PostgresServer) -> None:
        self._server, self._name = server, server.create()
        self.url = server.url_of(self._name)
        self._sequences: list[tuple[str, int | None]] = []

    def keep(self) -> None:
        names = [table.name for table in tables.metadata.sorted_tables]
        self._execute(
            f"DROP SCHEMA IF EXISTS {KEPT} CASCADE",
            f"CREATE SCHEMA {KEPT}",
            *(f"CREATE TABLE {KEPT}.{name} AS TABLE public.{name}" for name in names),
        )
        found = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        db = open_database(self.url)
        with db.engine.begin() as conn:
            self._sequences = [(str(name), last) for name, last in conn.exec_driver_sql(found)]
        db.dispose()

    def restore(self) -> None:
        names = [table.name for table in tables.metadata.sorted_tables]
        self._execute(
            f"TRUNCATE {', '.join(names)}",
            *(f"INSERT INTO public.{name} SELECT * FROM {KEPT}.{name}" for name in names),  # noqa: S608
            *(
                f"SELECT setval('{name}', {last or 1}, {'false' if last is None else 'true'})"
                for name, last in self._sequences
            ),
        )

    def remove(self) -> None:
        """Drop the database, whoever is still connected to it."""
        self._server.drop(self._name)

    def _execute(self, *statements: str) -> None:
        db = open_database(self.url)
        with db.engine.begin() as conn:
            conn.execute(sa.text("; ".join(statements)))
        db.dispose()


def begin(place: Restorable, prepare: Callable[[Database], None]) -> Restorable:
    """The same, migrated, filled and kept."""
    db = open_database(place.url)
    migrate(db)
    prepare(db)
    db.dispose()
    place.keep()
    return place
