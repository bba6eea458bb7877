"""Role: a process that does what a screen's import does, and reports its own time and peak memory."""

import gc
import json
import sys
import time
from pathlib import Path

from dashboard.actions import imports
from data_access.database import open_database
from tests.bench.measuring import peak_mb, resident_mb

USER = "bench"


def main(file: str, url: str) -> None:
    """Plan and commit one file; prints seconds, rows and MiB (of this process; children do not count)."""
    gc.freeze()  # as the server does when it has loaded everything
    db = open_database(url)
    before = peak_mb()
    start = time.perf_counter()
    prepared = imports.prepare_import(db, [Path(file)], user=USER)
    planned = time.perf_counter()
    planned_mb = peak_mb()
    imports.commit_import(db, prepared, user=USER)
    done = time.perf_counter()
    peak, accepted = peak_mb(), prepared.counts.accepted
    del prepared
    gc.collect()
    found = {"plan": planned - start, "commit": done - planned, "accepted": accepted}
    print(
        json.dumps(
            found | {"before_mb": before, "plan_mb": planned_mb, "peak_mb": peak, "after_mb": resident_mb()}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
