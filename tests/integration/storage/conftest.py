"""Role: a prepared campaign in a fresh database, once for each store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.database import Database, open_database
from tests.integration.storage import campaign
from tests.integration.storage.restoring import Restorable, RestorablePostgres, RestorableSqlite


@pytest.fixture
def db(migrated_url: str) -> Iterator[Database]:
    """A campaign without initiatives."""
    database = open_database(migrated_url)
    campaign.prepare(database)
    yield database
    database.dispose()


@pytest.fixture
def filled(db: Database) -> Database:
    """A campaign with 400 initiatives, some of them imported twice and some withdrawn."""
    campaign.import_rows(db, campaign.make_rows(range(300)))
    campaign.import_rows(
        db,
        campaign.make_rows(range(40, 100), seed=1) + campaign.make_rows(range(100, 420)),
        withdraw_missing=True,
    )
    campaign.import_rows(db, campaign.make_rows(range(20)))
    return db


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restorable]:
    """An empty database in each store, to be filled, kept, and restored after each kill."""
    if request.param == "sqlite":
        yield RestorableSqlite(tmp_path / "place")
        return
    made = RestorablePostgres(request.getfixturevalue("postgres_server"))
    yield made
    made.remove()
