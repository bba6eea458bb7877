"""Role: eight processes importing overlapping exports at once, and the same imports one after the other.

Exports and rows follow from a seed. ``without the lock`` is the control that must be caught.
"""

import csv
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.actions import imports
from dashboard.actions.plans import PreparedImport
from data_access import tables
from data_access.database import Database, open_database
from data_access.verification import check, logical_digest
from data_access.vocabulary import BatchState
from tests.forked import processes
from tests.integration.storage import campaign
from tests.integration.storage.restoring import Restorable

PROCESSES = 8
ROWS = 60
"""Different codes in all exports together; each names a third of them."""

STANDING = 10
"""The first of them stand before."""

HEADER = ("Mã sáng kiến", "Tên sáng kiến", "Tác giả", "CĐCS", "Ngày gửi", "Trạng thái", "Giá trị làm lợi")


class Lockless(Database):
    """The broken variant: a write transaction that waits for nobody."""

    @contextmanager
    def begin_write(self) -> Iterator[Connection]:
        with self.engine.connect() as conn:
            if self.dialect == "postgresql":
                conn.execution_options(isolation_level="READ COMMITTED")
            with conn.begin():
                yield conn


@dataclass(frozen=True)
class Storm:
    """What all came to: the batches in the order of their commits as (file, counts), and the digest."""

    lost: int
    order: list[tuple[str, Any]]
    opened: list[str]
    digest: str
    findings: list[str]


def begin(db: Database) -> None:
    """Some rows stand already."""
    campaign.prepare(db)
    campaign.import_rows(db, campaign.make_rows(range(STANDING)))


def write_exports(folder: Path, seed: str) -> list[Path]:
    """One export for each process; the same codes with other values in several of them."""
    dice = random.Random(seed)
    paths = []
    for number in range(PROCESSES):
        path = folder / f"export {number}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(HEADER)
            for code in sorted(dice.sample(range(ROWS), ROWS // 3)):
                writer.writerow(_row(code, dice))
        paths.append(path)
    return paths


def _row(code: int, dice: random.Random) -> list[object]:
    version, unit, day = dice.randrange(3), dice.choice(list(campaign.PARENTS)), dice.randrange(1, 29)
    return [
        f"SK{code:04}", f"Sáng kiến {code} lần {version}", f"Nguyễn Văn {'ABCDE'[version]}",
        f"Đơn vị {unit}", f"{day}/3/2022", "Hợp lệ", version * 1_000_000,
    ]  # fmt: skip


def codes(paths: list[Path]) -> set[str]:
    """All codes that the exports name."""
    found: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {row[0] for row in list(csv.reader(stream, delimiter=";"))[1:]}
    return found


def rage(place: Restorable, paths: list[Path], *, has_lock: bool = True) -> Storm:
    """All at once: every process makes its plan, waits until all have one, and commits it."""
    context = processes()
    started = []
    for path in paths:
        here, there = context.Pipe()
        process = context.Process(target=work, args=(place.url, str(path), has_lock, there))
        process.start()
        there.close()
        started.append((process, here))
    lost = 0
    for _, here in started:
        here.poll(None)
    for _, here in started:
        lost += not _answers(here, "ready", then="go")
    for process, here in started:
        lost += not _answers(here, "done")
        process.join()
        here.close()
    return _outcome(place, min(lost, len(paths)))


def _answers(pipe: Pipe, expected: str, then: str | None = None) -> bool:
    try:
        answered = pipe.recv() == expected
        if then is not None:
            pipe.send(then)
    except (EOFError, OSError):
        return False
    return answered


def work(url: str, path: str, has_lock: bool, pipe: Pipe) -> None:
    """One process."""
    opened = open_database(url)
    db = opened if has_lock else Lockless(opened.engine)
    try:
        prepared = _plan(opened, Path(path))
        pipe.send("ready")
        pipe.recv()
        imports.commit_import(db, prepared, user=path)
    except Exception:  # noqa: BLE001 - whatever it is, this import is lost, which is what is counted
        os._exit(1)
    pipe.send("done")
    os._exit(0)


def in_order(place: Restorable, paths: list[Path], storm: Storm) -> Storm:
    """The same plans, committed one after the other in the order in which the storm committed them."""
    by_name = {path.name: path for path in paths}
    db = open_database(place.url)
    plans = {name: _plan(db, by_name[name]) for name in storm.opened}
    for name, _ in storm.order:
        imports.commit_import(db, plans[name], user=name)
    db.dispose()
    return _outcome(place, 0)


def _plan(db: Database, path: Path) -> PreparedImport:
    prepared = imports.prepare_import(db, [path], full=False, user=path.name)
    assert prepared.counts.accepted == ROWS // 3, prepared.headline()
    return prepared


def _outcome(place: Restorable, lost: int) -> Storm:
    db, table = open_database(place.url), tables.batches.c
    mine = sa.select(table.file_name, table.counts).where(table.file_name.like("export %"))
    with db.connect() as conn:
        committed = mine.where(table.state == str(BatchState.COMMITTED)).order_by(table.version_after)
        order = [(row.file_name, row.counts) for row in conn.execute(committed)]
        opened = [row.file_name for row in conn.execute(mine.order_by(table.batch_id))]
        digest = logical_digest(conn)
    findings = [finding.code for finding in check(db)]
    db.dispose()
    return Storm(lost, order, opened, digest, findings)
