"""Role: the import of a large export against the bare reading of the same file, and its memory."""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.datasets import Datasets, import_in_process, import_into
from tests.bench.measuring import Task, interleaved, process_json
from tests.bench.report import Row

PART = "import"
SMALL, LARGE = 1_000, 100_000
MOST_OF_READING = 6.0
"""``sangkien import``, the whole process, against python-calamine reading the same file into lists."""

MOST_MEMORY = 1.25
"""Not grown by the file: a hundred times the rows, and no more than what allocators and caches vary by."""


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Time and memory of importing ``LARGE`` rows (or the largest size of this run, when that is less)."""
    rows = min(LARGE, largest)
    export = data.export(rows, rows)
    reports: dict[str, list[dict[str, Any]]] = {"small": [], "large": []}

    def bare() -> float:
        return float(process_json("-m", "tests.bench.bare_reading", str(export))["seconds"])

    def command_line() -> float:
        database = _fresh(data, rows)
        seconds = import_into(database, export)
        database.unlink()
        return seconds

    tasks: dict[str, Task] = {
        "reading": bare,
        "import": command_line,
        "large": _inside(data, export, rows, rows, reports["large"]),
        # The same units and targets, so that only the file differs.
        "small": _inside(data, data.export(SMALL, rows), SMALL, rows, reports["small"]),
    }
    seconds = interleaved(tasks, rounds)
    return _times(rows, seconds, reports["large"]) + _memory(rows, reports)


def _times(rows: int, seconds: dict[str, float], inside: list[dict[str, Any]]) -> list[Row]:
    bare = seconds["reading"]
    base = {"s reading": bare}
    plan, commit = (median(report[name] for report in inside) for name in ("plan", "commit"))
    whole = f"sangkien import of {rows:,} rows / reading alone"
    return [
        Row(
            PART, whole, seconds["import"] / bare, MOST_OF_READING, "", base | {"s import": seconds["import"]}
        ),
        Row(PART, f"plan of {rows:,} rows / reading alone", plan / bare, None, "", base | {"s plan": plan}),
        Row(PART, "commit / reading alone", commit / bare, None, "", base | {"s commit": commit}),
    ]


def _memory(rows: int, reports: dict[str, list[dict[str, Any]]]) -> list[Row]:
    def mb(size: str, name: str) -> float:
        return float(median(report[name] for report in reports[size]))

    small, large, before = mb("small", "peak_mb"), mb("large", "peak_mb"), mb("large", "before_mb")
    planned = mb("large", "plan_mb") / mb("small", "plan_mb")
    measured = {"MiB before": before, f"MiB for {SMALL:,}": small, f"MiB for {rows:,}": large}
    note = f"grown by {large - small:.0f} MiB"
    what = f"peak memory of the importing process, {rows:,} rows / {SMALL:,}"
    return [
        Row(PART, what, large / small, MOST_MEMORY, note, measured),
        Row(PART, "the same up to the plan", planned, None, "", {"MiB": mb("large", "plan_mb")}),
    ]


def _inside(
    data: Datasets, export: Path, rows: int, tree_rows: int, reports: list[dict[str, Any]]
) -> Callable[[], float]:
    def task() -> float:
        database = _fresh(data, tree_rows)
        report = import_in_process(database, export, rows)
        database.unlink()
        reports.append(report)
        return float(report["plan"] + report["commit"])

    return task


def _fresh(data: Datasets, tree_rows: int) -> Path:
    """A database of its own with programme, units and targets."""
    path = data.scratch("import.sqlite")
    for rest in path.parent.glob(f"{path.name}*"):
        rest.unlink()
    shutil.copyfile(data.structure(tree_rows), path)
    return path
