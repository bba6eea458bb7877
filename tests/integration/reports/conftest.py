"""Role: one campaign of every shape for all tests of documents."""

import pytest

from data_access.database import Database
from tests.integration.reports import campaigns
from tests.integration.reports.campaigns import SHAPES


@pytest.fixture(scope="package")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Database]:
    """Campaigns by the names of ``SHAPES``; read, never changed."""
    folder = tmp_path_factory.mktemp("decks")
    return {
        name: campaigns.stored(f"sqlite:///{(folder / f'{place}.sqlite').as_posix()}", shape)
        for place, (name, shape) in enumerate(SHAPES.items())
    }
