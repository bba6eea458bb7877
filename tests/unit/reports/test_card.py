"""Role: the picture to send has its size, changes with its words, and takes the longest names."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.reports.blocks import Block, BlockKind, Chart, Document, Figure, Figures, Paragraphs, Statement
from dashboard.reports.card import Shape, render
from tests.unit.reports.documents import RESULT, document

LONG = "Công đoàn cơ sở Trường Phổ thông Dân tộc bán trú Trung học cơ sở xã Tân Thành, huyện Hữu Lũng"


def standing(number: str = "150,1%", sentence: str = RESULT) -> Document:
    cards = tuple(Figure(f"Thẻ {n}", "15 tỷ đồng", detail="khai 1.224/3.001") for n in range(4))
    parts = (Statement(sentence, number), Figures(cards))
    return document(Block("standing", BlockKind.STANDING, "Vượt", parts))


def with_course(made: Document) -> Document:
    days = tuple(Point(x=date(2022, 1, day), y=day * 10, label=f"{day * 10}") for day in (1, 15, 31))
    spec = ChartSpec(Kind.CUMULATIVE, "Lũy kế", "sáng kiến", "lời", (Series("Thực hiện", Role.ACTUAL, days),))
    return replace(made, blocks=(*made.blocks, Block("course", BlockKind.COURSE, "Lũy kế", (Chart(spec),))))


def picture(of: Document, shape: Shape) -> Image.Image:
    return Image.open(BytesIO(render(of, shape))).convert("RGB")


@pytest.mark.parametrize("shape", Shape)
def test_a_card_has_exactly_its_size(shape: Shape) -> None:
    assert picture(standing(), shape).size == shape.value


@pytest.mark.parametrize("shape", Shape)
def test_the_number_is_on_it(shape: Shape) -> None:
    one, other = picture(standing("150,1%"), shape), picture(standing("99,9%"), shape)
    changed = ImageChops.difference(one, other).getbbox()
    assert changed is not None
    assert changed[3] - changed[1] > 60  # large


@pytest.mark.parametrize("shape", Shape)
def test_the_longest_name_leaves_the_margins_free(shape: Shape) -> None:
    named = replace(standing(sentence=" ".join([RESULT] * 2)), unit_name=LONG)
    made = picture(named, shape)
    width, height = made.size
    assert is_white(made.crop((width - 20, 30, width, height)))


@pytest.mark.parametrize("shape", Shape)
def test_nothing_touches_the_line_that_says_as_of_when(shape: Shape) -> None:
    named = replace(with_course(standing(sentence=" ".join([RESULT] * 2))), unit_name=LONG)
    made = picture(named, shape)
    width, height = made.size
    foot = {Shape.SQUARE: 88, Shape.WIDE: 56}[shape]
    assert is_white(made.crop((0, height - foot - 4, width, height - foot)))
    assert not is_white(made.crop((0, height - foot, width, height)))


def is_white(part: Image.Image) -> bool:
    return ImageChops.difference(part, Image.new("RGB", part.size, "white")).getbbox() is None


@pytest.mark.parametrize("shape", Shape)
def test_a_document_without_a_standing_still_makes_a_card(shape: Shape) -> None:
    own = Block("text", BlockKind.TEXT, "Lời", (Paragraphs(("Cảm ơn",)),))
    assert picture(document(own), shape).size == shape.value
