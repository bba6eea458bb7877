"""Role: what a plan would do to attainment, ranks and savings, unit by unit, before anything is written."""

from dataclasses import dataclass
from typing import Protocol

from dashboard.viewmodels.views import Attained, PhaseRef, UnitRef
from data_access.database import Database
from data_access.viewer import Viewer


class Plan(Protocol):
    """What of a ``PreparedImport`` is needed here."""

    @property
    def batch_id(self) -> int | None:
        """The staged batch; None: the plan concerns no initiatives."""

    @property
    def programme_id(self) -> int | None:
        """The programme of the initiatives."""


@dataclass(frozen=True)
class Moved:
    """A count beside its target before and after, and the rank by attainment among the sister units."""

    before: Attained
    after: Attained
    rank_before: int | None = None
    rank_after: int | None = None

    @property
    def change(self) -> int:
        """Initiatives more (or fewer)."""
        return self.after.count - self.before.count

    @property
    def climbed(self) -> int:
        """Places gained (negative: lost); 0 where there is no rank before or after."""
        return (self.rank_before or 0) - (self.rank_after or 0) if self.rank_before and self.rank_after else 0


@dataclass(frozen=True)
class UnitEffect:
    """One child unit of the root, or what is recorded on the root itself (``is_itself``)."""

    unit: UnitRef
    phase: Moved
    programme: Moved
    savings_before_vnd: int
    savings_after_vnd: int
    is_itself: bool = False


@dataclass(frozen=True)
class EffectWarning:
    """Something that deserves a look before confirming. ``code``: value_jump, count_fell, outside_phases."""

    code: str
    message: str
    unit_id: int | None = None


@dataclass(frozen=True)
class EffectView:
    """Before → after. ``phase``: the default phase, the one a leader asks about now.

    ``rows``: all child units, biggest movers first (places, then initiatives). ``total_*``: the root.
    Rows missing from a full export count as staying unless ``build`` was told to withdraw them.
    """

    root: UnitRef
    phase: PhaseRef
    rows: tuple[UnitEffect, ...]
    total_phase: Moved
    total_programme: Moved
    savings_before_vnd: int
    savings_after_vnd: int
    units_met_before: int
    units_met_after: int
    units_with_target: int
    warnings: tuple[EffectWarning, ...] = ()

    @property
    def movers(self) -> tuple[UnitEffect, ...]:
        """Only the units that change."""
        return tuple(
            row for row in self.rows if row.phase.change or row.programme.change or row.phase.climbed
        )


def build(
    viewer: Viewer, db: Database, prepared: Plan, *, withdraw_missing: bool = False
) -> EffectView | None:
    """The effect of a plan; None when it concerns no initiatives. Reads only."""
    raise NotImplementedError
