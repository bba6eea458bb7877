"""Role: the names of the columns that queries return, and how rows become a frame.

Whole numbers that may be absent are ``Int64`` (``pd.NA``), never floats; dates are ``date``, instants aware
``datetime`` in UTC, absent ones None; texts are ``str``. Frames have a plain range index.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data_access.tables import MEASURES

BY_CHILD_COLUMNS = ("unit_id", *MEASURES)
BY_FIELD_COLUMNS = ("field_id", *MEASURES)
BY_STATUS_COLUMNS = ("status", *MEASURES)
BY_PERIOD_COLUMNS = ("period", *MEASURES)
BY_CHILD_AND_FIELD_KEYS = ("unit_id", "field_id")

PROGRAMME_COLUMNS = ("programme_id", "code", "name", "root_unit_id")
PHASE_COLUMNS = ("programme_id", "number", "name", "starts_at", "ends_at")
MILESTONE_COLUMNS = ("programme_id", "phase_number", "due_on", "share_ppm", "name")
EVENT_COLUMNS = ("programme_id", "on_date", "name")
UNIT_COLUMNS = (
    "unit_id", "code", "name", "parent_id", "depth", "cluster", "valid_from", "valid_to", "has_children",
)  # fmt: skip
ALIAS_COLUMNS = ("alias_key", "unit_id", "alias", "origin")
SUCCESSOR_COLUMNS = ("unit_id", "successor_id", "share_ppm")
MEMBER_COLUMNS = ("unit_id", "year", "members")
TARGET_COLUMNS = (
    "programme_id", "phase_number", "unit_id", "basis", "version", "amount", "member_share_ppm",
    "document", "effective_on",
)  # fmt: skip
FIELD_COLUMNS = ("field_id", "code", "name", "position")
PUBLISHED_COLUMNS = (
    "figure_key", "programme_name", "unit_name", "unit_id", "phase_text", "phase_number", "as_of",
    "measure", "target", "target_basis", "result", "printed_percent", "rank", "rank_of", "value_vnd",
    "value_words", "source",
)  # fmt: skip
BATCH_COLUMNS = (
    "batch_id", "kind", "state", "programme_id", "file_name", "sha256", "file_bytes", "user_name",
    "staged_at", "committed_at", "is_full", "counts", "version_before", "version_after",
)  # fmt: skip
UNIT_EFFECT_COLUMNS = ("unit_id", "phase_number", "before", "after")
REGISTER_COLUMNS = (
    "code", "title", "authors", "unit_id", "unit_text", "field_id", "solution_kind", "block",
    "submitted_at", "recognised_on", "applied_on", "status", "recognition", "recognition_number",
    "savings_vnd", "savings_text", "savings_flags", "social", "description", "confidential", "masked",
)  # fmt: skip
ROW_SOURCE_COLUMNS = ("batch_id", "file_name", "user_name", "committed_at", "n")
CARD_IMAGE_COLUMNS = (
    "title", "authors", "unit_id", "unit_text", "field_id", "solution_kind", "block", "submitted_at",
    "recognised_on", "applied_on", "status", "recognition", "recognition_number", "savings_vnd",
    "savings_text", "savings_flags", "social", "description", "confidential", "withdrawn",
)  # fmt: skip
CARD_STATE_COLUMNS = (
    "batch_id", "change", "committed_at", "user_name", "file_name", *CARD_IMAGE_COLUMNS, "masked",
)  # fmt: skip
CARD_SOURCE_COLUMNS = (
    "batch_id", "committed_at", "user_name", "file_name", "source_sheet", "source_row",
)  # fmt: skip
AUDIT_COLUMNS = ("audit_id", "at", "user_name", "action", "subject", "details")

_NULLABLE_INTEGERS = frozenset(
    {
        "root_unit_id", "parent_id", "amount", "member_share_ppm", "phase_number", "target", "result", "rank",
        "rank_of", "value_vnd", "savings_vnd", "version_before", "version_after",
    }
)  # fmt: skip
_INTEGERS = frozenset(
    {
        "programme_id", "number", "share_ppm", "unit_id", "depth", "successor_id", "year", "members",
        "version", "field_id", "position", "batch_id", "file_bytes", "before", "after", "solution_kind",
        "block", "status", "recognition", "savings_flags", "audit_id", "period", "n",
    }
)  # fmt: skip


def frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame with these columns and settled types, also when there are none."""
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {name: _series(name, values) for name, values in zip(columns, by_column, strict=True)}
    )


def _series(name: str, values: Sequence[Any]) -> "pd.Series[Any]":
    if name in _NULLABLE_INTEGERS or (name in _INTEGERS and None in values):
        return pd.Series(list(values), dtype="Int64")
    if name in _INTEGERS:
        return pd.Series(list(values), dtype="int64")
    return pd.Series(list(values), dtype="object")


def integer_frame(rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows of integers without gaps: one block of int64, the fastest frame there is."""
    table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(-1, len(columns))
    return pd.DataFrame(table, columns=list(columns))
