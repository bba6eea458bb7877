"""Role: where and what: a table of units by fields whose shade follows the figure written in each cell."""

from dataclasses import dataclass
from math import log

from dashboard.charts import wording
from dashboard.domain.secrecy import is_surely_first
from dashboard.i18n import numbers, t
from dashboard.viewmodels.money_views import Heat, HeatCell, HeatLine
from dashboard.viewmodels.questions import Figure, Question

SHADES = 10
MILLION = 1_000_000


@dataclass(frozen=True)
class HeatMark:
    """One cell: what is written, its shade (0: none, to ``SHADES``), the question a click asks."""

    label: str
    shade: int
    hover: str
    ask: str = ""


@dataclass(frozen=True)
class HeatSpec:
    """A heat map: ``marks[row][column]``, totals at the edges; ``text`` for those who cannot see it."""

    title: str
    unit: str
    text: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    marks: tuple[tuple[HeatMark, ...], ...]
    row_totals: tuple[HeatMark, ...]
    column_totals: tuple[HeatMark, ...]
    total: HeatMark
    note: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.rows


def spec(heat: Heat, *, by_value: bool) -> HeatSpec:
    """The map by count, or by declared value in triệu đồng."""
    most = max((_figure(cell, by_value) for row in heat.cells for cell in row), default=0)
    rows = tuple(_unit_name(line) for line in heat.units)
    columns = tuple(_field_name(line) for line in heat.fields)
    title = _title(heat, rows, columns, by_value)
    notes = [t("charts.heat.scale")]
    if by_value and heat.beside:
        notes.append(t("charts.heat.outside", what=wording.secret(heat.beside)))
    return HeatSpec(
        title=title,
        unit=t("charts.heat.in_millions") if by_value else t("charts.initiatives"),
        text=title,
        rows=tuple(map(wording.brief, rows)),
        columns=columns,
        marks=tuple(
            tuple(
                _mark(cell, most, by_value, unit, field) for cell, field in zip(row, heat.fields, strict=True)
            )
            for row, unit in zip(heat.cells, heat.units, strict=True)
        ),
        row_totals=tuple(
            _mark(cell, 0, by_value, unit, None)
            for cell, unit in zip(heat.unit_totals, heat.units, strict=True)
        ),
        column_totals=tuple(
            _mark(cell, 0, by_value, None, field)
            for cell, field in zip(heat.field_totals, heat.fields, strict=True)
        ),
        total=_mark(heat.total, 0, by_value, None, None),
        note=" ".join(notes),
    )


def _figure(cell: HeatCell, by_value: bool) -> int:
    return cell.value_vnd if by_value else cell.count


def _title(heat: Heat, rows: tuple[str, ...], columns: tuple[str, ...], by_value: bool) -> str:
    found = [
        (_figure(cell, by_value), unit, field)
        for row, unit in zip(heat.cells, rows, strict=True)
        for cell, field in zip(row, columns, strict=True)
    ]
    most = max(found, default=(0, "", ""))
    values = [figure for figure, _, _ in found]
    if not most[0] or len(found) < 2 or (by_value and not is_surely_first(values, heat.beside)):
        return t("charts.heat.question")
    figure = wording.money(most[0]) if by_value else f"{numbers.integer(most[0])} {t('charts.initiatives')}"
    return t("charts.heat.top", unit=most[1], field=most[2], figure=figure)


def _mark(
    cell: HeatCell, most: int, by_value: bool, unit: HeatLine | None, field: HeatLine | None
) -> HeatMark:
    figure = _figure(cell, by_value)
    names = [_unit_name(unit) if unit else "", _field_name(field) if field else ""]
    where = " · ".join(name for name in names if name)
    exact = numbers.vnd_exact(figure) if by_value else numbers.integer(figure)
    ask = "" if not figure else _ask(unit, field, by_value)
    return HeatMark(
        _label(figure, by_value), _shade(figure, most, MILLION if by_value else 1), f"{where}\n{exact}", ask
    )


def _ask(unit: HeatLine | None, field: HeatLine | None, by_value: bool) -> str:
    """No question for the others: no filter says them."""
    if any(line is not None and line.code is None and not line.is_itself for line in (unit, field)):
        return ""
    return Question(
        Figure.SAVINGS if by_value else Figure.COUNT,
        unit=unit.code if unit else None,
        field=field.code if field else None,
        itself=unit is not None and unit.is_itself,
        readable=by_value,
    ).encode()


def _label(figure: int, by_value: bool) -> str:
    if not figure:
        return "·"
    if not by_value:
        return numbers.integer(figure)
    millions = numbers.half_up(figure) // MILLION
    return numbers.integer(millions) if millions else "< 1"


def _shade(figure: int, most: int, least: int) -> int:
    """Steps of a logarithmic scale from ``least`` to the largest cell; any figure has at least the first."""
    if not figure or not most:
        return 0
    if figure <= least or most <= least:
        return 1
    return max(1, round(SHADES * log(figure / least) / log(most / least)))


def _unit_name(line: HeatLine) -> str:
    if line.others:
        return t("charts.heat.other_units", n=numbers.integer(line.others))
    return t("charts.itself") if line.is_itself else line.name


def _field_name(line: HeatLine) -> str:
    return t("charts.heat.other_fields", n=numbers.integer(line.others)) if line.others else line.name
