"""Role: the annexes in Excel hold numbers as numbers, totals that agree, and text that is never a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.i18n import use_language
from dashboard.reports import xlsx
from dashboard.reports.blocks import (
    Annex,
    Audience,
    Cell,
    CellKind,
    Column,
    Document,
    Provenance,
    Table,
)

COLUMNS = (
    Column("Tên đơn vị"),
    Column("Chỉ tiêu", CellKind.COUNT, total=True),
    Column("Tỷ lệ", CellKind.SHARE),
    Column("Giá trị làm lợi (đồng)", CellKind.MONEY, total=True),
    Column("Ngày", CellKind.DATE),
)
ROWS = (
    ("LĐLĐ huyện Tràng Định", 150, Decimal("2.4133"), 15_000_000_001, date(2022, 5, 31)),
    ("=HYPERLINK(\"x\")\x0b", 300, Decimal("0.7997"), 0, date(2022, 6, 1)),
    ("Đơn vị chưa giao", None, None, None, None),
)  # fmt: skip
LINE = "Số liệu tính đến 24h ngày 31/5/2022 · lần nạp 14"


def cells(row: tuple[object, ...]) -> tuple[Cell, ...]:
    return tuple(
        Cell("" if value is None else str(value), value)  # type: ignore[arg-type]
        for value in row
    )


def document(rows: tuple[tuple[object, ...], ...] = ROWS) -> Document:
    totals = (
        Cell("Cộng", "Cộng"), Cell("450", 450), Cell(""), Cell("15.000.000.001", 15_000_000_001), Cell(""),
    )  # fmt: skip
    table = Table(COLUMNS, tuple(cells(row) for row in rows), totals)
    moment = datetime(2022, 5, 31, 17, tzinfo=UTC)
    provenance = Provenance(moment, "sáng kiến đã gửi", 14, 7, "Lan", moment, False, LINE)
    return Document(
        "Báo cáo sơ kết", "Giai đoạn 1", "LĐLĐ tỉnh Lạng Sơn", "Lạng Sơn", None, Audience.INTERNAL, (),
        (Annex("PL1", "Kết quả theo đơn vị", (table,)),), provenance, "so-ket",
    )  # fmt: skip


@pytest.fixture
def sheet() -> Worksheet:
    use_language("vi")
    found = openpyxl.load_workbook(BytesIO(xlsx.render(document())))["PL1"]
    assert isinstance(found, Worksheet)
    return found


def test_numbers_are_numbers_with_their_formats(sheet: Worksheet) -> None:
    row = sheet[5]
    assert [cell.value for cell in row[1:4]] == [150, 2.4133, 15_000_000_001]
    assert row[4].value == datetime(2022, 5, 31)  # noqa: DTZ001 # a date as Excel keeps it
    assert [cell.number_format for cell in row[1:]] == ["#,##0", "0.0%", "#,##0", "dd/mm/yyyy"]


def test_what_is_not_known_is_empty_and_not_zero(sheet: Worksheet) -> None:
    assert [cell.value for cell in sheet[7]][1:] == [None] * 4


def test_totals_are_formulas_that_agree_with_the_figures(sheet: Worksheet) -> None:
    assert sheet["B8"].value == "=SUM(B5:B7)"
    computed = openpyxl.load_workbook(BytesIO(xlsx.render(document())), data_only=True)["PL1"]
    assert computed["B8"].value == sum(value for row in ROWS if isinstance(value := row[1], int))
    assert computed["D8"].value == 15_000_000_001


def test_a_text_like_a_formula_stays_a_text(sheet: Worksheet) -> None:
    assert sheet["A6"].value == '=HYPERLINK("x")'
    assert sheet["A6"].data_type == "s"


def test_a_sheet_says_what_it_is_and_as_of_when(sheet: Worksheet) -> None:
    assert sheet["A1"].value == "PL1. Kết quả theo đơn vị"
    assert sheet["A2"].value == LINE


def test_a_sheet_is_ready_to_print_and_to_filter(sheet: Worksheet) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == "A4:E7"


def test_an_annex_without_rows_is_a_sheet_with_its_header() -> None:
    use_language("vi")
    found = openpyxl.load_workbook(BytesIO(xlsx.render(document(()))))["PL1"]
    assert [cell.value for cell in found[4]] == [column.name for column in COLUMNS]


def test_tables_of_one_annex_are_sheets_of_their_own() -> None:
    from dataclasses import replace

    use_language("vi")
    one = document()
    first = one.annexes[0].tables[0]
    twice = replace(one.annexes[0], tables=(first, replace(first, title="Theo khối")))
    book = openpyxl.load_workbook(BytesIO(xlsx.render(replace(one, annexes=(twice,)))))
    assert book.sheetnames == ["PL1.1", "PL1.2", "Biểu đồ", "Nguồn số liệu"]
    assert book["PL1.2"]["A1"].value == "PL1. Kết quả theo đơn vị: Theo khối"


def test_a_row_is_as_high_as_its_wrapped_text_so_that_nothing_prints_over_its_neighbour() -> None:
    use_language("vi")
    long = "Giải pháp rút ngắn thời gian xử lý hồ sơ tại bộ phận một cửa của đơn vị, lần một " * 3
    sheet = openpyxl.load_workbook(BytesIO(xlsx.render(document((*ROWS, (long, 1, None, 1, None))))))["PL1"]
    line = float(sheet.row_dimensions[5].height or 0)
    lines = len(long) / float(sheet.column_dimensions["A"].width)
    assert float(sheet.row_dimensions[8].height or 0) >= lines * line * 0.7, "three lines and more"
    assert line < 25, "and no more than it needs"


def test_charts_stand_on_a_sheet_of_their_own_and_do_not_make_the_tables_print_small() -> None:
    use_language("vi")
    book = openpyxl.load_workbook(BytesIO(xlsx.render(document())))
    assert [sheet.title for sheet in book.worksheets if sheet._charts] == ["Biểu đồ"]
