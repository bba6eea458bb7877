"""Role: a PostgreSQL that a killed test run has left behind is stopped by the next run, and no other one."""

import os
import signal
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from tests.forked import processes
from tests.postgres import OWNER, PREFIX, OwnServer


def _start_and_be_killed(pipe: Pipe) -> None:
    server = OwnServer()
    pipe.send(str(server.folder))
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_server_without_its_run_is_stopped_and_one_with_its_run_stays(
    stoppable_postgres: OwnServer,
) -> None:
    here, there = processes().Pipe()
    process = processes().Process(target=_start_and_be_killed, args=(there,))  # type: ignore[attr-defined]
    process.start()
    left = Path(here.recv())
    process.join()
    assert left.name.startswith(PREFIX)
    assert (left / OWNER).exists()  # nobody has stopped it
    OwnServer().remove()
    assert not left.exists()
    stoppable_postgres.drop(stoppable_postgres.create())
