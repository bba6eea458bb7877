"""Role: what reading a file yields: a stream of events with cells as they stand, nothing interpreted."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

Cell = str | int | float | dt.datetime | dt.date | dt.time | dt.timedelta
"""A blank cell is ''. Booleans arrive as the words TRUE and FALSE, so that no cell equals the number 1."""

Place = tuple[int, int]
"""Row and column, 1-based."""


class FailureCode(StrEnum):
    """Why a file could not be read; ``dashboard.importing`` has the sentence of each."""

    EMPTY = "file_empty"
    UNREADABLE = "file_unreadable"
    NOT_A_SPREADSHEET = "file_not_a_spreadsheet"
    PASSWORD = "file_password"
    DAMAGED = "file_damaged"
    HOSTILE = "file_hostile"
    TOO_LARGE = "file_too_large"
    TOO_SLOW = "file_too_slow"
    HTML = "file_html"
    XML_2003 = "file_xml_2003"
    NOT_CONSERVED = "file_not_conserved"
    DUPLICATE_CELL = "file_duplicate_cell"
    UNCLOSED_QUOTE = "file_unclosed_quote"
    ENCODING = "file_encoding"


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """The file is refused whole. ``reason``: a short word for logs and tests, never shown as it is."""

    code: FailureCode
    reason: str = ""
    sheet: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file was understood."""

    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class TextRepair:
    """Garbled letters were mended. ``name``: TCVN3, VNI, or UTF-8 (encoded twice); with one text of it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetStart:
    """A sheet begins. Hidden sheets are announced, and their rows are not read.

    ``merges``: blocks of more than one row, as (first row, first column, last row, last column).
    ``error_cells`` (#REF! and the like) and ``empty_formulas`` (no stored result) would be blanks in the
    rows; they are known for xlsx only.
    """

    index: int
    name: str
    hidden: bool = False
    date_1904: bool = False
    merges: tuple[tuple[int, int, int, int], ...] = ()
    error_cells: tuple[Place, ...] = ()
    empty_formulas: tuple[Place, ...] = ()
    hidden_rows: int = 0
    text: TextFormat | None = None
    repair: TextRepair | None = None


@dataclass(frozen=True, slots=True)
class RawChunk:
    """Consecutive rows of one sheet, column by column; ``first_row`` is 1-based as the spreadsheet shows it.

    ``widths`` (text files only): how many fields each row had. ``row_numbers`` (text files only): the line
    each row begins in, when quoted line breaks make it differ from counting.
    """

    sheet: int
    first_row: int
    height: int
    columns: list[list[Cell]]
    widths: list[int] | None = field(default=None)
    row_numbers: list[int] | None = field(default=None)

    def row_number(self, position: int) -> int:
        """The spreadsheet's number of the row at ``position`` of this chunk."""
        return self.row_numbers[position] if self.row_numbers else self.first_row + position


@dataclass(frozen=True, slots=True)
class SheetEnd:
    """A sheet ends; ``cells`` counts its cells that are not blank."""

    index: int
    rows: int
    cells: int


@dataclass(frozen=True, slots=True)
class ReadDone:
    """The whole file was read and what was counted before equals what arrived."""

    rows: int
    cells: int


Event = SheetStart | RawChunk | SheetEnd | ReadDone | ReadFailure
