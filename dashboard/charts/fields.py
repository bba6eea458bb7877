"""Role: what kind of initiatives: count beside value by field, kind or block, the unclassified shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import FieldRow, KindRow, Savings
from data_access.vocabulary import UNCLASSIFIED_FIELD_CODE, Block, SolutionKind

_MERGED = "+"
"""Key of the row that holds the sum of merged values; no code or member is called so."""


@dataclass(frozen=True)
class _Line:
    key: str
    name: str
    savings: Savings
    narrowed: Question
    role: Role | None = None
    is_merged: bool = False


def spec(rows: Sequence[FieldRow], merged: Collection[str | None] = ()) -> ChartSpec:
    """Fields in the order given, "chưa phân loại" in grey; values of the ``merged`` ones as one sum."""
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
            row.code in merged,
        )
        for row in rows
    ]
    return _paired(title, lines)


def kinds(rows: Sequence[KindRow], question: str, merged: Collection[Enum] = ()) -> ChartSpec:
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
                row.kind in merged,
            )
            for row in rows
        ],
    )


def _asked(kind: SolutionKind | Block) -> Question:
    return Question(kind=kind) if isinstance(kind, SolutionKind) else Question(block=kind)


def _paired(title: str, lines: Sequence[_Line]) -> ChartSpec:
    whole = sum(line.savings.of for line in lines)
    value = sum(line.savings.total_vnd for line in lines)
    counts = [_count(line, whole) for line in lines]
    values = [_value(line, value) for line in lines]
    together = [line.savings for line in lines if line.is_merged]
    if together:
        total = sum(savings.total_vnd for savings in together)
        name = t("charts.fields.merged_name", n=numbers.integer(len(together)))
        counts.append(Point(x=_MERGED, name=name, y=None, role=Role.CONTEXT))
        label = _with_share(wording.money(total), total, value)
        values.append(Point(x=_MERGED, name=name, y=total, label=label, hover=name, role=Role.CONTEXT))
    return ChartSpec(
        kind=Kind.PAIRED_BARS,
        title=title,
        unit=t("charts.fields.unit"),
        text=title,
        series=(
            Series(t("charts.fields.count"), Role.ACTUAL, tuple(counts)),
            Series(t("charts.fields.value"), Role.ACTUAL, tuple(values)),
        ),
        note=t("charts.fields.merged_note") if together else "",
    )


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
    if line.is_merged or not savings.declared:
        words = t("charts.fields.merged") if line.is_merged else t("charts.fields.none_declared")
        return Point(x=line.key, name=line.name, y=None, label=words, hover=_hover(line), role=line.role)
    narrowed = line.narrowed
    return Point(
        x=line.key,
        name=line.name,
        y=savings.total_vnd,
        label=_with_share(wording.money(savings.total_vnd), savings.total_vnd, whole),
        hover=_hover(line),
        role=line.role,
        ask=Question(Figure.SAVINGS, field=narrowed.field, kind=narrowed.kind, block=narrowed.block).encode(),
    )


def _with_share(figure: str, amount: int, whole: int) -> str:
    share = wording.part(Decimal(amount) / whole) if whole else "–"
    return t("charts.fields.with_share", figure=figure, share=share)


def _hover(line: _Line) -> str:
    savings = line.savings
    lines = [line.name, f"{numbers.integer(savings.of)} {t('charts.initiatives')}"]
    if line.is_merged:
        return "\n".join([*lines, t("charts.fields.merged")])
    told = t(
        "charts.fields.hover_value",
        value=wording.money(savings.total_vnd),
        declared=numbers.integer(savings.declared),
        of=numbers.integer(savings.of),
    )
    return "\n".join([*lines, told])
