"""Role: imports of the past: the plan opened again, the original file handed out, an undone import redone."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dashboard.actions import originals, wishes
from dashboard.actions.effect import UNIT_COUNTS
from dashboard.actions.imports import commit_import, discard_import, list_imports, prepare_import
from dashboard.actions.plans import CommittedImport, PastImport, PastPlan, PreparedImport
from dashboard.actions.remembering import ISSUE_COUNTS
from dashboard.actions.small_import import as_record_change, plan_records
from dashboard.errors import RefusedError
from dashboard.i18n import numbers
from dashboard.importing.issues import (
    STORED_PER_CODE,
    IssueCode,
    Severity,
    counts_from_stored,
    from_stored,
)
from data_access import batches, preview, tables
from data_access.database import Database
from data_access.vocabulary import BatchState

_UNIT_FINDINGS = (
    IssueCode.UNIT_UNKNOWN,
    IssueCode.UNIT_SUGGESTED,
    IssueCode.UNIT_AMBIGUOUS,
    IssueCode.UNIT_MISSING,
    IssueCode.UNIT_ON_SUPERIOR,
    IssueCode.UNIT_OTHER_SUPERIOR,
    IssueCode.SUPERIOR_UNKNOWN,
)
"""Where there are more of these than at that time, rows would count for other units or for none."""


def reopen_plan(db: Database, batch_id: int) -> PastPlan:
    """Counts, mapping and findings of an import as they were. Raises ``RefusedError`` for an unknown one."""
    past, stored = _find(db, batch_id)
    return PastPlan(
        past=past,
        issues=tuple(from_stored(stored.issues)),
        issue_counts=_issue_counts(stored),
        mapping=dict(stored.mapping),
        wishes=wishes.from_json(_request(stored).get("wishes", {})),
        originals=tuple(_originals(db, stored)),
        effect=tuple(
            (int(unit), int(phase), int(before), int(after))
            for unit, phase, before, after in stored.counts.get(UNIT_COUNTS, ())
        ),
    )


def open_original(db: Database, batch_id: int) -> list[Path]:
    """The kept files of an import in their order; empty when none was kept or they are gone."""
    return _originals(db, _find(db, batch_id)[1])


def original_names(db: Database) -> dict[int, list[str]]:
    """Names of the files that were kept, by import; imports without any are left out."""
    table = tables.batches.c
    with db.connect() as conn:
        found = conn.execute(sa.select(table.batch_id, table.request)).all()
    return {row.batch_id: list(row.request["files"]) for row in found if (row.request or {}).get("files")}


def redo_import(
    db: Database, batch_id: int, user: str, *, within: Sequence[int] | None = None
) -> CommittedImport:
    """Import the kept original of an undone batch again, as it was decided then; it gets a new number.

    ``within``: the units whose subtrees the person may write, as for ``prepare_import``.

    Raises ``RefusedError``: not undone, no original, later imports touched the same rows, or the store no
    longer takes the rows as it did then (units or a programme undone meanwhile).
    """
    past, stored = _find(db, batch_id)
    if past.state is not BatchState.UNDONE:
        raise RefusedError("importing.redo_not_undone", batch=batch_id)
    paths = _originals(db, stored)
    if not paths:
        raise RefusedError("importing.original_gone", batch=batch_id)
    asked = _request(stored)
    prepared = prepare_import(
        db,
        paths,
        kind=past.kind,
        programme=asked.get("programme"),
        full=past.is_full,
        user=user,
        wishes=wishes.from_json(asked.get("wishes", {})),
        within=within,
    )
    try:
        _refuse_other(prepared, past, stored)
        withdraws = bool(asked.get("withdraw_missing", False))
        later = _in_the_way(db, prepared, int(stored.version_after), withdraws=withdraws)
        if later is not None:
            raise RefusedError("importing.redo_refused_later", batch=batch_id, later=later)
        return commit_import(db, prepared, user=user, withdraw_missing=withdraws)
    except BaseException:
        discard_import(db, prepared)
        raise


def _refuse_other(prepared: PreparedImport, past: PastImport, stored: Any) -> None:
    """Refuse a redo that would take fewer rows than then, or count rows for other units."""
    if prepared.refused:
        raise RefusedError("importing.redo_refused", batch=past.batch_id, reason=prepared.headline())
    fewer = prepared.counts.rejected - int(past.counts.get("rejected", 0))
    if fewer > 0:
        reason = next((one.message for one in prepared.issues if one.severity is Severity.ERROR), "")
        n = numbers.integer(fewer)
        raise RefusedError("importing.redo_refused_rows", batch=past.batch_id, n=n, reason=reason)
    then = _issue_counts(stored)
    is_exact = ISSUE_COUNTS in (stored.counts or {})
    for code in _UNIT_FINDINGS:
        more = prepared.issue_counts.get(code, 0) - then.get(code, 0)
        if more > 0 and (is_exact or then.get(code, 0) < STORED_PER_CODE):
            reason = next((one.message for one in prepared.issues if one.code is code), "")
            n = numbers.integer(more)
            raise RefusedError("importing.redo_refused_units", batch=past.batch_id, n=n, reason=reason)


def _issue_counts(stored: Any) -> dict[IssueCode, int]:
    """How many findings of each code there were; of imports from before that was kept: those listed."""
    kept = (stored.counts or {}).get(ISSUE_COUNTS)
    return counts_from_stored(Counter(one["code"] for one in stored.issues) if kept is None else kept)


def _find(db: Database, batch_id: int) -> tuple[PastImport, Any]:
    past = next((one for one in list_imports(db) if one.batch_id == batch_id), None)
    if past is None:
        raise RefusedError("importing.unknown_batch", batch=batch_id)
    table = tables.batches
    with db.connect() as conn:
        return past, conn.execute(sa.select(table).where(table.c.batch_id == batch_id)).one()


def _request(stored: Any) -> dict[str, Any]:
    """What was asked for; empty for imports from before that was kept."""
    return dict(stored.request or {})


def _originals(db: Database, stored: Any) -> list[Path]:
    names = _request(stored).get("files") or []
    return originals.kept(db, stored.sha256, names) if names else []


def _in_the_way(db: Database, prepared: PreparedImport, version_after: int, *, withdraws: bool) -> int | None:
    """The newest import that, after the one to be redone, wrote something which it would change."""
    if prepared.kind is None or prepared.refused:
        return None
    with db.connect() as conn:
        if prepared.batch_id is not None:
            found = [preview.later_writer(conn, prepared.batch_id, version_after)]
            if withdraws:  # what came later was not missing when a person said that the missing are gone
                found.append(preview.newest_missing(conn, prepared.batch_id, version_after))
            return max((batch for batch in found if batch is not None), default=None)
        confirmed = prepared.wishes.units
        plan = plan_records(conn, prepared.kind, prepared.records, prepared.programme, confirmed)
        return batches.later_writer(conn, version_after, list(map(as_record_change, plan.changes)))
