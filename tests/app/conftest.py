"""Role: the app on fixed views: what a page shows follows from its view and from nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cache
from data_access.database import DataVersion
from tests.app import demo_views as demo

ENTRY = Path(cache.__file__).with_name("app.py")
Open = Callable[..., AppTest]


@pytest.fixture
def on_fixed_views(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The cache's functions answer with the demo's views; ``state.version`` is the data version."""
    state = SimpleNamespace(version=7)
    monkeypatch.setattr(cache, "choices_for", demo.choices)
    monkeypatch.setattr(cache, "overview_for", demo.overview_view)
    monkeypatch.setattr(cache, "trend_for", demo.trend_view)
    monkeypatch.setattr(cache, "targets_for", demo.targets_view)
    monkeypatch.setattr(cache, "fields_for", demo.fields_view)
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
    """Every word that a page writes as own HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))
