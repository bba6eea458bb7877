"""Role: cuts the recognised table out of chunks: data rows by column key, the rest sorted out by reason.

Every row read is accepted, rejected or skipped; ``RowCounts`` adds up to the rows of the sheet.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.importing.cells.text import one_line, word_key
from dashboard.importing.issues import IssueCode, IssueLog, Severity
from dashboard.importing.recognise import SheetMapping
from data_access.spreadsheets.raw import Cell, RawChunk, SheetStart

FILLED_DOWN = frozenset(
    {"unit", "superior", "unit_code", "field", "cluster", "programme", "name", "phase", "code"}
)
"""Columns whose merged cells speak for every row they cover; an initiative's title never does."""

_TOTAL = re.compile(
    r"^(?:[a-zA-Z0-9ivxIVX]{1,4}[.)]\s*)?(?:tổng\s+cộng|tổng\s+số|tổng|cộng|lũy\s+kế|luỹ\s+kế)\b(?!\s+(?:hợp|kết))"
)
_PLAIN_TOTAL = {"cong", "tong cong", "tong", "tong so", "total"}
_SIGNATURE = re.compile(
    r"^(?:nguoi lap|lap bieu|thu truong|ke toan|tm |t m |kt |k t |chu tich$|pho chu tich$"
    r"|noi nhan|xac nhan|ky ten|ky ghi|da ky|giam doc$|hieu truong$|ban thuong vu|ban chap hanh)"
    r"|ngay (?:\d+ )?thang (?:\d+ )?nam"
)
_SIGNATURE_CELLS = 4
"""A row of a signature block has as many parties at most."""

_SECTION_CELLS = 3
"""A heading inside the table fills at most number, name and a count."""


@dataclass
class RowCounts:
    """Where the rows went. ``read`` = accepted + rejected + skipped; ``skipped`` has its reasons."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    @property
    def skipped_total(self) -> int:
        """Rows that are no data: blank, above the data, totals, headings, signatures."""
        return sum(self.skipped.values())

    def skip(self, reason: str, count: int = 1) -> None:
        """Count rows that are no data."""
        if count:
            self.skipped[reason] = self.skipped.get(reason, 0) + count


@dataclass(frozen=True)
class Cut:
    """Data rows of one chunk. ``columns``: one list per column key; ``rows``: their numbers in the sheet."""

    columns: Mapping[str, list[Cell]]
    rows: list[int]
    rejected: set[int]
    """Positions already refused here (error cells, ragged rows)."""


class TableCutter:
    """One per sheet: knows where its table begins, and remembers what reaches over chunk borders."""

    def __init__(
        self,
        start: SheetStart,
        mapping: SheetMapping,
        anchors: Sequence[str],
        log: IssueLog,
        counts: RowCounts,
    ) -> None:
        self._start, self._mapping, self._log, self._counts = start, mapping, log, counts
        self._anchors = [key for key in anchors if key in mapping.columns]
        self._position = 0
        self._in_signature = False
        self._width: int | None = None
        self._merges = self._relevant_merges()
        self._carried: dict[int, Cell] = {}
        self._bad = self._bad_cells()
        self.filled = 0

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self._start.name

    def header(self, key: str) -> str:
        """The header of a column as it stands in the file."""
        guess = self._mapping.columns.get(key)
        return guess.header if guess else key

    def position(self, key: str) -> int | None:
        """The column's place in the sheet, counted from 0; None when the sheet has no such column."""
        guess = self._mapping.columns.get(key)
        return guess.position if guess else None

    def cut(self, chunk: RawChunk) -> Cut | None:
        """The data rows of a chunk; None when it holds none."""
        begin = max(0, self._mapping.first_row - self._position)
        if chunk.widths and self._mapping.header_row >= self._position and self._width is None:
            self._width = chunk.widths[self._mapping.header_row - self._position]
        self._position += chunk.height
        self._counts.read += chunk.height
        self._counts.skip("head", min(begin, chunk.height))
        if begin >= chunk.height:
            return None
        columns = {
            key: chunk.columns[guess.position][begin:] if guess.position < len(chunk.columns) else None
            for key, guess in self._mapping.columns.items()
        }
        size = chunk.height - begin
        full: dict[str, list[Cell]] = {
            key: [""] * size if cells is None else cells for key, cells in columns.items()
        }
        rows = (
            [chunk.row_number(begin + i) for i in range(size)]
            if chunk.row_numbers
            else list(range(chunk.first_row + begin, chunk.first_row + chunk.height))
        )
        self._fill_down(full, rows)
        dropped = self._sort_out(chunk, begin, full, rows)
        dropped |= self._leave_out(rows, dropped)
        kept = [i for i in range(size) if i not in dropped] if dropped else None
        if kept is not None:
            full = {key: [cells[i] for i in kept] for key, cells in full.items()}
            rows = [rows[i] for i in kept]
            widths = [chunk.widths[begin + i] for i in kept] if chunk.widths else None
        else:
            widths = chunk.widths[begin:] if chunk.widths else None
        rejected = self._reject_bad_cells(rows) | self._reject_ragged(chunk, rows, widths)
        return Cut(full, rows, rejected) if rows else None

    def _relevant_merges(self) -> list[tuple[int, int, str]]:
        """Vertical merges in columns that are filled down: first row, last row, column key."""
        found = []
        for key, guess in self._mapping.columns.items():
            if key in FILLED_DOWN:
                column = guess.position + 1
                found += [(r0, r1, key) for r0, c0, r1, c1 in self._start.merges if c0 <= column <= c1]
        return sorted(m for m in found if m[1] > self._mapping.first_row)

    def _fill_down(self, columns: Mapping[str, list[Cell]], rows: list[int]) -> None:
        if not self._merges or not rows:
            return
        first, last = rows[0], rows[-1]
        for number, (top, bottom, key) in enumerate(self._merges):
            if bottom < first or top > last:
                continue
            cells = columns[key]
            if top >= first:
                self._carried[number] = cells[top - first]
            value = self._carried.get(number, "")
            for place in range(max(top + 1, first), min(bottom, last) + 1):
                if cells[place - first] == "" and value != "":
                    cells[place - first] = value
                    self.filled += 1

    def _sort_out(
        self, chunk: RawChunk, begin: int, columns: Mapping[str, list[Cell]], rows: list[int]
    ) -> set[int]:
        """Positions that are no data rows, each counted by its reason."""
        anchors = [columns[key] for key in self._anchors]
        lead, others = anchors[0], anchors[1:]
        if not self._in_signature and all(lead) and (not others or any(all(other) for other in others)):
            return set()
        dropped = set()
        for place, first in enumerate(lead):
            looks_like_data = first != "" and (not others or any(other[place] != "" for other in others))
            if looks_like_data and not self._in_signature:
                continue
            cells = [column[begin + place] for column in chunk.columns]
            if looks_like_data and sum(cell != "" for cell in cells) > _SIGNATURE_CELLS:
                continue  # below a signature another block of data may begin
            reason = self._reason([cell for cell in cells if cell != "" and one_line(cell)], columns, place)
            if reason:
                dropped.add(place)
                self._counts.skip(reason)
                self._note(reason, rows[place], cells)
        return dropped

    def _leave_out(self, rows: list[int], dropped: set[int]) -> set[int]:
        """Positions of rows that a person leaves out."""
        excluded = self._mapping.excluded
        if not excluded:
            return set()
        places = {place for place, row in enumerate(rows) if row in excluded and place not in dropped}
        self._counts.skip("excluded", len(places))
        return places

    def _reason(self, cells: list[Cell], columns: Mapping[str, list[Cell]], place: int) -> str | None:
        if not cells:
            return "blank"
        words = [one_line(cell) for cell in cells if isinstance(cell, str)]
        if any(
            _TOTAL.match(w.lower()) or word_key(w) in _PLAIN_TOTAL for w in words[:3]
        ) and not self._has_code(columns, place):
            return "total"
        if self._has_code(columns, place):
            return None
        if any(_SIGNATURE.search(word_key(w)) for w in words) and len(cells) <= 2 * _SECTION_CELLS:
            self._in_signature = True
        if self._in_signature:
            return "signature"
        return "section" if len(cells) <= _SECTION_CELLS and words else None

    def _has_code(self, columns: Mapping[str, list[Cell]], place: int) -> bool:
        if "code" not in columns:
            return False
        code = one_line(columns["code"][place])
        # A heading may stand in the first column, which is often the code's; a code has no spaces.
        return bool(code) and " " not in code and not re.fullmatch(r"[IVXivx]+\.?|[A-Z]\.?", code)

    def _note(self, reason: str, row: int, cells: list[Cell]) -> None:
        code = _SKIP_CODES.get(reason)
        if code:
            text = " ".join(one_line(cell) for cell in cells if cell != "")
            self._log.add(code, Severity.NOTICE, sheet=self.sheet, row=row, value=text)

    def _bad_cells(self) -> dict[int, list[tuple[IssueCode, str, int]]]:
        by_position = {guess.position + 1: guess.header for guess in self._mapping.columns.values()}
        found: dict[int, list[tuple[IssueCode, str, int]]] = {}
        for code, places in (
            (IssueCode.CELL_ERROR, self._start.error_cells),
            (IssueCode.CELL_FORMULA_EMPTY, self._start.empty_formulas),
        ):
            for row, column in places:
                is_corrected = (row, column - 1) in self._mapping.corrected
                if column in by_position and row > self._mapping.first_row and not is_corrected:
                    found.setdefault(row, []).append((code, by_position[column], column - 1))
        return found

    def _reject_bad_cells(self, rows: list[int]) -> set[int]:
        if not self._bad:
            return set()
        rejected = set()
        for place, row in enumerate(rows):
            for code, column, position in self._bad.get(row, ()):
                self._log.add(
                    code, Severity.ERROR, sheet=self.sheet, row=row, column=column, position=position
                )
                rejected.add(place)
        return rejected

    def _reject_ragged(self, chunk: RawChunk, rows: list[int], widths: list[int] | None) -> set[int]:
        if widths is None or self._width is None or all(width == self._width for width in widths):
            return set()
        rejected = set()
        for place, width in enumerate(widths):
            if width != self._width:
                self._log.add(
                    IssueCode.ROW_RAGGED, Severity.ERROR, sheet=self.sheet, row=rows[place],
                    found=width, expected=self._width,
                )  # fmt: skip
                rejected.add(place)
        return rejected


_SKIP_CODES = {
    "total": IssueCode.ROW_SKIPPED_TOTAL,
    "section": IssueCode.ROW_SKIPPED_SECTION,
    "signature": IssueCode.ROW_SKIPPED_SIGNATURE,
}
