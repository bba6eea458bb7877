"""Role: the revisions give the schema of ``tables``, from nothing, once, also when two begin together."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from data_access import tables
from data_access.database import StoreError, migrate, open_database
from data_access.queries import campaign
from data_access.verification import check
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import UNCLASSIFIED_FIELD_CODE, UNCLASSIFIED_FIELD_ID
from tests.integration.storage import campaign as made_up


def test_the_migrated_schema_is_the_one_in_tables(migrated_url: str) -> None:
    db = open_database(migrated_url)
    with db.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []
    db.dispose()


def test_a_difference_would_be_noticed(migrated_url: str) -> None:
    db = open_database(migrated_url)
    with db.begin_write() as conn:
        conn.exec_driver_sql("ALTER TABLE cube ADD COLUMN planted INTEGER")
    with db.connect() as conn:
        assert compare_metadata(MigrationContext.configure(conn), tables.metadata) != []
    db.dispose()


def _definitions(engine: sa.Engine) -> dict[str, set[str]]:
    """Name → the comma-separated parts of its definition, and what follows the bracket."""
    with engine.connect() as conn:
        rows = conn.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    found = {}
    for name, text in rows:
        flat = re.sub(r"\s+", " ", text.replace('"', ""))
        found[name] = {part.strip() for part in re.split(r"[,()]", flat) if part.strip()}
    found.pop("alembic_version", None)
    return found


def test_on_sqlite_even_the_parts_that_reflection_does_not_show_agree(sqlite_url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    migrated = open_database(sqlite_url)
    migrate(migrated)
    created = sa.create_engine(f"sqlite:///{tmp_path / 'created.sqlite'}")
    tables.metadata.create_all(created)
    assert _definitions(migrated.engine) == _definitions(created)
    migrated.dispose()
    created.dispose()


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    databases = [open_database(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, databases))
    with databases[0].connect() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(tables.data_version)).scalar_one() == 1
        assert len(campaign.fields(LOCAL_VIEWER, conn)) == 13
    for db in databases:
        db.dispose()


def test_unclassified_has_its_fixed_code_and_id(migrated_url: str) -> None:
    db = open_database(migrated_url)
    with db.connect() as conn:
        fields = campaign.fields(LOCAL_VIEWER, conn).set_index("field_id")
    assert fields.loc[UNCLASSIFIED_FIELD_ID, "code"] == UNCLASSIFIED_FIELD_CODE
    assert fields.loc[1, "code"] == "F01"
    db.dispose()


def test_a_database_of_a_newer_program_is_left_alone(migrated_url: str) -> None:
    db = open_database(migrated_url)
    with db.begin_write() as conn:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="database_newer"):
        migrate(db)
    db.dispose()


def test_sums_by_part_are_filled_from_the_rows_that_were_there(migrated_url: str) -> None:
    db = open_database(migrated_url)
    made_up.prepare(db)
    made_up.import_rows(db, made_up.make_rows(range(300)))
    made_up.import_rows(db, made_up.make_rows(range(40, 200), seed=1), withdraw_missing=True)
    query = sa.select(tables.part_cube).order_by(*tables.part_cube.primary_key.columns)
    with db.begin_write() as conn:
        kept = conn.execute(query).all()
        conn.exec_driver_sql("DROP TABLE part_cube")
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    migrate(db)
    with db.connect() as conn:
        assert conn.execute(query).all() == kept
    assert kept
    assert check(db) == []
    db.dispose()
