"""Role: runs `sangkien` as a process of its own, as a script would."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tests import forked

TIMEOUT_S = 240


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed with --json."""
        return json.loads(self.out)


def sangkien(*arguments: str | Path, db: str | None = None, **environment: str) -> Ended:
    """Run a command without a terminal and wait for its end."""
    return _ended(forked.run_module, arguments, db, environment)


def started_sangkien(*arguments: str | Path, db: str | None = None, **environment: str) -> Ended:
    """The same, loading all its libraries by itself as at a user's: a second or two more."""
    return _ended(forked.start_module, arguments, db, environment)


def _ended(
    run: Callable[..., forked.Ended],
    arguments: tuple[str | Path, ...],
    db: str | None,
    environment: dict[str, str],
) -> Ended:
    words = [*map(str, arguments), *(["--db", db] if db is not None else [])]
    # Nothing of the caller's settings but the folder of this test run.
    kept = {"SANGKIEN_DATA_DIR"}
    inherited = {k: v for k, v in os.environ.items() if k in kept or not k.startswith("SANGKIEN_")}
    done = run("dashboard.cli", words, inherited | environment, TIMEOUT_S)
    return Ended(done.code, done.out.decode(), done.err.decode())
