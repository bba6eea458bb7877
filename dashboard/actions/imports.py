"""Role: an import from file to figure: prepare (plan only), commit (one transaction), discard, undo, list."""

import hashlib
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dashboard.actions import originals
from dashboard.actions.effect import Measured
from dashboard.actions.initiative_import import counts_now, stage_file
from dashboard.actions.plans import CommittedImport, ImportCounts, PastImport, PreparedImport
from dashboard.actions.remembering import alias_changes, found_in_all, recall, remember_layouts, request
from dashboard.actions.small_import import SmallKinds, commit_records
from dashboard.errors import RefusedError
from dashboard.importing.decisions import Decisions
from dashboard.importing.intake import Intake, mapping_json
from dashboard.importing.issues import IssueLog, stored_issues
from dashboard.importing.layouts import NO_WISHES, Wishes
from dashboard.importing.recognise import HEAD_ROWS, recognise
from dashboard.importing.table import RowCounts
from data_access import batches, layouts, tables
from data_access.database import Database, StoreError
from data_access.external import ExternalTable
from data_access.preview import RowChange
from data_access.progress import SILENT, Progress, Stage, Step, Teller
from data_access.spreadsheets import Event, RawChunk, ReadFailure, read
from data_access.vocabulary import ZONE, BatchState, ImportKind

__all__ = [
    "CommittedImport",
    "ImportCounts",
    "PastImport",
    "PreparedImport",
    "clean_up",
    "commit_import",
    "discard_import",
    "group_by_kind",
    "has_data",
    "list_imports",
    "prepare_again",
    "prepare_import",
    "preview_changes",
    "preview_effect",
    "undo_import",
]  # fmt: skip

ORDER = (
    ImportKind.PROGRAMMES,
    ImportKind.UNITS,
    ImportKind.TARGETS,
    ImportKind.INITIATIVES,
    ImportKind.PUBLISHED,
)
"""Each kind after what it refers to."""

RECENT = 50
"""Imports looked through for one that was just written."""


def prepare_import(
    db: Database,
    paths: Sequence[Path],
    *,
    kind: ImportKind | None = None,
    programme: str | None = None,
    full: bool | None = None,
    user: str,
    progress: Progress | None = None,
    source: ExternalTable | None = None,
    wishes: Wishes = NO_WISHES,
    within: Sequence[int] | None = None,
) -> PreparedImport:
    """Read files of one kind and say what they would change. No figure sees anything yet.

    ``kind`` None: recognised from the columns. ``programme``: its code; needed when there are several.
    ``full``: whether rows not named are missing; None: proposed from the data. Several files are one import.
    ``source``: a table or view of another database instead of files; it raises ``ExternalError``.
    ``wishes``: what a person decided about an earlier plan of the same files.
    ``within``: the units whose subtrees may be written (as ``Viewer.unit_ids``); None: everything. A row of
    another unit is refused as one of no unit, and such an import is never a full one.
    Bad content is never an exception but ``refused`` or a rejected row. Raises ``StoreError`` for a
    database that is away. ``progress`` is told at least every second or so; when it raises, what reads the
    files has ended and nothing is left staged.
    """
    clean_up(db)
    log, rows = IssueLog(), RowCounts()
    tell = Teller(_after_rows(progress, rows))
    sha256, size = _digest(paths, tell)
    name = source.name if source else "; ".join(path.name for path in paths)
    feeds: list[tuple[Iterable[Event], str]] = (
        [(source.events(), name)] if source else [(read(path, tell=tell), path.name) for path in paths]
    )
    small = SmallKinds(db, programme, _now(), log, rows, wishes.units)
    staged = stage_file(
        db, programme, _now(), log, rows, name, sha256, size, user,
        is_full=bool(full), confirmed=wishes.units, within=within,
    )  # fmt: skip
    with db.connect() as conn:
        decisions = Decisions(wishes, recall(conn))
    intake = Intake(
        kind, lambda found: staged.parser() if found in _ROWS else small.parser(found), log, rows, decisions
    )
    try:
        for events, feed in feeds:
            with tell.beating(), closing(_counted(events, rows, tell)) as counted:
                for chunk in intake.take(counted, feed):
                    (staged if intake.kind in _ROWS else small).add(chunk)
            if intake.refused:
                break
        intake.finish()
        counts = ImportCounts()
        if not intake.refused and intake.kind is not None:
            with tell.beating(Stage.COMPARING, rows.read):
                counts = staged.compare(full) if intake.kind in _ROWS else small.plan(intake.kind)
    except BaseException:
        staged.discard()  # interrupted or the database went away: leave no staged rows behind
        raise
    if intake.refused:
        staged.discard()
    if source is not None:
        sha256, size = source.sha256, source.content_bytes  # known only now that all was read
    return PreparedImport(
        kind=intake.kind,
        file_name=name,
        sha256=sha256,
        file_bytes=size,
        counts=_with_rows(counts, rows),
        issues=tuple(log.ordered()),
        issue_counts=dict(log.counts),
        mapping=mapping_json(intake.mappings),
        refused=intake.refused,
        batch_id=staged.batch_id if not intake.refused else None,
        programme_id=staged.programme_id if intake.kind in _ROWS else None,
        programme=programme,
        is_full=staged.is_full if intake.kind in _ROWS else bool(full),
        same_as_batch=_same_file(db, intake.kind, sha256),
        records=tuple(small.records),
        layouts=tuple(intake.layouts.values()),
        wishes=wishes,
        paths=tuple(paths),
    )


def prepare_again(
    db: Database,
    prepared: PreparedImport,
    wishes: Wishes,
    *,
    kind: ImportKind | None = None,
    programme: str | None = None,
    full: bool | None = None,
    user: str,
    progress: Progress | None = None,
    source: ExternalTable | None = None,
) -> PreparedImport:
    """The plan made anew with what a person decided; the old one is given up.

    ``kind``, ``programme`` and ``full`` None: as in the old plan.
    """
    discard_import(db, prepared)
    return prepare_import(
        db,
        prepared.paths,
        kind=kind or prepared.kind,
        programme=programme or prepared.programme,
        full=prepared.is_full if full is None else full,
        user=user,
        progress=progress,
        source=source,
        wishes=wishes,
    )


_ROWS = (ImportKind.INITIATIVES,)


def commit_import(
    db: Database,
    prepared: PreparedImport,
    *,
    user: str,
    withdraw_missing: bool = False,
    progress: Progress | None = None,
) -> CommittedImport:
    """Write a prepared import in one transaction; when it changes nothing, nothing is written.

    ``withdraw_missing``: rows that a full export does not name stop counting; never done by itself.
    Asked again for a plan that was written, it answers with that import. What a person confirmed (columns,
    unit names) is remembered with it, and the files are kept. ``progress`` is told, at least every second
    or so, how many of the new and changed initiatives are written; what it raises undoes all of it.
    Raises ``RefusedError`` when the plan is refused, gone, or overtaken by another import.
    """
    if prepared.refused or prepared.kind is None:
        raise RefusedError("importing.refused", file=prepared.file_name, reason=prepared.headline())
    withdraws = withdraw_missing and prepared.is_full and prepared.counts.missing > 0
    if not prepared.writes_anything and not withdraws:
        discard_import(db, prepared)
        return CommittedImport(None, None, prepared.counts)
    done = written_before(db, prepared)
    if done is not None:
        return done
    files = originals.keep(db, prepared.paths, prepared.sha256)
    try:
        if prepared.batch_id is None:
            return commit_records(db, prepared, user=user, files=files)
        return _commit_rows(
            db, prepared, prepared.batch_id, user, files, withdraw_missing=withdraws, progress=progress
        )
    except (StoreError, RefusedError) as error:
        done = written_before(db, prepared)  # two clicks at once: the second waited for the first
        if done is not None:
            return done
        if isinstance(error, StoreError):
            raise _as_refusal(error) from error
        raise


def _commit_rows(
    db: Database,
    prepared: PreparedImport,
    batch_id: int,
    user: str,
    files: list[str],
    *,
    withdraw_missing: bool,
    progress: Progress | None,
) -> CommittedImport:
    teller, written = Teller(progress), prepared.counts.new + prepared.counts.changed

    def tell(share: float) -> None:
        teller(Stage.WRITING, int(share * written), written)

    with db.begin_write() as conn, teller.beating(Stage.WRITING, 0, written):
        counts = counts_now(conn, prepared, batch_id, withdraw_missing=withdraw_missing)
        before = Measured(conn, prepared.programme_id or 0)
        version = batches.apply_batch(
            conn,
            batch_id,
            user=user,
            withdraw_missing=withdraw_missing,
            issues=stored_issues(prepared.issues),
            mapping=dict(prepared.mapping),
            counts=counts.as_json(),
            progress=tell,
        )
        table = tables.batches
        batches.write_changes(conn, batch_id, alias_changes(conn, prepared.wishes.units))
        remember_layouts(conn, batch_id, prepared, user)
        facts = {
            "is_full": prepared.is_full,
            "sha256": prepared.sha256,
            "file_bytes": prepared.file_bytes,
            "counts": counts.as_json()
            | found_in_all(prepared)
            | before.until(Measured(conn, prepared.programme_id or 0)),
            "request": request(prepared, files, withdraw_missing=withdraw_missing),
        }
        conn.execute(sa.update(table).where(table.c.batch_id == batch_id).values(**facts))
    return CommittedImport(batch_id, version.version, counts, bool(files))


def written_before(db: Database, prepared: PreparedImport) -> CommittedImport | None:
    """The import that this very plan has become, if it was written already (a second click, a reconnect)."""
    table = tables.batches.c
    newest = (
        sa.select(table.batch_id, table.version_after, table.request)
        .where(table.state == str(BatchState.COMMITTED), table.kind == str(prepared.kind))
        .order_by(table.batch_id.desc())
        .limit(RECENT)
    )
    with db.connect() as conn:
        for row in conn.execute(newest):
            if (row.request or {}).get("token") == prepared.token:
                kept = bool(row.request.get("files"))
                return CommittedImport(int(row.batch_id), row.version_after, prepared.counts, kept)
    return None


def discard_import(db: Database, prepared: PreparedImport) -> None:
    """Give a prepared import up; harmless when there is nothing to give up."""
    if prepared.batch_id is None:
        return
    try:
        batches.discard(db, prepared.batch_id)
    except StoreError as error:
        if error.code != "batch_not_staged":
            raise


def undo_import(db: Database, batch_id: int, user: str) -> int:
    """Take a committed import back exactly; returns the new data version.

    Raises ``RefusedError`` naming the later import that stands in the way.
    """
    try:
        with db.begin_write() as conn:
            version = batches.undo_batch(conn, batch_id, user).version
            layouts.forget(conn, batch_id)
            return version
    except batches.UndoRefused as error:
        if error.later_batch is not None:
            raise RefusedError(
                "importing.undo_refused_later", batch=batch_id, later=error.later_batch
            ) from error
        raise RefusedError("importing.undo_refused", batch=batch_id) from error
    except StoreError as error:
        if error.code == "batch_not_committed":
            raise RefusedError("importing.not_committed", batch=batch_id) from error
        raise _as_refusal(error) from error


def list_imports(db: Database) -> list[PastImport]:
    """The history, newest first, without imports that were only looked at."""
    with db.connect() as conn:
        frame = batches.list_batches(conn)
    shown = (BatchState.COMMITTED, BatchState.UNDONE)
    return [_past(row) for row in frame.to_dict("records") if BatchState(row["state"]) in shown]


def preview_changes(
    db: Database, prepared: PreparedImport, *, limit: int = 100, offset: int = 0
) -> list[RowChange]:
    """New and changed initiatives of a plan, field by field."""
    if prepared.batch_id is None:
        return []
    return batches.changes(db, prepared.batch_id, limit=limit, offset=offset)


def preview_effect(db: Database, prepared: PreparedImport) -> Any:
    """What the plan does to the counts of the root's children: ``frames.UNIT_EFFECT_COLUMNS``, or None."""
    return None if prepared.batch_id is None else batches.unit_effect(db, prepared.batch_id)


def group_by_kind(
    paths: Sequence[Path], kind: ImportKind | None, progress: Progress | None = None
) -> list[list[Path]]:
    """Files sorted into imports, in the order in which they must go in; exports of one kind go together.

    A single file is not looked into. Files that are not understood come last, each by itself.
    ``progress``: as of ``prepare_import``, because the first rows of a large sheet take their time.
    """
    tell = Teller(progress)
    if kind is not None or len(paths) < 2:
        return [list(paths)] if paths else []
    found: dict[ImportKind, list[Path]] = {}
    unclear: list[list[Path]] = []
    for path in paths:
        seen = _kind_of(path, tell)
        if seen is None:
            unclear.append([path])
        else:
            found.setdefault(seen, []).append(path)
    return [*(found[one] for one in ORDER if one in found), *unclear]


def has_data(db: Database) -> bool:
    """Whether anything was ever imported that still stands."""
    with db.connect() as conn:
        return conn.execute(sa.select(tables.programmes.c.programme_id).limit(1)).first() is not None


def clean_up(db: Database) -> list[int]:
    """Discard what imports left staged that were killed long ago; their batch numbers."""
    old = sa.select(tables.batches.c.batch_id).where(tables.batches.c.state == str(BatchState.STAGED))
    with db.connect() as conn:
        if conn.execute(old.limit(1)).first() is None:
            return []
    return batches.discard_orphans(db, now=_now())


def _kind_of(path: Path, tell: Teller) -> ImportKind | None:
    """The kind of the first table of a file; only its beginning is parsed."""
    for event in read(path, tell=tell):
        if isinstance(event, ReadFailure):
            return None
        if isinstance(event, RawChunk):
            height = min(2 * HEAD_ROWS, event.height)
            mapping = recognise(list(zip(*(column[:height] for column in event.columns), strict=True)))
            if mapping is not None and mapping.is_complete:
                return mapping.kind
    return None


def _after_rows(progress: Progress | None, rows: RowCounts) -> Progress | None:
    """From the first rows on what a reader tells is told as rows: nobody is interested in its insides."""
    if progress is None:
        return None

    def heard(step: Step) -> None:
        if rows.read and step.stage in (Stage.CHECKING, Stage.READING):
            step = Step(Stage.ROWS, rows.read, None, step.seconds)
        progress(step)

    return heard


def _counted(events: Iterable[Event], rows: RowCounts, tell: Teller) -> Generator[Event, None, None]:
    """The events; after each it is told how many rows were taken."""
    try:
        for event in events:
            yield event
            if rows.read:
                tell(Stage.ROWS, rows.read)
    finally:
        if isinstance(events, Generator):
            events.close()  # now: the error that stopped this would keep it, and with it the child, alive


def _digest(paths: Sequence[Path], tell: Teller = SILENT) -> tuple[str, int]:
    """SHA-256 over the files' bytes in the order given, and their size; unreadable files add nothing."""
    digest, size = hashlib.sha256(), 0
    total = sum(path.stat().st_size for path in paths if path.is_file())
    for path in paths:
        try:
            with path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
                    size += len(block)
                    tell(Stage.HASHING, size, total)
        except OSError:
            continue  # said by the reading, with the file's name
    return digest.hexdigest(), size


def _same_file(db: Database, kind: ImportKind | None, sha256: str) -> int | None:
    if kind is None:
        return None
    table = tables.batches.c
    newest = (
        sa.select(table.batch_id, table.sha256)
        .where(table.kind == str(kind), table.state == str(BatchState.COMMITTED))
        .order_by(table.version_after.desc())
        .limit(1)
    )
    with db.connect() as conn:
        row = conn.execute(newest).first()
    return int(row.batch_id) if row is not None and row.sha256 == sha256 else None


def _with_rows(counts: ImportCounts, rows: RowCounts) -> ImportCounts:
    """The plan's counts with where the rows of the file went."""
    late = counts.rejected  # refused only when compared with the store
    return ImportCounts(
        read=rows.read,
        accepted=rows.accepted - late,
        rejected=rows.rejected + late,
        skipped=rows.skipped_total,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        missing=counts.missing,
        skipped_by=dict(rows.skipped),
    )


def _past(row: dict[Any, Any]) -> PastImport:
    return PastImport(
        batch_id=int(row["batch_id"]),
        kind=ImportKind(row["kind"]),
        state=BatchState(row["state"]),
        file_name=row["file_name"],
        sha256=row["sha256"],
        user_name=row["user_name"],
        staged_at=row["staged_at"].astimezone(ZONE),
        committed_at=row["committed_at"].astimezone(ZONE) if row["committed_at"] else None,
        is_full=bool(row["is_full"]),
        counts=row["counts"] or {},
    )


def _as_refusal(error: StoreError) -> Exception:
    """A store's refusal as a sentence; what is no refusal (the database is away) passes as it is."""
    if error.code == "batch_not_staged":
        return RefusedError("importing.gone")
    if error.code in ("record_changed", "unknown_unit", "unit_cycle", "unit_too_deep", "record_in_use"):
        return RefusedError("importing.store_refused")
    return error


def _now() -> datetime:
    return datetime.now(UTC).astimezone(ZONE)
