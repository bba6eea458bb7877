"""Role: finds the table in a sheet: kind, header row (one or two), which header is which column, how sure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from dashboard.importing.cells.money import column_multiplier, unit_words
from dashboard.importing.cells.text import one_line, word_key
from dashboard.importing.columns import KINDS, NOTE, NUMBERING, PERSONAL, header_keys
from dashboard.importing.evidence import by_cells, weighed
from dashboard.importing.guesses import LIKELY, PREFIX, SURE, Guess
from dashboard.importing.header_words import NOT_KEPT, told_by_words
from data_access.spreadsheets.raw import Cell
from data_access.vocabulary import WHOLE_PROGRAMME, ImportKind

HEAD_ROWS = 60
"""Rows looked at for a header: letterhead, title, subtitle and a blank line take fewer than ten."""

NEAR = 88
"""Likeness (0–100) from which a misspelled header is taken for a known one: one letter in nine is 89."""

FEWEST_NAMED = 2
"""Columns known by their names from which a row is taken for a header by itself."""

FEWEST_HEADERS = 3
"""Different words in a row that a person's saying makes a header: what is required takes as many."""

FEWEST_WORDED = 5
"""Columns told by their words from which a row is taken for a header although nobody has listed its names."""

ALIAS_STEP, LEAST_NAMED = 0.005, 0.95
"""Of two columns with listed names the one with the more usual name wins; both are sure."""

Row = Sequence[Cell]


@dataclass(frozen=True)
class SheetMapping:
    """A recognised table. ``header_row``: position of its first header row, ``first_row``: of its data."""

    kind: ImportKind
    header_row: int
    first_row: int
    guesses: tuple[Guess, ...]
    twice: tuple[str, ...] = ()
    missing: tuple[tuple[str, ...], ...] = ()
    personal: tuple[str, ...] = ()
    columns: Mapping[str, Guess] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    """Every header by position, '' where there is none."""
    header_height: int = 1
    """How many rows the header takes, one or two."""
    sheet_name: str = ""
    """The sheet's name in its file; of several files one may have to be called otherwise in findings."""
    excluded: frozenset[int] = frozenset()
    """Rows, as the spreadsheet shows them, that a person leaves out."""
    corrected: frozenset[tuple[int, int]] = frozenset()
    """Row as the spreadsheet shows it and column from 0 of the cells that a person typed anew."""

    @property
    def score(self) -> float:
        """How much of the table is understood."""
        return sum(guess.sureness for guess in self.columns.values())

    @property
    def is_complete(self) -> bool:
        """Whether every required column is there."""
        return not self.missing

    def signature(self) -> tuple[str, ...]:
        """What makes two sheets the same layout."""
        return (self.kind.value, *sorted(self.columns))


def recognise(rows: Sequence[Row], kind: ImportKind | None = None) -> SheetMapping | None:
    """Find the table in the first rows of a sheet; None when no row looks like a header at all.

    Without ``kind`` the best of the five is taken. A mapping that is not complete tells what is missing.
    """
    kinds = (kind,) if kind else tuple(KINDS)
    candidates = _promising_rows(rows, kinds)
    best: SheetMapping | None = None
    for position in candidates:
        for one in kinds:
            if kind is None and one is ImportKind.UNITS and _names_initiatives(rows[position]):
                continue
            for found in _readings(rows, position, one):
                if best is None or _rank(found) > _rank(best):
                    best = found
    if best is not None and not best.is_complete:
        named = sum(guess.how == "name" for guess in best.columns.values())
        if named < FEWEST_NAMED and len(best.columns) < FEWEST_WORDED:
            best = None  # a row of data whose words happen to be like some headers
    if best is None or len(best.columns) < FEWEST_NAMED:
        best = _by_shape(rows, kind) if kind else None
    return None if best is None else _with_content_guesses(best, rows)


def _by_shape(rows: Sequence[Row], kind: ImportKind) -> SheetMapping | None:
    """A table with headers nobody knows, when its kind was said: its first row of the most words is taken.

    It lacks what is required, so nothing is imported before a person has said what the columns mean.
    """
    words = [
        len({one_line(cell) for cell in row if isinstance(cell, str) and cell}) for row in rows[:HEAD_ROWS]
    ]
    most = max(words, default=0)
    if most < FEWEST_HEADERS:
        return None
    position = words.index(most)
    return _past_numbering(
        _mapping(kind, position, position + 1, [one_line(c) for c in rows[position]]), rows
    )


_TITLE = re.compile(r"^(?:ten|tieu de|noi dung) (?:sang kien|sk|skkn|giai phap|de tai)\b")


def _names_initiatives(row: Row) -> bool:
    """Whether a header row has a column of titles; then it is no list of units, whatever else it has."""
    return any(_TITLE.match(word_key(_bare(one_line(cell)))) for cell in row if isinstance(cell, str))


def _rank(mapping: SheetMapping) -> tuple[bool, float, int]:
    return mapping.is_complete, round(mapping.score, 2), -mapping.header_row


def _promising_rows(rows: Sequence[Row], kinds: Sequence[ImportKind]) -> list[int]:
    """Rows with the most known headers, cheaply found; misspelled ones only when no row has two known."""
    counts = []
    for position, row in enumerate(rows[:HEAD_ROWS]):
        keys = {word_key(_bare(one_line(cell))) for cell in row if isinstance(cell, str) and cell}
        known = max(sum(key in header_keys(kind) for key in keys) for kind in kinds)
        counts.append((known, len(keys), position))
    strong = sorted((c for c in counts if c[0] >= 2), reverse=True)[:4]
    if strong and strong[0][0] >= FEWEST_WORDED:
        return [c[2] for c in strong]
    found = [c[2] for c in strong] or [c[2] for c in counts if c[1] >= 2][:15]
    return list(dict.fromkeys((*found, *_worded_rows(rows, kinds))))


def _worded_rows(rows: Sequence[Row], kinds: Sequence[ImportKind]) -> list[int]:
    """Rows whose words speak of the most columns: headers that nobody has listed."""
    counts = []
    for position, row in enumerate(rows[:HEAD_ROWS]):
        headers = {one_line(cell) for cell in row if isinstance(cell, str) and cell}
        told = max(len({told_by_words(kind, header) for header in headers} - {None}) for kind in kinds)
        counts.append((told, -position))
    return [-c[1] for c in sorted(counts, reverse=True)[:3] if c[0] >= FEWEST_WORDED]


def _readings(rows: Sequence[Row], position: int, kind: ImportKind) -> list[SheetMapping]:
    top = [one_line(cell) for cell in rows[position]]
    readings = [_mapping(kind, position, position + 1, top)]
    below = rows[position + 1] if position + 1 < len(rows) else ()
    if below and _may_be_second_header(rows[position], below):
        lower = [one_line(cell) for cell in below]
        two = _mapping(kind, position, position + 2, _joined(top, lower), exact_only=True, lower=lower)
        if len(two.columns) > len(readings[0].columns):
            readings.append(two)
    return [_past_numbering(reading, rows) for reading in readings]


def _may_be_second_header(top: Row, below: Row) -> bool:
    """A second header row holds only words, and leaves blank what is merged downwards."""
    texts = [one_line(cell) for cell in below]
    only_words = all(isinstance(cell, str) for cell in below)
    blanks_under_header = any(one_line(a) and not b for a, b in zip(top, texts, strict=False))
    gaps_above = any(not one_line(a) and b for a, b in zip(top, texts, strict=False))
    return only_words and (blanks_under_header or gaps_above)


def _joined(top: list[str], below: list[str]) -> list[str]:
    """Headers of two rows: a top cell merged to the right stands over every lower one until the next."""
    headers, over = [], ""
    for upper, lower in zip(top, below, strict=False):
        over = upper or (over if lower else "")
        headers.append(f"{over} {lower}".strip() if lower else upper)
    return headers


def _past_numbering(mapping: SheetMapping, rows: Sequence[Row]) -> SheetMapping:
    """Skip the row that numbers the columns, "(1) (2) (3)" or "A B 1 2", where there is one."""
    position = mapping.first_row
    if position < len(rows):
        cells = [one_line(cell) for cell in rows[position] if one_line(cell)]
        if len(cells) >= 3 and all(re.fullmatch(r"\(?(?:\d{1,2}|[A-D])\)?(?:\s*=.*)?", c) for c in cells):
            numbers = [int(n) for n in re.findall(r"\d+", " ".join(cells))][:3]
            if numbers == sorted(set(numbers)) and numbers:
                return replace(mapping, first_row=position + 1)
    return mapping


def _mapping(
    kind: ImportKind,
    header_row: int,
    first_row: int,
    headers: list[str],
    exact_only: bool = False,
    lower: Sequence[str] = (),
) -> SheetMapping:
    """``lower``: the second of two header rows; it speaks alone where both together say nothing."""
    guesses: list[Guess] = []
    personal: list[str] = []
    for position, header in enumerate(headers):
        if not header:
            continue
        if word_key(_bare(header)) in PERSONAL:
            personal.append(header)
            continue
        key, sureness, how = match_header(kind, header, exact_only)
        if key is None and position < len(lower) and lower[position]:
            key, sureness, how = match_header(kind, lower[position], exact_only)
        multiplier = column_multiplier(unit_words(header))
        guesses.append(Guess(position, header, key, sureness, how, multiplier))
    columns = _best_of_each(guesses)
    guesses = [g if g.key is None or columns[g.key] is g else replace(g, key=None) for g in guesses]
    return SheetMapping(
        kind, header_row, first_row, tuple(guesses), _twice(guesses, columns), _missing(kind, columns),
        tuple(personal), columns, tuple(headers), first_row - header_row,
    )  # fmt: skip


def settled(
    mapping: SheetMapping, guesses: Sequence[Guess], decided: frozenset[int] = frozenset()
) -> SheetMapping:
    """The mapping with other guesses. ``decided``: positions a person spoke about, so not in doubt; that
    two of them were given one meaning is."""
    columns = _best_of_each(guesses)
    spoken = {word_key(g.header) for g in guesses if g.position in decided}
    doubtful = [header for header in _twice(guesses, columns) if word_key(header) not in spoken]
    keys = [g.key for g in guesses if g.position in decided and g.key is not None]
    doubtful += [columns[key].header for key in dict.fromkeys(keys) if keys.count(key) > 1]
    kept = tuple(g if g.key is None or columns[g.key] is g else replace(g, key=None) for g in guesses)
    return replace(
        mapping, guesses=kept, columns=columns, twice=tuple(doubtful), missing=_missing(mapping.kind, columns)
    )


def _best_of_each(guesses: Sequence[Guess]) -> dict[str, Guess]:
    columns: dict[str, Guess] = {}
    for guess in guesses:
        if guess.key is not None:
            known = columns.get(guess.key)
            if known is None or guess.sureness > known.sureness:
                columns[guess.key] = guess
    return columns


def _twice(guesses: Sequence[Guess], columns: Mapping[str, Guess]) -> tuple[str, ...]:
    """Headers that stand twice and matter: which of the two is meant only a person knows."""
    harmless = {NUMBERING.key, NOTE.key}
    counts: dict[str, int] = {}
    for guess in guesses:
        counts[word_key(guess.header)] = counts.get(word_key(guess.header), 0) + 1
    return tuple(
        g.header for key, g in columns.items() if key not in harmless and counts[word_key(g.header)] > 1
    )


def _missing(kind: ImportKind, columns: Mapping[str, Guess]) -> tuple[tuple[str, ...], ...]:
    have = {key.split(":")[0] for key in columns}
    required = [*KINDS[kind].required]
    if kind is ImportKind.TARGETS and not any(":" in key for key in columns):
        required.append(("phase",))
    return tuple(group for group in required if not have.intersection(group))


_UNIT_PART = re.compile(r"\s*[\(\[][^\)\]]*[\)\]]\s*|\*+")
_PHASE_HEADER = re.compile(
    r"^(?:(?P<what>chi tieu(?: giao| duoc giao| dang ky)?|dang ky(?: phan dau)?|ke hoach|giao|ct|target) )?"
    r"(?:(?:giai doan|gd|phase|dot) ?(?P<n>\d|i{1,3}|iv|v)|(?P<all>ca chuong trinh|toan chuong trinh"
    r"|ca 2 giai doan|ca hai giai doan|tong|tong cong|ca ct))(?: \d{4}(?: \d{4})?)?$"
)
_MEMBERS_YEAR = re.compile(
    r"^(?:tong )?(?:so |sl |so luong )?(?:doan vien|dv)(?: den| nam| cuoi nam| tinh den)* (?P<y>20\d\d)$"
)
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def _bare(header: str) -> str:
    """A header without what stands in brackets (units, remarks) and without stars."""
    return _UNIT_PART.sub(" ", header).strip() or header


@lru_cache(maxsize=20_000)
def match_header(kind: ImportKind, header: str, exact_only: bool = False) -> tuple[str | None, float, str]:
    """Column key, sureness and how ("name", "near", "phase") for one header text."""
    known = header_keys(kind)
    full, bare = word_key(header), word_key(_bare(header))
    special = _special(kind, bare)
    if special:
        return special, SURE, "name"
    unit = unit_words(header)
    trimmed = bare.removesuffix(unit).strip() if unit else bare
    for key in dict.fromkeys((full, bare, trimmed, re.sub(r" (?:nam|mot nam|1 nam)$", "", trimmed))):
        if key in known:
            name, place = known[key]
            return name, max(LEAST_NAMED, SURE - ALIAS_STEP * place), "name"
    if exact_only or not bare or bare.isdigit():
        return None, 0.0, "none"
    told = told_by_words(kind, header)
    if len(bare) >= 5:
        choices = [k for k in known if len(k) >= 5]
        found = process.extractOne(bare, choices, scorer=fuzz.ratio, score_cutoff=NEAR)
        if found and told in (None, known[found[0]][0]):
            return known[found[0]][0], round(found[1] / 100 * PREFIX, 3), "near"
    if told is not None:
        return (None, 0.0, "none") if told == NOT_KEPT else (told, LIKELY, "near")
    starts = max((k for k in known if len(k) >= 5 and bare.startswith(f"{k} ")), key=len, default=None)
    return (known[starts][0], PREFIX, "near") if starts else (None, 0.0, "none")


def _special(kind: ImportKind, bare: str) -> str | None:
    """Columns that carry a number in their header: one target per phase, members per year."""
    if kind is ImportKind.TARGETS:
        match = _PHASE_HEADER.match(bare)
        if match:
            word = match.group("n")
            number = WHOLE_PROGRAMME if match.group("all") else ROMAN.get(word) or int(word)
            is_registered = "dang ky" in (match.group("what") or "")
            return f"{'registered' if is_registered else 'target'}:{number}"
    if kind is ImportKind.UNITS:
        match = _MEMBERS_YEAR.match(bare)
        if match:
            return f"members:{match.group('y')}"
    return None


def _with_content_guesses(mapping: SheetMapping, rows: Sequence[Row]) -> SheetMapping:
    """The mapping after a look at the cells: what they contradict is given up, what only they tell taken."""
    data = rows[mapping.first_row : mapping.first_row + HEAD_ROWS]
    cells = {guess.position: _cells(data, guess.position) for guess in mapping.guesses}
    claims = [
        weighed(replace(guess, key=match_header(mapping.kind, guess.header)[0]), cells[guess.position])
        if guess.how == "near" and guess.key is None
        else weighed(guess, cells[guess.position])
        for guess in mapping.guesses
    ]
    columns = _best_of_each(claims)
    free = [guess for guess in claims if guess.key is None or columns[guess.key] is not guess]
    columns |= by_cells(mapping.kind, [g for g in free if not _is_not_kept(mapping.kind, g)], columns, cells)
    taken = {guess.position: guess for guess in columns.values()}
    columns = {guess.key: guess for guess in taken.values() if guess.key is not None}
    guesses = tuple(taken.get(g.position) or replace(g, key=None, sureness=0.0) for g in claims)
    return replace(mapping, columns=columns, guesses=guesses, missing=_missing(mapping.kind, columns))


def _is_not_kept(kind: ImportKind, guess: Guess) -> bool:
    return told_by_words(kind, guess.header) == NOT_KEPT


def _cells(rows: Sequence[Row], position: int) -> list[Cell]:
    return [row[position] for row in rows if position < len(row) and row[position] != ""]
