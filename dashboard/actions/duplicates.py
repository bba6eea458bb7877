"""Role: rows of a plan that look like ones that stand, or like each other, put before a person."""

from dashboard.actions.plans import NearDuplicate, PreparedImport
from data_access.database import Database


def near_duplicates(db: Database, prepared: PreparedImport, limit: int = 100) -> list[NearDuplicate]:
    """New rows with the title of another row and an author in common; nothing follows by itself."""
    raise NotImplementedError
