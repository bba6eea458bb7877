"""Role: the headline's figures as cards, each with the question that opens its formula and rows."""

from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.i18n import numbers, t
from dashboard.ui.cards import Card
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import (
    Attained,
    Change,
    Headline,
    PeriodRow,
    Savings,
    Scope,
    Standing,
)

SPARK_WEEKS = 24


def cards(headline: Headline, scope: Scope, weeks: tuple[PeriodRow, ...]) -> list[Card]:
    """The KPI row of Tổng quan."""
    spark = tuple(row.count for row in weeks[-SPARK_WEEKS:])
    first = _against_target(scope.phase.name, headline.phase, Figure.ATTAINMENT, headline.change)
    second = _against_target(t("ui.kpi.programme"), headline.programme, Figure.PROGRAMME_ATTAINMENT, None)
    both = [first] if scope.phase.number == 0 else [first, second]
    return [*both, _submitted_and_valid(headline, spark), _savings(headline), _units_met(headline)]


def _against_target(name: str, figure: Attained, asked: Figure, change: Change | None) -> Card:
    standing = figure.standing
    return Card(
        label=name,
        value=numbers.integer(figure.count),
        beside=f" / {numbers.integer(figure.target)}" if figure.target else "",
        detail=wording.attainment(figure),
        detail_role=wording.ROLES[standing],
        bar=figure.share,
        bar_role=Role.ATTENTION if standing is Standing.BEHIND else Role.ACTUAL,
        change=_change(change),
        ask=Question(asked).encode(),
    )


def _submitted_and_valid(headline: Headline, spark: tuple[int, ...]) -> Card:
    authors = ""
    if headline.authors is not None:
        authors = t("ui.kpi.authors", n=numbers.integer(headline.authors))
    return Card(
        label=t("ui.kpi.valid"),
        value=numbers.integer(headline.valid),
        beside=f" / {numbers.integer(headline.submitted)}",
        detail=authors,
        spark=spark,
        change=_change(headline.change_valid),
        ask=Question(Figure.VALID).encode(),
        detail_ask=Question(Figure.AUTHORS).encode(),
    )


def _savings(headline: Headline) -> Card:
    savings = headline.savings
    return Card(
        label=t("ui.kpi.savings"),
        value=wording.money(savings.total_vnd) if savings.declared else "–",
        detail=declared(savings),
        extra=_median(savings),
        change=_money_change(headline.change_savings),
        ask=Question(Figure.SAVINGS).encode(),
        detail_ask=Question(declared=True).encode(),
        extra_ask=Question(Figure.MEDIAN).encode(),
    )


def _median(savings: Savings) -> str:
    if savings.median_vnd is None:
        return ""
    return t("ui.kpi.median", value=wording.money(savings.median_vnd))


def _money_change(change: Change | None) -> str:
    if change is None or change.amount == 0:
        return _change(change)
    sign = "+" if change.amount > 0 else "−"
    return t("ui.kpi.change", n=f"{sign}{wording.money(abs(change.amount))}", batch=change.batch_id)


def declared(savings: Savings) -> str:
    """``khai 1.290/3.001``: without it a sum of money says nothing."""
    return t("ui.kpi.declared", declared=numbers.integer(savings.declared), of=numbers.integer(savings.of))


def _units_met(headline: Headline) -> Card:
    rank = headline.rank
    return Card(
        label=t("ui.kpi.units_met"),
        value=numbers.integer(headline.units_met) if headline.units_with_target else "–",
        beside=f" / {numbers.integer(headline.units_with_target)}" if headline.units_with_target else "",
        detail=t("ui.kpi.rank", rank=rank.rank, of=rank.of) if rank else _without_target(headline),
        extra=_pace(headline),
        change=_change(headline.change_units_met),
        ask=Question(Figure.UNITS_MET).encode(),
        detail_ask=Question(Figure.RANK).encode() if rank else "",
        extra_ask=Question(Figure.PACE).encode(),
    )


def _without_target(headline: Headline) -> str:
    without = headline.units - headline.units_with_target
    return t("ui.kpi.without_target", n=numbers.integer(without)) if without else ""


def _pace(headline: Headline) -> str:
    pace = headline.pace
    if pace.days_left is None or pace.days_left <= 0 or pace.needed_per_week is None:
        return ""
    return t("ui.kpi.pace", days=numbers.integer(pace.days_left), n=numbers.integer(pace.needed_per_week))


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    if change.amount == 0:
        return t("ui.kpi.no_change", batch=change.batch_id)
    return t("ui.kpi.change", n=numbers.signed_integer(change.amount), batch=change.batch_id)
