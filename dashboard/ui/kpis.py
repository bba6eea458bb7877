"""Role: the headline's figures as cards, each with its formula in numbers."""

from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui.cards import Card
from dashboard.viewmodels.views import (
    Attained,
    Change,
    Headline,
    PeriodRow,
    PhaseRef,
    Savings,
    Scope,
    Stamp,
    Standing,
)

SPARK_WEEKS = 24


def cards(headline: Headline, scope: Scope, stamp: Stamp, weeks: tuple[PeriodRow, ...]) -> list[Card]:
    """The KPI row of Tổng quan."""
    spark = tuple(row.count for row in weeks[-SPARK_WEEKS:])
    first = _against_target(scope.phase.name, headline.phase, scope, stamp, headline.change)
    second = _against_target(t("ui.kpi.programme"), headline.programme, scope, stamp, None)
    both = [first] if scope.phase.number == 0 else [first, second]
    return [
        *both,
        _submitted_and_valid(headline, scope, stamp, spark),
        _savings(headline, stamp),
        _units_met(headline, scope, stamp),
    ]


def _against_target(name: str, figure: Attained, scope: Scope, stamp: Stamp, change: Change | None) -> Card:
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
        how=(*_share_formula(figure), _counted(scope), _source(stamp)),
    )


def _share_formula(figure: Attained) -> tuple[str, ...]:
    if figure.share is None or not figure.target:
        return (t("ui.how.no_target"),)
    lines = [
        t(
            "ui.how.share",
            count=numbers.integer(figure.count),
            target=numbers.integer(figure.target),
            share=wording.share(figure),
        )
    ]
    if figure.small_target:
        lines.append(t("charts.small_target"))
    return tuple(lines)


def _submitted_and_valid(headline: Headline, scope: Scope, stamp: Stamp, spark: tuple[int, ...]) -> Card:
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
        how=(
            t(
                "ui.how.valid",
                valid=numbers.integer(headline.valid),
                submitted=numbers.integer(headline.submitted),
            ),
            t("ui.how.authors"),
            _period(scope.phase),
            _source(stamp),
        ),
    )


def _savings(headline: Headline, stamp: Stamp) -> Card:
    savings = headline.savings
    return Card(
        label=t("ui.kpi.savings"),
        value=wording.money(savings.total_vnd) if savings.declared else "–",
        detail=declared(savings),
        extra=_median(savings),
        change=_money_change(headline.change_savings),
        how=(
            t(
                "ui.how.savings",
                value=numbers.vnd_exact(savings.total_vnd),
                declared=numbers.integer(savings.declared),
            ),
            t("ui.how.per_year"),
            *_flagged(savings),
            _source(stamp),
        ),
    )


def _flagged(savings: Savings) -> tuple[str, ...]:
    if not savings.flagged:
        return ()
    without = wording.money(savings.total_vnd - savings.flagged_vnd)
    return (t("ui.how.flagged", n=numbers.integer(savings.flagged), without=without),)


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


def _units_met(headline: Headline, scope: Scope, stamp: Stamp) -> Card:
    rank = headline.rank
    return Card(
        label=t("ui.kpi.units_met"),
        value=numbers.integer(headline.units_met) if headline.units_with_target else "–",
        beside=f" / {numbers.integer(headline.units_with_target)}" if headline.units_with_target else "",
        detail=t("ui.kpi.rank", rank=rank.rank, of=rank.of) if rank else _without_target(headline),
        extra=_pace(headline),
        change=_change(headline.change_units_met),
        how=(
            t(
                "ui.how.units_met",
                met=numbers.integer(headline.units_met),
                of=numbers.integer(headline.units_with_target),
                phase=scope.phase.name,
            ),
            *((t("ui.how.rank", source=rank.source),) if rank else ()),
            *((_without_target(headline),) if _without_target(headline) else ()),
            _source(stamp),
        ),
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


def _counted(scope: Scope) -> str:
    return t("ui.how.counted", measure=word(scope.measure), unit=scope.unit.name, period=_period(scope.phase))


def _period(phase: PhaseRef) -> str:
    if phase.starts_at is None or phase.ends_at is None:
        return phase.name
    return t(
        "ui.how.period",
        phase=phase.name,
        start=numbers.date(phase.starts_at),
        end=numbers.cutoff(phase.ends_at),
    )


def _source(stamp: Stamp) -> str:
    return t("ui.how.source", batch=stamp.batch_id or "–", as_of=numbers.cutoff(stamp.as_of))
