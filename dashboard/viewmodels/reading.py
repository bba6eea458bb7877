"""Role: frames of the store turned into the domain's types; the only place that knows both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection

from dashboard.domain.campaign import (
    CampaignEvent,
    Milestone,
    Phase,
    Programme,
    Unit,
    local_day,
    start_of_day,
    target_from_members,
)
from dashboard.domain.periods import day_of
from dashboard.i18n.text import vietnamese_order
from dashboard.viewmodels.views import PublishedRank
from data_access.queries import campaign, cells, standing
from data_access.queries.scope import ANCESTORS
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import UNCLASSIFIED_FIELD_CODE, Block, SolutionKind, TargetBasis

if TYPE_CHECKING:
    from dashboard.viewmodels.scope import Cut

PPM = 1_000_000

Cells = Mapping[str, int]
Targets = Mapping[tuple[int, int], int]
"""Target in force by (unit_id, phase number)."""


@dataclass(frozen=True)
class StoredProgramme:
    """A programme as listed."""

    programme_id: int
    code: str
    name: str


@dataclass(frozen=True)
class StoredField:
    """A field as listed."""

    field_id: int
    code: str
    name: str
    is_unclassified: bool


def records(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows of a frame with their columns as attributes; typed loosely, as frames are."""
    return frame.itertuples(index=False)


def programmes(viewer: Viewer, conn: Connection) -> tuple[StoredProgramme, ...]:
    """All programmes, the newest last."""
    found = campaign.programmes(viewer, conn)
    return tuple(StoredProgramme(int(r.programme_id), r.code, r.name) for r in records(found))


def programme(viewer: Viewer, conn: Connection, stored: StoredProgramme) -> Programme:
    """A programme with its phases in order of time, milestones and events."""
    ident = stored.programme_id
    phases = [
        Phase(int(r.number), r.name, r.starts_at, r.ends_at)
        for r in records(campaign.phases(viewer, conn, ident))
    ]
    milestones = tuple(
        Milestone(int(r.phase_number), r.due_on, Fraction(int(r.share_ppm), PPM), r.name)
        for r in records(campaign.milestones(viewer, conn, ident))
    )
    events = tuple(CampaignEvent(r.on_date, r.name) for r in records(campaign.events(viewer, conn, ident)))
    ordered = tuple(sorted(phases, key=lambda phase: (phase.starts_at, phase.number)))
    return Programme(stored.code, stored.name, ordered, milestones, events)


def unit(viewer: Viewer, conn: Connection, code: str) -> Unit | None:
    """The unit of a code, if the viewer may see it."""
    ident = campaign.unit_by_code(viewer, conn, code)
    return None if ident is None else units(campaign.units(viewer, conn, [ident]))[0]


def root(viewer: Viewer, conn: Connection) -> Unit | None:
    """The topmost unit the viewer may see."""
    ident = standing.root_id(viewer, conn)
    return None if ident is None else units(campaign.units(viewer, conn, [ident]))[0]


def ancestors(viewer: Viewer, conn: Connection, of: Unit) -> tuple[Unit, ...]:
    """From the root down to the unit's parent."""
    if of.parent_id is None:
        return ()
    return tuple(u for u in units(campaign.ancestors(viewer, conn, of.unit_id)) if u.unit_id != of.unit_id)


def children(viewer: Viewer, conn: Connection, of: Unit) -> tuple[Unit, ...]:
    """Direct children, whatever their validity."""
    return units(campaign.children(viewer, conn, of.unit_id)) if of.has_children else ()


def all_units(viewer: Viewer, conn: Connection, at_most: int) -> tuple[Unit, ...]:
    """The units of the upper levels, deeper ones as long as there are no more than ``at_most`` in all."""
    found = units(campaign.units(viewer, conn))
    while len(found) > at_most and (deepest := max(unit.depth for unit in found)) > 0:
        found = tuple(unit for unit in found if unit.depth < deepest)
    return found


def unit_names(viewer: Viewer, conn: Connection, unit_ids: Iterable[int]) -> dict[int, str]:
    """Names of some units."""
    wanted = sorted(set(unit_ids))
    return {u.unit_id: u.name for u in units(campaign.units(viewer, conn, wanted))} if wanted else {}


def targets(viewer: Viewer, conn: Connection, programme_id: int, unit_id: int) -> Targets:
    """Of a unit and its children: the assigned targets in force.

    One given as a share of members is worked out from their newest number. A registered target
    (đăng ký phấn đấu) stands in where nothing was assigned.
    """
    found: dict[tuple[int, int], int] = {}
    rows = list(records(campaign.targets_in_force(viewer, conn, programme_id, unit_id)))
    by_share = [int(r.unit_id) for r in rows if pd.isna(r.amount) and not pd.isna(r.member_share_ppm)]
    counts = members(viewer, conn, by_share) if by_share else {}
    for row in sorted(rows, key=lambda r: r.basis == TargetBasis.ASSIGNED):
        amount = _amount(row, counts)
        if amount is not None:
            found[int(row.unit_id), int(row.phase_number)] = amount
    return found


def _amount(row: Any, counts: Mapping[int, int]) -> int | None:
    if not pd.isna(row.amount):
        return int(row.amount)
    people = counts.get(int(row.unit_id))
    if pd.isna(row.member_share_ppm) or not people:
        return None
    return target_from_members(Fraction(int(row.member_share_ppm), PPM), people)


def units_by_id(viewer: Viewer, conn: Connection, unit_ids: Sequence[int]) -> tuple[Unit, ...]:
    """Those of these units that the viewer may see."""
    return units(campaign.units(viewer, conn, unit_ids)) if unit_ids else ()


def unit_paths(frame: pd.DataFrame) -> dict[int, tuple[int, ...]]:
    """From the root down to each unit of a frame with ancestors."""
    return {
        int(r.unit_id): tuple(int(unit) for unit in (getattr(r, name) for name in ANCESTORS) if unit)
        for r in records(frame)
    }


def successions(viewer: Viewer, conn: Connection) -> list[tuple[int, int, int]]:
    """(unit, successor, share in millionths)."""
    rows = records(campaign.successors(viewer, conn))
    return [(int(r.unit_id), int(r.successor_id), int(r.share_ppm)) for r in rows]


def registered(viewer: Viewer, conn: Connection, programme_id: int, unit_id: int) -> Targets:
    """Of a unit and its children: the targets they registered themselves (đăng ký phấn đấu)."""
    return {
        (int(r.unit_id), int(r.phase_number)): int(r.amount)
        for r in records(campaign.targets_in_force(viewer, conn, programme_id, unit_id))
        if r.basis == TargetBasis.REGISTERED and not pd.isna(r.amount)
    }


def members_of_year(
    viewer: Viewer, conn: Connection, unit_ids: Sequence[int], year: int
) -> dict[int, tuple[int, int]]:
    """(members, year counted) of each unit: those of that year, else of the newest before, else after it."""
    found: dict[int, tuple[int, int]] = {}
    for row in records(campaign.members(viewer, conn, unit_ids)) if unit_ids else ():
        unit_id, counted = int(row.unit_id), int(row.year)
        if unit_id not in found or counted <= year:
            found[unit_id] = int(row.members), counted
    return found


def members_by_year(viewer: Viewer, conn: Connection, unit_id: int) -> dict[int, int]:
    """Members of one unit by year."""
    return {int(r.year): int(r.members) for r in records(campaign.members(viewer, conn, [unit_id]))}


def aliases(viewer: Viewer, conn: Connection, unit_id: int) -> tuple[str, ...]:
    """Other spellings of one unit, in the order of the alphabet."""
    found = {r.alias for r in records(campaign.aliases(viewer, conn, [unit_id]))}
    return tuple(sorted(found, key=vietnamese_order))


def members(viewer: Viewer, conn: Connection, unit_ids: Sequence[int]) -> dict[int, int]:
    """The newest number of members of each unit."""
    if not unit_ids:
        return {}
    rows = records(campaign.members(viewer, conn, unit_ids).sort_values("year"))
    return {int(row.unit_id): int(row.members) for row in rows}


def fields(viewer: Viewer, conn: Connection) -> tuple[StoredField, ...]:
    """All fields in their order."""
    return tuple(
        StoredField(int(r.field_id), r.code, r.name, r.code == UNCLASSIFIED_FIELD_CODE)
        for r in records(campaign.fields(viewer, conn))
    )


def field(viewer: Viewer, conn: Connection, code: str) -> StoredField | None:
    """The field of a code."""
    return next((field for field in fields(viewer, conn) if field.code == code), None)


def by_unit(frame: pd.DataFrame) -> dict[int, Cells]:
    """Cells by unit_id."""
    return _keyed(frame, "unit_id")


def by_field(frame: pd.DataFrame) -> dict[int, Cells]:
    """Cells by field_id."""
    return _keyed(frame, "field_id")


def by_day(frame: pd.DataFrame, column: str = "n") -> dict[date, int]:
    """Counts (or another measure) by day, or by month keyed by its first day; without what has no date."""
    pairs = zip(frame["period"].tolist(), frame[column].tolist(), strict=True)
    return {day_of(period): count for period, count in pairs if period}


def by_solution_kind(viewer: Viewer, conn: Connection, within: Selection) -> dict[SolutionKind, Cells]:
    """Cells by kind of solution, the most frequent first."""
    found = _keyed(standing.by_column(viewer, conn, within, "solution_kind"), "solution_kind")
    return {SolutionKind(kind): cell for kind, cell in _most_first(found)}


def by_block(viewer: Viewer, conn: Connection, within: Selection) -> dict[Block, Cells]:
    """Cells by block of people, the most frequent first."""
    found = _keyed(standing.by_column(viewer, conn, within, "block"), "block")
    return {Block(block): cell for block, cell in _most_first(found)}


def unbounded(within: Selection, phase: Phase) -> Selection:
    """The same rows up to the end of the phase, whatever the as-of; counted for all initiatives."""
    return replace(within, start=phase.starts_at, end=phase.ends_at)


def newest_batch(viewer: Viewer, conn: Connection, programme_id: int) -> standing.NewestBatch | None:
    """The newest committed import of initiatives."""
    return standing.newest_batch(viewer, conn, programme_id)


def newest_moment(viewer: Viewer, conn: Connection, programme_id: int, top: Unit) -> datetime:
    """As of when the stored data speak: 24h of the newest submission's day, but not after its import.

    Without any initiatives, when anything was last written: nothing had been submitted by then.
    """
    batch = newest_batch(viewer, conn, programme_id)
    day = standing.newest_day(viewer, conn, programme_id, top.unit_id)
    if batch is None or not day:
        return standing.changed_at(conn)
    return min(start_of_day(day_of(day)) + timedelta(days=1), batch.committed_at)


def stored_rows(viewer: Viewer, conn: Connection, programme_id: int, top: Unit) -> int:
    """All initiatives stored for the programme below a top unit."""
    return cells.totals(viewer, conn, Selection(programme_id, top.unit_id))["n"]


def published_rank(viewer: Viewer, conn: Connection, cut: "Cut") -> PublishedRank | None:
    """The newest published rank of the unit for the phase that is not later than the as-of's day."""
    rows = campaign.published(viewer, conn)
    rows = rows[(rows["unit_id"] == cut.unit.unit_id) & rows["rank"].notna() & rows["rank_of"].notna()]
    best: PublishedRank | None = None
    for row in records(rows):
        if row.phase_number != cut.phase_number:
            continue
        if row.as_of is not None and local_day(row.as_of) > local_day(cut.as_of):
            continue
        found = PublishedRank(int(row.rank), int(row.rank_of), row.as_of, row.source)
        if best is None or _later(found, best):
            best = found
    return best


def _later(one: PublishedRank, other: PublishedRank) -> bool:
    return one.as_of is not None and (other.as_of is None or one.as_of > other.as_of)


def _keyed(frame: pd.DataFrame, column: str) -> dict[int, Cells]:
    names = [name for name in frame.columns if name != column]
    keys = frame[column].tolist()
    table = frame[names].to_numpy().tolist()
    return {key: dict(zip(names, row, strict=True)) for key, row in zip(keys, table, strict=True)}


def _most_first(found: Mapping[int, Cells]) -> list[tuple[int, Cells]]:
    return sorted(found.items(), key=lambda item: (-item[1]["n"], item[0]))


def units(frame: pd.DataFrame) -> tuple[Unit, ...]:
    """The units of a frame."""
    return tuple(
        Unit(
            unit_id=int(r.unit_id),
            code=r.code,
            name=r.name,
            parent_id=None if pd.isna(r.parent_id) else int(r.parent_id),
            depth=int(r.depth),
            cluster=r.cluster,
            valid_from=r.valid_from,
            valid_to=r.valid_to,
            has_children=bool(r.has_children),
        )
        for r in records(frame)
    )
