"""Role: the formulas of what is held against a target, a plan, the members or other units."""

from datetime import date

import pandas as pd

from dashboard.domain import ranking
from dashboard.domain.attainment import Attainment, as_decimal
from dashboard.domain.campaign import local_day
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading, units
from dashboard.viewmodels.formula_basis import Basis, Formula, Input
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import UnitPart, UnitRow
from data_access.queries import campaign
from data_access.vocabulary import WHOLE_PROGRAMME, TargetBasis


def of_attainment(basis: Basis) -> Formula:
    """Count over target as an exact share; the documents that assigned the target."""
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


def of_pace(basis: Basis) -> Formula:
    """How far from the plan line, and what is needed a week to the deadline."""
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


def of_units_met(basis: Basis) -> Formula:
    """How many of the units with a target have met it; each of them with its numbers."""
    rows = [row for row in _ranked(basis) if row.phase.target]
    met = sum(row.phase.missing == 0 for row in rows)
    lines = (t("explain.units_met", met=numbers.integer(met), of=numbers.integer(len(rows))),)
    inputs = tuple(Input(row.unit.name, _of_target(row), row.phase.missing == 0) for row in rows)
    return Formula(met, lines, inputs)


def of_members(basis: Basis) -> Formula:
    """Initiatives per 100 members of that year."""
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


def of_rank(basis: Basis) -> Formula:
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
