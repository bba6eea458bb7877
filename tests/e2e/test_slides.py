"""Role: decks of campaigns of every shape in a browser: nothing cut, nothing over another."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.reports.blocks import Audience
from dashboard.reports.drawing.style import FONTS
from dashboard.ui import present, slides
from tests.e2e.campaign import url_of
from tests.e2e.stage import faults
from tests.integration.reports.campaigns import SHAPES, document, stored

SHOWN = ("5 units", "60 units", "200 units", "long names", "no targets", "no money", "one initiative")


def _faces() -> str:
    rules = []
    for weight, name in ((400, "Regular"), (700, "Bold")):
        data = base64.b64encode((FONTS / f"BeVietnamPro-{name}.ttf").read_bytes()).decode()
        source = f"url(data:font/ttf;base64,{data})"
        rules.append(f"@font-face{{font-family:'Be Vietnam Pro';font-weight:{weight};src:{source}}}")
    return "".join(rules)


def _open(page: Page, markup: list[str]) -> None:
    stages = "".join(f'<div class="sk-stage">{each}</div>' for each in markup)
    page.set_content(f"<!doctype html><style>{_faces()}{present.style()}</style>{stages}")
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("shape", SHOWN)
def test_a_deck_of_any_campaign_fits_its_slides(page: Page, tmp_path: Path, shape: str) -> None:
    db = stored(url_of(tmp_path / "campaign.sqlite"), SHAPES[shape])
    drawn = slides.slides(document(db, audience=Audience.INTERNAL))
    _open(page, [slide.markup for slide in drawn])
    shown = page.locator(".sk-slide").all()
    assert len(shown) == len(drawn) >= 5
    found = {slide.title: faults(place) for slide, place in zip(drawn, shown, strict=True)}
    assert not {title: wrong for title, wrong in found.items() if wrong}


def test_the_check_sees_what_is_cut_or_lies_over_another(page: Page, tmp_path: Path) -> None:
    db = stored(url_of(tmp_path / "campaign.sqlite"), SHAPES["5 units"])
    drawn = slides.slides(document(db, audience=Audience.INTERNAL))
    table = next(slide.markup for slide in drawn if "sk-table" in slide.markup)
    _open(page, [table.replace("font-size:", "font-size:3"), table.replace("top:", "top:4")])
    assert all(faults(place) for place in page.locator(".sk-slide").all())
