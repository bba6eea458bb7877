"""Role: the lock files agree with each other and with pyproject.toml, and every package has its hash."""

import re
import tomllib

import pytest

from tests.architecture.sources import text_of

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(?: ; (.+?))? \\$", re.M)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pins(text: str) -> set[tuple[str, str, str]]:
    """Name, version and condition of each locked package."""
    return {(name, version, marker or "") for name, version, marker in PIN.findall(text)}


def names(requirements: list[str]) -> set[str]:
    """Bare package names of requirements such as ``psycopg[binary]>=3.3``."""
    return {match.group().lower() for item in requirements if (match := NAME.match(item))}


def without_hash(text: str) -> list[str]:
    """Packages of a lock file that are not followed by a hash."""
    return re.findall(r"^([a-z0-9][^\n]*==[^\n\\]*)(?:\n|\\\n(?!    --hash=sha256:))", text, re.M)


def test_the_development_lock_holds_every_pin_of_the_other() -> None:
    run, development = (pins(text_of(name)) for name in LOCKS)
    assert run
    assert run <= development


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_hash(name: str) -> None:
    assert without_hash(text_of(name)) == []


def test_a_package_without_hash_is_noticed() -> None:
    assert without_hash("click==8.5.1\n")
    assert without_hash("click==8.5.1 \\\n    # via x\n")
    assert not without_hash("click==8.5.1 \\\n    --hash=sha256:00\n")


def test_every_wanted_package_is_locked() -> None:
    settings = tomllib.loads(text_of("pyproject.toml"))
    project = settings["project"]
    wanted = project["dependencies"] + settings["build-system"]["requires"]
    run, development = ({name for name, _, _ in pins(text_of(lock))} for lock in LOCKS)
    assert names(wanted) <= run
    assert names(project["optional-dependencies"]["dev"]) <= development
