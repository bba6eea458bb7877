"""Role: units that a person may choose for a name that was not understood, the likeliest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from dashboard.i18n.text import fold
from dashboard.importing.unit_names import read_name
from dashboard.importing.units import KnownUnit

LIKE_FROM = 55
"""Likeness (0–100) from which a unit is worth offering: a person looks at all of them, so it is low."""


@dataclass(frozen=True)
class UnitOption:
    """One unit to choose, with the names of its superiors below the root."""

    unit_id: int
    name: str
    path: tuple[str, ...] = ()


class UnitChoices:
    """All units, to be offered by likeness or found by words."""

    def __init__(self, units: Iterable[KnownUnit]) -> None:
        self._units = {unit.unit_id: unit for unit in units}
        self._keys = {unit.unit_id: _telling(unit.name) for unit in self._units.values()}

    def likeliest(self, text: str, limit: int) -> list[UnitOption]:
        """Units whose names are most like ``text``."""
        found = process.extract(
            _telling(text), self._keys, scorer=fuzz.ratio, limit=limit, score_cutoff=LIKE_FROM
        )
        return [self.option(unit_id) for _, _, unit_id in found]

    def search(self, typed: str, limit: int) -> list[UnitOption]:
        """Units whose name or code holds every typed word, accents and case aside."""
        words = fold(typed).split()
        if not words:
            return []
        hits = [
            unit_id
            for unit_id, unit in self._units.items()
            if all(word in fold(f"{unit.name} {unit.code}") for word in words)
        ]
        return [self.option(unit_id) for unit_id in hits[:limit]]

    def option(self, unit_id: int) -> UnitOption:
        """A unit as it is offered."""
        return UnitOption(unit_id, self._units[unit_id].name, tuple(self._path(unit_id)))

    def options(self, unit_ids: Sequence[int]) -> list[UnitOption]:
        """Several of them; ids that do not exist are left out."""
        return [self.option(unit_id) for unit_id in unit_ids if unit_id in self._units]

    def _path(self, unit_id: int) -> list[str]:
        names: list[str] = []
        parent = self._units[unit_id].parent_id
        while parent is not None and parent in self._units and len(names) < len(self._units):
            above = self._units[parent]
            if above.parent_id is None:
                break  # the root stands over all of them and tells nothing
            names.insert(0, above.name)
            parent = above.parent_id
        return names


def _telling(text: str) -> str:
    """What tells a name from others: without "CĐCS Trường", which every second one begins with."""
    name = read_name(text)
    return name.core or name.key
