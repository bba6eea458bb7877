"""Role: text tables (csv, tsv, txt): encoding and separator by content, records streamed with their lines."""

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from data_access.spreadsheets.legacy import find_mender, from_tcvn3, from_vni, words_in
from data_access.spreadsheets.limits import Limits
from data_access.spreadsheets.raw import (
    Cell,
    Event,
    FailureCode,
    RawChunk,
    ReadDone,
    ReadFailure,
    SheetEnd,
    SheetStart,
    TextFormat,
)

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_BYTES = 256 << 10
_SAMPLE_RECORDS = 60
_SEP_LINE = re.compile(r"^\ufeff?\"?sep=(.)\"?\r?\n?$", re.IGNORECASE)
# The same bytes mean different letters: these are lower-case letters with tones in TCVN3, and signs (micro,
# paragraph, fractions …) or capitals inside words in Windows-1258 and 1252.
_TCVN3 = re.compile(rb"[a-z][\xa8-\xae\xb5-\xb9\xbb-\xbe\xc6-\xcb\xd0-\xdf][a-z ]")
# VNI writes the tone as a letter of its own behind the vowel.
_VNI = re.compile(rb"[aeiouy][\xf8\xf9\xfb\xef\xf5\xe4\xe5\xe1\xe0\xe3\xe2][a-z ]", re.IGNORECASE)
# Windows-1258: the seven letters of Vietnamese, and the five tones as marks behind a letter.
_VIETNAMESE = re.compile(rb"[\xe3\xe2\xf0\xea\xf4\xf5\xfd\xc3\xc2\xd0\xca\xd4\xd5\xdd\xcc\xec\xd2\xde\xf2]")


def _unwatched(_done: int) -> None:
    """Nobody waits."""


def read_text(path: Path, limits: Limits, looked: Callable[[int], None] = _unwatched) -> Iterator[Event]:
    """Stream one text table as a single sheet; ends with ReadDone or ReadFailure.

    ``looked`` is told how many bytes were looked at for the encoding, and may raise.
    """
    encoding = find_encoding(path, looked)
    if encoding is None:
        yield ReadFailure(FailureCode.ENCODING)
        return
    try:
        with path.open(encoding=encoding, newline="") as stream:
            # Windows-1258 has no other way to write "ế" than letter and tone; nobody typed them apart.
            whole = (unicodedata.normalize("NFC", line) for line in stream)
            yield from _stream(whole if encoding == "cp1258" else stream, encoding, limits)
    except UnicodeDecodeError:
        yield ReadFailure(FailureCode.ENCODING, "decode")
    except OSError as error:
        yield ReadFailure(FailureCode.UNREADABLE, type(error).__name__)


def find_encoding(path: Path, looked: Callable[[int], None] = _unwatched) -> str | None:
    """utf-8-sig, utf-16, utf-16-le/be, cp1258, latin-1 (see ``_eight_bit``); None: text in none of them."""
    with path.open("rb") as stream:
        head = stream.read(_SAMPLE_BYTES)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        even, odd = head[0:4096:2].count(0), head[1:4096:2].count(0)
        if max(even, odd) * 4 > min(len(head), 4096) // 2:
            return "utf-16-be" if even > odd else "utf-16-le"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            block = head
            while block:
                decoder.decode(block)
                looked(stream.tell())
                block = stream.read(1 << 20)
            decoder.decode(b"", final=True)
            return "utf-8"
        except UnicodeDecodeError:
            pass
    return _eight_bit(head)


def _eight_bit(head: bytes) -> str | None:
    """cp1258; or latin-1, whose letters stand for the bytes of TCVN3 and VNI, which ``legacy`` mends."""
    western = head.decode("latin-1")
    try:
        words = words_in([head.decode("cp1258")])
    except UnicodeDecodeError:
        return "latin-1" if find_mender(western.splitlines()) else None
    if words < max(words_in([from_tcvn3(western)]), words_in([from_vni(western)])):
        return "latin-1"
    if words:
        return "cp1258"
    legacy, vietnamese = (
        max(len(_TCVN3.findall(head)), len(_VNI.findall(head))),
        len(_VIETNAMESE.findall(head)),
    )
    return None if legacy > 3 and legacy > vietnamese // 4 else "cp1258"


def find_separator(sample: str) -> str:
    """The separator that cuts the most records into one same number (more than one) of fields."""
    best, best_score = ",", 0
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for number, record in enumerate(
                csv.reader(sample.splitlines(keepends=True), delimiter=separator)
            ):
                if number >= _SAMPLE_RECORDS:
                    break
                widths[len(record)] += 1
        except csv.Error:
            continue
        score = max((count * (width - 1) for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = separator, score
    return best


class _Lines:
    """Feeds the csv reader and counts lines; ``is_exhausted`` when it asked for one more than there is."""

    def __init__(self, stream: Iterator[str]) -> None:
        self._stream = stream
        self.number = 0
        self.is_exhausted = False

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.number += 1
            yield line
        self.is_exhausted = True


def _stream(stream: Iterator[str], encoding: str, limits: Limits) -> Iterator[Event]:
    lines = _Lines(stream)
    feed = iter(lines)
    sample: list[str] = []
    for line in feed:
        sample.append(line)
        if len(sample) >= 4 * _SAMPLE_RECORDS or sum(map(len, sample)) > _SAMPLE_BYTES:
            break
    declared = _SEP_LINE.match(sample[0]) if sample else None
    separator = declared.group(1) if declared else find_separator("".join(sample))
    yield SheetStart(0, "", text=TextFormat(encoding.removesuffix("-sig"), separator))
    fresh = _Lines(_chain(sample[1:] if declared else sample, feed))
    fresh.number = 1 if declared else 0
    yield from _records(fresh, separator, limits)


def _chain(first: list[str], rest: Iterator[str]) -> Iterator[str]:
    yield from first
    yield from rest


def _records(lines: _Lines, separator: str, limits: Limits) -> Iterator[Event]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    total = cells = 0
    start = lines.number + 1
    try:
        for record in csv.reader(lines, delimiter=separator):
            if len(record) > limits.columns:
                yield ReadFailure(FailureCode.HOSTILE, "columns", row=start)
                return
            rows.append(record)
            numbers.append(start)
            start = lines.number + 1
            if lines.is_exhausted:  # the reader asked for more lines inside a quote and there were none
                yield ReadFailure(FailureCode.UNCLOSED_QUOTE, row=numbers[-1])
                return
            if len(rows) >= limits.chunk_rows:
                chunk = _chunk(rows, numbers)
                total, cells = total + len(rows), cells + _filled(chunk)
                yield chunk
                rows, numbers = [], []
    except csv.Error:
        yield ReadFailure(FailureCode.UNCLOSED_QUOTE, row=start)
        return
    if rows:
        chunk = _chunk(rows, numbers)
        total, cells = total + len(rows), cells + _filled(chunk)
        yield chunk
    yield SheetEnd(0, total, cells)
    yield ReadDone(total, cells)


def _chunk(rows: list[list[str]], numbers: list[int]) -> RawChunk:
    widths = [len(row) for row in rows]
    width = max(widths)
    if min(widths) < width:
        rows = [row + [""] * (width - len(row)) for row in rows]
    columns: list[list[Cell]] = [list(column) for column in zip(*rows, strict=True)]
    return RawChunk(0, numbers[0], len(rows), columns, widths, numbers)


def _filled(chunk: RawChunk) -> int:
    return sum(len(column) - column.count("") for column in chunk.columns)
