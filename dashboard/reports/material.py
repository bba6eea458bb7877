"""Role: the views that a report is made of, read together, so that it can be kept and composed at will."""

from dataclasses import dataclass

from dashboard.domain.awards import DEFAULT_RULES, AwardRule
from dashboard.viewmodels import awards, closing, fields, overview, trend
from dashboard.viewmodels.awards import AwardsView
from dashboard.viewmodels.closing import ClosingView
from dashboard.viewmodels.once import read_once
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import FieldsView, OverviewView, TrendView
from data_access.database import Database
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Material:
    """The same views as the screens show, all of one state."""

    overview: OverviewView
    trend: TrendView
    fields: FieldsView
    awards: AwardsView
    closing: ClosingView


def build(
    viewer: Viewer, db: Database, state: FilterState, rules: tuple[AwardRule, ...] = DEFAULT_RULES
) -> Material:
    """Read all views of a state, in the language spoken. Raises RefusedError while there is no programme."""
    with read_once():
        return Material(
            overview=overview.build(viewer, db, state),
            trend=trend.build(viewer, db, state),
            fields=fields.build(viewer, db, state),
            awards=awards.build(viewer, db, state, rules),
            closing=closing.build(viewer, db, state),
        )
