"""Role: the figures computed the slow and obvious way, from all rows in memory: what the store must equal."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from data_access import tables
from data_access.database import Database
from data_access.selection import Selection
from data_access.tables import BIN_EDGES_VND, MEASURES
from data_access.vocabulary import ALL, UNCLASSIFIED_FIELD_ID, Measure, MoneyFlag, Recognition, Status
from tests.integration.storage import campaign

Row = Any


def standing_rows(db: Database) -> list[Row]:
    """All rows that are not withdrawn."""
    with db.connect() as conn:
        return list(conn.execute(sa.select(tables.initiatives).where(~tables.initiatives.c.withdrawn)))


def path(unit: int | None, parents: dict[int, int | None] = campaign.PARENTS) -> list[int]:
    """The unit's ancestors from the root down to itself."""
    found: list[int] = []
    while unit is not None:
        found.insert(0, unit)
        unit = parents[unit]
    return found


def chosen(rows: Iterable[Row], sel: Selection) -> list[Row]:
    """The rows of a selection."""

    def wanted(row: Row) -> bool:
        at = row.submitted_at
        return (
            sel.unit_id in path(row.unit_id)
            and (sel.start is None or (at is not None and at >= sel.start))
            and (sel.end is None or (at is not None and at < sel.end))
            and sel.field_id in (ALL, row.field_id)
            and (sel.measure is Measure.SUBMITTED or row.status == Status.VALID)
        )

    return [row for row in rows if wanted(row)]


def measures(rows: Sequence[Row]) -> dict[str, int]:
    """Every measure of these rows."""
    declared = [row for row in rows if row.savings_vnd is not None]
    flagged = [row for row in declared if row.savings_flags & MoneyFlag.LIKELY_SLIP]
    bins = Counter(bisect_right(BIN_EDGES_VND, row.savings_vnd) - 1 for row in declared)
    parents = set(campaign.PARENTS.values())
    values = [
        len(rows), len(declared), sum(row.savings_vnd for row in declared), len(flagged),
        sum(row.savings_vnd for row in flagged), sum(row.confidential for row in rows),
        sum(row.field_id == UNCLASSIFIED_FIELD_ID for row in rows),
        sum(row.recognition == Recognition.UNKNOWN for row in rows),
        sum(row.unit_id in parents for row in rows),
        *(bins[index] for index in range(len(BIN_EDGES_VND))),
    ]  # fmt: skip
    return dict(zip(MEASURES, values, strict=True))


def split(rows: Iterable[Row], key: Callable[[Row], Any]) -> dict[Any, dict[str, int]]:
    """Measures by key."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: measures(group) for name, group in groups.items()}


def child_of(row: Row, unit_id: int) -> int:
    """The unit's child that the row is under; the unit itself for its own."""
    way = path(row.unit_id)
    below = way[way.index(unit_id) + 1 :]
    return below[0] if below else unit_id


def people(rows: Iterable[Row]) -> int:
    """Distinct (unit, folded name)."""
    return len({(row.unit_id, key) for row in rows for key in row.author_keys.split("\n") if key})


def median(rows: Iterable[Row]) -> int | None:
    """Median of the declared values, half a đồng up."""
    values: list[int] = sorted(row.savings_vnd for row in rows if row.savings_vnd is not None)
    if not values:
        return None
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    return (low + high + 1) // 2
