"""Role: takes a file's events: finds its tables, hands their chunks to the parser, keeps the books."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.importing.columns import KINDS
from dashboard.importing.decisions import Decisions, correct, describe
from dashboard.importing.guesses import Guess
from dashboard.importing.issues import IssueCode, IssueLog, Severity, shown
from dashboard.importing.layouts import Layout
from dashboard.importing.recognise import HEAD_ROWS, Row, SheetMapping, recognise
from dashboard.importing.sheet_names import SheetNames
from dashboard.importing.table import RowCounts
from data_access.spreadsheets.raw import Event, RawChunk, ReadFailure, SheetEnd, SheetStart, TextRepair
from data_access.vocabulary import ImportKind

FULL_SHEETS = (65_536, 1_048_576)
"""All rows that .xls and .xlsx allow: what an export had more of is cut off without a word."""


class SheetParser(Protocol):
    """What parses the sheets of one kind."""

    def begin(self, start: SheetStart, mapping: SheetMapping) -> None:
        """Begin a sheet."""

    def parse(self, chunk: RawChunk) -> Sequence[Any]:
        """The accepted rows of a chunk."""

    def end(self) -> None:
        """End a sheet."""


class Intake:
    """One import of one or several files of one kind. ``refused``: nothing of it may be used."""

    def __init__(
        self,
        kind: ImportKind | None,
        make_parser: Callable[[ImportKind], SheetParser | None],
        log: IssueLog,
        counts: RowCounts,
        decisions: Decisions | None = None,
    ) -> None:
        """``make_parser`` may return None (after logging why): then the import is refused."""
        self.kind = kind
        self.refused = False
        self.mappings: list[tuple[str, SheetMapping]] = []
        self.layouts: dict[str, Layout] = {}
        self._decisions = decisions or Decisions()
        self._names = SheetNames()
        self._corrections: dict[int, dict[int, str]] = {}
        self._wanted, self._make_parser, self._log, self._counts = kind, make_parser, log, counts
        self._parser: SheetParser | None = None
        self._incomplete: list[tuple[str, SheetMapping]] = []

    def take(self, events: Iterable[Event], file_name: str) -> Iterator[Sequence[Any]]:
        """The parsed rows of one file, chunk by chunk; ends early once the import is refused."""
        start: SheetStart | None = None
        mapping: SheetMapping | None = None
        is_first = True
        own_name = ""
        self._names.begin(file_name)
        for event in events:
            match event:
                case SheetStart(hidden=True):
                    self._log.add(IssueCode.SHEET_HIDDEN, Severity.NOTICE, sheet=self._names.name(event.name))
                case SheetStart():
                    own_name = event.name
                    start, mapping, is_first = replace(event, name=self._names.name(own_name)), None, True
                    self._corrections = self._decisions.corrections_of(start.name)
                case RawChunk() if start is not None:
                    correct(event, self._corrections)
                    if is_first:
                        mapping, is_first = self._recognise(start, own_name, event), False
                    if self.refused:
                        return
                    if mapping is None or self._parser is None:
                        self._skip(event)
                    else:
                        yield self._parser.parse(event)
                case SheetEnd() if start is not None:
                    self._end_sheet(start, mapping, event)
                case ReadFailure():
                    self._fail(event, file_name)
                    return

    def finish(self) -> None:
        """After the last file: refuse when there was no table, or no row in it."""
        if self.refused:
            return
        if not self.mappings:
            self.refused = True
            self._say_what_is_missing()
        elif not self._counts.accepted and not self._counts.rejected:
            self.refused = True
            self._log.add(IssueCode.HEADER_ONLY, Severity.ERROR)

    def _recognise(self, start: SheetStart, own_name: str, chunk: RawChunk) -> SheetMapping | None:
        height = min(2 * HEAD_ROWS, chunk.height)
        rows = list(zip(*(column[:height] for column in chunk.columns), strict=True))
        found = self._as_decided(start, chunk, rows)
        if found is None:
            return None
        found = replace(self._decisions.on_rows(start.name, found), sheet_name=own_name)
        if not found.is_complete:
            self._incomplete.append((start.name, found))
            return None
        if self.kind is not None and found.kind is not self.kind:
            self._log.add(
                IssueCode.SHEET_OTHER_KIND,
                Severity.NOTICE,
                sheet=start.name,
                found=word(found.kind),
                expected=word(self.kind),
            )
            return None
        for header in found.twice:
            self._log.add(IssueCode.COLUMN_TWICE, Severity.ERROR, sheet=start.name, column=header)
            self.refused = True
        if self.refused:
            return None
        return self._begin(start, found)

    def _as_decided(self, start: SheetStart, chunk: RawChunk, rows: Sequence[Row]) -> SheetMapping | None:
        """The table as recognised and then as a person has said, now or at an earlier import."""
        found = recognise(rows, self._wanted)
        if found is None:
            return None
        kind = self._wanted or self._decisions.kind_of(found)
        if kind is not found.kind:
            found = recognise(rows, kind) or found
        found, is_remembered = self._decisions.apply(found)
        layout = describe(start.name, found, rows, chunk.first_row, remembered=is_remembered)
        known = self.layouts.get(layout.key)
        sheets = (*known.sheets, start.name) if known else layout.sheets
        self.layouts[layout.key] = replace(known or layout, sheets=sheets)
        return found

    def _begin(self, start: SheetStart, mapping: SheetMapping) -> SheetMapping | None:
        self.kind = mapping.kind
        if self._parser is None:
            self._parser = self._make_parser(mapping.kind)
            if self._parser is None:
                self.refused = True
                return None
        if not any(known.signature() == mapping.signature() for _, known in self.mappings):
            self._tell_guesses(start.name, mapping)
        self.mappings.append((start.name, mapping))
        if start.hidden_rows:
            self._log.add(IssueCode.ROWS_HIDDEN, Severity.NOTICE, sheet=start.name, count=start.hidden_rows)
        if start.repair:
            self._tell_repair(start.name, start.repair)
        self._parser.begin(start, mapping)
        return mapping

    def _tell_repair(self, sheet: str, repair: TextRepair) -> None:
        twice = repair.name == "UTF-8"
        code = IssueCode.TEXT_ENCODED_TWICE if twice else IssueCode.TEXT_REPAIRED
        self._log.add(
            code, Severity.NOTICE, sheet=sheet, encoding=repair.name,
            before=shown(repair.before), after=shown(repair.after),
        )  # fmt: skip

    def _tell_guesses(self, sheet: str, mapping: SheetMapping) -> None:
        unused = [guess.header for guess in mapping.guesses if guess.key is None]
        if unused:
            self._log.add(IssueCode.COLUMN_UNKNOWN, Severity.NOTICE, sheet=sheet, value="; ".join(unused))
        if mapping.personal:
            headers = "; ".join(mapping.personal)
            self._log.add(IssueCode.COLUMN_PERSONAL, Severity.NOTICE, sheet=sheet, value=headers)
        for guess in mapping.columns.values():
            self._tell_guess(sheet, mapping.kind, guess)

    def _tell_guess(self, sheet: str, kind: ImportKind, guess: Guess) -> None:
        if guess.how in ("near", "content") and guess.key is not None:
            self._log.add(
                IssueCode.COLUMN_GUESSED,
                Severity.NOTICE,
                sheet=sheet,
                column=guess.header,
                meaning=KINDS[kind].column(guess.key).headers[0],
                sureness=round(guess.sureness * 100),
            )
        if guess.key is not None and guess.multiplier not in (None, 1):
            self._log.add(
                IssueCode.COLUMN_SCALED,
                Severity.NOTICE,
                sheet=sheet,
                column=guess.header,
                unit=unit_name(guess.multiplier or 1),
                multiplier=numbers.integer(guess.multiplier or 1),
            )

    def _skip(self, chunk: RawChunk) -> None:
        self._counts.read += chunk.height
        self._counts.skip("sheet", chunk.height)

    def _end_sheet(self, start: SheetStart, mapping: SheetMapping | None, end: SheetEnd) -> None:
        if mapping is not None and self._parser is not None:
            self._parser.end()
            if end.rows in FULL_SHEETS:
                count = numbers.integer(end.rows)
                self._log.add(IssueCode.SHEET_FULL, Severity.WARNING, sheet=start.name, count=count)
        elif end.cells and self.mappings and not any(name == start.name for name, _ in self._incomplete):
            self._log.add(IssueCode.SHEET_SKIPPED, Severity.NOTICE, sheet=start.name, count=end.rows)

    def _fail(self, failure: ReadFailure, file_name: str) -> None:
        self.refused = True
        code = IssueCode(failure.code.value)
        self._log.add(code, Severity.ERROR, sheet=failure.sheet, row=failure.row, file=file_name)

    def _say_what_is_missing(self) -> None:
        """Of several incomplete sheets the best understood one is explained."""
        if not self._incomplete:
            kinds = [self._wanted] if self._wanted else [ImportKind.INITIATIVES, ImportKind.UNITS]
            expected = "; ".join(expected_headers(kind) for kind in kinds)
            self._log.add(IssueCode.NO_TABLE, Severity.ERROR, expected=expected)
            return
        sheet, best = max(self._incomplete, key=lambda one: one[1].score)
        found = "; ".join(guess.header for guess in best.guesses)
        for group in best.missing:
            names = t("importing.or").join(
                f"“{KINDS[best.kind].column(key).headers[0]}”" for key in group[:2]
            )
            self._log.add(IssueCode.COLUMN_MISSING, Severity.ERROR, sheet=sheet, missing=names, found=found)


def expected_headers(kind: ImportKind) -> str:
    """The required columns of a kind, by their official names."""
    return ", ".join(KINDS[kind].column(group[0]).headers[0] for group in KINDS[kind].required)


def unit_name(multiplier: int) -> str:
    """The money unit of a header as a reader knows it."""
    return {1: "đồng", 1000: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}.get(
        multiplier, str(multiplier)
    )


def mapping_json(mappings: Iterable[tuple[str, SheetMapping]]) -> dict[str, Any]:
    """Header → column, sureness and unit, for ``--json`` and the history; sheets of one layout once."""
    found: dict[str, Any] = {}
    for _, mapping in mappings:
        for guess in mapping.guesses:
            found.setdefault(
                guess.header,
                {
                    "column": guess.key,
                    "sureness": guess.sureness,
                    "how": guess.how,
                    "unit": None if guess.multiplier is None else unit_name(guess.multiplier),
                },
            )
    return found
