"""Role: counts people by the first day they appear, per phase, measure and field; pure.

A person is a folded name within the unit that was recorded. Distinct people do not add up over time, but
people by their first day do, and a person counts under each ancestor once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from data_access.facts import Ints
from data_access.tree import Tree
from data_access.vocabulary import ALL, WHOLE_PROGRAMME, Measure, Status

AUTHOR_DEPTHS = 1
"""Down to this depth people are summed; below, the rows of the unit are few enough to be read."""

AUTHOR_FIELD_DEPTHS = 0
"""Down to this depth by field as well; a level more was measured to double the time of an import."""

_NEVER_DATED = 99_999_999
"""Sorts undated rows behind every day, so that a person's first day is a real one if there is any."""

PhaseSpan = tuple[int, int, int]
"""(number, first second, second after the last)."""


@dataclass
class Appearances:
    """Collects (person, row) pairs of some units. ``only``: look at people already known, no others."""

    people: dict[tuple[int, str], int] = field(default_factory=dict)
    person: list[int] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    second: list[int] = field(default_factory=list)
    field_id: list[int] = field(default_factory=list)
    valid: list[bool] = field(default_factory=list)

    def add(self, rows: Iterable[Sequence[Any]], *, only_known: bool = False) -> None:
        """``rows``: (unit_id, author_keys, day, second or None, field_id, status)."""
        people = self.people
        for unit_id, keys, day, second, field_id, status in rows:
            for key in set(keys.split("\n")) if "\n" in keys else (keys,):
                if not key:
                    continue
                if only_known:
                    person = people.get((unit_id, key), -1)
                    if person < 0:
                        continue
                else:
                    person = people.setdefault((unit_id, key), len(people))
                self.person.append(person)
                self.day.append(day or _NEVER_DATED)
                self.second.append(-1 if second is None else second)
                self.field_id.append(field_id)
                self.valid.append(status == Status.VALID)

    def extend(self, other: "Appearances") -> None:
        """What the other one, who knows the same people, has seen as well."""
        self.person += other.person
        self.day += other.day
        self.second += other.second
        self.field_id += other.field_id
        self.valid += other.valid


def first_days(seen: Appearances, phases: Sequence[PhaseSpan], sign: int) -> list[tuple[Ints, ...]]:
    """Blocks of (person, phase, valid only?, field, first day, sign), one entry per person and scope."""
    person, day = np.array(seen.person, dtype=np.int64), np.array(seen.day, dtype=np.int64)
    second, fields = np.array(seen.second, dtype=np.int64), np.array(seen.field_id, dtype=np.int64)
    valid = np.array(seen.valid, dtype=bool)
    blocks: list[tuple[Ints, ...]] = []
    spans = [(WHOLE_PROGRAMME, np.ones(len(person), dtype=bool))]
    spans += [(number, (second >= start) & (second < end)) for number, start, end in phases]
    for number, inside in spans:
        for valid_only in (False, True):
            keep = inside & valid if valid_only else inside
            for by_field in (False, True):
                group = fields[keep] if by_field else np.full(int(keep.sum()), ALL, dtype=np.int64)
                who, what, first = _earliest(person[keep], group, day[keep])
                same = np.ones_like(who)
                blocks.append((who, same * number, same * valid_only, what, first, same * sign))
    return blocks


def _earliest(person: Ints, group: Ints, day: Ints) -> tuple[Ints, Ints, Ints]:
    order = np.lexsort((day, group, person))
    person, group, day = person[order], group[order], day[order]
    changed = (person[1:] != person[:-1]) | (group[1:] != group[:-1])
    first = np.flatnonzero(np.concatenate((np.ones(min(len(person), 1), dtype=bool), changed)))
    days = day[first]
    return person[first], group[first], np.where(days == _NEVER_DATED, 0, days)


def author_rows(
    programme_id: int, sides: Sequence[tuple[Appearances, Tree, int]], phases: Sequence[PhaseSpan]
) -> list[tuple[object, ...]]:
    """As rows of ``author_cube``: the sum over the sides (what is seen, in which tree, +1 or -1)."""
    cells: dict[tuple[int, ...], int] = {}
    for seen, tree, sign in sides:
        if not seen.person:
            continue
        unit_of = np.array([unit for unit, _ in seen.people], dtype=np.int64)
        at = tree.positions(np.unique(unit_of))
        place = dict(zip(np.unique(unit_of).tolist(), at.tolist(), strict=True))
        positions = np.array([place[unit] for unit in unit_of.tolist()], dtype=np.int64)
        for who, number, valid, what, first, signs in first_days(seen, phases, sign):
            for depth in range(AUTHOR_DEPTHS + 1):
                node = tree.paths[positions[who], depth]
                keep = (node > 0) & ((what == ALL) | (depth <= AUTHOR_FIELD_DEPTHS))
                keys = np.stack([node, number, valid, what, first])[:, keep]
                _add_up(cells, keys, signs[keep])
    measure = (Measure.SUBMITTED.value, Measure.VALID.value)
    return sorted(
        (programme_id, node, number, measure[valid], what, first, n)
        for (node, number, valid, what, first), n in cells.items()
        if n
    )


def _add_up(cells: dict[tuple[int, ...], int], keys: Ints, signs: Ints) -> None:
    if not keys.shape[1]:
        return
    order = np.lexsort(keys[::-1])
    keys, signs = keys[:, order], signs[order]
    starts = np.flatnonzero(np.concatenate(([True], (keys[:, 1:] != keys[:, :-1]).any(axis=0))))
    totals = np.add.reduceat(signs, starts)
    for key, n in zip(zip(*keys[:, starts].tolist(), strict=True), totals.tolist(), strict=True):
        cells[key] = cells.get(key, 0) + n
