"""Role: what narrows a selection to rows (``RowFilter``), as conditions on ``initiatives``."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from data_access import tables
from data_access.queries.scope import ANCESTORS
from data_access.selection import RowFilter, Selection
from data_access.viewer import Viewer
from data_access.vocabulary import MoneyFlag


def filter_conditions(viewer: Viewer, sel: Selection) -> list[ColumnElement[bool]]:
    """The conditions of a selection's row filter for this viewer; none without one."""
    wanted = sel.rows
    if wanted is None:
        return []
    found = [*_classified(wanted), *_valued(viewer, wanted), *_placed(sel, wanted)]
    rows = tables.initiatives.c
    if wanted.undated:
        found.append(rows.submitted_at.is_(None))
    if wanted.outside_phases:
        found.append(_in_no_phase(sel.programme_id))
    if wanted.batch_id is not None:
        found.append(rows.batch_id == wanted.batch_id)
    return found


def _classified(wanted: RowFilter) -> Iterator[ColumnElement[bool]]:
    rows = tables.initiatives.c
    named = (
        (rows.status, wanted.status), (rows.solution_kind, wanted.kind), (rows.block, wanted.block),
        (rows.recognition, wanted.recognition),
    )  # fmt: skip
    yield from (column == int(value) for column, value in named if value is not None)
    if wanted.confidential:
        yield rows.confidential


def _valued(viewer: Viewer, wanted: RowFilter) -> Iterator[ColumnElement[bool]]:
    """A filter by a withheld value would tell it: such rows are left out."""
    rows = tables.initiatives.c
    value = rows.savings_vnd
    if wanted.by_value and not viewer.may_read_confidential:
        yield ~rows.confidential
    if wanted.declared is not None:
        yield value.is_not(None) if wanted.declared else value.is_(None)
    if wanted.value_from is not None:
        yield value >= wanted.value_from
    if wanted.value_below is not None:
        yield value < wanted.value_below
    if wanted.flagged:
        yield value.is_not(None)
        yield doubtful()
        yield rows.savings_flags.bitwise_and(int(MoneyFlag.LIKELY_SLIP)) != 0


def doubtful() -> ColumnElement[bool]:
    """Among the few whose value is in doubt, written as their index is: only so it is used."""
    flags = tables.initiatives.c.savings_flags
    few: ColumnElement[int] = sa.literal_column(str(tables.DOUBTFUL))
    nothing: ColumnElement[int] = sa.literal_column("0")
    return flags.bitwise_and(few) != nothing


def _placed(sel: Selection, wanted: RowFilter) -> Iterator[ColumnElement[bool]]:
    rows, paths = tables.initiatives.c, tables.unit_paths.c
    if wanted.on_unit_itself:
        yield rows.unit_id == sel.unit_id
    if wanted.without_unit:
        yield rows.unit_id.in_(sa.select(paths.unit_id).where(paths.has_children))
    if wanted.units:
        below = sa.or_(*(paths[name].in_(wanted.units) for name in ANCESTORS))
        yield rows.unit_id.in_(sa.select(paths.unit_id).where(below))


def _in_no_phase(programme_id: int) -> ColumnElement[bool]:
    """In none of the programme's phases; what has no date is in none."""
    at, phase = tables.initiatives.c.submitted_at, tables.phases.c
    inside = sa.select(sa.literal(1)).where(
        phase.programme_id == programme_id, phase.starts_at <= at, at < phase.ends_at
    )
    return ~sa.exists(inside)
