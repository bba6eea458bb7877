"""Role: typed rows that travel from the import to the store; no database, no judgement."""

from datetime import date, datetime
from typing import NamedTuple

from data_access.vocabulary import Block, Recognition, SolutionKind, Status


class InitiativeRow(NamedTuple):
    """One initiative as read from an export, cleaned and typed, not yet stored.

    ``submitted_at`` is an aware datetime or None (then the row is outside every phase).
    ``savings_vnd`` is whole đồng per year; None means "not declared", which is not zero.
    ``authors`` holds names joined by "; ", NFC; ``author_keys`` the folded names joined by "\\n",
    the person being known by folded name within ``unit_id``.
    ``sheet`` and ``row`` (1-based, as the spreadsheet shows it) say where the row came from.
    """

    code: str
    title: str
    title_key: str
    authors: str
    author_keys: str
    unit_id: int
    unit_text: str
    field_id: int
    solution_kind: SolutionKind
    block: Block
    submitted_at: datetime | None
    recognised_on: date | None
    applied_on: date | None
    status: Status
    recognition: Recognition
    recognition_number: str
    savings_vnd: int | None
    savings_text: str
    savings_flags: int
    social: str
    description: str
    confidential: bool
    sheet: str
    row: int
