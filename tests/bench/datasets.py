"""Role: sample workbooks and databases of any size, kept until the code that makes them changes.

The tree of a sample grows with its rows, and a page with more units is a longer page. What is compared
therefore stands on one tree: ``Store(rows, tree_rows)`` has the units and targets of a sample of
``tree_rows`` rows, but only ``rows`` initiatives, spread over it in the same proportions.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.sample import write_sample
from dashboard.sample.faults import EXPORT_COLUMNS, ExportRow
from dashboard.sample.initiatives import Export
from dashboard.sample.sheets import Sheet, write_workbook
from dashboard.sample.tree import grow_tree, shares
from tests.bench.measuring import ROOT, process, process_json

SEED = 2022
MAKERS = ("dashboard/sample/*.py", "data_access/*.py", "data_access/migrations/versions/*.py")
"""Whose change makes the kept data worthless: how samples are written and what the schema holds."""

LEAST_ACCEPTED = 0.95
"""A sample has a few bad rows in ten thousand; small ones a few more."""

CHANGED_VND = 7_654_321
"""What a changed row of a second export declares; no row of the first has it."""

STRUCTURE = ("programme.xlsx", "units.xlsx", "targets.xlsx")


@dataclass(frozen=True)
class Store:
    """A database on disk: ``rows`` initiatives on the tree of a sample of ``tree_rows``."""

    rows: int
    tree_rows: int
    path: Path

    @property
    def url(self) -> str:
        """Its address."""
        return url_of(self.path)

    def report(self) -> dict[str, Any]:
        """What the import that made it took, as ``import_process`` reports it."""
        found: dict[str, Any] = json.loads(self.path.with_suffix(".json").read_text(encoding="utf-8"))
        return found


def url_of(path: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite:///{path.as_posix()}"


class Datasets:
    """What the bench measures on, under ``folder``; only what is asked for is made."""

    def __init__(self, folder: Path, say: Callable[[str], None] = print) -> None:
        self._top = folder / f"data-{_key()}"
        self._say = say
        for former in folder.glob("data-*"):
            if former != self._top:
                shutil.rmtree(former, ignore_errors=True)
        self._top.mkdir(parents=True, exist_ok=True)

    def sample(self, rows: int) -> Path:
        """Folder with the workbooks of a sample."""
        folder = self._top / f"sample-{rows}"

        def write(part: Path) -> None:
            write_sample(part, rows, SEED)

        return self._made(folder, write)

    def export(self, rows: int, tree_rows: int) -> Path:
        """Workbook with ``rows`` initiatives of the units of a sample of ``tree_rows``."""
        if rows == tree_rows:
            return self.sample(rows) / "export.xlsx"
        return self._made(
            self._top / f"export-{rows}-of-{tree_rows}.xlsx",
            lambda part: _write_export(part, rows, tree_rows),
        )

    def changed_export(self, rows: int, tree_rows: int) -> Path:
        """The same export again, one initiative in a hundred with another value."""
        return self._made(
            self._top / f"changed-{rows}-of-{tree_rows}.xlsx",
            lambda part: _write_export(part, rows, tree_rows, _with_changes),
        )

    def structure(self, tree_rows: int) -> Path:
        """Database with programme, units and targets, and no initiatives."""
        files = [self.sample(tree_rows) / name for name in STRUCTURE]
        return self._made(self._top / f"structure-{tree_rows}.sqlite", lambda part: import_into(part, *files))

    def store(self, rows: int, tree_rows: int | None = None) -> Store:
        """A database with initiatives; without ``tree_rows`` on the tree of its own size."""
        tree = tree_rows or rows
        export, structure = self.export(rows, tree), self.structure(tree)
        kept = self._top / f"rows-{rows}-of-{tree}.sqlite"

        def fill(part: Path) -> None:
            shutil.copyfile(structure, part)
            report = import_in_process(part, export, rows)
            kept.with_suffix(".json").write_text(json.dumps(report), encoding="utf-8")

        return Store(rows, tree, self._made(kept, fill))

    def scratch(self, name: str) -> Path:
        """A place for what one run makes and throws away."""
        path = self._top / "scratch" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def _made(self, path: Path, make: Callable[[Path], object]) -> Path:
        if not path.exists():
            start = time.monotonic()
            part = self._top / f"part-{path.name}"
            for rest in self._top.glob(f"{part.name}*"):
                shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
            make(part)
            os.replace(part, path)
            self._say(f"made {path.name} in {time.monotonic() - start:.1f} s")
        return path


def import_into(database: Path, *files: Path) -> float:
    """Import files by the command line; seconds of the whole process. Raises RuntimeError when refused."""
    names = [str(file) for file in files]
    return process("-m", "dashboard.cli", "import", *names, "--yes", "--db", url_of(database))[0]


def import_in_process(database: Path, export: Path, rows: int) -> dict[str, Any]:
    """Import by what the screens call, in a process of its own; its report of seconds and MiB.

    Raises RuntimeError when too few of the ``rows`` were accepted for a measurement to mean anything.
    """
    report = process_json("-m", "tests.bench.import_process", str(export), url_of(database))
    if report["accepted"] < rows * LEAST_ACCEPTED:
        raise RuntimeError(f"only {report['accepted']} of {rows} rows were accepted")
    return report


def _with_changes(rows: Iterator[ExportRow]) -> Iterator[ExportRow]:
    for number, row in enumerate(rows):
        yield row._replace(savings=CHANGED_VND) if number % 100 == 50 else row


def _write_export(
    path: Path,
    rows: int,
    tree_rows: int,
    change: Callable[[Iterator[ExportRow]], Iterator[ExportRow]] = iter,
) -> None:
    rng = np.random.default_rng(SEED)
    tree = grow_tree(tree_rows, rng)
    first = round(rows * int(tree.phase_1.sum()) / tree_rows)
    thin = replace(
        tree,
        phase_1=shares(first, tree.phase_1.astype(np.float64)),
        phase_2=shares(rows - first, tree.phase_2.astype(np.float64)),
    )
    sheet = Sheet("Sáng kiến", ("SÁNG KIẾN", "Số liệu minh họa"), EXPORT_COLUMNS, "Số liệu minh họa")
    write_workbook(path, sheet, change(iter(Export(thin, rows, rng))))


def _key() -> str:
    found = hashlib.sha256()
    for pattern in MAKERS:
        for file in sorted(ROOT.glob(pattern)):
            found.update(file.read_bytes())
    found.update(Path(__file__).read_bytes())
    return found.hexdigest()[:12]
