"""Role: a thousand kills per store and fifty rounds of eight imports at once, on demand (``make torture``).

``python -m tests.integration.storage.torture --kills 1000 --rounds 50 --seed 1``. The same seed gives the
same moments as shares of the work; what they hit depends on the machine.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.integration.storage import storms, writers
from tests.integration.storage.killing import kill_often
from tests.integration.storage.restoring import Restorable, RestorablePostgres, RestorableSqlite, begin
from tests.postgres import OwnServer, named_server

TOLD_EVERY = 50

STORES = ("sqlite", "postgresql")


@contextmanager
def a_place(store: str, folder: Path) -> Iterator[Restorable]:
    """A database of that store, gone afterwards."""
    if store == "sqlite":
        yield RestorableSqlite(folder / "sqlite")
        return
    named = named_server()
    server = named or OwnServer()
    made = RestorablePostgres(server)
    try:
        yield made
    finally:
        made.remove()
        if isinstance(server, OwnServer):
            server.remove()


def kills(store: str, count: int, seed: int, folder: Path) -> list[str]:
    """``count`` kills, spread over the ways; a line for each way that did not keep the promise."""
    ways = [name for name, way in writers.WAYS.items() if way.is_sound]
    wrong = []
    for number, way in enumerate(ways):
        share = count // len(ways) + (number < count % len(ways))
        if not share:
            continue
        with a_place(store, folder / way) as place:
            done = kill_often(place, way, share, seed, lambda n, way=way: _tell(store, way, n))  # type: ignore[misc]
        before, after = done.on_each_side()
        line = f"{store}, {way}: {share} kills, {before} before, {after} after, {done.halves()} neither"
        print(line, flush=True)
        if done.halves() or done.broken_trails:
            wrong.append(line)
    return wrong


def at_once(store: str, rounds: int, seed: int, folder: Path) -> list[str]:
    """Rounds of eight imports at once; a line for each that is not some order of them."""
    wrong = []
    with a_place(store, folder / "at once") as place:
        begin(place, storms.begin)
        for number in range(rounds):
            paths = storms.write_exports(folder, f"{seed}/{number}")
            storm = storms.rage(place, paths)
            place.restore()
            if storm.lost or storm.findings or storms.in_order(place, paths, storm) != storm:
                wrong.append(f"{store}, round {number}: {storm.lost} lost, {storm.findings}")
            place.restore()
    print(f"{store}, {rounds} rounds of {storms.PROCESSES} at once: {len(wrong)} wrong", flush=True)
    return wrong


def _tell(store: str, way: str, count: int) -> None:
    if count % TOLD_EVERY == 0:
        print(f"  {store}, {way}: {count}", flush=True)


def main() -> int:
    """Exit code 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.integration.storage.torture")
    parser.add_argument("--kills", type=int, default=1_000, help="per store")
    parser.add_argument("--rounds", type=int, default=50, help="of eight imports at once, per store")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    wanted = parser.parse_args()
    started = time.perf_counter()
    wrong = []
    for store in wanted.store or STORES:
        with TemporaryDirectory() as name:
            wrong += kills(store, wanted.kills, wanted.seed, Path(name))
            wrong += at_once(store, wanted.rounds, wanted.seed, Path(name))
    print(*wrong, sep="\n")
    print(f"{len(wrong)} wrong, {time.perf_counter() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
