"""Role: what tests of every kind may ask for: a fresh database in each of the two stores."""

import shutil
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

# Hooks work in a conftest by being there under their names.
from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401
from tests.postgres import OwnServer, PostgresServer, named_server


def pytest_sessionstart(session: pytest.Session) -> None:
    """Told to end, a run stops the databases, servers and browsers that it has started."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, partial(_end, session))


def _end(session: pytest.Session, *_: object) -> None:
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: None)  # what stops the servers is not interrupted in its turn
    for child in psutil.Process().children():
        if "execnet" in " ".join(child.cmdline()):  # a process with its share of the tests
            child.terminate()
    session.shouldstop = "told to end"  # after this test, should a destructor swallow the exception
    raise KeyboardInterrupt


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Original files that imports keep go to a folder of this run, never into the checkout's own data."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANGKIEN_DATA_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL for the whole run, started by the first test that needs it."""
    named = named_server()
    if named is not None:
        yield named
        return
    own = OwnServer()
    yield own
    own.remove()


@pytest.fixture
def stoppable_postgres() -> Iterator[OwnServer]:
    """A PostgreSQL of this test's own, to be stopped and started at will (0.8 s)."""
    own = OwnServer()
    yield own
    own.remove()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A fresh, empty SQLite database in the test's folder."""
    return f"sqlite:///{(tmp_path / 'sangkien.sqlite').as_posix()}"


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh, empty PostgreSQL database."""
    name = postgres_server.create()
    yield postgres_server.url_of(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, empty database, the test being run once for each store."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that migrated SQLite databases are copied from."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite"
    _migrate(f"sqlite:///{path.as_posix()}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    """The database that migrated PostgreSQL databases are copied from."""
    name = postgres_server.create()
    _migrate(postgres_server.url_of(name))
    yield name
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database with the newest schema and no data, once for each store; cheaper than migrating."""
    if request.param == "sqlite":
        path = tmp_path / "sangkien.sqlite"
        shutil.copyfile(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path.as_posix()}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(template=request.getfixturevalue("migrated_postgres"))
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture(scope="session")
def campaign_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the sample campaign; copied, never changed by a test."""
    from tests.integration.cli.running import sangkien

    path = tmp_path_factory.mktemp("campaign") / "campaign.sqlite"
    done = sangkien("demo", "--fill-only", db=f"sqlite:///{path.as_posix()}")
    assert done.code == 0, done.err
    return path


def _migrate(url: str) -> None:
    # Imported here, as above: pure tests must run even while the store is broken.
    from data_access.database import migrate, open_database

    database = open_database(url)
    migrate(database)
    # A template may have no connection, and a copied file no write-ahead log beside it.
    database.engine.dispose()
