"""Role: long work of an import beside the page: how far it is, time left, cancel."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from typing import Generic, TypeVar

from data_access.progress import Progress, Stage, Step

T = TypeVar("T")

FIRST_SECONDS = 2.0
"""Before that the time left is a guess of nobody's use."""

BANDS = {
    Stage.HASHING: (0.0, 0.03),
    Stage.CHECKING: (0.03, 0.12),
    Stage.READING: (0.12, 0.25),
    Stage.ROWS: (0.25, 0.95),
    Stage.COMPARING: (0.95, 0.95),
    Stage.WRITING: (0.0, 1.0),
}
"""Each stage's part of the one bar: about the part of the time that it takes for a large workbook."""


class CancelledError(Exception):
    """A person stopped the work; nothing was written."""


class Job(Generic[T]):
    """Work in a thread of its own: the page may be redrawn, left or disconnected while it goes on.

    ``work`` gets a function that it calls with every step. ``expected``: how many rows there are to read,
    where that can be known beforehand. ``then`` is for whoever waits: it is handed the result.
    """

    def __init__(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        words: str,
        expected: Callable[[], int | None] = lambda: None,
        can_cancel: bool = True,
    ) -> None:
        self.words, self.can_cancel, self.then = words, can_cancel, then
        self.step: Step | None = None
        self.share = 0.0
        """How much was done, 0 … 1, of all stages together; it never goes back."""
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
    def is_stopping(self) -> bool:
        """Whether somebody stopped it and it has not ended yet."""
        return self._is_cancelled.is_set() and not self.is_done

    def seconds_left(self) -> int | None:
        """By the speed so far; None while that says nothing."""
        passed, step = time.monotonic() - self._began, self.step
        if step is None or step.stage not in (Stage.ROWS, Stage.WRITING) or passed < FIRST_SECONDS:
            return None
        if not step.total or not step.done or step.done >= step.total:
            return None
        return round(passed / step.done * (step.total - step.done))

    def cancel(self) -> None:
        """Stop at the next step."""
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
            self._result = self._work(self._hear)
        except BaseException as error:  # noqa: BLE001  # raised again in ``finish``
            self._error = error

    def _hear(self, step: Step) -> None:
        if step.stage is Stage.ROWS and step.total is None:
            step = replace(step, total=self.expected)
        # Work may be of several parts, each with its own beginning.
        step = replace(step, seconds=max(step.seconds, time.monotonic() - self._began))
        low, high = BANDS[step.stage]
        self.step, self.share = step, max(self.share, low + (high - low) * (step.share or 0.0))
        if self._is_cancelled.is_set():
            raise CancelledError
