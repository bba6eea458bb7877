"""Role: the blocks about units: all against their targets, who exceeded, who needs help."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.charts import bullets, wording
from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports import formulas, table_cells
from dashboard.reports.blocks import (
    Audience,
    Block,
    BlockKind,
    Cell,
    CellKind,
    Chart,
    Column,
    Figure,
    Figures,
    Paragraphs,
    Statement,
    Table,
)
from dashboard.reports.material import Material
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.views import Attained, Headline, UnitPart, UnitRow
from data_access.vocabulary import WHOLE_PROGRAMME

NAME_IN_TITLE = 48

MOST_BULLETS = 36
"""Bars that are looked at one by one (four slides); beyond it the units are counted by standing instead."""


def units(material: Material, wishes: ReportWishes) -> Block | None:
    """All units against their target as bars and as a table; in public the weak ones stand together.

    A slide has the table's figures right of its bars; of too many units it shows how many stand where.
    """
    view = material.overview
    if not view.units:
        return None
    if not view.headline.units_with_target:
        title = t("reports.units.no_targets", units=numbers.integer(view.headline.units))
        return Block("units", BlockKind.UNITS, title, (_count_table(view.units),), sentences=(f"{title}.",))
    public = wishes.audience is Audience.PUBLIC
    spec = bullets.spec(view.units, view.scope.phase, fold=True)
    title = t(
        "reports.units.title",
        met=numbers.integer(view.headline.units_met),
        of=numbers.integer(view.headline.units_with_target),
        phase=wording.inside(view.scope.phase.name),
    )
    if public:
        spec = _without_weak(spec, material)
    beside = None
    if sum(row.phase.target is not None for row in _named(material, public)) > MOST_BULLETS:
        spec = by_standing(material, spec)
    else:
        beside = _beside(spec, material)
    return Block(
        key="units",
        kind=BlockKind.UNITS,
        title=title,
        parts=(
            Chart(spec, beside),
            replace(unit_table(material, public=public, fold=True), on_slides=False),
        ),
        notes=(
            t("reports.formula.units"),
            *(formulas.attainment(row.unit.name, row.phase) for row in _named(material, public)),
            *((formulas.attainment(_rest_name(material), material.closing.rest),)
              if public and material.closing.rest else ()),
        ),
        sentences=(f"{title}.",),
    )  # fmt: skip


def _count_table(rows: Sequence[UnitRow]) -> Table:
    """Without any target only the counts are compared."""
    columns = (
        Column(t("reports.column.rank"), CellKind.COUNT),
        Column(t("reports.column.unit")),
        Column(t("reports.column.count"), CellKind.COUNT, total=True),
    )
    cells = tuple(
        (
            table_cells.count(row.rank_by_count),
            table_cells.words(t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name),
            table_cells.count(row.phase.count),
        )
        for row in rows
    )
    total = table_cells.count(sum(row.phase.count for row in rows))
    return Table(columns, cells, (Cell(""), table_cells.words(t("reports.column.total")), total))


def _named(material: Material, public: bool) -> list[UnitRow]:
    hidden = {row.unit.unit_id for row in material.closing.unnamed} if public else set()
    return [
        row for row in material.overview.units
        if row.part is UnitPart.ITSELF or row.unit.unit_id not in hidden
    ]  # fmt: skip


def _rest_name(material: Material) -> str:
    return t("reports.units.rest", n=numbers.two_digits(len(material.closing.unnamed)))


def _without_weak(spec: ChartSpec, material: Material) -> ChartSpec:
    """The bars of those that are not named become one, so that the parts still add up."""
    rest = material.closing.rest
    if rest is None:
        return spec
    hidden = {(row.part, row.unit.unit_id) for row in material.closing.unnamed}
    named = [row for row in material.overview.units if (row.part, row.unit.unit_id) not in hidden]
    # Drawn anew from the named alone: of many units the full list leaves out those in its middle.
    series = bullets.spec(named, material.overview.scope.phase, fold=True).series[0]
    kept = series.points
    assigned = sum(point.y is not None for point in kept)
    point = Point(
        x="rest",
        y=rest.share,
        name=_rest_name(material),
        label=f"{wording.SHAPES[rest.standing]} {wording.share(rest)} · {wording.count_of_target(rest)}",
        role=Role.CONTEXT,
        label_role=Role.PLAN,
    )
    return replace(spec, series=(replace(series, points=(*kept[:assigned], point, *kept[assigned:])),))


def by_standing(material: Material, spec: ChartSpec) -> ChartSpec:
    """How many units stand in each band: for more units than bars can be looked at."""
    rows = [row for row in material.overview.units if row.part is UnitPart.UNIT]
    counts = {band: sum(row.band is band for row in rows) for band in type(rows[0].band)}
    points = tuple(
        Point(x=str(band), name=word(band), y=n, label=numbers.integer(n), hover=f"{word(band)}: {n}")
        for band, n in counts.items()
    )
    return ChartSpec(
        kind=Kind.COLUMNS,
        title=spec.title,
        unit=t("reports.units.counted"),
        text=spec.text,
        series=(Series(t("reports.units.counted"), Role.ACTUAL, points),),
        note=t("reports.units.in_annex"),
    )


def unit_table(material: Material, *, public: bool, fold: bool = False) -> Table:
    """Rank, unit, target, result, attainment, difference, whole programme; totals as the headline says.

    ``fold``: units without a target become one line, as in the chart.
    """
    whole = material.overview.scope.phase.number == WHOLE_PROGRAMME
    head = material.overview.headline
    named = _named(material, public)
    rows = [_unit_cells(row, head, whole) for row in named if row.rank is not None]
    rest = material.closing.rest
    if public and rest is not None:
        rows.append(_cells(table_cells.NOTHING, _rest_name(material), rest, None, _last(None, False, whole)))
    without = [row for row in named if row.rank is None and row.part is UnitPart.UNIT]
    if fold and len(without) >= bullets.FOLD_FROM:
        rows.append(_folded(without, whole))
        named = [row for row in named if row not in without]
    rows += [_unit_cells(row, head, whole) for row in named if row.rank is None]
    columns = (
        Column(t("reports.column.rank"), CellKind.COUNT),
        Column(t("reports.column.unit")),
        Column(t("reports.column.target"), CellKind.COUNT),
        Column(t("reports.column.count"), CellKind.COUNT, total=True),
        Column(t("reports.column.share"), CellKind.SHARE),
        Column(t("reports.column.difference"), CellKind.COUNT),
        *(() if whole else (Column(t("reports.column.programme"), CellKind.SHARE),)),
    )
    ends = _programme_ends(head)
    total = _cells(
        Cell(""), t("reports.column.total"), head.phase, head.pace.gap, _last(head.programme, ends, whole)
    )
    return Table(columns, tuple(rows), total, note=table_note(material))


def _beside(spec: ChartSpec, material: Material) -> Table:
    """The table's figures in the order of the bars, without rank and name, which the bars say."""
    view = material.overview
    whole = view.scope.phase.number == WHOLE_PROGRAMME
    table = unit_table(material, public=False, fold=True)
    without = [row for row in view.units if row.part is UnitPart.UNIT and not row.phase.target]
    cells = {
        f"{row.part.value}:{row.unit.unit_id}": _unit_cells(row, view.headline, whole) for row in view.units
    }
    if without:
        cells["folded"] = _folded(without, whole)
    rest = material.closing.rest
    if rest is not None:
        cells["rest"] = _cells(table_cells.NOTHING, "", rest, None, _last(None, False, whole))
    return Table(
        table.columns[2:],
        tuple(cells[str(point.x)][2:] for point in spec.series[0].points),
        None if table.totals is None else table.totals[2:],
        note=table.note,
    )


def _folded(rows: Sequence[UnitRow], whole: bool) -> tuple[Cell, ...]:
    name = t("charts.bullets.folded", n=numbers.integer(len(rows)))
    count = table_cells.count(sum(row.phase.count for row in rows))
    nothing = table_cells.NOTHING
    share = Cell(wording.standing_word(rows[0].phase.standing))
    last = () if whole else (nothing,)
    return (nothing, table_cells.words(name), nothing, count, share, nothing, *last)


def table_note(material: Material) -> str:
    """Says where the sum of the targets is not the target of all, and which percentages stand on little."""
    rows = [row for row in material.overview.units if row.part is UnitPart.UNIT]
    notes = []
    given = sum(row.phase.target or 0 for row in rows)
    target = material.overview.headline.phase.target
    if given and target and given != target:
        notes.append(
            t("reports.units.targets_differ", given=numbers.integer(given), target=numbers.integer(target))
        )
    if any(row.phase.small_target for row in rows):
        notes.append(t("reports.units.small_targets"))
    return " ".join(notes)


def _unit_cells(row: UnitRow, head: Headline, whole: bool) -> tuple[Cell, ...]:
    name = t("charts.itself") if row.part is UnitPart.ITSELF else row.unit.name
    rank = table_cells.count(row.rank)
    last = _last(row.programme, _programme_ends(head), whole)
    return _cells(rank, name, row.phase, row.plan_gap, last)


def _programme_ends(head: Headline) -> bool:
    """Whether its plan line has come to the whole target: until then nobody is late for it."""
    target, gap = head.programme.target, head.programme_gap
    return target is None or gap is None or head.programme.count - gap >= target


def _last(programme: Attained | None, ends: bool, whole: bool) -> tuple[Cell, ...]:
    """The column of the whole programme beside a phase; none where the phase is the whole programme."""
    if whole:
        return ()
    return (table_cells.NOTHING if programme is None else table_cells.share(programme, None if ends else 0),)


def _cells(
    rank: Cell, name: str, phase: Attained, gap: int | None, last: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    return (
        rank,
        table_cells.words(name),
        table_cells.count(phase.target),
        table_cells.count(phase.count),
        table_cells.share(phase, gap),
        table_cells.difference(phase),
        *last,
    )


def exceeded(material: Material, wishes: ReportWishes) -> Block | None:
    """Who met or exceeded, named by band in official wording; none when no unit has a target."""
    good = material.closing.good
    if not material.overview.headline.units_with_target:
        return None
    sentences = material.closing.good_sentences
    met = [row for row in good if row.phase.missing == 0]
    title = t("reports.exceeded.none")
    if met:
        best = max(met, key=lambda row: row.phase.share or Decimal(0))
        title = t(
            "reports.exceeded.title",
            n=numbers.two_digits(len(good)),
            best=wording.short_name(best.unit.name, NAME_IN_TITLE),
            share=wording.share(best.phase),
        )
    elif good:
        title = t("reports.exceeded.programme", n=numbers.two_digits(len(good)))
    return Block(
        key="exceeded",
        kind=BlockKind.EXCEEDED,
        title=title,
        parts=(Paragraphs(sentences or (t("reports.exceeded.nobody"),), listed=True),),
        notes=tuple(formulas.attainment(row.unit.name, row.phase) for row in good),
        sentences=sentences,
    )


def need_help(material: Material, wishes: ReportWishes) -> Block | None:
    """Who is behind, what is missing and the pace; in public only how many and how much."""
    weak = material.closing.weak
    if not material.overview.headline.units_with_target:
        return None
    if not weak:
        title = t("reports.help.none")
        return Block("need_help", BlockKind.NEED_HELP, title, (Paragraphs((t("reports.help.praise"),)),))
    title = t(
        "reports.help.title" if material.closing.over else "reports.help.running",
        n=numbers.two_digits(len(weak)),
        missing=numbers.integer(material.closing.weak_missing),
    )
    formula = t(
        "reports.formula.missing",
        sum=" + ".join(numbers.integer(row.phase.missing or 0) for row in weak),
        total=numbers.integer(material.closing.weak_missing),
    )
    if wishes.audience is Audience.PUBLIC:
        return Block(
            key="need_help",
            kind=BlockKind.NEED_HELP,
            title=title,
            parts=(
                Statement(
                    " ".join((t("reports.help.remedy"), t("reports.help.public"))),
                    numbers.integer(material.closing.weak_missing),
                    t("reports.help.under", n=numbers.two_digits(len(weak))),
                ),
                Figures(_help_cards(weak)),
            ),
            notes=(formula,),
            sentences=(f"{title}.",),
        )
    return Block(
        key="need_help",
        kind=BlockKind.NEED_HELP,
        title=title,
        parts=(_help_table(weak), Paragraphs((t("reports.help.causes"),))),
        notes=(formula,),
        sentences=(f"{title}.", *material.closing.weak_sentences),
    )


def _help_cards(weak: Sequence[UnitRow]) -> tuple[Figure, ...]:
    """How many they are, and what they were given and have reached together."""
    target = sum(row.phase.target or 0 for row in weak)
    count = sum(row.phase.count for row in weak)
    return (
        Figure(t("reports.cards.weak"), numbers.integer(len(weak)), exact=len(weak), role=Role.ATTENTION),
        Figure(t("reports.cards.weak_target"), numbers.integer(target), exact=target),
        Figure(t("reports.cards.weak_count"), numbers.integer(count), exact=count),
    )


def _help_table(weak: Sequence[UnitRow]) -> Table:
    paced = any(row.needed_per_week is not None for row in weak)
    columns = (
        Column(t("reports.column.unit")),
        Column(t("reports.column.target"), CellKind.COUNT, total=True),
        Column(t("reports.column.count"), CellKind.COUNT, total=True),
        Column(t("reports.column.share"), CellKind.SHARE),
        Column(t("reports.column.missing"), CellKind.COUNT, total=True),
        *((Column(t("reports.column.per_week"), CellKind.COUNT),) if paced else ()),
    )
    rows = tuple(
        (
            table_cells.words(row.unit.name),
            table_cells.count(row.phase.target),
            table_cells.count(row.phase.count),
            table_cells.share(row.phase),
            table_cells.count(row.phase.missing, Role.ATTENTION),
            *((table_cells.count(row.needed_per_week),) if paced else ()),
        )
        for row in weak
    )
    return Table(columns, rows)
