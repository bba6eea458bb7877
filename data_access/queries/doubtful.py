"""Role: declared values whose reading left a doubt: likely slips of the unit, amounts given per month."""

from typing import NamedTuple

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from data_access import tables
from data_access.frames import REGISTER_COLUMNS, frame
from data_access.queries.conditions import code_order, in_any, row_conditions
from data_access.queries.register import register_columns
from data_access.queries.row_filters import doubtful
from data_access.queries.scope import visible_nodes
from data_access.selection import Selection, refuse_rows
from data_access.viewer import Viewer
from data_access.vocabulary import MoneyFlag


class Flagged(NamedTuple):
    """How many declared values bear a flag, and what they come to in đồng a year."""

    n: int
    sum_vnd: int


def rows(viewer: Viewer, conn: Connection, sel: Selection, flag: MoneyFlag, limit: int) -> pd.DataFrame:
    """``REGISTER_COLUMNS`` of the declared values with a flag, highest first.

    Confidential ones are left out for who may not read them: the flag is part of their value.
    """
    columns = tables.initiatives.c
    order = (columns.savings_vnd.desc(), code_order(conn))
    # The index of the few says which; only those rows are fetched.
    listed = sa.select(columns.code).where(*_where(viewer, conn, sel, flag)).order_by(*order).limit(limit)
    query = (
        sa.select(*register_columns(viewer))
        .where(columns.code.in_(listed), columns.programme_id == sel.programme_id)
        .order_by(*order)
    )
    return frame(conn.execute(query).all(), REGISTER_COLUMNS)


def flagged(viewer: Viewer, conn: Connection, sel: Selection, flag: MoneyFlag) -> Flagged:
    """Number and sum of what ``rows`` would list without a limit."""
    value = tables.initiatives.c.savings_vnd
    total = sa.cast(sa.func.coalesce(sa.func.sum(value), 0), sa.BigInteger)
    query = sa.select(sa.func.count(), total).where(*_where(viewer, conn, sel, flag))
    found = conn.execute(query).one()
    return Flagged(int(found[0]), int(found[1]))


def with_flag(viewer: Viewer, conn: Connection, sel: Selection, flag: MoneyFlag) -> int:
    """How many initiatives bear any flag, a value declared or not; reads all rows of the selection."""
    refuse_rows(sel)
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    bears = tables.initiatives.c.savings_flags.bitwise_and(int(flag)) != 0
    query = sa.select(sa.func.count()).select_from(tables.initiatives)
    where = [in_any(nodes), *row_conditions(sel, nodes), bears, *_readable(viewer)]
    return int(conn.execute(query.where(*where)).scalar_one())


def _where(viewer: Viewer, conn: Connection, sel: Selection, flag: MoneyFlag) -> list[ColumnElement[bool]]:
    refuse_rows(sel)
    columns = tables.initiatives.c
    flags = columns.savings_flags
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    bears = flags.bitwise_and(int(flag)) != 0
    value = columns.savings_vnd
    return [
        doubtful(),
        bears,
        value.is_not(None),
        in_any(nodes),
        *row_conditions(sel, nodes),
        *_readable(viewer),
    ]


def _readable(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [] if viewer.may_read_confidential else [~tables.initiatives.c.confidential]
