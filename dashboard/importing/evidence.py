"""Role: what the cells of a column say about its meaning: for it, against it, or nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dashboard.importing.cells.dates import parse_date
from dashboard.importing.cells.flags import parse_confidential
from dashboard.importing.cells.money import parse_money
from dashboard.importing.cells.people import parse_authors
from dashboard.importing.cells.statuses import parse_block, parse_solution_kind, parse_status
from dashboard.importing.cells.text import one_line, word_key
from dashboard.importing.guesses import AGREED, CONTENT, DOUBTED, LIKELY, Guess
from data_access.spreadsheets.raw import Cell
from data_access.vocabulary import ImportKind

FEWEST_CELLS = 3
"""Fewer cells are no evidence: a short file may have any values."""

LONGEST_WORD = 60
"""Letters up to which a cell is a word of a list and not a text."""

MOST_CELLS = 0.9
"""Share of the cells that must fit before they speak for themselves."""

FEWEST_WORDS = 4
"""Words of a title on average; shorter texts may be anything."""

MOST_WORDS_OF_A_LIST = 8
"""Different values up to which a column is taken for a closed list."""

_SUPERIOR = re.compile(
    r"^(?:ldld|lien doan lao dong|(?:cd|cong doan) (?:nganh|cac|vien chuc|cong thuong|giao duc|y te))\b"
)
_UNIT = re.compile(
    r"^(?:cdcs|cong doan co so|truong|cong ty|cty|benh vien|trung tam|nha may|xi nghiep"
    r"|ubnd|uy ban|phong|so|chi cuc|hop tac xa|htx|ngan hang|bao hiem|kho bac|tram"
    r"|th|thcs|thpt|mn|buu dien|dien luc|doanh nghiep)\b"
)
_SURNAMES = frozenset(
    (
        *("nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho"),
        *("ngo", "duong", "ly", "nong", "trieu", "luong", "ha", "vi", "chu", "dam", "lam", "dinh", "trinh"),
        *("mai", "truong", "cao", "thai", "ta", "ton", "luu", "la", "be", "hua", "quach", "ma", "than"),
        *("khong", "dao", "doan", "au", "giap", "lo", "sung", "giang", "mua", "vang", "cu", "ly"),
    )
)

_Test = Callable[[Cell], bool]


def _is_person(cell: Cell) -> bool:
    names = parse_authors(cell)[1].split("\n")
    return bool(names[0]) and names[0].split()[0] in _SURNAMES and len(names[0].split()) <= 6


def _is_sentence(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell.split()) >= 3


_TESTS: Mapping[str, _Test] = {
    "submitted": lambda cell: parse_date(cell).day is not None,
    "recognised": lambda cell: parse_date(cell).day is not None,
    "applied": lambda cell: parse_date(cell).day is not None,
    "savings": lambda cell: parse_money(cell).vnd is not None,
    "status": lambda cell: len(str(cell)) < LONGEST_WORD and parse_status(cell)[1],
    "confidential": lambda cell: parse_confidential(cell)[1],
    "kind": lambda cell: parse_solution_kind(cell)[1],
    "block": lambda cell: parse_block(cell)[1],
    "authors": _is_person,
    "superior": lambda cell: _SUPERIOR.match(word_key(str(cell))) is not None,
    "unit": lambda cell: _UNIT.match(word_key(str(cell))) is not None,
    "title": _is_sentence,
}

_MUST_AGREE = frozenset({"submitted", "recognised", "applied", "savings", "status", "confidential"})
"""Columns whose cells are read strictly: where they say otherwise, the header's words are not believed."""


def share(key: str, cells: Sequence[Cell]) -> float | None:
    """How many of the cells fit a column, 0 … 1; None where they say nothing about it."""
    test = _TESTS.get(key)
    if test is None or len(cells) < FEWEST_CELLS:
        return None
    return sum(map(test, cells)) / len(cells)


def weighed(guess: Guess, cells: Sequence[Cell]) -> Guess:
    """A guess after a look at its cells: surer, doubted, of the other union level, or given up."""
    if guess.key is None or guess.how not in ("name", "near"):
        return guess
    fitting = share(guess.key, cells)
    if fitting is None:
        return guess
    strict = guess.key in _MUST_AGREE
    if guess.how == "name":  # its own name is believed, but a person looks when no cell keeps the promise
        return replace(guess, sureness=DOUBTED, how="near") if strict and fitting == 0 else guess
    if strict and fitting < 0.5:
        return replace(guess, key=None, sureness=0.0, how="none")
    other = _OTHER_LEVEL.get(guess.key)
    if other is not None and fitting < 0.5 and (share(other, cells) or 0) >= MOST_CELLS:
        return replace(guess, key=other, sureness=LIKELY)
    return replace(guess, sureness=max(guess.sureness, AGREED)) if fitting >= MOST_CELLS else guess


def by_cells(
    kind: ImportKind,
    free: Sequence[Guess],
    taken: Mapping[str, Guess],
    cells: Mapping[int, Sequence[Cell]],
) -> dict[str, Guess]:
    """Wanted columns that no header names: the one free column whose cells say what it is."""
    if kind is not ImportKind.INITIATIVES:
        return {}
    found: dict[str, Guess] = {}
    used: set[int] = set()
    for key, test in _TELLING.items():
        if key in taken:
            continue
        fitting = [g for g in free if g.position not in used and test(word_key(g.header), cells[g.position])]
        if len(fitting) == 1:
            found[key] = replace(fitting[0], key=key, sureness=CONTENT, how="content")
            used.add(fitting[0].position)
    for needed, substitutes in _SUBSTITUTES.items():
        if needed in taken or needed in found:
            continue
        guesses = [taken[key] for key in substitutes if key in taken and _may_stand_in(taken[key], needed)]
        if len(guesses) == 1 and (share(needed, cells[guesses[0].position]) or 0) >= MOST_CELLS:
            found[needed] = replace(guesses[0], key=needed, sureness=CONTENT, how="content")
    return found


_SUBSTITUTES = {"title": ("description",), "submitted": ("applied", "recognised")}
"""Required columns and what stands in their place where nothing else does: "nội dung giải pháp" without a
name beside it is the name, the only day of a list is the day of entering it. A person is asked."""


def _may_stand_in(guess: Guess, needed: str) -> bool:
    """A day under its own listed name ("Ngày công nhận") is that day and no other."""
    return needed == "title" or guess.how != "name"


def _most(key: str, cells: Sequence[Cell]) -> bool:
    return (share(key, cells) or 0) >= MOST_CELLS


def _are_dates(header: str, cells: Sequence[Cell]) -> bool:
    return re.search(r"\b(?:ngay|thoi gian|thoi diem|luc)\b", header) is not None and _most(
        "submitted", cells
    )


def _are_money(header: str, cells: Sequence[Cell]) -> bool:
    names_money = re.search(r"\b(?:tien|loi|gia tri|kinh te|dong)\b", header) is not None
    return names_money and _most("savings", cells)


def _are_statuses(_header: str, cells: Sequence[Cell]) -> bool:
    few = len(set(cells)) <= MOST_WORDS_OF_A_LIST
    return few and all(len(str(cell)) < LONGEST_WORD for cell in cells) and _most("status", cells)


def _are_titles(_header: str, cells: Sequence[Cell]) -> bool:
    """Texts of several words, no two alike."""
    words = sum(len(one_line(cell).split()) for cell in cells)
    return len(set(cells)) == len(cells) and words >= FEWEST_WORDS * len(cells) > 0 and _most("title", cells)


_TELLING: Mapping[str, Callable[[str, Sequence[Cell]], bool]] = {
    "submitted": _are_dates,
    "savings": _are_money,
    "status": _are_statuses,
    "authors": lambda _header, cells: _most("authors", cells),
    "superior": lambda _header, cells: _most("superior", cells),
    "unit": lambda _header, cells: _most("unit", cells),
    "title": _are_titles,
}
_OTHER_LEVEL = {"unit": "superior", "superior": "unit"}
