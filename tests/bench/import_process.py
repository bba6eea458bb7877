"""Role: a process that does what a screen's import does, and reports its own time and peak memory."""

import gc
import json
import sys
import time
from pathlib import Path

from dashboard.actions import imports
from data_access.database import open_database
from tests.bench.measuring import Silence, TreePeak, peak_mb, resident_mb

USER = "bench"


def main(file: str, url: str) -> None:
    """Plan and commit one file; prints seconds, rows and MiB (of this process; children do not count)."""
    gc.freeze()  # as the server does when it has loaded everything
    db = open_database(url)
    before = peak_mb()
    with TreePeak() as tree:
        start, reading = time.perf_counter(), Silence()
        prepared = imports.prepare_import(db, [Path(file)], user=USER, progress=reading.heard)
        reading.heard()
        planned, writing = time.perf_counter(), Silence()
        planned_mb = peak_mb()
        imports.commit_import(db, prepared, user=USER, progress=writing.heard)
        writing.heard()
        done = time.perf_counter()
    peak, accepted = peak_mb(), prepared.counts.accepted
    del prepared
    gc.collect()
    found: dict[str, float | None] = {"plan": planned - start, "commit": done - planned, "accepted": accepted}
    found |= {"plan_silence": reading.longest, "commit_silence": writing.longest, "tree_mb": tree.mb}
    print(
        json.dumps(
            found | {"before_mb": before, "plan_mb": planned_mb, "peak_mb": peak, "after_mb": resident_mb()}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
