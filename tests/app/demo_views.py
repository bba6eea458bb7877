"""Role: fixed views of an invented campaign, to look at screens and to test them without a database."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import exp

from dashboard.domain.attainment import Attainment
from dashboard.domain.bands import Thresholds, band_of, standing_of
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import (
    Attained,
    Band,
    BinRow,
    Change,
    Choices,
    Course,
    EventMark,
    FieldChoice,
    FieldRow,
    FieldsView,
    Headline,
    KindRow,
    OverviewView,
    Pace,
    PeriodRow,
    PhaseRef,
    PlanPoint,
    ProgrammeChoice,
    PublishedRank,
    Savings,
    Scope,
    Stamp,
    TargetsView,
    TopInitiative,
    TrendView,
    UnitChoice,
    UnitPart,
    UnitRef,
    UnitRow,
)
from data_access.tables import BIN_EDGES_VND
from data_access.vocabulary import ZONE, Block, SolutionKind

AS_OF = datetime(2022, 6, 1, tzinfo=ZONE)
STAMP = Stamp(AS_OF, 14, "export.xlsx", 3001, 7, "demo", True)
PHASE_1 = PhaseRef(1, "Giai đoạn 1", datetime(2022, 1, 8, tzinfo=ZONE), AS_OF)
PHASE_2 = PhaseRef(2, "Giai đoạn 2", AS_OF, datetime(2023, 10, 1, tzinfo=ZONE))
WHOLE = PhaseRef(0, "Cả chương trình", PHASE_1.starts_at, PHASE_2.ends_at)
ROOT = UnitRef(1, "LS", "LĐLĐ tỉnh Lạng Sơn", True)

UNITS = (
    ("Công đoàn ngành Giáo dục", 1005, 380, 780),
    ("LĐLĐ huyện Tràng Định", 395, 150, 310),
    ("LĐLĐ thành phố Lạng Sơn", 288, 200, 410),
    ("LĐLĐ huyện Văn Quan", 182, 130, 266),
    ("LĐLĐ huyện Văn Lãng", 176, 130, 266),
    ("LĐLĐ huyện Cao Lộc", 203, 150, 308),
    ("LĐLĐ huyện Bắc Sơn", 170, 130, 266),
    ("Công đoàn ngành Y tế", 129, 120, 246),
    ("LĐLĐ huyện Chi Lăng", 119, 119, 246),
    ("LĐLĐ huyện Hữu Lũng", 117, 125, 256),
    ("Công đoàn Viên chức tỉnh", 74, 80, 164),
    ("LĐLĐ huyện Lộc Bình", 63, 100, 205),
    ("LĐLĐ huyện Đình Lập", 39, 60, 123),
    ("LĐLĐ huyện Bình Gia", 13, 50, 103),
    ("CĐ Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn", 24, 5, 10),
    ("CĐCS Công ty CP <b>Xi măng</b> Hồng Phong", 4, None, None),
)


def attained(count: int, target: int | None) -> Attained:
    """By the domain's rules."""
    exact = Attainment(count, target)
    ratio = exact.ratio
    return Attained(
        count,
        target,
        None if ratio is None else Decimal(ratio.numerator) / Decimal(ratio.denominator),
        exact.missing,
        exact.excess,
        standing_of(exact, Thresholds()),
        exact.is_small_target(10),
    )


def savings(count: int) -> Savings:
    """43% declare, five million on the middle."""
    declared = count * 43 // 100
    return Savings(
        declared * 11_620_000, declared, count, 5_000_000 if declared else None, declared // 200, 0
    )


def unit_rows() -> tuple[UnitRow, ...]:
    """Ordered by share, those without a target after, the remainder last."""
    ordered = sorted(UNITS, key=lambda unit: Fraction(-unit[1], unit[2]) if unit[2] else Fraction(1))
    rows = [
        UnitRow(
            UnitPart.UNIT,
            UnitRef(10 + place, f"LS-{place:02d}", name, place != 4),
            attained(count, target),
            attained(count, whole),
            band_of(Attainment(count, target), Attainment(count, whole), Thresholds()),
            place if target else None,
            name.endswith(("Quan", "Lãng")),
            place,
            3 if target and count < target else None,
            count * 23,
            Decimal(100) / Decimal(23),
            savings(count),
            count - count // 9,
        )
        for place, (name, count, target, whole) in enumerate(ordered, start=1)
    ]
    none = attained(7, None)
    rows.append(
        UnitRow(
            UnitPart.ITSELF,
            ROOT,
            none,
            none,
            Band.UNASSIGNED,
            None,
            False,
            None,
            None,
            None,
            None,
            savings(7),
            7,
        )
    )
    return tuple(rows)


def days() -> tuple[PeriodRow, ...]:
    """A late surge before the deadline, 3.001 in all."""
    first, length = date(2022, 1, 8), 144
    curve = [exp(day / 26) for day in range(length)]
    total, rows, before = sum(curve), [], 0
    for day in range(length):
        reached = round(3001 * sum(curve[: day + 1]) / total)
        rows.append(PeriodRow(first + timedelta(days=day), reached - before, reached))
        before = reached
    return tuple(rows)


def grouped(step: int) -> tuple[PeriodRow, ...]:
    """Days added up in steps of so many days."""
    rows = days()
    return tuple(
        PeriodRow(
            rows[start].starts_on,
            sum(row.count for row in rows[start : start + step]),
            rows[min(start + step, len(rows)) - 1].cumulative,
        )
        for start in range(0, len(rows), step)
    )


def scope(state: FilterState) -> Scope:
    """The scope of phase 1 of the root, whatever else is asked."""
    phase = {0: WHOLE, 2: PHASE_2}.get(state.phase if state.phase is not None else 1, PHASE_1)
    row = next((row for row in unit_rows() if row.unit.code == state.unit), None)
    unit, ancestors = (row.unit, (ROOT,)) if row else (ROOT, ())
    return Scope(
        "1TRIEU", "Chương trình 1 triệu sáng kiến", phase, unit, ancestors, None, None, state.measure
    )


def headline() -> Headline:
    """3.001 of 2.000."""
    return Headline(
        phase=attained(3001, 2000),
        programme=attained(3001, 4100),
        submitted=3001,
        valid=2714,
        authors=2688,
        pace=Pace(487, 16, Decimal("212.5"), 2000, 1001),
        savings=Savings(15_000_000_000, 1291, 3001, 5_000_000, 6, 2_100_000_000),
        units_met=9,
        units_with_target=15,
        units=16,
        rank=PublishedRank(45, 82, AS_OF, "Cổng thông tin LĐLĐ tỉnh, 22/7/2022"),
        outside_phases=12,
        change=Change(120, 14),
        change_valid=Change(98, 14),
        change_savings=Change(350_000_000, 14),
        change_units_met=Change(1, 14),
    )


def course() -> Course:
    """Phase 1 with an interim milestone and two events."""
    return Course(
        days(),
        (
            PlanPoint(date(2022, 1, 8), 0),
            PlanPoint(date(2022, 4, 30), 1400, "70% trước 30/4"),
            PlanPoint(date(2022, 5, 31), 2000),
        ),
        (EventMark(date(2022, 4, 22), "Hội nghị toàn quốc"), EventMark(date(2022, 5, 1), "Tháng Công nhân")),
        2000,
        date(2022, 1, 8),
        date(2022, 5, 31),
    )


def fields() -> tuple[FieldRow, ...]:
    """Fields by count, the unclassified last."""
    named = (
        ("Giáo dục, đào tạo", 1230),
        ("Cải cách hành chính, quản lý điều hành", 520),
        ("Y tế, phòng chống dịch", 402),
        ("Sản xuất – kinh doanh, kỹ thuật", 260),
        ("Chuyển đổi số, CNTT", 180),
        ("Hoạt động công đoàn, xây dựng Đảng", 120),
        ("An toàn, vệ sinh lao động", 80),
        ("Nông, lâm, ngư nghiệp", 40),
        ("Khác", 29),
    )
    rows = [
        FieldRow(f"F{place}", name, count, Decimal(count) / 3001, savings(count), Decimal(count) / 2861)
        for place, (name, count) in enumerate(named)
    ]
    rows.append(FieldRow(None, "Chưa phân loại", 140, Decimal(140) / 3001, savings(140), Decimal("0.03")))
    return tuple(rows)


def overview_view(state: FilterState) -> OverviewView:
    """Tổng quan."""
    rows = unit_rows()
    urgent = sorted((row for row in rows if row.phase.missing), key=lambda row: -(row.phase.missing or 0))[:3]
    return OverviewView(
        STAMP,
        scope(state),
        headline(),
        course(),
        grouped(7),
        rows,
        tuple(urgent),
        fields(),
        (
            "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến, đạt 150,1% so với kế hoạch (vượt 1.001); "
            "đứng thứ 45/82 đơn vị toàn quốc.",
            "Công đoàn ngành Giáo dục, LĐLĐ huyện Tràng Định đã đạt và vượt chỉ tiêu cả hai giai đoạn.",
            "Ước tính giá trị làm lợi khoảng 15 tỷ đồng (khai 1.291/3.001 sáng kiến).",
        ),
    )


def trend_view(state: FilterState) -> TrendView:
    """Diễn biến."""
    return TrendView(STAMP, scope(state), headline(), course(), grouped(7), grouped(30), (), None, 12, 3, 2)


def targets_view(state: FilterState) -> TargetsView:
    """Chỉ tiêu theo đơn vị; a unit has no subordinates here."""
    rows = () if state.unit else unit_rows()
    counts = tuple((band, sum(row.band is band for row in rows)) for band in Band)
    return TargetsView(STAMP, scope(state), headline(), rows, counts, Decimal("0.9"), Decimal("1.3"), 10)


def fields_view(state: FilterState) -> FieldsView:
    """Lĩnh vực và giá trị làm lợi."""
    shape = (4, 38, 121, 322, 410, 201, 120, 40, 20, 9, 4, 2, 0)
    uppers = (*BIN_EDGES_VND[1:], None)
    bins = zip(BIN_EDGES_VND, uppers, shape, strict=True)
    return FieldsView(
        STAMP,
        scope(state),
        3001,
        headline().savings,
        140,
        fields(),
        tuple(KindRow(kind, 900 - 140 * kind, savings(900 - 140 * kind)) for kind in SolutionKind),
        tuple(KindRow(block, 1200 - 260 * block, savings(1200 - 260 * block)) for block in Block),
        tuple(BinRow(lower, upper, count) for lower, upper, count in bins),
        (
            TopInitiative(
                "SK0001", "Cải tiến lò nung <script>alert(1)</script>", "CĐCS Xi măng", 2 * 10**9, True
            ),
            TopInitiative("SK0002", None, "CĐCS Nhiệt điện Na Dương", 1_400_000_000, False),
            TopInitiative(
                "SK0003", "Số hóa hồ sơ bệnh án tại trung tâm y tế", "CĐCS TTYT", 800_000_000, False
            ),
        ),
        (),
    )


def choices(state: FilterState) -> Choices:
    """One programme, two phases, the units, the fields."""
    units = [UnitChoice("LS", ROOT.name, 0, ())]
    units += [
        UnitChoice(row.unit.code, row.unit.name, 1, ()) for row in unit_rows() if row.part is UnitPart.UNIT
    ]
    units.append(UnitChoice("LS-01-01", "CĐCS Trường THPT Chu Văn An", 2, ("Công đoàn ngành Giáo dục",)))
    return Choices(
        STAMP,
        (ProgrammeChoice("1TRIEU", "Chương trình 1 triệu sáng kiến"),),
        (PHASE_1, PHASE_2),
        1,
        tuple(units),
        tuple(FieldChoice(row.code, row.name) for row in fields() if row.code),
        "1TRIEU",
        state.unit or "LS",
    )
