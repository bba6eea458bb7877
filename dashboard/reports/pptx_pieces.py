"""Role: what stands on a slide, measured: words, cards, charts, tables, pictures, each in its box."""

from dataclasses import dataclass
from typing import TypeAlias

from dashboard.charts.spec import ChartSpec
from dashboard.reports import pptx_charts, text_fit
from dashboard.reports.blocks import Figure, Picture
from dashboard.reports.pptx_master import Box
from dashboard.reports.pptx_tables import Sheet

GAP = 14.0
SMALL = 18
CARD_PAD = 12.0
INDENT = 26.0
"""Of the points of a list."""


@dataclass(frozen=True)
class ChartPart:
    """The bars of one slide; ``scale`` is the whole chart, so that slides compare.

    ``head`` is the room above the bars, ``names`` the most that names take of the width.
    """

    spec: ChartSpec
    scale: ChartSpec
    text: str = ""
    head: float = pptx_charts.AXIS
    names: float = pptx_charts.NAMES_SHARE


@dataclass(frozen=True)
class Words:
    """Text at a size; ``number`` is the message itself, ``quiet`` is secondary, ``listed`` has bullets."""

    lines: tuple[str, ...]
    points: int
    number: bool = False
    quiet: bool = False
    listed: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Card:
    """A figure in its frame."""

    figure: Figure
    points: int


@dataclass(frozen=True)
class Meter:
    """How far a target was reached, as lengths of its width: reached, and where the target stands."""

    reached: float
    target: float
    text: str


Piece: TypeAlias = ChartPart | Sheet | Words | Card | Picture | Meter


Pieces: TypeAlias = list[tuple[Box, Piece]]


@dataclass(frozen=True)
class Page:
    """One slide. ``cover`` is the first slide's layout, ``body`` text goes to its placeholder."""

    title: str
    pieces: tuple[tuple[Box, Piece], ...]
    notes: tuple[str, ...]
    text: str
    cover: bool = False
    body: Words | None = None


def card_height(card: Card, inner: float) -> float:
    """Points that the texts of a card take, with its padding."""
    figure = card.figure
    texts = [figure.label, " ".join(part for part in (figure.beside, figure.detail) if part)]
    small = sum(text_fit.height(text, SMALL, inner) for text in texts if text)
    return small + text_fit.height(figure.value, card.points, inner, bold=True) + 2 * CARD_PAD


def words_height(words: Words, width: float) -> float:
    """Points that words take in height, with the space between paragraphs."""
    room = width - (INDENT if words.listed else 0.0)
    lines = sum(
        text_fit.height(line, words.points, room, bold=words.number or words.bold) for line in words.lines
    )
    return lines + max(len(words.lines) - 1, 0) * words.points * 0.5
