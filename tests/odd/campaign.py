"""Role: a SQLite campaign for odd files, and what a test asks of it: what stands, and what is staged."""

import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import psutil
import sqlalchemy as sa

from dashboard.actions import imports
from data_access import tables
from data_access.database import Database, migrate, open_database
from tests.odd.makers import xlsx
from tests.odd.rows import PROGRAMME, UNITS

_WORKING = {"staging", "batches"}
"""Where a plan may write: rows that no figure sees."""


def make_campaign(path: Path) -> None:
    """Programme and units into the database of that path, as a person would."""
    database = open_database(f"sqlite:///{path.as_posix()}")
    migrate(database)
    with TemporaryDirectory() as folder:
        for rows in (PROGRAMME, UNITS):
            prepared = imports.prepare_import(database, [xlsx(rows)(Path(folder))], user="thử")
            assert not prepared.refused, prepared.headline()
            imports.commit_import(database, prepared, user="thử")
    with database.connect() as conn:
        conn.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    database.dispose()


def everything(db: Database) -> dict[str, list[str]]:
    """All rows of all tables but those a plan may write."""
    with db.connect() as conn:
        return {
            table.name: sorted(map(repr, conn.execute(sa.select(table)).all()))
            for table in tables.metadata.sorted_tables
            if table.name not in _WORKING
        }


def staged(db: Database, batch_id: int | None) -> list[dict[str, Any]]:
    """The staged rows of a plan, or of all when ``batch_id`` is None, in the order of the file."""
    table = tables.staging
    rows = sa.select(table).order_by(table.c.source_row)
    if batch_id is not None:
        rows = rows.where(table.c.batch_id == batch_id)
    with db.connect() as conn:
        return [dict(row) for row in conn.execute(rows).mappings()]


class Growth:
    """How far the memory of this process rose inside the block, looked at every few milliseconds."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._is_over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self.before = self.highest = 0

    def __enter__(self) -> "Growth":
        self.before = self.highest = self._now()
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._watcher.join()
        self.highest = max(self.highest, self._now())

    @property
    def bytes(self) -> int:
        return self.highest - self.before

    def _now(self) -> int:
        return int(self._process.memory_info().rss)

    def _watch(self) -> None:
        while not self._is_over.wait(0.005):
            self.highest = max(self.highest, self._now())
