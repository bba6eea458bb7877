"""Role: the sums of confidential declared values by part, through their own index; no single value.

What is read is only the few confidential rows of a selection, whatever the number of the others.
"""

from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.facts import Ints, coarse_bin
from data_access.queries.conditions import in_any, row_conditions
from data_access.queries.scope import find_nodes, visible_nodes
from data_access.selection import Selection, refuse_rows
from data_access.tables import BIN_EDGES_VND, MAX_DEPTH, PART_MEASURES
from data_access.viewer import Viewer
from data_access.vocabulary import MoneyFlag

KEYS = ("child", "field_id", "solution_kind", "block")
"""``child``: the direct child's unit_id, or the unit's own for what is recorded on it."""

MEASURES = (*PART_MEASURES[1:], *(f"h{index}" for index in range(len(BIN_EDGES_VND))))
"""Of ``tables.MEASURES`` those about declared values; ``n`` of a part is not among them."""

FIELDS, KINDS = 4096, 8
"""More than there are fields; more than SolutionKind or Block has: the cubes keep as many."""

Sums = dict[str, int]


@dataclass(frozen=True)
class Declared:
    """One line of ``keys`` (KEYS…) and of ``figures`` (MEASURES…) for each confidential declared value."""

    keys: Ints
    figures: Ints

    def by(self, *keys: str) -> dict[tuple[int, ...], Sums]:
        """Sums by some of ``KEYS``; by none of them all in one, under ``()``, when there is any."""
        if not len(self.keys):
            return {}
        places = [KEYS.index(key) for key in keys]
        if not places:
            return {(): dict(zip(MEASURES, self.figures.sum(axis=0).tolist(), strict=True))}
        chosen = self.keys[:, places]
        order = np.lexsort(chosen.T[::-1])
        chosen = chosen[order]
        starts = np.flatnonzero(np.concatenate(([True], (chosen[1:] != chosen[:-1]).any(axis=1))))
        sums = np.add.reduceat(self.figures[order], starts, axis=0)
        return {
            tuple(part): dict(zip(MEASURES, figures, strict=True))
            for part, figures in zip(chosen[starts].tolist(), sums.tolist(), strict=True)
        }


NOTHING = Declared(np.zeros((0, len(KEYS)), dtype=np.int64), np.zeros((0, len(MEASURES)), dtype=np.int64))
"""No confidential value."""


def declared(viewer: Viewer, conn: Connection, sel: Selection) -> Declared:
    """Confidential initiatives of a selection that declare a value, whoever asks may read them or not."""
    refuse_rows(sel)
    rows = tables.initiatives.c
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if not nodes:
        return NOTHING
    depth = find_nodes(conn, (sel.unit_id,))[sel.unit_id].depth
    below: ColumnElement[int] = rows[f"n{depth + 1}"] if depth < MAX_DEPTH else sa.literal(0)
    where = [in_any(nodes), *row_conditions(sel, nodes), rows.confidential, rows.savings_vnd.is_not(None)]
    # One number instead of four columns: fetching them takes longer than finding them.
    place: ColumnElement[int] = sa.cast(below, sa.BigInteger)
    for column, size in ((rows.field_id, FIELDS), (rows.solution_kind, KINDS), (rows.block, KINDS)):
        place = place * size + column
    found = conn.execute(sa.select(place, rows.savings_vnd, rows.savings_flags).where(*where)).all()
    if not found:
        return NOTHING
    places, value, flags = (np.array(column, dtype=np.int64) for column in zip(*found, strict=True))
    child = places // (FIELDS * KINDS * KINDS)
    child[child == 0] = sel.unit_id
    keys = np.stack(
        [child, places // (KINDS * KINDS) % FIELDS, places // KINDS % KINDS, places % KINDS], axis=1
    )
    return Declared(keys, _figures(value, flags))


def _figures(value: Ints, flags: Ints) -> Ints:
    """MEASURES of each value."""
    figures = np.zeros((len(value), len(MEASURES)), dtype=np.int64)
    flagged = (flags & MoneyFlag.LIKELY_SLIP) != 0
    for index, column in enumerate((1, value, flagged, value * flagged)):
        figures[:, index] = column
    figures[np.arange(len(value)), len(PART_MEASURES) - 1 + coarse_bin(value)] = 1
    return figures
