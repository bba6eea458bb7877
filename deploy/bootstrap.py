"""Role: one implementation of ``make run``, ``make test`` … for every system; the Makefile only calls it.

Where there is no make (Windows): ``py deploy\\bootstrap.py run``. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

# Siblings: this is started as a script, so its own folder is on the path.
import chromium
import environment
from sentences import sentence

TYPED = ("dashboard", "data_access", "pages")
LOCK_TOOL = "uv==0.13.8"
"""Writes the lock files: one resolution for every system, with hashes."""
MOST_AT_ONCE = 8
"""Test processes; each may have a PostgreSQL, a browser and a server of its own, a gigabyte in all."""

CACHES = (
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis", "build", "dist",
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Environment, then the dashboard on the embedded database (``sangkien demo``)."""
    environment.ensure("run")
    return _become([environment.executable("sangkien"), "demo", *arguments])


def env(arguments: list[str]) -> int:
    """Only the environment with the development parts."""
    environment.ensure("test")
    return 0


def test(arguments: list[str]) -> int:
    """Checks, then all tests on real databases and a real browser; extra arguments go to pytest."""
    environment.ensure("test")
    browser = _ensure_chromium()
    failed = _failed_checks()
    if failed:
        raise environment.Stopped(sentence("check_failed", names=", ".join(failed)))
    os.environ[chromium.PATH_VARIABLE] = browser
    return _python("-m", "pytest", *(arguments or _several_at_once()))


def _several_at_once() -> list[str]:
    """One more than there are processors: the browser's tests wait for pages much of the time.

    Who is through takes tests from those who are not.
    """
    return ["-n", str(min((os.cpu_count() or 1) + 1, MOST_AT_ONCE)), "--dist", "worksteal"]


def unit(arguments: list[str]) -> int:
    """The pure tests only: seconds."""
    environment.ensure("test")
    return _python("-m", "pytest", "tests/unit", *arguments)


def lint(arguments: list[str]) -> int:
    """Style, format, types and the layers' contracts, without tests."""
    environment.ensure("test")
    return 1 if _failed_checks() else 0


def format_code(arguments: list[str]) -> int:
    """Rewrite the code in the project's format and mend what ruff can mend."""
    environment.ensure("test")
    return _python("-m", "ruff", "check", "--fix", "--exit-zero", ".") or _python("-m", "ruff", "format", ".")


def bench(arguments: list[str]) -> int:
    """Measure speed; the table is printed and kept as JSON."""
    environment.ensure("test")
    return _python("-m", "tests.bench", *arguments)


def fuzz(arguments: list[str]) -> int:
    """Thousands of spoilt files against the import; ``fuzz --mutants 5000 --seed 1``."""
    environment.ensure("test")
    return _python("-m", "tests.odd.fuzz", *arguments)


def torture(arguments: list[str]) -> int:
    """A thousand kills of imports and fifty rounds of eight at once, on both databases."""
    environment.ensure("test")
    return _python("-m", "tests.integration.storage.torture", *arguments)


def lock(arguments: list[str]) -> int:
    """Write both lock files again from pyproject.toml; ``lock --upgrade`` takes newer versions."""
    environment.ensure("run")
    folder = environment.VENV / "lock-tool"
    environment.install_tool(LOCK_TOOL, folder)
    tool = str(folder / "bin" / ("uv.exe" if os.name == "nt" else "uv"))
    for purpose, name in environment.LOCKS.items():
        extra = ["--extra", "dev"] if purpose == "test" else []
        command = [tool, "pip", "compile", "pyproject.toml", "deploy/build-backend.in", *extra, "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
        code = subprocess.call([*command, *arguments, "-o", name], cwd=environment.ROOT)
        if code:
            return code
    environment.announce("locked")
    return 0


def clean(arguments: list[str]) -> int:
    """Remove the environment and the caches; never the data in var/."""
    folders = [environment.VENV, *(environment.ROOT / name for name in CACHES)]
    folders += environment.ROOT.glob("*.egg-info")
    for top in (*TYPED, "tests", "deploy"):
        folders += (environment.ROOT / top).rglob("__pycache__")
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    environment.announce("cleaned")
    return 0


COMMANDS = {
    "run": run, "test": test, "unit": unit, "lint": lint, "format": format_code,
    "bench": bench, "fuzz": fuzz, "torture": torture, "env": env, "lock": lock, "clean": clean,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    """Exit code of the named command; 2 with the list of commands when there is no such command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console is not UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        for name, known in COMMANDS.items():
            print(f"  {name:8} {(known.__doc__ or '').splitlines()[0]}")
        return 0 if arguments == ["help"] else 2
    try:
        return command(arguments[1:])
    except environment.Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _python(*arguments: str) -> int:
    """Exit code of the environment's Python, which is always waited for: it stops what it has started.

    Being told to end is passed on; Ctrl+C reaches it by itself.
    """
    command = [str(environment.PYTHON), *arguments]
    running = subprocess.Popen(command, cwd=environment.ROOT, env=environment.quiet_environment())
    signal.signal(signal.SIGTERM, lambda *_: running.terminate())
    while True:
        try:
            return running.wait()
        except KeyboardInterrupt:
            continue


def _become(command: list[str]) -> int:
    """Replace this process where the system can, so that signals reach the dashboard itself."""
    os.chdir(environment.ROOT)
    if os.name != "nt":
        os.execve(command[0], command, environment.quiet_environment())
    return subprocess.call(command, env=environment.quiet_environment())


def _ensure_chromium() -> str:
    python = str(environment.PYTHON)
    found = chromium.find_chromium(python) or chromium.bring_chromium(
        python, lambda means: environment.announce("bringing_chromium", means=means)
    )
    if not found:
        raise environment.Stopped(sentence("no_chromium"))
    return found


def _failed_checks() -> list[str]:
    """Run every check, show the output of those that fail, and return their names."""
    python = str(environment.PYTHON)
    typed = [name for name in TYPED if (environment.ROOT / name).is_dir()]
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        "mypy --strict": [python, "-m", "mypy", "--strict", "--no-error-summary", *typed],
        "lint-imports": [environment.executable("lint-imports"), "--no-cache"],
    }
    return [name for name, command in checks.items() if not _passes(name, command)]


def _passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=environment.ROOT, env=environment.quiet_environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
    )  # fmt: skip
    good = done.returncode == 0
    if not good:
        print(done.stdout)
    print(f"{'ok    ' if good else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True)
    return good


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    sys.exit(main(sys.argv[1:]))
