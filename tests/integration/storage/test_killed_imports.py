"""Role: whatever kills an import, it is whole or absent, with a control that must be caught.

Ninety kills per store in every run; a thousand and more on demand (``make torture``).
"""

from datetime import UTC, datetime, timedelta

import pytest

from data_access import batches
from data_access.database import open_database
from data_access.verification import check, logical_digest
from tests.integration.storage import campaign
from tests.integration.storage.killing import kill_often
from tests.integration.storage.restoring import Restorable

SEED = 20_220_531
KILLS = {
    "a first import": 20,
    "a later import that changes and withdraws": 25,
    "a later import from its first staged row on": 15,
    "an undo": 15,
    "moved and new units": 15,
}


@pytest.mark.parametrize("way", KILLS)
def test_what_is_killed_is_whole_or_absent(way: str, place: Restorable) -> None:
    kills = kill_often(place, way, KILLS[way], SEED)
    assert kills.before != kills.after
    assert kills.halves() == 0
    assert kills.broken_trails == 0
    assert min(kills.on_each_side()) * 5 >= KILLS[way], "kills came too early or too late to prove anything"


def test_what_a_killed_import_staged_is_no_figure_and_is_cleaned_away(place: Restorable) -> None:
    kills = kill_often(place, "a later import from its first staged row on", 8, SEED)
    assert kills.leftovers > 0  # that is what this is about
    place.restore()
    db = open_database(place.url)
    with db.connect() as conn:
        before = logical_digest(conn)
    left = campaign.stage(db, campaign.make_rows(range(30), seed=7))
    next_one = campaign.import_rows(db, campaign.make_rows(range(30), seed=8))
    assert check(db) == []
    campaign.undo(db, next_one)
    assert batches.discard_orphans(db, now=datetime.now(UTC) + timedelta(days=3)) == [left]
    with db.connect() as conn:
        assert logical_digest(conn) == before
    db.dispose()


def test_a_commit_per_chunk_is_caught(place: Restorable) -> None:
    kills = kill_often(place, "a commit per chunk", 12, SEED)
    assert kills.halves() > 0
