"""Role: a small random campaign in a database, and the same rows in hand to count them independently."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data_access import batches
from data_access.batches import RecordChange
from data_access.database import Database, migrate, open_database
from data_access.rows import InitiativeRow
from data_access.vocabulary import (
    ZONE,
    Block,
    ImportKind,
    MoneyFlag,
    Recognition,
    SolutionKind,
    Status,
    TargetBasis,
)

PROGRAMME = 1
ROOT, EDUCATION, DISTRICT, CITY = 1, 2, 3, 4
SCHOOL, CLINIC, FACTORY = 5, 6, 7
PARENTS: dict[int, int | None] = {
    ROOT: None, EDUCATION: ROOT, DISTRICT: ROOT, CITY: ROOT, SCHOOL: EDUCATION, CLINIC: DISTRICT,
    FACTORY: DISTRICT,
}  # fmt: skip
NAMES = {
    ROOT: "LĐLĐ tỉnh Thử", EDUCATION: "Công đoàn ngành Giáo dục", DISTRICT: "LĐLĐ huyện Một",
    CITY: "LĐLĐ thành phố Hai", SCHOOL: "CĐCS Trường Tiểu học Ba", CLINIC: "CĐCS Trạm y tế Bốn",
    FACTORY: "CĐCS Nhà máy Năm",
}  # fmt: skip
PHASES = {
    1: (datetime(2022, 1, 8, tzinfo=ZONE), datetime(2022, 6, 1, tzinfo=ZONE)),
    2: (datetime(2022, 6, 1, tzinfo=ZONE), datetime(2023, 10, 1, tzinfo=ZONE)),
}
TARGETS = {
    (ROOT, 1): 150, (ROOT, 2): 90, (EDUCATION, 1): 30, (EDUCATION, 2): 20, (DISTRICT, 1): 60, (CITY, 1): 6,
    (CITY, 0): 9, (SCHOOL, 1): 15,
}  # fmt: skip
FIRST_SUBMISSION = datetime(2021, 12, 20, tzinfo=ZONE)


@dataclass(frozen=True)
class SmallCampaign:
    """The database and the rows that were put into it."""

    db: Database
    rows: tuple[InitiativeRow, ...]


def code_of(unit_id: int) -> str:
    """Code of a unit."""
    return f"U{unit_id}"


def make(url: str, *, seed: int = 1, count: int = 300) -> SmallCampaign:
    """Fill an empty database with a tree of seven units and ``count`` random initiatives."""
    db = open_database(url)
    migrate(db)
    _records(db)
    rows = tuple(_row(random.Random(f"{seed}-{index}"), index) for index in range(count))
    batch = batches.open_batch(
        db, kind=ImportKind.INITIATIVES, programme_id=PROGRAMME, file_name="thu.xlsx", sha256="0" * 64,
        file_bytes=1, user="test", is_full=True,
    )  # fmt: skip
    assert batches.stage_initiatives(db, batch, rows) == []
    batches.compare(db, batch)
    with db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="test")
    return SmallCampaign(db, rows)


def _records(db: Database) -> None:
    changes = [
        _new("programmes", {"programme_id": PROGRAMME}, code="THU", name="Chương trình thử"),
        *(
            _new(
                "phases", {"programme_id": PROGRAMME, "number": number}, name=f"Giai đoạn {number}",
                starts_at=start.astimezone(UTC), ends_at=end.astimezone(UTC),
            )
            for number, (start, end) in PHASES.items()
        ),
        *(
            _new("units", {"unit_id": unit}, code=code_of(unit), name=NAMES[unit], parent_id=parent)
            for unit, parent in PARENTS.items()
        ),
        _new("unit_members", {"unit_id": DISTRICT, "year": 2022}, members=1200),
        *(
            _new(
                "targets",
                {
                    "programme_id": PROGRAMME, "phase_number": phase, "unit_id": unit,
                    "basis": str(TargetBasis.ASSIGNED), "version": 1,
                },
                amount=amount,
            )
            for (unit, phase), amount in TARGETS.items()
        ),
    ]  # fmt: skip
    batch = batches.open_batch(
        db, kind=ImportKind.UNITS, programme_id=None, file_name="don-vi.xlsx", sha256="1" * 64, file_bytes=1,
        user="test", is_full=False,
    )  # fmt: skip
    with db.begin_write() as conn:
        batches.apply_records(conn, batch, changes, user="test")


def _new(table: str, key: dict[str, object], **values: object) -> RecordChange:
    return RecordChange(table, key, None, {**key, **values})


def _row(chance: random.Random, index: int) -> InitiativeRow:
    submitted = FIRST_SUBMISSION + timedelta(minutes=chance.randrange(0, 300 * 24 * 60))
    value = chance.choice([None, None, 0, 5_000_000, 5_000_000, 20_000_000, 150_000_001, 2_000_000_000])
    people = chance.sample(["an", "binh", "chi", "dung", "giang"], chance.choice([1, 1, 2]))
    return InitiativeRow(
        code=f"SK{index:05}",
        title=f"Sáng kiến {index}",
        title_key=f"sang kien {index}",
        authors="; ".join(people),
        author_keys="\n".join(people),
        unit_id=chance.choice([EDUCATION, CITY, SCHOOL, SCHOOL, CLINIC, FACTORY, ROOT]),
        unit_text="",
        field_id=chance.choice([1, 2, 3, 13]),
        solution_kind=chance.choice(list(SolutionKind)),
        block=chance.choice(list(Block)),
        submitted_at=None if chance.random() < 0.05 else submitted,
        recognised_on=None,
        applied_on=None,
        status=chance.choice([Status.VALID, Status.VALID, Status.REVIEWING, Status.INVALID]),
        recognition=chance.choice(list(Recognition)),
        recognition_number="",
        savings_vnd=value,
        savings_text="",
        savings_flags=int(MoneyFlag.LIKELY_SLIP) if value == 5_000_000 and chance.random() < 0.2 else 0,
        social="",
        description="",
        confidential=chance.random() < 0.05,
        sheet="Sheet1",
        row=index + 2,
    )
