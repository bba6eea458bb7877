"""Role: a selection as conditions on the rows, and what a viewer may read of a row."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.queries.cells import status_of
from data_access.queries.row_filters import filter_conditions
from data_access.queries.scope import Node, in_subtree
from data_access.queries.spans import whole_second
from data_access.selection import Selection, refuse_rows
from data_access.viewer import Viewer
from data_access.vocabulary import ALL

WITHHELD = frozenset({"description", "savings_vnd", "savings_text"})
"""Of a confidential row only title, short effect (social) and award may be shown."""


def row_conditions(
    sel: Selection, nodes: Sequence[Node], *, by_value: bool = False, viewer: Viewer | None = None
) -> list[ColumnElement[bool]]:
    """Programme, range, field, measure and row filter of a selection; the subtrees (``in_any``) are apart.

    ``by_value``: the caller goes through the value index. ``viewer``: for who reads rows one by one; without
    it a selection with a row filter raises ValueError, since sums know no such filter.
    """
    rows = tables.initiatives.c
    start, end = whole_second(sel.start), whole_second(sel.end)
    # "+ 0" keeps the planner from the programme's index where another is far narrower.
    narrow = by_value or all(node.depth > 1 for node in nodes)
    programme = rows.programme_id + 0 if narrow else rows.programme_id
    found: list[ColumnElement[bool]] = [programme == sel.programme_id, ~rows.withdrawn]
    found += [rows.submitted_at >= start] if start is not None else []
    found += [rows.submitted_at < end] if end is not None else []
    found += [rows.field_id == sel.field_id] if sel.field_id != ALL else []
    found += [rows.status == status_of(sel.measure)] if status_of(sel.measure) != ALL else []
    if viewer is None:
        refuse_rows(sel)
        return found
    return [*found, *filter_conditions(viewer, sel)]


def in_any(nodes: tuple[Node, ...]) -> ColumnElement[bool]:
    """In the subtree of one of the nodes."""
    return sa.or_(sa.false(), *(in_subtree(node) for node in nodes))


def readable(viewer: Viewer, name: str) -> ColumnElement[Any]:
    """A column of ``initiatives`` as this viewer may read it: NULL where it is withheld."""
    rows = tables.initiatives.c
    column = rows[name]
    if name == "authors" and not viewer.may_read_personal:
        return sa.null().label(name)
    if viewer.may_read_confidential or name not in {*WITHHELD, "authors"}:
        return column
    return sa.case((rows.confidential, sa.null()), else_=column).label(name)


def code_order(conn: Connection) -> ColumnElement[Any]:
    """Codes in the same order on both databases, whatever the server's collation."""
    code = tables.initiatives.c.code
    return code if conn.dialect.name == "sqlite" else sa.collate(code, "C")
