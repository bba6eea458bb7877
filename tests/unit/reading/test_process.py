"""Role: a child that dies, hangs or lies gives a failure and never harms or hangs its parent."""

import dataclasses
import time
from pathlib import Path

import pytest

from data_access.spreadsheets.limits import DEFAULT
from data_access.spreadsheets.process import Child
from data_access.spreadsheets.raw import FailureCode, ReadFailure

HEAD = "import sys, pickle, struct, os, time\npickle.load(sys.stdin.buffer)\nout = sys.stdout.buffer\n"
SEND = "def send(b):\n    out.write(struct.pack('>I', len(b)) + b); out.flush()\n"


def _answers(tmp_path: Path, program: str) -> list[object]:
    path = tmp_path / "child.py"
    path.write_text(HEAD + SEND + program, encoding="utf-8")
    limits = dataclasses.replace(DEFAULT, reply_seconds=1.0)
    with Child(limits, path) as child:
        child.order(tmp_path / "x.xlsx", 0)
        return list(child.messages())


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("os.abort()", FailureCode.TOO_LARGE),
        ("sys.exit(0)", FailureCode.DAMAGED),
        ("out.write(b'\\xff\\xff\\xff\\xff'); out.flush()", FailureCode.DAMAGED),
        ("send(b'garbage')", FailureCode.DAMAGED),
        ("send(pickle.dumps(12))", FailureCode.DAMAGED),
        ("time.sleep(60)", FailureCode.TOO_SLOW),
    ],
)
def test_a_broken_child_is_a_failure(program: str, code: FailureCode, tmp_path: Path) -> None:
    started = time.perf_counter()
    last = _answers(tmp_path, program)[-1]
    assert isinstance(last, ReadFailure)
    assert last.code is code
    assert time.perf_counter() - started < 5


def test_a_child_cannot_make_its_parent_run_code(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    program = (
        f"class Evil:\n    def __reduce__(self): return (os.system, ('touch {witness}',))\n"
        "send(pickle.dumps(('rows', Evil())))\n"
    )
    last = _answers(tmp_path, program)[-1]
    assert isinstance(last, ReadFailure)
    assert not witness.exists()


def test_control_plain_pickle_would_have_run_it(tmp_path: Path) -> None:
    import pickle

    witness = tmp_path / "witness"
    # The same attack against the standard loader, so that the test above is known to test something.
    pickle.loads(b"cos\nsystem\n(S'touch " + str(witness).encode() + b"'\ntR.")
    assert witness.exists()


def test_a_good_child_is_believed(tmp_path: Path) -> None:
    assert _answers(tmp_path, "send(pickle.dumps(('done',)))") == [("done",)]
