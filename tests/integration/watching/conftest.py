"""Role: a folder to watch, workbooks to put into it, and a store that knows the sample's units."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.actions import imports
from dashboard.actions.watch_folder import WatchFolder
from dashboard.actions.watching import Outcome, Watch
from dashboard.sample import SampleFiles, write_sample
from data_access.database import Database, open_database

ROWS = 120
USER = "máy chủ"


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("watched-sample"), ROWS)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "Hộp thư đến"
    folder.mkdir()
    return folder


@pytest.fixture
def store(migrated_url: str) -> Iterator[Database]:
    db = open_database(migrated_url)
    yield db
    db.dispose()


@pytest.fixture
def ready_store(store: Database, workbooks: SampleFiles) -> Database:
    """With programme, units and targets, so that an export is welcome."""
    for path in workbooks.in_import_order[:3]:
        imports.commit_import(store, imports.prepare_import(store, [path], user=USER), user=USER)
    return store


Round = Callable[[], list[Outcome]]


@pytest.fixture
def rounds(store: Database, inbox: Path) -> Iterator[Round]:
    """One look at the folder with each call; trouble is not expected."""
    folder = WatchFolder(inbox)
    watch = Watch(store, folder, user=USER)

    def look() -> list[Outcome]:
        found = list(watch.round())
        outcomes = [one for one in found if isinstance(one, Outcome)]
        assert len(outcomes) == len(found), found
        return outcomes

    with folder.alone():
        yield look


def put(source: Path, folder: Path, name: str | None = None) -> Path:
    """Copy a file into a folder at once."""
    target = folder / (name or source.name)
    shutil.copyfile(source, target)
    return target


def lying_in(folder: Path) -> list[str]:
    """What still waits in a watched folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
