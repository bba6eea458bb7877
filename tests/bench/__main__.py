"""Role: ``python -m tests.bench``: measures the parts, prints the table, keeps the JSON."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import documents, imports, painting, report, screens, sessions
from tests.bench.datasets import Datasets
from tests.bench.measuring import ROOT
from tests.bench.report import Row

FOLDER = ROOT / "var" / "bench"
OUTPUT = ROOT / "var" / "bench.json"
LARGEST = 1_000_000

PARTS: dict[str, tuple[Callable[[Datasets, int, int], list[Row]], int]] = {
    "screens": (screens.measure, 15),
    "documents": (documents.measure, 5),
    "imports": (imports.measure, 5),
    "painting": (painting.measure, 12),
    "sessions": (sessions.measure, 2),
}
"""What can be measured, and how many rounds give a steady median."""


def main(arguments: list[str]) -> int:
    """0 when every promise held, 1 when not."""
    parser = argparse.ArgumentParser(prog="make bench", description="Speed, as ratios measured in one run.")
    parser.add_argument("--rows", type=int, default=LARGEST, help="largest number of initiatives")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part only; repeatable")
    parser.add_argument("--rounds", type=int, help="repetitions instead of each part's own number")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="where the JSON is kept")
    given = parser.parse_args(arguments)
    data = Datasets(FOLDER, say=_say)
    rows: list[Row] = []
    seconds: dict[str, float] = {}
    for name in given.only or PARTS:
        measure, rounds = PARTS[name]
        _say(f"measuring {name}")
        start = time.monotonic()
        found = measure(data, given.rows, given.rounds or rounds)
        rows += found
        seconds[name] = round(time.monotonic() - start, 1)
        # Kept and told at once: who stops a later part has this one.
        report.keep(rows, given.output, largest=given.rows, seconds=seconds)
        print(report.table(found), flush=True)
    return 1 if any(row.verdict == "NOT" for row in rows) else 0


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
