"""Role: Chỉ tiêu theo đơn vị: the units of a cut in order, and how many stand in each band."""

import os
from collections import Counter
from collections.abc import Mapping

from dashboard.domain.bands import Band
from dashboard.settings import SETTINGS, Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import ranks, target_versions
from dashboard.viewmodels.ranks import Since
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import TargetsView, UnitPart
from data_access.database import Database
from data_access.viewer import Viewer

THRESHOLDS = ("near_share", "well_above_share", "small_target_below")

A_WEEK_AGO = Since()


def build(viewer: Viewer, db: Database, state: FilterState, since: Since = A_WEEK_AGO) -> TargetsView:
    """The view of a state, places compared with an earlier moment.

    Raises RefusedError while the database holds no programme or no unit, or units succeed in a circle.
    """
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, settings)
        then = ranks.compared(viewer, conn, cut, core.targets, settings, since, core.units.rows)
        versions = target_versions.versions(viewer, conn, cut, cut.unit.unit_id)
    counts = Counter(row.band for row in core.units.rows if row.part is UnitPart.UNIT)
    return TargetsView(
        stamp=core.stamp,
        scope=cut.shown(),
        headline=shared.headline(core, settings),
        units=ranks.with_former(core.units.rows, then),
        bands=tuple((band, counts[band]) for band in Band),
        near_share=settings.near_share,
        well_above_share=settings.well_above_share,
        small_target_below=settings.small_target_below,
        changed_settings=changed_settings(settings, load_settings({})),
        compared_as_of=then.as_of if then else None,
        compared_batch=then.batch_id if then else None,
        versions=tuple(one for one in versions if one.in_force),
    )


def changed_settings(settings: Settings, default: Settings) -> tuple[str, ...]:
    """The variables of the thresholds that are not what they are by default."""
    variables: Mapping[str, str] = {setting.name: setting.variable for setting in SETTINGS}
    return tuple(variables[name] for name in THRESHOLDS if getattr(settings, name) != getattr(default, name))
