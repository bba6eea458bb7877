"""Role: a process that commits a staged batch and may be killed at any moment; ``careless`` is the control.

Run as ``python -m tests.integration.storage.apply_until_killed URL BATCH careful|careless``; prints "ready"
before it begins and "done" when the commit is through.
"""

import sys

import sqlalchemy as sa

from data_access import batches, tables
from data_access.applying import _check_units
from data_access.database import Database, open_database
from data_access.ledger import next_version


def careful(db: Database, batch_id: int) -> None:
    """The real thing: one transaction."""
    with db.begin_write() as conn:
        batches.apply_batch(conn, batch_id, user="cán bộ")


def careless(db: Database, batch_id: int) -> None:
    """The broken variant that the test must catch: a commit per chunk."""
    rows, staged, paths = tables.initiatives, tables.staging, tables.unit_paths
    copied = [column.name for column in staged.columns if column.name in rows.c and column.name != "batch_id"]
    ancestors = [f"n{depth}" for depth in range(tables.MAX_DEPTH + 1)]
    with db.connect() as conn:
        codes = sorted(conn.execute(sa.select(staged.c.code)).scalars())
        _check_units(conn, batch_id)
    for start in range(0, len(codes), 20):
        with db.begin_write() as conn:
            conn.execute(
                sa.insert(rows).from_select(
                    [*copied, *ancestors, "programme_id", "withdrawn", "batch_id"],
                    sa.select(
                        *(staged.c[name] for name in copied), *(paths.c[name] for name in ancestors),
                        sa.literal(1), sa.false(), sa.literal(batch_id),
                    )
                    .select_from(staged.join(paths, paths.c.unit_id == staged.c.unit_id))
                    .where(staged.c.code.in_(codes[start : start + 20])),
                )
            )  # fmt: skip
            next_version(conn)


if __name__ == "__main__":
    url, number, way = sys.argv[1:]
    opened = open_database(url)
    with opened.connect():
        pass
    print("ready", flush=True)
    (careful if way == "careful" else careless)(opened, int(number))
    print("done", flush=True)
