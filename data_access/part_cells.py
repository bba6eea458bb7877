"""Role: sums by kind of solution and by block, for the few nodes whose rows are too many to read; pure numpy.

Depth 0: all time and months by (field or all), days for all fields. Depth 1: all time and months for all
fields. Both for all statuses and for the valid ones. Undated rows are in the all-time cells only.
"""

import numpy as np

from data_access.cube import (
    GROUP_ROWS,
    Cells,
    all_time,
    dated,
    group,
    joined,
    month_of,
    pack_day,
    unpack_period,
    without_field,
    without_status,
)
from data_access.facts import Facts, Ints
from data_access.tables import PART_MEASURES
from data_access.tree import Tree
from data_access.vocabulary import ALL, Split, Status

PART_DEPTHS = 1
"""Down to this depth there are sums by part; below, the rows of a unit are few enough to be read."""

PART_FIELD_DEPTHS = 0
"""Down to this depth by field as well, and days for all fields."""

_PART_BITS = 5
"""A split and a part together, put beside the node in the key that ``group`` makes."""

_VALUE_BITS = 3
"""SolutionKind and Block are below 8, Split below 4."""


def part_rows(programme_id: int, facts: Facts, tree: Tree) -> list[tuple[int, ...]]:
    """As rows of ``part_cube`` in the order of its key; all-zero ones left out."""
    chunks = [
        _finest(facts.take(slice(start, start + GROUP_ROWS)), tree)
        for start in range(0, len(facts), GROUP_ROWS)
    ]
    rows: list[tuple[int, ...]] = []
    if chunks:
        root_days, root_months, top_months = (joined(same) for same in zip(*chunks, strict=True))
        rows += _rows_of(programme_id, dated(root_days), tree)
        for cells in (root_months, without_field(root_months), top_months):
            rows += _rows_of(programme_id, dated(cells), tree)
            rows += _rows_of(programme_id, all_time(cells), tree)
    return sorted(rows)


def _finest(facts: Facts, tree: Tree) -> tuple[Cells, Cells, Cells]:
    """Root by day; root by field and month; first level by month: each by part, valid apart from the rest."""
    declared = facts.value >= 0
    value = np.where(declared, facts.value, 0)
    flagged = facts.flagged & declared
    signed = np.zeros((len(facts), len(PART_MEASURES)), dtype=np.int64)
    signed[:, 0], signed[:, 1], signed[:, 2] = 1, declared, value
    signed[:, 3], signed[:, 4] = flagged, value * flagged
    signed *= facts.sign[:, None]
    sums = _for_each_split(signed)
    part = np.concatenate(
        [
            np.int64(Split.SOLUTION_KIND << _VALUE_BITS) | facts.kind.astype(np.int64),
            np.int64(Split.BLOCK << _VALUE_BITS) | facts.block.astype(np.int64),
        ]
    )
    field = _for_each_split(facts.field.astype(np.int64))
    day = _for_each_split(pack_day(facts.day))
    # Which other status a row has does not matter here: 0 until all are added up.
    valid = _for_each_split(np.where(facts.status == Status.VALID, np.int64(Status.VALID), np.int64(ALL)))
    above = np.where(tree.paths > 0, np.searchsorted(tree.unit_ids, tree.paths), -1)[facts.unit]
    root = _for_each_split(above[:, PART_FIELD_DEPTHS]) << _PART_BITS | part
    top = _for_each_split(above[:, PART_DEPTHS])
    below = top >= 0
    every_field, month = np.zeros_like(field), month_of(day)
    return (
        group(root, every_field, valid, day, sums),
        group(root, field, valid, month, sums),
        group((top << _PART_BITS | part)[below], every_field[below], valid[below], month[below], sums[below]),
    )


def _for_each_split(column: Ints) -> Ints:
    return np.concatenate([column] * len(Split))


def _rows_of(programme_id: int, cells: Cells, tree: Tree) -> list[tuple[int, ...]]:
    """Cells as table rows, for the valid ones and for all statuses."""
    rows: list[tuple[int, ...]] = []
    for wanted, only in ((Status.VALID, cells.status == Status.VALID), (ALL, None)):
        source = without_status(cells) if only is None else cells
        keep = source.sums.any(axis=1) if only is None else source.sums.any(axis=1) & only
        code = source.node[keep]
        columns = [
            tree.unit_ids[code >> _PART_BITS],
            code >> _VALUE_BITS & (1 << _PART_BITS - _VALUE_BITS) - 1,
            source.field[keep],
            np.full_like(code, wanted),
            unpack_period(source.period[keep]),
            code & (1 << _VALUE_BITS) - 1,
            *source.sums[keep].T,
        ]
        rows += [(programme_id, *row) for row in zip(*(c.tolist() for c in columns), strict=True)]
    return rows
