"""Role: the dashboard as one file that opens from a USB stick: every phase, measure and unit, no network.

Every choice is composed here, by the same blocks as slides and reports; the file's own script only shows
the one that was chosen, sorts and searches. It computes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from dashboard.i18n import t, use_language
from dashboard.reports import campaign, material
from dashboard.reports.blocks import Audience, BlockKind, Document
from dashboard.reports.material import Material
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
    opened: int  # number of the phase shown first


def build(
    viewer: Viewer, db: Database, state: FilterState, wishes: ReportWishes, *, made_by: str, now: datetime
) -> bytes:
    """The file, UTF-8. Raises RefusedError while the database holds no programme or no unit."""
    # Nobody is suggested for an award here, so nobody is looked for.
    own = replace(wishes, blocks=tuple(BlockWish(kind) for kind in SHOWN), rules=())
    with use_language(wishes.language):
        found = material.build(viewer, db, state, own.rules)
        grid = _grid(viewer, db, state, found, own)
        offer = Offer(
            phases=grid.phases,
            units=grid.units,
            first=Choice(grid.opened, state.measure, grid.units[0][0]),
        )
        documents = dict(_documents(viewer, db, state, own, grid, made_by, now))
        return page(documents[offer.first], offer, documents)


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
                found = material.build(viewer, db, chosen, wishes.rules)
                document = campaign.compose(found, wishes, made_by=made_by, now=now)
                yield Choice(phase, measure, unit), document


def _grid(viewer: Viewer, db: Database, state: FilterState, found: Material, wishes: ReportWishes) -> _Grid:
    below = [row.unit for row in found.overview.units if row.part is UnitPart.UNIT]
    if wishes.audience is Audience.PUBLIC:
        # Whoever is not named in the table must not be named in the list of units either.
        unnamed = {row.unit.code for row in found.closing.unnamed}
        below = [unit for unit in below if unit.code not in unnamed]
    scope = found.overview.scope
    phases = tuple((phase.number, phase.name) for phase in choices.build(viewer, db, state).phases)
    return _Grid(
        phases=(*phases, (WHOLE_PROGRAMME, t("scope.whole_programme"))),
        units=tuple((unit.code, unit.name) for unit in (scope.unit, *below[:MOST_UNITS])),
        opened=scope.phase.number,
    )
