"""Role: one initiative: what is stored of it, where it came from, and what each import made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from dashboard.viewmodels import reading
from dashboard.viewmodels.register import RegisterRow, flags_of, named
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.queries import card_states, register
from data_access.viewer import Viewer
from data_access.vocabulary import Block, Recognition, SolutionKind, Status


class CardField(Enum):
    """What of an initiative an import may change, in the order in which it is told."""

    TITLE = "title"
    AUTHORS = "authors"
    UNIT = "unit_id"
    UNIT_TEXT = "unit_text"
    FIELD = "field_id"
    KIND = "solution_kind"
    BLOCK = "block"
    SUBMITTED = "submitted_at"
    RECOGNISED = "recognised_on"
    APPLIED = "applied_on"
    STATUS = "status"
    RECOGNITION = "recognition"
    RECOGNITION_NUMBER = "recognition_number"
    VALUE = "savings_vnd"
    VALUE_TEXT = "savings_text"
    FLAGS = "savings_flags"
    SOCIAL = "social"
    DESCRIPTION = "description"
    CONFIDENTIAL = "confidential"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, typed: closed lists as their members, units and fields by name."""

    field: CardField
    before: object
    after: object


@dataclass(frozen=True)
class CardStep:
    """One import that wrote the initiative. ``changes``: none for the first; ``masked``: not all is told."""

    batch_id: int
    at: datetime | None
    user: str
    file: str
    is_new: bool
    changes: tuple[FieldChange, ...]
    masked: bool


@dataclass(frozen=True)
class CardView:
    """An initiative. ``sheet`` and ``line``: where in ``file`` the stored state stands."""

    row: RegisterRow
    description: str | None
    unit_text: str
    batch_id: int
    file: str
    sheet: str
    line: int
    steps: tuple[CardStep, ...]


def build(viewer: Viewer, db: Database, state: FilterState, code: str) -> CardView | None:
    """The initiative of a code in the chosen programme; None when the viewer may see none such."""
    with db.connect() as conn:
        programme = resolve(viewer, conn, state).programme_id
        found = register.card(viewer, conn, programme, code)
        if found.empty:
            return None
        (stored,) = reading.records(found)
        (row,) = named(viewer, conn, found)
        (source,) = reading.records(card_states.source(viewer, conn, programme, code))
        return CardView(
            row=row,
            description=stored.description,
            unit_text=stored.unit_text,
            batch_id=int(source.batch_id),
            file=source.file_name,
            sheet=source.source_sheet,
            line=int(source.source_row),
            steps=_steps(viewer, conn, card_states.states(viewer, conn, programme, code)),
        )


def _steps(viewer: Viewer, conn: Connection, states: pd.DataFrame) -> tuple[CardStep, ...]:
    rows = list(reading.records(states))
    units = reading.unit_names(viewer, conn, (int(row.unit_id) for row in rows))
    fields = {field.field_id: field.name for field in reading.fields(viewer, conn)}
    steps = []
    for place, row in enumerate(rows):
        before = rows[place - 1] if place else None
        steps.append(
            CardStep(
                batch_id=int(row.batch_id),
                at=row.committed_at,
                user=row.user_name,
                file=row.file_name,
                is_new=row.change == "new",
                changes=() if before is None else tuple(_changes(before, row, units, fields)),
                masked=bool(row.masked) or (before is not None and bool(before.masked)),
            )
        )
    return tuple(steps)


_MEMBERS: dict[CardField, type[IntEnum]] = {
    CardField.KIND: SolutionKind,
    CardField.BLOCK: Block,
    CardField.STATUS: Status,
    CardField.RECOGNITION: Recognition,
}

_WITHHELD = (CardField.AUTHORS, CardField.VALUE, CardField.VALUE_TEXT, CardField.FLAGS, CardField.DESCRIPTION)


def _changes(before: Any, after: Any, units: dict[int, str], fields: dict[int, str]) -> Iterator[FieldChange]:
    for field in CardField:
        if field in _WITHHELD and (before.masked or after.masked):
            continue
        old, new = (_value(field, getattr(row, field.value), units, fields) for row in (before, after))
        if old != new:
            yield FieldChange(field, old, new)


def _value(field: CardField, stored: Any, units: dict[int, str], fields: dict[int, str]) -> object:
    if stored is None or stored is pd.NA:
        return None
    if field in _MEMBERS:
        return _MEMBERS[field](int(stored))
    if field is CardField.UNIT:
        return units.get(int(stored), "")
    if field is CardField.FIELD:
        return fields.get(int(stored), "")
    if field is CardField.FLAGS:
        return flags_of(int(stored))
    if field is CardField.VALUE:
        return int(stored)
    return bool(stored) if field in (CardField.CONFIDENTIAL, CardField.WITHDRAWN) else stored
