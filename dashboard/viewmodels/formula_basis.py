"""Role: what a figure's formula is, and what all formulas read from."""

import os
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sqlalchemy import Connection

from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels.asking import Asked
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.queries import register
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME


@dataclass(frozen=True)
class Input:
    """Something a figure is computed from that is no row of the register: a unit, a target, a source."""

    name: str
    value: str
    counts: bool = True  # whether it is among those that the figure counts


@dataclass(frozen=True)
class Formula:
    """``exact`` is the figure itself; the first of ``lines`` is the formula with its numbers."""

    exact: int | Decimal | None
    lines: tuple[str, ...]
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class Basis:
    """What the formulas read from; ``state`` is of the screen, ``asked`` the question on it."""

    viewer: Viewer
    db: Database
    conn: Connection
    state: FilterState
    asked: Asked

    @property
    def settings(self) -> Settings:
        """Thresholds in force."""
        return load_settings(os.environ)

    @cached_property
    def count(self) -> int:
        """Initiatives behind the figure, confidential ones included."""
        counting = self.asked.counted_by(self.viewer)
        return register.count(counting, self.conn, self.asked.rows)

    @cached_property
    def core(self) -> Core:
        """What the screens compute about the asked unit."""
        return shared.build(self.viewer, self.db, self.conn, self.asked.cut, self.settings)

    @property
    def target_phase(self) -> int:
        """The phase number whose target counts."""
        phase = self.asked.phase
        return phase.number if phase else WHOLE_PROGRAMME
