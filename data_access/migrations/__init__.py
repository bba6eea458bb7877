"""Role: brings a database to this program's schema, from inside the installed package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data_access.database import Database, StoreError


def _config(conn: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config


def is_current(conn: Connection) -> bool:
    """Whether the schema is the one this program was written for. Raises ``database_newer``."""
    scripts = ScriptDirectory.from_config(_config(conn))
    present = MigrationContext.configure(conn).get_current_heads()
    known = {script.revision for script in scripts.walk_revisions()}
    if not set(present) <= known:
        raise StoreError("database_newer")
    return set(present) == set(scripts.get_heads())


def upgrade(db: Database) -> None:
    """Run what is missing in one transaction under the import lock, so that a second process waits."""
    with db.connect() as conn:
        if is_current(conn):
            return
    with db.begin_write() as conn:
        if not is_current(conn):
            command.upgrade(_config(conn), "head")
