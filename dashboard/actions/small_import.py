"""Role: imports of programmes, units, targets, published figures: planned, planned again when written."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from dashboard.actions import present
from dashboard.actions.plans import CommittedImport, ImportCounts, PreparedImport
from dashboard.actions.programme import choose_programme, find_programme
from dashboard.actions.remembering import alias_changes, found_in_all, remember_layouts, request
from dashboard.errors import RefusedError
from dashboard.importing.issues import IssueLog, stored_issues
from dashboard.importing.plans import (
    Change,
    Plan,
    plan_programmes,
    plan_published,
    plan_targets,
    plan_units,
)
from dashboard.importing.records import (
    PhaseRecord,
    PublishedRecord,
    Record,
    RecordParser,
    TargetRecord,
    UnitRecord,
)
from dashboard.importing.table import RowCounts
from data_access import batches
from data_access.batches import RecordChange
from data_access.database import Database
from data_access.vocabulary import ImportKind


class SmallKinds:
    """Collects the records of one import and plans them against the store."""

    def __init__(
        self,
        db: Database,
        programme: str | None,
        now: datetime,
        log: IssueLog,
        rows: RowCounts,
        confirmed: Mapping[str, int],
    ) -> None:
        self._confirmed = confirmed
        self._db, self._programme, self._now, self._log, self._rows = db, programme, now, log, rows
        self.records: list[Record] = []

    def parser(self, kind: ImportKind) -> RecordParser | None:
        """The parser, or None when the store is not ready for this kind (the reason is logged)."""
        if kind is ImportKind.TARGETS and self._programme:
            with self._db.connect() as conn:
                if choose_programme(conn, self._programme, self._log) is None:
                    return None
        return RecordParser(kind, self._now.year, self._log, self._rows)

    def add(self, records: Sequence[Record]) -> None:
        """Keep the records of one chunk."""
        self.records += records

    def plan(self, kind: ImportKind) -> ImportCounts:
        """What the records would change."""
        with self._db.connect() as conn:
            plan = plan_records(conn, kind, self.records, self._programme, self._confirmed)
        self._log.extend(plan.log)
        return _counts(plan)


def plan_records(
    conn: Connection,
    kind: ImportKind,
    records: Sequence[Record],
    programme: str | None,
    confirmed: Mapping[str, int],
) -> Plan:
    """The plan of a small kind against the store as this connection sees it."""
    now = present.present(conn, kind)
    if kind is ImportKind.PROGRAMMES:
        return plan_programmes([r for r in records if isinstance(r, PhaseRecord)], now)
    if kind is ImportKind.UNITS:
        return plan_units([r for r in records if isinstance(r, UnitRecord)], now)
    index = present.unit_index(conn, confirmed)
    if kind is ImportKind.PUBLISHED:
        return plan_published([r for r in records if isinstance(r, PublishedRecord)], now, index)
    chosen = choose_programme(conn, programme, IssueLog())
    named: dict[str, int | None] = {"": chosen}

    def programme_of(text: str) -> int | None:
        if text not in named:
            named[text] = find_programme(conn, text)
        return named[text]

    return plan_targets([r for r in records if isinstance(r, TargetRecord)], now, index, programme_of)


def commit_records(
    db: Database, prepared: PreparedImport, *, user: str, files: Sequence[str] = ()
) -> CommittedImport:
    """Plan again inside the write transaction, and write. Raises ``RefusedError`` when the plan changed."""
    if prepared.kind is None:
        raise RefusedError("importing.gone")
    batch_id = batches.open_batch(
        db,
        kind=prepared.kind,
        programme_id=None,
        file_name=prepared.file_name,
        sha256=prepared.sha256,
        file_bytes=prepared.file_bytes,
        user=user,
        is_full=prepared.is_full,
    )
    try:
        with db.begin_write() as conn:
            confirmed = prepared.wishes.units
            plan = plan_records(conn, prepared.kind, prepared.records, prepared.programme, confirmed)
            expected = prepared.counts
            if (plan.new, plan.changed) != (expected.new, expected.changed):
                raise RefusedError("importing.store_refused")
            version = batches.apply_records(
                conn,
                batch_id,
                [*map(as_record_change, plan.changes), *alias_changes(conn, confirmed)],
                user=user,
                issues=stored_issues(prepared.issues),
                mapping=dict(prepared.mapping),
                counts=prepared.counts.as_json() | found_in_all(prepared),
            )
            remember_layouts(conn, batch_id, prepared, user)
            asked = request(prepared, files, withdraw_missing=False)
            batches.note_request(conn, batch_id, asked)
    except BaseException:
        batches.discard(db, batch_id)
        raise
    return CommittedImport(batch_id, version.version, prepared.counts, bool(files))


def as_record_change(change: Change) -> RecordChange:
    """A planned change as the store takes it."""
    return RecordChange(change.table, change.key, change.before, change.after)


def _counts(plan: Plan) -> ImportCounts:
    return ImportCounts(
        new=plan.new, changed=plan.changed, unchanged=plan.unchanged, missing=plan.missing,
        rejected=plan.rejected,
    )  # fmt: skip
