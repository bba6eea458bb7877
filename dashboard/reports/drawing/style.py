"""Role: typefaces, sizes and line styles of drawings on paper."""

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes

from dashboard.charts.palette import Palette, colour
from dashboard.charts.spec import Point, Series

FONTS = Path(__file__).resolve().parent.parent / "fonts"
FAMILY = ("Be Vietnam Pro", "Tinos", "DejaVu Sans")
CM_PER_INCH = 2.54
NAME_SHARE = 0.36
"""Share of the width that names beside bars may take before they are broken into lines."""

ROW = 1.75
"""Height of a row of bars in units of its text's size, with one line of name; more lines add theirs."""

LINE = 0.75
"""What a further line of a name adds to every row, in units of its text's size: most rows have one line."""

LETTER = 0.52
"""Mean width of a letter in units of its size, for breaking names into lines."""

_drawing = Lock()
"""The library keeps its settings in one place for all threads."""


@dataclass(frozen=True)
class Size:
    """Width and height in centimetres; ``points`` is the size of its text."""

    width_cm: float
    height_cm: float
    points: float = 9.0


@contextmanager
def styled(palette: Palette, points: float) -> Iterator[None]:
    """The library's settings for one drawing."""
    _load_fonts()
    settings: dict[str, Any] = {
        "font.family": list(FAMILY),
        "font.size": points,
        "text.color": palette.ink,
        "axes.labelcolor": palette.muted,
        "axes.edgecolor": palette.line,
        "axes.facecolor": palette.surface,
        "xtick.color": palette.muted,
        "ytick.color": palette.ink,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "path",
        "svg.hashsalt": "sangkien",  # the same drawing gives the same bytes
        "text.parse_math": False,  # a dollar sign in a name is a dollar sign
    }
    with _drawing, mpl.rc_context(rc=cast(Any, settings)):
        yield


@cache
def _load_fonts() -> None:
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


def colour_of(point: Point, series: Series, palette: Palette) -> str:
    """Of a mark: its own role before that of its series."""
    return colour(point.role or series.role, palette)


def wrapped(name: str, room_cm: float, points: float) -> str:
    """A name broken into lines that fit into ``room_cm``."""
    letter_cm = points / 72 * CM_PER_INCH * LETTER
    return "\n".join(textwrap.wrap(name, max(8, int(room_cm / letter_cm)))) or name


def name_lines(names: tuple[str, ...], width_cm: float, points: float) -> list[str]:
    """Names beside bars, broken where they are longer than their share of the width."""
    return [wrapped(name, width_cm * NAME_SHARE, points) for name in names]


def rows_height(names: tuple[str, ...], width_cm: float, points: float) -> float:
    """Centimetres that rows of bars with these names need, their head included."""
    tallest = max((name.count("\n") for name in name_lines(names, width_cm, points)), default=0)
    return (len(names) + 2) * (ROW + tallest * LINE) * points / 72 * CM_PER_INCH


def bare(axes: Axes, *, keep: tuple[str, ...] = ()) -> None:
    """Without frame, except the named sides."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
