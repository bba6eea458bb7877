"""Role: letters that look alike and are stored unlike: understood as one, and told once per kind.

What is compared is brought to one form; what the file says stays in the kept file and, where it is a name, in
the row. Nobody has to do anything, but an officer who looks for a name elsewhere knows why it is not found.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from dashboard.i18n import numbers, t
from dashboard.importing.cells.columns_of_text import parts_to_look_at
from dashboard.importing.cells.text import one_line
from dashboard.importing.issues import IssueCode, IssueLog, Severity, shown
from dashboard.importing.unit_names import has_moving_tone, in_one_tone
from data_access.spreadsheets.raw import Cell

LOOKED_AT = ("title", "authors", "unit", "superior")
"""Texts that are compared with others."""

REMEMBERED, NAMES_REMEMBERED = 5_000, 20_000
"""Texts whose kinds are remembered (of more different ones few come again), and names that were compared."""

_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ETH = re.compile("[\u00d0\u00f0]")


def _is_apart(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text)


_KINDS: dict[str, Callable[[str], object]] = {
    "apart": _is_apart,
    "hidden": _HIDDEN.search,
    "space": _SPACES.search,
    "eth": _ETH.search,
}
TONE = "tone"


@dataclass(frozen=True)
class _Found:
    """Where a kind was met first, and how often."""

    row: int
    header: str
    position: int | None
    value: str
    count: int = 0


@dataclass
class Spellings:
    """What was met in one sheet."""

    _found: dict[str, _Found] = field(default_factory=dict)

    def look(self, cells: Sequence[Cell], rows: Sequence[int], header: str, position: int | None) -> None:
        """Look at the cells of one column; a clean column costs one pass over its letters."""
        texts = list({cell for cell in cells if type(cell) is str})
        odd: dict[Cell, tuple[str, ...]] = {}
        for part in parts_to_look_at(texts):
            odd |= {text: kinds for text in texts[part] if (kinds := _kinds_of(text))}
        for kind in _KINDS if odd else ():
            for row, cell in zip(rows, cells, strict=True):
                if cell in odd and kind in odd[cell]:
                    self._add(kind, row, header, position, str(cell))

    def note_tone(self, row: int, header: str, position: int | None, typed: str) -> None:
        """A unit's name with the tone elsewhere than in the list of units (hoà, hòa)."""
        self._add(TONE, row, header, position, typed)

    def tell(self, log: IssueLog, sheet: str) -> None:
        """One notice for each kind."""
        for kind, found in self._found.items():
            log.add(
                IssueCode.TEXT_SPELLED,
                Severity.NOTICE,
                sheet=sheet,
                row=found.row,
                column=found.header,
                value=shown(found.value),
                position=found.position,
                how=t(f"issues.spelling.{kind}"),
                count=numbers.integer(found.count),
            )

    def _add(self, kind: str, row: int, header: str, position: int | None, cell: str) -> None:
        found = self._found.get(kind) or _Found(row, header, position, cell)
        self._found[kind] = replace(found, count=found.count + 1)


@lru_cache(maxsize=REMEMBERED)
def _kinds_of(text: str) -> tuple[str, ...]:
    """The kinds in a text; names of units come again and again."""
    return tuple(kind for kind, is_odd in _KINDS.items() if is_odd(text))


@lru_cache(maxsize=NAMES_REMEMBERED)
def is_spelled_otherwise(typed: str, known: str) -> bool:
    """Whether two names of one unit differ in where a tone stands."""
    mine, other = _toned(typed), _toned(known)
    return mine != other and list(map(in_one_tone, mine)) == list(map(in_one_tone, other))


def _toned(name: str) -> list[str]:
    """The words of a name in which the tone may stand on either of two letters."""
    return [word for word in one_line(name).lower().split() if has_moving_tone(word)]
