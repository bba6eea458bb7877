"""Role: the project's own Python environment: found interpreter, ``.venv``, locked libraries, stamps.

Standard library only, and readable by any Python 3.7+, so that a too old Python still gets its sentence.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from sentences import sentence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
"""What each purpose installs; the dev lock holds every pin of the other (an architecture test says so)."""

_SAY_VERSION = "import sys; print(*sys.version_info[:3], sep='.')"
_NEED_PARTS = "import ensurepip, venv, sqlite3, ssl"
"""Distributions split these off; without them there is no environment, no store, no download."""


class Stopped(Exception):
    """The environment cannot be made; the text is ready for the user."""


def announce(name: str, **values: str) -> None:
    """Say one sentence, in both languages."""
    print(sentence(name, **values), flush=True)


def quiet_environment() -> dict[str, str]:
    """The variables under which every tool runs: UTF-8 everywhere, no questions, no chatter."""
    return {
        **os.environ,
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_USER": "0",
    }


def executable(name: str) -> str:
    """Path of a console script inside the environment."""
    return str(SCRIPTS / (name + ".exe" if os.name == "nt" else name))


def ensure(purpose: str) -> None:
    """Make ``.venv`` ready for "run" or "test"; does nothing when its stamp says it is ready already.

    Raises Stopped with a sentence when there is no suitable Python or the libraries cannot be installed.
    """
    version = _version_of([str(PYTHON)]) if PYTHON.exists() else None
    if version is None:
        version = _create()
    key = _key(LOCKS[purpose], version)
    if _stamp(purpose).is_file() and _stamp(purpose).read_text(encoding="utf-8") == key:
        return
    _install(LOCKS[purpose])
    _stamp(purpose).write_text(key, encoding="utf-8")
    if purpose == "test":
        _stamp("run").write_text(_key(LOCKS["run"], version), encoding="utf-8")


def install_tool(requirement: str, folder: Path) -> None:
    """Install one pinned tool beside the environment's own libraries, so that it mixes with none."""
    if not _pip("install", "-qq", "--upgrade", "--target", str(folder), requirement):
        raise Stopped(sentence("install_failed"))


def _create() -> str:
    command, version = _find_python()
    announce("creating", version=version)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.call([*command, "-m", "venv", str(VENV)], stdin=subprocess.DEVNULL):
        raise Stopped(sentence("no_venv", python=" ".join(command)))
    made = _version_of([str(PYTHON)])
    if made is None:
        raise Stopped(sentence("no_venv", python=" ".join(command)))
    return made


def _find_python() -> tuple[list[str], str]:
    """A command that starts a suitable Python, and its version; the one running this is asked first."""
    without_venv = None
    for command in _commands():
        version = _answer(command)
        if _numbers(version) < OLDEST:
            continue
        if _version_of(command) is not None:
            return command, version
        without_venv = without_venv or " ".join(command)
    if without_venv:
        raise Stopped(sentence("no_venv", python=without_venv))
    raise Stopped(sentence("no_python"))


def _commands() -> list[list[str]]:
    named = [f"3.{minor}" for minor in (13, 12, 11)]
    commands = [[sys.executable]]
    commands += [["py", f"-{version}"] for version in named if os.name == "nt"]
    commands += [[f"python{version}"] for version in named] + [["python3"], ["python"]]
    return [command for command in commands if command[0] and shutil.which(command[0])]


def _answer(command: list[str]) -> str:
    """The version a Python says it has ("3.11.7"); empty if it does not start."""
    return _run_probe(command, _SAY_VERSION)[1]


def _version_of(command: list[str]) -> str | None:
    """The version of a Python that is new enough and complete (venv, pip, sqlite, ssl), else None."""
    code, version = _run_probe(command, f"{_SAY_VERSION}; {_NEED_PARTS}")
    return version if code == 0 and _numbers(version) >= OLDEST else None


def _run_probe(command: list[str], program: str) -> tuple[int, str]:
    try:
        done = subprocess.run(
            [*command, "-c", program], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return 1, ""
    return done.returncode, done.stdout.strip()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def _stamp(purpose: str) -> Path:
    return VENV / f"sangkien-{purpose}.stamp"


def _key(lock: str, version: str) -> str:
    """Changes whenever an installed environment could no longer be what the checkout asks for."""
    digest = hashlib.sha256()
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    # The editable install points at this very folder: a moved or copied checkout installs itself again.
    digest.update(f"{version}\n{ROOT}".encode())
    return digest.hexdigest()


def _install(lock: str) -> None:
    announce("installing", lock=lock)
    locked = ("install", "-qq", "--require-hashes", "--only-binary=:all:", "-r", str(ROOT / lock))
    # setuptools, the build backend, came with the lock and its hash: nothing unlocked is fetched here.
    itself = ("install", "-qq", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    if not (_pip(*locked) and _pip(*itself)):
        raise Stopped(sentence("install_failed"))


def _pip(*arguments: str) -> bool:
    command = [str(PYTHON), "-m", "pip", *arguments]
    return subprocess.call(command, cwd=ROOT, env=quiet_environment(), stdin=subprocess.DEVNULL) == 0
