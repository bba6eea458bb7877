"""Role: an import is whole or absent, whatever kills it (promise P1), with a control that must be caught."""

import os
import random
import subprocess
import sys
import time

import pytest

from data_access.database import Database
from data_access.verification import check, logical_digest
from tests.integration.storage import campaign

ROUNDS = int(os.environ.get("SANGKIEN_KILL_ROUNDS", "12"))
"""Kills per store; a thousand on demand."""
WITHOUT_STAGING = frozenset({"audit", "batches", "data_version", "staging"})


def _digest(db: Database) -> str:
    with db.connect() as conn:
        return logical_digest(conn, leave_out=WITHOUT_STAGING)


def _run(db: Database, batch: int, way: str, kill_after: float | None) -> float:
    """Seconds that the commit took, or until it was killed."""
    command = [sys.executable, "-m", "tests.integration.storage.apply_until_killed", db.url, str(batch), way]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        began = time.monotonic()
        if kill_after is None:
            assert process.stdout.readline().strip() == "done"
        else:
            time.sleep(kill_after)
            process.kill()
        lasted = time.monotonic() - began
        process.wait()
        return lasted


def _states(db: Database, way: str, rounds: int) -> tuple[set[str], str, str, list[str]]:
    """Digests found after kills at random moments, and the two that are allowed."""
    before = _digest(db)
    batch = campaign.stage(db, campaign.make_rows(range(400)))
    lasting = _run(db, batch, way, None)
    after = _digest(db)
    chance = random.Random(5)
    found = []
    for _ in range(rounds):
        _reset(db)
        again = campaign.stage(db, campaign.make_rows(range(400)))
        _run(db, again, way, chance.random() * lasting * 2)
        found.append(_digest(db))
        # A busy machine is slower than it just was: aim anew, so that both outcomes occur.
        lasting *= 1.3 if found[-1] == before else 0.8
    return {before, after}, before, after, found


def _reset(db: Database) -> None:
    """The campaign without initiatives, whatever a killed process left; numbers of batches start anew."""
    with db.begin_write() as conn:
        for name in ("initiatives", "staging", "initiative_history", "cube", "author_cube", "savings_bins"):
            conn.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608 # names above
        conn.exec_driver_sql("DELETE FROM batches WHERE kind = 'initiatives'")
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("SELECT setval('batches_batch_id_seq', (SELECT max(batch_id) FROM batches))")


@pytest.mark.slow
def test_a_killed_import_is_whole_or_absent(db: Database) -> None:
    allowed, before, after, found = _states(db, "careful", ROUNDS)
    assert set(found) <= allowed
    assert found.count(before) >= ROUNDS // 5, "kills came too late to prove anything"
    assert found.count(after) >= ROUNDS // 5, "kills came too early to prove anything"
    assert check(db) == []


@pytest.mark.slow
def test_a_commit_per_chunk_would_be_caught(db: Database) -> None:
    allowed, _, _, found = _states(db, "careless", ROUNDS)
    assert not set(found) <= allowed
