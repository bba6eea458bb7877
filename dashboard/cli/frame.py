"""Role: what every command shares: the database, JSON output, and errors as one sentence and an exit code."""

import json
import logging
import os
import sys
import uuid
from collections.abc import Callable
from typing import Any, NoReturn

import click

from dashboard.errors import DatabaseUnavailableError, SangkienError, UsageError
from dashboard.i18n import t
from dashboard.settings import Settings, load_settings
from data_access.database import Database, StoreError, migrate, open_database

EXIT_USAGE = 2
EXIT_UNEXPECTED = 1

_log = logging.getLogger("sangkien")


def database_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--db`` and ``--json``, which every command takes."""
    command = click.option("--json", "as_json", is_flag=True, help=t("cli.help.json"))(command)
    return click.option("--db", "url", metavar="URL", default=None, help=t("cli.help.db"))(command)


def settings() -> Settings:
    """The settings of this process, read from the environment."""
    return load_settings(os.environ)


def open_store(url: str | None) -> Database:
    """The migrated database behind ``--db``, else the environment's, else the embedded default.

    Raises ``DatabaseUnavailableError`` when it cannot be reached or is not one of ours, ``UsageError`` for
    an address of no database.
    """
    try:
        db = open_database(url or settings().database_url)
        migrate(db)
    except StoreError as error:
        if error.code == "unusable_database_url":
            raise UsageError("errors.unusable_database_url") from error
        raise DatabaseUnavailableError(f"errors.{error.code}", **error.details) from error
    return db


def show(payload: object) -> None:
    """Print machine output: UTF-8 JSON whatever the terminal's code page is."""
    text = json.dumps(payload, ensure_ascii=False, indent=2, default=str)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def fail(sentence: str, exit_code: int) -> NoReturn:
    """One sentence to stderr, then end."""
    click.echo(sentence, err=True)
    sys.exit(exit_code)


def run_guarded(group: click.Group) -> None:
    """Run the command line: every error becomes one sentence and the contract's exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(group.main(standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        fail(t("cli.aborted"), 1)
    except click.UsageError as error:
        fail(_usage_sentence(error), EXIT_USAGE)
    except SangkienError as error:
        fail(error.message, error.exit_code)
    except StoreError as error:
        translated = DatabaseUnavailableError(f"errors.{error.code}", **error.details)
        fail(translated.message, translated.exit_code)
    except Exception:  # noqa: BLE001 - the boundary itself
        # The one boundary: the details go to the log, which an administrator may read, not to the screen.
        reference = uuid.uuid4().hex[:8]
        _log.exception("unexpected, reference %s", reference, exc_info="SANGKIEN_DEBUG" in os.environ)
        fail(t("cli.unexpected", reference=reference), EXIT_UNEXPECTED)


def _usage_sentence(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "sangkien"
    match error:
        case click.NoSuchOption():
            return t("cli.usage.no_such_option", name=error.option_name, command=command)
        case click.MissingParameter() if error.param is not None:
            return t("cli.usage.missing", name=error.param.make_metavar(_context(error)), command=command)
        case click.BadParameter() if error.param is not None:
            return t("cli.usage.bad_value", name=error.param.opts[0], command=command)
        case _:
            return t("cli.usage.other", command=command)


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("sangkien"))
