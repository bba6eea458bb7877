"""Role: each figure's formula with its numbers put in, computed anew from what the figure is made of."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import pandas as pd
from sqlalchemy import Connection

from dashboard.domain import forecast_statements, ranking, secrecy
from dashboard.domain.attainment import Attainment, as_decimal
from dashboard.domain.campaign import local_day
from dashboard.domain.forecast import Forecast
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import outlook, reading, units
from dashboard.viewmodels.asking import Asked, resolved
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.questions import Figure
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import UnitPart, UnitRow
from data_access.database import Database
from data_access.queries import authors, campaign, register, row_sources
from data_access.selection import RowFilter
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, TargetBasis


@dataclass(frozen=True)
class Input:
    """Something a figure is computed from that is no row of the register: a unit, a target, a source."""

    name: str
    value: str
    counts: bool = True  # whether it is among those that the figure counts


@dataclass(frozen=True)
class Formula:
    """``exact`` is the figure itself; the first of ``lines`` is the formula with its numbers."""

    exact: int | Decimal | None
    lines: tuple[str, ...]
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class Basis:
    """What the formulas read from; ``state`` is of the screen, ``asked`` the question on it."""

    viewer: Viewer
    db: Database
    conn: Connection
    state: FilterState
    asked: Asked

    @property
    def settings(self) -> Settings:
        """Thresholds in force."""
        return load_settings(os.environ)

    @cached_property
    def count(self) -> int:
        """Initiatives behind the figure, confidential ones included."""
        counting = self.asked.counted_by(self.viewer)
        return register.count(counting, self.conn, self.asked.rows)

    @cached_property
    def core(self) -> Core:
        """What the screens compute about the asked unit."""
        return shared.build(self.viewer, self.db, self.conn, self.asked.cut, self.settings)

    @property
    def target_phase(self) -> int:
        """The phase number whose target counts."""
        phase = self.asked.phase
        return phase.number if phase else WHOLE_PROGRAMME


def formula(basis: Basis) -> Formula:
    """The formula of the asked figure."""
    return _FORMULAS[basis.asked.question.figure](basis)


def _count(basis: Basis) -> Formula:
    measure = word(basis.asked.measure)
    lines = [t("explain.count", n=numbers.integer(basis.count), measure=measure)]
    return Formula(basis.count, (*lines, *_part_of_all(basis)))


def _part_of_all(basis: Basis) -> list[str]:
    """What part of the screen's initiatives it is, for a unit, a field, a kind or a block of them."""
    question = basis.asked.question
    if not (question.unit or question.field or question.kind is not None or question.block is not None):
        return []
    wider = replace(question, unit=None, field=None, kind=None, block=None, itself=False)
    whole = resolved(basis.viewer, basis.conn, basis.state, wider)
    of = register.count(whole.counted_by(basis.viewer), basis.conn, whole.rows)
    if not of:
        return []
    share = numbers.percent(Fraction(basis.count, of))
    return [t("explain.part", n=numbers.integer(basis.count), of=numbers.integer(of), share=share)]


def _outside(basis: Basis) -> Formula:
    return Formula(basis.count, (t("explain.outside", n=numbers.integer(basis.count)),))


def _attainment(basis: Basis) -> Formula:
    targets = reading.targets(
        basis.viewer, basis.conn, basis.asked.cut.programme_id, basis.asked.cut.unit.unit_id
    )
    unit, phases = basis.asked.cut.unit.unit_id, basis.asked.cut.programme.phases
    whole = basis.target_phase == WHOLE_PROGRAMME
    target = units.programme_goal(targets, unit, phases) if whole else targets.get((unit, basis.target_phase))
    reached = Attainment(basis.count, target)
    if reached.share is None:
        lines = [t("explain.no_target", n=numbers.integer(basis.count))]
    else:
        lines = [
            t(
                "explain.share",
                count=numbers.integer(basis.count),
                target=numbers.integer(reached.target or 0),
                share=reached.shown_percent(),
            ),
            reached.statement(),
        ]
    if reached.is_small_target(basis.settings.small_target_below):
        lines.append(t("explain.small_target", below=basis.settings.small_target_below))
    return Formula(reached.share, tuple(lines), _target_documents(basis, whole))


def _target_documents(basis: Basis, whole: bool) -> tuple[Input, ...]:
    """Where the target in force comes from: each phase's, version and document."""
    cut = basis.asked.cut
    found = campaign.targets_in_force(basis.viewer, basis.conn, cut.programme_id, cut.unit.unit_id)
    names = {phase.number: phase.name for phase in cut.programme.phases}
    names[WHOLE_PROGRAMME] = t("scope.whole_programme")
    rows = [row for row in reading.records(found) if row.unit_id == cut.unit.unit_id]
    if not whole:
        rows = [row for row in rows if row.phase_number == basis.target_phase]
    return tuple(
        Input(
            t("explain.target_of", phase=names.get(row.phase_number, str(row.phase_number))),
            _target_words(row),
            row.basis == TargetBasis.ASSIGNED,
        )
        for row in rows
    )


def _target_words(row: object) -> str:
    amount, document = getattr(row, "amount", None), getattr(row, "document", "")
    effective = getattr(row, "effective_on", None)
    parts = [
        "–" if pd.isna(amount) else numbers.integer(int(amount)),
        word(TargetBasis(getattr(row, "basis", TargetBasis.ASSIGNED))),
        t("explain.version", n=getattr(row, "version", 1)),
        document,
        t("explain.effective", date=numbers.date(effective)) if effective else "",
    ]
    return " · ".join(part for part in parts if part)


def _pace(basis: Basis) -> Formula:
    pace, reached = basis.core.pace, basis.core.attainment
    if pace.expected is None or pace.gap is None:
        return Formula(None, (t("explain.no_pace"),))
    lines = [
        t(
            "explain.gap",
            count=numbers.integer(reached.count),
            expected=numbers.integer(pace.expected),
            gap=numbers.signed_integer(pace.gap),
        )
    ]
    if pace.needed_per_week is not None and pace.days_left:
        lines.append(
            t(
                "explain.needed",
                missing=numbers.integer(reached.missing or 0),
                days=numbers.integer(pace.days_left),
                n=numbers.integer(pace.needed_per_week),
            )
        )
    if pace.recent_per_week is not None:
        lines.append(t("explain.recent", n=numbers.compact_decimal(pace.recent_per_week)))
    course = shared.course(basis.core)
    plan = tuple(
        Input(corner.name or numbers.date(corner.on), _plan_words(corner.planned, corner.on))
        for corner in (course.plan if course else ())
    )
    return Formula(pace.gap, tuple(lines), plan)


def _plan_words(planned: int, on: date) -> str:
    return t("explain.planned", n=numbers.integer(planned), date=numbers.date(on))


def _authors(basis: Basis) -> Formula:
    people = authors.count(basis.viewer, basis.conn, basis.asked.rows, basis.target_phase)
    lines = (
        t("explain.authors", people=numbers.integer(people), n=numbers.integer(basis.count)),
        t("explain.authors_rule"),
    )
    return Formula(people, lines)


def _confidential(basis: Basis) -> int:
    """Confidential rows among those asked about, whatever their values are."""
    rows = basis.asked.rows
    wanted = replace((rows.rows or RowFilter()).without_value(), confidential=True)
    return register.count(basis.viewer, basis.conn, replace(rows, rows=wanted))


def _telling(basis: Basis, hidden: int) -> int:
    """How many confidential rows, or declared values of them, are so few that a sum tells them; else 0."""
    rows = basis.asked.rows
    wanted = replace(rows, rows=replace(rows.rows or RowFilter(), confidential=True))
    declaring = register.count(basis.asked.counted_by(basis.viewer), basis.conn, wanted)
    return next((n for n in (declaring, hidden) if 0 < n < secrecy.FEWEST), 0)


def _savings(basis: Basis) -> Formula:
    """Of one or two confidential rows no sum: less the values that are listed it would be theirs."""
    hidden = 0 if basis.viewer.may_read_confidential else _confidential(basis)
    if hidden and not basis.asked.question.readable and (few := _telling(basis, hidden)):
        return Formula(None, (t("explain.would_tell", n=numbers.integer(few)),))
    counting = basis.asked.counted_by(basis.viewer)
    declared, total = row_sources.declared_values(counting, basis.conn, basis.asked.rows)
    lines = [
        t("explain.savings", value=numbers.vnd_exact(total), declared=numbers.integer(declared)),
        t("explain.per_year"),
    ]
    if hidden and basis.asked.question.readable:
        lines.append(t("explain.readable"))
    narrowed = replace(basis.asked.rows, rows=replace(basis.asked.rows.rows or RowFilter(), flagged=True))
    flagged, of_them = row_sources.declared_values(counting, basis.conn, narrowed)
    if flagged and not basis.asked.question.flagged:
        without = numbers.vnd_exact(total - of_them)
        lines.append(t("explain.flagged", n=numbers.integer(flagged), without=without))
    return Formula(total, tuple(lines))


def _median(basis: Basis) -> Formula:
    counting, rows = basis.asked.counted_by(basis.viewer), basis.asked.rows
    middle = row_sources.middle_values(counting, basis.conn, rows)
    if not middle:
        return Formula(None, (t("explain.no_values"),))
    declared, _total = row_sources.declared_values(counting, basis.conn, rows)
    median = (middle[0] + middle[-1] + 1) // 2
    places = {"n": numbers.integer(declared), "place": numbers.integer((declared + 1) // 2)}
    line = (
        t("explain.median_one", value=numbers.vnd_exact(median), **places)
        if len(middle) == 1
        else t(
            "explain.median_two",
            value=numbers.vnd_exact(median),
            low=numbers.vnd_exact(middle[0]),
            high=numbers.vnd_exact(middle[1]),
            **places,
        )
    )
    return Formula(median, (line, t("explain.per_year")))


def _ranked(basis: Basis) -> tuple[UnitRow, ...]:
    return tuple(row for row in basis.core.units.rows if row.part is UnitPart.UNIT)


def _of_target(row: UnitRow) -> str:
    reached = Attainment(row.phase.count, row.phase.target)
    if reached.share is None:
        return t("explain.count_only", n=numbers.integer(row.phase.count))
    return t(
        "explain.of_target",
        count=numbers.integer(row.phase.count),
        target=numbers.integer(reached.target or 0),
        share=reached.shown_percent(),
    )


def _units_met(basis: Basis) -> Formula:
    rows = [row for row in _ranked(basis) if row.phase.target]
    met = sum(row.phase.missing == 0 for row in rows)
    lines = (t("explain.units_met", met=numbers.integer(met), of=numbers.integer(len(rows))),)
    inputs = tuple(Input(row.unit.name, _of_target(row), row.phase.missing == 0) for row in rows)
    return Formula(met, lines, inputs)


def _per_100(basis: Basis) -> Formula:
    unit = basis.asked.cut.unit
    year = local_day(basis.asked.cut.as_of).year
    counted = reading.members_of_year(basis.viewer, basis.conn, [unit.unit_id], year)
    members = counted[unit.unit_id][0] if unit.unit_id in counted else None
    rate = ranking.per_100_members(basis.count, members)
    if rate is None or members is None:
        return Formula(None, (t("explain.no_members"),))
    line = t(
        "explain.per_100",
        n=numbers.integer(basis.count),
        members=numbers.integer(members),
        rate=numbers.decimal(rate),
    )
    return Formula(as_decimal(rate), (line,))


def _rank(basis: Basis) -> Formula:
    """Among the units beside it; of the screen's own unit the published one, which no own row can give."""
    if basis.asked.question.unit is None:
        return _published(basis)
    parent = next(reversed(basis.asked.cut.ancestors), None)
    if parent is None:
        return _published(basis)
    narrowed = FilterState(
        programme=basis.state.programme, phase=basis.asked.cut.phase_number, unit=parent.code,
        measure=basis.state.measure, field=basis.state.field, as_of=basis.state.as_of,
        structure=basis.state.structure,
    )  # fmt: skip
    above = resolve(basis.viewer, basis.conn, narrowed)
    rows = shared.build(basis.viewer, basis.db, basis.conn, above, basis.settings).units.rows
    own = next((row for row in rows if row.unit.code == basis.asked.cut.unit.code), None)
    if own is None or own.rank is None:
        return Formula(None, (t("explain.unranked"),))
    placed = [row for row in rows if row.rank is not None]
    place = ranking.Rank(own.rank, len(placed), own.tied).text
    lines = (t("explain.rank", rank=place, unit=own.unit.name, above=parent.name), t("explain.ties"))
    inputs = tuple(
        Input(
            t("explain.place", rank=row.rank, unit=row.unit.name),
            _of_target(row),
            row.unit.code == own.unit.code,
        )
        for row in placed
    )
    return Formula(own.rank, lines, inputs)


def _published(basis: Basis) -> Formula:
    rank = reading.published_rank(basis.viewer, basis.conn, basis.asked.cut)
    if rank is None:
        return Formula(None, (t("explain.not_published"),))
    line = t("explain.published", rank=numbers.integer(rank.rank), of=numbers.integer(rank.of))
    when = "–" if rank.as_of is None else numbers.cutoff(rank.as_of)
    inputs = (Input(t("explain.source"), rank.source), Input(t("explain.as_of"), when))
    return Formula(rank.rank, (line, t("explain.not_computed")), inputs)


def _forecast(basis: Basis) -> Formula:
    """Its end with the range, its method and how far off it was before; the days it passes through."""
    found = outlook.build(basis.viewer, basis.conn, basis.core)
    if not isinstance(found, Forecast):
        return Formula(None, (t("explain.no_forecast"),))
    said = forecast_statements.sentence(found, basis.core.target)
    path = tuple(
        Input(
            numbers.date(point.on),
            t(
                "explain.may_be",
                n=numbers.integer(point.middle),
                low=numbers.integer(point.low),
                high=numbers.integer(point.high),
            ),
        )
        for point in found.path
    )
    return Formula(found.end.middle, (said, *forecast_statements.method(found)), path)


_FORMULAS: dict[Figure, Callable[[Basis], Formula]] = {
    Figure.COUNT: _count,
    Figure.SUBMITTED: _count,
    Figure.VALID: _count,
    Figure.ATTAINMENT: _attainment,
    Figure.PROGRAMME_ATTAINMENT: _attainment,
    Figure.PACE: _pace,
    Figure.AUTHORS: _authors,
    Figure.SAVINGS: _savings,
    Figure.MEDIAN: _median,
    Figure.UNITS_MET: _units_met,
    Figure.PER_100_MEMBERS: _per_100,
    Figure.RANK: _rank,
    Figure.FORECAST: _forecast,
    Figure.OUTSIDE_PHASES: _outside,
}
