"""Role: what the buttons of an import do: read, plan again, write, give up, undo, redo; one at a time."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

from dashboard import cache
from dashboard.actions import duplicates
from dashboard.actions import history as past_actions
from dashboard.actions import imports as actions
from dashboard.actions.imports import CommittedImport
from dashboard.errors import SangkienError
from dashboard.i18n import numbers, t
from dashboard.ui.import_job import CancelledError, Job
from dashboard.ui.import_state import Asked, Done, Planned, Session
from dashboard.viewmodels import import_effect
from data_access.progress import Progress, Stage, Teller
from data_access.spreadsheets.expected import expected_rows

MOST_ALIKE = 100
"""Possible duplicates put before a person; more at once nobody reads."""


P = ParamSpec("P")


def _one_at_a_time(deed: Callable[Concatenate[Session, P], None]) -> Callable[Concatenate[Session, P], None]:
    """Two clicks, or a click and the end of the work before it, never change a session at once."""

    @wraps(deed)
    def guarded(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> None:
        with session.lock:
            deed(session, *args, **kwargs)

    return guarded


@_one_at_a_time
def read(session: Session, files: Sequence[Any]) -> None:
    """Take the uploads, and plan the first group of them; which of several is first, their content says."""
    session.done = []
    paths = session.take(files)

    def then(groups: list[list[Path]]) -> None:
        session.queue = [Asked(tuple(group)) for group in groups]
        next_in_line(session)

    if len(paths) < 2:
        then(actions.group_by_kind(paths, None))
        return
    words = t("upload.job.reading", file=Asked(tuple(paths)).name)
    session.job = Job(lambda progress: actions.group_by_kind(paths, None, progress), then, words=words)


def next_in_line(session: Session) -> None:
    """Plan the next group; later files may need what earlier ones write, so they wait."""
    session.now(None)
    if not session.queue:
        session.end()
        return
    prepare(session, session.queue.pop(0))


@_one_at_a_time
def prepare(session: Session, asked: Asked) -> None:
    """Begin to make a plan; the one in hand stays until the new one is there."""
    if session.job is not None:
        return
    db, viewer = cache.database(), cache.viewer()

    def work(progress: Progress) -> Planned:
        plan = actions.prepare_import(
            db,
            asked.paths,
            kind=asked.kind,
            programme=asked.programme,
            full=asked.full,
            user=viewer.name,
            progress=progress,
            wishes=asked.wishes,
            within=viewer.unit_ids,
        )
        if plan.refused:
            return Planned(asked, plan)
        try:
            with Teller(progress).beating(Stage.COMPARING, plan.counts.accepted):
                alike = tuple(duplicates.near_duplicates(db, plan, MOST_ALIKE))
                return Planned(asked, plan, import_effect.build(viewer, db, plan), alike)
        except BaseException:
            actions.discard_import(db, plan)
            raise

    def then(planned: Planned) -> None:
        if session.planned is not None:
            actions.discard_import(db, session.planned.plan)
        session.now(planned)
        session.shows_columns = asks_about_columns(planned)

    words = t("upload.job.reading", file=asked.name)
    session.job = Job(work, then, words=words, expected=lambda: expected_rows(asked.paths))


def asks_about_columns(planned: Planned) -> bool:
    """Whether a person should look at the columns: some are not sure, and were not yet looked at.

    What a person has looked at is asked about again only when the file cannot be taken as it was said.
    """
    seen = planned.asked.wishes.columns
    unsure = [layout for layout in planned.plan.layouts if not layout.is_sure]
    return any(planned.plan.refused or layout.key not in seen for layout in unsure)


@_one_at_a_time
def write(session: Session, planned: Planned) -> None:
    """Begin to write a plan; a second click finds it being written, or another one in hand."""
    if session.job is not None or session.planned is not planned:
        return
    db, user, withdraws = cache.database(), cache.viewer().name, session.withdraws

    def work(progress: Progress) -> CommittedImport:
        return actions.commit_import(
            db, planned.plan, user=user, withdraw_missing=withdraws, progress=progress
        )

    def then(committed: CommittedImport) -> None:
        if committed.batch_id is None:
            session.say("success", t("upload.done_nothing"))
        else:
            session.say("success", t("upload.done", batch=committed.batch_id))
            session.done.append(Done(planned.plan, committed, planned.effect))
        next_in_line(session)

    written = planned.plan.counts.new + planned.plan.counts.changed
    words = t("upload.job.writing", rows=numbers.integer(written))
    session.job = Job(work, then, words=words)


@_one_at_a_time
def leave(session: Session, planned: Planned) -> None:
    """Give a plan up and go on with the next group of files."""
    if session.job is None and session.planned is planned:
        attempt(session, lambda: actions.discard_import(cache.database(), planned.plan))
        next_in_line(session)


@_one_at_a_time
def undo(session: Session, batch_id: int) -> None:
    """Take an import back; what was said about it is no longer true."""

    def deed() -> None:
        actions.undo_import(cache.database(), batch_id, cache.viewer().name)
        session.done = []
        session.say("success", t("upload.history.undone", batch=batch_id))

    attempt(session, deed)


@_one_at_a_time
def redo(session: Session, batch_id: int) -> None:
    """Begin to import the original of an undone import again."""
    if session.job is not None:
        return
    db, viewer = cache.database(), cache.viewer()

    def again(_progress: Progress) -> CommittedImport:
        return past_actions.redo_import(db, batch_id, viewer.name, within=viewer.unit_ids)

    def then(committed: CommittedImport) -> None:
        if committed.batch_id is None:
            session.say("success", t("upload.history.redone_nothing"))
        else:
            session.say("success", t("upload.history.redone", batch=committed.batch_id))

    words = t("upload.job.redoing", batch=batch_id)
    session.job = Job(again, then, words=words, can_cancel=False)


@_one_at_a_time
def finish(session: Session, job: Job[Any]) -> None:
    """Take the result of work that has ended, once; a refusal or a stop becomes words."""
    if session.job is not job:
        return
    session.job = None
    try:
        job.finish()
    except CancelledError:
        session.say("info", t("upload.cancelled"))
        if session.planned is None:
            session.end()
    except SangkienError as error:
        session.say("error", str(error))
        if session.planned is not None:
            actions.discard_import(cache.database(), session.planned.plan)
        session.end()
    except BaseException:
        session.end()
        raise


def attempt(session: Session, deed: Callable[[], None]) -> None:
    """Do it; a refusal is said above the step."""
    try:
        deed()
    except SangkienError as error:
        session.say("error", str(error))
