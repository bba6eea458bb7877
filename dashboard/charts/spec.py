"""Role: what a chart says, without pixels: the same spec is drawn on a page, a slide or a sheet.

Texts in a spec are finished words in the reader's language; values stay exact. Renderers escape texts.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = int | Decimal


class Kind(StrEnum):
    """The few forms in use, each for one question (docs/charts.md)."""

    BULLET = "bullet"  # who is behind: share of target, one bar a unit, the target as a common line
    CUMULATIVE = "cumulative"  # are we on course: a sum over days against the plan line
    COLUMNS = "columns"  # how much in each period or bin
    PAIRED_BARS = "paired_bars"  # what kind: count beside value, each on its own scale


class Role(StrEnum):
    """What a mark means; a colour follows from it and from nothing else."""

    ACTUAL = "actual"
    PLAN = "plan"
    CONTEXT = "context"
    ATTENTION = "attention"
    GOOD = "good"
    FORECAST = "forecast"  # not yet there: dashed, its range hatched


@dataclass(frozen=True)
class Point:
    """One mark. ``x`` is a category (unique within its series) or a day; ``y`` None leaves a gap.

    ``label`` stands beside the mark, ``label_role`` colours it; ``hover`` is one or more full lines.
    """

    x: str | date
    y: Value | None
    label: str = ""
    hover: str = ""
    role: Role | None = None  # instead of the series' own
    label_role: Role | None = None
    name: str = ""  # what is written for a category, when ``x`` is only its key
    ask: str = ""  # the question (``viewmodels.questions``) that a click on the mark asks
    low: Value | None = None  # of a forecast: its range
    high: Value | None = None


@dataclass(frozen=True)
class Series:
    """Marks that mean the same."""

    name: str
    role: Role
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Marker:
    """A named day (phase border, event, as-of) drawn as a vertical line."""

    at: date
    name: str
    role: Role = Role.CONTEXT


@dataclass(frozen=True)
class ChartSpec:
    """One chart.

    ``title`` is the message when it is certain, else the question; ``unit`` says what is counted.
    ``text`` is the one-line equivalent for those who cannot see the picture. ``limit`` is where longer bars
    are broken, and ``note`` says so. ``reference`` is the common target of bullets (1 is 100%).
    """

    kind: Kind
    title: str
    unit: str
    text: str
    series: tuple[Series, ...]
    markers: tuple[Marker, ...] = ()
    reference: Value | None = None
    reference_name: str = ""
    limit: Value | None = None
    note: str = ""
    edges: tuple[str, ...] = ()  # of a histogram: names between the columns, one more than there are
    axis: tuple[date, date] | None = None  # of days: the first and the last one, drawn or not
    widest: int = 0  # largest figure of the pictures that share their days, so that figures beside them fit

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(point.y is not None for series in self.series for point in series.points)
