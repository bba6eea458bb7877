"""Role: an initiatives import on its way into the staging table, chunk by chunk, and its comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.actions import present
from dashboard.actions.plans import ImportCounts, PreparedImport
from dashboard.actions.programme import choose_programme
from dashboard.errors import RefusedError
from dashboard.importing.issues import IssueCode, IssueLog, Severity
from dashboard.importing.parse import FINGERPRINT_PREFIX, InitiativeContext, InitiativeParser
from dashboard.importing.table import RowCounts
from dashboard.importing.units import UnitIndex
from data_access import batches, preview, tables
from data_access.database import Database, StoreError
from data_access.ledger import current_version
from data_access.rows import InitiativeRow
from data_access.vocabulary import ImportKind

FULL_FROM_PERCENT = 90
"""An export that names at least this share of the rows standing is proposed as a full one."""


class StagedRows:
    """Opens its batch with the first rows; until compared and committed no figure sees it."""

    def __init__(
        self,
        db: Database,
        programme: str | None,
        now: datetime,
        log: IssueLog,
        rows: RowCounts,
        origin: dict[str, Any],
        confirmed: Mapping[str, int],
        within: Sequence[int] | None = None,
    ) -> None:
        self._within = within
        self._db, self._programme, self._now, self._log, self._rows = db, programme, now, log, rows
        self._origin, self._confirmed = origin, confirmed
        self._parser: InitiativeParser | None = None
        self.batch_id: int | None = None
        self.programme_id: int | None = None
        self.is_full = bool(origin["is_full"])

    def parser(self) -> InitiativeParser | None:
        """The parser, or None when the store is not ready for initiatives (the reason is logged)."""
        with self._db.connect() as conn:
            self.programme_id = choose_programme(conn, self._programme, self._log)
            units, fields = self._units(conn), present.field_index(conn)
        if self.programme_id is None:
            return None
        if not len(units):
            self._log.add(IssueCode.NO_UNITS_YET, Severity.ERROR)
            return None
        context = InitiativeContext(units, fields, self._now)
        self._parser = InitiativeParser(context, self._log, self._rows)
        return self._parser

    def _units(self, conn: Connection) -> UnitIndex:
        return present.unit_index(conn, self._confirmed, within=self._within)

    def add(self, rows: Sequence[InitiativeRow]) -> None:
        """Stage the rows of one chunk; those whose code came before are refused."""
        rows = rows if self._within is None else self._inside(rows, self._within)
        if not rows:
            return
        if self.batch_id is None:
            self.batch_id = batches.open_batch(
                self._db, kind=ImportKind.INITIATIVES, programme_id=self.programme_id, **self._origin
            )
        refused = batches.stage_initiatives(self._db, self.batch_id, rows)
        if refused:
            self._refuse([rows[index] for index in refused])

    def _inside(self, rows: Sequence[InitiativeRow], within: Sequence[int]) -> list[InitiativeRow]:
        """Without the rows that would change initiatives of other people's units."""
        with self._db.connect() as conn:
            codes = [row.code for row in rows]
            others = present.outside(conn, within, self.programme_id or 0, codes)
        for row in rows:
            if row.code in others:
                self._rows.accepted -= 1
                self._rows.rejected += 1
                self._log.add(
                    IssueCode.CODE_OUTSIDE,
                    Severity.ERROR,
                    sheet=row.sheet,
                    row=row.row,
                    column=self._header("code"),
                    position=self._parser.position("code") if self._parser else None,
                    value=row.code,
                )
        return [row for row in rows if row.code not in others]

    def _refuse(self, rows: Sequence[InitiativeRow]) -> None:
        # Only the sentence of a finding that is kept names the first row.
        first = self._first_rows([row.code for row in rows if self._log.room(_twice(row)) > 0])
        for row in rows:
            self._rows.accepted -= 1
            self._rows.rejected += 1
            code = _twice(row)
            value, key = (row.code, "code") if code is IssueCode.CODE_TWICE else (row.title, "title")
            self._log.add(
                code,
                Severity.ERROR,
                sheet=row.sheet,
                row=row.row,
                column=self._header(key),
                position=self._parser.position(key) if self._parser else None,
                value=value,
                first=first.get(row.code, ""),
            )

    def _header(self, key: str) -> str | None:
        return self._parser.header(key) if self._parser is not None else None

    def _first_rows(self, codes: Sequence[str]) -> dict[str, int]:
        """Row number of the staged row of each code."""
        table = tables.staging.c
        asked = sorted(set(codes))
        query = sa.select(table.code, table.source_row).where(table.batch_id == self.batch_id)
        found: dict[str, int] = {}
        with self._db.connect() as conn:
            for start in range(0, len(asked), present.CODES_AT_ONCE):
                some = asked[start : start + present.CODES_AT_ONCE]
                rows = conn.execute(query.where(table.code.in_(some)))
                found.update((row.code, int(row.source_row)) for row in rows)
        return found

    def compare(self, full: bool | None) -> ImportCounts:
        """Compare with what stands. Without being told, an export that names most rows is taken as full."""
        if self.batch_id is None:
            return ImportCounts()
        found = batches.compare(self._db, self.batch_id)
        named = found.changed + found.unchanged
        standing = named + found.missing
        full = full if self._within is None else False  # what others have entered is not missing here
        self.is_full = 100 * named >= FULL_FROM_PERCENT * standing if full is None else full
        missing = found.missing if self.is_full else 0
        return ImportCounts(new=found.new, changed=found.changed, unchanged=found.unchanged, missing=missing)

    def discard(self) -> None:
        """Leave nothing staged."""
        if self.batch_id is None:
            return
        try:
            batches.discard(self._db, self.batch_id)
        except StoreError:
            return  # the database is away or the batch is gone: the next start cleans up
        finally:
            self.batch_id = None


def _twice(row: InitiativeRow) -> IssueCode:
    """How a row that came before is called: by its code, or where the file has none by the row itself."""
    is_made = row.code.startswith(FINGERPRINT_PREFIX)
    return IssueCode.RECORD_TWICE if is_made else IssueCode.CODE_TWICE


def counts_now(
    conn: Connection, prepared: PreparedImport, batch_id: int, *, withdraw_missing: bool
) -> ImportCounts:
    """The plan's counts, taken anew when other imports were written since; in the commit's transaction.

    Raises ``RefusedError`` when rows would be withdrawn that nobody was shown.
    """
    table = tables.batches.c
    planned_on = conn.execute(sa.select(table.version_before).where(table.batch_id == batch_id)).scalar()
    if planned_on is None or planned_on == current_version(conn):
        return prepared.counts
    found = batches.compare_in(conn, batch_id)
    missing = found.missing if prepared.is_full else 0
    if withdraw_missing and (
        missing > prepared.counts.missing or preview.newest_missing(conn, batch_id, planned_on) is not None
    ):
        raise RefusedError("importing.store_refused")
    return replace(
        prepared.counts, new=found.new, changed=found.changed, unchanged=found.unchanged, missing=missing
    )


def stage_file(
    db: Database,
    programme: str | None,
    now: datetime,
    log: IssueLog,
    rows: RowCounts,
    file_name: str,
    sha256: str,
    file_bytes: int,
    user: str,
    *,
    is_full: bool,
    confirmed: Mapping[str, int],
    within: Sequence[int] | None = None,
) -> StagedRows:
    """A staging run for one import; it opens a batch only when there are rows."""
    origin = {
        "file_name": file_name, "sha256": sha256, "file_bytes": file_bytes, "user": user, "is_full": is_full,
    }  # fmt: skip
    return StagedRows(db, programme, now, log, rows, origin, confirmed, within)
