"""Role: a province's own register as tables of SQLite and PostgreSQL, and a store that knows its units."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from dashboard.actions import imports
from dashboard.sample import SampleFiles, write_sample
from data_access.database import Database, open_database

ROWS = 300
USER = "cán bộ"

NAMES = (
    "ma_sang_kien", "ten_sang_kien", "tac_gia", "cdcs", "cd_cap_tren_truc_tiep", "linh_vuc", "loai_giai_phap",
    "khoi", "ngay_ap_dung", "ngay_cong_nhan", "ngay_gui", "trang_thai", "hinh_thuc_cong_nhan",
    "so_quyet_dinh", "gia_tri_lam_loi", "hieu_qua", "bi_mat",
)  # fmt: skip
"""The export's columns as a programmer would name them."""


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> SampleFiles:
    return write_sample(tmp_path_factory.mktemp("register-sample"), ROWS)


@pytest.fixture(scope="session")
def rows(workbooks: SampleFiles) -> list[dict[str, Any]]:
    """The sample's export by column name, as it stands in the sheet."""
    book = openpyxl.load_workbook(workbooks.in_import_order[3], read_only=True)
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    start = next(i for i, line in enumerate(lines) if line and line[0] == "Mã sáng kiến") + 1
    # A short line ends where its last filled cell stands.
    whole = [(*line, *(None,) * (len(NAMES) - len(line))) for line in lines[start:] if line and line[0]]
    return [dict(zip(NAMES, line, strict=True)) for line in whole]


def register(url: str, rows: Sequence[dict[str, Any]], name: str = "sang_kien") -> None:
    """Make the table, all of whose cells are text, and a view of it."""
    engine = sa.create_engine(url)
    table = sa.Table(
        name,
        sa.MetaData(),
        sa.Column("stt", sa.Integer, primary_key=True),
        *(sa.Column(column, sa.Text) for column in NAMES),
        sa.Column("ghi_nhan_luc", postgresql.TIMESTAMP(timezone=True).with_variant(sa.DateTime, "sqlite")),
    )
    with engine.begin() as conn:
        table.create(conn)
        conn.execute(
            table.insert(),
            [
                {"stt": number, **{key: None if cell is None else str(cell) for key, cell in row.items()}}
                for number, row in enumerate(rows, start=1)
            ],
        )
        conn.exec_driver_sql(f"CREATE VIEW {name}_v AS SELECT {', '.join(NAMES)} FROM {name}")  # noqa: S608 # our own names
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def register_url(request: pytest.FixtureRequest, tmp_path: Path, rows: list[dict[str, Any]]) -> Iterator[str]:
    """A register with the table ``sang_kien`` and the view ``sang_kien_v``."""
    if request.param == "sqlite":
        url = f"sqlite:///{(tmp_path / 'dang ký.db').as_posix()}"
        register(url, rows)
        yield url
        return
    server = request.getfixturevalue("postgres_server")
    name = server.create()
    register(server.url_of(name), rows)
    yield server.url_of(name)
    server.drop(name)


@pytest.fixture
def store(tmp_path: Path, migrated_sqlite: Path, workbooks: SampleFiles) -> Iterator[Database]:
    """A store with programme, units and targets."""
    path = tmp_path / "kho.sqlite"
    path.write_bytes(migrated_sqlite.read_bytes())
    db = open_database(f"sqlite:///{path.as_posix()}")
    for workbook in workbooks.in_import_order[:3]:
        imports.commit_import(db, imports.prepare_import(db, [workbook], user=USER), user=USER)
    yield db
    db.dispose()
