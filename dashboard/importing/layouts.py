"""Role: the layout of a sheet as a person may correct it, and what a person decided about an import."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.importing.cells.text import word_key
from data_access.vocabulary import ImportKind

KEY_DIGITS = 24
"""Hexadecimal digits of a layout's key: 96 bits, no two layouts of one house ever collide."""


@dataclass(frozen=True)
class Wishes:
    """What a person decided before the plan is made again. All optional; columns are counted from 0.

    ``columns``: layout key → column → column key of ``importing.columns``, None: ignore the column.
    ``multipliers``: layout key → column → 1, 1000, 10**6 or 10**9 (đồng, nghìn, triệu, tỷ).
    ``corrections``: (sheet, row as the spreadsheet shows it, column) → text typed instead of the cell.
    ``units``: a typed unit, as in the file → id of the unit a person says it means. What is sure by itself
    stays as it is. ``excluded_rows``: (sheet, row) that a person leaves out; they count as skipped.
    """

    columns: Mapping[str, Mapping[int, str | None]] = field(default_factory=dict)
    multipliers: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    corrections: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    excluded_rows: frozenset[tuple[str, int]] = frozenset()

    def __hash__(self) -> int:
        """Of what was decided; two equal wishes have one hash."""
        nested = (self.columns, self.multipliers)
        return hash(
            (
                *(frozenset((k, frozenset(v.items())) for k, v in part.items()) for part in nested),
                frozenset(self.corrections.items()), frozenset(self.units.items()), self.excluded_rows,
            )
        )  # fmt: skip

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.columns or self.multipliers or self.corrections or self.units or self.excluded_rows)


NO_WISHES = Wishes()


@dataclass(frozen=True)
class LayoutColumn:
    """One column of a sheet. ``index`` from 0, ``letter`` as the spreadsheet shows it ("C").

    ``key``: column key of ``importing.columns`` or None; ``multiplier``: đồng per unit, None: not said;
    ``is_personal``: dropped for data economy, and may not be chosen; ``samples``: up to three cells.
    """

    index: int
    letter: str
    header: str
    key: str | None
    sureness: float
    multiplier: int | None
    samples: tuple[str, ...] = ()
    is_personal: bool = False


@dataclass(frozen=True)
class Layout:
    """How the sheets of one layout were understood. ``header_rows``: as the spreadsheet counts them.

    ``missing``: groups of column keys of which one is needed and none was found; ``twice``: headers that
    stand twice, so that a person must say which is meant. ``remembered``: as confirmed at an earlier import.
    ``is_sure``: nobody needs to look before the plan.
    """

    key: str
    kind: ImportKind
    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[LayoutColumn, ...]
    is_sure: bool
    remembered: bool = False
    sheets: tuple[str, ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    twice: tuple[str, ...] = ()

    def index_of(self, header: str) -> int | None:
        """Column of a header as an issue names it."""
        return next((column.index for column in self.columns if column.header == header), None)


@dataclass(frozen=True)
class Remembered:
    """What was confirmed about one layout at an earlier import, by column."""

    kind: ImportKind
    columns: Mapping[int, str | None]
    multipliers: Mapping[int, int] = field(default_factory=dict)


def layout_key(headers: Sequence[str]) -> str:
    """Names a layout: a hash of its headers in their order, folded, blank columns included."""
    text = "\x1f".join(word_key(header) for header in headers).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


def column_letter(index: int) -> str:
    """``A`` for 0, ``AA`` for 26: as spreadsheets name columns."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
