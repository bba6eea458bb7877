"""Role: the colours by meaning, for light and dark; the one place where a colour has a value.

Contrast of text and status colours against ``surface`` is at least 4.5:1 in both (tests/unit/charts).
"""

from dataclasses import dataclass
from typing import Literal

from dashboard.charts.spec import Role

Mode = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours of one mode, named by what they mean and never by hue."""

    page: str  # behind everything
    surface: str  # cards, charts, inputs
    ink: str
    muted: str  # secondary text, axis labels
    line: str  # borders, grid
    actual: str
    actual_soft: str  # areas under the actual line, hovered rows
    plan: str  # targets and the plan line
    context: str  # former phase, other units
    attention: str
    attention_soft: str
    good: str
    good_soft: str
    forecast: str  # what may still come; apart from actual and context in grey as well

    @property
    def categorical(self) -> tuple[str, ...]:
        """Exactly ten, as Streamlit needs; our own charts use the first three."""
        more = ("#7A6BB8", "#2A8C96", "#A8772E", "#B0517F", "#5E7B3C")
        return (self.actual, self.attention, self.good, self.plan, self.context, *more)

    @property
    def sequential(self) -> tuple[str, ...]:
        """One hue from the surface to the actual colour, ten steps, for heat maps."""
        return tuple(mix(self.surface, self.actual, step / 10) for step in range(1, 11))


LIGHT = Palette(
    page="#F3F6FA", surface="#FFFFFF", ink="#14233A", muted="#55657A", line="#DDE4EC",
    actual="#0B4EA2", actual_soft="#E6EFFA", plan="#6B7A8E", context="#BFC9D5",
    attention="#B4500B", attention_soft="#FCEFE3", good="#17774A", good_soft="#E4F4EB",
    forecast="#5B8FCC",
)  # fmt: skip
DARK = Palette(
    page="#0D1520", surface="#15202F", ink="#E9EFF7", muted="#A2B1C4", line="#2A394D",
    actual="#62A6F7", actual_soft="#1C3149", plan="#93A4B9", context="#47596F",
    attention="#F29B55", attention_soft="#3A2A1C", good="#55C68D", good_soft="#173529",
    forecast="#4681C6",
)  # fmt: skip


def colour(role: Role, colours: Palette) -> str:
    """What a role looks like, on screen and on paper."""
    return {
        Role.ACTUAL: colours.actual,
        Role.PLAN: colours.plan,
        Role.CONTEXT: colours.context,
        Role.ATTENTION: colours.attention,
        Role.GOOD: colours.good,
        Role.FORECAST: colours.forecast,
    }[role]


def palette(mode: Mode) -> Palette:
    """The colours of a mode."""
    return DARK if mode == "dark" else LIGHT


EXTREMES = ("#000000", "#FFFFFF")
READABLE = 4.5


def ink_on(back: str, colours: Palette) -> str:
    """The colour of text on a coloured ground: the mode's own if it reads, else black or white."""
    own = max((colours.ink, colours.surface), key=lambda colour: contrast(colour, back))
    return (
        own if contrast(own, back) >= READABLE else max(EXTREMES, key=lambda colour: contrast(colour, back))
    )


def mix(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way from ``first`` to ``second`` (both ``#RRGGBB``)."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2 (1 to 21)."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
