"""Role: the dashboard's server as a process of its own, with its log, for tests."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEALTH_PATHS = ("/healthz", "/_stcore/health")
START_SECONDS = 180
"""On a machine that is busy with other tests; alone it takes two."""

STOP_SECONDS = 20


class RunningServer:
    """One ``sangkien serve`` on a free loopback port."""

    def __init__(self, database_url: str, log_path: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url
        self._log_path = log_path
        with log_path.open("ab") as log_file:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", **environment},
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=subprocess.STDOUT,
            )

    def command(self) -> list[str]:
        """The process to start."""
        serve = [sys.executable, "-m", "dashboard.cli", "serve"]
        return [*serve, "--port", str(self.port), "--db", self.database_url]

    def log(self) -> str:
        """Everything the server has written so far."""
        return self._log_path.read_text(encoding="utf-8", errors="replace")

    def wait_until_healthy(self) -> None:
        """Return when the server answers; raises AssertionError with its log when it does not."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log()}")
            if any(answers(self.port, path) for path in HEALTH_PATHS):
                return
            time.sleep(0.1)
        self.stop()  # nobody else will: whoever started it gets no server
        raise AssertionError(f"the server did not answer within {START_SECONDS} s:\n{self.log()}")

    def stop(self) -> None:
        """Ask the server to end, and make it end."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def free_port() -> int:
    """A loopback port that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int, path: str) -> bool:
    """Whether a server on this port answers a path with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
