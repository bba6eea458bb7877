"""Role: long work tells how far it is, stops when asked, and hands its result on once."""

import threading

import pytest

from dashboard.errors import RefusedError
from dashboard.i18n import current_language, use_language
from dashboard.ui import import_deeds, import_steps
from dashboard.ui.import_job import CancelledError, Job
from dashboard.ui.import_state import Session
from data_access.progress import Progress, Stage, Step

SECONDS = 10.0


def test_the_result_is_handed_on() -> None:
    got: list[int] = []
    job = Job(lambda progress: 7, got.append, words="")
    assert job.wait(SECONDS)
    job.finish()
    assert got == [7]


def test_it_stops_at_the_next_step_and_hands_nothing_on() -> None:
    got: list[int] = []
    goes_on = threading.Event()

    def work(progress: Progress) -> int:
        goes_on.wait(SECONDS)
        progress(Step(Stage.READING, 0, 9_000_000, 1.5))
        return 7

    job = Job(work, got.append, words="")
    job.cancel()
    assert import_steps._progress(job) == "Đang dừng…"
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
    job = Job(
        lambda progress: progress(Step(Stage.ROWS, 500, None, 60.4)),
        lambda _: None,
        words="",
        expected=lambda: 1000,
    )
    assert job.wait(SECONDS)
    assert job.share == 0.6
    job._began -= 60
    assert import_steps._progress(job) == "Đã đọc 500 trong khoảng 1.000 dòng, 60 giây · còn khoảng 60 giây"
    job._hear(Step(Stage.ROWS, 1200, None, 61))
    assert import_steps._progress(job) == "Đã đọc 1.200 dòng, 61 giây"
    job._hear(Step(Stage.COMPARING, 1200, None, 62))
    assert import_steps._progress(job) == "Đã đọc 1.200 dòng, đang so với số liệu đang có, 62 giây"


def test_before_the_first_rows_it_tells_what_is_done_and_for_how_long() -> None:
    job = Job(lambda progress: None, lambda _: None, words="", expected=lambda: 1000)
    assert job.wait(SECONDS)
    said = []
    for stage, done in ((Stage.HASHING, 60), (Stage.CHECKING, 120), (Stage.READING, 0)):
        job._hear(Step(stage, done * 10**6, 120 * 10**6, 14.9))
        said.append((import_steps._progress(job), round(job.share, 3)))
    assert said == [
        ("Đang kiểm tra tệp (120 MB), 14 giây", 0.015),
        ("Đang kiểm tra tệp (120 MB), 14 giây", 0.12),
        ("Đang đọc tệp (120 MB), 14 giây", 0.12),
    ]


def test_the_bar_never_goes_back() -> None:
    job = Job(lambda progress: None, lambda _: None, words="", expected=lambda: 1000)
    assert job.wait(SECONDS)
    job._hear(Step(Stage.ROWS, 500, None, 3))
    before = job.share
    job._hear(Step(Stage.CHECKING, 1, 100, 4))  # the second file of the import
    assert job.share == before > 0.5


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
    def refuse(progress: Progress) -> None:
        raise RefusedError("importing.gone")

    session = Session()
    session.job = job = Job(refuse, lambda _: None, words="")
    assert job.wait(SECONDS)
    import_deeds.finish(session, job)
    assert session.said[0][0] == "error"
    assert "không còn hiệu lực" in session.said[0][1]
    assert session.round == 1


def test_any_other_failure_is_not_hidden() -> None:
    def fail(progress: Progress) -> None:
        raise ZeroDivisionError

    session = Session()
    session.job = job = Job(fail, lambda _: None, words="")
    assert job.wait(SECONDS)
    with pytest.raises(ZeroDivisionError):
        import_deeds.finish(session, job)
    assert session.job is None
