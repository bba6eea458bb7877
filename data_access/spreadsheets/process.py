"""Role: the parent's side of the child process: starts it, checks every frame, ends it for certain."""

import datetime as dt
import io
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from data_access.spreadsheets.limits import Limits
from data_access.spreadsheets.raw import FailureCode, ReadFailure

_CHILD = Path(__file__).with_name("child.py")
_FRAME_BYTES = 256 << 20
_ALLOWED = {
    ("datetime", "datetime"): dt.datetime,
    ("datetime", "date"): dt.date,
    ("datetime", "time"): dt.time,
    ("datetime", "timedelta"): dt.timedelta,
}

Message = tuple[Any, ...]


class _Unpickler(pickle.Unpickler):
    """Only numbers, text, lists and the four classes of time: a child taken over by a file can send no more."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        try:
            return _ALLOWED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is not a cell") from None


class Child:
    """One child process reading one workbook; use as a ``with`` block, so that it never outlives the reading."""

    def __init__(self, limits: Limits, program: Path = _CHILD) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._timed_out = False

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # the child was gone with bytes still on their way
        self._process.wait()

    def messages(self, path: Path, unpacked_bytes: int) -> Iterator[Message | ReadFailure]:
        """Give the order and yield what comes; ends after "done", "fail" or a ReadFailure."""
        seconds = self._limits.reply_seconds + (unpacked_bytes >> 20) * self._limits.seconds_per_megabyte
        order = {
            "path": str(path.resolve()),
            "memory": self._limits.child_memory + self._limits.child_memory_per_byte * unpacked_bytes,
            "cpu_seconds": int(2 * seconds) + 1,
            "chunk_rows": self._limits.chunk_rows,
            "chunk_cells": self._limits.chunk_cells,
        }
        assert self._process.stdin is not None
        try:
            pickle.dump(order, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            yield self._death()
            return
        while True:
            message = self._next(seconds)
            yield message
            if isinstance(message, ReadFailure) or message[0] in ("done", "fail"):
                return

    def _next(self, seconds: float) -> Message | ReadFailure:
        # Only the waiting is timed: while the parent stores a chunk the child rightly stands still.
        watchdog = threading.Timer(seconds, self._on_timeout)
        watchdog.start()
        try:
            assert self._process.stdout is not None
            head = self._process.stdout.read(4)
            if len(head) < 4:
                return self._death()
            length = struct.unpack(">I", head)[0]
            if length > _FRAME_BYTES:
                return ReadFailure(FailureCode.DAMAGED, "frame too long")
            body = self._process.stdout.read(length)
            if len(body) < length:
                return self._death()
        finally:
            watchdog.cancel()
        return _decoded(body)

    def _on_timeout(self) -> None:
        self._timed_out = True
        self._process.kill()

    def _death(self) -> ReadFailure:
        if self._timed_out:
            return ReadFailure(FailureCode.TOO_SLOW, "silent")
        code = self._process.wait()
        return ReadFailure(FailureCode.TOO_LARGE if code else FailureCode.DAMAGED, f"child ended with {code}")


def _decoded(body: bytes) -> Message | ReadFailure:
    try:
        message = _Unpickler(io.BytesIO(body)).load()
    except Exception as error:  # noqa: BLE001 - whatever garbage does to the unpickler, it is garbage
        return ReadFailure(FailureCode.DAMAGED, f"garbage: {type(error).__name__}")
    if not isinstance(message, tuple) or not message or not isinstance(message[0], str):
        return ReadFailure(FailureCode.DAMAGED, "garbage: not a message")
    return message
