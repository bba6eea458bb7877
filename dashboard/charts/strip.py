"""Role: who declares how much and how unequally: total, coverage, and the median as a dot on a log scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log10

from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.domain.secrecy import Together, is_surely_first
from dashboard.i18n import numbers, t
from dashboard.viewmodels.money_views import ValueRow
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Savings

LEAST_VND, MOST_VND = 10**5, 10**9
"""The scale reaches from 1 to 10 triệu at least, never beyond these; what lies outside stands at its end."""

NARROWEST = (10**6, 10**7)


@dataclass(frozen=True)
class StripRow:
    """One part. ``bar`` is its total by the largest, ``at`` its median's place on the scale (0 to 1).

    ``span``: from where to where when only the step of money is known. ``ask``/``median_ask``: questions.
    """

    name: str
    total: str
    bar: Decimal
    coverage: str
    median: str
    at: float | None
    span: tuple[float, float] | None
    role: Role
    hover: str
    ask: str
    median_ask: str


@dataclass(frozen=True)
class StripSpec:
    """A table whose last column is a strip of dots. ``marker``: place of the whole's median."""

    title: str
    unit: str
    text: str
    head: str
    rows: tuple[StripRow, ...]
    marker: float | None
    marker_name: str
    ticks: tuple[tuple[float, str], ...]
    note: str


def by_unit(rows: Sequence[ValueRow], whole: Savings, beside: Together | None = None) -> StripSpec:
    """Child units, what is recorded on the unit itself, and the confidential values in one line."""
    return _spec(rows, whole, beside, is_field=False)


def by_field(rows: Sequence[ValueRow], whole: Savings, beside: Together | None = None) -> StripSpec:
    """Fields, the unclassified among them, and the confidential values in one line."""
    return _spec(rows, whole, beside, is_field=True)


def _spec(rows: Sequence[ValueRow], whole: Savings, beside: Together | None, *, is_field: bool) -> StripSpec:
    low, high = _ends([row.savings.median_vnd for row in rows] + [whole.median_vnd])
    sums = [row.savings.total_vnd for row in rows]
    largest = max([*sums, beside.sum_vnd or 0 if beside else 0], default=0)
    title = question = t("charts.strip.by_field" if is_field else "charts.strip.by_unit")
    first = max(rows, key=lambda row: row.savings.total_vnd, default=None)
    if first and len(list(filter(None, sums))) > 1 and is_surely_first(sums, beside):
        share = wording.part(first.value_share)
        title = t("charts.strip.top", question=question, name=_name(first), share=share)
    lines = [_row(row, largest, low, high, is_field=is_field) for row in rows]
    if beside:
        lines.append(_beside(beside, largest))
    marker = None if whole.median_vnd is None else _place(whole.median_vnd, low, high)
    return StripSpec(
        title=title,
        unit=t("charts.strip.what"),
        text=title,
        head=t("charts.strip.field" if is_field else "charts.strip.unit"),
        rows=tuple(lines),
        marker=marker,
        marker_name="" if whole.median_vnd is None else _of_all(whole.median_vnd),
        ticks=tuple((_place(10**power, low, high), _tick(10**power)) for power in _powers(low, high)),
        note=t("charts.secret.why") if beside else "",
    )


def _beside(beside: Together, largest: int) -> StripRow:
    total = t("charts.secret.not_stated") if beside.sum_vnd is None else wording.money(beside.sum_vnd)
    ask = "" if beside.sum_vnd is None else Question(Figure.SAVINGS, confidential=True).encode()
    return StripRow(
        name=t("charts.secret.name"),
        total=total,
        bar=Decimal(beside.sum_vnd or 0) / largest if largest else Decimal(0),
        coverage=t("charts.secret.values", n=numbers.integer(beside.n)),
        median="–",
        at=None,
        span=None,
        role=Role.CONTEXT,
        hover=wording.secret(beside),
        ask=ask,
        median_ask="",
    )


def _of_all(vnd: int) -> str:
    return t("charts.strip.marker", value=wording.money(vnd))


def _row(row: ValueRow, largest: int, low: int, high: int, *, is_field: bool) -> StripRow:
    savings = row.savings
    known = row.code is not None
    total = wording.money(savings.total_vnd) if savings.declared else t("charts.fields.none_declared")
    unit, field = (None, row.code) if is_field else (row.code, None)
    question = Question(Figure.SAVINGS, unit=unit, field=field, itself=row.is_itself, readable=True)
    median = "" if savings.median_vnd is None else replace(question, figure=Figure.MEDIAN).encode()
    return StripRow(
        name=_name(row),
        total=total,
        bar=Decimal(savings.total_vnd) / largest if largest else Decimal(0),
        coverage=_coverage(savings),
        median=_median(row),
        at=None if savings.median_vnd is None else _place(savings.median_vnd, low, high),
        span=_span(row, low, high),
        role=Role.ACTUAL if known else Role.CONTEXT,
        hover=_hover(row),
        ask=question.encode() if known or row.is_itself else "",
        median_ask=median,
    )


def _hover(row: ValueRow) -> str:
    share = wording.part(row.value_share)
    lines = [_name(row), t("charts.strip.share", share=share), _coverage(row.savings)]
    return "\n".join(lines)


def _name(row: ValueRow) -> str:
    return t("charts.itself") if row.is_itself else row.name


def _coverage(savings: Savings) -> str:
    share = Decimal(savings.declared) / savings.of if savings.of else None
    counts = f"{numbers.integer(savings.declared)}/{numbers.integer(savings.of)}"
    return t("charts.strip.coverage", counts=counts, share=wording.part(share))


def _median(row: ValueRow) -> str:
    if row.savings.median_vnd is not None:
        return wording.money(row.savings.median_vnd)
    if row.between is not None:
        lower, upper = row.between
        return (
            numbers.vnd_range(lower, upper)
            if upper is not None
            else t("charts.values.from", lower=_tick(lower))
        )
    return "–"


def _span(row: ValueRow, low: int, high: int) -> tuple[float, float] | None:
    if row.between is None:
        return None
    lower, upper = row.between
    return _place(max(lower, 1), low, high), _place(upper or high, low, high)


def _ends(medians: Sequence[int | None]) -> tuple[int, int]:
    """Whole powers of ten around the medians."""
    known = [median for median in medians if median]
    least, most = min([*known, NARROWEST[0]]), max([*known, NARROWEST[1]])
    low = 10 ** int(log10(max(least, LEAST_VND)))
    high = 10 ** -int(-log10(min(most, MOST_VND)) // 1)
    return low, max(high, low * 10)


def _powers(low: int, high: int) -> range:
    return range(len(str(low)) - 1, len(str(high)))


def _place(vnd: int, low: int, high: int) -> float:
    """Share of the way along the scale; what lies outside stands at its end."""
    inside = min(max(vnd, low), high)
    return log10(inside / low) / log10(high / low)


def _tick(vnd: int) -> str:
    return numbers.vnd_brief(vnd)
