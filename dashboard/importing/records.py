"""Role: rows of programmes, units, targets and published figures as typed records, still by their names."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from dashboard.importing.cells.dates import DateReading, parse_date
from dashboard.importing.cells.money import parse_money
from dashboard.importing.cells.numbers import CountReading, parse_count
from dashboard.importing.cells.statuses import parse_basis
from dashboard.importing.cells.text import clean_text, code_text, one_line, word_key
from dashboard.importing.issues import IssueCode, IssueLog, Severity
from dashboard.importing.recognise import ROMAN, SheetMapping
from dashboard.importing.table import Cut, RowCounts, TableCutter
from data_access.spreadsheets.raw import Cell, RawChunk, SheetStart
from data_access.vocabulary import WHOLE_PROGRAMME, ImportKind, TargetBasis

MAX_UNIT_CODE, MAX_PROGRAMME_CODE, MAX_CLUSTER, MAX_EVENT_NAME = 60, 40, 200, 200

ANCHORS: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.PROGRAMMES: ("phase", "starts", "ends"),
    ImportKind.UNITS: ("name", "code"),
    ImportKind.TARGETS: ("unit", "unit_code", "target"),
    ImportKind.PUBLISHED: ("unit", "unit_code", "result", "as_of"),
}
"""Columns that make a row a data row: a heading or a total has not the first and one of the others."""

_PHASE = re.compile(r"^(?:giai doan|gd|phase|dot|g d)? ?(?:so |thu )?(\d{1,2}|[ivx]+)$")
_WHOLE = {
    "ca chuong trinh", "toan chuong trinh", "chuong trinh", "ca 2 giai doan", "ca hai giai doan", "tong",
    "all",
    "toan bo", "ca ct", "0", "ca giai doan", "whole programme", "whole", "ca dot",
}  # fmt: skip
_LIST = re.compile(r"\s*[;\n|]\s*")
_SHARE = re.compile(r"^(.*?)\s*[(:\-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?$")


@dataclass(frozen=True)
class Where:
    """Where a record stood."""

    sheet: str
    row: int


@dataclass(frozen=True)
class PhaseRecord:
    """One phase of a programme, with an optional milestone and an optional named day (campaign event)."""

    where: Where
    code: str
    name: str
    number: int
    phase_name: str
    starts_at: datetime
    ends_at: datetime
    milestone: tuple[date, int, str] | None = None
    event: tuple[date, str] | None = None


@dataclass(frozen=True)
class UnitRecord:
    """One unit. None means the file has no such column, '' or an empty value that the cell is blank."""

    where: Where
    code: str
    name: str
    superior: str | None = None
    members: dict[int, int] = field(default_factory=dict)
    cluster: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    has_valid_from: bool = False
    has_valid_to: bool = False
    aliases: tuple[str, ...] = ()
    successors: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True)
class TargetRecord:
    """One target of one unit and phase; ``document`` None: the file has no such column."""

    where: Where
    unit: str
    unit_code: str
    superior: str
    programme: str
    phase: int
    basis: TargetBasis
    amount: int | None
    share_ppm: int | None
    document: str | None
    effective_on: date | None


@dataclass(frozen=True)
class PublishedRecord:
    """One printed figure, as printed."""

    where: Where
    programme: str
    unit: str
    unit_code: str
    phase_text: str
    phase: int | None
    as_of: datetime | None
    measure: str
    target: int | None
    target_basis: str
    result: int | None
    printed_percent: str
    rank: int | None
    rank_of: int | None
    value_vnd: int | None
    value_words: str
    source: str


Record = PhaseRecord | UnitRecord | TargetRecord | PublishedRecord


def parse_phase(value: object) -> int | None:
    """``1``, ``Giai đoạn 2``, ``GĐ II`` → number; ``Cả chương trình`` → 0; None when it is neither."""
    key = word_key(one_line(value))
    if key in _WHOLE:
        return WHOLE_PROGRAMME
    match = _PHASE.match(key)
    if not match:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else ROMAN.get(match.group(1))


class RecordParser:
    """Parses the sheets of one file of a small kind; one bad cell rejects its row and no other."""

    def __init__(self, kind: ImportKind, year: int, log: IssueLog, counts: RowCounts) -> None:
        """``year``: the year of member counts whose column names none."""
        self._kind, self._year, self._log, self._counts = kind, year, log, counts
        builders: dict[ImportKind, Callable[[_Row], Iterator[Record]]] = {
            ImportKind.PROGRAMMES: self._phase,
            ImportKind.UNITS: self._unit,
            ImportKind.TARGETS: self._targets,
            ImportKind.PUBLISHED: self._published,
        }
        self._build = builders[kind]

    def begin(self, start: SheetStart, mapping: SheetMapping) -> None:
        """Begin a sheet."""
        self._start, self._mapping = start, mapping
        self._cutter = TableCutter(start, mapping, self._anchors(mapping), self._log, self._counts)
        self._last_programme = ("", "")

    def _anchors(self, mapping: SheetMapping) -> list[str]:
        per_phase = [key for key in mapping.columns if ":" in key]
        return [*ANCHORS[self._kind], *per_phase]

    def end(self) -> None:
        """End a sheet."""
        if self._cutter.filled:
            self._log.add(
                IssueCode.CELLS_FILLED, Severity.NOTICE, sheet=self._start.name, count=self._cutter.filled
            )

    def parse(self, chunk: RawChunk) -> list[Record]:
        """The records of a chunk's accepted rows (a row of targets may give several)."""
        cut = self._cutter.cut(chunk)
        if cut is None:
            return []
        records: list[Record] = []
        for place in range(len(cut.rows)):
            row = _Row(cut, place, self._start, self._cutter, self._log)
            found = list(self._build(row)) if place not in cut.rejected else []
            if row.is_bad or place in cut.rejected:
                self._counts.rejected += 1
            else:
                self._counts.accepted += 1
                records += found
        return records

    def _phase(self, row: "_Row") -> Iterator[Record]:
        name, code = row.text("name"), row.text("code")[:MAX_PROGRAMME_CODE]
        if not name and not code:
            name, code = self._last_programme  # the name often stands only in the first of its rows
        name, code = name or code, code or slug(name)
        self._last_programme = (name, code)
        number = parse_phase(row.cell("phase"))
        if not code:
            row.bad(IssueCode.REQUIRED_EMPTY, "name")
        if number is None or number == WHOLE_PROGRAMME:
            row.bad(IssueCode.PHASE_UNKNOWN, "phase")
        starts, ends = row.date("starts", required=True), row.date("ends", required=True)
        first, last = starts.starts_at(), ends.ends_at()
        if row.is_bad or number is None or first is None or last is None:
            return
        if first >= last:
            row.bad(IssueCode.PHASE_DATES, "ends")
            return
        label = row.text("phase_name") or _phase_label(row.text("phase"), number)
        milestone, event = self._milestone(row), self._event(row)
        yield PhaseRecord(row.where, code, name, number, label, first, last, milestone, event)

    def _milestone(self, row: "_Row") -> tuple[date, int, str] | None:
        due, share = row.date("milestone_due").day, row.share("milestone_share")
        return None if due is None or share is None else (due, share, row.text("milestone_name"))

    def _event(self, row: "_Row") -> tuple[date, str] | None:
        day, name = row.date("event_on").day, row.text("event_name")[:MAX_EVENT_NAME]
        return None if day is None or not name else (day, name)

    def _unit(self, row: "_Row") -> Iterator[Record]:
        code, name = code_text(row.cell("code")), row.text("name")
        if not code:
            row.bad(IssueCode.REQUIRED_EMPTY, "code")
        elif len(code) > MAX_UNIT_CODE:
            row.bad(IssueCode.CODE_TOO_LONG, "code", most=MAX_UNIT_CODE)
        if not name:
            row.bad(IssueCode.REQUIRED_EMPTY, "name")
        members = self._members(row)
        start, end = row.date("valid_from").day, row.date("valid_to").day
        if start and end and start > end:
            row.bad(IssueCode.PHASE_DATES, "valid_to")
        record = UnitRecord(
            row.where, code, name,
            superior=row.text("superior") if row.has("superior") else None,
            members=members,
            cluster=row.text("cluster")[:MAX_CLUSTER] if row.has("cluster") else None,
            valid_from=start, valid_to=end,
            has_valid_from=row.has("valid_from"), has_valid_to=row.has("valid_to"),
            aliases=tuple(a for a in _LIST.split(clean_text(row.cell("aliases"))) if a),
            successors=tuple(_shared(s) for s in _LIST.split(clean_text(row.cell("successors"))) if s),
        )  # fmt: skip
        if not row.is_bad:
            yield record

    def _members(self, row: "_Row") -> dict[int, int]:
        found = {}
        for key in self._mapping.columns:
            if key.split(":")[0] == "members":
                count = row.count(key).count
                if count is not None:
                    found[int(key.split(":")[1]) if ":" in key else self._year] = count
        return found

    def _targets(self, row: "_Row") -> Iterator[Record]:
        unit, code = row.text("unit"), code_text(row.cell("unit_code"))
        if not unit and not code:
            row.bad(IssueCode.UNIT_MISSING, "unit")
        document = row.text("document") if row.has("document") else None
        effective = row.date("effective_on").day
        records = []
        for key in self._mapping.columns:
            plain, _, phase_text = key.partition(":")
            if plain not in ("target", "registered"):
                continue
            phase = int(phase_text) if phase_text else parse_phase(row.cell("phase"))
            if phase is None:
                row.bad(IssueCode.PHASE_UNKNOWN, "phase")
                continue
            reading = row.count(key)
            basis = TargetBasis.REGISTERED if plain == "registered" else parse_basis(row.text("basis"))
            if reading.count is None and reading.share_ppm is None:
                continue  # blank says nothing; 0 says "not assigned"
            records.append(
                TargetRecord(
                    row.where, unit, code, row.text("superior"), row.text("programme"), phase, basis,
                    reading.count, reading.share_ppm, document, effective,
                )
            )  # fmt: skip
        if not row.is_bad:
            yield from records

    def _published(self, row: "_Row") -> Iterator[Record]:
        unit, code = row.text("unit"), code_text(row.cell("unit_code"))
        if not unit and not code:
            row.bad(IssueCode.UNIT_MISSING, "unit")
        record = PublishedRecord(
            row.where, row.text("programme"), unit, code, row.text("phase"), parse_phase(row.cell("phase")),
            row.date("as_of").ends_at(), row.text("measure"), row.count("target").count,
            row.text("target_basis"), row.count("result").count, row.text("printed_percent"),
            row.count("rank").count, row.count("rank_of").count, row.money("value"),
            row.text("value_words"), row.text("source"),
        )  # fmt: skip
        if not row.is_bad:
            yield record


class _Row:
    """One row's cells, read by kind; remembers whether one of them rejects the row."""

    def __init__(self, cut: Cut, place: int, start: SheetStart, cutter: TableCutter, log: IssueLog) -> None:
        self._cut, self._place, self._start, self._cutter, self._log = cut, place, start, cutter, log
        self.is_bad = False

    @property
    def where(self) -> Where:
        return Where(self._start.name, self._cut.rows[self._place])

    def has(self, key: str) -> bool:
        return key in self._cut.columns

    def cell(self, key: str) -> Cell:
        return self._cut.columns[key][self._place] if self.has(key) else ""

    def text(self, key: str) -> str:
        return one_line(self.cell(key))

    def note(self, code: IssueCode, severity: Severity, key: str, **words: object) -> None:
        value = self.cell(key)
        self._log.add(
            code, severity, sheet=self._start.name, row=self.where.row, column=self._cutter.header(key),
            value=value if value != "" else None, position=self._cutter.position(key), **words,
        )  # fmt: skip

    def bad(self, code: IssueCode, key: str, **words: object) -> None:
        self.is_bad = True
        self.note(code, Severity.ERROR, key, **words)

    def date(self, key: str, *, required: bool = False) -> DateReading:
        reading = parse_date(self.cell(key), date_1904=self._start.date_1904)
        if reading.rejects and reading.issue is not None:
            self.bad(reading.issue, key)
        elif reading.issue is not None:
            self.note(reading.issue, Severity.WARNING, key)
        elif required and reading.day is None:
            self.bad(IssueCode.REQUIRED_EMPTY, key)
        return reading

    def count(self, key: str) -> CountReading:
        reading = parse_count(self.cell(key))
        if reading.issue is not None:
            self.bad(reading.issue, key)
        return reading

    def share(self, key: str) -> int | None:
        """A share in millionths, written as 90%, 90 or 0,9."""
        cell = self.cell(key)
        if isinstance(cell, float) and 0 < cell <= 1:
            return round(cell * 1_000_000)
        reading = parse_count(cell)
        if reading.issue is not None or (reading.count or 0) > 100:
            self.bad(IssueCode.NUMBER_UNREADABLE, key)
        return reading.share_ppm if reading.share_ppm is not None else _hundredths(reading.count)

    def money(self, key: str) -> int | None:
        reading = parse_money(self.cell(key))
        if reading.rejects and reading.issue is not None:
            self.bad(reading.issue, key)
        return reading.vnd


def _hundredths(count: int | None) -> int | None:
    return None if count is None else count * 10_000


def _shared(text: str) -> tuple[str, int | None]:
    """ "LĐLĐ xã A (60%)" → name and share in millionths."""
    match = _SHARE.match(text)
    if not match:
        return text, None
    return match.group(1).strip(), round(float(match.group(2).replace(",", ".")) * 10_000)


def _phase_label(text: str, number: int) -> str:
    return f"Giai đoạn {number}" if not text or text.replace(".0", "").isdigit() else text


def slug(name: str) -> str:
    """A code for a programme that has only a name: ``1 triệu sáng kiến`` → ``1-TRIEU-SANG-KIEN``."""
    return word_key(name).upper().replace(" ", "-")[:MAX_PROGRAMME_CODE].strip("-")
