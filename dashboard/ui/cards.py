"""Role: cards with one figure each: how much, against what, since when, and how it was computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.charts.spec import Role
from dashboard.i18n import t
from dashboard.ui import html
from dashboard.ui.html import NOTHING, Markup, element, text

FULL_BAR = Decimal("1.25")
"""A bar has room for 125%; beyond that its scale grows so that the target's tick moves left."""

SHORTEST_SPARK = 4
"""Per cent of the height: an empty week stays visible as a line."""


@dataclass(frozen=True)
class Card:
    """One figure. ``bar`` is a share of the target; ``spark`` are counts of past weeks, oldest first.

    ``how`` are finished lines: the formula with its numbers, then where they come from. ``ask``: the figure
    as a question (``viewmodels.questions``), which opens its explanation and rows.
    """

    label: str
    value: str
    beside: str = ""
    detail: str = ""
    extra: str = ""
    detail_role: Role | None = None
    bar: Decimal | None = None
    bar_role: Role = Role.ACTUAL
    spark: tuple[int, ...] = ()
    change: str = ""
    how: tuple[str, ...] = ()
    ask: str = ""


def row(cards: Sequence[Card]) -> None:
    """Cards side by side, all in one element of the page."""
    columns = f"--sk-columns:{len(cards)}"
    html.show(element("div", "cards", html.joined(map(_card, cards)), style=columns))


def _card(card: Card) -> Markup:
    return element(
        "div",
        "card",
        element("div", "label", element("span", "", text(card.label)), _how(card)),
        element("div", "value", text(card.value), element("small", "", text(card.beside))),
        _bar(card),
        element("div", "detail", text(card.detail), role=card.detail_role) if card.detail else NOTHING,
        element("div", "extra", text(card.extra)) if card.extra else NOTHING,
        _spark(card.spark),
        element("div", "change", text(card.change)) if card.change else NOTHING,
    )


def _how(card: Card) -> Markup:
    """Opens without the server: a plain disclosure, so it is there at once and by keyboard."""
    if not card.how:
        return NOTHING
    name = t("ui.how.open", name=card.label)
    paragraphs = html.joined(element("p", "", text(line)) for line in card.how)
    return element(
        "details",
        "how",
        element("summary", "", text("ⓘ"), title=name, aria_label=name),
        element("div", "", paragraphs),
    )


def _bar(card: Card) -> Markup:
    if card.bar is None:
        return NOTHING
    scale = max(card.bar, FULL_BAR)
    width, tick = (f"{float(part / scale * 100):.2f}%" for part in (card.bar, Decimal(1)))
    return element(
        "div",
        "bar",
        element("span", "", role=card.bar_role, style=f"width:{width}"),
        element("i", "", style=f"left:{tick}"),
        aria_hidden="true",
    )


def _spark(counts: tuple[int, ...]) -> Markup:
    highest = max(counts, default=0)
    if not highest:
        return NOTHING
    heights = (max(SHORTEST_SPARK, count * 100 // highest) for count in counts)
    bars = html.joined(element("span", "", style=f"height:{height}%") for height in heights)
    return element("div", "spark", bars, aria_hidden="true")
