"""Role: the corpus, second part: tables – headers, merges, totals, hidden things, broken cells."""

from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.odd.case import OK, Case, F, N, R
from tests.odd.makers import GOOD_XML, cell_xml, ods, raw, rows_xml, xls, xlsx
from tests.odd.rows import COLUMNS, HEADER, Row, filled, good, table
from tests.unit.reading.workbooks import row

_LETTERHEAD = [
    filled("LIÊN ĐOÀN LAO ĐỘNG TỈNH THỬ", "", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    filled("BAN CHÍNH SÁCH", "", "", "", "", "Độc lập - Tự do - Hạnh phúc"),
    filled(),
    filled("", "", "DANH SÁCH SÁNG KIẾN"),
    filled("", "", "(Từ ngày 8/1/2022 đến ngày 31/5/2022)"),
    filled(),
    filled("", "", "", "", "", "", "", "Đơn vị tính: đồng"),
    filled(),
]
_DATA = [good(1), good(2)]


def _without(key: str, rows: list[Row]) -> list[list[object]]:
    place = list(COLUMNS).index(key)
    return [[cell for at, cell in enumerate(row) if at != place] for row in rows]


def _renamed(**names: str) -> list[str]:
    return [names.get(key, header) for key, header in COLUMNS.items()]


def _two_row_header() -> list[list[object]]:
    top = [
        "Mã sáng kiến",
        "Tên sáng kiến",
        "Tác giả",
        "Đơn vị",
        "",
        "Lĩnh vực",
        "Ngày",
        "Trạng thái",
        "Giá trị làm lợi",
        "Bí mật",
    ]
    below = ["", "", "", "CĐCS", "CĐ cấp trên trực tiếp", "", "gửi", "", "", ""]
    return [[*top], [*below], *_DATA]


def _merge_units(sheet: Worksheet) -> None:
    sheet.merge_cells("D2:D3")
    sheet.merge_cells("E2:E3")


def _hide_rows(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _filter_rows(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:J3"
    sheet.row_dimensions[2].hidden = True


def _sheets(folder: Path, state: str) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Sáng kiến"
    other = book.create_sheet("Nháp")
    for sheet, number in ((first, 1), (other, 8)):
        for line in ([*HEADER], good(number)):
            sheet.append(line)
    other.sheet_state = state
    book.save(folder / "xuat.xlsx")
    return folder / "xuat.xlsx"


def _districts(folder: Path) -> Path:
    """One sheet per district, and no column that says which."""
    book = xlsxwriter.Workbook(str(folder / "xuat.xlsx"))
    for number, name in enumerate(("LĐLĐ huyện Một", "LĐLĐ huyện Hai")):
        sheet = book.add_worksheet(name)
        rows = _without("superior", [HEADER, good(number, unit="CĐCS Trường Hoa Sen")])
        for at, cells in enumerate(rows):
            sheet.write_row(at, 0, cells)
    book.close()
    return folder / "xuat.xlsx"


def _cell(column: str, inside: str, kind: str = "") -> str:
    """The good table whose row 2 has one cell replaced by this XML."""
    at = chr(65 + list(COLUMNS).index(column))
    cells = [cell_xml(f"{chr(65 + i)}2", value) for i, value in enumerate(good(1)) if chr(65 + i) != at]
    cells.insert(ord(at) - 65, f'<c r="{at}2"{kind}>{inside}</c>')
    return rows_xml([HEADER]) + row(2, *cells) + rows_xml([good(2)], 3)


_DOUBLE = row(4, cell_xml("A4", "S0004"), cell_xml("B4", "một"), cell_xml("B4", "hai"))
_ERROR, _FORMULA = "cell_error", "cell_formula_empty"

STRUCTURES = [
    *(
        Case(f"a header in row {n + 1}", xlsx([*_LETTERHEAD[8 - n :], HEADER, *_DATA]), OK, accepted=2)
        for n in (0, 4, 8)
    ),
    Case("a header of two rows, merged", xlsx(_two_row_header()), OK, accepted=2),
    Case(
        "a row that numbers the columns",
        xlsx([HEADER, [f"({n})" for n in range(1, 11)], *_DATA]),
        OK,
        accepted=2,
    ),
    Case("no header", xlsx([filled("a"), *_DATA]), F, "no_table", "Tên sáng kiến"),
    Case("header only", xlsx([HEADER]), F, "header_only", "chỉ có dòng tiêu đề"),
    Case(
        "abbreviated headers",
        xlsx([_renamed(title="Tên SK", unit="Đ.vị", savings="GTLL", superior="CĐ cấp trên TTCS"), *_DATA]),
        OK,
        accepted=2,
    ),
    Case(
        "headers in capitals with stars", xlsx([[f"{h.upper()} (*)" for h in HEADER], *_DATA]), OK, accepted=2
    ),
    Case(
        "the same header twice",
        xlsx([[*HEADER, "Ngày gửi"], [*good(1), "1/1/2022"]]),
        F,
        "column_twice",
        "Ngày gửi",
        "Sáng kiến",
        column="Ngày gửi",
    ),
    Case(
        "no title column",
        xlsx(_without("title", [HEADER, *_DATA])),
        F,
        "column_missing",
        "Tên sáng kiến",
        "Sáng kiến",
    ),
    Case(
        "no date column",
        xlsx(_without("submitted", [HEADER, *_DATA])),
        F,
        "column_missing",
        "Ngày gửi",
        "Sáng kiến",
    ),
    Case("columns in another order", xlsx([[*reversed(r)] for r in ([*HEADER], *_DATA)]), OK, accepted=2),
    Case(
        "unknown columns",
        xlsx([[*r, v] for r, v in zip(([*HEADER], *_DATA), ("Màu sắc", "đỏ", "xanh"), strict=True)]),
        N,
        "column_unknown",
        "Màu sắc",
        accepted=2,
    ),
    Case(
        "columns of personal data",
        xlsx(
            [
                [*r, v, "1"]
                for r, v in zip(
                    (
                        [
                            *HEADER,
                        ],
                        *_DATA,
                    ),
                    ("Số CCCD", "0123", "0456"),
                    strict=True,
                )
            ]
        ),
        N,
        "column_personal",
        "Số CCCD",
        accepted=2,
    ),
    Case(
        "units merged downwards",
        xlsx([HEADER, good(1), good(2, unit="", superior="")], _merge_units),
        N,
        "cells_filled",
        "gộp ô",
        "Sáng kiến",
        accepted=2,
    ),
    Case(
        "a total",
        xlsx([HEADER, *_DATA, filled("", "Cộng", "", "", "", "", "", "", 30_000_000)]),
        N,
        "row_skipped_total",
        "không tính",
        "Sáng kiến",
        4,
        accepted=2,
    ),
    Case(
        "a heading inside the table",
        xlsx([HEADER, filled("I. Khối giáo dục"), *_DATA]),
        N,
        "row_skipped_section",
        "Khối giáo dục",
        "Sáng kiến",
        2,
        accepted=2,
    ),
    Case(
        "a signature block",
        xlsx(
            [
                HEADER,
                *_DATA,
                filled(),
                filled("", "", "", "", "", "", "", "Ngày 1 tháng 6 năm 2022"),
                filled("", "NGƯỜI LẬP", "", "", "", "", "", "CHỦ TỊCH"),
            ]
        ),
        N,
        "row_skipped_signature",
        "ký tên",
        accepted=2,
    ),
    Case("blank rows between", xlsx([HEADER, good(1), filled(), filled(), good(2)]), OK, accepted=2),
    Case("blank columns in front", xlsx([["", "", *r] for r in ([*HEADER], *_DATA)]), OK, accepted=2),
    Case("one sheet per district", _districts, OK, accepted=2),
    Case(
        "a hidden sheet",
        lambda folder: _sheets(folder, "hidden"),
        N,
        "sheet_hidden",
        "đang ẩn",
        "Nháp",
        accepted=1,
    ),
    Case(
        "a very hidden sheet",
        lambda folder: _sheets(folder, "veryHidden"),
        N,
        "sheet_hidden",
        "Bỏ ẩn",
        "Nháp",
        accepted=1,
    ),
    Case(
        "a hidden row", xlsx([HEADER, *_DATA], _hide_rows), N, "rows_hidden", "bị ẩn", "Sáng kiến", accepted=2
    ),
    Case(
        "a filtered row",
        xlsx([HEADER, *_DATA], _filter_rows),
        N,
        "rows_hidden",
        "lọc",
        "Sáng kiến",
        accepted=2,
    ),
    Case("rows out of order", raw(rows_xml([good(2)], 3) + rows_xml([[*HEADER], good(1)])), OK, accepted=2),
    Case("a cell written twice", raw(GOOD_XML + _DOUBLE), F, "file_duplicate_cell", "ghi hai lần"),
    Case(
        "a formula without result",
        raw(_cell("title", "<f>A2&amp;1</f>")),
        R,
        _FORMULA,
        "công thức",
        "Trang 1",
        2,
        "Tên sáng kiến",
        1,
    ),
    Case(
        "a formula with its result",
        raw(_cell("savings", "<f>1+1</f><v>15000000</v>")),
        OK,
        accepted=2,
        stored={"savings_vnd": 15_000_000},
    ),
    Case(
        "#REF! in a used column",
        raw(_cell("savings", "<v>#REF!</v>", ' t="e"')),
        R,
        _ERROR,
        "#REF!",
        "Trang 1",
        2,
        "Giá trị làm lợi",
        1,
    ),
    Case(
        "#N/A in the unit",
        raw(_cell("unit", "<v>#N/A</v>", ' t="e"')),
        R,
        _ERROR,
        "Sửa công thức",
        "Trang 1",
        2,
        "CĐCS",
        1,
    ),
    Case(
        "1E+400",
        raw(_cell("savings", "<v>1E+400</v>")),
        R,
        "money_too_large",
        "quá lớn",
        "Trang 1",
        2,
        "Giá trị làm lợi",
        1,
    ),
    Case(
        "a truth value as a title",
        raw(_cell("title", "<v>1</v>", ' t="b"')),
        OK,
        accepted=2,
        stored={"title": "TRUE"},
    ),
    Case(
        "rich text and phonetic text in a cell",
        raw(
            _cell(
                "title",
                '<is><r><t xml:space="preserve">Cải </t></r><r><t>tiến</t></r></is>',
                ' t="inlineStr"',
            )
        ),
        OK,
        accepted=2,
        stored={"title": "Cải tiến"},
    ),
    Case(
        "a table of another kind beside it",
        ods([["Đơn vị", "Chỉ tiêu"], ["LĐLĐ huyện Một", 5]]),
        F,
        "column_missing",
        "Giai đoạn",
    ),
    Case("an .xls of Excel 97 under a letterhead", xls([*_LETTERHEAD, HEADER, *_DATA]), OK, accepted=2),
    Case(
        "the same row twice",
        xlsx([HEADER, good(1), good(1)]),
        R,
        "code_twice",
        "dòng 2",
        "Sáng kiến",
        3,
        "Mã sáng kiến",
        1,
    ),
    Case(
        "no titles at all in one row",
        xlsx(table(title="")),
        R,
        "required_empty",
        "bắt buộc",
        "Sáng kiến",
        2,
        "Tên sáng kiến",
        1,
    ),
]
