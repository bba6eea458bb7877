"""Role: text and status colours can be read in both modes."""

from itertools import combinations

import pytest

from dashboard.charts.palette import DARK, LIGHT, Palette, contrast, mix

READABLE = 4.5
"""WCAG 2.2 AA for text below 18 pt."""


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "muted", "actual", "attention", "good"])
def test_text_colours_can_be_read_on_cards_and_on_the_page(colours: Palette, name: str) -> None:
    colour = getattr(colours, name)
    assert contrast(colour, colours.surface) >= READABLE
    assert contrast(colour, colours.page) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_flags_can_be_read_on_their_soft_ground(colours: Palette) -> None:
    assert contrast(colours.attention, colours.attention_soft) >= READABLE
    assert contrast(colours.good, colours.good_soft) >= READABLE


def test_a_pale_colour_would_be_noticed() -> None:
    assert contrast("#C9D2DC", LIGHT.surface) < READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_streamlit_gets_its_ten_colours_each_another(colours: Palette) -> None:
    assert len(set(colours.categorical)) == 10
    assert len(set(colours.sequential)) == 10


def test_mixing_ends_where_it_should() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"


APART = 1.5
"""Ratio of lightness that the eye still tells apart on a grey print."""

FILLS = ("actual", "forecast", "context")
"""What fills an area or draws a line of data; attention and plan differ by shape, word or dash as well."""


def grey(colour: str) -> str:
    """The colour on a printer without colours: the same lightness."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"


def to_deuteranope(colour: str) -> str:
    """As who has no green cones sees it (Viénot, Brettel, Mollon 1999, on linear light)."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    seen = (
        0.29275 * red + 0.70725 * green,
        0.29275 * red + 0.70725 * green,
        -0.02234 * red + 0.02234 * green + blue,
    )
    return "#" + "".join(f"{_screen(level):02X}" for level in seen)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _screen(level: float) -> int:
    level = min(max(level, 0.0), 1.0)
    share = 12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055
    return round(share * 255)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", list(combinations(FILLS, 2)), ids=lambda pair: "-".join(pair))
def test_what_is_there_what_may_come_and_what_was_before_differ_without_colour(
    colours: Palette, pair: tuple[str, str]
) -> None:
    first, second = (getattr(colours, name) for name in pair)
    assert contrast(grey(first), grey(second)) >= APART
    assert contrast(to_deuteranope(first), to_deuteranope(second)) >= APART


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_forecast_and_the_plan_are_seen_on_their_ground(colours: Palette) -> None:
    for name in ("actual", "forecast", "plan", "attention"):
        assert contrast(getattr(colours, name), colours.surface) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_orange_and_blue_stay_two_colours_for_who_sees_no_green(colours: Palette) -> None:
    """Blue minus yellow is what remains to such eyes; a red and a green of one lightness have none of it."""

    def blueness(colour: str) -> int:
        seen = to_deuteranope(colour)
        return int(seen[5:7], 16) - int(seen[1:3], 16)

    assert blueness(colours.actual) - blueness(colours.attention) > 100
    assert abs(blueness("#C62828") - blueness("#2E7D32")) < 100


def test_colours_of_one_lightness_would_be_noticed() -> None:
    assert contrast(grey("#0B4EA2"), grey("#9C3A00")) < APART
