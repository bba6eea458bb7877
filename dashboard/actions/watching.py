"""Role: a watched folder: every finished file is imported once and put away with a report beside it."""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dashboard.actions import imports
from dashboard.actions.plans import PreparedImport
from dashboard.actions.unattended import few_rejected
from dashboard.actions.watch_folder import DONE, FAILED, FolderBusyError, Taken, WatchFolder
from dashboard.errors import DatabaseUnavailableError, InvalidInputError, RefusedError, SangkienError
from dashboard.i18n import numbers, t
from dashboard.importing.issues import Issue
from data_access import tables
from data_access.database import Database, DatabaseUnavailable
from data_access.vocabulary import ZONE, BatchState

log = logging.getLogger(__name__)

REPORTED_ISSUES = 200
"""Lines of problems in the report for people; the one for machines has them all."""

TRIES = 3
"""How often a plan is made again when another import was faster."""


class Ending(StrEnum):
    """How a file's import ended."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one file. ``path``: where it lies now, its reports (.txt, .json) beside it."""

    file: str
    ending: Ending
    sentence: str
    path: Path
    batch: int | None

    def as_json(self) -> dict[str, Any]:
        """For ``sangkien watch --json``."""
        return {
            "file": self.file, "outcome": str(self.ending), "batch": self.batch, "sentence": self.sentence,
            "path": str(self.path),
        }  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """Nothing was lost, but nothing goes on for now: the database is away, the disk is full."""

    error: SangkienError


@dataclass(frozen=True)
class _Verdict:
    ending: Ending
    sentence: str
    batch: int | None = None
    summary: str = ""
    issues: tuple[Issue, ...] = ()
    issue_count: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


class Watch:
    """One folder and one database. ``round`` does what can be done now."""

    def __init__(
        self,
        db: Database,
        folder: WatchFolder,
        *,
        programme: str | None = None,
        user: str,
        now: Callable[[], datetime] = lambda: datetime.now(ZONE),
    ) -> None:
        self._db, self._folder, self._programme, self._user = db, folder, programme, user
        self._now = now

    def round(self) -> Iterator[Outcome | Trouble]:
        """One look at the folder; first what an earlier run left half done, then what is finished.

        What meets trouble stays where it is for the next round.
        """
        try:
            for one in self._taken():
                yield from self._one(one)
        except DatabaseUnavailable:
            yield Trouble(DatabaseUnavailableError("watching.database"))
        except OSError as error:
            yield self._trouble(error)

    def _taken(self) -> list[Taken]:
        left = self._folder.left_over()
        ready = [self._folder.take(path, self._now()) for path in self._folder.finished()]
        return _in_order([*left, *(one for one in ready if one is not None)])

    def _one(self, taken: Taken) -> Iterator[Outcome | Trouble]:
        try:
            outcome = self._take_in(taken)
        except OSError as error:  # the others may still go
            yield self._trouble(error)
            return
        if outcome is not None:
            yield outcome

    def _trouble(self, error: OSError) -> Trouble:
        log.warning("watched folder: %s", error)
        return Trouble(RefusedError("watching.folder", folder=self._folder.root))

    def _take_in(self, taken: Taken) -> Outcome | None:
        try:
            verdict = self._judge(taken)
        except (DatabaseUnavailable, OSError):
            raise
        except SangkienError as error:
            verdict = _Verdict(Ending.FAILED, error.message)
        except Exception:  # one file must not stop the others; the details are for the log
            reference = secrets.token_hex(4)
            log.exception("watched file failed, reference %s", reference)
            verdict = _Verdict(Ending.FAILED, t("watching.unexpected", reference=reference))
        if verdict is None:
            self._folder.give_back(taken)
            return None
        where = FAILED if verdict.ending is Ending.FAILED else DONE
        when = self._now()
        facts = {
            **verdict.facts, "file": taken.path.name, "outcome": str(verdict.ending), "batch": verdict.batch,
            "sentence": verdict.sentence, "at": when.isoformat(timespec="seconds"),
        }  # fmt: skip
        path = self._folder.put_away(taken, where, _report(taken.path.name, verdict, when), facts)
        return Outcome(taken.path.name, verdict.ending, verdict.sentence, path, verdict.batch)

    def _judge(self, taken: Taken) -> _Verdict | None:
        """None: the file was not finished after all, and nothing was written."""
        earlier = self._imported_as(taken.path)
        if earlier is not None:
            return self._known(earlier)
        for _ in range(TRIES):
            prepared = imports.prepare_import(
                self._db, [taken.path], programme=self._programme, user=self._user
            )
            if taken.has_changed():
                imports.discard_import(self._db, prepared)
                return None
            try:
                return self._decide(prepared)
            except RefusedError as error:  # another import was faster: look again at what stands now
                imports.discard_import(self._db, prepared)
                refusal = error
        raise refusal

    def _decide(self, prepared: PreparedImport) -> _Verdict:
        counts = prepared.counts
        if prepared.refused or (counts.rejected and not counts.accepted):
            ending, sentence = Ending.FAILED, prepared.headline()
        elif not few_rejected(counts):
            shown = {
                "rejected": numbers.integer(counts.rejected),
                "accepted": numbers.integer(counts.accepted),
            }
            ending, sentence = Ending.FAILED, t("watching.many_rejected", **shown)
        elif prepared.writes_anything:
            done = imports.commit_import(self._db, prepared, user=self._user)
            return _verdict(
                Ending.IMPORTED, t("watching.imported", batch=done.batch_id), prepared, done.batch_id
            )
        else:
            ending, sentence = Ending.UNCHANGED, t("watching.unchanged")
        imports.discard_import(self._db, prepared)
        return _verdict(ending, sentence, prepared)

    def _known(self, batch_id: int) -> _Verdict:
        """The content stands already: dropped again, or a run was killed after its commit."""
        past = next(batch for batch in imports.list_imports(self._db) if batch.batch_id == batch_id)
        sentence = t("watching.known", batch=batch_id)
        return _Verdict(Ending.KNOWN, sentence, batch_id, past.line(), facts=past.as_json())

    def _imported_as(self, path: Path) -> int | None:
        """The standing import of exactly these bytes; one that was undone does not count."""
        try:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise InvalidInputError("watching.unreadable") from error
        batch = tables.batches.c
        query = sa.select(sa.func.max(batch.batch_id)).where(
            batch.sha256 == sha256, batch.state == str(BatchState.COMMITTED)
        )
        with self._db.connect() as conn:
            found = conn.execute(query).scalar()
        return None if found is None else int(found)


def open_folder(path: Path) -> WatchFolder:
    """The folder to watch. Raises ``RefusedError`` when there is none."""
    if not path.is_dir():
        raise RefusedError("watching.no_folder", folder=path)
    return WatchFolder(path)


def _in_order(taken: list[Taken]) -> list[Taken]:
    """Each kind after what it refers to; within a kind the older first, each an import of its own."""
    by_path = {one.path: one for one in taken}
    groups = imports.group_by_kind(list(by_path), None)
    return [by_path[path] for group in groups for path in group]


def _verdict(ending: Ending, sentence: str, prepared: PreparedImport, batch: int | None = None) -> _Verdict:
    summary = "" if prepared.refused else prepared.summary()
    issues, facts = prepared.issues, prepared.as_json()
    return _Verdict(ending, sentence, batch, summary, issues, prepared.issue_count, facts)


def _report(name: str, verdict: _Verdict, when: datetime) -> str:
    """The report for people."""
    lines = [
        t("watching.report.file", file=name),
        t("watching.report.when", when=numbers.cutoff(when)),
        t("watching.report.result", sentence=verdict.sentence),
    ]
    if verdict.summary:
        lines += ["", verdict.summary]
    if verdict.issues:
        lines += ["", t("watching.report.issues", count=numbers.integer(verdict.issue_count))]
        lines += [f"- {issue.message}" for issue in verdict.issues[:REPORTED_ISSUES]]
        hidden = verdict.issue_count - min(len(verdict.issues), REPORTED_ISSUES)
        if hidden > 0:
            lines.append(t("watching.report.more", count=numbers.integer(hidden)))
    return "\r\n".join("\n".join(lines).split("\n")) + "\r\n"


__all__ = ["Ending", "FolderBusyError", "Outcome", "Trouble", "Watch", "open_folder"]
