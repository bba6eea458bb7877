"""Role: initiatives that awards and annexes name: from a value on, or with a social meaning."""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.frames import frame
from data_access.queries.conditions import code_order, in_any, readable, row_conditions
from data_access.queries.savings import by_value
from data_access.queries.scope import visible_nodes
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import MoneyFlag

CANDIDATE_COLUMNS = ("code", "title", "authors", "people", "unit_id", "savings_vnd")
SOCIAL_COLUMNS = ("code", "title", "unit_id", "social")

_PERSON_BREAK = "\n"
"""Between the keys of the authors of one initiative."""


def from_value(
    viewer: Viewer, conn: Connection, sel: Selection, from_vnd: int, limit: int
) -> tuple[int, pd.DataFrame]:
    """How many initiatives declare at least ``from_vnd``, and the first of them by value.

    ``CANDIDATE_COLUMNS``; ``people`` is the number of authors (0: none named), ``authors`` their names for
    who may read them. Left out: likely slips of the money unit, and the confidential for who may not read
    them – their place would tell their value.
    """
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    if not nodes or limit <= 0:
        return 0, frame([], CANDIDATE_COLUMNS)
    rows = tables.initiatives.c
    where = [
        by_value(conn, nodes),
        *row_conditions(sel, nodes, by_value=True),
        rows.savings_vnd.is_not(None),
        rows.savings_vnd >= from_vnd,
        rows.savings_flags.bitwise_and(int(MoneyFlag.LIKELY_SLIP)) == 0,
    ]
    if not viewer.may_read_confidential:
        where.append(~rows.confidential)
    count = conn.execute(sa.select(sa.func.count()).select_from(tables.initiatives).where(*where))
    people = sa.case(
        (rows.author_keys == "", 0),
        else_=1 + sa.func.length(rows.author_keys)
        - sa.func.length(sa.func.replace(rows.author_keys, _PERSON_BREAK, "")),
    )  # fmt: skip
    query = (
        sa.select(
            rows.code, readable(viewer, "title"), readable(viewer, "authors"), people, rows.unit_id,
            rows.savings_vnd,
        )
        .where(*where)
        .order_by(rows.savings_vnd.desc(), code_order(conn))
        .limit(limit)
    )  # fmt: skip
    return int(count.scalar_one()), frame(conn.execute(query).all(), CANDIDATE_COLUMNS)


def with_social_meaning(viewer: Viewer, conn: Connection, sel: Selection, limit: int) -> pd.DataFrame:
    """``SOCIAL_COLUMNS`` of initiatives that state one, newest first; the short effect is never secret."""
    nodes = visible_nodes(viewer, conn, sel.unit_id)
    rows = tables.initiatives.c
    query = (
        sa.select(rows.code, readable(viewer, "title"), rows.unit_id, readable(viewer, "social"))
        .where(in_any(nodes), *row_conditions(sel, nodes), rows.social != "")
        .order_by(rows.submitted_at.desc(), code_order(conn))
        .limit(limit)
    )
    return frame(conn.execute(query).all(), SOCIAL_COLUMNS)
