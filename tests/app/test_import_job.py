"""Role: long work tells how far it is, stops when asked, and hands its result on once."""

import threading
from collections.abc import Callable

import pytest

from dashboard.errors import RefusedError
from dashboard.i18n import current_language, use_language
from dashboard.ui import import_deeds, import_steps
from dashboard.ui.import_job import CancelledError, Job
from dashboard.ui.import_state import Session

SECONDS = 10.0


def test_the_result_is_handed_on() -> None:
    got: list[int] = []
    job = Job(lambda progress: 7, got.append, words="")
    assert job.wait(SECONDS)
    job.finish()
    assert got == [7]


def test_it_stops_at_the_next_rows_and_hands_nothing_on() -> None:
    got: list[int] = []
    goes_on = threading.Event()

    def work(progress: Callable[[int], None]) -> int:
        goes_on.wait(SECONDS)
        progress(1000)
        return 7

    job = Job(work, got.append, words="")
    job.cancel()
    goes_on.set()
    assert job.wait(SECONDS)
    with pytest.raises(CancelledError):
        job.finish()
    assert got == []


def test_it_speaks_the_readers_language() -> None:
    said: list[str] = []
    with use_language("en"):
        job = Job(lambda progress: said.append(current_language()), lambda _: None, words="")
    assert job.wait(SECONDS)
    assert said == ["en"]


def test_progress_tells_rows_and_the_time_left_only_when_known() -> None:
    job = Job(lambda progress: progress(500), lambda _: None, words="", expected=lambda: 1000)
    assert job.wait(SECONDS)
    assert job.share == 0.5
    job._began -= 60
    assert import_steps._progress(job) == "Đã đọc 500 trong khoảng 1.000 dòng · còn khoảng 60 giây"
    job.rows = 1200
    assert "đang so với" in import_steps._progress(job)
    job.expected = None
    assert import_steps._progress(job) == "Đã đọc 1.200 dòng"


def test_only_one_of_two_runs_takes_the_result() -> None:
    session = Session()
    got: list[int] = []
    session.job = job = Job(lambda progress: 7, got.append, words="")
    assert job.wait(SECONDS)
    runs = [threading.Thread(target=import_deeds.finish, args=(session, job)) for _ in range(8)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert got == [7]


def test_a_refusal_becomes_words_and_ends_the_round() -> None:
    def refuse(progress: Callable[[int], None]) -> None:
        raise RefusedError("importing.gone")

    session = Session()
    session.job = job = Job(refuse, lambda _: None, words="")
    assert job.wait(SECONDS)
    import_deeds.finish(session, job)
    assert session.said[0][0] == "error"
    assert "không còn hiệu lực" in session.said[0][1]
    assert session.round == 1


def test_any_other_failure_is_not_hidden() -> None:
    def fail(progress: Callable[[int], None]) -> None:
        raise ZeroDivisionError

    session = Session()
    session.job = job = Job(fail, lambda _: None, words="")
    assert job.wait(SECONDS)
    with pytest.raises(ZeroDivisionError):
        import_deeds.finish(session, job)
    assert session.job is None
