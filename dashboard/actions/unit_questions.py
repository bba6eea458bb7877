"""Role: unit names of a plan that were not understood, each once, with the units they may mean."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.actions.plans import PreparedImport
from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.unit_choices import UnitChoices, UnitOption
from dashboard.importing.units import KnownUnit
from data_access import tables
from data_access.database import Database

__all__ = ["ASKED", "UnitOption", "UnitQuestion", "unit_choices", "unit_questions"]

ASKED = frozenset({IssueCode.UNIT_UNKNOWN, IssueCode.UNIT_SUGGESTED, IssueCode.UNIT_AMBIGUOUS})
"""Findings that a choice of the unit settles for all rows with the same text."""

OFFERED = 6


@dataclass(frozen=True)
class UnitQuestion:
    """A typed name. ``rows``: how many rows have it; ``is_needed``: without an answer they are refused."""

    text: str
    rows: int
    is_needed: bool
    options: tuple[UnitOption, ...]


def unit_choices(db: Database) -> UnitChoices:
    """All units of the store, to choose from."""
    unit = tables.units.c
    with db.connect() as conn:
        rows = conn.execute(sa.select(unit.unit_id, unit.code, unit.name, unit.parent_id))
        return UnitChoices(KnownUnit(*row) for row in rows)


def unit_questions(prepared: PreparedImport, choices: UnitChoices, limit: int) -> list[UnitQuestion]:
    """The names to ask about: those whose rows are refused first, then by how many rows have them."""
    needed: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for issue in prepared.issues:
        if issue.value and issue.code in ASKED:
            (needed if issue.severity is Severity.ERROR else kept)[issue.value] += 1
        elif issue.value and issue.code is IssueCode.UNIT_ON_SUPERIOR:
            kept[issue.value] += 1
    found = [(text, count, True) for text, count in needed.most_common()]
    found += [(text, count, False) for text, count in kept.most_common() if text not in needed]
    return [
        UnitQuestion(text, count, is_needed, tuple(choices.likeliest(text, OFFERED)))
        for text, count, is_needed in found[:limit]
    ]
