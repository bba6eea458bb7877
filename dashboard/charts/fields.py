"""Role: what kind of initiatives: count beside value by field, kind or block, the unclassified shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.domain.secrecy import Together
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import FieldRow, KindRow, Savings
from data_access.vocabulary import UNCLASSIFIED_FIELD_CODE, Block, SolutionKind

BESIDE = "+"
"""Key of the line of the confidential values; no code or member is called so."""


@dataclass(frozen=True)
class _Line:
    key: str
    name: str
    savings: Savings
    narrowed: Question
    role: Role | None = None


def spec(rows: Sequence[FieldRow], beside: Together | None = None) -> ChartSpec:
    """Fields in the order given, "chưa phân loại" in grey; the confidential values ``beside`` in one line."""
    named = [row for row in rows if row.code is not None]
    title = t("charts.fields.question")
    if named and named[0].count:
        title = t("charts.fields.top", name=named[0].name, share=wording.part(named[0].share))
    lines = [
        _Line(
            row.code or "",
            row.name,
            row.savings,
            Question(field=row.code or UNCLASSIFIED_FIELD_CODE),
            None if row.code else Role.CONTEXT,
        )
        for row in rows
    ]
    return _paired(title, lines, beside)


def kinds(rows: Sequence[KindRow], question: str, beside: Together | None = None) -> ChartSpec:
    """The same picture by kind of solution or by block."""
    return _paired(
        question,
        [
            _Line(
                f"{type(row.kind).__name__}.{row.kind.name}",
                word(row.kind),
                row.savings,
                _asked(row.kind),
                None if row.kind else Role.CONTEXT,
            )
            for row in rows
        ],
        beside,
    )


def _asked(kind: SolutionKind | Block) -> Question:
    return Question(kind=kind) if isinstance(kind, SolutionKind) else Question(block=kind)


def _paired(title: str, lines: Sequence[_Line], beside: Together | None) -> ChartSpec:
    whole = sum(line.savings.of for line in lines)
    value = sum(line.savings.total_vnd for line in lines) + (beside.sum_vnd or 0 if beside else 0)
    counts = [_count(line, whole) for line in lines]
    values = [_value(line, value) for line in lines]
    if beside:
        of_count, of_value = _beside(beside, value)
        counts.append(of_count)
        values.append(of_value)
    return ChartSpec(
        kind=Kind.PAIRED_BARS,
        title=title,
        unit=t("charts.fields.unit"),
        text=title,
        series=(
            Series(t("charts.fields.count"), Role.ACTUAL, tuple(counts)),
            Series(t("charts.fields.value"), Role.ACTUAL, tuple(values)),
        ),
    )


def _beside(beside: Together, whole: int) -> tuple[Point, Point]:
    """The line of the confidential: how many, which the parts have counted already, and their sum."""
    name, hover = t("charts.secret.name"), wording.secret(beside)
    of_them = t("charts.secret.of_them", n=numbers.integer(beside.n))
    count = Point(x=BESIDE, name=name, y=None, label=of_them, hover=hover, role=Role.CONTEXT)
    if beside.sum_vnd is None:
        return count, replace(count, label=t("charts.secret.not_stated"))
    label = _with_share(wording.money(beside.sum_vnd), beside.sum_vnd, whole)
    ask = Question(Figure.SAVINGS, confidential=True).encode()
    return count, replace(count, y=beside.sum_vnd, label=label, ask=ask)


def _count(line: _Line, whole: int) -> Point:
    count = line.savings.of
    return Point(
        x=line.key,
        name=line.name,
        y=count,
        label=_with_share(numbers.integer(count), count, whole),
        hover=_hover(line),
        role=line.role,
        ask=line.narrowed.encode(),
    )


def _value(line: _Line, whole: int) -> Point:
    savings = line.savings
    if not savings.declared:
        words = t("charts.fields.none_declared")
        return Point(x=line.key, name=line.name, y=None, label=words, hover=_hover(line), role=line.role)
    narrowed = line.narrowed
    return Point(
        x=line.key,
        name=line.name,
        y=savings.total_vnd,
        label=_with_share(wording.money(savings.total_vnd), savings.total_vnd, whole),
        hover=_hover(line),
        role=line.role,
        ask=replace(narrowed, figure=Figure.SAVINGS, readable=True).encode(),
    )


def _with_share(figure: str, amount: int, whole: int) -> str:
    share = wording.part(Decimal(amount) / whole) if whole else "–"
    return t("charts.fields.with_share", figure=figure, share=share)


def _hover(line: _Line) -> str:
    savings = line.savings
    lines = [line.name, f"{numbers.integer(savings.of)} {t('charts.initiatives')}"]
    told = t(
        "charts.fields.hover_value",
        value=wording.money(savings.total_vnd),
        declared=numbers.integer(savings.declared),
        of=numbers.integer(savings.of),
    )
    return "\n".join([*lines, told])
