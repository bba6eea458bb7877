"""Role: the blocks about what the initiatives are: fields, value with coverage, the outstanding ones."""

from dashboard.charts import fields as fields_chart
from dashboard.charts import wording
from dashboard.domain.savings import SavingsSummary
from dashboard.domain.statements import value_sentence
from dashboard.i18n import numbers, t
from dashboard.reports import formulas, table_cells
from dashboard.reports.blocks import (
    Block,
    BlockKind,
    CellKind,
    Chart,
    Column,
    Figure,
    Figures,
    Paragraphs,
    Table,
)
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.views import Savings, TopInitiative

OUTSTANDING = 3
"""Initiatives named on one slide; the annex lists more."""


def fields(material: Material, wishes: ReportWishes) -> Block | None:
    """Count beside value by field; nothing when there are no initiatives."""
    view = material.fields
    if not view.fields:
        return None
    spec = fields_chart.spec(view.fields, view.beside)
    named = [row for row in view.fields if row.code is not None]
    title = t("reports.fields.unclassified")
    if named:
        first = named[0]
        title = t(
            "reports.fields.title",
            name=first.name,
            n=numbers.integer(first.count),
            share=wording.part(first.share),
        )
    notes = [
        t(
            "reports.formula.part",
            name=row.name,
            count=numbers.integer(row.count),
            total=numbers.integer(view.total),
            share=wording.part(row.share),
        )
        for row in view.fields
    ]
    return Block("fields", BlockKind.FIELDS, title, (Chart(spec),), tuple(notes), (f"{title}.",))


def value(material: Material, wishes: ReportWishes) -> Block | None:
    """The sum beside its coverage, the median, and the outstanding initiatives by value."""
    view = material.fields
    if not view.total:
        return None
    found = view.savings
    sentence = value_sentence(SavingsSummary(found.total_vnd, found.declared, found.of))
    if not found.declared:
        words = Paragraphs((t("reports.value.none"),))
        return Block("value", BlockKind.VALUE, sentence.rstrip("."), (words,), sentences=(sentence,))
    shown = tuple(row for row in view.top if not row.flagged)[:OUTSTANDING]
    return Block(
        key="value",
        kind=BlockKind.VALUE,
        title=t("reports.value.title", total=numbers.vnd(found.total_vnd)),
        parts=(Figures(_cards(found)), *((outstanding(shown),) if shown else ())),
        notes=(formulas.savings(found), t("reports.value.estimate")),
        sentences=(sentence,),
    )


def _cards(found: Savings) -> tuple[Figure, ...]:
    cards = [
        Figure(
            label=t("charts.fields.value"),
            value=numbers.vnd(found.total_vnd),
            detail=t("reports.value.per_year"),
            exact=found.total_vnd,
        ),
        Figure(
            label=t("reports.cards.declared"),
            value=f"{numbers.integer(found.declared)}/{numbers.integer(found.of)}",
            detail=t("reports.cards.initiatives"),
            exact=found.declared,
        ),
    ]
    if found.median_vnd is not None:
        cards.append(
            Figure(
                label=t("reports.cards.median"),
                value=numbers.vnd(found.median_vnd),
                detail=t("reports.value.median"),
                exact=found.median_vnd,
            )
        )
    if found.flagged:
        without = found.total_vnd - found.flagged_vnd
        cards.append(
            Figure(
                label=t("reports.cards.without_flagged"),
                value=numbers.vnd(without),
                detail=t("reports.cards.flagged", n=numbers.integer(found.flagged)),
                exact=without,
            )
        )
    return tuple(cards)


def outstanding(rows: tuple[TopInitiative, ...]) -> Table:
    """Initiatives by value; a withheld title says so."""
    columns = (
        Column(t("reports.column.initiative")),
        Column(t("reports.column.unit")),
        Column(t("reports.column.value"), CellKind.MONEY),
    )
    return Table(
        columns,
        tuple(
            (
                table_cells.words(row.title or t("reports.value.withheld", code=row.code)),
                table_cells.words(row.unit_name),
                table_cells.amount(row.savings_vnd),
            )
            for row in rows
        ),
    )
