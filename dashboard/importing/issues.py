"""Role: the catalogue of what can be wrong with an import, and the log that collects it without growing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dashboard.i18n import numbers, t

KEPT_PER_CODE = 20_000
"""Issues of one code kept with their place while a plan is in hand, so that every bad cell of a usual file is
marked and can be mended; beyond it they are only counted. 20.000 take about 17 MB."""

KEPT_IN_ALL = 100_000
"""From so many on, whatever their codes, no code gets more than ``STORED_PER_CODE``: memory has an end."""

STORED_PER_CODE = 500
"""Issues of one code listed in the history and for scripts; how many more there are stands beside them."""

SHOWN_VALUE = 120
"""Characters of a cell's value repeated in an issue."""


class Severity(StrEnum):
    """What an issue does: an error rejects a row (or, without a row, the file); the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class IssueCode(StrEnum):
    """Stable codes for scripts; the sentence of each is ``issues.message.<code>``."""

    # the file
    FILE_EMPTY = "file_empty"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_A_SPREADSHEET = "file_not_a_spreadsheet"
    FILE_PASSWORD = "file_password"
    FILE_DAMAGED = "file_damaged"
    FILE_HOSTILE = "file_hostile"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_SLOW = "file_too_slow"
    FILE_HTML = "file_html"
    FILE_XML_2003 = "file_xml_2003"
    FILE_NOT_CONSERVED = "file_not_conserved"
    FILE_DUPLICATE_CELL = "file_duplicate_cell"
    FILE_UNCLOSED_QUOTE = "file_unclosed_quote"
    FILE_ENCODING = "file_encoding"
    # sheets and columns
    NO_TABLE = "no_table"
    HEADER_ONLY = "header_only"
    SHEET_HIDDEN = "sheet_hidden"
    SHEET_SKIPPED = "sheet_skipped"
    SHEET_OTHER_KIND = "sheet_other_kind"
    SHEET_FULL = "sheet_full"
    ROWS_HIDDEN = "rows_hidden"
    TEXT_REPAIRED = "text_repaired"
    TEXT_ENCODED_TWICE = "text_encoded_twice"
    TEXT_SPELLED = "text_spelled"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_GUESSED = "column_guessed"
    COLUMN_SCALED = "column_scaled"
    COLUMN_PERSONAL = "column_personal"
    ROW_SKIPPED_TOTAL = "row_skipped_total"
    ROW_SKIPPED_SECTION = "row_skipped_section"
    ROW_SKIPPED_SIGNATURE = "row_skipped_signature"
    CELLS_FILLED = "cells_filled"
    ROW_RAGGED = "row_ragged"
    # cells
    CELL_ERROR = "cell_error"
    CELL_FORMULA_EMPTY = "cell_formula_empty"
    CELL_CLEANED = "cell_cleaned"
    TEXT_TOO_LONG = "text_too_long"
    REQUIRED_EMPTY = "required_empty"
    MONEY_UNREADABLE = "money_unreadable"
    MONEY_NEGATIVE = "money_negative"
    MONEY_TOO_LARGE = "money_too_large"
    MONEY_FOREIGN = "money_foreign"
    MONEY_PERIOD = "money_period"
    MONEY_PERIOD_UNCLEAR = "money_period_unclear"
    MONEY_RANGE = "money_range"
    MONEY_APPROXIMATE = "money_approximate"
    MONEY_LIKELY_SLIP = "money_likely_slip"
    MONEY_NOT_MONETARY = "money_not_monetary"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_FAR = "date_far"
    DATE_MONTH_ONLY = "date_month_only"
    DATE_MISSING = "date_missing"
    DATE_FUTURE = "date_future"
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_NEGATIVE = "number_negative"
    STATUS_UNKNOWN = "status_unknown"
    CONFIDENTIAL_UNREADABLE = "confidential_unreadable"
    FIELD_UNKNOWN = "field_unknown"
    WORD_UNKNOWN = "word_unknown"
    # units
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_SUGGESTED = "unit_suggested"
    UNIT_AMBIGUOUS = "unit_ambiguous"
    UNIT_MISSING = "unit_missing"
    UNIT_ON_SUPERIOR = "unit_on_superior"
    UNIT_OTHER_SUPERIOR = "unit_other_superior"
    SUPERIOR_UNKNOWN = "superior_unknown"
    SUCCESSOR_UNKNOWN = "successor_unknown"
    SUCCESSOR_CIRCLE = "successor_circle"
    UNIT_PARENT_CYCLE = "unit_parent_cycle"
    UNIT_TOO_DEEP = "unit_too_deep"
    # rows against one another and against what is stored
    CODE_TWICE = "code_twice"
    CODE_TOO_LONG = "code_too_long"
    CODE_OUTSIDE = "code_outside"
    RECORD_TWICE = "record_twice"
    PHASE_UNKNOWN = "phase_unknown"
    PHASE_DATES = "phase_dates"
    PHASE_OVERLAP = "phase_overlap"
    PROGRAMME_UNKNOWN = "programme_unknown"
    PROGRAMME_UNCLEAR = "programme_unclear"
    NO_PROGRAMME_YET = "no_programme_yet"
    NO_UNITS_YET = "no_units_yet"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. ``row`` is 1-based as the spreadsheet shows it; ``column`` the header as in the file."""

    code: IssueCode
    severity: Severity
    sheet: str
    row: int | None
    column: str | None
    value: str | None
    message: str
    position: int | None = None
    """Column of the sheet, counted from 0; None: the finding is about no cell, or its place is not known."""

    def as_json(self) -> dict[str, Any]:
        """The contract of ``sangkien import --json`` and of the stored history."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }


def shown(value: object) -> str:
    """A cell's value as an issue repeats it: text as a person would have typed it, shortened."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return text if len(text) <= SHOWN_VALUE else f"{text[: SHOWN_VALUE - 1]}…"


@dataclass
class IssueLog:
    """Collects issues: all are counted, the first ``KEPT_PER_CODE`` of each code are kept."""

    counts: Counter[IssueCode] = field(default_factory=Counter)
    _kept: list[Issue] = field(default_factory=list)

    def add(
        self,
        code: IssueCode,
        severity: Severity,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str | None = None,
        value: object | None = None,
        position: int | None = None,
        **params: object,
    ) -> None:
        """Count one finding; compose its sentence only while there is room to keep it."""
        keeps = self.room(code) > 0
        self.counts[code] += 1
        if not keeps:
            return
        text = None if value is None else shown(value)
        words = {"value": _spoken(code, value, text), "column": column or "", "similar": "", **params}
        if words.get("suggestions"):
            words["similar"] = t("importing.similar", suggestions=words["suggestions"])
        message = _place(sheet, row, column) + t(f"issues.message.{code.value}", **words)
        self._kept.append(Issue(code, severity, sheet, row, column, text, message, position))

    def extend(self, other: "IssueLog") -> None:
        """Take over another log's counts and issues."""
        before = Counter(self.counts)
        for issue in other._kept:
            if self.room(issue.code) > 0:
                self._kept.append(issue)
            self.counts[issue.code] += 1
        self.counts = before + other.counts

    def room(self, code: IssueCode) -> int:
        """How many more findings of this code would be kept."""
        most = KEPT_PER_CODE if len(self._kept) < KEPT_IN_ALL else STORED_PER_CODE
        return max(0, most - self.counts[code])

    @property
    def errors(self) -> int:
        """Kept errors (enough to ask: is there any?)."""
        return sum(issue.severity is Severity.ERROR for issue in self._kept)

    def __iter__(self) -> Iterator[Issue]:
        return iter(self.ordered())

    def ordered(self) -> list[Issue]:
        """Errors first, then by sheet and row; whoever reads the first screenful sees what hurts."""
        rank = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
        return sorted(self._kept, key=lambda i: (rank[i.severity], i.row is not None, i.sheet, i.row or 0))

    @property
    def left_out(self) -> int:
        """How many findings are counted but not kept."""
        return sum(self.counts.values()) - len(self._kept)


def _spoken(code: IssueCode, value: object, text: str | None) -> str:
    """The value within a sentence: an amount is grouped as amounts are; anything else stays as it stands."""
    is_amount = code.value.startswith(("money", "number"))
    if is_amount and isinstance(value, int | float) and float(value).is_integer():
        return shown(numbers.integer(int(value)))
    return text or ""


def first_of_each(issues: Iterable[Issue], most: int = STORED_PER_CODE) -> list[Issue]:
    """The first ``most`` findings of each code, in the order given."""
    seen: Counter[IssueCode] = Counter()
    found = []
    for issue in issues:
        seen[issue.code] += 1
        if seen[issue.code] <= most:
            found.append(issue)
    return found


def not_among(issues: Iterable[Issue], counts: Mapping[IssueCode, int]) -> dict[IssueCode, int]:
    """How many findings of each code there are beside these; codes without any are left out."""
    listed = Counter(issue.code for issue in issues)
    return {code: count - listed[code] for code, count in counts.items() if count > listed[code]}


def as_json(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues ready for JSON, the first of each code; the counts of all stand beside them."""
    return [issue.as_json() for issue in first_of_each(issues)]


def stored_issues(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues for the history: as in JSON, with the column's position beside its name."""
    return [issue.as_json() | {"position": issue.position} for issue in first_of_each(issues)]


def stored_counts(counts: Mapping[IssueCode, int]) -> dict[str, int]:
    """How many findings of each code there are in all, for JSON and the history."""
    return {code.value: count for code, count in counts.items()}


def counts_from_stored(stored: Mapping[str, int]) -> dict[IssueCode, int]:
    """The counts of ``stored_counts``; codes this program no longer knows are left out."""
    known = {code.value for code in IssueCode}
    return {IssueCode(code): int(count) for code, count in stored.items() if code in known}


def from_stored(stored: Iterable[dict[str, Any]]) -> list[Issue]:
    """The issues of ``stored_issues``; codes this program no longer knows are left out."""
    known = {code.value for code in IssueCode}
    return [
        Issue(
            IssueCode(one["code"]), Severity(one["severity"]), one["sheet"], one["row"], one["column"],
            one["value"], one["message"], one.get("position"),
        )
        for one in stored
        if one["code"] in known
    ]  # fmt: skip


def _place(sheet: str, row: int | None, column: str | None) -> str:
    if row is None:
        return t("issues.place.sheet", sheet=sheet) if sheet else ""
    kind = ("cell" if column else "row") if sheet else ("line_cell" if column else "line")
    return t(f"issues.place.{kind}", sheet=sheet, row=row, column=column)
