"""Role: `sangkien serve` and `sangkien demo`."""

import os
import sys
import tempfile
from pathlib import Path

import click

from dashboard.actions import imports
from dashboard.cli.frame import database_options, open_store, settings
from dashboard.i18n import t
from dashboard.sample import write_sample
from data_access.database import Database

DEMO_USER = "sangkien demo"


@click.command(help=t("cli.help.serve"))
@click.option("--host", default=None, help=t("cli.help.host"))
@click.option("--port", type=click.IntRange(1, 65535), default=None, help=t("cli.help.port"))
@database_options
def serve(host: str | None, port: int | None, url: str | None, as_json: bool) -> None:
    """The dashboard on the database as it is."""
    _serve(open_store(url), host, port, search_port=False, open_browser=False)


@click.command(help=t("cli.help.demo"))
@click.option("--port", type=click.IntRange(1, 65535), default=None, help=t("cli.help.port"))
@click.option("--fill-only", is_flag=True, help=t("cli.help.fill_only"))
@database_options
def demo(port: int | None, fill_only: bool, url: str | None, as_json: bool) -> None:
    """The dashboard on a database filled with the sample campaign if it is empty."""
    db = open_store(url)
    filled = _fill_if_empty(db)
    click.echo(t("cli.demo_filled" if filled else "cli.demo_kept"), err=as_json)
    if not fill_only:
        _serve(db, None, port, search_port=port is None, open_browser=_has_screen())


def _serve(
    db: Database, host: str | None, port: int | None, *, search_port: bool, open_browser: bool
) -> None:
    from dashboard import server  # Streamlit takes a second to load; no other command needs it

    now = settings()
    wanted_host = host or now.host
    wanted_port = port or now.port
    os.environ["SANGKIEN_DATABASE_URL"] = db.url  # the pages open the same database as this command
    if search_port:
        wanted_port = server.free_port(wanted_host, wanted_port)
    server.serve(db, wanted_host, wanted_port, max_upload_mb=now.read_max_file_mb, open_browser=open_browser)


def _fill_if_empty(db: Database) -> bool:
    if imports.has_data(db):
        return False
    with tempfile.TemporaryDirectory() as folder:
        files = write_sample(Path(folder))
        for path in files.in_import_order:
            prepared = imports.prepare_import(db, [path], user=DEMO_USER)
            imports.commit_import(db, prepared, user=DEMO_USER)
    return True


def _has_screen() -> bool:
    if "CI" in os.environ or not sys.stdout.isatty():
        return False
    return sys.platform in {"win32", "darwin"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
