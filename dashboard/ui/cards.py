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

    ``ask``: the figure as a question (``viewmodels.questions``): a click opens its formula, rows and
    imports; ``detail_ask`` and ``extra_ask`` the same for the figures in those lines. ``how``: finished lines
    to open instead, for what has no rows.
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
    detail_ask: str = ""
    extra_ask: str = ""


def row(cards: Sequence[Card]) -> None:
    """Cards side by side, all in one element of the page."""
    columns = f"--sk-columns:{len(cards)}"
    html.show(element("div", "cards", html.joined(map(_card, cards)), style=columns))


def _card(card: Card) -> Markup:
    return element(
        "div",
        "card",
        element("div", "label", element("span", "", text(card.label)), _open(card)),
        element("div", "value", text(card.value), element("small", "", text(card.beside))),
        _bar(card),
        _line("detail", card.detail, card.detail_ask, card.detail_role),
        _line("extra", card.extra, card.extra_ask),
        _foot(card),
        data_ask=card.ask,
    )


def _foot(card: Card) -> Markup:
    """How it came about: the past weeks, and what the newest import added."""
    change = element("span", "change", text(card.change)) if card.change else NOTHING
    spark = _spark(card.spark)
    return element("div", "foot", spark, change) if card.change or spark != NOTHING else NOTHING


def _open(card: Card) -> Markup:
    """By keyboard; with a pointer the whole card opens its figure."""
    if not card.ask and not card.how:
        return NOTHING
    name = t("explain.open", name=card.label)
    return element(
        "button", "how", text("ⓘ"), type="button", title=name, aria_label=name, data_ask=card.ask,
        data_how="" if card.ask else "\n".join(card.how), data_name="" if card.ask else card.label,
    )  # fmt: skip


def _line(name: str, words: str, ask: str, role: Role | None = None) -> Markup:
    if not words:
        return NOTHING
    if ask:
        return element("button", f"{name} sk-asks", text(words), role=role, type="button", data_ask=ask)
    return element("div", name, text(words), role=role)


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
