"""Role: which unit a typed name or code means; sure, suggested, ambiguous or unknown – never guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz, process

from dashboard.importing.cells.text import one_line
from dashboard.importing.unit_names import Name, read_name

SUGGEST_FROM = 86
"""Likeness (0–100) of keys from which a name is suggested: one letter in a word of eight is 87."""

SUGGEST_MARGIN = 4
"""The best suggestion must be this much liker than the second, or the name is ambiguous."""

SIMILAR_FROM = 90
"""Likeness by plain edit distance from which another unit may have been meant: one letter in twenty is 95."""

MOST_SUGGESTIONS = 3
MOST_SEARCHES = 400
"""Unknown names searched for suggestions per import; each search reads all names (10 ms at 100.000)."""


class How(StrEnum):
    """How a unit was found; the first five are sure, the others are for a person."""

    CODE = "code"
    EXACT = "exact"
    ALIAS = "alias"
    ABBREVIATION = "abbreviation"
    UNACCENTED = "unaccented"
    SUGGESTION = "suggestion"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


SURE = frozenset({How.CODE, How.EXACT, How.ALIAS, How.ABBREVIATION, How.UNACCENTED})


class KnownUnit(NamedTuple):
    """A unit as the index needs it."""

    unit_id: int
    code: str
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer. ``unit_id`` is set only when sure; ``suggestions`` are names a person may choose from."""

    unit_id: int | None
    how: How
    suggestions: tuple[str, ...] = ()
    suggested_id: int | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the unit may be taken without asking."""
        return self.unit_id is not None


_UNKNOWN = Resolution(None, How.UNKNOWN)


class UnitIndex:
    """All units by code, name, alias and their comparable keys; answers are remembered per distinct text."""

    def __init__(
        self,
        units: Iterable[KnownUnit],
        aliases: Iterable[tuple[int, str]] = (),
        confirmed: Mapping[str, int] | None = None,
    ) -> None:
        """``confirmed``: typed text → unit that a person says it means, where the text alone is not sure."""
        self._units = {unit.unit_id: unit for unit in units}
        self._by_code = {unit.code.strip().upper(): unit.unit_id for unit in self._units.values()}
        self._by_key: dict[str, list[tuple[int, Name, bool]]] = {}
        self._by_level: dict[str, list[tuple[int, Name, bool]]] = {}
        self._by_core: dict[str, set[int]] = {}
        for unit in self._units.values():
            self._add(unit.unit_id, unit.name, is_alias=False)
        for unit_id, alias in aliases:
            if unit_id in self._units:
                self._add(unit_id, alias, is_alias=True)
        self._confirmed = {
            one_line(text): unit_id for text, unit_id in (confirmed or {}).items() if unit_id in self._units
        }
        self._answers: dict[tuple[str, int | None], Resolution] = {}
        self._choices: dict[int | None, list[str]] = {}
        self._searches = 0

    def __len__(self) -> int:
        return len(self._units)

    def __getitem__(self, unit_id: int) -> KnownUnit:
        return self._units[unit_id]

    def _add(self, unit_id: int, text: str, *, is_alias: bool) -> None:
        name = read_name(text)
        entry = (unit_id, name, is_alias)
        self._by_key.setdefault(name.key, []).append(entry)
        if name.tokens[:1] in (("ldld",), ("cd",)):
            self._by_level.setdefault(name.without_level, []).append(entry)
        if name.core:
            self._by_core.setdefault(name.core, set()).add(unit_id)

    def is_under(self, unit_id: int, ancestor: int) -> bool:
        """Whether a unit is the other one or stands below it."""
        return any(step == ancestor for step in self.line(unit_id))

    def line(self, unit_id: int) -> Iterator[int]:
        """The unit and its superiors, upwards; ends at the root (or at a circle in bad data)."""
        seen: set[int] = set()
        step: int | None = unit_id
        while step is not None and step in self._units and step not in seen:
            seen.add(step)
            yield step
            step = self._units[step].parent_id

    def resolve(self, text: str, within: int | None = None) -> Resolution:
        """Which unit ``text`` (a code or a name) means; ``within``: the superior named beside it, if known.

        A name that several units bear is decided by ``within``; otherwise it is ambiguous.
        """
        known = self._answers.get((text, within))
        if known is None:
            known = self._resolve(text, within)
            if known.unit_id is None and self._confirmed and one_line(text) in self._confirmed:
                known = Resolution(self._confirmed[one_line(text)], How.ALIAS)
            self._answers[text, within] = known
        return known

    def resolve_code(self, code: str) -> int | None:
        """The unit of a code."""
        return self._by_code.get(one_line(code).upper())

    def similar(self, text: str, within: int) -> set[int]:
        """Units below ``within`` whose name is like ``text``; for asking whether another one was meant."""
        name = read_name(one_line(text))
        keys = process.extract(
            name.key, self._searchable(within), scorer=fuzz.ratio, limit=3, score_cutoff=SIMILAR_FROM
        )
        markers = name.markers()
        return {
            entry[0]
            for key, _, _ in keys
            for entry in self._by_key[key]
            if self.is_under(entry[0], within) and entry[1].markers() == markers
        }

    def _resolve(self, text: str, within: int | None) -> Resolution:
        clean = one_line(text)
        if not clean:
            return _UNKNOWN
        by_code = self.resolve_code(clean)
        if by_code is not None:
            return Resolution(by_code, How.CODE)
        name = read_name(clean)
        for entries, allowed in (
            (self._by_key.get(name.key, []), True),
            (self._by_level.get(name.key, []), not name.has_level),
        ):
            if entries and allowed:
                return self._by_name(clean, name, entries, within)
        return self._shortened(clean, within) or self._suggest(name, within)

    def _by_name(
        self, text: str, name: Name, entries: list[tuple[int, Name, bool]], within: int | None
    ) -> Resolution:
        same_length = [e for e in entries if len(e[1].accented) == len(name.accented)]
        fitting = [e for e in same_length if name.fits(e[1])] if same_length else self._loosely(name, entries)
        if not fitting:
            return self._offer({e[0] for e in entries})  # "Hà Bằng" for "Hạ Bằng": a person confirms
        equal = [e for e in fitting if name.accented == e[1].accented] or fitting
        chosen = {e[0] for e in equal}
        if len(chosen) > 1 and within is not None:
            chosen = {unit_id for unit_id in chosen if self.is_under(unit_id, within)} or chosen
        if len(chosen) > 1:
            return Resolution(None, How.AMBIGUOUS, self._names(chosen))
        (unit_id,) = chosen
        return Resolution(unit_id, self._how(text, name, next(e for e in equal if e[0] == unit_id)))

    def _loosely(self, name: Name, entries: list[tuple[int, Name, bool]]) -> list[tuple[int, Name, bool]]:
        """Entries found without their level word: the accents of the other words must agree."""
        found = []
        for unit_id, known, is_alias in entries:
            kept = known.pairs_without_level()
            shorter = Name(tuple(k[0] for k in kept), tuple(k[1] for k in kept))
            if len(shorter.tokens) == len(name.tokens) and name.fits(shorter):
                found.append((unit_id, shorter, is_alias))
        return found

    def _how(self, text: str, name: Name, entry: tuple[int, Name, bool]) -> How:
        unit_id, known, is_alias = entry
        if is_alias:
            return How.ALIAS
        if text == self._units[unit_id].name:
            return How.EXACT
        return How.ABBREVIATION if name.accented == known.accented else How.UNACCENTED

    def _shortened(self, text: str, within: int | None) -> Resolution | None:
        """ "Trường TH Hạ Bằng, huyện Thạch Thất": the unit when the rest names one of its superiors."""
        for mark in (",", " - ", " – ", "("):
            head, found, rest = text.partition(mark)
            if not found or not head.strip():
                continue
            answer = self.resolve(head.strip(), within)
            if answer.unit_id is None:
                continue
            rest_core = read_name(rest.strip(" )")).core
            superiors = list(self.line(answer.unit_id))[1:]
            if rest_core and any(read_name(self._units[s].name).core == rest_core for s in superiors):
                return Resolution(answer.unit_id, How.ABBREVIATION)
            return self._offer({answer.unit_id})
        return None

    def _suggest(self, name: Name, within: int | None) -> Resolution:
        cores = self._by_core.get(name.core, set()) if name.core else set()
        if within is not None:
            cores = {unit_id for unit_id in cores if self.is_under(unit_id, within)} or cores
        if cores:
            return self._offer(cores)
        if self._searches >= MOST_SEARCHES or len(name.key) < 3:
            return _UNKNOWN
        self._searches += 1
        found = process.extract(
            name.key, self._searchable(within), scorer=fuzz.WRatio, limit=12, score_cutoff=SUGGEST_FROM
        )
        return self._judged(name, [(key, score) for key, score, _ in found])

    def _judged(self, name: Name, found: list[tuple[str, float]]) -> Resolution:
        """Suggest the likest; equally like ones, or sisters that differ in a number, are ambiguous."""
        if not found:
            return _UNKNOWN
        best = found[0][1]
        close = {e[0] for key, score in found if score > best - SUGGEST_MARGIN for e in self._by_key[key]}
        if len(close) == 1:
            (only,) = close
            known = read_name(self._units[only].name)
            if name.markers() - known.markers():
                return Resolution(None, How.UNKNOWN, self._names(close))
        return self._offer(close)

    def _searchable(self, within: int | None) -> list[str]:
        if within not in self._choices:
            self._choices[within] = [
                key
                for key, entries in self._by_key.items()
                if within is None or any(self.is_under(e[0], within) for e in entries)
            ]
        return self._choices[within]

    def _offer(self, units: set[int]) -> Resolution:
        names = self._names(units)
        if len(units) == 1:
            return Resolution(None, How.SUGGESTION, names, next(iter(units)))
        return Resolution(None, How.AMBIGUOUS, names)

    def _names(self, units: set[int]) -> tuple[str, ...]:
        chosen = sorted(units)[:MOST_SUGGESTIONS]
        return tuple(self._units[unit_id].name for unit_id in chosen)
