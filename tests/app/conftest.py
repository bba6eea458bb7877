"""Role: the app on fixed views: what a page shows follows from its view and from nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cache
from dashboard.viewmodels import (
    card,
    fields,
    groups,
    heat,
    overview,
    profile,
    register,
    savings,
    targets,
    trend,
)
from data_access.database import DataVersion
from tests.app import demo_money, demo_units
from tests.app import demo_views as demo
from tests.app.drawn import sample_database  # noqa: F401  # a fixture by its name

ENTRY = Path(cache.__file__).with_name("app.py")
Open = Callable[..., AppTest]
DEMO_VIEWS: dict[Callable[..., object], Callable[..., object]] = {
    overview.build: demo.overview_view,
    trend.build: demo.trend_view,
    targets.build: demo_units.targets_view,
    groups.build: demo_units.groups_view,
    profile.build: demo_units.profile_view,
    fields.build: demo.fields_view,
    heat.build: demo_money.fields_screen,
    savings.build: demo_money.savings_view,
    register.build: demo_money.register_view,
    card.build: demo_money.card_view,
}


@pytest.fixture
def on_fixed_views(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The cache answers with the demo's views (``state.views``); ``state.version`` is the data version."""
    state = SimpleNamespace(version=7, views=dict(DEMO_VIEWS))
    monkeypatch.setattr(cache, "choices_for", demo.choices)
    monkeypatch.setattr(cache, "view", lambda build, chosen, *options: state.views[build](chosen))
    monkeypatch.setattr(cache, "recent_version", lambda: state.version)
    monkeypatch.setattr(
        cache, "data_version", lambda: DataVersion(state.version, datetime(2022, 6, 1, tzinfo=UTC), "demo")
    )
    return state


@pytest.fixture
def open_page(on_fixed_views: SimpleNamespace) -> Open:
    """Opens a page by its file's name, with parameters in the address."""

    def opened(page: str = "overview", **address: str) -> AppTest:
        app = AppTest.from_file(str(ENTRY), default_timeout=30)
        for key, value in address.items():
            app.query_params[key.replace("_", "-")] = value
        app.run()
        if page != "overview":
            app.switch_page(str(Path(cache.__file__).parent.parent / "pages" / f"{page}.py")).run()
        return app

    return opened


def words(app: AppTest) -> str:
    """Every word that a page writes as own HTML or on a button that unfolds."""
    unfolding = [element.proto.popover.label for element in app.get("popover")]
    return "\n".join([*unfolding, *(element.proto.body for element in app.get("html"))])
