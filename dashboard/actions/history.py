"""Role: imports of the past: the plan opened again, the original file handed out, an undone import redone."""

from pathlib import Path

from dashboard.actions.plans import CommittedImport, PastPlan
from data_access.database import Database


def reopen_plan(db: Database, batch_id: int) -> PastPlan:
    """Counts, mapping and findings of an import as they were. Raises ``RefusedError`` for an unknown one."""
    raise NotImplementedError


def open_original(db: Database, batch_id: int) -> list[Path]:
    """The kept files of an import in their order; empty when none was kept or they are gone."""
    raise NotImplementedError


def redo_import(db: Database, batch_id: int, user: str) -> CommittedImport:
    """Import the kept original of an undone batch again, as it was decided then.

    Raises ``RefusedError``: not undone, no original, or later imports touched the same rows.
    """
    raise NotImplementedError
