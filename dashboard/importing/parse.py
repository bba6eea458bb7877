"""Role: chunks of an initiatives table to typed rows and issues, by column, each distinct value once."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import repeat
from typing import Any, Generic, TypeVar

from dashboard.importing.cells.columns_of_text import clean_texts, word_keys
from dashboard.importing.cells.dates import FIRST_YEAR, LAST_YEAR, DateReading, parse_date
from dashboard.importing.cells.flags import parse_confidential
from dashboard.importing.cells.money import MoneyReading, parse_money
from dashboard.importing.cells.people import parse_authors
from dashboard.importing.cells.statuses import (
    parse_block,
    parse_recognition,
    parse_solution_kind,
    parse_status,
)
from dashboard.importing.cells.text import MAX_TITLE, clean_text, code_text, has_forbidden, one_line, word_key
from dashboard.importing.fields import FieldIndex
from dashboard.importing.issues import IssueCode, IssueLog, Severity
from dashboard.importing.placing import Placement, place_row
from dashboard.importing.recognise import SheetMapping
from dashboard.importing.spellings import LOOKED_AT, Spellings, is_spelled_otherwise
from dashboard.importing.table import Cut, RowCounts, TableCutter
from dashboard.importing.units import UnitIndex
from data_access.rows import InitiativeRow
from data_access.spreadsheets.raw import Cell, RawChunk, SheetStart
from data_access.vocabulary import ZONE

MAX_CODE = 120
FINGERPRINT_PREFIX = "F-"
REMEMBERED = 20_000
"""Distinct values remembered per column; a column of more repeats little, and remembering costs memory."""

ANCHORS = ("title", "unit", "superior", "unit_code", "authors", "submitted")

Value = TypeVar("Value")
Finding = tuple[IssueCode, Severity]


class Reader(dict[Any, Value], Generic[Value]):
    """Remembers a cell parser's answers by value, and which values gave rise to a finding."""

    def __init__(self, parse: Callable[[Any], tuple[Value, Finding | None]]) -> None:
        super().__init__()
        self._parse = parse
        self.findings: dict[Any, Finding] = {}

    def __missing__(self, value: Any) -> Value:
        reading, finding = self._parse(value)
        if finding is not None:
            self.findings[value] = finding
        if len(self) >= REMEMBERED:
            self.clear()
        self[value] = reading
        return reading


@dataclass(frozen=True)
class InitiativeContext:
    """What parsing needs to know of the store, and the moment of the import ("today" is an argument)."""

    units: UnitIndex
    fields: FieldIndex
    now: datetime


def fingerprint(title: str, authors: str, unit_id: int, submitted: datetime | None) -> str:
    """The code of a row whose export has none: normalised title, authors, unit and day, hashed.

    ``F-`` and 20 hexadecimal digits of SHA-256 over the folded title, the sorted folded author names, the
    unit's id and the local day; the same row read again gets the same code.
    """
    people = "\n".join(sorted(authors.split("\n")))
    day = submitted.date().isoformat() if submitted else ""
    text = "\x1f".join((word_key(title), people, str(unit_id), day))
    return FINGERPRINT_PREFIX + hashlib.sha256(text.encode()).hexdigest()[:20]


class InitiativeParser:
    """Parses one sheet after another into rows; one instance per import, so that answers are remembered."""

    def __init__(self, context: InitiativeContext, log: IssueLog, counts: RowCounts) -> None:
        self._context, self._log, self._counts = context, log, counts
        self._placements: dict[int | None, Reader[Placement]] = {}
        self._money: dict[int | None, Reader[tuple[int | None, int, str]]] = {}
        self._dates: dict[tuple[bool, bool], Reader[Any]] = {}
        self._statuses = Reader(_understood(parse_status, IssueCode.STATUS_UNKNOWN))
        self._recognitions = Reader(_understood(parse_recognition, None))
        self._kinds = Reader(_understood(parse_solution_kind, IssueCode.WORD_UNKNOWN))
        self._blocks = Reader(_understood(parse_block, IssueCode.WORD_UNKNOWN))
        self._fields = Reader(_understood(context.fields.find, IssueCode.FIELD_UNKNOWN))
        self._secret = Reader(
            _understood(parse_confidential, IssueCode.CONFIDENTIAL_UNREADABLE, Severity.WARNING)
        )
        self._authors = Reader(lambda value: (parse_authors(value), None))
        self._texts = Reader(lambda value: (clean_text(value), None))

    def begin(self, start: SheetStart, mapping: SheetMapping) -> None:
        """Begin a sheet."""
        self._start, self._mapping = start, mapping
        self._cutter = TableCutter(start, mapping, ANCHORS, self._log, self._counts)
        self.spellings = Spellings()
        name = mapping.sheet_name or start.name
        alone = self._context.units.resolve(name) if name else None
        has_superior = "superior" in mapping.columns
        # One sheet per district, and no column that says which: then the sheet's name does.
        self._sheet_unit = alone.unit_id if alone and not has_superior else None

    def header(self, key: str) -> str:
        """The header of a column as it stands in the present sheet."""
        return self._cutter.header(key)

    def position(self, key: str) -> int | None:
        """The column's place in the present sheet, counted from 0."""
        return self._cutter.position(key)

    def end(self) -> None:
        """End a sheet: say once what was done to it as a whole."""
        if self._cutter.filled:
            self._log.add(
                IssueCode.CELLS_FILLED, Severity.NOTICE, sheet=self._start.name, count=self._cutter.filled
            )
        self.spellings.tell(self._log, self._start.name)

    def parse(self, chunk: RawChunk) -> list[InitiativeRow]:
        """The accepted rows of a chunk; issues and counts are added up on the way."""
        cut = self._cutter.cut(chunk)
        if cut is None:
            return []
        for key in LOOKED_AT:
            if key in cut.columns:
                self.spellings.look(cut.columns[key], cut.rows, self.header(key), self.position(key))
        rows = _Rows(cut, self)
        accepted = rows.build()
        self._counts.accepted += len(accepted)
        self._counts.rejected += len(cut.rows) - len(accepted)
        return accepted

    def look_at_names(self, found: Sequence[Placement], rows: Sequence[int]) -> None:
        """Note unit names that are written otherwise than in the list of units, though they mean the same."""
        odd = {place for place, one in {id(one): one for one in found}.items() if self._is_odd_name(one)}
        for row, one in zip(rows, found, strict=True) if odd else ():
            if id(one) in odd:
                self.spellings.note_tone(row, self.header("unit"), self.position("unit"), one.unit_text)

    def _is_odd_name(self, placed: Placement) -> bool:
        if placed.unit_id is None:
            return False
        return is_spelled_otherwise(placed.unit_text, self._context.units[placed.unit_id].name)

    def money_reader(self) -> Reader[tuple[int | None, int, str]]:
        """The reader of money for the unit this sheet's header names."""
        guess = self._mapping.columns.get("savings")
        multiplier = guess.multiplier if guess else None
        if multiplier not in self._money:
            unit = None if multiplier is None else _UNIT_OF[multiplier]
            self._money[multiplier] = Reader(_money_parser(unit))
        return self._money[multiplier]

    def date_reader(self, *, as_instant: bool) -> Reader[Any]:
        """The reader of dates for this workbook's date system."""
        key = (self._start.date_1904, as_instant)
        if key not in self._dates:
            self._dates[key] = Reader(_date_parser(self._start.date_1904, as_instant))
        return self._dates[key]

    def placements(self) -> Reader[Placement]:
        """Where a row with these (unit, superior, code) texts of the present sheet is recorded."""
        unit = self._sheet_unit
        if unit not in self._placements:
            self._placements[unit] = Reader(
                lambda texts: (place_row(self._context.units, *texts, sheet_unit=unit), None)
            )
        return self._placements[unit]


class _Rows:
    """One cut on its way to rows; ``rejected`` grows as columns are read."""

    def __init__(self, cut: Cut, parser: InitiativeParser) -> None:
        self._cut, self._parser = cut, parser
        self._log, self._sheet = parser._log, parser._start.name
        self.rejected = set(cut.rejected)
        self._size = len(cut.rows)

    def build(self) -> list[InitiativeRow]:
        titles, keys = self._titles()
        placements = self._placements()
        submitted = self._instants("submitted", self._parser.date_reader(as_instant=True))
        money = self._read("savings", self._parser.money_reader())
        people = self._read("authors", self._parser._authors)
        unit_ids = [p.unit_id for p in placements]
        columns: list[Iterable[Any]] = [
            self._codes(titles, people, unit_ids, submitted),
            titles,
            keys,
            [p[0] for p in people],
            [p[1] for p in people],
            unit_ids,
            [p.unit_text for p in placements],
            self._read("field", self._parser._fields),
            self._read("kind", self._parser._kinds),
            self._read("block", self._parser._blocks),
            submitted,
            self._read("recognised", self._parser.date_reader(as_instant=False)),
            self._read("applied", self._parser.date_reader(as_instant=False)),
            self._read("status", self._parser._statuses),
            self._read("recognition", self._parser._recognitions),
            self._read("recognition_number", self._parser._texts),
            [m[0] for m in money],
            [m[2] for m in money],
            [m[1] for m in money],
            self._read("social", self._parser._texts),
            self._read("description", self._parser._texts),
            self._read("confidential", self._parser._secret),
            [self._sheet] * self._size,
            self._cut.rows,
        ]
        self._check_dates(submitted)
        # As ``InitiativeRow._make`` does, which is written in Python and asks the length of every row.
        made: Iterable[InitiativeRow] = map(tuple.__new__, repeat(InitiativeRow), zip(*columns, strict=True))
        if not self.rejected:
            return list(made)
        return [row for place, row in enumerate(made) if place not in self.rejected]

    def _cells(self, key: str) -> list[Cell]:
        return self._cut.columns.get(key) or [""] * self._size

    def _read(self, key: str, reader: Reader[Value]) -> list[Value]:
        if key not in self._cut.columns:
            return [reader[""]] * self._size
        cells = self._cells(key)
        values = list(map(reader.__getitem__, cells))
        self._tell(key, cells, reader.findings)
        return values

    def _instants(self, key: str, reader: Reader[Any]) -> list[Any]:
        """As ``_read``; instants hardly repeat, so that remembering them costs more than reading them."""
        if key not in self._cut.columns:
            return [reader[""]] * self._size
        cells = self._cells(key)
        values = [
            cell.replace(tzinfo=ZONE) if type(cell) is datetime and _is_simple(cell) else reader[cell]
            for cell in cells
        ]
        self._tell(key, cells, reader.findings)
        return values

    def _tell(self, key: str, cells: list[Cell], findings: Mapping[Any, Finding]) -> None:
        if findings and not findings.keys().isdisjoint(cells):
            for place, cell in enumerate(cells):
                if cell in findings:
                    self._found(place, key, cell, *findings[cell])

    def _found(
        self, place: int, key: str, value: object, code: IssueCode, severity: Severity, **words: object
    ) -> None:
        if place in self._cut.rejected:
            return  # the row is broken as a whole: what its cells seem to say is only an echo
        if severity is Severity.ERROR:
            self.rejected.add(place)
        self._log.add(
            code, severity, sheet=self._sheet, row=self._cut.rows[place],
            column=self._parser._cutter.header(key), value=value if value != "" else None,
            position=self._parser._cutter.position(key), **words,
        )  # fmt: skip

    def _titles(self) -> tuple[list[str], list[str]]:
        cells = self._cells("title")
        titles = clean_texts(cells)
        keys = word_keys(titles)
        if all(titles) and max(map(len, titles)) <= MAX_TITLE and not any(map(has_forbidden, cells)):
            return titles, keys
        for place, title in enumerate(titles):
            if not title:
                self._found(place, "title", "", IssueCode.REQUIRED_EMPTY, Severity.ERROR)
            elif len(title) > MAX_TITLE:
                words = {"length": len(title), "most": MAX_TITLE}
                self._found(place, "title", title, IssueCode.TEXT_TOO_LONG, Severity.ERROR, **words)
            elif has_forbidden(cells[place]):
                self._found(place, "title", title, IssueCode.CELL_CLEANED, Severity.NOTICE)
        return titles, keys

    def _placements(self) -> list[Placement]:
        texts = zip(self._cells("unit"), self._cells("superior"), self._cells("unit_code"), strict=True)
        found = list(map(self._parser.placements().__getitem__, texts))
        self._parser.look_at_names(found, self._cut.rows)
        for place, one in enumerate(found):
            if not one.findings:
                continue
            for code, severity, key, value, words in one.findings:
                self._found(place, key, value, code, severity, **words)
        return found

    def _codes(
        self,
        titles: list[str],
        people: list[tuple[str, str]],
        unit_ids: list[int | None],
        submitted: list[datetime | None],
    ) -> list[str]:
        codes = [code_text(cell) for cell in self._cells("code")]
        for place, code in enumerate(codes):
            if not code:
                unit_id = unit_ids[place] or 0
                codes[place] = fingerprint(titles[place], people[place][1], unit_id, submitted[place])
            elif len(code) > MAX_CODE:
                self._found(place, "code", code, IssueCode.CODE_TOO_LONG, Severity.ERROR, most=MAX_CODE)
        return codes

    def _check_dates(self, submitted: list[datetime | None]) -> None:
        latest = self._parser._context.now + timedelta(days=1)
        cells = self._cells("submitted")
        for place, moment in enumerate(submitted):
            if place in self.rejected:
                continue
            if moment is None:
                self._found(place, "submitted", "", IssueCode.DATE_MISSING, Severity.WARNING)
            elif moment > latest:
                self._found(place, "submitted", cells[place], IssueCode.DATE_FUTURE, Severity.WARNING)


_UNIT_OF = {1: "đồng", 1000: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}


def _understood(
    parse: Callable[[object], tuple[Value, bool]],
    code: IssueCode | None,
    severity: Severity = Severity.NOTICE,
) -> Callable[[Any], tuple[Value, Finding | None]]:
    def read(value: Any) -> tuple[Value, Finding | None]:
        reading, is_understood = parse(value)
        return reading, None if is_understood or code is None else (code, severity)

    return read


_MONEY_SEVERITY: Mapping[IssueCode, Severity] = {
    IssueCode.MONEY_PERIOD: Severity.NOTICE,
    IssueCode.MONEY_APPROXIMATE: Severity.NOTICE,
    IssueCode.MONEY_NOT_MONETARY: Severity.NOTICE,
    IssueCode.MONEY_RANGE: Severity.WARNING,
    IssueCode.MONEY_PERIOD_UNCLEAR: Severity.WARNING,
    IssueCode.MONEY_LIKELY_SLIP: Severity.WARNING,
}


def _money_parser(unit: str | None) -> Callable[[Any], tuple[tuple[int | None, int, str], Finding | None]]:
    def read(value: Any) -> tuple[tuple[int | None, int, str], Finding | None]:
        reading: MoneyReading = parse_money(value, unit)
        text = one_line(value) if value != "" else ""
        finding = None
        if reading.issue is not None:
            finding = (reading.issue, _MONEY_SEVERITY.get(reading.issue, Severity.ERROR))
        return (reading.vnd, int(reading.flags), text), finding

    return read


def _is_simple(moment: datetime) -> bool:
    """Nearly every date cell; the parser's checks would find nothing in it."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR and not moment.microsecond and moment.tzinfo is None


_HARD = (IssueCode.DATE_IMPOSSIBLE, IssueCode.DATE_FAR)


def _date_parser(date_1904: bool, as_instant: bool) -> Callable[[Any], tuple[Any, Finding | None]]:
    """Of a submission date every fault rejects; of the others only a date that cannot be."""

    def read(value: Any) -> tuple[datetime | date | None, Finding | None]:
        reading: DateReading = parse_date(value, date_1904=date_1904)
        result = reading.submitted_at() if as_instant else reading.day
        if reading.issue is None:
            return result, None
        is_error = reading.issue in _HARD or (as_instant and reading.rejects)
        return result, (reading.issue, Severity.ERROR if is_error else Severity.WARNING)

    return read
