"""Role: a quick look shows the file's figures on every screen of one session, marked, and stores nothing."""

import gc
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import cache
from dashboard.actions import imports, quick_look
from dashboard.actions.plans import PreparedImport
from dashboard.errors import RefusedError
from dashboard.sample import SampleFiles, write_sample
from dashboard.ui import import_steps
from dashboard.ui import quick_look as quick_look_screen
from data_access.database import Database, open_database
from data_access.verification import check, logical_digest
from tests.app.conftest import ENTRY, words
from tests.postgres import PostgresServer

PAGES = ("overview", "trend", "targets", "fields")
USER = "cán bộ"
MARK = "XEM NHANH, CHƯA LƯU"


@pytest.fixture(scope="module")
def stored_files(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("stored"), 400, seed=1)


@pytest.fixture(scope="module")
def other_export(tmp_path_factory: pytest.TempPathFactory, stored_files: SampleFiles) -> Path:
    """Another export of the same campaign: the first without most of its rows."""
    import openpyxl

    book = openpyxl.load_workbook(stored_files.in_import_order[3])
    book.worksheets[0].delete_rows(120, 400)
    path = tmp_path_factory.mktemp("other") / "bản nháp.xlsx"
    book.save(path)
    return path


def _take_in(db: Database, *paths: Path) -> None:
    for path in paths:
        imports.commit_import(db, imports.prepare_import(db, [path], user=USER), user=USER)


def _open() -> AppTest:
    return AppTest.from_file(str(ENTRY), default_timeout=60).run()


def _to(app: AppTest, page: str) -> AppTest:
    return app.switch_page(str(Path(cache.__file__).parent.parent / "pages" / f"{page}.py")).run()


def _screens(app: AppTest) -> dict[str, str]:
    """What each screen says, batch numbers and the style sheet apart."""
    said = {}
    for page in PAGES:
        shown = words(_to(app, page))
        assert not app.exception
        said[page] = re.sub(r"lần nạp \d+", "lần nạp", re.sub(r"<style>.*?</style>", "", shown, flags=re.S))
    return said


def _marks(app: AppTest) -> list[str]:
    return [one.value for one in app.warning if MARK in one.value]


@pytest.fixture(autouse=True)
def temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres_server: PostgresServer
) -> Path:
    """Where this test's looks lie; the server, which lasts longer, was put elsewhere before."""
    folder = tmp_path / "tạm"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def store(
    migrated_url: str, stored_files: SampleFiles, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """The stored database of the app: the whole campaign with its first export."""
    db = open_database(migrated_url)
    _take_in(db, *stored_files.in_import_order)
    monkeypatch.setenv("SANGKIEN_DATABASE_URL", db.url)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield db
    st.cache_resource.clear()
    st.cache_data.clear()
    db.dispose()


def _looks(folder: Path) -> list[Path]:
    return list(folder.glob(f"{quick_look.PREFIX}*"))


def _digest(db: Database) -> str:
    with db.connect() as conn:
        return logical_digest(conn, leave_out=frozenset())


def _plan(db: Database, path: Path) -> PreparedImport:
    return imports.prepare_import(db, [path], user=USER)


def _offer(monkeypatch: pytest.MonkeyPatch, plan: PreparedImport) -> None:
    """The import page stands at this plan."""
    monkeypatch.setattr(import_steps, "run", lambda: quick_look_screen.offer(plan))


def test_every_screen_shows_the_files_figures_marked_and_nothing_is_stored(
    store: Database,
    other_export: Path,
    stored_files: SampleFiles,
    migrated_sqlite: Path,
    tmp_path: Path,
    temporary_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, theirs = _open(), _open()
    before = _screens(mine)
    plan = _plan(store, other_export)
    stored = _digest(store)
    _offer(monkeypatch, plan)

    _to(mine, "imports").button(key="quick-look-enter").click().run()
    assert not mine.exception
    assert "bản nháp" in _marks(mine)[0]
    looked = _screens(mine)
    for page in PAGES:
        assert _marks(_to(mine, page)), page
    assert len(_looks(temporary_folder)) == 1

    assert _screens(theirs) == before
    assert not any(_marks(_to(theirs, page)) for page in PAGES)
    assert _digest(store) == stored

    mine.button(key="quick-look-leave").click().run()
    assert not _marks(mine)
    assert _looks(temporary_folder) == []
    assert _screens(mine) == before
    assert _digest(store) == stored

    # What it should have been: a store of its own with the same campaign and this file only.
    reference = tmp_path / "đối chiếu.sqlite"
    shutil.copyfile(migrated_sqlite, reference)
    alone = open_database(f"sqlite:///{reference.as_posix()}")
    order = stored_files.in_import_order
    _take_in(alone, *order[:3], other_export, *order[4:])
    monkeypatch.setenv("SANGKIEN_DATABASE_URL", alone.url)
    st.cache_resource.clear()
    st.cache_data.clear()
    assert looked == _screens(_open())
    assert looked != before
    alone.dispose()


def test_during_a_look_nothing_can_be_imported_and_the_plan_waits(
    store: Database, other_export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = _plan(store, other_export)
    _offer(monkeypatch, plan)
    app = _to(_open(), "imports")
    app.button(key="quick-look-enter").click().run()
    _to(app, "imports")
    assert "Đang xem nhanh" in words(app)
    assert [button.key for button in app.button if button.key and "undo" in button.key] == []
    app.button(key="quick-look-leave").click().run()
    assert "quick-look-enter" in [button.key for button in app.button]
    done = imports.commit_import(store, plan, user=USER)  # the plan is as good as before
    assert done.batch_id == plan.batch_id or not plan.writes_anything


def test_the_mark_speaks_the_readers_language(
    store: Database, other_export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer(monkeypatch, _plan(store, other_export))
    app = AppTest.from_file(str(ENTRY), default_timeout=60)
    app.query_params["ngon-ngu"] = "en"
    _to(app.run(), "imports").button(key="quick-look-enter").click().run()
    assert [one.value for one in app.warning if "QUICK LOOK, NOT STORED" in one.value]


def test_markup_in_a_files_name_stays_text_in_the_mark(
    store: Database, other_export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "**đậm** [x](http:example.org).xlsx"
    shutil.copyfile(other_export, path)
    _offer(monkeypatch, _plan(store, path))
    app = _to(_open(), "imports")
    app.button(key="quick-look-enter").click().run()
    assert "**đậm**" not in _marks(app)[0]
    assert "](http" not in _marks(app)[0]


def test_a_refused_plan_offers_no_look(
    store: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hỏng.csv"
    path.write_text("không phải bảng\n", "utf-8")
    plan = _plan(store, path)
    _offer(monkeypatch, plan)
    app = _to(_open(), "imports")
    assert "quick-look-enter" not in [button.key for button in app.button]
    with pytest.raises(RefusedError):
        quick_look.build(store, plan, user=USER)


def test_a_tidied_temporary_folder_leads_back_to_what_is_stored(
    store: Database, other_export: Path, temporary_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer(monkeypatch, _plan(store, other_export))
    app = _open()
    before = _screens(app)
    _to(app, "imports").button(key="quick-look-enter").click().run()
    for folder in _looks(temporary_folder):
        shutil.rmtree(folder)
    assert _screens(app) == before
    assert not _marks(app)


def test_the_temporary_store_is_sound_and_goes_with_its_last_reference(
    store: Database, other_export: Path, temporary_folder: Path
) -> None:
    look = quick_look.build(store, _plan(store, other_export), user=USER)
    assert look.alone
    assert check(look.db) == []
    assert look.is_there
    del look
    gc.collect()
    assert _looks(temporary_folder) == []


def test_targets_are_looked_at_with_what_is_stored(
    store: Database, stored_files: SampleFiles, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.load_workbook(stored_files.in_import_order[2])
    sheet = book.worksheets[0]
    sheet.delete_rows(sheet.max_row)
    changed = tmp_path / "chỉ tiêu.xlsx"
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, int) and cell.value > 20 and cell.value < 2000:
                cell.value += 7
    book.save(changed)
    plan = _plan(store, changed)
    assert plan.writes_anything
    before = _digest(store)
    look = quick_look.build(store, plan, user=USER)
    assert not look.alone
    assert check(look.db) == []
    with store.connect() as stored, look.db.connect() as looked:
        counted = "SELECT count(*), sum(sum_value) FROM cube WHERE period = 0"
        assert looked.exec_driver_sql(counted).one() == stored.exec_driver_sql(counted).one()
        summed = "SELECT sum(amount) FROM targets"
        assert looked.exec_driver_sql(summed).scalar() != stored.exec_driver_sql(summed).scalar()
    look.close()
    assert _digest(store) == before


def test_files_that_wait_behind_a_plan_are_looked_at_with_it(
    migrated_url: str, stored_files: SampleFiles, temporary_folder: Path
) -> None:
    db = open_database(migrated_url)
    first, *rest = stored_files.in_import_order
    look = quick_look.build(db, _plan(db, first), queue=[[path] for path in rest], user=USER)
    assert check(look.db) == []
    with look.db.connect() as conn, db.connect() as stored:
        assert conn.exec_driver_sql("SELECT count(*) FROM initiatives").scalar() == 400
        assert stored.exec_driver_sql("SELECT count(*) FROM programmes").scalar() == 0
    look.close()

    with pytest.raises(RefusedError, match="Không xem nhanh được"):  # the export lacks its units
        quick_look.build(db, _plan(db, first), queue=[[stored_files.in_import_order[3]]], user=USER)
    assert _looks(temporary_folder) == []
    db.dispose()


def test_what_a_killed_process_left_is_removed_after_two_days(
    store: Database, other_export: Path, temporary_folder: Path
) -> None:
    import os
    import time

    old, young = temporary_folder / f"{quick_look.PREFIX}old", temporary_folder / f"{quick_look.PREFIX}young"
    for folder in (old, young):
        folder.mkdir()
    past = time.time() - quick_look.LEFT_BEHIND_S - 60
    os.utime(old, (past, past))
    quick_look.build(store, _plan(store, other_export), user=USER).close()
    assert _looks(temporary_folder) == [young]
