"""Role: Hồ sơ đơn vị: standing, course, targets and their versions, lineage and data quality of a unit."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.domain.attainment import as_decimal
from dashboard.domain.bands import Band
from dashboard.domain.secrecy import Together
from dashboard.domain.structure import exact_shares
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import open_values, ranks, reading, target_versions, units
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.ranks import Since
from dashboard.viewmodels.scope import Cut, resolve, unit_ref
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import (
    Attained,
    Course,
    FieldRow,
    Headline,
    PeriodRow,
    Scope,
    Stamp,
    TargetVersion,
    UnitPart,
    UnitRef,
    UnitRow,
)
from data_access.database import Database
from data_access.queries import lineage
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Facts:
    """What the list of units says. ``valid_to`` is the last day; ``is_gone`` that it is over."""

    cluster: str
    valid_from: date | None
    valid_to: date | None
    is_gone: bool
    aliases: tuple[str, ...]
    members: tuple[tuple[int, int], ...]  # (year, đoàn viên), newest first


@dataclass(frozen=True)
class Kin:
    """A predecessor or successor: ``share`` of the one that is gone, and the phase's count as recorded."""

    unit: UnitRef
    share: Decimal | None
    count: int
    begins: date | None
    ended: date | None


@dataclass(frozen=True)
class Place:
    """The unit among the units of its superior; ``of_share`` are those with a target."""

    row: UnitRow
    superior: UnitRef
    of_share: int
    of_count: int
    of_members: int


@dataclass(frozen=True)
class Quality:
    """What is missing or doubtful of ``total`` initiatives of the phase; the last two of all ever stored."""

    total: int
    without_value: int
    likely_slips: int
    without_field: int
    without_recognition: int
    without_grassroots: int
    confidential: int
    undated: int
    outside_phases: int


@dataclass(frozen=True)
class Below:
    """The units under it: how many in each band, and their rows in order."""

    rows: tuple[UnitRow, ...]
    bands: tuple[tuple[Band, int], ...]


@dataclass(frozen=True)
class ProfileView:
    """One unit. ``place`` is None for the topmost, and for one that is not listed under its superior."""

    stamp: Stamp
    scope: Scope
    headline: Headline
    registered: Attained | None  # against what the unit registered itself, of the phase
    registered_programme: Attained | None
    course: Course | None
    weeks: tuple[PeriodRow, ...]
    fields: tuple[FieldRow, ...]
    beside: Together | None  # confidential values that are in no field
    facts: Facts
    place: Place | None
    compared: ranks.Compared | None
    versions: tuple[TargetVersion, ...]
    predecessors: tuple[Kin, ...]
    successors: tuple[Kin, ...]
    remainder: Decimal | None  # of a unit that is gone: what no successor has
    quality: Quality
    below: Below
    near_share: Decimal  # thresholds in force
    well_above_share: Decimal


A_WEEK_AGO = Since()

NO_MORE_THAN_ROUNDING = Decimal("1e-9")
"""Shares are stored in millionths: thirds as decimals do not add up to one."""


def build(viewer: Viewer, db: Database, state: FilterState, since: Since = A_WEEK_AGO) -> ProfileView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        place, compared = _place(viewer, conn, state, cut, settings, since)
        pairs = reading.successions(viewer, conn)
        after, remainder = _successors(viewer, conn, cut, pairs)
        own = _registered(viewer, conn, core)
        apart = open_values.apart(viewer, conn, cut.within(cut.phase))
        return ProfileView(
            stamp=core.stamp,
            scope=cut.shown(),
            headline=shared.headline(core, settings),
            registered=units.attained(core.attainment.count, own[0], settings) if own[0] else None,
            registered_programme=units.attained(core.programme_count, own[1], settings) if own[1] else None,
            course=shared.course(core),
            weeks=shared.weeks(core),
            fields=shared.field_rows(viewer, conn, cut, apart),
            beside=open_values.beside(apart),
            facts=_facts(viewer, conn, cut),
            place=place,
            compared=compared,
            versions=target_versions.versions(viewer, conn, cut, cut.unit.unit_id),
            predecessors=_predecessors(viewer, conn, cut, pairs),
            successors=after,
            remainder=remainder,
            quality=_quality(core),
            below=_below(core.units.rows),
            near_share=settings.near_share,
            well_above_share=settings.well_above_share,
        )


def _registered(viewer: Viewer, conn: Connection, core: Core) -> tuple[int | None, int | None]:
    cut = core.cut
    found = reading.registered(viewer, conn, cut.programme_id, cut.unit.unit_id)
    goals = units.goals_of({}, found, cut.unit.unit_id, cut)
    return goals.registered, units.programme_goal(found, cut.unit.unit_id, cut.programme.phases)


def _facts(viewer: Viewer, conn: Connection, cut: Cut) -> Facts:
    unit = cut.unit
    members = reading.members_by_year(viewer, conn, unit.unit_id)
    return Facts(
        cluster=unit.cluster,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        is_gone=unit.valid_to is not None and unit.valid_to < cut.today,
        aliases=reading.aliases(viewer, conn, unit.unit_id),
        members=tuple(sorted(members.items(), reverse=True)),
    )


def _place(
    viewer: Viewer, conn: Connection, state: FilterState, cut: Cut, settings: Settings, since: Since
) -> tuple[Place | None, ranks.Compared | None]:
    """Among the units of the superior, by the list that the superior's own screen shows."""
    if not cut.ancestors:
        return None, None
    superior = cut.ancestors[-1]
    asked = replace(state, unit=superior.code, phase=cut.phase_number if cut.phase else None)
    above = resolve(viewer, conn, asked, today=cut.today)
    targets = reading.targets(viewer, conn, above.programme_id, superior.unit_id)
    rows = units.build(viewer, conn, above, targets, settings).rows
    then = ranks.compared(viewer, conn, above, targets, settings, since, rows)
    listed = [row for row in ranks.with_former(rows, then) if row.part is UnitPart.UNIT]
    own = next((row for row in listed if row.unit.unit_id == cut.unit.unit_id), None)
    if own is None:
        return None, None
    return (
        Place(
            own,
            unit_ref(superior),
            of_share=sum(1 for row in listed if row.rank is not None),
            of_count=len(listed),
            of_members=sum(1 for row in listed if row.rank_by_members is not None),
        ),
        then,
    )


def _predecessors(
    viewer: Viewer, conn: Connection, cut: Cut, pairs: list[tuple[int, int, int]]
) -> tuple[Kin, ...]:
    former = sorted({unit for unit, heir, ppm in pairs if heir == cut.unit.unit_id and ppm})
    shares = {unit: dict(_shares(unit, pairs))[cut.unit.unit_id] for unit in former}
    return _kin(viewer, conn, cut, shares)


def _successors(
    viewer: Viewer, conn: Connection, cut: Cut, pairs: list[tuple[int, int, int]]
) -> tuple[tuple[Kin, ...], Decimal | None]:
    shares = dict(_shares(cut.unit.unit_id, pairs))
    left = 1 - sum(shares.values(), Decimal(0))
    return _kin(viewer, conn, cut, shares), left if shares and left > NO_MORE_THAN_ROUNDING else None


def _shares(unit_id: int, pairs: list[tuple[int, int, int]]) -> list[tuple[int, Decimal]]:
    mine = [(heir, ppm) for unit, heir, ppm in pairs if unit == unit_id and ppm]
    exact = exact_shares([ppm for _, ppm in mine])
    return [(heir, as_decimal(share) or Decimal(0)) for (heir, _), share in zip(mine, exact, strict=True)]


def _kin(viewer: Viewer, conn: Connection, cut: Cut, shares: Mapping[int, Decimal]) -> tuple[Kin, ...]:
    if not shares:
        return ()
    ids = sorted(shares)
    counts = reading.by_unit(lineage.by_unit(viewer, conn, cut.within(cut.phase), ids))
    found = [
        Kin(
            unit_ref(unit),
            shares[unit.unit_id],
            counts.get(unit.unit_id, {}).get("n", 0),
            unit.valid_from,
            unit.valid_to,
        )
        for unit in reading.units_by_id(viewer, conn, ids)
    ]
    return tuple(sorted(found, key=lambda one: (-(one.share or 0), one.unit.code)))


def _quality(core: Core) -> Quality:
    totals = core.totals
    return Quality(
        total=totals["n"],
        without_value=totals["n"] - totals["n_value"],
        likely_slips=totals["n_flagged"],
        without_field=totals["n_no_field"],
        without_recognition=totals["n_no_recognition"],
        without_grassroots=totals["n_no_unit"],
        confidential=totals["n_confidential"],
        undated=core.undated,
        outside_phases=core.outside_phases,
    )


def _below(rows: tuple[UnitRow, ...]) -> Below:
    counts = Counter(row.band for row in rows if row.part is UnitPart.UNIT)
    return Below(rows, tuple((band, counts[band]) for band in Band if counts[band]))
