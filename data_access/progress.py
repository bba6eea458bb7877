"""Role: how far long work is: one small value, told about every half second, at which it can be stopped."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from enum import StrEnum

BEAT_SECONDS = 0.5
"""So often work is heard of at least, also while what it waits for says nothing."""

_LEAST_SECONDS = 0.2
"""Nobody looks more often; a block of a file takes a few milliseconds."""


class Stage(StrEnum):
    """What an import is doing; beside each what ``Step.done`` and ``Step.total`` count."""

    HASHING = "hashing"  # bytes of the files
    CHECKING = "checking"  # bytes of the file, in proportion to what is packed in it
    READING = "reading"  # bytes of the file; 0 done while its reader does not say how far it is
    ROWS = "rows"  # rows taken from the files
    COMPARING = "comparing"  # rows taken, all of them
    WRITING = "writing"  # rows written


@dataclass(frozen=True, slots=True)
class Step:
    """How far work is. ``total`` None: nobody knows. ``seconds`` since the work began."""

    stage: Stage
    done: int
    total: int | None
    seconds: float

    @property
    def share(self) -> float | None:
        """How much of the stage is done, 0 … 1; None when nobody knows."""
        return min(1.0, self.done / self.total) if self.done and self.total else None


Progress = Callable[[Step], None]
"""Told of every step; what it raises stops the work."""


class Teller:
    """Tells one listener of the steps of one piece of work, not more often than anybody looks."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._began = time.monotonic()
        self._told = 0.0
        self._stage: Stage | None = None
        self._last: tuple[Stage, int, int | None] | None = None
        self._refusal: BaseException | None = None

    def __call__(self, stage: Stage, done: int = 0, total: int | None = None) -> None:
        """Tell of a step, unless the same stage was told of a moment ago. Raises what the listener raises."""
        if self._refusal is not None:
            raise self._refusal
        now, self._last = time.monotonic(), (stage, done, total)
        is_soon = stage is self._stage and now - self._told < _LEAST_SECONDS
        if self._progress is None or (is_soon and done != total):  # the end of a stage is always told
            return
        self._stage, self._told = stage, now
        self._progress(Step(stage, done, total, now - self._began))

    @contextmanager
    def beating(self, stage: Stage | None = None, done: int = 0, total: int | None = None) -> Iterator[None]:
        """Around work that tells little or nothing (a statement of the database): tell that it goes on.

        The last step is told again from a thread of its own; what the listener raises there is raised here
        at the next step or at the end.
        """
        ended = threading.Event()

        def beat() -> None:
            while not ended.wait(BEAT_SECONDS):
                try:
                    if self._last is not None:
                        self(*self._last)
                except BaseException as error:  # noqa: BLE001 - raised again below, in the work's thread
                    self._refusal = error
                    return

        if stage is not None:
            self(stage, done, total)
        thread = threading.Thread(target=copy_context().run, args=(beat,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
        if self._refusal is not None:
            raise self._refusal


SILENT = Teller(None)
"""For work that nobody waits for."""
