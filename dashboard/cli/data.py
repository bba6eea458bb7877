"""Role: `sangkien sample` and `import`: spreadsheets out and in."""

import gc
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

from dashboard.actions import imports as actions
from dashboard.actions.imports import PreparedImport
from dashboard.actions.sources import prepare_from_table
from dashboard.actions.unattended import few_rejected
from dashboard.auth.identity import local_user
from dashboard.cli.frame import database_options, fail, open_store, show
from dashboard.cli.progress import ProgressLine
from dashboard.errors import InvalidInputError, RefusedError, SangkienError, UsageError
from dashboard.i18n import numbers, t
from dashboard.sample import write_sample
from data_access.database import Database
from data_access.spreadsheets.expected import expected_rows
from data_access.vocabulary import ImportKind

EXIT_INVALID = InvalidInputError.exit_code

COLLECT_EVERY = 200_000
"""New objects between two looks for cycles during an import."""

SHOWN_ISSUES = 20


@click.command(help=t("cli.help.sample"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--rows", type=click.IntRange(1, 1_000_000), default=None, help=t("cli.help.rows"))
@click.option("--seed", type=int, default=2022, show_default=True, help=t("cli.help.seed"))
@database_options
def sample(folder: Path, rows: int | None, seed: int, url: str | None, as_json: bool) -> None:
    """Write the sample campaign's workbooks."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = write_sample(folder, rows, seed)
    except OSError as error:
        raise RefusedError("cli.cannot_write", folder=folder, reason=error.strerror or "") from error
    names = [str(path) for path in files.in_import_order]
    if as_json:
        show({"files": names})
    else:
        click.echo(t("cli.sample_written", count=len(names), folder=folder))


@click.command("import", help=t("cli.help.import"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--source", default=None, metavar="URL", help=t("cli.help.source"))
@click.option("--table", default=None, metavar="NAME", help=t("cli.help.table"))
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in ImportKind]), default=None, help=t("cli.help.kind")
)
@click.option("--programme", default=None, metavar="CODE", help=t("cli.help.programme"))
@click.option("--full/--partial", "full", default=None, help=t("cli.help.full"))
@click.option("--dry-run", is_flag=True, help=t("cli.help.dry_run"))
@click.option("--user", default=None, metavar="NAME", help=t("cli.help.user"))
@click.option("--yes", is_flag=True, help=t("cli.help.yes"))
@database_options
def import_files(
    files: tuple[Path, ...],
    source: str | None,
    table: str | None,
    kind: str | None,
    programme: str | None,
    full: bool | None,
    dry_run: bool,
    user: str | None,
    yes: bool,
    url: str | None,
    as_json: bool,
) -> None:
    """Take spreadsheets or a table in: plan, then one transaction each; exit 3: nothing was acceptable."""
    if bool(files) == bool(source) or bool(source) != bool(table):
        raise UsageError("source.choose")
    # An import makes millions of small values and no cycles: looking for cycles was 6 % of its time.
    gc.set_threshold(COLLECT_EVERY)
    db = open_store(url)
    who = user or local_user()
    wanted = ImportKind(kind) if kind else None
    how: dict[str, Any] = {"kind": wanted, "programme": programme, "full": full, "user": who}
    results: list[dict[str, Any]] = []
    worst = 0
    line = ProgressLine(sys.stderr)
    for prepared in _plans(db, files, (source, table), how, line):
        batch, code = _decide(db, prepared, who, line, dry_run=dry_run, yes=yes)
        results.append({"batch": batch, **prepared.as_json()})
        worst = max(worst, code)
        if not as_json:
            _print_plan(prepared, batch, dry_run=dry_run)
        if code:
            break  # later files may depend on this one
    if as_json:
        show(results[0] if len(results) == 1 else results[-1] | {"imports": results})
    if worst:
        fail(_refusal(prepared), worst)


def _plans(
    db: Database,
    files: tuple[Path, ...],
    source: tuple[str | None, str | None],
    how: dict[str, Any],
    line: ProgressLine,
) -> Iterator[PreparedImport]:
    """One plan after the other: a later one may need what the earlier one writes."""
    if source[0] and source[1]:
        with line.shown() as progress:
            plan = prepare_from_table(db, source[0], source[1], progress=progress, **how)
        yield plan
    with line.shown() as progress:
        groups = actions.group_by_kind(list(files), how["kind"], progress)
    for paths in groups:
        with line.shown(partial(expected_rows, paths)) as progress:
            plan = actions.prepare_import(db, paths, progress=progress, **how)
        yield plan


def _decide(
    db: Database, prepared: PreparedImport, who: str, line: ProgressLine, *, dry_run: bool, yes: bool
) -> tuple[int | None, int]:
    """Commit or discard. Returns the batch that was written, if any, and the exit code."""
    if prepared.refused or (prepared.counts.accepted == 0 and prepared.counts.rejected > 0):
        actions.discard_import(db, prepared)
        return None, EXIT_INVALID
    if dry_run or not prepared.writes_anything:
        actions.discard_import(db, prepared)
        return None, 0
    if not yes and not _confirmed(prepared):
        actions.discard_import(db, prepared)
        return None, EXIT_INVALID if prepared.counts.rejected else RefusedError.exit_code
    try:
        with line.shown() as progress:
            return actions.commit_import(db, prepared, user=who, progress=progress).batch_id, 0
    except SangkienError:
        actions.discard_import(db, prepared)
        raise


def _confirmed(prepared: PreparedImport) -> bool:
    counts = prepared.counts
    if sys.stdin is not None and sys.stdin.isatty():
        return click.confirm(t("cli.confirm_import", rows=numbers.integer(counts.accepted)), err=True)
    return few_rejected(counts)


def _refusal(prepared: PreparedImport) -> str:
    if prepared.refused or not prepared.counts.accepted:
        return prepared.headline()
    return t("cli.many_rejected", rejected=prepared.counts.rejected, accepted=prepared.counts.accepted)


def _print_plan(prepared: PreparedImport, batch: int | None, *, dry_run: bool) -> None:
    click.echo(prepared.summary())
    for issue in prepared.issues[:SHOWN_ISSUES]:
        click.echo(f"  {issue.message}")
    hidden = prepared.issue_count - min(len(prepared.issues), SHOWN_ISSUES)
    if hidden > 0:
        click.echo("  " + t("cli.more_issues", count=numbers.integer(hidden)))
    if batch is not None:
        click.echo(t("cli.imported", batch=batch))
    elif dry_run:
        click.echo(t("cli.dry_run"))
    elif not prepared.refused and not prepared.writes_anything:
        click.echo(t("cli.nothing_new"))
