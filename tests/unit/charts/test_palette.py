"""Role: text and status colours can be read in both modes."""

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
