"""Role: the one way in: a path becomes a stream of events; counts before and after reading must agree."""

import sys
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

from data_access.progress import SILENT, Stage, Teller
from data_access.spreadsheets.detect import Kind, detect
from data_access.spreadsheets.legacy import mended
from data_access.spreadsheets.limits import DEFAULT, Limits
from data_access.spreadsheets.preflight import Facts, preflight
from data_access.spreadsheets.process import Beat, Child, Message
from data_access.spreadsheets.raw import (
    Event,
    FailureCode,
    RawChunk,
    ReadDone,
    ReadFailure,
    SheetEnd,
    SheetStart,
)
from data_access.spreadsheets.sheetscan import SheetFacts
from data_access.spreadsheets.text import read_text

_UNPACKED_GUESS = 4
"""Old and binary workbooks are not measured beforehand; their cells take about this much more in memory."""


CHILD_IS_LIMITED = sys.platform == "linux"
"""Whether the system holds the child to its memory. There it may read while the container is still being
looked at: what is wrong with the file ends it, and nothing that it sent is looked at before. Elsewhere it
waits, because the look at the container is all that protects the machine."""


def read(path: Path, limits: Limits = DEFAULT, tell: Teller = SILENT) -> Generator[Event, None, None]:
    """Stream the tables of a file: per visible sheet SheetStart, RawChunk…, SheetEnd; at the end ReadDone.

    A ReadFailure instead ends the stream wherever it occurs: then nothing of the file may be used.
    Never raises for anything the file holds. The child process ends with the generator.
    Texts from before Unicode arrive mended; the SheetStart says so.
    ``tell`` hears of the looking and the reading at least every second, and stops them by raising.
    """
    yield from mended(_read(path, limits, tell))


def _beat(tell: Teller, stage: Stage, size: int) -> Beat:
    """Tells a share of anything as the same share of the file's bytes."""

    def beat(done: int, total: int) -> None:
        tell(stage, size * done // total if total else 0, size)

    return beat


def _read(path: Path, limits: Limits, tell: Teller) -> Generator[Event, None, None]:
    try:
        size = path.stat().st_size
    except OSError as error:
        yield ReadFailure(FailureCode.UNREADABLE, type(error).__name__)
        return
    if size > limits.file_bytes:
        yield ReadFailure(FailureCode.TOO_LARGE, "file size")
        return
    kind = detect(path)
    if isinstance(kind, ReadFailure):
        yield kind
    elif kind is Kind.TEXT:
        yield from read_text(path, limits, lambda done: tell(Stage.CHECKING, done, size))
    else:
        with Child(limits) as child:  # starts while the container is looked at
            facts: Facts | ReadFailure = Facts(unpacked_bytes=size * _UNPACKED_GUESS)
            if kind is not Kind.XLS:
                begin = partial(child.order, path) if CHILD_IS_LIMITED else None
                facts = preflight(path, kind, limits, begin, _beat(tell, Stage.CHECKING, size))
            if isinstance(facts, ReadFailure):
                yield facts
                return
            child.order(path, facts.unpacked_bytes)
            yield from _Assembly(facts, limits).events(child.messages(_beat(tell, Stage.READING, size)))


class _Assembly:
    """Turns the child's frames into events, and checks each against what must be true."""

    def __init__(self, facts: Facts, limits: Limits) -> None:
        self._facts, self._limits = facts, limits
        self._names: list[str] = []
        self._rows = self._cells = self._sheet_rows = 0

    def events(self, messages: Iterator[Message | ReadFailure]) -> Iterator[Event]:
        for message in messages:
            if isinstance(message, ReadFailure):
                yield message
                return
            try:
                events = list(self._one(message))
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                events = [ReadFailure(FailureCode.DAMAGED, "garbage: frame")]
            yield from events
            if events and isinstance(events[-1], ReadFailure):
                return

    def _one(self, message: Message) -> Iterator[Event]:
        match message:
            case ("book", sheets):
                self._names = [str(name) for name, _ in sheets]
                for index, (name, hidden) in enumerate(sheets):
                    if hidden:
                        yield SheetStart(index, str(name), hidden=True)
            case ("sheet", index, merges):
                self._sheet_rows = 0
                yield self._start(index, merges)
            case ("rows", index, first_row, height, columns):
                self._sheet_rows += height
                if first_row + height - 1 != self._sheet_rows or any(len(c) != height for c in columns):
                    yield ReadFailure(FailureCode.NOT_CONSERVED, "chunk", self._names[index])
                    return
                yield RawChunk(index, first_row, height, columns)
            case ("end", index, rows, cells):
                yield self._end(index, rows, cells)
            case ("done",):
                yield ReadDone(self._rows, self._cells)
            case ("fail", code, reason):
                yield ReadFailure(FailureCode(code), str(reason))
            case _:
                yield ReadFailure(FailureCode.DAMAGED, "garbage: unknown frame")

    def _start(self, index: int, merges: list[tuple[int, int, int, int]]) -> SheetStart:
        name = self._names[index]
        facts = self._facts.sheets.get(name, SheetFacts())
        return SheetStart(
            index,
            name,
            date_1904=self._facts.date_1904,
            merges=tuple(merges),
            error_cells=tuple(facts.errors),
            empty_formulas=tuple(facts.empty_formulas),
            hidden_rows=facts.hidden_rows,
        )

    def _end(self, index: int, rows: int, cells: int) -> Event:
        name = self._names[index]
        if rows != self._sheet_rows:
            return ReadFailure(FailureCode.NOT_CONSERVED, "rows", name)
        facts = self._facts.sheets.get(name)
        if facts is not None and cells != facts.values - facts.error_count:
            code = FailureCode.DUPLICATE_CELL if cells < facts.values else FailureCode.NOT_CONSERVED
            return ReadFailure(code, f"{facts.values - facts.error_count} cells before, {cells} after", name)
        self._rows += rows
        self._cells += cells
        return SheetEnd(index, rows, cells)
