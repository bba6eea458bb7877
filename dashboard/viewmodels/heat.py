"""Role: Lĩnh vực: count and value by field, kind and block, and the map of units by fields that adds up."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from dashboard.domain.secrecy import Together
from dashboard.viewmodels import fields, open_values, reading
from dashboard.viewmodels.money_views import FieldsScreen as FieldsScreen
from dashboard.viewmodels.money_views import Heat as Heat
from dashboard.viewmodels.money_views import HeatCell as HeatCell
from dashboard.viewmodels.money_views import HeatLine as HeatLine
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.queries import cells, confidential
from data_access.viewer import Viewer

MOST_UNITS = 20
MOST_FIELDS = 14
"""Lines of the map; the smaller ones are added up as "others", so that it adds up to the whole."""


def build(viewer: Viewer, db: Database, state: FilterState) -> FieldsScreen:
    """The screen of a state. Raises RefusedError as every view does."""
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        apart = open_values.apart(viewer, conn, cut.within(cut.phase))
        return FieldsScreen(
            figures=fields.of_cut(viewer, db, conn, cut, apart),
            heat=_heat(viewer, conn, cut, apart),
        )


Key = tuple[int, int]
_OTHERS = -1


def _heat(viewer: Viewer, conn: Connection, cut: Cut, apart: confidential.Declared) -> Heat:
    frame = cells.by_child_and_field(viewer, conn, cut.within(cut.phase), ("n", "sum_value"))
    held = apart.by("child", "field_id")
    stored = {
        (unit, field): (n, value - held.get((unit, field), {}).get("sum_value", 0))
        for unit, field, n, value in frame.to_numpy().tolist()
    }
    unit_lines = {unit.unit_id: HeatLine(unit.name, unit.code) for unit in cut.children}
    if cut.children:
        unit_lines[cut.unit.unit_id] = HeatLine("", None, is_itself=True)
    else:
        unit_lines[cut.unit.unit_id] = HeatLine(cut.unit.name, cut.unit.code)
    field_lines = {field.field_id: HeatLine(field.name, field.code) for field in reading.fields(viewer, conn)}
    units = _lines(stored, 0, MOST_UNITS, last=cut.unit.unit_id if cut.children else None)
    columns = _lines(stored, 1, MOST_FIELDS, last=None)
    sums: dict[Key, list[int]] = {}
    for (unit, field), values in stored.items():
        key = (unit if unit in units else _OTHERS, field if field in columns else _OTHERS)
        sums[key] = [a + b for a, b in zip(sums.get(key, (0, 0)), values, strict=True)]
    return _drawn(
        sums,
        _named(units, unit_lines, {unit for unit, _ in stored}),
        _named(columns, field_lines, {field for _, field in stored}),
        open_values.beside(apart),
    )


def _lines(stored: Mapping[Key, Sequence[int]], axis: int, most: int, last: int | None) -> list[int]:
    """The largest by count, largest first; ``last`` is kept and comes last."""
    totals: dict[int, int] = {}
    for key, values in stored.items():
        totals[key[axis]] = totals.get(key[axis], 0) + values[0]
    kept = last in totals
    ordered = sorted((key for key in totals if key != last), key=lambda key: (-totals[key], key))
    room = most - kept
    shown = ordered if len(ordered) <= room else ordered[: room - 1]
    return [*shown, last] if kept and last is not None else shown


def _named(shown: Sequence[int], lines: Mapping[int, HeatLine], every: set[int]) -> dict[int, HeatLine]:
    named = {key: lines.get(key, HeatLine("", None)) for key in shown}
    others = len(every - set(shown))
    if others:
        named[_OTHERS] = HeatLine("", None, others=others)
    return named


def _drawn(
    sums: Mapping[Key, Sequence[int]],
    units: Mapping[int, HeatLine],
    columns: Mapping[int, HeatLine],
    beside: Together | None,
) -> Heat:
    def added(keys: Iterable[Key]) -> HeatCell:
        inside = [sums[key] for key in keys if key in sums]
        return HeatCell(sum(count for count, _ in inside), sum(value for _, value in inside))

    return Heat(
        units=tuple(units.values()),
        fields=tuple(columns.values()),
        cells=tuple(tuple(added([(unit, field)]) for field in columns) for unit in units),
        unit_totals=tuple(added((unit, field) for field in columns) for unit in units),
        field_totals=tuple(added((unit, field) for unit in units) for field in columns),
        total=added(sums),
        beside=beside,
    )
