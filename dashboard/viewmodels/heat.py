"""Role: Lĩnh vực: count and value by field, kind and block, and the map of units by fields that adds up."""

from collections.abc import Hashable, Mapping, Sequence

from sqlalchemy import Connection

from dashboard.domain import secrecy
from dashboard.viewmodels import fields, reading
from dashboard.viewmodels.money_views import FieldsScreen as FieldsScreen
from dashboard.viewmodels.money_views import Heat as Heat
from dashboard.viewmodels.money_views import HeatCell as HeatCell
from dashboard.viewmodels.money_views import HeatLine as HeatLine
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.queries import cells, secrets
from data_access.viewer import Viewer
from data_access.vocabulary import Block, SolutionKind

MOST_UNITS = 20
MOST_FIELDS = 14
"""Lines of the map; the smaller ones are added up as "others", so that it adds up to the whole."""


def build(viewer: Viewer, db: Database, state: FilterState) -> FieldsScreen:
    """The screen of a state. Raises RefusedError as every view does."""
    figures = fields.build(viewer, db, state)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        within = cut.within(cut.phase)
        secret = secrets.declared(viewer, conn, within)
        may_read = viewer.may_read_confidential
        by_field: dict[str | None, int] = {row.code: 0 for row in figures.fields if row.savings.declared}
        codes = {
            field.field_id: None if field.is_unclassified else field.code
            for field in reading.fields(viewer, conn)
        }
        for (_, field), n in secret.items():
            by_field[codes[field]] += n
        kinds = secrets.declared_by(viewer, conn, within, "solution_kind")
        blocks = secrets.declared_by(viewer, conn, within, "block")
        return FieldsScreen(
            figures=figures,
            heat=_heat(viewer, conn, cut, secret),
            merged_fields=secrecy.merged(by_field, may_read),
            merged_kinds=secrecy.merged(
                {SolutionKind(row.kind): kinds[row.kind] for row in figures.kinds if row.savings.declared},
                may_read,
            ),
            merged_blocks=secrecy.merged(
                {Block(row.kind): blocks[row.kind] for row in figures.blocks if row.savings.declared},
                may_read,
            ),
        )


Key = tuple[int, int]
_OTHERS = -1


def _heat(viewer: Viewer, conn: Connection, cut: Cut, secret: secrets.Parts) -> Heat:
    frame = cells.by_child_and_field(viewer, conn, cut.within(cut.phase))
    names = ["unit_id", "field_id", "n", "sum_value", "n_value"]
    stored = {(row[0], row[1]): tuple(row[2:]) for row in frame[names].to_numpy().tolist()}
    unit_lines = {unit.unit_id: HeatLine(unit.name, unit.code) for unit in cut.children}
    if cut.children:
        unit_lines[cut.unit.unit_id] = HeatLine("", None, is_itself=True)
    else:
        unit_lines[cut.unit.unit_id] = HeatLine(cut.unit.name, cut.unit.code)
    field_lines = {field.field_id: HeatLine(field.name, field.code) for field in reading.fields(viewer, conn)}
    units = _lines(stored, 0, MOST_UNITS, last=cut.unit.unit_id if cut.children else None)
    columns = _lines(stored, 1, MOST_FIELDS, last=None)
    sums: dict[Key, list[int]] = {}
    secrets_in: dict[Key, int] = {}
    for (unit, field), values in stored.items():
        key = (unit if unit in units else _OTHERS, field if field in columns else _OTHERS)
        sums[key] = [a + b for a, b in zip(sums.get(key, (0, 0, 0)), values, strict=True)]
        secrets_in[key] = secrets_in.get(key, 0) + secret[unit, field]
    return _drawn(
        sums,
        secrets_in,
        _named(units, unit_lines, {unit for unit, _ in stored}),
        _named(columns, field_lines, {field for _, field in stored}),
        viewer.may_read_confidential,
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
    secret: Mapping[Key, int],
    units: Mapping[int, HeatLine],
    columns: Mapping[int, HeatLine],
    may_read: bool,
) -> Heat:
    declaring = {key: secret[key] for key, values in sums.items() if values[2]}
    hidden = secrecy.hidden_cells({(key[0], key[1]): n for key, n in declaring.items()}, may_read)
    # The same lines are merged wherever units or fields are listed by value.
    held = [_held(declaring, axis) for axis in (0, 1)]
    merged = [secrecy.merged(line, may_read) for line in held]
    # One that is merged for another's sake would be told by its cells.
    spared = {
        key for key in declaring for axis in (0, 1)
        if key[axis] in merged[axis] and not 0 < held[axis][key[axis]] < secrecy.FEWEST
    }  # fmt: skip
    hidden |= spared

    def total(keys: Sequence[Key], is_merged: bool) -> HeatCell:
        inside = [key for key in keys if key in sums]
        value = None if is_merged else sum(sums[key][1] for key in inside)
        return HeatCell(sum(sums[key][0] for key in inside), value)

    def cell(key: Key) -> HeatCell:
        count, value, _ = sums.get(key, (0, 0, 0))
        return HeatCell(count, None if _is_in(key, hidden) else value)

    everything = [(unit, field) for unit in units for field in columns]
    return Heat(
        units=tuple(units.values()),
        fields=tuple(columns.values()),
        cells=tuple(tuple(cell((unit, field)) for field in columns) for unit in units),
        unit_totals=tuple(total([(unit, field) for field in columns], unit in merged[0]) for unit in units),
        field_totals=tuple(total([(unit, field) for unit in units], field in merged[1]) for field in columns),
        # The whole is shown on every screen.
        total=HeatCell(
            sum(sums[key][0] for key in everything if key in sums),
            sum(sums[key][1] for key in everything if key in sums),
        ),
    )


def _held(declaring: Mapping[Key, int], axis: int) -> dict[int, int]:
    """Confidential values by unit (0) or field (1)."""
    found: dict[int, int] = {}
    for key, count in declaring.items():
        found[key[axis]] = found.get(key[axis], 0) + count
    return found


def _is_in(key: Hashable, hidden: frozenset[secrecy.Cell]) -> bool:
    return key in hidden
