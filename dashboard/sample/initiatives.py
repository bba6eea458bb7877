"""Role: the rows of a sample's export, made in chunks from numpy columns so that memory stays bounded."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.sample import faults, money, people, phrases, times
from dashboard.sample.faults import ExportRow, Fault
from dashboard.sample.places import ROOT_CODE
from dashboard.sample.sheets import Cell
from dashboard.sample.spelling import spellings
from dashboard.sample.tree import FAULTY_ROWS, Leaf, Tree

Weighted = Sequence[tuple[str, int]]
Indices = NDArray[np.int64]

CHUNK = 20_000
VARIANT_SHARE = 0.13  # of unit names typed otherwise than listed
BLANK_LEAF_SHARE = 0.015  # only the superior union is known
TEXT_DATE_SHARE = 0.05
NO_FIELD_SHARE = 0.03
LAST_YEAR_SHARE = 0.45  # of school initiatives: recognised in the school year before
APPLIED_SHARE = 0.7
SECRET_SHARE = {"company": 0.08, "border": 0.06, "farm": 0.03}
SECRET_ELSEWHERE = 0.004
OFFICES = {"nursery": "PGDĐT", "primary": "PGDĐT", "lower": "PGDĐT", "upper": "SGDĐT", "health": "TTYT"}
MOMENT_FORMS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M:%S")
ALWAYS_TEXT = (times.LAST_EVENING[1], times.FIRST_MINUTES[0])
"""31/5/2022 23:59 and 01/6/2022 00:00: the cut between the phases, once typed as text."""


class Export:
    """The export of one sample: everything drawn at the start, rows written out on demand, once."""

    def __init__(self, tree: Tree, rows: int | None, rng: np.random.Generator) -> None:
        self._leaves = tree.leaves
        self._rng = rng
        self._names = people.all_names()
        leaf_1, leaf_2 = (
            rng.permutation(np.repeat(np.arange(len(tree.leaves)), counts))
            for counts in (tree.phase_1, tree.phase_2)
        )
        self._trades = [leaf.trade for leaf in tree.leaves]
        schools = np.array([trade in times.SCHOOLS for trade in self._trades])
        moments_1, order = times.phase_1_moments(schools[leaf_1], rng)
        leaf_1 = leaf_1[order]
        total = money.PHASE_1_TOTAL if rows is None else None
        self._leaf = np.concatenate([leaf_1, leaf_2])
        self._moment = np.concatenate([moments_1, times.phase_2_moments(leaf_2.size, rng)])
        self._amount = np.concatenate(
            [money.declared_amounts(part, self._trades, rng, goal) for part, goal in
             ((leaf_1, total), (leaf_2, None))]
        )  # fmt: skip
        self.faults = self._place_faults(leaf_1.size, rows)
        self._digits = max(6, len(str(self.rows)))

    @property
    def rows(self) -> int:
        """Number of data rows, faulty ones included."""
        return int(self._leaf.size)

    def __iter__(self) -> Iterator[ExportRow]:
        before: ExportRow | None = None
        for start in range(0, self.rows, CHUNK):
            for number, row in enumerate(self._chunk(start, min(start + CHUNK, self.rows)), start):
                fault = self.faults.get(number)
                if fault is not None and before is not None:
                    row = faults.spoil(row, fault, before)
                before = row
                yield row

    def _place_faults(self, in_phase_1: int, rows: int | None) -> dict[int, Fault]:
        wanted = FAULTY_ROWS if rows is None else min(
            faults.MOST_FAULTY, round(rows * faults.FAULTY_PPM / 1_000_000)
        )  # fmt: skip
        first = in_phase_1 + len(times.FIRST_MINUTES) + 1  # the moments that were set stay as they are
        return faults.place_faults(first, self.rows - 1, wanted, self._rng) if wanted else {}

    def _chunk(self, start: int, stop: int) -> Iterator[ExportRow]:
        rng, size = self._rng, stop - start
        leaf, moment = self._leaf[start:stop], self._moment[start:stop]
        units = [self._leaves[number] for number in leaf.tolist()]
        members = np.array([one.members for one in self._leaves], dtype=np.int64)[leaf]
        recognition = pick(phrases.RECOGNITIONS, size, rng)
        schools = np.array([trade in times.SCHOOLS for trade in self._trades])[leaf]
        recognised_on = self._recognised_on(schools, moment)
        topics, titles = self._topics(units)
        names = [
            typed(self._unit_name(unit, blank), variant)
            for unit, blank, variant in zip(
                units, (rng.random(size) < BLANK_LEAF_SHARE).tolist(), rng.random(size).tolist(), strict=True
            )
        ]
        superiors = [
            typed(unit.parent_name, variant)
            for unit, variant in zip(units, rng.random(size).tolist(), strict=True)
        ]
        styles = rng.random(size).tolist()
        columns: tuple[Sequence[Cell], ...] = (
            [f"SK22-{number:0{self._digits}d}" for number in range(start + 1, stop + 1)],
            titles,
            people.author_cells(self._names, leaf, members, rng),
            names,
            superiors,
            topics,
            pick(phrases.KINDS, size, rng),
            [phrases.BLOCKS.get(unit.trade, phrases.BLOCK_ELSEWHERE) for unit in units],
            self._applied(recognised_on),
            self._recognised(recognised_on, recognition),
            self._submitted(moment),
            pick(phrases.STATUSES, size, rng),
            recognition,
            self._decisions(units, recognition),
            [money.written(a, s) for a, s in zip(self._amount[start:stop].tolist(), styles, strict=True)],
            self._effects(schools),
            self._secrets(leaf),
        )
        return map(ExportRow._make, zip(*columns, strict=True))

    def _unit_name(self, unit: Leaf, blank: bool) -> str:
        return "" if blank and unit.parent != ROOT_CODE else unit.name

    def _topics(self, units: list[Leaf]) -> tuple[list[Cell], list[Cell]]:
        rng, size = self._rng, len(units)
        draws = rng.random((size, 5)).tolist()
        fields: list[Cell] = []
        titles: list[Cell] = []
        for unit, (a, b, c, d, e) in zip(units, draws, strict=True):
            topic = _topics_by_weight(unit.trade)
            field, wordings = topic[int(a * len(topic))]
            classes = phrases.CLASSES.get(unit.trade, phrases.NUMBERS)
            ends = phrases.SCHOOL_CIRCUMSTANCES if unit.trade in times.SCHOOLS else phrases.CIRCUMSTANCES
            title = (
                f"{phrases.OPENINGS[int(b * len(phrases.OPENINGS))]} "
                f"{wordings[int(c * len(wordings))].replace('{n}', classes[int(d * len(classes))])} "
                f"{ends[int(e * len(ends))]}"
            )
            titles.append(title.strip())
            fields.append(field)
        for number in np.flatnonzero(rng.random(size) < NO_FIELD_SHARE).tolist():
            fields[number] = None
        return fields, titles

    def _effects(self, schools: NDArray[np.bool_]) -> list[Cell]:
        of_all, of_schools = (
            pick(effects, schools.size, self._rng) for effects in (phrases.EFFECTS, phrases.SCHOOL_EFFECTS)
        )
        return [a if school else b for a, b, school in zip(of_schools, of_all, schools.tolist(), strict=True)]

    def _recognised_on(self, schools: NDArray[np.bool_], moment: times.Moments) -> times.Moments:
        """Days of recognition: often of the school year before, else some weeks before submission."""
        rng, size = self._rng, schools.size
        day = moment.astype("datetime64[D]")
        lately = day - rng.integers(2, 60, size).astype("timedelta64[D]")
        last_year = np.datetime64("2021-05-15") + rng.integers(0, 56, size).astype("timedelta64[D]")
        earlier = schools & (rng.random(size) < LAST_YEAR_SHARE)
        return np.where(earlier, last_year, lately).astype("datetime64[D]")

    def _recognised(self, days: times.Moments, recognition: list[Cell]) -> list[Cell]:
        rng, size = self._rng, days.size
        text = (rng.random(size) < TEXT_DATE_SHARE).tolist()
        return [
            None if not how else one.strftime("%d/%m/%Y") if as_text else one
            for one, how, as_text in zip(days.tolist(), recognition, text, strict=True)
        ]

    def _applied(self, recognised_on: times.Moments) -> list[Cell]:
        rng, size = self._rng, recognised_on.size
        back = rng.integers(30, 240, size).astype("timedelta64[D]")
        days: list[date] = (recognised_on - back).tolist()
        known = (rng.random(size) < APPLIED_SHARE).tolist()
        return [one if is_known else None for one, is_known in zip(days, known, strict=True)]

    def _submitted(self, moment: times.Moments) -> list[Cell]:
        as_text = (self._rng.random(moment.size) < TEXT_DATE_SHARE) | np.isin(moment, np.array(ALWAYS_TEXT))
        cells: list[datetime] = moment.tolist()
        written: list[Cell] = list(cells)
        for number in np.flatnonzero(as_text).tolist():
            written[number] = cells[number].strftime(MOMENT_FORMS[number % len(MOMENT_FORMS)])
        return written

    def _decisions(self, units: list[Leaf], recognition: list[Cell]) -> list[Cell]:
        numbers = self._rng.integers(3, 2_400, len(units)).tolist()
        return [
            f"{number}/QĐ-{OFFICES.get(unit.trade, 'UBND')}" if how and number % 5 else None
            for number, unit, how in zip(numbers, units, recognition, strict=True)
        ]

    def _secrets(self, leaf: Indices) -> list[Cell]:
        rng = self._rng
        rate = np.array([SECRET_SHARE.get(trade, SECRET_ELSEWHERE) for trade in self._trades])[leaf]
        marks = pick(phrases.OPEN_MARKS, leaf.size, rng)
        secret = np.flatnonzero(rng.random(leaf.size) < rate)
        for number, mark in zip(secret.tolist(), pick(phrases.SECRET_MARKS, secret.size, rng), strict=True):
            marks[number] = mark
        return marks


def pick(choices: Weighted, size: int, rng: np.random.Generator) -> list[Cell]:
    """``size`` texts drawn by weight; "" becomes an empty cell."""
    weights = np.array([weight for _, weight in choices], dtype=np.float64)
    texts: list[Cell] = [text or None for text, _ in choices]
    return [texts[number] for number in rng.choice(len(texts), size, p=weights / weights.sum()).tolist()]


def typed(name: str, draw: float) -> str:
    """``name`` as listed or, when ``draw`` in [0, 1) falls into ``VARIANT_SHARE``, in another spelling."""
    if draw >= VARIANT_SHARE or not name:
        return name
    others = _spellings(name)
    return others[int(draw / VARIANT_SHARE * len(others))]


_spellings = lru_cache(maxsize=10_000)(spellings)


@lru_cache(maxsize=32)
def _topics_by_weight(trade: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((t.field, t.wordings) for t in phrases.TOPICS[trade] for _ in range(t.weight))
