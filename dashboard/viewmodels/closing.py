"""Role: what a report says beyond the screens: what comes next, the former phase, what is missing."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.attainment import Attainment
from dashboard.domain.bands import PUBLIC_BANDS, Band
from dashboard.domain.campaign import Phase
from dashboard.domain.pace import PhaseState, days_between, pace, state_at
from dashboard.domain.statements import (
    PublishedPlace,
    all_units_sentences,
    area_words,
    counted,
    good_units_sentences,
    next_phase_sentence,
    pace_sentence,
    result_sentence,
)
from dashboard.i18n import t
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading, units
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Attained, UnitPart, UnitRef, UnitRow
from data_access.database import Database
from data_access.queries import candidates, cells
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, Measure

NAMES_IN_SENTENCE = 20
"""Units named in one sentence of a report; the annex lists all."""

MOST_SOCIAL = 20
"""Initiatives with a social meaning that an annex lists."""


@dataclass(frozen=True)
class Ahead:
    """The stretch that a report asks for: the running phase, or the one after it.

    ``attained`` is what it has already (nothing before it began); ``needed_per_week`` is from the as-of or
    its beginning, rounded up; None when met or without a target. ``sentence`` says it officially.
    """

    name: str
    first_day: date
    last_day: date
    is_running: bool
    attained: Attained
    days: int
    needed_per_week: int | None
    sentence: str


@dataclass(frozen=True)
class FormerPhase:
    """The phase before on the same number of days: ``then`` of its ``whole``, beside ``now``."""

    name: str
    days: int
    then: int
    now: int
    share: Attained  # now against then, as a count against a target
    whole: Attained


@dataclass(frozen=True)
class Gaps:
    """What is missing in the data of one unit; ``part`` as in ``UnitRow``."""

    part: UnitPart
    unit: UnitRef
    count: int
    without_value: int
    without_field: int
    without_recognition: int
    without_grassroots_unit: int


@dataclass(frozen=True)
class SocialInitiative:
    """An initiative with the social meaning it states; ``title`` None when withheld."""

    code: str
    title: str | None
    unit_name: str
    social: str


@dataclass(frozen=True)
class ClosingView:
    """See the module. ``over``: the phase of the scope has ended by the as-of.

    ``good`` are the rows public texts name, ``weak`` those below target (while the phase runs: below plan);
    ``unnamed`` those that public texts do not name, ``rest`` all of them together, to stand for them there.
    """

    over: bool
    result: str
    good_sentences: tuple[str, ...]
    weak_sentences: tuple[str, ...]
    good: tuple[UnitRow, ...]
    weak: tuple[UnitRow, ...]
    unnamed: tuple[UnitRow, ...]
    rest: Attained | None
    weak_missing: int
    ahead: Ahead | None
    former: FormerPhase | None
    gaps: tuple[Gaps, ...]
    social: tuple[SocialInitiative, ...]


def build(viewer: Viewer, db: Database, state: FilterState) -> ClosingView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        ahead = _ahead(viewer, conn, core, settings)
        former = _former(viewer, conn, core, settings)
        gaps = _gaps(viewer, conn, core)
        social = _social(viewer, conn, cut)
    rows = [row for row in core.units.rows if row.part is UnitPart.UNIT]
    weak = _weak(rows)
    unnamed = tuple(row for row in rows if row.band in (Band.NEAR, Band.BEHIND))
    named = [(row.unit.name, row.band) for row in rows]
    thresholds = units.thresholds_of(settings)
    return ClosingView(
        over=cut.phase is not None and state_at(cut.phase, cut.as_of) is PhaseState.OVER,
        result=_result(core),
        good_sentences=good_units_sentences(named, thresholds, at_most=NAMES_IN_SENTENCE),
        weak_sentences=all_units_sentences([(row.unit.name, row.band) for row in unnamed], thresholds),
        good=tuple(row for band in PUBLIC_BANDS for row in rows if row.band is band),
        weak=weak,
        unnamed=unnamed,
        rest=_together(unnamed, settings),
        weak_missing=sum(row.phase.missing or 0 for row in weak),
        ahead=ahead,
        former=former,
        gaps=gaps,
        social=social,
    )


def _weak(rows: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    """Below target and behind plan (over: below target), what is missing most first."""
    late = [row for row in rows if (row.phase.missing or 0) > 0 and row.behind_plan]
    return tuple(sorted(late, key=lambda row: -(row.phase.missing or 0)))


def _together(rows: Sequence[UnitRow], settings: Settings) -> Attained | None:
    if not rows:
        return None
    target = sum(row.phase.target or 0 for row in rows)
    return units.attained(sum(row.phase.count for row in rows), target, settings)


def _result(core: Core) -> str:
    cut = core.cut
    if cut.phase is None:
        return t(
            "reports.standing.no_phase",
            area=area_words(cut.unit.name),
            initiatives=counted(core.attainment.count, cut.measure),
        )
    place = PublishedPlace(core.rank.rank, core.rank.of) if core.rank else None
    return result_sentence(
        cut.phase, cut.unit.name, core.attainment, cut.as_of, measure=cut.measure, place=place
    )


def _ahead(viewer: Viewer, conn: Connection, core: Core, settings: Settings) -> Ahead | None:
    cut = core.cut
    if cut.phase is None:
        return None
    if state_at(cut.phase, cut.as_of) is not PhaseState.OVER:
        return _running(core, cut.phase, settings)
    following = [phase for phase in cut.programme.phases if phase.starts_at >= cut.phase.ends_at]
    upcoming = min(following, key=lambda phase: phase.starts_at, default=None)
    if upcoming is None:
        return None
    target = core.targets.get((cut.unit.unit_id, upcoming.number))
    going = pace(Attainment(0, target), upcoming, upcoming.starts_at)
    return Ahead(
        name=upcoming.name,
        first_day=upcoming.first_day,
        last_day=upcoming.last_day,
        is_running=False,
        attained=units.attained(0, target, settings),
        days=days_between(upcoming.starts_at, upcoming.ends_at),
        needed_per_week=going.needed_per_week if going else None,
        sentence=next_phase_sentence(upcoming, target, going),
    )


def _running(core: Core, phase: Phase, settings: Settings) -> Ahead:
    going = pace(core.attainment, phase, core.cut.as_of, core.cut.programme.milestones)
    return Ahead(
        name=phase.name,
        first_day=phase.first_day,
        last_day=phase.last_day,
        is_running=True,
        attained=units.attained(core.attainment.count, core.target, settings),
        days=days_between(max(core.cut.as_of, phase.starts_at), phase.ends_at),
        needed_per_week=going.needed_per_week if going else None,
        sentence=pace_sentence(going, phase) or next_phase_sentence(phase, core.target, None),
    )


def _former(viewer: Viewer, conn: Connection, core: Core, settings: Settings) -> FormerPhase | None:
    cut = core.cut
    phase = cut.phase
    if phase is None or phase.number == WHOLE_PROGRAMME:
        return None
    earlier = [each for each in cut.programme.phases if each.ends_at <= phase.starts_at]
    before = max(earlier, key=lambda each: each.ends_at, default=None)
    if before is None:
        return None
    days = phase.day_number(shared.last_day(cut, phase))
    counts = reading.by_day(cells.by_day(viewer, conn, cut.within(before)))
    then = sum(count for day, count in counts.items() if before.day_number(day) <= days)
    target = core.targets.get((cut.unit.unit_id, before.number))
    now = core.attainment.count
    return FormerPhase(
        name=before.name,
        days=max(days, 0),
        then=then,
        now=now,
        share=units.attained(now, then, settings),
        whole=units.attained(sum(counts.values()), target, settings),
    )


def _gaps(viewer: Viewer, conn: Connection, core: Core) -> tuple[Gaps, ...]:
    """In the order of the units; one without a single initiative has nothing to complete."""
    found = reading.by_unit(cells.by_child(viewer, conn, core.cut.within(core.cut.phase)))
    return tuple(
        Gaps(
            part=row.part,
            unit=row.unit,
            count=cell["n"],
            without_value=cell["n"] - cell["n_value"],
            without_field=cell["n_no_field"],
            without_recognition=cell["n_no_recognition"],
            without_grassroots_unit=cell["n_no_unit"],
        )
        for row in core.units.rows
        if (cell := found.get(row.unit.unit_id))
    )


def _social(viewer: Viewer, conn: Connection, cut: Cut) -> tuple[SocialInitiative, ...]:
    within = cut.within(cut.phase, measure=Measure.VALID)
    rows = list(reading.records(candidates.with_social_meaning(viewer, conn, within, MOST_SOCIAL)))
    names = reading.unit_names(viewer, conn, [int(row.unit_id) for row in rows])
    return tuple(
        SocialInitiative(row.code, row.title or None, names.get(int(row.unit_id), ""), row.social)
        for row in rows
    )
