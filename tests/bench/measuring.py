"""Role: interleaved repetitions, medians and peaks of memory: the only ways in which the bench measures."""

import gc
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROCESS_SECONDS = 3_600
"""Longest that one measured process may take: an import of a million rows on a slow machine."""

LONG_SECONDS = 60
LEAST_ROUNDS = 5
"""What takes seconds is steady after a few rounds; what takes milliseconds needs all of them."""

Task = Callable[[], float]
"""Does the work once and returns the seconds that count."""


def worked(work: Callable[[], object]) -> Task:
    """A task of which the processor's seconds count, in all threads of this process.

    What reads SQLite works in this process, so that nothing is left out but waiting: for a disk whose pages
    the system has in memory by then, and for other programs.
    """

    def task() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return task


def interleaved(tasks: Mapping[str, Task], rounds: int, warm_up: int = 0) -> dict[str, float]:
    """Median seconds per task. Every round does every task once, so that a disturbance meets all alike.

    After ``LONG_SECONDS`` the rounds end early, but never below ``LEAST_ROUNDS`` of those asked for.
    """
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    start = time.monotonic()
    for number in range(warm_up + rounds):
        if number >= warm_up + LEAST_ROUNDS and time.monotonic() - start > LONG_SECONDS:
            break
        gc.collect()
        for name, task in tasks.items():
            seconds = task()
            if number >= warm_up:
                taken[name].append(seconds)
    return {name: statistics.median(values) for name, values in taken.items()}


def process(*arguments: str) -> tuple[float, str]:
    """Wall seconds and output of a Python process. Raises RuntimeError with its words when it fails."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"},
        timeout=PROCESS_SECONDS, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        errors="replace",
    )  # fmt: skip
    seconds = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return seconds, done.stdout


def children_processor_seconds() -> float:
    """Processor time of all processes started and ended so far; the difference is theirs in between."""
    now = os.times()
    return now.children_user + now.children_system


def process_json(*arguments: str) -> dict[str, Any]:
    """The JSON object that a Python process prints last."""
    found: dict[str, Any] = json.loads(process(*arguments)[1].strip().splitlines()[-1])
    return found


def peak_mb() -> float:
    """Highest resident memory of this process alone so far, in MiB.

    Linux hands ``ru_maxrss`` of the parent on through exec, so the kernel's own mark of this process is
    read where there is one; children never count.
    """
    marked = _kernel_mark("VmHWM")
    if marked is not None:
        return marked
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others KiB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2


def resident_mb() -> float | None:
    """Memory of this process alone now, in MiB; None where the kernel does not say."""
    return _kernel_mark("VmRSS")


class TreePeak:
    """Highest memory of this process and its children together, in MiB, while the ``with`` block runs.

    Looked at twenty times a second; None where the kernel does not say. Shared pages count in each.
    """

    def __init__(self) -> None:
        self.mb: float | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "TreePeak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            sizes = [_kernel_mark("VmRSS", process) for process in ("self", *_children())]
            known = [size for size in sizes if size is not None]
            if known:
                self.mb = max(self.mb or 0.0, sum(known))


def _children() -> list[str]:
    """Process numbers of the children of this process, those of its threads included."""
    found: list[str] = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += listed.read_text().split()
    return found


class Silence:
    """Longest time between two words of progress, the beginning and the end included."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()

    def heard(self, *_: object) -> None:
        """A word of progress."""
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _kernel_mark(name: str, process: str = "self") -> float | None:
    status = Path("/proc", process, "status")
    try:
        lines = status.read_text().splitlines()
    except OSError:
        return None  # no such system, or that process has just ended
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:")), None)
