"""Role: a large file is never read in silence, and can be stopped while it is; a real file, a real child.

A machine too busy to run the child is made by stopping that very process for a while.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import groupby, pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actions import imports
from dashboard.sample import write_sample
from data_access import tables
from data_access.database import Database, migrate, open_database
from data_access.progress import Stage, Step, Teller
from data_access.spreadsheets import RawChunk, process, read
from data_access.vocabulary import BatchState

ROWS = 150_000
MOST_SILENCE = 3.0
"""Two are promised; a second is for a machine that runs other tests beside."""

STUCK_SECONDS = 4.5
"""How long the child is stopped: longer than any silence allowed."""


class StoppedError(Exception):
    """A person stopped the import."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Path]]:
    """A database that waits for the initiatives of a sample, and their workbook."""
    folder = tmp_path_factory.mktemp("large")
    files = write_sample(folder, ROWS)
    db = open_database(f"sqlite:///{(folder / 'x.sqlite').as_posix()}")
    migrate(db)
    for path in (files.programme, files.units, files.targets):
        imports.commit_import(db, imports.prepare_import(db, [path], user="thử"), user="thử")
    yield db, files.export
    db.dispose()


def _readers() -> list[int]:
    """The children of this process that read workbooks."""
    found = []
    for listed in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += [int(pid) for pid in listed.read_text().split()]
    return [pid for pid in found if b"child.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]


class _Listener:
    """Remembers when it was told what; ``sticks`` stops the child when it is first said to read."""

    def __init__(
        self, *, sticks: bool = False, stop: Callable[["_Listener", Step], bool] = lambda *_: False
    ) -> None:
        self.steps: list[Step] = []
        self.times = [time.monotonic()]
        self.sticks, self._stop = sticks, stop

    def __call__(self, step: Step) -> None:
        self.times.append(time.monotonic())
        self.steps.append(step)
        if self.sticks and step.stage is Stage.READING:
            self.sticks = False
            (pid,) = _readers()
            os.kill(pid, signal.SIGSTOP)
            threading.Timer(STUCK_SECONDS, _go_on, [pid]).start()
        if self._stop(self, step):
            raise StoppedError

    def longest_silence(self) -> float:
        """From the beginning until now."""
        return max(b - a for a, b in pairwise([*self.times, time.monotonic()]))

    def stages(self) -> list[Stage]:
        """In their order, each once for as long as it lasted."""
        return [stage for stage, _ in groupby(step.stage for step in self.steps)]


def _go_on(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)


def _left_staged(db: Database) -> tuple[int, int]:
    """Batches and rows."""
    batches = sa.select(sa.func.count()).select_from(tables.batches)
    staged = batches.where(tables.batches.c.state == str(BatchState.STAGED))
    rows = sa.select(sa.func.count()).select_from(tables.staging)
    with db.connect() as conn:
        return conn.execute(staged).scalar_one(), conn.execute(rows).scalar_one()


def test_from_the_first_byte_to_the_last_row_written_no_silence_is_long(large: tuple[Database, Path]) -> None:
    db, path = large
    heard = _Listener(sticks=True)
    plan = imports.prepare_import(db, [path], user="thử", progress=heard)
    silence = heard.longest_silence()
    writing = _Listener()
    imports.commit_import(db, plan, user="thử", progress=writing)
    assert plan.counts.accepted > 0.9 * ROWS
    assert writing.longest_silence() < MOST_SILENCE
    assert writing.stages() == [Stage.WRITING]
    assert writing.steps[-1].done == writing.steps[-1].total == plan.counts.new
    assert heard.stages() == [Stage.HASHING, Stage.CHECKING, Stage.READING, Stage.ROWS, Stage.COMPARING]
    assert silence < MOST_SILENCE
    size = path.stat().st_size
    checked = [step.done for step in heard.steps if step.stage is Stage.CHECKING]
    assert checked == sorted(checked)
    assert 0 < checked[0] < checked[-1] <= size
    waited = [step.seconds for step in heard.steps if step.stage is Stage.READING]
    assert waited[-1] - waited[0] > STUCK_SECONDS - 1, "the seconds went on while the child stood still"


def test_control_without_the_beat_the_same_file_is_read_in_a_long_silence(
    large: tuple[Database, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = large
    monkeypatch.setattr(process, "BEAT_SECONDS", 60.0)
    heard = _Listener(sticks=True)
    with closing(read(path, tell=Teller(heard))) as events:
        next(event for event in events if isinstance(event, RawChunk))
    assert heard.longest_silence() > MOST_SILENCE


@pytest.mark.parametrize("stage", [Stage.HASHING, Stage.CHECKING, Stage.READING, Stage.ROWS])
def test_stopped_it_ends_the_child_at_once_and_leaves_nothing_staged(
    large: tuple[Database, Path], stage: Stage
) -> None:
    db, path = large
    enough = 2 if stage in (Stage.READING, Stage.ROWS) else 1
    heard = _Listener(
        sticks=stage is Stage.READING,
        stop=lambda self, step: [one.stage for one in self.steps].count(stage) == enough,
    )
    # The error is kept until the end: what it holds must not keep the child alive.
    with pytest.raises(StoppedError) as stopped:
        imports.prepare_import(db, [path], user="thử", progress=heard)
    assert _readers() == []
    assert _left_staged(db) == (0, 0)
    assert heard.steps[-1].stage is stage
    if stage is Stage.READING:
        assert time.monotonic() - heard.times[-1] < 2, "although the child stood still"
    assert stopped.tb is not None


def test_control_while_it_reads_there_is_a_child(large: tuple[Database, Path]) -> None:
    _, path = large
    with closing(read(path)) as events:
        next(event for event in events if isinstance(event, RawChunk))
        assert len(_readers()) == 1
    assert _readers() == []


def test_sorting_several_files_is_told_and_can_be_stopped(large: tuple[Database, Path]) -> None:
    _, path = large
    with pytest.raises(StoppedError):
        imports.group_by_kind([path, path], None, _Listener(stop=lambda _, step: step.stage is Stage.READING))
    assert _readers() == []
