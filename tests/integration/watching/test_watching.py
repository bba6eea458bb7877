"""Role: finished files are taken once, in order, and put away with a report; the others are left alone."""

import json
import threading
import time
from pathlib import Path

import pytest

from dashboard.actions import imports
from dashboard.actions.watch_folder import FolderBusyError, WatchFolder
from dashboard.actions.watching import Ending, Trouble, Watch
from dashboard.errors import DatabaseUnavailableError
from dashboard.sample import SampleFiles
from data_access.database import Database, migrate, open_database
from tests.integration.watching.conftest import USER, Round, lying_in, put
from tests.postgres import OwnServer


def test_a_file_that_grows_is_taken_only_when_it_is_whole(
    ready_store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    content = workbooks.in_import_order[3].read_bytes()
    written = threading.Event()

    def write_slowly() -> None:
        with (inbox / "export.xlsx").open("wb") as stream:
            for start in range(0, len(content), len(content) // 12):
                stream.write(content[start : start + len(content) // 12])
                stream.flush()
                time.sleep(0.1)
        written.set()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    while not written.is_set():
        outcomes = rounds()
        assert written.is_set() or not outcomes, "taken while it was being written"
        time.sleep(0.2)
    writer.join()
    for _ in range(3):
        outcomes += rounds()
    assert [(one.file, one.ending) for one in outcomes] == [("export.xlsx", Ending.IMPORTED)]
    assert outcomes[0].path.read_bytes() == content
    assert lying_in(inbox) == []
    assert not list((inbox / "working").iterdir())


def test_files_dropped_together_go_in_in_the_order_in_which_they_need_each_other(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    for path in reversed(workbooks.in_import_order):
        put(path, inbox)
    assert rounds() == []
    outcomes = rounds()
    assert [one.file for one in outcomes] == [path.name for path in workbooks.in_import_order]
    assert {one.ending for one in outcomes} == {Ending.IMPORTED}
    assert rounds() == []


def test_finished_files_wait_a_while_for_one_that_still_grows(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    put(workbooks.in_import_order[0], inbox)
    growing = inbox / "units.csv"
    taken_in_round = None
    for number in range(1, 12):
        with growing.open("ab") as stream:
            stream.write(b"x")
        if rounds():
            taken_in_round = number
            break
    assert taken_in_round is not None, "one file must not hold the others up for ever"
    assert taken_in_round > 3
    assert lying_in(inbox) == ["units.csv"]


def test_a_file_open_in_excel_or_empty_or_hidden_is_left_alone(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    put(workbooks.in_import_order[0], inbox, "mở.xlsx")
    lock = inbox / "~$mở.xlsx"
    lock.write_bytes(b"owner")
    (inbox / "trống.csv").touch()
    put(workbooks.in_import_order[0], inbox, "tải-dở.xlsx.part")
    for _ in range(3):
        assert rounds() == []
    lock.unlink()
    outcomes = [*rounds(), *rounds()]
    assert [one.file for one in outcomes] == ["mở.xlsx"]
    assert lying_in(inbox) == ["trống.csv", "tải-dở.xlsx.part"]


def test_a_file_renamed_or_replaced_between_two_looks_is_looked_at_anew(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    first = put(workbooks.in_import_order[0], inbox, "a.xlsx")
    assert rounds() == []
    first.rename(inbox / "b.xlsx")
    assert rounds() == []
    replacement = put(workbooks.in_import_order[1], inbox, "b.part")
    replacement.replace(inbox / "b.xlsx")
    assert rounds() == []
    outcomes = rounds()
    assert [one.file for one in outcomes] == ["b.xlsx"]
    assert outcomes[0].path.read_bytes() == workbooks.in_import_order[1].read_bytes()


def test_the_same_content_is_never_imported_twice_unless_it_was_undone(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    def drop(name: str) -> Ending:
        put(workbooks.in_import_order[0], inbox, name)
        rounds()
        (outcome,) = rounds()
        return outcome.ending

    assert drop("một.xlsx") is Ending.IMPORTED
    assert drop("hai.xlsx") is Ending.KNOWN
    assert drop("hai.xlsx") is Ending.KNOWN  # the same name in the same second meets no earlier one
    (batch,) = imports.list_imports(store)
    imports.undo_import(store, batch.batch_id, USER)
    assert drop("ba.xlsx") is Ending.IMPORTED
    assert len(imports.list_imports(store)) == 2


def test_a_file_that_is_no_table_goes_to_failed_with_words_and_facts(
    store: Database, inbox: Path, rounds: Round
) -> None:
    (inbox / "hỏng.xlsx").write_bytes(b"PK\x03\x04 not a workbook at all")
    rounds()
    (outcome,) = rounds()
    assert outcome.ending is Ending.FAILED
    assert outcome.path.parent.name == "failed"
    assert outcome.path.exists()
    words = outcome.path.with_name(f"{outcome.path.name}.txt").read_text("utf-8-sig")
    assert "Tệp: hỏng.xlsx" in words
    assert "Kết quả: Không nạp được hỏng.xlsx" in words
    facts = json.loads(outcome.path.with_name(f"{outcome.path.name}.json").read_text())
    assert (facts["outcome"], facts["batch"], facts["refused"]) == ("failed", None, True)
    assert facts["issues"]


def test_an_export_before_its_units_fails_and_the_next_file_still_goes(
    store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    put(workbooks.in_import_order[3], inbox, "1.xlsx")
    (inbox / "0.csv").write_text("không phải bảng\n")
    rounds()
    assert {one.ending for one in rounds()} == {Ending.FAILED}
    put(workbooks.in_import_order[0], inbox)
    rounds()
    assert [one.ending for one in rounds()] == [Ending.IMPORTED]


def test_reports_name_every_problem_by_its_place(
    ready_store: Database, inbox: Path, workbooks: SampleFiles, rounds: Round
) -> None:
    put(workbooks.in_import_order[3], inbox)
    rounds()
    (outcome,) = rounds()
    words = outcome.path.with_name(f"{outcome.path.name}.txt").read_text("utf-8-sig")
    facts = json.loads(outcome.path.with_name(f"{outcome.path.name}.json").read_text())
    assert f"lần nạp {outcome.batch}" in words
    assert "Trang tính" in words
    assert facts["read"] == facts["accepted"] + facts["rejected"] + facts["skipped"]
    assert facts["issue_count"] >= len(facts["issues"]) > 0


def test_two_watchers_never_share_a_folder(inbox: Path) -> None:
    with WatchFolder(inbox).alone(), pytest.raises(FolderBusyError), WatchFolder(inbox).alone():
        pass
    with WatchFolder(inbox).alone():
        pass


def test_while_the_database_is_away_files_wait_untouched(
    stoppable_postgres: OwnServer, inbox: Path, workbooks: SampleFiles
) -> None:
    store = open_database(stoppable_postgres.url_of(stoppable_postgres.create()))
    migrate(store)
    put(workbooks.in_import_order[0], inbox)
    folder = WatchFolder(inbox)
    watch = Watch(store, folder, user=USER)
    with folder.alone():
        assert list(watch.round()) == []
        stoppable_postgres.stop()
        (trouble,) = watch.round()
        assert isinstance(trouble, Trouble)
        assert isinstance(trouble.error, DatabaseUnavailableError)
        stoppable_postgres.start()
        outcomes = [found for _ in range(3) for found in watch.round()]
    assert [getattr(found, "ending", None) for found in outcomes] == [Ending.IMPORTED]
    store.dispose()
