"""Role: one campaign of every shape for all tests of documents."""

from pathlib import Path

import pytest

from data_access.database import Database
from tests.integration.reports import campaigns
from tests.integration.reports.campaigns import SHAPES


class Databases(dict[str, Database]):
    """Campaigns by the names of ``SHAPES``, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Database:
        path = self._folder / f"{list(SHAPES).index(name)}.sqlite"
        self[name] = campaigns.stored(f"sqlite:///{path.as_posix()}", SHAPES[name])
        return self[name]


@pytest.fixture(scope="package")
def databases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Database]:
    """Read, never changed."""
    return Databases(tmp_path_factory.mktemp("decks"))
