"""Role: what a child says of how far it is: believed only when it can be, and told while it is silent."""

import dataclasses
from pathlib import Path

import openpyxl

from data_access.progress import Stage, Step, Teller
from data_access.spreadsheets import read
from data_access.spreadsheets.limits import DEFAULT
from data_access.spreadsheets.process import Child

HEAD = "import sys, pickle, struct, time\npickle.load(sys.stdin.buffer)\nout = sys.stdout.buffer\n"
SEND = "def send(*m):\n    b = pickle.dumps(m); out.write(struct.pack('>I', len(b)) + b); out.flush()\n"


def _beats(tmp_path: Path, program: str) -> tuple[list[tuple[int, int]], list[object]]:
    path = tmp_path / "child.py"
    path.write_text(HEAD + SEND + program, encoding="utf-8")
    beats: list[tuple[int, int]] = []
    with Child(DEFAULT, path) as child:
        child.order(tmp_path / "x.xlsx", 0)
        return beats, list(child.messages(lambda done, total: beats.append((done, total))))


def test_while_it_is_silent_its_last_word_is_told_again(tmp_path: Path) -> None:
    beats, messages = _beats(tmp_path, "send('read', 3, 9)\ntime.sleep(1.3)\nsend('done')")
    assert messages == [("done",)]
    assert beats.count((3, 9)) >= 3


def test_what_cannot_be_is_taken_as_not_known(tmp_path: Path) -> None:
    told = "send('read', 9, 3)\nsend('read', -1, 3)\nsend('read', 'a', 3)\nsend('read')\nsend('done')"
    beats, messages = _beats(tmp_path, told)
    assert set(beats) == {(0, 0)}
    assert messages == [("done",)]


def test_a_sheet_in_slices_tells_its_share_as_bytes_of_the_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Lớn")
    for row in range(30_000):
        sheet.append([row, f"Sáng kiến số {row} của đơn vị", row * 1.5])
    path = tmp_path / "a.xlsx"
    book.save(path)
    steps: list[Step] = []
    events = read(path, dataclasses.replace(DEFAULT, sliced_from=1, slice_bytes=1 << 20), _Eager(steps))
    assert sum(1 for _ in events) > 3
    size = path.stat().st_size
    done = [step.done for step in steps if step.stage is Stage.READING]
    assert done == sorted(done)
    assert len(set(done) - {0}) >= 2
    assert done[-1] == size
    assert {step.total for step in steps} == {size}


class _Eager(Teller):
    """Tells of every step, however soon."""

    def __init__(self, steps: list[Step]) -> None:
        super().__init__(None)
        self._steps = steps

    def __call__(self, stage: Stage, done: int = 0, total: int | None = None) -> None:
        self._steps.append(Step(stage, done, total, 0.0))
