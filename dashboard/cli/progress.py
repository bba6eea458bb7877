"""Role: how far an import is, as one line of a terminal that is written over; nothing where none looks on."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TextIO

from dashboard.actions import progress_words
from data_access.progress import Progress, Stage, Step


class ProgressLine:
    """The last line of a terminal; ``stream`` None or redirected: nothing is written."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._width = 0

    @contextmanager
    def shown(self, expected: Callable[[], int | None] = lambda: None) -> Iterator[Progress | None]:
        """What work is to tell of its steps; the line goes when the work ends.

        ``expected``: about how many rows there are; asked only where there is a terminal.
        """
        if self._stream is None:
            yield None
            return
        total = expected()

        def progress(step: Step) -> None:
            is_rows = step.stage is Stage.ROWS and step.total is None
            self._write(progress_words.say(replace(step, total=total) if is_rows else step))

        try:
            yield progress
        finally:
            self._write("")
            self._put("\r")

    def _write(self, words: str) -> None:
        """Over the former words; without the terminal's codes, which not every one knows."""
        words = words[: max(1, shutil.get_terminal_size().columns - 1)]
        self._put(f"\r{words}{' ' * (self._width - len(words))}")
        self._width = len(words)

    def _put(self, text: str) -> None:
        # A terminal that goes away, or knows no such letters, is no reason to end an import.
        with suppress(OSError, ValueError):
            assert self._stream is not None
            self._stream.write(text)
            self._stream.flush()
