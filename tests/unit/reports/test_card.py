"""Role: the picture to send has its size, changes with its words, and takes the longest names."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from dashboard.reports.blocks import Block, BlockKind, Document, Figure, Figures, Paragraphs, Statement
from dashboard.reports.card import Shape, render
from tests.unit.reports.documents import RESULT, document

LONG = "Công đoàn cơ sở Trường Phổ thông Dân tộc bán trú Trung học cơ sở xã Tân Thành, huyện Hữu Lũng"


def standing(number: str = "150,1%", sentence: str = RESULT) -> Document:
    cards = tuple(Figure(f"Thẻ {n}", "15 tỷ đồng", detail="khai 1.224/3.001") for n in range(4))
    parts = (Statement(sentence, number), Figures(cards))
    return document(Block("standing", BlockKind.STANDING, "Vượt", parts))


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
    margin = made.crop((width - 20, 30, width, height))
    assert ImageChops.difference(margin, Image.new("RGB", margin.size, "white")).getbbox() is None


@pytest.mark.parametrize("shape", Shape)
def test_a_document_without_a_standing_still_makes_a_card(shape: Shape) -> None:
    own = Block("text", BlockKind.TEXT, "Lời", (Paragraphs(("Cảm ơn",)),))
    assert picture(document(own), shape).size == shape.value
