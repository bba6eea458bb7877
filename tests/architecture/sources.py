"""Role: which files the project has, and their parsed code, for the tests of the house."""

import ast
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("dashboard", "data_access", "pages")
_NOT_OURS = {".git", ".venv", "__pycache__", "var", "build", "dist", ".hypothesis", "node_modules"}
_MADE = ("_cache", ".egg-info")


@cache
def project_files() -> tuple[str, ...]:
    """Tracked files, with ``/``; without git (an unpacked archive) every file outside made folders."""
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT.as_posix()}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        names = listing.stdout.decode("utf-8").split("\0")
        return tuple(sorted(name for name in names if name and (ROOT / name).is_file()))
    return tuple(sorted(_walk()))


def product_modules() -> list[str]:
    """The Python files that are installed with the product."""
    return [name for name in project_files() if name.endswith(".py") and name.split("/")[0] in PRODUCT]


def text_of(name: str) -> str:
    """A file's text; undecodable bytes stay visible as replacement characters."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def tree_of(name: str) -> ast.Module:
    """A Python file's syntax tree."""
    return ast.parse(text_of(name), filename=name)


def _walk() -> Iterator[str]:
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in _NOT_OURS and not name.endswith(_MADE)]
        for name in names:
            yield (Path(folder) / name).relative_to(ROOT).as_posix()
