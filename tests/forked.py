"""Role: modules run as processes of their own, forked from one that has loaded the libraries already.

Each has its own memory, environment, streams and exit code, as if it had been started; only the second or
two of loading libraries is saved. Where the system cannot fork (Windows), each is really started.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import IO, NamedTuple

HAS_FORK_SERVER = "forkserver" in multiprocessing.get_all_start_methods()

LOADED = [
    "tests.integration.storage.writers", "tests.integration.storage.storms", "dashboard.cli.commands",
    "dashboard.actions.imports", "dashboard.actions.watching", "dashboard.actions.history",
    "dashboard.viewmodels.figures", "dashboard.reports.render", "dashboard.sample", "pytest", "psycopg",
]  # fmt: skip
"""There is one server for all tests of a run, so it loads what any of its processes needs."""


class Ended(NamedTuple):
    """How a process ended; ``code`` is negative when a signal ended it."""

    code: int
    out: bytes
    err: bytes


def processes() -> BaseContext:
    """Where processes come from."""
    if not HAS_FORK_SERVER:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def start_module(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], timeout_s: float
) -> Ended:
    """``python -m module …`` as a process that loads everything by itself."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True, timeout=timeout_s, stdin=subprocess.DEVNULL, env=dict(environment), check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def run_module(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], timeout_s: float
) -> Ended:
    """The same, forked; raises TimeoutError after ending a process that did not end by itself."""
    if not HAS_FORK_SERVER:
        return start_module(module, arguments, environment, timeout_s)
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = processes().Process(  # type: ignore[attr-defined] # typed for its subclasses only
            target=_as_main, args=(module, list(arguments), dict(environment), str(out), str(err))
        )
        process.start()
        process.join(timeout_s)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"{module} {arguments} did not end within {timeout_s} s")
        return Ended(process.exitcode, _read(out), _read(err))


def _as_main(module: str, arguments: list[str], environment: dict[str, str], out: str, err: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.stdin = _redirected(0, os.devnull, "r")
    sys.stdout = _redirected(1, out, "w")
    sys.stderr = _redirected(2, err, "w")
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _redirected(descriptor: int, path: str, mode: str) -> IO[str]:
    opened = os.open(path, os.O_RDONLY if mode == "r" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(opened, descriptor)
    os.close(opened)
    return open(descriptor, mode, encoding="utf-8", closefd=False)


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
