"""Role: what several screens share, computed once: stamp, headline, unit rows, course, fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain import pace as pacing
from dashboard.domain import periods
from dashboard.domain.attainment import Attainment, as_decimal
from dashboard.domain.campaign import ILLUSTRATION_SUFFIX, Phase, local_day
from dashboard.domain.forecast import Forecast, NoForecast
from dashboard.i18n.numbers import half_up
from dashboard.settings import Settings
from dashboard.viewmodels import once, open_values, reading, units
from dashboard.viewmodels.changes import Changes, since_import
from dashboard.viewmodels.scope import Cut
from dashboard.viewmodels.views import (
    Course,
    EventMark,
    FieldRow,
    Headline,
    Pace,
    PeriodRow,
    PlanPoint,
    PublishedRank,
    Savings,
    Stamp,
    UnitPart,
)
from data_access.database import Database
from data_access.queries import authors, cells, confidential, savings
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, Measure


@dataclass(frozen=True)
class Core:
    """Everything about a cut that does not depend on the screen. Counts by day cover the cut's phase."""

    cut: Cut
    stamp: Stamp
    totals: Mapping[str, int]
    valid: int
    submitted: int
    authors: int | None
    targets: reading.Targets
    target: int | None
    programme_target: int | None
    programme_count: int
    units: units.Ranked
    by_day: Mapping[date, int]
    savings_by_day: Mapping[date, int]
    pace: Pace
    savings: Savings
    outside_phases: int
    undated: int
    rank: PublishedRank | None
    changes: Changes

    @property
    def attainment(self) -> Attainment:
        """Of the cut's phase."""
        return Attainment(self.totals.get("n", 0), self.target)

    @property
    def programme_attainment(self) -> Attainment:
        """Of the whole programme, up to the same as-of."""
        return Attainment(self.programme_count, self.programme_target)


def build(viewer: Viewer, db: Database, conn: Connection, cut: Cut, settings: Settings) -> Core:
    """Read what a cut needs; every query goes through the rollup where it can."""
    question = ("core", viewer, cut, settings)
    return once.kept(conn, question, lambda: _read(viewer, db, conn, cut, settings))


def _read(viewer: Viewer, db: Database, conn: Connection, cut: Cut, settings: Settings) -> Core:
    totals = cells.totals(viewer, conn, cut.within(cut.phase))
    other = Measure.VALID if cut.measure is Measure.SUBMITTED else Measure.SUBMITTED
    other_count = cells.totals(viewer, conn, cut.within(cut.phase, measure=other))["n"]
    submitted, valid = totals["n"], other_count
    if cut.measure is Measure.VALID:
        submitted, valid = other_count, totals["n"]
    whole = cut.phase_number == WHOLE_PROGRAMME
    programme_count = totals["n"] if whole else cells.totals(viewer, conn, cut.within(cut.whole))["n"]
    targets = reading.targets(viewer, conn, cut.programme_id, cut.unit.unit_id)
    target = units.goal(targets, cut.unit.unit_id, cut)
    daily = cells.by_day(viewer, conn, cut.within(cut.phase))
    by_day = reading.by_day(daily)
    median = savings.median(viewer, conn, cut.within(cut.phase))
    outside, undated = _outside(viewer, conn, cut)
    attainment = Attainment(totals["n"], target)
    ranked = units.build(viewer, conn, cut, targets, settings)
    return Core(
        cut=cut,
        stamp=stamp(viewer, db, conn, cut),
        totals=totals,
        valid=valid,
        submitted=submitted,
        authors=authors.count(viewer, conn, cut.within(cut.phase), cut.phase_number),
        targets=targets,
        target=target,
        programme_target=units.programme_goal(targets, cut.unit.unit_id, cut.programme.phases),
        programme_count=programme_count,
        units=ranked,
        by_day=by_day,
        savings_by_day=reading.by_day(daily, "sum_value"),
        pace=_pace(attainment, cut, by_day),
        savings=units.savings_of(totals, median),
        outside_phases=outside,
        undated=undated,
        rank=reading.published_rank(viewer, conn, cut),
        changes=since_import(viewer, conn, cut, ranked.rows),
    )


def headline(core: Core, settings: Settings) -> Headline:
    """The KPI row."""
    rows = [row for row in core.units.rows if row.part is UnitPart.UNIT]
    with_target = [row for row in rows if row.phase.target]
    return Headline(
        phase=units.attained(core.attainment.count, core.target, settings),
        programme=units.attained(core.programme_count, core.programme_target, settings),
        submitted=core.submitted,
        valid=core.valid,
        authors=core.authors,
        pace=core.pace,
        savings=core.savings,
        units_met=sum(1 for row in with_target if row.phase.missing == 0),
        units_with_target=len(with_target),
        units=len(rows),
        rank=core.rank,
        outside_phases=core.outside_phases,
        change=core.changes.count,
        change_valid=core.changes.valid,
        change_savings=core.changes.savings,
        change_units_met=core.changes.units_met,
        before_import_units_met=core.changes.units_met_before,
        programme_gap=_programme_gap(core),
    )


def _programme_gap(core: Core) -> int | None:
    whole = core.cut.whole
    if whole is None:
        return None
    going = pacing.pace(core.programme_attainment, whole, core.cut.as_of, core.cut.programme.milestones)
    return going.gap if going else None


def course(core: Core, outlook: Forecast | NoForecast | None = None) -> Course | None:
    """The cumulative course of the phase against its plan; None when the programme has no phases."""
    cut = core.cut
    if cut.phase is None:
        return None
    last = last_day(cut, cut.phase)
    daily = periods.days(core.by_day, cut.phase.first_day, last) if last >= cut.phase.first_day else ()
    plan = pacing.plan_line(cut.phase, core.target, cut.programme.milestones) if core.target else ()
    return Course(
        days=rows(daily),
        plan=tuple(
            PlanPoint(
                max(local_day(p.at) - timedelta(days=1), cut.phase.first_day), half_up(p.planned), p.name
            )
            for p in plan
        ),
        marks=_marks(cut, cut.phase),
        target=core.target,
        starts_on=cut.phase.first_day,
        ends_on=cut.phase.last_day,
        forecast=outlook,
    )


def weeks(core: Core) -> tuple[PeriodRow, ...]:
    """Weekly counts of the phase up to the as-of, from Monday, empty weeks included."""
    return weeks_of(core, core.by_day)


def weeks_of(core: Core, daily: Mapping[date, int]) -> tuple[PeriodRow, ...]:
    """The same weeks for another series by day."""
    phase = core.cut.phase
    first = phase.first_day if phase else None
    last = last_day(core.cut, phase) if phase else None
    return rows(periods.weeks(daily, first, last))


def months(core: Core) -> tuple[PeriodRow, ...]:
    """Monthly counts of the phase up to the as-of."""
    phase = core.cut.phase
    first = phase.first_day if phase else None
    last = last_day(core.cut, phase) if phase else None
    return rows(periods.months(core.by_day, first, last))


def rows(series: Sequence[periods.Period]) -> tuple[PeriodRow, ...]:
    """A domain series as views carry it."""
    return tuple(PeriodRow(p.starts_on, p.count, p.cumulative) for p in series)


def last_day(cut: Cut, phase: Phase) -> date:
    """The last day that the as-of covers within a phase ("24h ngày 31/5" covers 31/5)."""
    return min(local_day(cut.as_of - timedelta(seconds=1)), phase.last_day)


def field_rows(
    viewer: Viewer, conn: Connection, cut: Cut, apart: confidential.Declared = open_values.NOTHING
) -> tuple[FieldRow, ...]:
    """Count and value of every field that occurs, by count, the unclassified last; they add up.

    The confidential values ``apart`` are in no field's value; they stand beside the fields in one line.
    """
    complete = reading.by_field(cells.by_field(viewer, conn, cut.within(cut.phase)))
    found = open_values.parts(complete, apart, "field_id")
    total = sum(cell["n"] for cell in found.values())
    value = open_values.stated(found.values(), apart)
    result = []
    for field in reading.fields(viewer, conn):
        cell = found.get(field.field_id)
        if cell is None or not cell["n"]:
            continue
        result.append(
            FieldRow(
                code=None if field.is_unclassified else field.code,
                name=field.name,
                count=cell["n"],
                share=as_decimal(Fraction(cell["n"], total)),
                savings=units.savings_of(cell),
                value_share=as_decimal(Fraction(cell["sum_value"], value)) if value else None,
            )
        )
    return tuple(sorted(result, key=lambda row: (row.code is None, -row.count, row.name)))


def _pace(attainment: Attainment, cut: Cut, by_day: Mapping[date, int]) -> Pace:
    if cut.phase is None:
        return Pace(None, None, None, None, None)
    going = pacing.pace(attainment, cut.phase, cut.as_of, cut.programme.milestones)
    last = last_day(cut, cut.phase)
    weekly = periods.weeks(by_day, cut.phase.first_day, last)
    recent = pacing.recent_per_week(weekly, cut.phase.first_day, last)
    return Pace(
        days_left=pacing.days_between(max(cut.as_of, cut.phase.starts_at), cut.phase.ends_at),
        needed_per_week=going.needed_per_week if going else None,
        recent_per_week=as_decimal(recent),
        expected=going.expected if going else None,
        gap=going.gap if going else None,
    )


def _outside(viewer: Viewer, conn: Connection, cut: Cut) -> tuple[int, int]:
    """Rows in no phase (undated included) and undated rows, of everything stored for the unit."""
    stored = cells.totals(viewer, conn, cut.within(None))["n"]
    dated = sum(count for count in reading.by_day(cells.by_month(viewer, conn, cut.within(None))).values())
    inside = sum(
        cells.totals(viewer, conn, reading.unbounded(cut.within(phase), phase))["n"]
        for phase in cut.programme.phases
    )
    return max(stored - inside, 0), stored - dated


def stamp(viewer: Viewer, db: Database, conn: Connection, cut: Cut) -> Stamp:
    """What every figure of a cut carries."""
    version = db.version(conn)
    batch = reading.newest_batch(viewer, conn, cut.programme_id)
    return Stamp(
        as_of=cut.as_of,
        batch_id=batch.batch_id if batch else None,
        batch_file=batch.file_name if batch else "",
        rows=reading.stored_rows(viewer, conn, cut.programme_id, cut.top),
        version=version.version,
        database_id=version.database_id,
        is_illustration=cut.programme.code.endswith(ILLUSTRATION_SUFFIX),
    )


def _marks(cut: Cut, shown: Phase) -> tuple[EventMark, ...]:
    borders = [
        EventMark(phase.first_day, phase.name, is_phase=True)
        for phase in cut.programme.phases
        if shown.number == WHOLE_PROGRAMME or phase.number == shown.number
    ]
    events = [
        EventMark(event.on_date, event.name)
        for event in cut.programme.events
        if shown.first_day <= event.on_date <= shown.last_day
    ]
    return tuple(sorted([*borders, *events], key=lambda mark: mark.on))
