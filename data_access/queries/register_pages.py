"""Role: pages of the register in any order; no page reads more rows than lie before it and on it.

A page lies within the first ``FARTHEST`` rows: who looks for one initiative among a million narrows the list,
nobody turns two hundred pages.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.frames import REGISTER_COLUMNS, frame
from data_access.queries import cells
from data_access.queries.conditions import code_order, in_any, row_conditions
from data_access.queries.register import register_columns, searched
from data_access.queries.savings import by_value
from data_access.queries.scope import ANCESTORS, Node, visible_nodes
from data_access.selection import RowOrder, Selection, without_rows
from data_access.tables import BIN_EDGES_VND
from data_access.viewer import Viewer

FARTHEST = 10_000
"""Rows from the first that pages reach."""

_UNITS_AT_ONCE = 500
"""Units whose rows are counted by one statement while a page by unit is looked for."""

Where = list[ColumnElement[bool]]
Fetch = Callable[[int, int], list[Any]]
"""(offset, limit) → rows of one stage."""


def page(
    viewer: Viewer,
    conn: Connection,
    sel: Selection,
    order: RowOrder,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
    *,
    farthest: int = FARTHEST,
) -> pd.DataFrame:
    """``REGISTER_COLUMNS`` of the selection in an order; none beyond ``farthest``.

    NEWEST and OLDEST: the undated last. VALUE: highest first, then what declares none or is withheld, newest
    first. UNIT: as the units are listed, each one's newest first. Codes decide between equals.
    """
    limit = min(limit, farthest - offset)
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if limit <= 0 or not nodes:
        return frame([], REGISTER_COLUMNS)
    stages = {
        RowOrder.NEWEST: _by_time, RowOrder.OLDEST: _by_time, RowOrder.VALUE: _by_amount,
        RowOrder.UNIT: _by_unit,
    }[order]  # fmt: skip
    asked = _Asked(viewer, conn, sel, nodes, order, search)
    return frame(_staged(stages(asked), offset, limit), REGISTER_COLUMNS)


class _Asked:
    """One question for a page, and the conditions that follow from it."""

    def __init__(
        self,
        viewer: Viewer,
        conn: Connection,
        sel: Selection,
        nodes: tuple[Node, ...],
        order: RowOrder,
        search: str,
    ) -> None:
        self.viewer, self.conn, self.sel, self.nodes, self.order = viewer, conn, sel, nodes, order
        self.search = searched(search)

    def where(self, *more: ColumnElement[bool]) -> Where:
        """Rows of the selection through the subtree's index."""
        narrowed = row_conditions(self.sel, self.nodes, viewer=self.viewer)
        return [in_any(self.nodes), *narrowed, *self.search, *more]

    def rows(self, where: Where, order: Sequence[ColumnElement[Any]], offset: int, limit: int) -> list[Any]:
        """Register rows in an order."""
        query = sa.select(*register_columns(self.viewer)).where(*where)
        query = query.order_by(*order, code_order(self.conn)).offset(offset).limit(limit)
        return list(self.conn.execute(query))

    def count(self, where: Where) -> int:
        """How many there are."""
        query = sa.select(sa.func.count()).select_from(tables.initiatives).where(*where)
        return int(self.conn.execute(query).scalar_one())


def _staged(stages: Iterator[tuple[Fetch, Callable[[], int]]], offset: int, limit: int) -> list[Any]:
    """A page of lists that follow one another; a list's length is asked only where a page passes its end."""
    found: list[Any] = []
    for fetch, count in stages:
        rows = fetch(offset, limit - len(found))
        found += rows
        if len(found) == limit:
            break
        offset = 0 if rows else max(offset - count(), 0) if offset else 0
    return found


def _by_time(asked: _Asked) -> Iterator[tuple[Fetch, Callable[[], int]]]:
    # The databases disagree where absent instants sort, so the undated are asked for apart.
    at = tables.initiatives.c.submitted_at
    first = at.asc() if asked.order is RowOrder.OLDEST else at.desc()
    yield _stage(asked, asked.where(at.is_not(None)), [first])
    if asked.sel.start is None and asked.sel.end is None:
        yield _stage(asked, asked.where(at.is_(None)), [])


def _stage(
    asked: _Asked, where: Where, order: Sequence[ColumnElement[Any]]
) -> tuple[Fetch, Callable[[], int]]:
    return lambda offset, limit: asked.rows(where, order, offset, limit), lambda: asked.count(where)


def _by_amount(asked: _Asked) -> Iterator[tuple[Fetch, Callable[[], int]]]:
    rows = tables.initiatives.c
    value, at = rows.savings_vnd, rows.submitted_at
    # A confidential row's place among the values would tell its value.
    known = sa.true() if asked.viewer.may_read_confidential else ~rows.confidential
    narrowed = row_conditions(asked.sel, asked.nodes, by_value=True, viewer=asked.viewer)
    where = [by_value(asked.conn, asked.nodes), *narrowed, *asked.search, known, value.is_not(None)]

    def fetch(offset: int, limit: int) -> list[Any]:
        found: list[Any] = []
        for edge in _edges(asked, offset + limit):
            found = asked.rows([*where, value >= edge], [value.desc()], offset, limit)
            if len(found) == limit:
                break
        return found

    yield fetch, lambda: asked.count(where)
    rest = sa.or_(value.is_(None), ~known)
    yield _stage(asked, asked.where(rest, at.is_not(None)), [at.desc()])
    if asked.sel.start is None and asked.sel.end is None:
        yield _stage(asked, asked.where(rest, at.is_(None)), [])


def _edges(asked: _Asked, wanted: int) -> Iterator[int]:
    """Falling lower edges with ever more values above them, so that few are sorted; 0 is the last."""
    bins = cells.totals(asked.viewer, asked.conn, without_rows(asked.sel))
    above, aim = 0, wanted
    for index in reversed(range(1, len(BIN_EDGES_VND))):
        above += bins[f"h{index}"]
        if above >= aim:
            yield BIN_EDGES_VND[index]
            aim = above * 4
    yield 0


def _by_unit(asked: _Asked) -> Iterator[tuple[Fetch, Callable[[], int]]]:
    rows = tables.initiatives.c
    units = _units_in_order(asked)
    size = 1
    while units:
        chunk, units = units[:size], units[size:]
        size = min(size * 2, _UNITS_AT_ONCE)
        places = {unit: place for place, unit in enumerate(chunk)}
        where = [rows.unit_id.in_(chunk), *row_conditions(asked.sel, (), viewer=asked.viewer), *asked.search]
        # An absent instant is before the first, so that both databases list the undated last.
        order = [sa.case(places, value=rows.unit_id), sa.func.coalesce(rows.submitted_at, _NEVER).desc()]
        yield _stage(asked, where, order)


_NEVER: ColumnElement[int] = sa.literal_column(str(-(2**62)))


def _units_in_order(asked: _Asked) -> list[int]:
    paths = tables.unit_paths.c
    inside = sa.or_(*(paths[f"n{node.depth}"] == node.unit_id for node in asked.nodes))
    query = sa.select(paths.unit_id).where(inside).order_by(*(paths[name] for name in ANCESTORS))
    return [int(unit) for unit in asked.conn.execute(query).scalars()]
