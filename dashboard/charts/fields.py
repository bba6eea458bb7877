"""Role: what kind of initiatives: count beside value by field, kind or block, the unclassified shown."""

from collections.abc import Sequence
from enum import Enum

from dashboard.charts import wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels.views import FieldRow, KindRow, Savings


def spec(rows: Sequence[FieldRow]) -> ChartSpec:
    """Fields in the order given; "chưa phân loại" in grey."""
    named = [row for row in rows if row.code is not None]
    title = t("charts.fields.question")
    if named and named[0].count:
        title = t("charts.fields.top", name=named[0].name, share=wording.part(named[0].share))
    lines = [
        (row.code or "", row.name, row.count, row.savings, None if row.code else Role.CONTEXT) for row in rows
    ]
    return _paired(title, lines)


def kinds(rows: Sequence[KindRow], question: str) -> ChartSpec:
    """The same picture by kind of solution or by block."""
    return _paired(question, [(_key(row.kind), word(row.kind), row.count, row.savings, None) for row in rows])


def _key(kind: Enum) -> str:
    return f"{type(kind).__name__}.{kind.name}"


def _paired(title: str, lines: Sequence[tuple[str, str, int, Savings, Role | None]]) -> ChartSpec:
    counts = tuple(
        Point(
            x=key,
            name=name,
            y=count,
            label=numbers.integer(count),
            hover=_hover(name, count, savings),
            role=role,
        )
        for key, name, count, savings, role in lines
    )
    values = tuple(
        Point(
            x=key,
            name=name,
            y=savings.total_vnd if savings.declared else None,
            label=wording.money(savings.total_vnd) if savings.declared else t("charts.fields.none_declared"),
            hover=_hover(name, count, savings),
            role=role,
        )
        for key, name, count, savings, role in lines
    )
    return ChartSpec(
        kind=Kind.PAIRED_BARS,
        title=title,
        unit=t("charts.fields.unit"),
        text=title,
        series=(
            Series(t("charts.fields.count"), Role.ACTUAL, counts),
            Series(t("charts.fields.value"), Role.ACTUAL, values),
        ),
    )


def _hover(name: str, count: int, savings: Savings) -> str:
    return "\n".join(
        (
            name,
            f"{numbers.integer(count)} {t('charts.initiatives')}",
            t(
                "charts.fields.hover_value",
                value=wording.money(savings.total_vnd),
                declared=numbers.integer(savings.declared),
                of=numbers.integer(savings.of),
            ),
        )
    )
