"""Role: what a process does to a database while somebody kills it; ``a commit per chunk`` is the control.

Each way has a campaign to begin with and the work itself, which is given what ``begin`` returned.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe

import sqlalchemy as sa

from data_access import batches, tables
from data_access.database import Database, open_database
from data_access.ledger import next_version
from data_access.vocabulary import BatchState, ImportKind
from tests.integration.storage import campaign

STANDING, NAMED, ADDED = 80, 50, 20
"""Rows that stand; of those, rows a later export names (the others it withdraws); rows it adds."""

CHUNK = 10


def work(url: str, way: str, number: int, pipe: Pipe) -> None:
    """The process: says when it begins and when it is through."""
    db = open_database(url)
    with db.connect():
        pass
    pipe.send("ready")
    WAYS[way].run(db, number)
    pipe.send("done")
    os._exit(0)  # nothing to tidy up that a kill would not leave untidy, too


@dataclass(frozen=True)
class Way:
    """``begin``: makes the state before, returns a number for ``run``; ``staging_counts``: whether rows that
    were staged must be exactly as before, too."""

    begin: Callable[[Database], int]
    run: Callable[[Database, int], None]
    staging_counts: bool = True
    is_sound: bool = True


def _first_staged(db: Database) -> int:
    campaign.prepare(db)
    return campaign.stage(db, campaign.make_rows(range(STANDING)))


def _standing(db: Database) -> int:
    campaign.prepare(db)
    return campaign.import_rows(db, campaign.make_rows(range(STANDING)))


def _again_staged(db: Database) -> int:
    _standing(db)
    return campaign.stage(db, _export())


def _again_done(db: Database) -> int:
    _standing(db)
    return campaign.import_rows(db, _export(), withdraw_missing=True)


def _records_staged(db: Database) -> int:
    _standing(db)
    return campaign.open_batch(db, ImportKind.UNITS)


def _export() -> list[campaign.InitiativeRow]:
    same = campaign.make_rows(range(NAMED // 2))
    changed = campaign.make_rows(range(NAMED // 2, NAMED), seed=1)
    return same + changed + campaign.make_rows(range(STANDING, STANDING + ADDED))


def _apply(db: Database, batch: int) -> None:
    with db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="cán bộ", withdraw_missing=True)


def _stage_and_apply(db: Database, _number: int) -> None:
    batch, rows = campaign.open_batch(db), _export()
    for start in range(0, len(rows), CHUNK):
        assert batches.stage_initiatives(db, batch, rows[start : start + CHUNK]) == []
    batches.compare(db, batch)
    _apply(db, batch)


def _undo(db: Database, batch: int) -> None:
    campaign.undo(db, batch)


def _move_units(db: Database, batch: int) -> None:
    moved = batches.RecordChange("units", {"unit_id": 5}, {"parent_id": 2}, {"parent_id": 3})
    changes = [moved, *campaign.unit_changes({20: 4, 21: 20})]
    with db.begin_write() as conn:
        batches.apply_records(conn, batch, changes, user="cán bộ")


def _chunk_by_chunk(db: Database, batch: int) -> None:
    """The broken variant: what is staged is written in several transactions."""
    staged = tables.staging.c
    with db.connect() as conn:
        codes = sorted(conn.execute(sa.select(staged.code)).scalars())
    for start in range(0, len(codes), CHUNK):
        with db.begin_write() as conn:
            conn.execute(_insert(batch, codes[start : start + CHUNK]))
            next_version(conn)
    with db.begin_write() as conn:
        conn.execute(sa.update(tables.batches).values(state=str(BatchState.COMMITTED)))


def _insert(batch: int, codes: list[str]) -> sa.Insert:
    rows, staged, paths = tables.initiatives, tables.staging, tables.unit_paths
    copied = [column.name for column in staged.columns if column.name in rows.c and column.name != "batch_id"]
    ancestors = [f"n{depth}" for depth in range(tables.MAX_DEPTH + 1)]
    values = sa.select(
        *(staged.c[name] for name in copied), *(paths.c[name] for name in ancestors),
        sa.literal(campaign.PROGRAMME), sa.false(), sa.literal(batch),
    ).select_from(staged.join(paths, paths.c.unit_id == staged.c.unit_id))  # fmt: skip
    names = [*copied, *ancestors, "programme_id", "withdrawn", "batch_id"]
    return sa.insert(rows).from_select(names, values.where(staged.c.code.in_(codes)))


WAYS = {
    "a first import": Way(_first_staged, _apply),
    "a later import that changes and withdraws": Way(_again_staged, _apply),
    "a later import from its first staged row on": Way(_standing, _stage_and_apply, staging_counts=False),
    "an undo": Way(_again_done, _undo),
    "moved and new units": Way(_records_staged, _move_units),
    "a commit per chunk": Way(_first_staged, _chunk_by_chunk, is_sound=False),
}
