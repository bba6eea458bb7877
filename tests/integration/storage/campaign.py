"""Role: a small made-up campaign for the store's tests: units, phases, and rows of any kind by a seed."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from data_access import batches
from data_access.database import Database
from data_access.rows import InitiativeRow
from data_access.vocabulary import (
    UNCLASSIFIED_FIELD_ID,
    ZONE,
    Block,
    ImportKind,
    MoneyFlag,
    Recognition,
    SolutionKind,
    Status,
)

PROGRAMME = 1
PHASES = (
    (1, datetime(2022, 1, 8, tzinfo=ZONE), datetime(2022, 6, 1, tzinfo=ZONE)),
    (2, datetime(2022, 6, 1, tzinfo=ZONE), datetime(2022, 9, 1, tzinfo=ZONE)),
)
PARENTS = {1: None, 2: 1, 3: 1, 4: 1, 5: 2, 6: 2, 7: 3, 8: 5, 9: 5, 10: 7, 11: 10, 12: 11}
"""Unit → parent: one root, three first-level units (4 without children), a branch down to the last depth."""

FIRST = datetime(2021, 12, 20, tzinfo=ZONE)
DAYS = 280


def unit_changes(parents: dict[int, int | None]) -> list[batches.RecordChange]:
    """Changes that bring these units in."""
    return [
        batches.RecordChange(
            "units",
            {"unit_id": unit},
            None,
            {"code": f"U{unit}", "name": f"Đơn vị {unit}", "parent_id": parent},
        )
        for unit, parent in parents.items()
    ]


def phase_changes() -> list[batches.RecordChange]:
    """The programme and its two phases."""
    programme = {"code": "CT", "name": "Chương trình", "root_unit_id": 1}
    changes = [batches.RecordChange("programmes", {"programme_id": PROGRAMME}, None, programme)]
    for number, start, end in PHASES:
        key = {"programme_id": PROGRAMME, "number": number}
        after = {"name": f"Giai đoạn {number}", "starts_at": start, "ends_at": end}
        changes.append(batches.RecordChange("phases", key, None, after))
    return changes


def open_batch(db: Database, kind: ImportKind = ImportKind.INITIATIVES) -> int:
    """A staged batch."""
    programme = PROGRAMME if kind is ImportKind.INITIATIVES else None
    return batches.open_batch(
        db, kind=kind, programme_id=programme, file_name=f"{kind}.xlsx", sha256="0" * 64, file_bytes=1,
        user="cán bộ", is_full=True,
    )  # fmt: skip


def change_records(
    db: Database, changes: Sequence[batches.RecordChange], kind: ImportKind = ImportKind.UNITS
) -> int:
    """Commit changes of small tables; returns the batch."""
    batch = open_batch(db, kind)
    with db.begin_write() as conn:
        batches.apply_records(conn, batch, changes, user="cán bộ")
    return batch


def prepare(db: Database) -> None:
    """Programme, phases and units."""
    change_records(db, [*phase_changes(), *unit_changes(PARENTS)])


def stage(db: Database, rows: Iterable[InitiativeRow]) -> int:
    """A staged and compared batch of these rows."""
    batch = open_batch(db)
    assert batches.stage_initiatives(db, batch, list(rows)) == []
    batches.compare(db, batch)
    return batch


def import_rows(db: Database, rows: Iterable[InitiativeRow], *, withdraw_missing: bool = False) -> int:
    """Commit these rows; returns the batch."""
    batch = open_batch(db)
    assert batches.stage_initiatives(db, batch, list(rows)) == []
    counts = batches.compare(db, batch)
    with db.begin_write() as conn:
        batches.apply_batch(
            conn, batch, user="cán bộ", withdraw_missing=withdraw_missing, counts=asdict(counts)
        )
    return batch


def undo(db: Database, batch: int) -> None:
    """Take a batch back."""
    with db.begin_write() as conn:
        batches.undo_batch(conn, batch, "cán bộ")


def make_row(code: int, seed: int = 0) -> InitiativeRow:
    """One row; the same code and seed give the same row, another seed another content."""
    chance = random.Random(code * 1_000_003 + seed)
    at = FIRST + timedelta(
        days=chance.randrange(DAYS), minutes=chance.choice([0, 1439, chance.randrange(1440)])
    )
    value = chance.choice(
        [None, None, 0, 1_000_000, 20_000_000, 12_345_678, chance.randrange(10 ** chance.randrange(5, 12))]
    )
    people = sorted({f"nguoi {chance.randrange(12)}" for _ in range(chance.choice([1, 1, 2, 3]))})
    return InitiativeRow(
        code=f"SK{code:04d}",
        title=f"Sáng kiến {code} lần {seed}",
        title_key=f"sang kien {code} lan {seed}",
        authors="; ".join(people),
        author_keys="\n".join(people) if chance.random() < 0.95 else "",
        unit_id=chance.choice(list(PARENTS)),
        unit_text="CĐCS",
        field_id=chance.choice([1, 2, 3, UNCLASSIFIED_FIELD_ID]),
        solution_kind=chance.choice(list(SolutionKind)),
        block=chance.choice(list(Block)),
        submitted_at=None if chance.random() < 0.08 else at,
        recognised_on=chance.choice([None, date(2022, 3, 4)]),
        applied_on=None,
        status=chance.choice(list(Status)),
        recognition=chance.choice(list(Recognition)),
        recognition_number="12/QĐ",
        savings_vnd=value,
        savings_text="" if value is None else str(value),
        savings_flags=chance.choice([0, 0, int(MoneyFlag.LIKELY_SLIP), int(MoneyFlag.APPROXIMATE)]),
        social="Giảm giấy tờ",
        description="Mô tả chi tiết",
        confidential=chance.random() < 0.1,
        sheet="Sheet1",
        row=code + 2,
    )


def make_rows(codes: Iterable[int], seed: int = 0) -> list[InitiativeRow]:
    """Rows of these codes."""
    return [make_row(code, seed) for code in codes]
