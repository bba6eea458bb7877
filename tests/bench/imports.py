"""Role: the import of a large export against the bare reading of the same file, and its memory."""

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.datasets import Datasets, import_in_process, import_into
from tests.bench.measuring import Task, children_processor_seconds, interleaved, process_json
from tests.bench.report import Row

PART = "import"
SMALL, LARGE = 1_000, 100_000
MOST_OF_READING = 6.0
"""``sangkien import``, the whole process, against python-calamine reading the same file into lists."""

MOST_TO_PLAN = 3.0
MOST_TO_COMMIT = 3.0
"""Both against the bare reading, as a person waits for them one after the other."""

MOST_OF_FIRST_COMMIT = 0.5
"""A full export again with one row in a hundred changed: its commit against the first import's."""

MOST_TREE_MB = 1_536.0
LONGEST_SILENCE = 2.0
"""Seconds without a word of progress during the largest import; a page shows what it knows every second."""

MOST_MEMORY = 1.25
"""Not grown by the file: a hundred times the rows, and no more than what allocators and caches vary by."""


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Time and memory of importing ``LARGE`` rows (or the largest size of this run, when that is less)."""
    rows = min(LARGE, largest)
    export = data.export(rows, rows)
    reports: dict[str, list[dict[str, Any]]] = {"small": [], "large": []}

    worked: dict[str, list[float]] = {"import": [], "reading": []}

    def bare() -> float:
        report = process_json("-m", "tests.bench.bare_reading", str(export))
        worked["reading"].append(report["processor"])
        return float(report["seconds"])

    def command_line() -> float:
        database = _fresh(data, rows)
        before = children_processor_seconds()
        seconds = import_into(database, export)
        worked["import"].append(children_processor_seconds() - before)
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
    times, memory = _times(rows, seconds, reports["large"]), _memory(rows, reports)
    return [*times, _processor(worked), *memory, *_larger(data, rows, largest)]


def _times(rows: int, seconds: dict[str, float], inside: list[dict[str, Any]]) -> list[Row]:
    bare = seconds["reading"]
    base = {"s reading": bare}
    plan, commit = (median(report[name] for report in inside) for name in ("plan", "commit"))
    whole = f"sangkien import of {rows:,} rows / reading alone"
    return [
        Row(
            PART, whole, seconds["import"] / bare, MOST_OF_READING, "", base | {"s import": seconds["import"]}
        ),
        Row(
            PART,
            f"plan of {rows:,} rows / reading alone",
            plan / bare,
            MOST_TO_PLAN,
            "",
            base | {"s plan": plan},
        ),
        Row(PART, "commit / reading alone", commit / bare, MOST_TO_COMMIT, "", base | {"s commit": commit}),
    ]


def _processor(worked: dict[str, list[float]]) -> Row:
    """The same in processor seconds of all processes: steadier where others use the machine too."""
    reading, importing = median(worked["reading"]), median(worked["import"])
    measured = {"processor s reading": reading, "processor s import": importing}
    note = "two processes: more than the clock shows on two free cores"
    return Row(PART, "sangkien import / reading, processor time", importing / reading, None, note, measured)


def _memory(rows: int, reports: dict[str, list[dict[str, Any]]]) -> list[Row]:
    def row(what: str, name: str, promise: float | None) -> Row:
        small, large = (float(median(one[name] or 0 for one in reports[size])) for size in ("small", "large"))
        measured = {f"MiB for {SMALL:,}": small, f"MiB for {rows:,}": large}
        ratio = large / small if small else 0.0
        return Row(PART, what, ratio, promise, f"grown by {large - small:.0f} MiB", measured)

    before = median(one["before_mb"] for one in reports["large"])
    return [
        row(
            f"peak memory of the importing process ({before:.0f} MiB before), {rows:,} rows / {SMALL:,}",
            "peak_mb",
            MOST_MEMORY,
        ),
        row("the same, up to the plan", "plan_mb", None),
        row("the same, what stays afterwards", "after_mb", None),
    ]


def _larger(data: Datasets, rows: int, largest: int) -> list[Row]:
    """The largest import against this one, as each was done when its database was made; then once more."""
    if largest <= rows:
        return [_again(data, rows, rows)]
    one, ten = data.store(rows, largest).report(), data.store(largest).report()
    seconds = [report["plan"] + report["commit"] for report in (one, ten)]
    note = "measured once, when the database was made"
    names = f"{largest:,} rows / {rows:,}"
    memory = {f"MiB for {rows:,}": one["peak_mb"], f"MiB for {largest:,}": ten["peak_mb"]}
    times = {f"s for {rows:,}": seconds[0], f"s for {largest:,}": seconds[1]}
    tree, silence = ten["tree_mb"] or 0.0, max(ten["plan_silence"], ten["commit_silence"])
    silences = {
        "s silent while reading": ten["plan_silence"],
        "s silent while writing": ten["commit_silence"],
    }
    return [
        Row(PART, f"peak memory, {names}", ten["peak_mb"] / one["peak_mb"], None, note, memory),
        Row(PART, f"plan and commit, {names}", seconds[1] / seconds[0], None, note, times),
        Row(
            PART, f"importing process and its reader, {largest:,} rows / {MOST_TREE_MB:,.0f} MiB",
            tree / MOST_TREE_MB, 1.0, note, {"MiB": tree},
        ),
        Row(
            PART, f"longest silence of the progress, {largest:,} rows / {LONGEST_SILENCE:.0f} s",
            silence / LONGEST_SILENCE, 1.0, note, silences,
        ),
        _again(data, largest, largest),
    ]  # fmt: skip


def _again(data: Datasets, rows: int, tree_rows: int) -> Row:
    """One row in a hundred changed: the second commit against the first of the same database."""
    store = data.store(rows, tree_rows)
    copy = data.scratch("again.sqlite")
    shutil.copyfile(store.path, copy)
    second = import_in_process(copy, data.changed_export(rows, tree_rows), rows)
    copy.unlink()
    first = store.report()["commit"]
    measured = {"s first": first, "s again": second["commit"], "s plan again": second["plan"]}
    what = f"commit of {rows:,} rows exported again with 1 % changed / first commit"
    note = "each measured once"
    return Row(PART, what, second["commit"] / first, MOST_OF_FIRST_COMMIT, note, measured)


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
