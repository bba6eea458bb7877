"""Role: campaigns of any shape for decks: few or many units, long names, no targets, no money."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dashboard.reports import campaign
from dashboard.reports.blocks import Audience, Document
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.state import FilterState
from data_access import batches
from data_access.batches import RecordChange
from data_access.database import Database, migrate, open_database
from data_access.rows import InitiativeRow
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import (
    ZONE,
    Block,
    ImportKind,
    Measure,
    Recognition,
    SolutionKind,
    Status,
    TargetBasis,
)

ROOT = 1
NOW = datetime(2022, 7, 15, 8, 30, tzinfo=ZONE)
PHASES = {
    1: (datetime(2022, 1, 8, tzinfo=ZONE), datetime(2022, 6, 1, tzinfo=ZONE)),
    2: (datetime(2022, 6, 1, tzinfo=ZONE), datetime(2023, 10, 1, tzinfo=ZONE)),
}
LONG = (
    "Công đoàn các Khu công nghiệp, khu kinh tế cửa khẩu và Tổng công ty Phát triển hạ tầng miền núi phía Bắc"
)


@dataclass(frozen=True)
class Shape:
    """What a campaign is like."""

    units: int = 16
    rows: int = 900
    targets: bool = True
    money: bool = True
    long_names: bool = False
    phases: bool = True


SHAPES = {
    "5 units": Shape(units=5, rows=300),
    "16 units": Shape(units=16),
    "60 units": Shape(units=60, rows=1200),
    "200 units": Shape(units=200, rows=2000),
    "long names": Shape(units=16, long_names=True),
    "no targets": Shape(units=16, targets=False),
    "no money": Shape(units=16, money=False),
    "one initiative": Shape(units=1, rows=1),
    "no phases": Shape(units=5, rows=50, phases=False, targets=False),
}


def stored(url: str, shape: Shape) -> Database:
    """The campaign in an empty database."""
    db = open_database(url)
    migrate(db)
    batch = batches.open_batch(
        db, kind=ImportKind.UNITS, programme_id=None, file_name="don-vi.xlsx", sha256="1" * 64, file_bytes=1,
        user="test", is_full=False,
    )  # fmt: skip
    with db.begin_write() as conn:
        batches.apply_records(conn, batch, _records(shape), user="test")
    batch = batches.open_batch(
        db, kind=ImportKind.INITIATIVES, programme_id=1, file_name="thu.xlsx", sha256="0" * 64, file_bytes=1,
        user="test", is_full=True,
    )  # fmt: skip
    assert batches.stage_initiatives(db, batch, [_row(index, shape) for index in range(shape.rows)]) == []
    batches.compare(db, batch)
    with db.begin_write() as conn:
        batches.apply_batch(conn, batch, user="test")
    return db


def document(
    db: Database,
    *,
    audience: Audience = Audience.INTERNAL,
    phase: int | None = 1,
    unit: str | None = None,
    measure: Measure = Measure.SUBMITTED,
    wishes: ReportWishes | None = None,
    viewer: Viewer = LOCAL_VIEWER,
) -> Document:
    """The usual document of a stored campaign."""
    state = FilterState(phase=phase, unit=unit, measure=measure)
    wished = wishes or ReportWishes(audience=audience, place="Lạng Sơn", held_on=date(2022, 7, 15))
    return campaign.build(viewer, db, state, wished, made_by="Nguyễn Văn An", now=NOW)


def name_of(unit: int, shape: Shape) -> str:
    """Name of a unit; the root has number 1."""
    if unit == ROOT:
        return "LĐLĐ tỉnh Thử"
    return f"{LONG} số {unit}" if shape.long_names else f"LĐLĐ huyện Số {unit}"


def _records(shape: Shape) -> list[RecordChange]:
    units = range(ROOT, ROOT + 1 + shape.units)
    found = [_new("programmes", {"programme_id": 1}, code="THU", name="Chương trình 1 triệu sáng kiến")]
    if shape.phases:
        found += [
            _new(
                "phases", {"programme_id": 1, "number": number}, name=f"Giai đoạn {number}",
                starts_at=start.astimezone(UTC), ends_at=end.astimezone(UTC),
            )
            for number, (start, end) in PHASES.items()
        ]  # fmt: skip
    found += [
        _new(
            "units", {"unit_id": unit}, code=f"U{unit}", name=name_of(unit, shape),
            parent_id=None if unit == ROOT else ROOT,
        )
        for unit in units
    ]  # fmt: skip
    if shape.targets:
        found += [
            _target(unit, phase, _goal(unit, shape))
            for unit in units
            for phase in PHASES
            if unit == ROOT or unit % 9  # every ninth has none
        ]
    return found


def _goal(unit: int, shape: Shape) -> int:
    each = max(shape.rows // max(shape.units, 1), 1)
    return shape.rows * 2 // 3 + 1 if unit == ROOT else max(each * (unit % 7 + 3) // 8, 1)


def _target(unit: int, phase: int, amount: int) -> RecordChange:
    key = {
        "programme_id": 1, "phase_number": phase, "unit_id": unit, "basis": str(TargetBasis.ASSIGNED),
        "version": 1,
    }  # fmt: skip
    return _new("targets", key, amount=amount)


def _new(table: str, key: dict[str, object], **values: object) -> RecordChange:
    return RecordChange(table, key, None, {**key, **values})


def _row(index: int, shape: Shape) -> InitiativeRow:
    value = (None, 4_000_000, 250_000_000, None, 90_000_000, 12_500_000)[index % 6] if shape.money else None
    title = f"Giải pháp rút ngắn thời gian xử lý hồ sơ tại bộ phận một cửa, lần {index}"
    return InitiativeRow(
        code=f"SK{index:05}", title=title, title_key=title.lower(), authors=f"Người {index}",
        author_keys=f"nguoi {index}", unit_id=ROOT + 1 + index % max(shape.units, 1), unit_text="",
        field_id=(1, 2, 3, 4, 5, 13)[index % 6], solution_kind=list(SolutionKind)[index % 6],
        block=list(Block)[index % 5],
        submitted_at=datetime(2022, 1, 10, 9, tzinfo=ZONE) + timedelta(hours=index * 3400 / shape.rows),
        recognised_on=None, applied_on=None, status=Status.VALID if index % 5 else Status.REVIEWING,
        recognition=Recognition.UNKNOWN, recognition_number="", savings_vnd=value, savings_text="",
        savings_flags=0, social="" if index % 3 else "Giảm thời gian đi lại của người dân", description="",
        confidential=index % 40 == 2, sheet="Sheet1", row=index + 2,
    )  # fmt: skip
