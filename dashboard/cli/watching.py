"""Role: `sangkien watch`: a folder whose finished files are imported once, until stopped or once."""

import getpass
import json
import time
from pathlib import Path

import click

from dashboard.actions.watch_folder import WatchFolder
from dashboard.actions.watching import Ending, FolderBusyError, Outcome, Trouble, Watch, open_folder
from dashboard.cli.frame import database_options, fail, open_store, show
from dashboard.errors import InvalidInputError, RefusedError
from dashboard.i18n import t

DEFAULT_INTERVAL_S = 5.0
"""A share or a slow export writes at least every few seconds while it is not finished."""


@click.command(help=t("cli.help.watch"))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--once", is_flag=True, help=t("cli.help.once"))
@click.option(
    "--interval",
    type=click.FloatRange(0.05, 3600),
    default=DEFAULT_INTERVAL_S,
    show_default=True,
    metavar="SECONDS",
    help=t("cli.help.interval"),
)
@click.option("--programme", default=None, metavar="CODE", help=t("cli.help.programme"))
@click.option("--user", default=None, metavar="NAME", help=t("cli.help.user"))
@database_options
def watch(
    folder: Path,
    once: bool,
    interval: float,
    programme: str | None,
    user: str | None,
    url: str | None,
    as_json: bool,
) -> None:
    """Exit 3 with ``--once`` when a file failed, 4 when the database is away."""
    watched = open_folder(folder)
    watching = Watch(open_store(url), watched, programme=programme, user=user or getpass.getuser())
    try:
        with watched.alone():
            if once:
                _once(watching, watched, interval, as_json=as_json)
            else:
                click.echo(t("watching.started", folder=watched.root), err=as_json)
                _forever(watching, interval, as_json=as_json)
    except FolderBusyError as error:
        raise RefusedError("watching.busy", folder=folder) from error
    except OSError as error:
        raise RefusedError("watching.folder", folder=folder) from error


def _once(watching: Watch, watched: WatchFolder, interval: float, *, as_json: bool) -> None:
    """At least two looks: only the second can tell that a file is finished."""
    outcomes: list[Outcome] = []
    while True:
        is_second = watched.has_looked
        for found in watching.round():
            if isinstance(found, Trouble):
                raise found.error
            outcomes.append(found)
            if not as_json:
                _tell(found)
        if is_second and not watched.is_holding:
            break
        time.sleep(interval)
    if as_json:
        show({"files": [outcome.as_json() for outcome in outcomes], "waiting": watched.waiting})
    elif watched.waiting:
        click.echo(t("watching.waiting", files=", ".join(watched.waiting)))
    failed = sum(outcome.ending is Ending.FAILED for outcome in outcomes)
    if failed:
        fail(t("watching.some_failed", count=failed), InvalidInputError.exit_code)


def _forever(watching: Watch, interval: float, *, as_json: bool) -> None:
    said = ""
    while True:
        trouble = ""
        for found in watching.round():
            if isinstance(found, Trouble):
                trouble = found.error.message
            elif as_json:
                click.echo(json.dumps(found.as_json(), ensure_ascii=False))
            else:
                _tell(found)
        if trouble and trouble != said:
            click.echo(trouble, err=True)  # once, not at every look
        said = trouble
        time.sleep(interval)


def _tell(outcome: Outcome) -> None:
    click.echo(t("watching.line", file=outcome.file, sentence=outcome.sentence))
