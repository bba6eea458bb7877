"""Role: import batches before they count: opening, staging rows fast, comparing, discarding."""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection
from sqlalchemy.exc import IntegrityError

from data_access import tables
from data_access.bulk import Rows, insert_rows, sample_for_plans
from data_access.database import Database, StoreError
from data_access.ledger import current_version
from data_access.rows import InitiativeRow
from data_access.vocabulary import ZONE, BatchState, ImportKind

NEW, CHANGED, SAME = "new", "changed", "same"

ROW_COLUMNS = tuple(column.name for column in tables._initiative_columns())
"""What of an initiative an export says; two rows are the same when all of these are equal."""

STAGED_COLUMNS = ("batch_id", "code", *ROW_COLUMNS, "source_sheet", "source_row", "verdict")

LOOKUP_CODES = 500
"""Codes asked for in one statement."""

ORPHAN_AGE = timedelta(days=2)
"""A batch that nobody confirmed for so long is cleaned away."""


@dataclass(frozen=True)
class Counts:
    """What a staged batch would do; ``missing``: standing rows of the programme that it does not name."""

    new: int
    changed: int
    unchanged: int
    missing: int


def open_batch(
    db: Database,
    *,
    kind: ImportKind,
    programme_id: int | None,
    file_name: str,
    sha256: str,
    file_bytes: int,
    user: str,
    is_full: bool,
) -> int:
    """Begin a batch in state staged; returns its number. Nothing a figure sees is written."""
    with db.begin_write() as conn:
        result = conn.execute(
            sa.insert(tables.batches).values(
                kind=str(kind),
                state=str(BatchState.STAGED),
                programme_id=programme_id,
                file_name=file_name,
                sha256=sha256,
                file_bytes=file_bytes,
                user_name=user,
                staged_at=datetime.now(UTC),
                is_full=is_full,
                counts={},
                mapping={},
                issues=[],
            )
        )
        key = result.inserted_primary_key
        assert key is not None  # a single-row insert
        return int(key[0])


def stage_initiatives(db: Database, batch_id: int, rows: Sequence[InitiativeRow]) -> list[int]:
    """Store rows in the staging table in one small transaction; call it with some thousands at a time.

    Returns the indices of refused rows: those whose code came earlier in the same batch.
    """
    seen: set[str] = set()
    kept: list[int] = []
    refused: list[int] = []
    for index, row in enumerate(rows):
        (refused if row.code in seen else kept).append(index)
        seen.add(row.code)
    try:
        _insert_staged(db, batch_id, [rows[index] for index in kept])
    except IntegrityError:
        known = _staged_codes(db, batch_id, [rows[index].code for index in kept])
        refused += [index for index in kept if rows[index].code in known]
        _insert_staged(db, batch_id, [rows[index] for index in kept if rows[index].code not in known])
    return sorted(refused)


def _insert_staged(db: Database, batch_id: int, rows: list[InitiativeRow]) -> None:
    with db.begin_write() as conn:
        batch = open_staged(conn, batch_id)
        # The verdict that most rows will have, so that comparing has little to write.
        guess = SAME if _has_rows(conn, batch.programme_id) else NEW
        insert_rows(conn, tables.staging, STAGED_COLUMNS, _staged_rows(batch_id, rows, guess))


def open_staged(conn: Connection, batch_id: int) -> Any:
    """The batch's row. Raises ``StoreError("batch_not_staged")`` when it is not waiting for its commit."""
    row = conn.execute(sa.select(tables.batches).where(tables.batches.c.batch_id == batch_id)).first()
    if row is None or row.state != BatchState.STAGED:
        raise StoreError("batch_not_staged", batch=batch_id)
    return row


def _has_rows(conn: Connection, programme_id: int) -> bool:
    rows = tables.initiatives.c
    query = sa.select(rows.programme_id).where(rows.programme_id == programme_id).limit(1)
    return conn.execute(query).first() is not None


def _staged_codes(db: Database, batch_id: int, codes: list[str]) -> set[str]:
    found: set[str] = set()
    table = tables.staging.c
    with db.connect() as conn:
        for start in range(0, len(codes), LOOKUP_CODES):
            part = codes[start : start + LOOKUP_CODES]
            query = sa.select(table.code).where(table.batch_id == batch_id, table.code.in_(part))
            found.update(conn.execute(query).scalars())
    return found


def local_day(instant: datetime | None) -> int:
    """Local yyyymmdd of an instant; 0 when there is none."""
    if instant is None:
        return 0
    local = instant.astimezone(ZONE)
    return local.year * 10_000 + local.month * 100 + local.day


@lru_cache(maxsize=20_000)
def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


_STEADY_SINCE = 1976
"""From this year on the zone has one offset, so that a day's seconds are those since its midnight."""


def _instants(given: Iterable[datetime | None]) -> tuple[list[int], list[int | None]]:
    """A column of instants as local days (yyyymmdd, 0 for none) and as seconds since 1970."""
    days: list[int] = []
    seconds: list[int | None] = []
    begun: dict[int, tuple[int, int]] = {}
    for at in given:
        if at is None:
            days.append(0)
            seconds.append(None)
        elif at.tzinfo is ZONE and at.year >= _STEADY_SINCE:
            number = at.toordinal()
            day = begun.get(number)
            if day is None:
                day = begun[number] = local_day(at), _midnight(at.date())
            days.append(day[0])
            seconds.append(day[1] + at.hour * 3600 + at.minute * 60 + at.second)
        elif at.tzinfo is None:
            raise ValueError("an instant needs a zone")
        else:
            days.append(local_day(at))
            seconds.append(int(at.timestamp()))
    return days, seconds


def _midnight(day: date) -> int:
    """Seconds at which a local day begins."""
    return int(datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp())


_STORED: Mapping[str, Callable[[Any], object]] = {
    "solution_kind": operator.index,  # the plain number of a named one, in half the time that int() takes
    "block": operator.index,
    "status": operator.index,
    "recognition": operator.index,
    "recognised_on": _iso,
    "applied_on": _iso,
}
"""What of a row the drivers do not take as it is."""

_ROW_FIELDS = {"source_sheet": "sheet", "source_row": "row"}
"""Columns whose field of ``InitiativeRow`` has another name."""


def _staged_rows(batch_id: int, rows: Sequence[InitiativeRow], verdict: str) -> Rows:
    """Rows of ``staging``, made column by column: a third of the time that row by row takes."""
    if not rows:
        return []
    given: dict[str, Iterable[Any]] = dict(zip(InitiativeRow._fields, zip(*rows, strict=True), strict=True))
    given["submitted_day"], given["submitted_at"] = _instants(given["submitted_at"])
    columns: list[Iterable[object]] = [repeat(batch_id, len(rows))]
    for name in STAGED_COLUMNS[1:-1]:
        values = given[_ROW_FIELDS.get(name, name)]
        change = _STORED.get(name)
        columns.append(values if change is None else map(change, values))
    return list(zip(*columns, repeat(verdict, len(rows)), strict=True))


def differs(staged: Any, stored: Any) -> ColumnElement[bool]:
    """Whether a stored row says something else than the staged one, or was withdrawn."""
    different = [
        staged[name].is_distinct_from(stored[name])
        if tables.staging.c[name].nullable
        else staged[name] != stored[name]
        for name in ROW_COLUMNS
    ]
    return sa.or_(stored.withdrawn, *different)


def compare(db: Database, batch_id: int) -> Counts:
    """Mark every staged row as new, changed or same, and count; cheap when repeated."""
    with db.begin_write() as conn:
        return compare_in(conn, batch_id)


def compare_in(conn: Connection, batch_id: int) -> Counts:
    """As ``compare``, inside the caller's write transaction."""
    batch = open_staged(conn, batch_id)
    if _has_rows(conn, batch.programme_id):
        sample_for_plans(conn, tables.staging, tables.initiatives)
        _mark(conn, batch_id, batch.programme_id)
    counts = _count(conn, batch_id, batch.programme_id)
    conn.execute(
        sa.update(tables.batches)
        .where(tables.batches.c.batch_id == batch_id)
        .values(version_before=current_version(conn))
    )
    return counts


def _mark(conn: Connection, batch_id: int, programme_id: int) -> None:
    target, other, stored = tables.staging, tables.staging.alias("s"), tables.initiatives
    verdict = sa.case((stored.c.code.is_(None), NEW), (differs(other.c, stored.c), CHANGED), else_=SAME)
    judged = (
        sa.select(other.c.code, verdict.label("verdict"))
        .select_from(
            other.outerjoin(stored, (stored.c.code == other.c.code) & (stored.c.programme_id == programme_id))
        )
        .where(other.c.batch_id == batch_id, verdict != other.c.verdict)
    ).cte("judged")
    conn.execute(
        sa.update(target)
        .where(target.c.batch_id == batch_id, target.c.code == judged.c.code)
        .values(verdict=judged.c.verdict)
    )


def _count(conn: Connection, batch_id: int, programme_id: int) -> Counts:
    table = tables.staging.c
    query = (
        sa.select(table.verdict, sa.func.count()).where(table.batch_id == batch_id).group_by(table.verdict)
    )
    found: dict[str, int] = dict(conn.execute(query).all())
    back = 0
    if found.get(CHANGED):
        back = int(conn.execute(_coming_back(batch_id, programme_id)).scalar_one())
    stored = _standing_count(conn, programme_id)
    named = found.get(CHANGED, 0) - back + found.get(SAME, 0)
    return Counts(found.get(NEW, 0), found.get(CHANGED, 0), found.get(SAME, 0), stored - named)


def _coming_back(batch_id: int, programme_id: int) -> sa.Select[Any]:
    staged, stored = tables.staging, tables.initiatives
    return (
        sa.select(sa.func.count())
        .select_from(staged.join(stored, stored.c.code == staged.c.code))
        .where(
            staged.c.batch_id == batch_id,
            staged.c.verdict == CHANGED,
            stored.c.programme_id == programme_id,
            stored.c.withdrawn,
        )
    )


def _standing_count(conn: Connection, programme_id: int) -> int:
    """Rows of the programme that count, from the sums at the roots."""
    cube = tables.cube.c
    query = sa.select(sa.func.coalesce(sa.func.sum(cube.n), 0)).where(
        cube.programme_id == programme_id,
        cube.node_id.in_(sa.select(tables.units.c.unit_id).where(tables.units.c.parent_id.is_(None))),
        cube.field_id == 0,
        cube.status == 0,
        cube.period == 0,
    )
    return int(conn.execute(query).scalar_one())


def discard(db: Database, batch_id: int) -> None:
    """Give a staged batch up: its rows go, its record stays as discarded."""
    with db.begin_write() as conn:
        open_staged(conn, batch_id)
        _set_discarded(conn, batch_id)


def _set_discarded(conn: Connection, batch_id: int) -> None:
    conn.execute(
        sa.update(tables.batches)
        .where(tables.batches.c.batch_id == batch_id)
        .values(state=str(BatchState.DISCARDED))
    )
    clear_staged(conn, batch_id)


def clear_staged(conn: Connection, batch_id: int) -> None:
    """Remove a batch's staged rows; emptying the whole table is far faster where that is the same."""
    table = tables.staging
    others = conn.execute(sa.select(table.c.batch_id).where(table.c.batch_id != batch_id).limit(1)).first()
    if others is None and conn.dialect.name == "postgresql":
        conn.exec_driver_sql("TRUNCATE staging")
    elif others is None:
        conn.execute(sa.delete(table))
    else:
        conn.execute(sa.delete(table).where(table.c.batch_id == batch_id))


def discard_orphans(db: Database, *, now: datetime) -> list[int]:
    """Discard batches staged long ago and never confirmed (their program was killed); their numbers."""
    batches = tables.batches.c
    with db.begin_write() as conn:
        query = sa.select(batches.batch_id).where(
            batches.state == str(BatchState.STAGED), batches.staged_at < now - ORPHAN_AGE
        )
        found = list(conn.execute(query).scalars())
        for batch_id in found:
            _set_discarded(conn, batch_id)
    return found
