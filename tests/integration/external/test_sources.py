"""Role: a table or a view gives the figures that the same rows give as a file, and is never written to."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.actions import imports
from dashboard.actions.sources import prepare_from_table
from dashboard.errors import DatabaseUnavailableError, InvalidInputError, SangkienError, UsageError
from dashboard.sample import SampleFiles
from dashboard.viewmodels import figures
from dashboard.viewmodels.state import FilterState
from data_access.database import Database
from data_access.external import CHUNK_ROWS, ExternalError, ExternalTable
from data_access.spreadsheets import RawChunk, SheetEnd
from data_access.viewer import LOCAL_VIEWER
from tests.integration.cli.running import sangkien
from tests.integration.external.conftest import USER, register
from tests.postgres import PostgresServer

SECRET = "hunter2"


def _figures(db: Database) -> dict[str, Any]:
    shown = figures.as_json(figures.build(LOCAL_VIEWER, db, FilterState()))
    return {key: value for key, value in shown.items() if key not in ("data_version", "batch")}


@pytest.mark.parametrize("table", ["sang_kien", "sang_kien_v"])
def test_a_table_or_view_gives_the_figures_of_the_file(
    store: Database, register_url: str, table: str, workbooks: SampleFiles
) -> None:
    prepared = prepare_from_table(store, register_url, table, user=USER)
    assert not prepared.refused, prepared.headline()
    assert (
        prepared.counts.read == prepared.counts.accepted + prepared.counts.rejected + prepared.counts.skipped
    )
    done = imports.commit_import(store, prepared, user=USER)
    from_table = _figures(store)
    assert from_table["submitted"] > 0
    again = prepare_from_table(store, register_url, table, user=USER)
    assert (again.counts.new, again.counts.changed) == (0, 0)
    assert again.sha256 == prepared.sha256
    imports.discard_import(store, again)

    assert done.batch_id is not None
    imports.undo_import(store, done.batch_id, USER)
    from_file = imports.prepare_import(store, [workbooks.in_import_order[3]], user=USER)
    assert from_file.counts.accepted == prepared.counts.accepted
    imports.commit_import(store, from_file, user=USER)
    assert _figures(store) == from_table


def test_a_source_is_never_written_to(store: Database, register_url: str) -> None:
    table = ExternalTable(register_url, "sang_kien")
    with table._connected() as conn:
        for statement in ("DELETE FROM sang_kien", "CREATE TABLE x (y INTEGER)"):
            with pytest.raises(sa.exc.DBAPIError):
                conn.exec_driver_sql(statement)
            conn.rollback()


def test_the_file_of_a_sqlite_source_stays_byte_for_byte_and_a_wrong_path_makes_none(
    store: Database, tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    path = tmp_path / "đăng ký.db"
    register(f"sqlite:///{path.as_posix()}", rows)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    imports.discard_import(
        store, prepare_from_table(store, f"sqlite:///{path.as_posix()}", "sang_kien", user=USER)
    )
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not [other for other in tmp_path.iterdir() if other.name.startswith("đăng ký.db-")]

    wrong = tmp_path / "không có.db"
    with pytest.raises(DatabaseUnavailableError, match="Không kết nối được cơ sở dữ liệu nguồn"):
        prepare_from_table(store, f"sqlite:///{wrong.as_posix()}", "sang_kien", user=USER)
    assert not wrong.exists()


def test_a_view_that_writes_when_read_is_refused_and_writes_nothing(
    store: Database, postgres_url: str, rows: list[dict[str, Any]]
) -> None:
    register(postgres_url, rows[:3])
    engine = sa.create_engine(postgres_url)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE seen (n INTEGER)")
        conn.exec_driver_sql(
            "CREATE FUNCTION spy() RETURNS TEXT LANGUAGE plpgsql AS"
            " $$ BEGIN INSERT INTO seen VALUES (1); RETURN 'x'; END $$"
        )
        conn.exec_driver_sql("CREATE VIEW spying AS SELECT *, spy() AS nguoi_xem FROM sang_kien")
    with pytest.raises(InvalidInputError, match="không có gì bị ghi"):
        prepare_from_table(store, postgres_url, "spying", user=USER)
    with engine.begin() as conn:  # the control: whoever may write, does
        assert conn.exec_driver_sql("SELECT count(*) FROM seen").scalar() == 0
        conn.exec_driver_sql("SELECT * FROM spying").all()
        assert conn.exec_driver_sql("SELECT count(*) FROM seen").scalar() == 3
    engine.dispose()


def test_many_rows_come_in_small_chunks_with_running_numbers(tmp_path: Path) -> None:
    path = tmp_path / "lớn.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, tenSangKien TEXT)")
        conn.executemany("INSERT INTO t VALUES (?, ?)", ((n, f"Sáng kiến {n}") for n in range(1, 12_001)))
    events = list(ExternalTable(f"sqlite:///{path.as_posix()}", "t").events())
    chunks = [event for event in events if isinstance(event, RawChunk)]
    assert all(chunk.height <= CHUNK_ROWS + 1 for chunk in chunks)
    assert [chunk.first_row for chunk in chunks] == [1, CHUNK_ROWS + 2, 2 * CHUNK_ROWS + 2]
    assert chunks[0].columns[1][:2] == ["ten Sang Kien", "Sáng kiến 1"]
    (end,) = [event for event in events if isinstance(event, SheetEnd)]
    assert end.rows == sum(chunk.height for chunk in chunks) == 12_001


def test_a_table_of_a_schema_is_found_and_one_that_is_missing_is_answered_with_those_there_are(
    store: Database, postgres_url: str, rows: list[dict[str, Any]]
) -> None:
    register(postgres_url, rows[:20])
    engine = sa.create_engine(postgres_url)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE SCHEMA kho")
        conn.exec_driver_sql('CREATE TABLE kho."sáng kiến" AS SELECT * FROM sang_kien')
    engine.dispose()
    prepared = prepare_from_table(store, postgres_url, "kho.sáng kiến", user=USER)
    assert prepared.counts.read == 21
    imports.discard_import(store, prepared)
    with pytest.raises(InvalidInputError, match=r"“sangkien”.*Có: sang_kien, sang_kien_v"):
        prepare_from_table(store, postgres_url, "sangkien", user=USER)


def test_an_empty_table_and_one_of_something_else_are_refused_in_words(
    store: Database, tmp_path: Path
) -> None:
    path = tmp_path / "khác.db"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE thu_chi (ngay TEXT, so_tien INTEGER, noi_dung TEXT)")
        conn.execute("INSERT INTO thu_chi VALUES ('1/2/2022', 5, 'mua giấy')")
    url = f"sqlite:///{path.as_posix()}"
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE trong (ma_sang_kien TEXT, ten_sang_kien TEXT, tac_gia TEXT, cdcs TEXT)")
    for table in ("thu_chi", "trong"):
        prepared = prepare_from_table(store, url, table, user=USER)
        assert prepared.refused, table
        assert "Không nạp được" in prepared.headline()


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("không phải địa chỉ", UsageError),
        ("sqlite://", UsageError),
        ("sqlite:///file:x?mode=memory", UsageError),
        (f"nosuch://user:{SECRET}@host/db", UsageError),
        (f"mysql+mysqldb://user:{SECRET}@host/db", UsageError),
        (f"postgresql://sa:{SECRET}@127.0.0.1:1/db", DatabaseUnavailableError),
        (f"postgresql://127.0.0.1:1/db?user=sa&password={SECRET}", DatabaseUnavailableError),
    ],
)
def test_what_cannot_be_opened_is_a_sentence_without_the_password(
    store: Database, url: str, kind: type[SangkienError]
) -> None:
    with pytest.raises(kind) as caught:
        prepare_from_table(store, url, "t", user=USER)
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.values)


def test_the_history_names_the_source_without_user_and_password(
    store: Database, rows: list[dict[str, Any]], postgres_server: PostgresServer, postgres_url: str
) -> None:
    register(postgres_url, rows[:30])
    admin = sa.create_engine(postgres_url)
    role = f"reader_{sa.make_url(postgres_url).database}"
    with admin.begin() as conn:
        conn.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")
        conn.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    url = sa.make_url(postgres_url).set(username=role, password=SECRET).render_as_string(hide_password=False)
    try:
        done = sangkien("import", "--source", url, "--table", "sang_kien", "--yes", "--json", db=store.url)
        assert done.code == 0, done.err
        history = sangkien("imports", "--json", db=store.url)
        assert history.json[0]["file"].startswith("sang_kien (postgresql")
        for text in (done.out, done.err, history.out):
            assert SECRET not in text
            assert role not in text
    finally:
        with admin.begin() as conn:
            conn.exec_driver_sql(f"DROP OWNED BY {role}")
            conn.exec_driver_sql(f"DROP ROLE {role}")
        admin.dispose()


def test_the_command_takes_files_or_a_source_and_dry_runs_it(
    store: Database, tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    url = f"sqlite:///{(tmp_path / 'r.db').as_posix()}"
    register(url, rows)
    for wrong in (["x.xlsx", "--source", url, "--table", "t"], ["--source", url], ["--table", "t"], []):
        refused = sangkien("import", *wrong, db=store.url)
        assert refused.code == 2, wrong
        assert "Chọn một trong hai" in refused.err
    before = _figures(store)
    plan = sangkien("import", "--source", url, "--table", "sang_kien", "--dry-run", db=store.url)
    assert plan.code == 0, plan.err
    assert "Chỉ xem trước" in plan.out
    assert _figures(store) == before


def test_an_address_without_a_driver_is_refused_before_anything_is_contacted() -> None:
    with pytest.raises(ExternalError) as caught:
        ExternalTable("oracle+oracledb://u:p@h/d", "t")
    assert caught.value.code == "source_driver"
