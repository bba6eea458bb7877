"""Role: cards with one figure each: how much, against what, since when, and how it was computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.charts.spec import Role
from dashboard.i18n import t
from dashboard.ui.html import element, role_class, show, text

FULL_BAR = Decimal("1.25")
"""A bar has room for 125%; beyond that its scale grows so that the target's tick moves left."""


@dataclass(frozen=True)
class Card:
    """One figure. ``bar`` is a share of the target; ``spark`` are counts of past weeks, oldest first.

    ``how`` are finished lines: the formula with its numbers, then where they come from.
    """

    label: str
    value: str
    beside: str = ""
    detail: str = ""
    detail_role: Role | None = None
    bar: Decimal | None = None
    bar_role: Role = Role.ACTUAL
    spark: tuple[int, ...] = ()
    change: str = ""
    how: tuple[str, ...] = ()


def row(cards: Sequence[Card]) -> None:
    """Cards side by side, all in one element of the page."""
    show(f'<div class="sk-cards" style="--sk-columns:{len(cards)}">{"".join(map(_card, cards))}</div>')


def _card(card: Card) -> str:
    beside = element("small", "beside", text(card.beside)) if card.beside else ""
    role = f" {role_class(card.detail_role)}" if card.detail_role else ""
    return element(
        "div",
        "card",
        element("div", "label", element("span", "name", text(card.label)), _how(card)),
        element("div", "value", text(card.value), beside),
        _bar(card),
        element("div", f"detail{role}", text(card.detail)) if card.detail else "",
        _spark(card.spark),
        element("div", "change", text(card.change)) if card.change else "",
    )


def _how(card: Card) -> str:
    """Opens without the server: a plain disclosure, so it is there at once and by keyboard."""
    if not card.how:
        return ""
    lines = "".join(f"<p>{text(line)}</p>" for line in card.how)
    name = text(t("ui.how.open", name=card.label))
    return (
        f'<details class="sk-how"><summary aria-label="{name}" title="{name}">ⓘ</summary>'
        f"<div>{lines}</div></details>"
    )


def _bar(card: Card) -> str:
    if card.bar is None:
        return ""
    scale = max(card.bar, FULL_BAR)
    width, tick = (f"{float(part / scale * 100):.2f}%" for part in (card.bar, Decimal(1)))
    return (
        f'<div class="sk-bar" aria-hidden="true"><span class="{role_class(card.bar_role)}" '
        f'style="width:{width}"></span><i style="left:{tick}"></i></div>'
    )


def _spark(counts: tuple[int, ...]) -> str:
    highest = max(counts, default=0)
    if not highest:
        return ""
    bars = "".join(f'<span style="height:{max(4, count * 100 // highest)}%"></span>' for count in counts)
    return f'<div class="sk-spark" aria-hidden="true">{bars}</div>'
