"""Role: streams sheet XML and strings past a few byte patterns, to know their extent before parsing them.

Literal searches over blocks, not an XML parser: 60 MB take about 0,4 s where reading them takes 1 s. Every
shortcut is proved for the block at hand (``_Marks.is_plain``); what is written unusually but legally
(prefixes, other quotes, tabs for spaces) takes the slower, general patterns.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from data_access.spreadsheets.limits import Limits
from data_access.spreadsheets.raw import FailureCode, Place
from data_access.spreadsheets.tags import Positions, Refused, Tags

BLOCK = 4 << 20
_KEPT_PLACES = 1_000
_MOST_STRINGS = 100_000_000

# Tags are told apart by the two bytes behind "<"; where those are not unique the names are looked at.
_USUAL_STRING_TAGS = b"si|/s|t>|t |t/|/t|r>|/r|rP|ss|?x|ph|co|sz|fa|fo|b/|i/|u/|ch|u |va|st|sc".split(b"|")
_USUAL_CELL_TAGS = b"c |ro|v>|/v|/c|/r|is|/i|t>|t |/t|f>|f |/f".split(b"|")
_USUAL_SHEET_TAGS = [
    *_USUAL_CELL_TAGS,
    *b"?x|wo|di|sh|se|pa|co|/s|/w|me|/m|ph|pr|ma|pd|le|dr|ta|hy|/h|au|ou|cu|he|oc|ol|ex|/e|/p|/a|/d|so|fi".split(
        b"|"
    ),
]

_SST = re.compile(rb"<(?:\w+:)?sst\s([^>]*)>")
_COUNTS = re.compile(rb"(uniqueCount|count)\s*=\s*[\"'](\d+)")
_ITEM_START = re.compile(rb"<(?:\w+:)?si[\s>/]")
_TAGS = re.compile(rb"<[^>]*>")
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)


@dataclass
class StringFacts:
    """The shared strings: how many, and which of them are blank."""

    count: int = 0
    blank: set[bytes] = field(default_factory=set)


@dataclass
class SheetFacts:
    """What a sheet's XML holds. ``values``: cells that must come out of the parser not blank."""

    rows: int = 0
    max_row: int = 0
    max_column: int = 1
    values: int = 0
    error_count: int = 0
    hidden_rows: int = 0
    errors: list[Place] = field(default_factory=list)
    empty_formulas: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class _Patterns:
    """Patterns of one spelling of the XML."""

    row: re.Pattern[bytes]
    reach: re.Pattern[bytes]
    filled_cell: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    error: re.Pattern[bytes]
    empty_formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    blank_value: re.Pattern[bytes]
    string_value: re.Pattern[bytes]
    inline: re.Pattern[bytes]


def _patterns(name: bytes, gap: bytes, attribute: bytes) -> _Patterns:
    """``name`` may stand before an element's name; ``gap`` before, ``attribute`` after an attribute's."""

    def compiled(pattern: bytes, flags: int = 0) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"@", name).replace(b"~", gap).replace(b"=", attribute), flags)

    return _Patterns(
        row=compiled(rb"<@row(?:~[^>]*?)??~r=(\d+)"),
        # A cell beyond column Z, or with a row number of seven digits; its own tag must not be empty.
        reach=compiled(rb"~r=([A-Za-z]{2,}\d+|[A-Za-z]\d{7,})"),
        filled_cell=compiled(rb"<@c(?:~[^>]*?)??~r=([A-Za-z]+)(\d+)[^>/]*>"),
        hidden=compiled(rb"<@row~[^>]*?~?hidden=(?:1|true)"),
        error=compiled(rb"<@c~[^>]*\bt=e\b[^>]*>"),
        empty_formula=compiled(
            rb"<@c~([^>]*)>\s*<@f(?:\s[^>]*)?(?:/>|>[^<]*</@f\s*>)\s*(?:<@v\s*/>|<@v\s*></@v\s*>)?\s*</@c\s*>"
        ),
        value=compiled(rb"</@v\s*>"),
        blank_value=compiled(rb"<@v(?:\s[^>]*)?>\s*</@v\s*>"),
        string_value=compiled(rb"\bt=s\b[^>]*>\s*<@v[^>]*>\s*(\d+)\s*<"),
        inline=compiled(rb"<@is\b[^>]*>(.*?)</@is\s*>", re.DOTALL),
    )


_PLAIN = _patterns(b"", b" ", b'="')
_GENERAL = _patterns(rb"(?:\w+:)?", rb"\s", rb"\s*=\s*[\"']")


def scan_strings(blocks: Iterator[bytes], size: int, limits: Limits) -> StringFacts:
    """Count the strings; refuse an inflated count (the parser reserves memory by it) and a giant text."""
    facts = StringFacts()
    for piece, is_first in pieces(blocks, (b"si",), limits.string_characters * 8):
        if is_first:
            _check_claims(piece, size)
        tags = Tags(piece)
        if tags.longest_gap() > limits.string_characters:
            raise Refused(FailureCode.HOSTILE, "giant string")
        is_usual = tags.has_only(_USUAL_STRING_TAGS)
        starts = tags.places(b"si") if is_usual else _places(_ITEM_START, piece)
        ends = np.append(starts[1:], len(piece))
        for item in _items_to_look_at(tags, starts) if is_usual else range(len(starts)):
            text = _PHONETIC.sub(b"", piece[starts[item] : ends[item]])
            if not _TAGS.sub(b"", text).replace(b"</sst>", b"").strip():
                facts.blank.add(b"%d" % (facts.count + item))
        facts.count += len(starts)
    return facts


def _items_to_look_at(tags: Tags, starts: Positions) -> list[int]:
    """Items that may be blank: those with an empty text element, or one that ends in white space."""
    suspicious = tags.places_before_blank()
    return sorted(set((np.searchsorted(starts, suspicious, side="right") - 1).tolist()) - {-1})


def _places(pattern: re.Pattern[bytes], piece: bytes) -> Positions:
    return np.array([match.start() for match in pattern.finditer(piece)], dtype=np.int64)


def _check_claims(piece: bytes, size: int) -> None:
    head = _SST.search(piece[: 64 << 10])
    for name, digits in _COUNTS.findall(head.group(1)) if head else []:
        # The smallest string is <si/>; "count" counts uses and may exceed the strings.
        if int(digits[:20]) > (size // 4 + 16 if name == b"uniqueCount" else _MOST_STRINGS):
            raise Refused(FailureCode.HOSTILE, "uniqueCount")


def scan_sheet(blocks: Iterator[bytes], strings: StringFacts, limits: Limits) -> SheetFacts:
    """Measure one sheet and refuse what the parser would die of."""
    facts = SheetFacts()
    for piece, _ in pieces(blocks, (b"row", b"c"), limits.string_characters * 8):
        tags = Tags(piece)
        patterns = _PLAIN if _is_plain(piece, tags) else _GENERAL
        _extent(piece, tags, facts, patterns, limits)
        _count_values(piece, tags, facts, patterns, strings)
        _odd_cells(piece, tags, facts, patterns)
    area = facts.max_row * facts.max_column if facts.values else 0
    if area > limits.area or (area > limits.sparse_area and facts.values * limits.sparse_fill < area):
        raise Refused(FailureCode.HOSTILE, "far cell")
    return facts


def _is_plain(piece: bytes, tags: Tags) -> bool:
    """Whether every row and cell is written in the one usual way, so that literal patterns see them all."""
    if not tags.has_only(_USUAL_CELL_TAGS) and (
        not tags.has_only(_USUAL_SHEET_TAGS) or b":" in _names(piece)
    ):
        return False
    return piece.count(b' r="') == tags.count(b"c ") + tags.count(b"ro")


def _names(piece: bytes) -> bytes:
    """The element names of a block (only its first and last hold others than rows and cells)."""
    return b" ".join(set(re.findall(rb"<([^\s>]+)", piece)))


def pieces(blocks: Iterator[bytes], elements: tuple[bytes, ...], limit: int) -> Iterator[tuple[bytes, bool]]:
    """Blocks cut before an element's start, so that none is torn; and whether it is the first piece.

    ``elements``: from the outer to the inner one.
    """
    tail, is_first = b"", True
    for block in blocks:
        joined = tail + block if tail else block
        cut = 0
        for element in elements:
            cut = max(cut, _last_start(joined, element, cut))
        if cut <= 0:
            tail = joined
            if len(tail) > limit:
                raise Refused(FailureCode.HOSTILE, "giant element")
            continue
        yield joined[:cut], is_first
        is_first, tail = False, joined[cut:]
    yield tail, is_first


def _last_start(text: bytes, element: bytes, floor: int) -> int:
    """Where the last ``<element`` (with a prefix or without) behind ``floor`` begins, or -1."""
    end = len(text)
    while (found := text.rfind(element, floor, end)) > 0:
        after = text[found + len(element) : found + len(element) + 1]
        start = text.rfind(b"<", max(0, found - 64), found)
        between = text[start + 1 : found] if start >= 0 else b"?"
        if after in (b" ", b">", b"/", b"\t", b"\n", b"\r") and (not between or between.endswith(b":")):
            return start
        end = found
    return -1


def _extent(piece: bytes, tags: Tags, facts: SheetFacts, patterns: _Patterns, limits: Limits) -> None:
    """The last row and column that hold something; what carries only a style takes no room in the parser."""
    rows = patterns.row.findall(piece)
    facts.rows += len(rows) or len(re.findall(rb"<(?:\w+:)?row[\s>/]", piece))
    last_row = _greatest(rows)
    _check_reach(last_row, 0, limits)
    is_plain = patterns is _PLAIN
    filled = tags.count(b"/v") + tags.count(b"is")
    if is_plain and not filled:
        return
    if not is_plain or 2 * filled < len(rows):
        filled_cells = patterns.filled_cell.findall(
            piece
        )  # exact, where styles may reach farther than values
        last_row = _greatest([number for _, number in filled_cells]) if is_plain else last_row
        columns = [column_number(letters) for letters in {letters for letters, _ in filled_cells}]
    else:
        columns = [26]
    for match in patterns.reach.finditer(piece):
        end = piece.find(b">", match.end())
        if piece[end - 1 : end] == b"/":
            continue
        letters = match.group(1).rstrip(b"0123456789")
        columns.append(column_number(letters))
        last_row = max(last_row, int(match.group(1)[len(letters) :][:20]))
        _check_reach(last_row, columns[-1], limits)
    facts.max_row = max(facts.max_row, last_row)
    facts.max_column = max(facts.max_column, *columns, 1)
    _check_reach(facts.max_row, facts.max_column, limits)


def _greatest(numbers: list[bytes]) -> int:
    if not numbers:
        return 0
    longest = max(map(len, numbers))
    return int(max(number for number in numbers if len(number) == longest)[:20])


def _check_reach(row: int, column: int, limits: Limits) -> None:
    if row > limits.rows:
        raise Refused(FailureCode.HOSTILE, "row number")
    if column > limits.columns:
        raise Refused(FailureCode.HOSTILE, "columns")


def _count_values(
    piece: bytes, tags: Tags, facts: SheetFacts, patterns: _Patterns, strings: StringFacts
) -> None:
    is_plain = patterns is _PLAIN
    facts.values += tags.count(b"/v") if is_plain else len(patterns.value.findall(piece))
    if not is_plain or tags.has_blank_value():
        facts.values -= len(patterns.blank_value.findall(piece))
    if is_plain and not len(tags.places_before_blank()):
        facts.values += tags.count(b"is")
    elif not is_plain or tags.count(b"is"):
        facts.values += sum(bool(_TAGS.sub(b"", inner).strip()) for inner in patterns.inline.findall(piece))
    if strings.blank:
        facts.values -= sum(index in strings.blank for index in patterns.string_value.findall(piece))


def _odd_cells(piece: bytes, tags: Tags, facts: SheetFacts, patterns: _Patterns) -> None:
    if b"#" in piece:  # every error value begins with it
        for tag in patterns.error.findall(piece):
            facts.error_count += 1
            _keep(facts.errors, tag)
    if patterns is _GENERAL or tags.count(b"f>") or tags.count(b"f ") or tags.count(b"f/"):
        for match in patterns.empty_formula.finditer(piece):
            _keep(facts.empty_formulas, b" " + match.group(1))
    if b"hidden" in piece:
        facts.hidden_rows += len(patterns.hidden.findall(piece))


_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")


def _keep(places: list[Place], tag: bytes) -> None:
    found = _REFERENCE.search(tag)
    if found and len(places) < _KEPT_PLACES:
        places.append((int(found.group(2)), column_number(found.group(1))))


def column_number(letters: bytes) -> int:
    """``A`` → 1, ``XFD`` → 16384; more letters than Excel's three give a number beyond every limit."""
    number = 0
    for letter in letters.upper()[:5]:
        number = number * 26 + letter - 64
    return number
