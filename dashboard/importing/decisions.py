"""Role: what a person said about columns applied to a recognised table, and the table shown to a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.importing.cells.money import column_multiplier, unit_words
from dashboard.importing.cells.text import one_line
from dashboard.importing.columns import KINDS
from dashboard.importing.guesses import Guess
from dashboard.importing.issues import shown
from dashboard.importing.layouts import (
    NO_WISHES,
    Layout,
    LayoutColumn,
    Remembered,
    Wishes,
    column_letter,
    layout_key,
)
from dashboard.importing.recognise import Row, SheetMapping, settled
from data_access.spreadsheets.raw import RawChunk
from data_access.vocabulary import ImportKind

SAMPLES = 3
SAMPLE_ROWS = 200
"""Rows looked through for sample values."""

CHOSEN, REMEMBERED = "chosen", "remembered"

WORTH_ASKING: Mapping[ImportKind, frozenset[str]] = {
    ImportKind.INITIATIVES: frozenset({"status", "savings", "authors"}),
    ImportKind.UNITS: frozenset({"superior"}),
}
"""Columns that may be absent but decide figures: without one of them, an unknown header is asked about."""


@dataclass(frozen=True)
class Decisions:
    """What is known beforehand about the sheets of an import: a person's wishes, and confirmed layouts."""

    wishes: Wishes = NO_WISHES
    remembered: Mapping[str, Remembered] = field(default_factory=dict)

    def apply(self, mapping: SheetMapping) -> tuple[SheetMapping, bool]:
        """The mapping as decided, and whether an earlier import's confirmation took part."""
        key = layout_key(mapping.headers)
        known = self.remembered.get(key)
        is_known = known is not None and known.kind is mapping.kind
        if known is not None and is_known:
            mapping = decided(mapping, known.columns, known.multipliers, REMEMBERED)
        mapping = decided(
            mapping, self.wishes.columns.get(key, {}), self.wishes.multipliers.get(key, {}), CHOSEN
        )
        return mapping, is_known

    def kind_of(self, mapping: SheetMapping) -> ImportKind:
        """The kind that a person's columns belong to or that was confirmed, else the one it looks like."""
        key = layout_key(mapping.headers)
        wished = {column for column in self.wishes.columns.get(key, {}).values() if column is not None}
        if wished:
            fitting = [kind for kind in (mapping.kind, *KINDS) if wished <= _keys(kind, wished)]
            return fitting[0] if fitting else mapping.kind
        known = self.remembered.get(key)
        return known.kind if known else mapping.kind

    def on_rows(self, sheet: str, mapping: SheetMapping) -> SheetMapping:
        """The mapping with the rows left out and the cells corrected in this sheet."""
        return replace(
            mapping,
            excluded=frozenset(row for name, row in self.wishes.excluded_rows if name == sheet),
            corrected=frozenset((r, c) for name, r, c in self.wishes.corrections if name == sheet),
        )

    def corrections_of(self, sheet: str) -> dict[int, dict[int, str]]:
        """Row → column → text typed instead."""
        found: dict[int, dict[int, str]] = {}
        for (name, row, column), text in self.wishes.corrections.items():
            if name == sheet:
                found.setdefault(row, {})[column] = text
        return found


def _keys(kind: ImportKind, wished: Iterable[str]) -> set[str]:
    """Those of the wished column keys that this kind has."""
    known = {column.key for column in KINDS[kind].columns}
    return {key for key in wished if key.split(":")[0] in known}


def correct(chunk: RawChunk, corrections: Mapping[int, Mapping[int, str]]) -> None:
    """Put the typed texts into a chunk that was just read."""
    if not corrections:
        return
    numbers = chunk.row_numbers or range(chunk.first_row, chunk.first_row + chunk.height)
    for place, number in enumerate(numbers):
        for column, text in corrections.get(number, {}).items():
            while len(chunk.columns) <= column:
                chunk.columns.append([""] * chunk.height)
            chunk.columns[column][place] = text


def decided(
    mapping: SheetMapping, columns: Mapping[int, str | None], multipliers: Mapping[int, int], how: str
) -> SheetMapping:
    """The mapping with these columns as said; what was guessed for the same meaning elsewhere is given up."""
    if not columns and not multipliers:
        return mapping
    fitting = _keys(mapping.kind, [key for key in columns.values() if key is not None])
    columns = {place: key for place, key in columns.items() if key is None or key in fitting}
    taken = {key for key in columns.values() if key is not None}
    known = {guess.position: guess for guess in mapping.guesses}
    guesses = []
    for position, header in enumerate(mapping.headers):
        guess = known.get(position)
        if guess is None and (header in mapping.personal or columns.get(position) is None):
            continue  # personal data stay out, whatever is wished; a column without a header is just blank
        guess = guess or Guess(position, header, None, 0.0, "none", column_multiplier(unit_words(header)))
        if position in columns:
            guess = replace(guess, key=columns[position], sureness=1.0, how=how)
        elif guess.key in taken:
            guess = replace(guess, key=None, sureness=0.0, how="none")
        if position in multipliers:
            guess = replace(guess, multiplier=multipliers[position])
        guesses.append(guess)
    return settled(mapping, guesses, decided=frozenset(columns))


def describe(
    sheet: str, mapping: SheetMapping, rows: Sequence[Row], first_row: int, *, remembered: bool
) -> Layout:
    """A recognised table for a person. ``rows``: the sheet's first, ``first_row``: number of the first."""
    columns = []
    known = {guess.position: guess for guess in mapping.guesses}
    data = rows[mapping.first_row : mapping.first_row + SAMPLE_ROWS]
    for position, header in enumerate(mapping.headers):
        guess = known.get(position)
        samples = () if header in mapping.personal else _samples(data, position)
        if not header and not samples:
            continue
        columns.append(
            LayoutColumn(
                index=position,
                letter=column_letter(position),
                header=header,
                key=guess.key if guess else None,
                sureness=guess.sureness if guess else 0.0,
                multiplier=guess.multiplier if guess else None,
                samples=samples,
                is_personal=bool(header) and header in mapping.personal,
            )
        )
    top = first_row + mapping.header_row
    return Layout(
        key=layout_key(mapping.headers),
        kind=mapping.kind,
        sheet=sheet,
        header_rows=tuple(range(top, top + mapping.header_height)),
        columns=tuple(columns),
        is_sure=is_sure(mapping),
        remembered=remembered,
        sheets=(sheet,),
        missing=mapping.missing,
        twice=mapping.twice,
    )


def is_sure(mapping: SheetMapping) -> bool:
    """Whether nobody needs to look: all that is needed was found by its name or said by a person."""
    if mapping.missing or mapping.twice:
        return False
    if any(guess.how in ("near", "content") for guess in mapping.columns.values()):
        return False
    settled_hows = (CHOSEN, REMEMBERED)
    unknown = [g for g in mapping.guesses if g.key is None and g.how not in settled_hows]
    return not unknown or WORTH_ASKING.get(mapping.kind, frozenset()) <= set(mapping.columns)


def _samples(rows: Sequence[Row], position: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        text = one_line(row[position]) if position < len(row) else ""
        if text:
            found[shown(text)] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)
