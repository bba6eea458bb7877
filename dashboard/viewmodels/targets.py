"""Role: Chỉ tiêu theo đơn vị: the units of a cut in order, and how many stand in each band."""

import os
from collections import Counter

from dashboard.domain.bands import Band
from dashboard.settings import load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import TargetsView, UnitPart
from data_access.database import Database
from data_access.viewer import Viewer


def build(viewer: Viewer, db: Database, state: FilterState) -> TargetsView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
    counts = Counter(row.band for row in core.units.rows if row.part is UnitPart.UNIT)
    return TargetsView(
        stamp=core.stamp,
        scope=cut.shown(),
        headline=shared.headline(core, settings),
        units=core.units.rows,
        bands=tuple((band, counts[band]) for band in Band),
        near_share=settings.near_share,
        well_above_share=settings.well_above_share,
        small_target_below=settings.small_target_below,
    )
