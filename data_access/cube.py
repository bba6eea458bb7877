"""Role: turns initiatives into additive cells (sums per node, field, status and period); pure numpy.

Which nodes keep which periods (from the measured design in docs/architecture.md):
depth 0 and 1: all time, months and days, each by (field or all) × (status or all);
depth 2: all time and months likewise, days only for all fields and statuses;
deeper: all time, all fields and statuses. Undated rows are in the all-time cells only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.facts import Facts, Ints, coarse_bin, fine_bin
from data_access.tables import MAX_DEPTH, MEASURES
from data_access.tree import Tree
from data_access.vocabulary import ALL, UNCLASSIFIED_FIELD_ID, Status

TOP_DEPTHS = 1
"""Down to this depth a node keeps everything."""

MONTH_DEPTH = 2
"""Down to this depth a node keeps months with filters, and unfiltered days."""

GROUP_ROWS = 100_000
"""Rows whose measures are laid out at once (22 measures × 8 bytes each)."""

_FIELD_BITS, _STATUS_BITS, _PERIOD_BITS = 12, 3, 23


@dataclass(frozen=True)
class Cells:
    """Sums by key. ``node`` is a position in the tree; ``period`` is packed (see ``pack_day``)."""

    node: Ints
    field: Ints
    status: Ints
    period: Ints
    sums: Ints  # one column per MEASURES

    def __len__(self) -> int:
        return len(self.node)


def pack_day(day: npt.NDArray[np.int32]) -> Ints:
    """yyyymmdd in 23 bits, month and day apart, so that a month is the day with its last bits cleared."""
    wide = day.astype(np.int64)
    return (wide // 10_000 << 9) | (wide // 100 % 100 << 5) | (wide % 100)


def unpack_period(packed: Ints) -> Ints:
    """0, yyyymm or yyyymmdd."""
    month = (packed >> 9) * 100 + (packed >> 5 & 15)
    day = packed & 31
    return np.where(day > 0, month * 100 + day, month)


def month_of(packed: Ints) -> Ints:
    """The month of packed days; undated stays 0."""
    return packed & ~np.int64(31)


def measures(facts: Facts, tree: Tree) -> Ints:
    """The additive integers of each fact, signed, in the order of MEASURES; shape (n, len(MEASURES))."""
    declared = facts.value >= 0
    value = np.where(declared, facts.value, 0)
    flagged = facts.flagged & declared
    out = np.zeros((len(facts), len(MEASURES)), dtype=np.int64)
    columns = (
        1, declared, value, flagged, value * flagged, facts.confidential,
        facts.field == UNCLASSIFIED_FIELD_ID, facts.no_recognition, tree.has_children[facts.unit],
    )  # fmt: skip
    for index, column in enumerate(columns):
        out[:, index] = column
    rows = np.flatnonzero(declared)
    out[rows, len(columns) + coarse_bin(facts.value[rows])] = 1
    return out * facts.sign[:, None]


def group(node: Ints, field: Ints, status: Ints, period: Ints, sums: Ints) -> Cells:
    """Adds up what has the same key."""
    key = (node << (_FIELD_BITS + _STATUS_BITS + _PERIOD_BITS)) | (
        (field << (_STATUS_BITS + _PERIOD_BITS)) | (status << _PERIOD_BITS) | period
    )
    order = np.argsort(key, kind="stable")
    key = key[order]
    if not len(key):
        return Cells(node, field, status, period, sums)
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    first = order[starts]
    return Cells(
        node[first], field[first], status[first], period[first], np.add.reduceat(sums[order], starts, axis=0)
    )


def without_field(cells: Cells) -> Cells:
    """Rolled up over fields."""
    return group(cells.node, np.full_like(cells.field, ALL), cells.status, cells.period, cells.sums)


def without_status(cells: Cells) -> Cells:
    """Rolled up over statuses."""
    return group(cells.node, cells.field, np.full_like(cells.status, ALL), cells.period, cells.sums)


def by_month(cells: Cells) -> Cells:
    """Days rolled up to months; undated stays apart as period 0."""
    return group(cells.node, cells.field, cells.status, month_of(cells.period), cells.sums)


def all_time(cells: Cells) -> Cells:
    """Rolled up over all periods, the undated included."""
    return group(cells.node, cells.field, cells.status, np.zeros_like(cells.period), cells.sums)


def dated(cells: Cells) -> Cells:
    """Without the undated."""
    keep = cells.period > 0
    return Cells(
        cells.node[keep], cells.field[keep], cells.status[keep], cells.period[keep], cells.sums[keep]
    )


def _filters(cells: Cells) -> Iterator[Cells]:
    """The cells by (field or all) × (status or all)."""
    yield cells
    yield without_status(cells)
    over_fields = without_field(cells)
    yield over_fields
    yield without_status(over_fields)


def _every_period(days: Cells) -> Iterator[Cells]:
    """All, months and days from cells by day."""
    months = by_month(days)
    yield from _filters(all_time(months))
    yield from (dated(cells) for cells in _filters(months))
    yield from (dated(cells) for cells in _filters(days))


def _moved(cells: Cells, node: Ints, keep: npt.NDArray[np.bool_]) -> Cells:
    return group(node[keep], cells.field[keep], cells.status[keep], cells.period[keep], cells.sums[keep])


def _chunks(top: Ints) -> Iterator[slice]:
    """Slices of about GROUP_ROWS that never part what stands under one first-level node."""
    start = 0
    while start < len(top):
        end = start + GROUP_ROWS
        if end < len(top):
            end = int(np.searchsorted(top, top[end], side="right"))
        yield slice(start, min(end, len(top)))
        start = end


def cells_of(facts: Facts, tree: Tree) -> Iterator[Cells]:
    """All cells of the facts, in blocks; a key occurs once over all blocks, all-zero cells are left out."""
    ancestor_at = np.where(tree.paths > 0, np.searchsorted(tree.unit_ids, tree.paths), -1)
    top = np.where(ancestor_at[:, 1] >= 0, ancestor_at[:, 1], ancestor_at[:, 0])
    order = np.argsort(top[facts.unit], kind="stable")
    facts = facts.take(order)
    roots: list[Cells] = []
    for part in _chunks(top[facts.unit]):
        chunk = facts.take(part)
        sums = measures(chunk, tree)
        field, status = chunk.field.astype(np.int64), chunk.status.astype(np.int64)
        day = pack_day(chunk.day)
        above = ancestor_at[chunk.unit]
        days = group(top[chunk.unit], field, status, day, sums)
        roots.append(_moved(days, ancestor_at[days.node, 0], np.ones(len(days), dtype=bool)))
        below_root = ancestor_at[days.node, 1] >= 0
        yield from _every_period(_moved(days, days.node, below_root))
        yield from _second_level(above[:, MONTH_DEPTH], field, status, day, sums)
        yield from _deeper(above, sums)
    if roots:
        yield from _every_period(joined(roots))


def joined(blocks: Sequence[Cells]) -> Cells:
    """Cells of several blocks added up."""
    node, field, status, period, sums = (
        np.concatenate([getattr(block, name) for block in blocks]) for name in Cells.__dataclass_fields__
    )
    return group(node, field, status, period, sums)


def _second_level(node: Ints, field: Ints, status: Ints, day: Ints, sums: Ints) -> Iterator[Cells]:
    keep = node >= 0
    node, field, status, day, sums = node[keep], field[keep], status[keep], day[keep], sums[keep]
    months = group(node, field, status, month_of(day), sums)
    yield from _filters(all_time(months))
    yield from (dated(cells) for cells in _filters(months))
    yield dated(group(node, np.zeros_like(field), np.zeros_like(status), day, sums))


def _deeper(above: Ints, sums: Ints) -> Iterator[Cells]:
    for depth in range(MONTH_DEPTH + 1, MAX_DEPTH + 1):
        keep = above[:, depth] >= 0
        node = above[keep, depth]
        nothing = np.zeros_like(node)
        yield group(node, nothing, nothing, nothing, sums[keep])


def cell_rows(programme_id: int, cells: Cells, tree: Tree) -> list[tuple[int, ...]]:
    """As rows of ``cube`` in the order of its key, all-zero ones left out."""
    keep = np.flatnonzero(cells.sums.any(axis=1))
    node, period = tree.unit_ids[cells.node[keep]], unpack_period(cells.period[keep])
    field, status = cells.field[keep], cells.status[keep]
    order = np.lexsort((period, status, field, node))
    columns = [node, field, status, period, *cells.sums[keep].T]
    return [(programme_id, *row) for row in zip(*(c[order].tolist() for c in columns), strict=True)]


def savings_bin_rows(programme_id: int, facts: Facts, tree: Tree) -> list[tuple[int, ...]]:
    """As rows of ``savings_bins``: the roots' declared values by status (all, valid), period and fine bin."""
    declared = np.flatnonzero(facts.value >= 0)
    facts = facts.take(declared)
    if not len(facts):
        return []
    root = np.searchsorted(tree.unit_ids, tree.paths[facts.unit, 0])
    codes, rank = np.unique(fine_bin(facts.value), return_inverse=True)
    # The fine bin takes the place of the field in the key; it needs at most 20 bits, as roots are few.
    valid = (facts.status == Status.VALID).astype(np.int64)
    day = pack_day(facts.day)
    rows: list[tuple[int, ...]] = []
    days = _count(root, rank, valid, day, facts.sign.astype(np.int64))
    months = _count(days[0], days[1], days[2], month_of(days[3]), days[4])
    for source in (days, months, (*months[:3], np.zeros_like(months[3]), months[4])):
        counted = _count(*source)
        for status, only in ((ALL, counted[2] >= 0), (int(Status.VALID), counted[2] == 1)):
            keep = only & ((counted[3] > 0) | (source is not days and source is not months))
            node, code, _, period, n = (column[keep] for column in counted)
            node, code, _, period, n = _count(node, code, np.zeros_like(node), period, n)
            value = codes[code]
            columns = [
                tree.unit_ids[node], np.full_like(node, status), coarse_bin(value // 2),
                unpack_period(period), value, n,
            ]  # fmt: skip
            rows.extend(zip(*(c[n != 0].tolist() for c in columns), strict=True))
    return sorted((programme_id, *row) for row in rows)


def _count(root: Ints, rank: Ints, valid: Ints, period: Ints, n: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Adds up counts of the same (root, fine bin, valid, period)."""
    roots, root_rank = np.unique(root, return_inverse=True)
    key = ((root_rank << 21 | rank) << 1 | valid) << _PERIOD_BITS | period
    found, first, place = np.unique(key, return_index=True, return_inverse=True)
    total = np.zeros(len(found), dtype=np.int64)
    np.add.at(total, place, n)
    return roots[root_rank[first]], rank[first], valid[first], period[first], total
