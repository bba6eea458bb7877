"""Role: the headline's figures as cards, each with the question that opens its formula and rows."""

from dataclasses import replace

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
    Sparks,
)
from data_access.vocabulary import WHOLE_PROGRAMME

SPARK_WEEKS = 24


def cards(
    headline: Headline, scope: Scope, weeks: tuple[PeriodRow, ...], sparks: Sparks | None = None
) -> list[Card]:
    """The KPI row of Tổng quan; ``sparks`` are the weeks of the figures that are not the measure's own."""
    own = _last(tuple(row.count for row in weeks))
    more = sparks or Sparks(valid=own)
    is_phase = scope.phase.number != WHOLE_PROGRAMME
    first = _against_target(
        scope.phase.name,
        headline.phase,
        headline.pace.gap,
        Card("", "", ask=Question(Figure.ATTAINMENT).encode(), change=_change(headline.change), spark=own),
        extra=_pace(headline),
    )
    second = _against_target(
        t("ui.kpi.programme"),
        headline.programme,
        headline.programme_gap,
        Card("", "", ask=Question(Figure.PROGRAMME_ATTAINMENT).encode()),
        extra=_plan(headline.programme, headline.programme_gap),
    )
    both = [first, second] if is_phase else [first]
    return [
        *both,
        _submitted_and_valid(headline, _last(more.valid)),
        _savings(headline, _last(more.savings)),
        _units_met(headline),
    ]


def _last(series: tuple[int, ...]) -> tuple[int, ...]:
    return series[-SPARK_WEEKS:]


def _against_target(name: str, figure: Attained, gap: int | None, rest: Card, *, extra: str) -> Card:
    """Warm only behind its plan: to be short of a target whose day has not come is no fault."""
    return replace(
        rest,
        label=name,
        value=numbers.integer(figure.count),
        beside=f" / {numbers.integer(figure.target)}" if figure.target else "",
        detail=wording.attainment(figure),
        detail_role=wording.role(figure, gap),
        bar=figure.share,
        bar_role=Role.ATTENTION if wording.is_late(figure, gap) else Role.ACTUAL,
        extra=extra,
        extra_ask=Question(Figure.PACE).encode() if extra and rest.spark else "",
    )


def _plan(figure: Attained, gap: int | None) -> str:
    """How a target that is not met yet stands to its plan."""
    if gap is None or not figure.missing:
        return ""
    if gap == 0:
        return t("ui.kpi.on_plan")
    return t("ui.kpi.ahead" if gap > 0 else "ui.kpi.late", n=numbers.integer(abs(gap)))


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


def _savings(headline: Headline, spark: tuple[int, ...]) -> Card:
    savings = headline.savings
    return Card(
        label=t("ui.kpi.savings"),
        value=wording.money(savings.total_vnd) if savings.declared else "–",
        detail=declared(savings),
        extra=_median(savings),
        spark=spark,
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
        extra=t("ui.kpi.rank_source", source=rank.source) if rank and rank.source else "",
        change=_change(headline.change_units_met),
        ask=Question(Figure.UNITS_MET).encode(),
        detail_ask=Question(Figure.RANK).encode() if rank else "",
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
