"""Role: the unit tree as arrays: ancestors of every unit at every depth; pure numpy, no database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data_access.database import StoreError
from data_access.tables import MAX_DEPTH

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NO_UNIT = 0


@dataclass(frozen=True)
class Tree:
    """``unit_ids`` ascending; ``paths[i, d]``: unit i's ancestor at depth d or itself, 0 for none."""

    unit_ids: Ints
    paths: Ints
    depths: Ints
    has_children: Bools

    def positions(self, unit_ids: Ints) -> Ints:
        """Where each unit stands. Raises ``StoreError("unknown_unit")``."""
        found = np.searchsorted(self.unit_ids, unit_ids)
        bounded = np.minimum(found, max(len(self.unit_ids) - 1, 0))
        if len(unit_ids) and (not len(self.unit_ids) or (self.unit_ids[bounded] != unit_ids).any()):
            raise StoreError("unknown_unit")
        return found.astype(np.int64)

    def rows(self) -> list[tuple[int, ...]]:
        """As rows of ``unit_paths``: unit, depth, n0 … n5, has_children."""
        columns = [self.unit_ids, self.depths, *self.paths.T]
        flags = self.has_children.tolist()
        return [(*values, flag) for *values, flag in zip(*(c.tolist() for c in columns), flags, strict=True)]


def build_tree(units: Sequence[tuple[int, int | None]]) -> Tree:
    """The tree of (unit, parent) pairs; a parent that does not exist makes its child a root.

    Raises ``StoreError``: ``unit_cycle`` and ``unit_too_deep`` with the unit's id.
    """
    ordered = sorted(units)
    ids = np.array([unit for unit, _ in ordered], dtype=np.int64)
    parents = np.array([parent or NO_UNIT for _, parent in ordered], dtype=np.int64)
    parent_at = _parent_positions(ids, parents)
    depths = _depths(ids, parent_at)
    paths = np.zeros((len(ids), MAX_DEPTH + 1), dtype=np.int64)
    if len(ids):
        paths[np.arange(len(ids)), depths] = ids
    for depth in range(1, MAX_DEPTH + 1):
        here = np.flatnonzero(depths == depth)
        paths[here, :depth] = paths[parent_at[here], :depth]
    has_children = np.isin(ids, parents[parent_at >= 0])
    return Tree(ids, paths, depths, has_children)


def _parent_positions(ids: Ints, parents: Ints) -> Ints:
    if not len(ids):
        return np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(ids, parents), len(ids) - 1)
    return np.where(ids[at] == parents, at, -1).astype(np.int64)


def _depths(ids: Ints, parent_at: Ints) -> Ints:
    depths = np.where(parent_at < 0, 0, -1).astype(np.int64)
    for depth in range(1, MAX_DEPTH + 1):
        waiting = np.flatnonzero(depths < 0)
        ready = waiting[depths[parent_at[waiting]] == depth - 1]
        depths[ready] = depth
    left = np.flatnonzero(depths < 0)
    if len(left):
        _refuse(ids, parent_at, int(left[0]))
    return depths


def _refuse(ids: Ints, parent_at: Ints, start: int) -> None:
    seen: set[int] = set()
    at = start
    while at >= 0:
        if at in seen:
            raise StoreError("unit_cycle", unit_id=int(ids[at]))
        seen.add(at)
        at = int(parent_at[at])
    raise StoreError("unit_too_deep", unit_id=int(ids[start]), deepest=MAX_DEPTH)
