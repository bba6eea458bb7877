"""Role: what the newest import changed in a cut, as measured when it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut
from dashboard.viewmodels.state import Structure
from dashboard.viewmodels.views import Change, UnitPart, UnitRow
from data_access.queries import history
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, Measure


@dataclass(frozen=True)
class Changes:
    """As in ``Headline``; None where it is not known for this cut."""

    count: Change | None = None
    valid: Change | None = None
    savings: Change | None = None
    units_met: Change | None = None
    units_met_before: int | None = None


NONE = Changes()


def since_import(viewer: Viewer, conn: Connection, cut: Cut, rows: tuple[UnitRow, ...]) -> Changes:
    """Known for the root and its children, for all fields and up to the newest data; not for a first import.

    ``rows``: the cut's child units. An import from before effects were kept says nothing.
    """
    measured = newest_effect(viewer, conn, cut)
    if measured is None:
        return NONE
    if cut.unit.unit_id == measured.root:
        return _of_root(cut, measured.batch_id, measured.sums, measured.effect, rows)
    if cut.unit.parent_id == measured.root and cut.measure is Measure.SUBMITTED:
        return Changes(count=Change(measured.effect.get(cut.unit.unit_id, 0), measured.batch_id))
    return NONE


@dataclass(frozen=True)
class Effect:
    """What the newest import did in the cut's phase: ``effect`` by child unit of ``root``, submitted."""

    batch_id: int
    root: int | None
    sums: Mapping[str, Any]
    effect: Mapping[int, int]


def newest_effect(viewer: Viewer, conn: Connection, cut: Cut) -> Effect | None:
    """As measured when it was written; None where the cut shows something else, or it was the first."""
    batch = reading.newest_batch(viewer, conn, cut.programme_id)
    if batch is None or cut.field_id != ALL or cut.phase is None:
        return None
    if cut.newest_at < reading.newest_moment(viewer, conn, cut.programme_id, cut.top):
        return None
    counts = history.counts_of(viewer, conn, batch.batch_id)
    sums: Mapping[str, Any] = counts.get("sums", {}).get(str(cut.phase_number), {})
    if not sums or not counts["sums"].get("0", sums)["submitted"][0]:
        return None
    effect = {
        unit: after - before
        for unit, phase, before, after in counts.get("effect", ())
        if phase == cut.phase_number
    }
    return Effect(batch.batch_id, counts.get("root"), sums, effect)


def _of_root(
    cut: Cut, batch_id: int, sums: Mapping[str, Any], effect: Mapping[int, int], rows: tuple[UnitRow, ...]
) -> Changes:
    def change(name: str) -> Change:
        before, after = sums[name]
        return Change(after - before, batch_id)

    if cut.measure is Measure.VALID:
        return Changes(count=change("valid"), valid=change("valid"), savings=change("savings_valid"))
    if cut.structure is Structure.TODAY:  # the import was measured by the units as recorded
        return Changes(count=change("submitted"), valid=change("valid"), savings=change("savings"))
    with_target = [row for row in rows if row.part is UnitPart.UNIT and row.phase.target]
    met = sum(1 for row in with_target if row.phase.missing == 0)
    before = sum(
        1
        for row in with_target
        if row.phase.count - effect.get(row.unit.unit_id, 0) >= (row.phase.target or 0)
    )
    return Changes(
        count=change("submitted"),
        valid=change("valid"),
        savings=change("savings"),
        units_met=Change(met - before, batch_id),
        units_met_before=before,
    )
