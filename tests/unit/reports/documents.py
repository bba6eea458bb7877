"""Role: a small document with one of everything, for tests of the renderers."""

from datetime import UTC, date, datetime
from decimal import Decimal

from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series
from dashboard.reports.blocks import (
    Annex,
    Audience,
    Block,
    BlockKind,
    Cell,
    CellKind,
    Chart,
    Column,
    Document,
    Official,
    Paragraphs,
    Provenance,
    Statement,
    Table,
)

ORIGIN = "Số liệu tính đến 24h ngày 31/5/2022 · sáng kiến đã gửi · lần nạp 14"
RESULT = "Kết thúc giai đoạn 1, toàn tỉnh có 3.001 sáng kiến, đạt 150,1% so với kế hoạch."


def chart() -> ChartSpec:
    points = (
        Point("a", Decimal("2.44"), label="▲ 244,0% · 732/300", name="Công đoàn ngành Giáo dục"),
        Point("b", Decimal("0.6333"), label="○ 63,3% · 38/60", name="LĐLĐ huyện Đình Lập"),
    )
    series = (Series("Thực hiện", Role.ACTUAL, points),)
    return ChartSpec(Kind.BULLET, "1/2 đơn vị đạt", "% chỉ tiêu", "Một đơn vị đạt", series, reference=1)


def table(rows: int = 2) -> Table:
    columns = (Column("Đơn vị"), Column("Kết quả", CellKind.COUNT, total=True))
    cells = tuple((Cell(f"Đơn vị {n}", f"Đơn vị {n}"), Cell(f"{n}", n)) for n in range(1, rows + 1))
    total = rows * (rows + 1) // 2
    return Table(columns, cells, totals=(Cell("Tổng cộng"), Cell(f"{total}", total)), note="Cơ sở nhỏ")


def document(*blocks: Block, rows: int = 2, official: Official | None = None) -> Document:
    """A document of these blocks; of the usual few when there are none."""
    shown = (Chart(chart()), table(rows))
    usual = (
        Block("title", BlockKind.TITLE, "Báo cáo sơ kết giai đoạn 1", ()),
        Block("standing", BlockKind.STANDING, "Toàn tỉnh vượt 1.001", (Statement(RESULT, "150,1%"),)),
        Block("units", BlockKind.UNITS, "1/2 đơn vị đạt", shown, sentences=("Nêu tên.",)),
        Block("causes", BlockKind.CAUSES, "Nguyên nhân", (Paragraphs(("Cán bộ *chưa* #tập trung",), True),)),
    )  # fmt: skip
    return Document(
        title="Báo cáo sơ kết giai đoạn 1",
        subtitle="Giai đoạn 1",
        unit_name="LĐLĐ tỉnh Lạng Sơn",
        place="Lạng Sơn",
        held_on=date(2022, 6, 5),
        audience=Audience.INTERNAL,
        blocks=blocks or usual,
        annexes=(Annex("PL1", "Kết quả theo đơn vị", (table(rows),)),),
        provenance=Provenance(
            as_of=datetime(2022, 5, 31, 17, tzinfo=UTC),
            measure="sáng kiến đã gửi",
            batch_id=14,
            version=7,
            made_by="Lan",
            made_at=datetime(2022, 6, 1, tzinfo=UTC),
            is_illustration=False,
            line=ORIGIN,
        ),
        slug="so-ket",
        official=official or Official(),
    )
