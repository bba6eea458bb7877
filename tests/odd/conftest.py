"""Role: the small campaign, made once and copied for every file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_access.database import Database, open_database
from tests.odd.campaign import make_campaign


@pytest.fixture(scope="session")
def campaign_file(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """The database that is copied."""
    folder = tmp_path_factory.mktemp("campaign")
    path = folder / "campaign.sqlite"
    shutil.copyfile(migrated_sqlite, path)
    make_campaign(path)
    return path


@pytest.fixture
def db(campaign_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the campaign for one test."""
    path = tmp_path / "sangkien.sqlite"
    shutil.copyfile(campaign_file, path)
    database = open_database(f"sqlite:///{path.as_posix()}")
    yield database
    database.dispose()
