"""Role: the annexes of a report: PL1 units, PL2 kinds, PL3 outstanding, PL4 awards, PL5 data to complete."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from dashboard.domain.attainment import as_decimal
from dashboard.domain.awards import Candidate
from dashboard.domain.secrecy import Together
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports import table_cells
from dashboard.reports.blocks import Annex, Audience, Cell, CellKind, Column, Table
from dashboard.reports.campaign_outlook import award_name, reason
from dashboard.reports.campaign_units import table_note, unit_table
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.awards import IndividualSuggestion
from dashboard.viewmodels.closing import Gaps, SocialInitiative
from dashboard.viewmodels.views import FieldsView, KindRow, Savings, TopInitiative, UnitPart

Row = tuple[Cell, ...]


def annexes(material: Material, wishes: ReportWishes) -> tuple[Annex, ...]:
    """All annexes that have a line; in public weak units are not named and PL5 is left out."""
    public = wishes.audience is Audience.PUBLIC
    found = [
        ("PL1", "units", (_units(material, public),)),
        ("PL2", "kinds", _kinds(material)),
        ("PL3", "outstanding", _outstanding(material)),
        ("PL4", "awards", (_awards(material, wishes),)),
    ]
    if not public:
        found.append(("PL5", "gaps", (_gaps(material),)))
    return tuple(
        Annex(key, t(f"reports.annex.{name}"), kept)
        for key, name, tables in found
        if (kept := tuple(table for table in tables if table.rows))
    )


def _units(material: Material, public: bool) -> Table:
    """The table of units with value and coverage beside it."""
    if public:
        return unit_table(material, public=True)
    table = unit_table(material, public=False)
    by_id = {row.unit.unit_id: row.savings for row in material.overview.units if row.part is UnitPart.UNIT}
    ordered = [row for row in material.overview.units if row.rank is not None]
    ordered += [row for row in material.overview.units if row.rank is None]
    more = [
        _value_cells(by_id[row.unit.unit_id] if row.part is UnitPart.UNIT else row.savings) for row in ordered
    ]
    head = material.overview.headline.savings
    return Table(
        columns=(
            *table.columns,
            Column(t("reports.column.value"), CellKind.MONEY, total=True),
            Column(t("reports.column.declared"), CellKind.COUNT, total=True),
        ),
        rows=tuple((*row, *cells) for row, cells in zip(table.rows, more, strict=True)),
        totals=(*(table.totals or ()), *_value_cells(head)),
        note=table_note(material),
    )


def _value_cells(savings: Savings) -> Row:
    return (table_cells.money(savings), table_cells.count(savings.declared))


def _kinds(material: Material) -> tuple[Table, ...]:
    view = material.fields
    fields = [(row.name, row.count, row.share, row.savings) for row in view.fields]
    return (
        _kind_table("reports.column.field", fields, view),
        _kind_table("reports.column.kind", _named(view.kinds, view.total), view),
        _kind_table("reports.column.block", _named(view.blocks, view.total), view),
    )


def _named(rows: Sequence[KindRow], total: int) -> list[tuple[str, int, Decimal | None, Savings]]:
    return [
        (word(row.kind), row.count, as_decimal(Fraction(row.count, total)) if total else None, row.savings)
        for row in rows
    ]


def _beside(beside: Together | None) -> tuple[Row, ...]:
    """The confidential values, which are in no part's value though the parts count them, in one line."""
    if beside is None:
        return ()
    value = Cell(t("charts.secret.not_stated"))
    if beside.sum_vnd is not None:
        value = table_cells.amount(beside.sum_vnd)
    name = table_cells.words(t("charts.secret.name"))
    return ((name, table_cells.NOTHING, table_cells.NOTHING, value, table_cells.count(beside.n)),)


def _kind_table(
    what: str, rows: Sequence[tuple[str, int, Decimal | None, Savings]], view: FieldsView
) -> Table:
    total = view.total
    columns = (
        Column(t(what)),
        Column(t("reports.column.count"), CellKind.COUNT, total=True),
        Column(t("reports.column.part"), CellKind.SHARE),
        Column(t("reports.column.value"), CellKind.MONEY, total=True),
        Column(t("reports.column.declared"), CellKind.COUNT, total=True),
    )
    whole = as_decimal(Fraction(1)) if total else None
    return Table(
        columns,
        tuple(
            (
                table_cells.words(name),
                table_cells.count(count),
                table_cells.part(share),
                *_value_cells(found),
            )
            for name, count, share, found in rows
        )
        + _beside(view.beside),
        (
            table_cells.words(t("reports.column.total")),
            table_cells.count(total),
            table_cells.part(whole),
            *_value_cells(view.savings),
        ),
        title=t(what),
    )


def _outstanding(material: Material) -> tuple[Table, ...]:
    """By value and by social meaning: the same three columns, then what each is named for."""
    which = (Column(t("reports.column.code")), Column(t("reports.column.initiative")),
             Column(t("reports.column.unit")))  # fmt: skip
    by_value = Table(
        (*which, Column(t("reports.column.value"), CellKind.MONEY), Column(t("reports.column.remark"))),
        tuple(
            (
                *_which(row),
                table_cells.amount(row.savings_vnd),
                table_cells.words(t("vocabulary.moneyflag.likely_slip") if row.flagged else ""),
            )
            for row in material.fields.top
        ),
        title=t("reports.annex.by_value"),
    )
    by_meaning = Table(
        (*which, Column(t("reports.column.social"))),
        tuple((*_which(row), table_cells.words(row.social)) for row in material.closing.social),
        title=t("reports.annex.by_meaning"),
    )
    return by_value, by_meaning


def _which(row: TopInitiative | SocialInitiative) -> Row:
    """Code, title unless it is withheld, unit."""
    title = row.title or t("reports.value.withheld", code=row.code)
    return (table_cells.words(row.code), table_cells.words(title), table_cells.words(row.unit_name))


def _awards(material: Material, wishes: ReportWishes) -> Table:
    view = material.awards
    # Whoever is proposed is not announced before the decision.
    hide_people = wishes.hide_people or wishes.audience is Audience.PUBLIC
    columns = (
        Column(t("reports.column.award")),
        Column(t("reports.column.candidate")),
        Column(t("reports.column.proposed")),
        Column(t("reports.column.unit")),
        Column(t("reports.column.result")),
        Column(t("reports.column.reason")),
    )
    collectives = [
        (
            table_cells.words(award_name(each.rule)),
            table_cells.words(t(f"reports.award.{Candidate.COLLECTIVE}")),
            table_cells.words(each.row.unit.name),
            table_cells.words(each.row.unit.name),
            table_cells.share(each.row.phase),
            table_cells.words(reason(each.rule)),
        )
        for each in view.collectives
    ]
    individuals = [
        (
            table_cells.words(award_name(each.rule)),
            table_cells.words(t(f"reports.award.{Candidate.INDIVIDUAL}")),
            table_cells.words(_who(each, hide_people)),
            table_cells.words(each.unit_name),
            table_cells.amount(each.savings_vnd),
            table_cells.words(reason(each.rule)),
        )
        for each in view.individuals
    ]
    return Table(columns, tuple(collectives + individuals), note=t("reports.awards.only_suggested"))


def _who(each: IndividualSuggestion, hide_people: bool) -> str:
    title = each.title or t("reports.value.withheld", code=each.code)
    if hide_people or each.authors is None:
        people = t("reports.awards.authors_of", n=numbers.two_digits(each.people) if each.people else "–")
        return f"{people}: {title} ({each.code})"
    return f"{each.authors}: {title} ({each.code})"


def _gaps(material: Material) -> Table:
    columns = (
        Column(t("reports.column.unit")),
        Column(t("reports.column.count"), CellKind.COUNT, total=True),
        Column(t("reports.column.without_value"), CellKind.COUNT, total=True),
        Column(t("reports.column.without_field"), CellKind.COUNT, total=True),
        Column(t("reports.column.without_recognition"), CellKind.COUNT, total=True),
        Column(t("reports.column.without_unit"), CellKind.COUNT, total=True),
    )
    rows = material.closing.gaps
    totals = tuple(sum(_missing(row)[place] for row in rows) for place in range(len(columns) - 1))
    return Table(
        columns,
        tuple(
            (
                table_cells.words(t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name),
                *map(table_cells.count, _missing(row)),
            )
            for row in rows
        ),
        (table_cells.words(t("reports.column.total")), *map(table_cells.count, totals)),
    )


def _missing(row: Gaps) -> tuple[int, ...]:
    return (
        row.count,
        row.without_value,
        row.without_field,
        row.without_recognition,
        row.without_grassroots_unit,
    )
