"""Role: the dashboard as one file that opens from a USB stick: every phase, measure and unit, no network.

Every choice is composed here, by the same blocks as slides and reports; the file's own script only shows
the one that was chosen, sorts and searches. It computes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.i18n import use_language
from dashboard.reports import campaign, material
from dashboard.reports.blocks import Audience, BlockKind, Document
from dashboard.reports.offline.page import Choice, Offer, page
from dashboard.reports.wishes import BlockWish, ReportWishes
from dashboard.viewmodels import choices
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import UnitPart
from data_access.database import Database
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, Measure

SHOWN = (
    BlockKind.STANDING, BlockKind.COURSE, BlockKind.UNITS, BlockKind.FIELDS, BlockKind.VALUE,
)  # fmt: skip
"""What a dashboard shows; what a conference says beyond it stands in slides and reports."""

MOST_UNITS = 30
"""Units below the chosen one that can be opened; of all others the file holds their line in the table.

Each costs some tenths of a second and some 100 kB for every phase and measure."""


@dataclass(frozen=True)
class _Grid:
    phases: tuple[tuple[int, str], ...]
    units: tuple[tuple[str, str], ...]  # code and name, the chosen one first


def build(
    viewer: Viewer, db: Database, state: FilterState, wishes: ReportWishes, *, made_by: str, now: datetime
) -> bytes:
    """The file, UTF-8. Raises RefusedError while the database holds no programme or no unit."""
    own = replace(wishes, blocks=tuple(BlockWish(kind) for kind in SHOWN))
    with use_language(wishes.language):
        first = _document(viewer, db, state, own, made_by, now)
        grid = _grid(viewer, db, state, own)
        opened = state.phase if state.phase is not None else _phase_of(viewer, db, state)
        offer = Offer(
            phases=grid.phases,
            units=grid.units,
            first=Choice(opened, state.measure, grid.units[0][0]),
        )
        documents = dict(_documents(viewer, db, state, own, grid, made_by, now))
        return page(first, offer, documents)


def _documents(
    viewer: Viewer,
    db: Database,
    state: FilterState,
    wishes: ReportWishes,
    grid: _Grid,
    made_by: str,
    now: datetime,
) -> Iterator[tuple[Choice, Document]]:
    for unit, _ in grid.units:
        for phase, _ in grid.phases:
            for measure in Measure:
                chosen = replace(state, unit=unit, phase=phase, measure=measure)
                yield Choice(phase, measure, unit), _document(viewer, db, chosen, wishes, made_by, now)


def _document(
    viewer: Viewer, db: Database, state: FilterState, wishes: ReportWishes, made_by: str, now: datetime
) -> Document:
    found = material.build(viewer, db, state, wishes.rules)
    return campaign.compose(found, wishes, made_by=made_by, now=now)


def _phase_of(viewer: Viewer, db: Database, state: FilterState) -> int:
    return choices.build(viewer, db, state).default_phase


def _grid(viewer: Viewer, db: Database, state: FilterState, wishes: ReportWishes) -> _Grid:
    offered = choices.build(viewer, db, state)
    names = material.build(viewer, db, replace(state, phase=WHOLE_PROGRAMME), wishes.rules).overview
    found = material.build(viewer, db, state, wishes.rules)
    below = [row.unit for row in found.overview.units if row.part is UnitPart.UNIT]
    if wishes.audience is Audience.PUBLIC:
        # Whoever is not named in the table must not be named in the list of units either.
        unnamed = {row.unit.code for row in found.closing.unnamed}
        below = [unit for unit in below if unit.code not in unnamed]
    root = found.overview.scope.unit
    phases = tuple((phase.number, phase.name) for phase in offered.phases)
    return _Grid(
        phases=(*phases, (WHOLE_PROGRAMME, names.scope.phase.name)),
        units=tuple((unit.code, unit.name) for unit in (root, *below[:MOST_UNITS])),
    )
