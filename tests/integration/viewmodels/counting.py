"""Role: random choices of the filter bar, and their figures counted row by row from plain SQL."""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from dashboard.viewmodels.state import FilterState, Structure
from data_access.database import Database
from data_access.vocabulary import Measure

HANOI = timezone(timedelta(hours=7))
"""Vietnam's clock, written here again: it has known no other hour since 1975."""

VALID, LIKELY_SLIP = 1, 4
FIRST, LAST = datetime(2022, 1, 1, tzinfo=HANOI), datetime(2023, 11, 1, tzinfo=HANOI)


@dataclass(frozen=True)
class Row:
    """One initiative, with the codes of its unit and all above it, root first."""

    path: tuple[str, ...]
    field: str
    status: int
    at: datetime | None
    savings: int | None
    flags: int
    people: tuple[str, ...]
    secret: bool


@dataclass(frozen=True)
class Campaign:
    """All rows of a database and what they are counted by. ``goals``: (unit, phase number) → target."""

    rows: tuple[Row, ...]
    units: tuple[str, ...]
    fields: dict[str, str]
    phases: dict[int, tuple[datetime, datetime]]
    goals: dict[tuple[str, int], int]

    @property
    def root(self) -> str:
        """Code of the unit above all."""
        return self.units[0]

    def chosen(self, state: FilterState, phase: int, *, measure: Measure | None = None) -> list[Row]:
        """The rows of a state, its phase given (0: all of them together)."""
        spans = list(self.phases.values())
        start, end = self.phases.get(phase, (spans[0][0], spans[-1][1]))
        wanted = measure or state.measure
        return [
            row for row in self.rows
            if row.at is not None and start <= row.at < end and (state.as_of is None or row.at < state.as_of)
            and (state.unit or self.root) in row.path and state.field in (None, row.field)
            and (wanted is Measure.SUBMITTED or row.status == VALID)
        ]  # fmt: skip


def read(db: Database) -> Campaign:
    """Everything that stands, by plain statements."""
    with db.connect() as conn:

        def rows_of(statement: str) -> Sequence[Any]:
            return conn.execute(sa.text(statement)).all()

        units = rows_of("SELECT unit_id, code, parent_id FROM units ORDER BY depth, code")
        above = {unit.unit_id: (unit.code, unit.parent_id) for unit in units}
        fields = rows_of("SELECT field_id, code, name FROM fields")
        codes = {field.field_id: field.code for field in fields}
        targets = rows_of(
            "SELECT unit_id, phase_number, amount FROM targets WHERE basis = 'assigned' ORDER BY version"
        )
        return Campaign(
            rows=tuple(
                Row(
                    path=_path(row.unit_id, above),
                    field=codes[row.field_id],
                    status=row.status,
                    at=None if row.submitted_at is None else _instant(row.submitted_at),
                    savings=row.savings_vnd,
                    flags=row.savings_flags,
                    people=tuple(f"{row.unit_id}:{key}" for key in row.author_keys.split("\n") if key),
                    secret=bool(row.confidential),
                )
                for row in rows_of("SELECT * FROM initiatives WHERE NOT withdrawn")
            ),
            units=tuple(unit.code for unit in units),
            fields={field.code: field.name for field in fields},
            phases={
                phase.number: (_instant(phase.starts_at), _instant(phase.ends_at))
                for phase in rows_of("SELECT number, starts_at, ends_at FROM phases ORDER BY number")
            },
            goals={(above[row.unit_id][0], row.phase_number): row.amount for row in targets if row.amount},
        )


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(HANOI)


def _path(unit: int | None, above: dict[int, tuple[str, int | None]]) -> tuple[str, ...]:
    found: list[str] = []
    while unit is not None:
        code, unit = above[unit]
        found.insert(0, code)
    return tuple(found)


def states(campaign: Campaign, count: int, seed: int) -> list[FilterState]:
    """Different random choices; units of every depth, moments on and between midnights, on borders too."""
    drawn = random.Random(seed)
    first_level = [row for row in campaign.units[1:] if row.count("-") == 1]
    borders = [border for span in campaign.phases.values() for border in span]
    found: dict[FilterState, None] = {}
    while len(found) < count:
        moment = FIRST + (LAST - FIRST) * drawn.random()
        kinds = (
            None, None, drawn.choice(borders), moment.replace(microsecond=0),
            moment.replace(hour=0, minute=0, second=0, microsecond=0),
        )  # fmt: skip
        state = FilterState(
            phase=drawn.choice([1, 2, 0, None]),
            unit=drawn.choice([None, drawn.choice(first_level), drawn.choice(campaign.units)]),
            measure=drawn.choice(list(Measure)),
            field=drawn.choice([None, None, drawn.choice(list(campaign.fields))]),
            as_of=drawn.choice(kinds),
            structure=drawn.choice([Structure.RECORDED, Structure.RECORDED, Structure.TODAY]),
        )
        found[state] = None
    return list(found)


def median(values: Iterable[int]) -> int | None:
    """Half a đồng up."""
    ordered = sorted(values)
    if not ordered:
        return None
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high + 1) // 2


def by_child(rows: Iterable[Row], unit: str) -> Counter[str]:
    """Counts by the unit's children, "" for what is recorded on itself."""
    found: Counter[str] = Counter()
    for row in rows:
        below = row.path[row.path.index(unit) + 1 :]
        found[below[0] if below else ""] += 1
    return found


def by_month(rows: Iterable[Row]) -> Counter[str]:
    """Counts by the month in Hanoi."""
    return Counter(f"{row.at.astimezone(HANOI):%Y-%m}" for row in rows if row.at)


def days(rows: Iterable[Row]) -> Counter[date]:
    """Counts by the day in Hanoi."""
    return Counter(row.at.astimezone(HANOI).date() for row in rows if row.at)


def part(count: int, of: int | None) -> Fraction | None:
    """Exactly."""
    return Fraction(count, of) if of else None


def bins(values: Sequence[int], edges: Sequence[int]) -> list[int]:
    """How many values lie in each step: lower ≤ value < upper, the last one open."""
    ordered = sorted(values)
    cuts = [bisect_left(ordered, edge) for edge in edges] + [len(ordered)]
    return [after - before for before, after in pairwise(cuts)]
