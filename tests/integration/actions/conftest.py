"""Role: the small campaign of the import tests, for what stands on it."""

# Fixtures are found by their names where they are imported.
from tests.integration.importing.conftest import campaign, db, write  # noqa: F401
