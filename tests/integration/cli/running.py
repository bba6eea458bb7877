"""Role: runs `sangkien` as a process of its own, as a script would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

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
    words = [sys.executable, "-m", "dashboard.cli", *map(str, arguments)]
    if db is not None:
        words += ["--db", db]
    # Nothing of the caller's settings but the folder of this test run.
    kept = {"SANGKIEN_DATA_DIR"}
    inherited = {k: v for k, v in os.environ.items() if k in kept or not k.startswith("SANGKIEN_")}
    done = subprocess.run(
        words,
        capture_output=True,
        timeout=TIMEOUT_S,
        stdin=subprocess.DEVNULL,
        env=inherited | environment,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
