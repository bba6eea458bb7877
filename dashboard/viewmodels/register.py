"""Role: Sáng kiến: a page of the register, searched, narrowed and ordered, within the filter bar's scope."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from dashboard.i18n.text import fold
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading
from dashboard.viewmodels.money_views import RegisterRow as RegisterRow
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Scope, Stamp
from data_access.database import Database
from data_access.queries import campaign, register, register_pages
from data_access.queries.register_pages import FARTHEST
from data_access.selection import RowFilter, RowOrder, Selection, without_rows
from data_access.viewer import Viewer
from data_access.vocabulary import Block, MoneyFlag, Recognition, SolutionKind, Status

PAGE_ROWS = 50
EVERY_ROW = RowFilter()
MOST_EXPORTED = 50_000
"""Rows of one download; a workbook of that size takes some seconds and opens everywhere."""


@dataclass(frozen=True)
class Wish:
    """What a reader asks of the register beside the filter bar; hashable. ``page`` counts from 1.

    ``narrowing.undated`` and ``narrowing.outside_phases`` leave the bar's phase: such rows are in none.
    """

    search: str = ""
    narrowing: RowFilter = EVERY_ROW
    order: RowOrder = RowOrder.NEWEST
    page: int = 1


@dataclass(frozen=True)
class RegisterView:
    """One page of the register.

    ``of``: in the bar's scope, whatever is searched or narrowed. ``hidden``: confidential ones that a filter
    by value leaves out. ``reach``: rows that pages reach, at most ``count``.
    """

    stamp: Stamp
    scope: Scope
    wish: Wish
    of: int
    count: int
    hidden: int
    rows: tuple[RegisterRow, ...]

    @property
    def reach(self) -> int:
        """Rows that can be turned to."""
        return min(self.count, FARTHEST)

    @property
    def pages(self) -> int:
        """At least one, though it may be empty."""
        return max(-(-self.reach // PAGE_ROWS), 1)

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1; 0 when there is none."""
        return (self.wish.page - 1) * PAGE_ROWS + 1 if self.rows else 0


def build(viewer: Viewer, db: Database, state: FilterState, wish: Wish) -> RegisterView:
    """The page that is asked for, or the last one there is. Raises RefusedError as every view does."""
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        sel, search = selected(cut, wish), fold(wish.search)
        count = register.count(viewer, conn, sel, search)
        last = max(-(-min(count, FARTHEST) // PAGE_ROWS), 1)
        wish = replace(wish, page=min(max(wish.page, 1), last))
        offset = (wish.page - 1) * PAGE_ROWS
        found = register_pages.page(viewer, conn, sel, wish.order, search, offset, PAGE_ROWS)
        return RegisterView(
            stamp=shared.stamp(viewer, db, conn, cut),
            scope=cut.shown(),
            wish=wish,
            of=register.count(viewer, conn, without_rows(sel)),
            count=count,
            hidden=register.hidden(viewer, conn, sel, search),
            rows=named(viewer, conn, found),
        )


def everything(viewer: Viewer, db: Database, state: FilterState, wish: Wish) -> tuple[RegisterRow, ...]:
    """All rows that are asked for, in order, at most ``MOST_EXPORTED``: for a download."""
    with db.connect() as conn:
        sel, search = selected(resolve(viewer, conn, state), wish), fold(wish.search)
        found = register_pages.page(
            viewer, conn, sel, wish.order, search, 0, MOST_EXPORTED, farthest=MOST_EXPORTED
        )
        return named(viewer, conn, found)


def selected(cut: Cut, wish: Wish) -> Selection:
    """The rows that a wish within a cut is about."""
    narrowing = wish.narrowing
    anywhere = narrowing.undated or narrowing.outside_phases
    within = cut.within(None if anywhere else cut.phase)
    return replace(within, rows=None if narrowing == EVERY_ROW else narrowing)


def named(viewer: Viewer, conn: Connection, found: pd.DataFrame) -> tuple[RegisterRow, ...]:
    """Rows of the store with the names of their units and fields."""
    return named_lists(viewer, conn, [found])[0]


def named_lists(
    viewer: Viewer, conn: Connection, lists: Sequence[pd.DataFrame]
) -> list[tuple[RegisterRow, ...]]:
    """The same of several lists, whose names are looked up together."""
    records = [list(reading.records(found)) for found in lists]
    wanted = sorted({int(row.unit_id) for rows in records for row in rows})
    units = campaign.names(viewer, conn, wanted) if wanted else {}
    fields = {field.field_id: field.name for field in reading.fields(viewer, conn)}
    return [tuple(_row(row, units, fields) for row in rows) for rows in records]


def _row(row: Any, units: dict[int, tuple[str, str]], fields: dict[int, str]) -> RegisterRow:
    unit, superior = units.get(int(row.unit_id), (row.unit_text, ""))
    return RegisterRow(
        code=row.code,
        title=row.title,
        unit=unit,
        superior=superior,
        field=fields.get(int(row.field_id), ""),
        kind=SolutionKind(int(row.solution_kind)),
        block=Block(int(row.block)),
        submitted_at=row.submitted_at,
        recognised_on=row.recognised_on,
        applied_on=row.applied_on,
        status=Status(int(row.status)),
        recognition=Recognition(int(row.recognition)),
        recognition_number=row.recognition_number,
        savings_vnd=None if pd.isna(row.savings_vnd) else int(row.savings_vnd),
        savings_text=row.savings_text,
        flags=() if row.masked else flags_of(int(row.savings_flags)),
        social=row.social,
        authors=row.authors,
        confidential=bool(row.confidential),
        masked=bool(row.masked),
    )


@cache
def flags_of(bits: int) -> tuple[MoneyFlag, ...]:
    """What the reader of the money cell noticed."""
    return tuple(flag for flag in MoneyFlag if bits & flag)
