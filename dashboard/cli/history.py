"""Role: `sangkien imports`, `undo`, `redo` and `original`: what was imported, back again, and its files."""

import shutil
from pathlib import Path

import click

from dashboard.actions import history
from dashboard.actions import imports as actions
from dashboard.auth.identity import local_user
from dashboard.cli.frame import database_options, open_store, show
from dashboard.errors import RefusedError
from dashboard.i18n import t


@click.command(help=t("cli.help.imports"))
@database_options
def imports(url: str | None, as_json: bool) -> None:
    """The history of imports, newest first."""
    db = open_store(url)
    batches = actions.list_imports(db)
    if as_json:
        kept = history.original_names(db)
        show([batch.as_json() | {"originals": kept.get(batch.batch_id, [])} for batch in batches])
        return
    for batch in batches:
        click.echo(batch.line())
    if not batches:
        click.echo(t("cli.no_imports"))


@click.command(help=t("cli.help.undo"))
@click.argument("batch", type=int)
@click.option("--user", default=None, metavar="NAME", help=t("cli.help.user"))
@database_options
def undo(batch: int, user: str | None, url: str | None, as_json: bool) -> None:
    """Take an import back exactly."""
    version = actions.undo_import(open_store(url), batch, user=user or local_user())
    if as_json:
        show({"undone": batch, "data_version": version})
    else:
        click.echo(t("cli.undone", batch=batch))


@click.command(help=t("cli.help.redo"))
@click.argument("batch", type=int)
@click.option("--user", default=None, metavar="NAME", help=t("cli.help.user"))
@database_options
def redo(batch: int, user: str | None, url: str | None, as_json: bool) -> None:
    """Import the kept original of an undone import again; it gets a new number."""
    done = history.redo_import(open_store(url), batch, user=user or local_user())
    if as_json:
        facts = {"redone": batch, "batch": done.batch_id, "data_version": done.version}
        show(facts | done.counts.as_json())
    elif done.batch_id is None:
        click.echo(t("cli.nothing_new"))
    else:
        click.echo(t("cli.redone", batch=batch, again=done.batch_id))


@click.command(help=t("cli.help.original"))
@click.argument("batch", type=int)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@database_options
def original(batch: int, folder: Path, url: str | None, as_json: bool) -> None:
    """Copy the kept files of an import into a folder; files that are there already stay."""
    kept = history.open_original(open_store(url), batch)
    if not kept:
        raise RefusedError("cli.no_original", batch=batch)
    targets = [folder / path.name for path in kept]
    for target in targets:
        if target.exists():
            raise RefusedError("cli.is_there", file=target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, target in zip(kept, targets, strict=True):
            shutil.copyfile(path, target)
    except OSError as error:
        raise RefusedError("cli.cannot_write", folder=folder, reason=error.strerror or "") from error
    if as_json:
        show({"batch": batch, "files": [str(target) for target in targets]})
    else:
        for target in targets:
            click.echo(t("cli.original_written", file=target))
