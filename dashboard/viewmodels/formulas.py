"""Role: each figure's formula with its numbers put in, computed anew from what the figure is made of."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from dashboard.domain import forecast_statements
from dashboard.domain.forecast import Forecast
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels import formula_money, formula_targets, outlook
from dashboard.viewmodels.asking import resolved
from dashboard.viewmodels.formula_basis import Basis, Formula, Input
from dashboard.viewmodels.questions import Figure
from data_access.queries import authors, register


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


def _authors(basis: Basis) -> Formula:
    people = authors.count(basis.viewer, basis.conn, basis.asked.rows, basis.target_phase)
    lines = (
        t("explain.authors", people=numbers.integer(people), n=numbers.integer(basis.count)),
        t("explain.authors_rule"),
    )
    return Formula(people, lines)


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
    Figure.ATTAINMENT: formula_targets.of_attainment,
    Figure.PROGRAMME_ATTAINMENT: formula_targets.of_attainment,
    Figure.PACE: formula_targets.of_pace,
    Figure.AUTHORS: _authors,
    Figure.SAVINGS: formula_money.of_savings,
    Figure.MEDIAN: formula_money.of_median,
    Figure.UNITS_MET: formula_targets.of_units_met,
    Figure.PER_100_MEMBERS: formula_targets.of_members,
    Figure.RANK: formula_targets.of_rank,
    Figure.FORECAST: _forecast,
    Figure.OUTSIDE_PHASES: _outside,
}
