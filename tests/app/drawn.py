"""Role: the sample campaign on every page of the menu, with all that the pages draw taken down."""

import shutil
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cache, navigation
from dashboard.charts.spec import ChartSpec
from dashboard.navigation import Entry
from dashboard.ui import cards, show
from dashboard.ui.cards import Card
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from tests.e2e.campaign import url_of

ENTRY = Path(cache.__file__).with_name("app.py")


@dataclass
class Drawn:
    """What one page drew, and for which state."""

    state: FilterState | None = None
    specs: list[ChartSpec] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)  # words and their question


class Reader:
    """Opens pages of the sample campaign and takes down what they draw."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._drawn = Drawn()
        read_view = cache.view
        draw_chart, draw_cards, draw_chip, draw_said = show.chart, cards.row, show._chip, show._said

        def chart(spec: ChartSpec, *args: object, **options: object) -> None:
            self._drawn.specs.append(spec)
            draw_chart(spec, *args, **options)  # type: ignore[arg-type]

        def row(drawn: object) -> None:
            self._drawn.cards.extend(drawn)  # type: ignore[arg-type]
            draw_cards(drawn)  # type: ignore[arg-type]

        def view(build: cache.Builder[object], state: FilterState, *options: Hashable) -> object:
            self._drawn.state = state
            return read_view(build, state, *options)

        def chip(name: str, figure: str, ask: str = "") -> object:
            self._drawn.said.append((figure, ask))
            return draw_chip(name, figure, ask)

        def said(part: str | tuple[str, str]) -> object:
            self._drawn.said.append((part, "") if isinstance(part, str) else part)
            return draw_said(part)

        for module, name, instead in (
            (show, "chart", chart), (cards, "row", row), (show, "_chip", chip), (show, "_said", said),
            (cache, "view", view),
        ):  # fmt: skip
            monkeypatch.setattr(module, name, instead)

    def read(self, page: Entry, **chosen: str) -> Drawn:
        """One page of the menu with filters."""
        self._drawn = Drawn()
        app = AppTest.from_file(str(ENTRY), default_timeout=60)
        for key, value in chosen.items():
            app.query_params[key.replace("_", "-")] = value
        app.run()
        if page is not navigation.OVERVIEW:
            self._drawn = Drawn()
            app.switch_page(str(page.file)).run()
        assert not app.exception
        return self._drawn


@pytest.fixture
def sample_database(
    campaign_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """The cache on a copy of the sample campaign."""
    copy = tmp_path / "campaign.sqlite"
    shutil.copyfile(campaign_file, copy)
    monkeypatch.setenv("SANGKIEN_DATABASE_URL", url_of(copy))
    for kept in (cache.settings, cache.stored_database):
        kept.clear()
    yield cache.stored_database()
    for kept in (cache.settings, cache.stored_database):
        kept.clear()
