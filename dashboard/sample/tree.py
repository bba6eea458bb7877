"""Role: the unit tree of a sample, with members, targets and the number of submissions of each unit.

The campaign of Lạng Sơn (``rows`` None) has fixed counts; any other size keeps its proportions, and beyond
``SMALL_TREE_ROWS`` more superior and grassroots unions are added. Everything follows from (rows, seed).
"""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from dashboard.sample import places

Counts = NDArray[np.int64]

PHASE_1_ROWS = 3_001  # published by the provincial federation, 22/7/2022
PHASE_2_ROWS = 244  # invented: the first six weeks of phase 2
FAULTY_ROWS = 15  # invented: on top of both, see faults.py
SMALL_TREE_ROWS = 5_000
MOST_SUPERIORS = 60
MOST_LEAVES = 6_000
ROWS_PER_LEAF = 80
LEAST_LEAVES = 8
DIRECT_MEMBERS = 60
MEMBERS_LOG_MEAN = 4.4  # a grassroots union has about 80 members
RATIOS = (1.62, 1.12, 0.93, 1.38, 0.71, 1.04, 2.3, 1.2, 0.48, 1.0)
"""Attainment of phase 1 by the added superior unions, in turn."""


@dataclass(frozen=True)
class Leaf:
    """A grassroots union (CĐCS). ``target_1``/``target_2`` None: it was given no target."""

    code: str
    name: str
    parent: str
    parent_name: str
    trade: str
    members: int
    target_1: int | None
    target_2: int | None


@dataclass(frozen=True)
class Tree:
    """The units, and how many rows each leaf submits in phase 1 and in phase 2 (faulty ones included)."""

    superiors: tuple[places.Superior, ...]
    leaves: tuple[Leaf, ...]
    phase_1: Counts
    phase_2: Counts

    @property
    def targets(self) -> tuple[int, int]:
        """Targets of the province: the sums of its superior unions', phase 1 and phase 2."""
        return sum(s.target_1 for s in self.superiors), sum(s.target_2 for s in self.superiors)


def grow_tree(rows: int | None, rng: np.random.Generator) -> Tree:
    """The tree for ``rows`` rows in all, or for the campaign of Lạng Sơn when None."""
    campaign = PHASE_1_ROWS + PHASE_2_ROWS + FAULTY_ROWS
    total = campaign if rows is None else rows
    superiors = list(places.SUPERIORS)
    if total > SMALL_TREE_ROWS:
        superiors += _added(min(MOST_SUPERIORS, 16 + round(19 * math.log10(total / SMALL_TREE_ROWS))))
    in_phase_1 = PHASE_1_ROWS if rows is None else round(total * PHASE_1_ROWS / campaign)
    direct = places.DIRECT_RESULTS
    first = shares(in_phase_1, [s.result_1 for s in superiors] + [r for r, _ in direct])
    second = shares(total - in_phase_1, [s.result_2 for s in superiors] + [r for _, r in direct])
    if rows is not None:
        superiors = [_scaled(s, int(count)) for s, count in zip(superiors, first, strict=False)]
    wanted = 0 if total <= SMALL_TREE_ROWS else min(MOST_LEAVES, total // ROWS_PER_LEAF)
    each = math.ceil(wanted / len(superiors))
    leaves: list[Leaf] = []
    counts: list[tuple[Counts, Counts]] = []
    for position, superior in enumerate(superiors):
        grown = _leaves_of(superior, each, position, rng)
        leaves += grown
        weights = rng.lognormal(0.0, 0.7, len(grown))
        counts.append((shares(int(first[position]), weights), shares(int(second[position]), weights)))
    for number, (name, trade) in enumerate(places.DIRECT_LEAVES):
        code = f"{places.ROOT_CODE}-T{number + 1}"
        members = DIRECT_MEMBERS + 7 * number
        leaves.append(Leaf(code, name, places.ROOT_CODE, places.ROOT_NAME, trade, members, None, None))
    tail = len(superiors)
    counts.append((first[tail:], second[tail:]))
    return Tree(
        tuple(superiors),
        tuple(leaves),
        np.concatenate([c for c, _ in counts]),
        np.concatenate([c for _, c in counts]),
    )


def shares(total: int, weights: "list[int] | NDArray[np.float64]") -> Counts:
    """``total`` split into whole parts in proportion to ``weights`` (largest remainders), sum kept."""
    exact: NDArray[np.float64] = np.asarray(weights, dtype=np.float64)
    exact = exact * (total / exact.sum())
    parts: Counts = np.floor(exact).astype(np.int64)
    missing = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:missing]] += 1
    return parts


def without_accents(text: str) -> str:
    """Letters only: what a person types without a Vietnamese keyboard, case kept."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _scaled(superior: places.Superior, count: int) -> places.Superior:
    factor = count / superior.result_1
    return superior._replace(
        target_1=round(superior.target_1 * factor), target_2=round(superior.target_2 * factor)
    )


def _added(wanted: int) -> Iterator[places.Superior]:
    sectors = [name for name, _ in places.EXTRA_SECTORS]
    names = sectors + [f"LĐLĐ huyện {name}" for name in places.EXTRA_DISTRICTS.split("|")]
    numbers = range(len(places.SUPERIORS) + 1, wanted + 1)
    for number, name, ratio in zip(numbers, names, cycle(RATIOS), strict=False):
        result = 60 + 37 * number % 180
        target = round(result / ratio)
        cluster = "Khối công đoàn ngành" if name in sectors else f"Cụm thi đua số {3 + number % 4}"
        yield places.Superior(
            f"LS-{number}", name, cluster, target, round(target * 1.05), result, 4 + result // 12
        )


def _leaves_of(superior: places.Superior, wanted: int, position: int, rng: np.random.Generator) -> list[Leaf]:
    named = list(_listed_leaves(superior))
    wanted = max(wanted, LEAST_LEAVES) if not named else wanted
    seen = {without_accents(name).lower() for name, _ in named}
    for name, trade in _invented_leaves(superior, position):
        if len(named) >= wanted:
            break
        key = without_accents(name).lower()
        if key not in seen:
            seen.add(key)
            named.append((name, trade))
    size = len(named)
    members = np.maximum(9, np.round(rng.lognormal(MEMBERS_LOG_MEAN, 0.5, size))).astype(np.int64)
    first, second = (
        shares(target, rng.lognormal(0.0, 0.45, size)) for target in (superior.target_1, superior.target_2)
    )
    return [
        Leaf(
            f"{superior.code}-{i + 1:03d}",
            name,
            superior.code,
            superior.name,
            trade,
            int(members[i]),
            int(first[i]) if superior.cascades else None,
            int(second[i]) if superior.cascades else None,
        )
        for i, (name, trade) in enumerate(named)
    ]


def _listed_leaves(superior: places.Superior) -> Iterator[tuple[str, str]]:
    if superior.code in places.SECTOR_LEAVES:
        trade, wording, names = places.SECTOR_LEAVES[superior.code]
        yield from ((wording.format(name), trade) for name in names.split("|"))
    elif superior.code in places.COMMUNES:
        communes = places.COMMUNES[superior.code].split("|")
        for (wording, trade), commune in zip(cycle(places.COMMUNE_LEAVES), communes, strict=False):
            yield wording.format(commune), trade
        district = superior.name.removeprefix("LĐLĐ ")
        yield from ((wording.format(district), trade) for wording, trade in places.DISTRICT_LEAVES)


def _invented_leaves(superior: places.Superior, position: int) -> Iterator[tuple[str, str]]:
    first, second = places.COMMUNE_FIRST.split(), places.COMMUNE_SECOND.split()
    size = len(first) * len(second)
    trade_of = dict(places.EXTRA_SECTORS)
    sector = places.SECTOR_LEAVES.get(superior.code, (trade_of.get(superior.name), "", ""))[0]
    for number, (wording, trade) in zip(range(size * 8), cycle(places.COMMUNE_LEAVES), strict=False):
        # 37 has no divisor in common with the 256 names, so the step visits each of them.
        place = (number * 37 + position * 11 + number // size) % size
        name = f"{first[place // len(second)]} {second[place % len(second)]}"
        if sector:
            yield f"CĐCS Chi nhánh {name} số {number // size + 1}", sector
        else:
            yield wording.format(name), trade
