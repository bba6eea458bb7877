"""Role: rows of a plan that look like ones that stand, or like each other, put before a person."""

from dashboard.actions.plans import NearDuplicate, PreparedImport
from data_access.database import Database
from data_access.twins import twins


def near_duplicates(db: Database, prepared: PreparedImport, limit: int = 100) -> list[NearDuplicate]:
    """New rows with the title of another row and an author in common; nothing follows by itself.

    Titles of confidential rows are not shown; their codes and units are.
    """
    if prepared.batch_id is None:
        return []
    return [
        NearDuplicate(
            code=one.code,
            title=one.title,
            unit_name=one.unit_name,
            sheet=one.sheet,
            row=one.row,
            other_code=one.other_code,
            other_unit_name=one.other_unit_name,
            same_unit=one.same_unit,
            other_sheet=one.other_sheet,
            other_row=one.other_row,
        )
        for one in twins(db, prepared.batch_id, limit)
    ]
