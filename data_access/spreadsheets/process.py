"""Role: the parent's side of the child process: starts it, checks every frame, ends it for certain."""

import datetime as dt
import io
import pickle
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from data_access.progress import BEAT_SECONDS
from data_access.spreadsheets.limits import Limits
from data_access.spreadsheets.raw import FailureCode, ReadFailure

_CHILD = Path(__file__).with_name("child.py")
_FRAME_BYTES = 256 << 20
_FETCHED_AHEAD = 3
_ALLOWED = {
    ("datetime", "datetime"): dt.datetime,
    ("datetime", "date"): dt.date,
    ("datetime", "time"): dt.time,
    ("datetime", "timedelta"): dt.timedelta,
}

Message = tuple[Any, ...]
Beat = Callable[[int, int], None]
"""Told twice a second while the child is waited for: how much of what it reads is done, and of how much;
0 of 0 while it does not say. What it raises ends the child."""


def nobody(_done: int, _total: int) -> None:
    """Nobody waits."""


class _Unpickler(pickle.Unpickler):
    """Only numbers, text, lists and the classes of time: a child taken over by a file can send no more."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        try:
            return _ALLOWED[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is not a cell") from None


class Child:
    """One child process reading one workbook; a ``with`` block, so that it never outlives the reading."""

    def __init__(self, limits: Limits, program: Path = _CHILD) -> None:
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        # Frames are fetched ahead, so that the child goes on reading while the parent stores.
        self._frames: queue.Queue[bytes | None] = queue.Queue(_FETCHED_AHEAD)
        self._is_closed = False
        self._seconds = 0.0  # how long it may be silent; known with the order
        self._fetcher = threading.Thread(target=self._fetch, daemon=True)
        self._fetcher.start()

    def __enter__(self) -> "Child":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_closed = True
        self._process.kill()
        while self._fetcher.is_alive():
            try:
                self._frames.get(timeout=0.01)
            except queue.Empty:
                continue
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # the child was gone with bytes still on their way
        self._process.wait()

    def _fetch(self) -> None:
        """In a thread of its own: frames into the queue; None at the end, b"" for a frame too long."""
        assert self._process.stdout is not None
        try:
            while not self._is_closed:
                head = self._process.stdout.read(4)
                length = struct.unpack(">I", head)[0] if len(head) == 4 else -1
                body = self._process.stdout.read(length) if 0 <= length <= _FRAME_BYTES else b""
                if length < 0 or (length <= _FRAME_BYTES and len(body) < length):
                    break
                self._frames.put(body)
                if not body:
                    break
        except (OSError, ValueError):
            pass  # closed while reading
        self._frames.put(None)

    def order(self, path: Path, unpacked_bytes: int) -> None:
        """Let the child begin; what it sends waits until it is asked for. Only the first order counts."""
        if self._seconds:
            return
        self._seconds = (
            self._limits.reply_seconds + (unpacked_bytes >> 20) * self._limits.seconds_per_megabyte
        )
        order = {
            "path": str(path.resolve()),
            "memory": self._limits.child_memory + self._limits.child_memory_per_byte * unpacked_bytes,
            "cpu_seconds": int(2 * self._seconds) + 1,
            "chunk_rows": self._limits.chunk_rows,
            "chunk_cells": self._limits.chunk_cells,
            "sliced_from": self._limits.sliced_from,
            "slice_bytes": self._limits.slice_bytes,
        }
        assert self._process.stdin is not None
        try:
            pickle.dump(order, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            return  # it is dead already, which its silence will tell

    def messages(self, beat: Beat = nobody) -> Iterator[Message | ReadFailure]:
        """What comes after the order; ends after "done", "fail" or a ReadFailure. ``beat`` while waiting."""
        so_far = (0, 0)
        while True:
            message = self._next(self._seconds, partial(beat, *so_far))
            if not isinstance(message, ReadFailure) and message[0] == "read":
                so_far = _so_far(message)
                beat(*so_far)
                continue
            yield message
            if isinstance(message, ReadFailure) or message[0] in ("done", "fail"):
                return

    def _next(self, seconds: float, beat: Callable[[], None]) -> Message | ReadFailure:
        deadline = time.monotonic() + seconds
        while True:
            beat()
            left = deadline - time.monotonic()
            try:
                body = self._frames.get(timeout=max(0.0, min(left, BEAT_SECONDS)))
                break
            except queue.Empty:
                if left <= BEAT_SECONDS:
                    self._process.kill()
                    return ReadFailure(FailureCode.TOO_SLOW, "silent")
        if body is None:
            return self._death()
        return _decoded(body) if body else ReadFailure(FailureCode.DAMAGED, "frame too long")

    def _death(self) -> ReadFailure:
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


def _so_far(message: Message) -> tuple[int, int]:
    """What a child says of how far it is; 0 of 0 for what cannot be."""
    match message:
        case ("read", int(done), int(total)) if 0 <= done <= total:
            return done, total
        case _:
            return 0, 0
