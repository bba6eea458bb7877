"""Role: the small campaign of the import tests, and a data folder that is the test's own."""

from pathlib import Path

import pytest

# Fixtures are found by their names where they are imported.
from tests.integration.importing.conftest import campaign, db, write  # noqa: F401


@pytest.fixture(autouse=True)
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where originals go that do not lie beside an SQLite file."""
    folder = tmp_path / "data"
    monkeypatch.setenv("SANGKIEN_DATA_DIR", str(folder))
    return folder
