"""Role: long work of an import beside the page: rows read so far, time left, cancel."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Generic, TypeVar

T = TypeVar("T")

FIRST_SECONDS = 2.0
"""Before that the time left is a guess of nobody's use."""


class CancelledError(Exception):
    """A person stopped the work; nothing was written."""


class Job(Generic[T]):
    """Work in a thread of its own: the page may be redrawn, left or disconnected while it goes on.

    ``work`` gets a function that it calls with the rows read so far. ``expected``: how many rows there are,
    where that can be known beforehand. ``writes``: the rows are written and not read. ``then`` is for whoever
    waits: it is handed the result.
    """

    def __init__(
        self,
        work: Callable[[Callable[[int], None]], T],
        then: Callable[[T], None],
        *,
        words: str,
        expected: Callable[[], int | None] = lambda: None,
        can_cancel: bool = True,
        writes: bool = False,
    ) -> None:
        self.words, self.can_cancel, self.writes, self.then = words, can_cancel, writes, then
        self.rows = 0
        self.expected: int | None = None
        self._count_expected = expected
        self._work = work
        self._is_cancelled = threading.Event()
        self._result: T | None = None
        self._error: BaseException | None = None
        self._began = time.monotonic()
        # The context carries the reader's language into the thread.
        self._thread = threading.Thread(target=copy_context().run, args=(self._run,), daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether the work has ended, well or not."""
        return not self._thread.is_alive()

    @property
    def share(self) -> float | None:
        """How much was read, 0 … 1; None when nobody knows."""
        return min(1.0, self.rows / self.expected) if self.expected else None

    def seconds_left(self) -> int | None:
        """By the speed so far; None while that says nothing."""
        passed = time.monotonic() - self._began
        if not self.expected or not self.rows or passed < FIRST_SECONDS or self.rows >= self.expected:
            return None
        return round(passed / self.rows * (self.expected - self.rows))

    def cancel(self) -> None:
        """Stop at the next rows."""
        self._is_cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; whether the work has ended."""
        self._thread.join(seconds)
        return self.is_done

    def finish(self) -> None:
        """Hand the result on; raises what the work raised."""
        if self._error is not None:
            raise self._error
        self.then(self._result)  # type: ignore[arg-type]  # no error: the result is there

    def _run(self) -> None:
        try:
            self.expected = self._count_expected()
            self._result = self._work(self._read)
        except BaseException as error:  # noqa: BLE001  # raised again in ``finish``
            self._error = error

    def _read(self, rows: int) -> None:
        self.rows = rows
        if self._is_cancelled.is_set():
            raise CancelledError
