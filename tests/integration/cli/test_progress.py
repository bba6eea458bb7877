"""Role: an import at a terminal tells how far it is; into a file or a pipe it says nothing of that."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.progress import ProgressLine
from dashboard.sample import write_sample
from data_access.progress import Stage, Step
from tests.integration.cli.running import TIMEOUT_S, sangkien


def _at_a_terminal(*arguments: str | Path) -> tuple[int, str]:
    """Exit code, and what was written to a terminal as standard error."""
    master, slave = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard.cli", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=slave,
    ) as running:
        os.close(slave)
        said = b""
        try:
            while part := os.read(master, 1 << 16):
                said += part
        except OSError:
            pass  # so a terminal ends whose last writer is gone
        os.close(master)
        return running.wait(TIMEOUT_S), said.decode()


def test_at_a_terminal_one_line_is_written_over_and_then_gone(tmp_path: Path, sqlite_url: str) -> None:
    files = write_sample(tmp_path / "mẫu", 3_000)
    code, said = _at_a_terminal("import", *files.in_import_order, "--db", sqlite_url)
    assert code == 0
    assert "\n" not in said
    lines = [line.strip() for line in said.split("\r")]
    for words in ("Đang kiểm tra tệp (", "Đang đọc tệp (", " dòng, đang so với số liệu đang có, ", "Đã ghi "):
        assert any(words in line for line in lines), words
    assert lines[-1] == ""


def test_into_a_pipe_nothing_is_said(tmp_path: Path, sqlite_url: str) -> None:
    files = write_sample(tmp_path / "mẫu", 200)
    ended = sangkien("import", *files.in_import_order, db=sqlite_url)
    assert (ended.code, ended.err) == (0, "")


def test_a_terminal_that_went_away_does_not_end_the_import() -> None:
    master, slave = pty.openpty()
    stream = os.fdopen(slave, "w", encoding="ascii")
    with ProgressLine(stream).shown() as progress:
        assert progress is not None
        progress(Step(Stage.ROWS, 5_000, None, 1.0))  # letters that this terminal has not
        os.close(master)
        progress(Step(Stage.READING, 0, 10_000, 2.0))
    with pytest.raises(OSError, match="Input/output"):
        stream.close()  # what was to be said last; so the terminal was really gone
