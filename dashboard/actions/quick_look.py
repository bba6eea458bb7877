"""Role: every screen on a file without storing it: a temporary store of the campaign and the file's rows."""

import shutil
import tempfile
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dashboard.actions import imports
from dashboard.actions.plans import PreparedImport
from dashboard.actions.small_import import commit_records
from dashboard.errors import RefusedError
from dashboard.importing.issues import as_json
from data_access import batches
from data_access.copying import copy_campaign, copy_staged
from data_access.database import Database, StoreError, migrate, open_database
from data_access.vocabulary import ImportKind

PREFIX = "sangkien-quick-look-"

LEFT_BEHIND_S = 2 * 24 * 3600
"""A temporary store older than two days was left by a process that was killed."""


_open_looks: "weakref.WeakSet[QuickLook]" = weakref.WeakSet()


class QuickLook:
    """A temporary store. It goes with ``close``, with its last reference, or with the process.

    ``alone``: the screens show the file's rows and no others; else what is stored with the file applied.
    """

    def __init__(self, name: str, *, alone: bool) -> None:
        self.name, self.alone = name, alone
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))  # for this user only
        self._file = folder / "quick-look.sqlite"
        self.db = open_database(f"sqlite:///{self._file.as_posix()}")
        self._end = weakref.finalize(self, _remove, self.db, folder)
        _open_looks.add(self)

    @property
    def is_there(self) -> bool:
        """False when somebody tidied the temporary folder."""
        return self._end.alive and self._file.exists()

    def close(self) -> None:
        """Remove it; harmless when it is gone."""
        self._end()


def build(
    db: Database, prepared: PreparedImport, *, queue: Sequence[Sequence[Path]] = (), user: str
) -> QuickLook:
    """Look at a plan, then at the files that wait behind it, as if they had been imported.

    Only reads ``db``. An export is looked at alone; other kinds with what is stored. Raises
    ``RefusedError`` when the plan is refused or gone, or a waiting file is not acceptable.
    """
    if prepared.refused or prepared.kind is None:
        raise RefusedError("importing.refused", file=prepared.file_name, reason=prepared.headline())
    _remove_left_behind()
    names = [prepared.file_name, *(path.name for group in queue for path in group)]
    look = QuickLook("; ".join(names), alone=prepared.kind is ImportKind.INITIATIVES)
    try:
        migrate(look.db)
        with db.connect() as source, look.db.begin_write() as target:
            copy_campaign(source, target, with_figures=not look.alone)
            if prepared.batch_id is not None:
                copy_staged(source, target, prepared.batch_id)
        _write(look.db, prepared, user)
        for group in queue:
            later = imports.prepare_import(look.db, list(group), user=user)
            if later.refused:
                raise RefusedError("quicklook.refused", reason=later.headline())
            _write(look.db, later, user)
    except BaseException as error:
        look.close()
        if isinstance(error, StoreError) and error.code == "batch_not_staged":
            raise RefusedError("importing.gone") from error
        raise
    return look


def close_all() -> None:
    """At the end of the server."""
    for look in list(_open_looks):
        look.close()


def _write(db: Database, prepared: PreparedImport, user: str) -> None:
    """Into the temporary store only: no original is kept, no layout remembered."""
    if prepared.batch_id is None:
        if prepared.writes_anything:
            commit_records(db, prepared, user=user)
        return
    with db.begin_write() as conn:
        batches.apply_batch(
            conn, prepared.batch_id, user=user, issues=as_json(prepared.issues),
            counts=prepared.counts.as_json(),
        )  # fmt: skip


def _remove(db: Database, folder: Path) -> None:
    db.dispose()
    shutil.rmtree(folder, ignore_errors=True)


def _remove_left_behind() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # somebody else's
            if time.time() - folder.stat().st_mtime > LEFT_BEHIND_S:
                shutil.rmtree(folder, ignore_errors=True)
