"""Role: kills writers at random moments and says what state of the database each kill left behind."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from data_access import tables
from data_access.database import Database, open_database
from data_access.ledger import first_broken_audit_row
from data_access.verification import check, logical_digest
from data_access.vocabulary import BatchState
from tests.forked import processes
from tests.integration.storage import writers
from tests.integration.storage.restoring import Restorable, begin

HISTORY = frozenset({"audit", "batches", "data_version"})
"""Tables with times of day in them: compared by what they count instead of by their bytes."""

TIMED_BY = 3

State = tuple[object, ...]
"""Digest of all tables, data version, batches with their states, number of audit rows."""


@dataclass
class Kills:
    """What was found after each kill; only ``before`` and ``after`` are allowed."""

    before: State
    after: State
    found: list[State] = field(default_factory=list)
    broken_trails: int = 0
    leftovers: int = 0
    """Kills after which staged rows of the killed process were there."""

    def halves(self) -> int:
        """Kills that left neither the one nor the other."""
        return sum(state not in (self.before, self.after) for state in self.found)

    def on_each_side(self) -> tuple[int, int]:
        """Kills that left the state before, and the one after."""
        return self.found.count(self.before), self.found.count(self.after)


def state_of(db: Database, *, staging_counts: bool) -> State:
    """Read under the import lock: a server may still be ending what the killed process had begun."""
    table = tables.batches.c
    out = HISTORY if staging_counts else HISTORY | {"staging"}
    known = [] if staging_counts else [table.state != str(BatchState.STAGED)]
    with db.begin_write() as conn:
        return (
            logical_digest(conn, leave_out=out),
            conn.execute(sa.select(tables.data_version.c.version)).scalar_one(),
            tuple(map(tuple, conn.execute(sa.select(table.kind, table.state).where(*known)).all())),
            conn.execute(sa.select(sa.func.count()).select_from(tables.audit)).scalar_one(),
        )


def kill_often(
    place: Restorable, way_name: str, kills: int, seed: int, tell: Callable[[int], None] = lambda _: None
) -> Kills:
    """Let ``kills`` processes do the same work and kill each at a moment of its own."""
    way = writers.WAYS[way_name]
    number = 0

    def prepare(db: Database) -> None:
        nonlocal number
        number = way.begin(db)

    begin(place, prepare)
    before, _ = _found(place, way)
    times, after = [], before
    for _ in range(TIMED_BY):
        place.restore()
        times.append(_run(place.url, way_name, number, None))
        after, _ = _found(place, way)
    done = Kills(before, after)
    lasting, is_clean = sorted(times)[TIMED_BY // 2], False
    for count in range(kills):
        if not is_clean:
            place.restore()
        _run(place.url, way_name, number, random.Random(f"{seed}/{count}").random() * 2 * lasting)
        state, leaves_rows = _found(place, way, done)
        done.found.append(state)
        done.leftovers += leaves_rows
        # What a kill left as it was goes into the next one, so that there are also kills upon kills.
        is_clean = state == before and way.staging_counts
        # A machine is now busier and now quieter: aim anew, so that both outcomes go on occurring.
        lasting *= 1.2 if state == before else 0.85
        tell(count + 1)
    return done


def _run(url: str, way: str, number: int, kill_after: float | None) -> float:
    """Seconds that the work took, when nobody killed it."""
    here, there = processes().Pipe()
    process = processes().Process(target=writers.work, args=(url, way, number, there))
    process.start()
    there.close()
    assert here.recv() == "ready"
    began = time.perf_counter()
    if kill_after is None:
        assert here.recv() == "done"
    else:
        time.sleep(kill_after)
        process.kill()
    lasted = time.perf_counter() - began
    process.join()
    here.close()
    return lasted


def _found(place: Restorable, way: writers.Way, kills: Kills | None = None) -> tuple[State, bool]:
    """The state that is there, and whether it holds staged rows."""
    db = open_database(place.url)
    try:
        state = state_of(db, staging_counts=way.staging_counts)
        if kills is None and way.is_sound:  # later on, an equal state has equal sums
            assert check(db) == []
        with db.connect() as conn:
            if kills is not None and first_broken_audit_row(conn) is not None:
                kills.broken_trails += 1
            return state, conn.execute(sa.select(tables.staging.c.code).limit(1)).first() is not None
    finally:
        db.dispose()
