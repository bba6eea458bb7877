"""Role: sixty mutants in every run; thousands on demand (``make fuzz``)."""

from pathlib import Path

import pytest

from dashboard.actions import imports
from data_access.database import Database
from tests.odd import fuzz

MUTANTS, SEED = 60, 20_220_531


def test_mutants_end_refused_or_in_a_plan(db: Database, tmp_path: Path) -> None:
    ends, harm = fuzz.run(db, tmp_path, MUTANTS, SEED)
    assert harm == []
    assert sum(ends.values()) == MUTANTS
    assert len(ends) >= 4  # they die in many ways, so they do mutate what matters
    assert ends["plan"]  # and some live


def test_every_seed_is_a_good_file(db: Database, tmp_path: Path) -> None:
    for name, make in fuzz.SEEDS.items():
        prepared = imports.prepare_import(db, [make(tmp_path)], user="thử")
        assert prepared.counts.accepted == 8, name
        imports.discard_import(db, prepared)


def test_the_same_seed_gives_the_same_mutants(tmp_path: Path) -> None:
    bodies = fuzz.seeds(tmp_path)
    assert [fuzz.mutant(n, 7, bodies)[0] for n in range(30)] == [
        fuzz.mutant(n, 7, bodies)[0] for n in range(30)
    ]
    assert [fuzz.mutant(n, 7, bodies)[0] for n in range(30)] != [
        fuzz.mutant(n, 8, bodies)[0] for n in range(30)
    ]


def test_control_an_exception_would_be_noticed(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(imports, "prepare_import", broken)
    _, harm = fuzz.run(db, tmp_path, 3, SEED)
    assert len(harm) == 3
