"""Role: the sums of confidential declared values by part, through their own index; no single value.

What is read is only the few confidential rows of a selection, whatever the number of the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.queries.conditions import in_any, row_conditions
from data_access.queries.row_sums import bin_columns, part_columns
from data_access.queries.scope import find_nodes, visible_nodes
from data_access.selection import Selection, refuse_rows
from data_access.tables import BIN_EDGES_VND, MAX_DEPTH, PART_MEASURES
from data_access.viewer import Viewer

KEYS = ("child", "field_id", "solution_kind", "block")
"""``child``: the direct child's unit_id, or the unit's own for what is recorded on it."""

MEASURES = (*PART_MEASURES[1:], *(f"h{index}" for index in range(len(BIN_EDGES_VND))))
"""Of ``tables.MEASURES`` those about declared values; ``n`` of a part is not among them."""

Sums = dict[str, int]


@dataclass(frozen=True)
class Declared:
    """(KEYS…) → sums in the order of ``MEASURES``; parts without any are left out."""

    sums: Mapping[tuple[int, ...], tuple[int, ...]]

    def by(self, *keys: str) -> dict[tuple[int, ...], Sums]:
        """Sums by some of ``KEYS``; by none of them all in one, under ``()``, when there is any."""
        places = [KEYS.index(key) for key in keys]
        found: dict[tuple[int, ...], list[int]] = {}
        for key, figures in self.sums.items():
            part = tuple(key[place] for place in places)
            known = found.get(part)
            found[part] = (
                list(figures) if known is None else [a + b for a, b in zip(known, figures, strict=True)]
            )
        return {part: dict(zip(MEASURES, figures, strict=True)) for part, figures in found.items()}


def declared(viewer: Viewer, conn: Connection, sel: Selection) -> Declared:
    """Confidential initiatives of a selection that declare a value, whoever asks may read them or not."""
    refuse_rows(sel)
    rows = tables.initiatives.c
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if not nodes:
        return Declared({})
    depth = find_nodes(conn, (sel.unit_id,))[sel.unit_id].depth
    below: ColumnElement[int] = rows[f"n{depth + 1}"] if depth < MAX_DEPTH else sa.literal(0)
    split = (below, rows.field_id, rows.solution_kind, rows.block)
    # "+ 0" keeps the planner from the index of values, which leads to every declared one of the unit.
    declares = (rows.savings_vnd + 0).is_not(None)
    where = [in_any(nodes), *row_conditions(sel, nodes), rows.confidential, declares]
    query = sa.select(*split, *part_columns()[1:], *bin_columns()).where(*where).group_by(*split)
    size = len(KEYS)
    return Declared(
        {
            (row[0] or sel.unit_id, *row[1:size]): tuple(int(figure) for figure in row[size:])
            for row in conn.execute(query)
        }
    )
