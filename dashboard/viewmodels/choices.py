"""Role: what the filter bar offers: programmes, phases, units in tree order, fields."""

from collections.abc import Mapping, Sequence

from dashboard.domain.campaign import Unit
from dashboard.i18n.text import vietnamese_order
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Choices, FieldChoice, PhaseRef, ProgrammeChoice, UnitChoice
from data_access.database import Database
from data_access.queries import lineage
from data_access.viewer import Viewer

MOST_UNITS = 3_000
"""Beyond this a list in the browser is no longer a choice; then only the upper levels are offered."""


def build(viewer: Viewer, db: Database, state: FilterState) -> Choices:
    """What may be chosen. An empty database offers nothing and has no stamp."""
    with db.connect() as conn:
        programmes = reading.programmes(viewer, conn)
        if not programmes or reading.root(viewer, conn) is None:
            return Choices(None, (), (), 0, (), (), None, None)
        cut = resolve(viewer, conn, state)
        units = reading.all_units(viewer, conn, MOST_UNITS)
        fields = reading.fields(viewer, conn)
        stamp = shared.stamp(viewer, db, conn, cut)
        succeeded = lineage.has_successors(viewer, conn)
        usual = resolve(viewer, conn, FilterState(programme=state.programme, as_of=state.as_of))
        newest = reading.newest_moment(viewer, conn, cut.programme_id, cut.top)
    return Choices(
        stamp=stamp,
        programmes=tuple(ProgrammeChoice(p.code, p.name) for p in programmes),
        phases=tuple(PhaseRef(p.number, p.name, p.starts_at, p.ends_at) for p in cut.programme.phases),
        default_phase=usual.phase_number,
        units=in_tree_order(units),
        fields=tuple(FieldChoice(field.code, field.name) for field in fields),
        programme_code=cut.programme.code,
        unit_code=cut.unit.code,
        has_successors=succeeded,
        newest_at=newest,
    )


def in_tree_order(units: Sequence[Unit]) -> tuple[UnitChoice, ...]:
    """Root first, each unit followed by those below it, siblings in Vietnamese order."""
    below: dict[int | None, list[Unit]] = {}
    known = {unit.unit_id for unit in units}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    for siblings in below.values():
        siblings.sort(key=lambda unit: vietnamese_order(unit.name))
    result: list[UnitChoice] = []
    _walk(below, None, (), result)
    return tuple(result)


def _walk(
    below: Mapping[int | None, Sequence[Unit]],
    parent: int | None,
    path: tuple[str, ...],
    into: list[UnitChoice],
) -> None:
    for unit in below.get(parent, ()):
        into.append(UnitChoice(unit.code, unit.name, unit.depth, path))
        _walk(below, unit.unit_id, (*path, unit.name) if unit.depth else path, into)
