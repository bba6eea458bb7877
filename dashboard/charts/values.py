"""Role: how unequal the declared values are: a histogram over steps of money, the median named."""

from collections.abc import Sequence

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.viewmodels.questions import Question
from dashboard.viewmodels.views import BinRow, Savings

MILLION = 1_000_000


def spec(bins: Sequence[BinRow], savings: Savings) -> ChartSpec:
    """Columns over the bins that hold anything, with the empty ones between them kept."""
    used = [index for index, row in enumerate(bins) if row.count]
    shown = bins[used[0] : used[-1] + 1] if used else ()
    title = t("charts.values.question")
    if savings.median_vnd is not None:
        title = t("charts.values.median", value=wording.money(savings.median_vnd))
    return ChartSpec(
        kind=Kind.COLUMNS,
        title=title,
        unit=t("charts.values.unit"),
        text=title,
        series=(Series(t("charts.actual"), Role.ACTUAL, tuple(_point(row, savings) for row in shown)),),
        edges=_edges(shown),
    )


def _point(row: BinRow, savings: Savings) -> Point:
    has_median = (
        savings.median_vnd is not None
        and row.lower_vnd <= savings.median_vnd
        and (row.upper_vnd is None or savings.median_vnd < row.upper_vnd)
    )
    return Point(
        x=str(row.lower_vnd),
        name=_name(row),
        y=row.count,
        label=numbers.integer(row.count) if row.count else "",
        hover=t("charts.values.hover", name=_name(row), n=numbers.integer(row.count)),
        role=Role.ACTUAL if has_median else Role.CONTEXT,
        ask=Question(value_from=row.lower_vnd, value_below=row.upper_vnd, declared=True).encode(),
    )


def _edges(shown: Sequence[BinRow]) -> tuple[str, ...]:
    if not shown:
        return ()
    last = shown[-1].upper_vnd
    return (*(_edge(row.lower_vnd) for row in shown), "" if last is None else _edge(last))


def _edge(vnd: int) -> str:
    """Millions without their name, which stands in the unit: there is little room between columns."""
    if vnd % (1000 * MILLION) == 0 and vnd:
        return _short(vnd)
    return numbers.integer(vnd // MILLION)


def _name(row: BinRow) -> str:
    if row.upper_vnd is None:
        return t("charts.values.from", lower=_short(row.lower_vnd))
    if row.lower_vnd == 0:
        return t("charts.values.below", upper=_short(row.upper_vnd))
    return t("charts.values.between", lower=_short(row.lower_vnd), upper=_short(row.upper_vnd))


def _short(vnd: int) -> str:
    """Bin edges without the currency, which stands in the title: ``10 tr``, ``1 tỷ``."""
    billions, rest = divmod(vnd, 1000 * MILLION)
    if billions and not rest:
        return t("charts.values.billion", n=numbers.integer(billions))
    return t("charts.values.million", n=numbers.integer(vnd // MILLION))
