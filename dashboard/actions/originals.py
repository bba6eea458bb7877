"""Role: the files that imports came from, kept as they were, each set in a folder named by its hash."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import make_url

from dashboard.settings import load_settings
from data_access.database import Database

FOLDER = "originals"
BLOCK = 1 << 20


def folder_of(db: Database) -> Path:
    """Where the originals of a database lie: beside an SQLite file, else in the data folder of settings."""
    if db.dialect == "sqlite":
        return Path(make_url(db.url).database or ".").parent / FOLDER
    return load_settings(os.environ).data_dir / FOLDER


def keep(db: Database, paths: Sequence[Path], sha256: str) -> list[str]:
    """Copy the files of an import; their names in the folder, in order. Harmless when repeated.

    Empty when they are gone, cannot be copied, or are no longer what was read (``sha256`` over all bytes).
    """
    if not paths:
        return []
    home = folder_of(db) / sha256
    names = _names(paths)
    if all((home / name).is_file() for name in names):
        return names
    half = home.with_name(f"{home.name}.{os.getpid()}.part")
    try:
        half.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        for path, name in zip(paths, names, strict=True):
            _copy(path, half / name, digest)
        if digest.hexdigest() != sha256:
            return []
        if home.exists():  # the same bytes under other names, or a folder emptied by hand
            for name in names:
                os.replace(half / name, home / name)
        else:
            os.replace(half, home)
    except OSError:
        return []
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return names


def kept(db: Database, sha256: str, names: Sequence[str]) -> list[Path]:
    """The kept files in their order; empty when one of them is not there."""
    home = folder_of(db) / sha256
    paths = [home / Path(name).name for name in names]
    return paths if all(path.is_file() for path in paths) else []


def _names(paths: Sequence[Path]) -> list[str]:
    """The files' own names; of two that are called the same, the second gets a number."""
    found: list[str] = []
    for path in paths:
        name, number = path.name, 2
        while name in found:
            name, number = f"{path.stem} ({number}){path.suffix}", number + 1
        found.append(name)
    return found


def _copy(source: Path, target: Path, digest: "hashlib._Hash") -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(BLOCK):
            digest.update(block)
            writer.write(block)
        writer.flush()
        os.fsync(writer.fileno())
