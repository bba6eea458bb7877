"""Role: the places at an earlier moment, to say who climbed and who fell since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from dashboard.domain import ranking
from dashboard.domain.attainment import Attainment
from dashboard.domain.campaign import start_of_day
from dashboard.settings import Settings
from dashboard.viewmodels import changes, reading, units
from dashboard.viewmodels.scope import Cut
from dashboard.viewmodels.state import Structure
from dashboard.viewmodels.views import Places, UnitPart, UnitRow
from data_access.viewer import Viewer
from data_access.vocabulary import Measure


class Against(StrEnum):
    """With which moment places are compared."""

    WEEK = "week"  # seven days before the as-of
    MONTH = "month"  # thirty days before it
    IMPORT = "import"  # before the newest import
    DAY = "day"  # the end of a chosen day


DAYS_BACK = {Against.WEEK: 7, Against.MONTH: 30}


@dataclass(frozen=True)
class Since:
    """What a reader chose to compare with; ``day`` belongs to ``Against.DAY``."""

    against: Against = Against.WEEK
    day: date | None = None


@dataclass(frozen=True)
class Compared:
    """The moment compared with: an as-of, or the state before an import. ``places`` by unit id."""

    places: Mapping[int, Places]
    as_of: datetime | None = None
    batch_id: int | None = None


def compared(
    viewer: Viewer,
    conn: Connection,
    cut: Cut,
    targets: reading.Targets,
    settings: Settings,
    since: Since,
    rows: Sequence[UnitRow],
) -> Compared | None:
    """The places then, by the targets that are in force now; None when nothing had been submitted by then.

    ``rows``: the list as it stands. An import's effect is known by recorded unit, for the root and all
    submitted initiatives only.
    """
    if since.against is Against.IMPORT:
        return _before_import(viewer, conn, cut, rows)
    moment = _moment(cut, since)
    if moment is None or cut.phase is None or not cut.phase.starts_at < moment < cut.as_of:
        return None
    then = units.build(viewer, conn, replace(cut, as_of=moment), targets, settings).rows
    if not any(row.phase.count for row in then):
        return None
    found = {
        row.unit.unit_id: Places(row.rank, row.rank_by_count, row.rank_by_members)
        for row in then
        if row.part is UnitPart.UNIT
    }
    return Compared(found, as_of=moment)


def with_former(rows: Sequence[UnitRow], then: Compared | None) -> tuple[UnitRow, ...]:
    """The rows with their places of then."""
    places = then.places if then else {}
    return tuple(
        replace(row, former=places.get(row.unit.unit_id)) if row.part is UnitPart.UNIT else row
        for row in rows
    )


def _moment(cut: Cut, since: Since) -> datetime | None:
    if since.against is Against.DAY:
        return None if since.day is None else start_of_day(since.day + timedelta(days=1))
    return cut.as_of - timedelta(days=DAYS_BACK[since.against])


def _before_import(viewer: Viewer, conn: Connection, cut: Cut, rows: Sequence[UnitRow]) -> Compared | None:
    measured = changes.newest_effect(viewer, conn, cut)
    by_root = measured is not None and cut.unit.unit_id == measured.root
    as_measured = cut.measure is Measure.SUBMITTED and cut.structure is Structure.RECORDED
    if measured is None or not by_root or not as_measured:
        return None
    before = {
        row.unit.unit_id: (row.phase.count - measured.effect.get(row.unit.unit_id, 0), row)
        for row in rows
        if row.part is UnitPart.UNIT
    }
    by_share = ranking.ranks({u: Attainment(n, row.phase.target).ratio for u, (n, row) in before.items()})
    by_count = ranking.ranks({u: n for u, (n, _row) in before.items()})
    by_members = ranking.ranks({u: ranking.per_100_members(n, row.members) for u, (n, row) in before.items()})
    found = {
        unit: Places(*(place.rank if place else None for place in (
            by_share.get(unit), by_count.get(unit), by_members.get(unit)
        )))
        for unit in before
    }  # fmt: skip
    return Compared(found, batch_id=measured.batch_id)
