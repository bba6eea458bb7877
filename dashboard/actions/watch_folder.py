"""Role: the files of a watched folder: which are finished, taking one, putting it away with its report.

A file is taken by renaming it into ``working/<moment>/``, which happens or does not; so it is never lost and
never taken by two, and whatever a killed run left there is the next run's first work.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

DONE, FAILED, WORKING = "done", "failed", "working"
LOCK = ".sangkien-watch.lock"

ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
"""What is taken; anything else in the folder is left alone (half downloads have endings of their own)."""

PATIENCE = 5
"""Looks that finished files wait for others still being written: an export needs the units that arrive
beside it. A file that grows for longer does not hold the others up."""

Signature = tuple[int, int, int]
"""Size in bytes, time of the last change in ns, and the file's own number: another file of the same name
is another file."""


class FolderBusyError(Exception):
    """Another process watches this folder."""


@dataclass(frozen=True)
class Taken:
    """A file being worked on, alone in a folder named by the moment it was taken."""

    path: Path
    signature: Signature

    @property
    def stem(self) -> str:
        """Its name once put away; two files of one name never meet."""
        return f"{self.path.parent.name} {self.path.name}"

    def has_changed(self) -> bool:
        """Whether somebody went on writing after all."""
        return signature_of(self.path) != self.signature


def signature_of(path: Path) -> Signature | None:
    """None when there is no such file (any more)."""
    try:
        facts = path.stat(follow_symlinks=False)
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


class WatchFolder:
    """A folder with its ``done/``, ``failed/`` and ``working/``. Raises ``OSError`` where it cannot write."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.waiting: list[str] = []
        self._seen: dict[Path, Signature] = {}
        self.has_looked = False
        self._held = 0

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Makes the folders and keeps other watchers out. Raises ``FolderBusyError``."""
        for name in (DONE, FAILED, WORKING):
            (self.root / name).mkdir(exist_ok=True)
        with (self.root / LOCK).open("a+b") as lock:
            _lock(lock)
            yield

    def finished(self) -> list[Path]:
        """Files that are as they were at the last look, oldest first; ``waiting`` names the others."""
        now = {path: found for path in self._candidates() if (found := signature_of(path)) is not None}
        empty = {path for path, found in now.items() if found[0] == 0}
        opened = {path for path in now if _is_open_in_office(path)}
        growing = {path for path, found in now.items() if self._seen.get(path) != found}
        self._seen, self.has_looked = now, True
        held = bool(growing - opened - empty) and self._held < PATIENCE
        self._held = self._held + 1 if held else 0
        ready = set() if held else now.keys() - growing - opened - empty
        self.waiting = sorted(path.name for path in now.keys() - ready)
        return sorted(ready, key=lambda path: (now[path][1], path.name))

    @property
    def is_holding(self) -> bool:
        """Whether finished files wait for others that are still being written."""
        return self._held > 0

    def _candidates(self) -> list[Path]:
        hidden = ("~$", ".", "~")
        return [
            Path(entry.path)
            for entry in os.scandir(self.root)
            if Path(entry.name).suffix.lower() in ENDINGS
            and not entry.name.startswith(hidden)
            and entry.is_file(follow_symlinks=False)
        ]

    def take(self, path: Path, now: datetime) -> Taken | None:
        """Take a finished file; None when it went away, changed, or is still open elsewhere."""
        wanted = self._seen.pop(path, None)
        home = self._fresh(now)
        taken = home / path.name
        try:
            path.rename(taken)
        except OSError:
            home.rmdir()  # renamed meanwhile, or (on Windows) opened by somebody
            return None
        found = signature_of(taken)
        if wanted is None or found != wanted:
            self.give_back(Taken(taken, found or (0, 0, 0)))
            return None
        return Taken(taken, found)

    def _fresh(self, now: datetime) -> Path:
        stamp, number = now.strftime("%Y%m%d-%H%M%S"), 1
        while True:
            home = self.root / WORKING / (stamp if number == 1 else f"{stamp}-{number}")
            number += 1
            if not any(any((self.root / name).glob(f"{home.name} *")) for name in (DONE, FAILED)):
                with suppress(FileExistsError):
                    home.mkdir()
                    return home

    def give_back(self, taken: Taken) -> None:
        """Back into the folder: it was not finished."""
        back = self.root / taken.path.name
        if back.exists():  # a newer one came meanwhile; neither may be lost
            back = self.root / f"{taken.path.stem} {taken.path.parent.name}{taken.path.suffix}"
        taken.path.rename(back)
        taken.path.parent.rmdir()

    def left_over(self) -> list[Taken]:
        """What a killed run had taken and not put away, in the order in which it was taken."""
        found = []
        for home in sorted((self.root / WORKING).iterdir()):
            files = sorted(home.iterdir()) if home.is_dir() else []
            found += [Taken(path, signature) for path in files if (signature := signature_of(path))]
            if home.is_dir() and not files:
                home.rmdir()
        return found

    def put_away(self, taken: Taken, where: str, text: str, facts: Mapping[str, Any]) -> Path:
        """The reports first, then the file: killed in between, the same names are written again."""
        target = self.root / where / taken.stem
        for other in {DONE, FAILED} - {where}:  # said before the run was killed; no longer true
            for ending in (".txt", ".json"):
                (self.root / other / f"{taken.stem}{ending}").unlink(missing_ok=True)
        # With its mark, so that the editors of Windows see the accents.
        _write(target.with_name(f"{target.name}.txt"), text.encode("utf-8-sig"))
        machine = json.dumps(facts, ensure_ascii=False, indent=2, default=str)
        _write(target.with_name(f"{target.name}.json"), machine.encode())
        taken.path.replace(target)
        taken.path.parent.rmdir()
        return target


def _is_open_in_office(path: Path) -> bool:
    """Excel keeps ``~$name`` beside an open file, LibreOffice ``.~lock.name#``."""
    return (path.with_name(f"~${path.name}")).exists() or (path.with_name(f".~lock.{path.name}#")).exists()


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = path.with_name(f"{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)


def _lock(stream: IO[bytes]) -> None:
    """Held until the file is closed, also when the process is killed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise FolderBusyError from error
