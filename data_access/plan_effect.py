"""Role: what a staged batch would add to and take from counts and sums, and what about it is striking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Select

from data_access import tables
from data_access.queries.scope import find_nodes
from data_access.staging import CHANGED, NEW

STEP = 1000
"""A value typed in nghìn instead of đồng, or triệu instead of nghìn, is off by this factor."""

SHOWN_CODES = 5

Span = tuple[int, datetime, datetime]
"""Number, start, exclusive end."""


@dataclass(frozen=True)
class Delta:
    """Change of one child unit in one span."""

    count: int = 0
    savings_vnd: int = 0


@dataclass(frozen=True)
class Striking:
    """``jumps``: changed rows whose value grew or shrank a thousandfold (or a million), with some codes;
    ``outside``: new or changed rows with a date in no span; ``undated``: those without a date."""

    jumps: int
    jump_codes: tuple[str, ...]
    outside: int
    undated: int
    newest: datetime | None
    """Newest submission among the rows up to the moment the batch was staged."""


def deltas(
    conn: Connection,
    batch_id: int,
    programme_id: int,
    root_id: int,
    spans: Sequence[Span],
    *,
    withdraw_missing: bool = False,
) -> dict[tuple[int, int], Delta]:
    """(direct child of the root or the root itself, span) → what a compared batch changes there."""
    found: dict[tuple[int, int], Delta] = {}
    parts = [(_come(batch_id), 1), (_gone(batch_id, programme_id), -1)]
    if withdraw_missing:
        parts.append((_missing(batch_id, programme_id), -1))
    for rows, sign in parts:
        for unit_id, number, count, value in _summed(conn, rows, root_id, spans):
            known = found.get((unit_id, number), Delta())
            found[unit_id, number] = Delta(known.count + sign * count, known.savings_vnd + sign * value)
    return found


def striking(conn: Connection, batch_id: int, programme_id: int, phases: Sequence[Span]) -> Striking:
    """What deserves a look before confirming."""
    staged, stored = tables.staging.c, tables.initiatives.c
    jumped = (
        staged.batch_id == batch_id,
        staged.verdict == CHANGED,
        stored.code == staged.code,
        stored.programme_id == programme_id,
        _stepped(staged.savings_vnd, stored.savings_vnd) | _stepped(stored.savings_vnd, staged.savings_vnd),
    )
    jumps = conn.execute(sa.select(sa.func.count()).where(*jumped)).scalar_one()
    codes = conn.execute(sa.select(staged.code).where(*jumped).order_by(staged.code).limit(SHOWN_CODES))
    inside = [(staged.submitted_at >= start) & (staged.submitted_at < end) for _, start, end in phases]
    dated = staged.submitted_at.is_not(None)
    written = (staged.batch_id == batch_id, staged.verdict.in_([NEW, CHANGED]))
    outside, undated = conn.execute(
        sa.select(
            _number(dated & ~sa.or_(sa.false(), *inside)),
            _number(~dated),
        ).where(*written)
    ).one()
    staged_at = sa.select(tables.batches.c.staged_at).where(tables.batches.c.batch_id == batch_id)
    newest = sa.select(sa.func.max(staged.submitted_at)).where(
        *written, staged.submitted_at <= staged_at.scalar_subquery()
    )
    return Striking(
        int(jumps), tuple(codes.scalars()), int(outside or 0), int(undated or 0),
        conn.execute(newest).scalar(),
    )  # fmt: skip


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _stepped(larger: ColumnElement[Any], smaller: ColumnElement[Any]) -> ColumnElement[bool]:
    """By division: a product could leave the range of the database's integers."""
    return sa.or_(
        *(
            (larger % factor == 0) & (larger // factor == smaller) & (smaller > 0)
            for factor in (STEP, STEP * STEP)
        )
    )


def _come(batch_id: int) -> Select[Any]:
    staged = tables.staging.c
    return sa.select(staged.unit_id, staged.submitted_at, staged.savings_vnd).where(
        staged.batch_id == batch_id, staged.verdict.in_([NEW, CHANGED])
    )


def _gone(batch_id: int, programme_id: int) -> Select[Any]:
    staged, stored = tables.staging.c, tables.initiatives.c
    return sa.select(stored.unit_id, stored.submitted_at, stored.savings_vnd).where(
        staged.batch_id == batch_id,
        staged.verdict == CHANGED,
        stored.code == staged.code,
        stored.programme_id == programme_id,
        ~stored.withdrawn,
    )


def _missing(batch_id: int, programme_id: int) -> Select[Any]:
    staged, stored = tables.staging.c, tables.initiatives.c
    named = sa.exists().where(staged.batch_id == batch_id, staged.code == stored.code)
    return sa.select(stored.unit_id, stored.submitted_at, stored.savings_vnd).where(
        stored.programme_id == programme_id, ~stored.withdrawn, ~named
    )


def _summed(
    conn: Connection, rows: Select[Any], root_id: int, spans: Sequence[Span]
) -> list[tuple[int, int, int, int]]:
    root = find_nodes(conn, (root_id,))[root_id]
    paths, source = tables.unit_paths.c, rows.subquery()
    unit: ColumnElement[Any] = paths[f"n{root.depth}"]
    if root.depth < tables.MAX_DEPTH:
        below = paths[f"n{root.depth + 1}"]
        unit = sa.case((below > 0, below), else_=unit)
    sums: list[ColumnElement[Any]] = []
    for _, start, end in spans:
        within = (source.c.submitted_at >= start) & (source.c.submitted_at < end)
        sums.append(_number(within))
        sums.append(sa.func.sum(sa.case((within, sa.func.coalesce(source.c.savings_vnd, 0)), else_=0)))
    counted = conn.execute(
        sa.select(unit, *sums)
        .select_from(source.join(tables.unit_paths, paths.unit_id == source.c.unit_id))
        .where(paths[f"n{root.depth}"] == root_id)
        .group_by(unit)
    )
    found = []
    for row in counted:
        for place, (number, _, _) in enumerate(spans):
            found.append((int(row[0]), number, int(row[1 + 2 * place]), int(row[2 + 2 * place])))
    return found
