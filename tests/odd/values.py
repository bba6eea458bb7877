"""Role: the corpus, fourth part: cells – money, dates, units, titles and marks as people write them."""

from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter

from data_access.vocabulary import ZONE
from tests.odd.case import OK, Case, N, R, Verdict
from tests.odd.makers import GOOD_XML, raw, xlsx
from tests.odd.rows import COLUMNS, HEADER, good, table
from tests.unit.reading.workbooks import BOOK

_SHEET = "Sáng kiến"


def _stored(column: str, field: str, cell: object, value: object) -> Case:
    return Case(f"{column}: {cell}", xlsx(table(**{column: cell})), OK, accepted=2, stored={field: value})


def _finding(column: str, cell: object, verdict: Verdict, code: str, word: str, **more: object) -> Case:
    """A finding in row 2 of a column; a refused row leaves the good one."""
    name = f"{column}: {str(cell)[:40]!r}"
    accepted = 1 if verdict is R else 2
    return Case(
        name, xlsx(table(**{column: cell})), verdict, code, word, _SHEET, 2, COLUMNS[column], accepted, **more
    )  # type: ignore[arg-type]


def _moment(day: int, month: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2022, month, day, hour, minute, second, tzinfo=ZONE)


def _millions(folder: Path) -> Path:
    rows = [
        [f"{h} (triệu đồng)" if h == COLUMNS["savings"] else h for h in HEADER],
        good(1, savings=15),
        good(2, savings=2),
    ]
    return xlsx(rows)(folder)


def _typed_dates(folder: Path, date_1904: bool = False) -> Path:
    book = xlsxwriter.Workbook(str(folder / "xuat.xlsx"), {"date_1904": date_1904})
    sheet = book.add_worksheet(_SHEET)
    form = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for at, cells in enumerate([[*HEADER], good(1), good(2)]):
        sheet.write_row(at, 0, cells)
    sheet.write_datetime(1, list(COLUMNS).index("submitted"), datetime(2022, 5, 31, 23, 59), form)  # noqa: DTZ001
    book.close()
    return folder / "xuat.xlsx"


def _serial_1904(folder: Path) -> Path:
    """A bare number that counts days from 1904."""
    rows = GOOD_XML.replace(
        '<c r="G2" t="inlineStr"><is><t>15/3/2022</t></is></c>', '<c r="G2"><v>43250</v></c>'
    )
    assert rows != GOOD_XML
    book = BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    return raw(rows, extra={"xl/workbook.xml": book})(folder)


def _formula_title(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET
    for cells in table():
        sheet.append(cells)
    sheet["B2"].value = "=cmd|' /C calc'!A0"
    sheet["B2"].data_type = "s"
    book.save(folder / "xuat.xlsx")
    return folder / "xuat.xlsx"


_MARKUP = "<script>alert(1)</script> ![x](http://127.0.0.1/x.png)"
_MILLION = 1_000_000

VALUES = [
    _stored("savings", "savings_vnd", "VND 5,000,000", 5 * _MILLION),
    _stored("savings", "savings_vnd", "VNĐ 5.000.000", 5 * _MILLION),
    _stored("savings", "savings_vnd", "đ 5.000.000", 5 * _MILLION),
    _stored("savings", "savings_vnd", "₫5.000.000", 5 * _MILLION),
    _stored("savings", "savings_vnd", "VND: 5.000.000 đồng", 5 * _MILLION),
    _stored("savings", "savings_vnd", "1,5 tỷ đồng", 1_500 * _MILLION),
    _stored("savings", "savings_vnd", "150.000.000 đ", 150 * _MILLION),
    _stored("savings", "savings_vnd", "", None),
    Case(
        "a header in triệu đồng scales",
        _millions,
        N,
        "column_scaled",
        "triệu đồng",
        _SHEET,
        accepted=2,
        stored={"savings_vnd": 15 * _MILLION},
    ),
    _finding("savings", "nhiều lắm", R, "money_unreadable", "200 triệu"),
    _finding("savings", "VND", R, "money_unreadable", "không đọc được"),
    _finding("savings", -5_000_000, R, "money_negative", "số âm"),
    _finding("savings", "10.000 USD", R, "money_foreign", "ngoại tệ"),
    _finding("savings", 1e30, R, "money_too_large", "quá lớn"),
    _finding("savings", "từ 20 đến 30 triệu", N, "money_range", "một số cụ thể"),
    _finding("savings", 15, N, "money_likely_slip", "nhầm đơn vị"),
    _stored("submitted", "submitted_at", "5.1.2022", _moment(5, 1)),
    _stored("submitted", "submitted_at", "2022-05-31", _moment(31, 5)),
    _stored("submitted", "submitted_at", 44_712, _moment(31, 5)),
    _stored("submitted", "submitted_at", "31/5/2022 23:59", _moment(31, 5, 23, 59)),
    _stored("submitted", "submitted_at", "31/5/2022 24:00", _moment(31, 5, 23, 59, 59)),
    _stored("submitted", "submitted_at", "1/6/2022 0:00", _moment(1, 6)),
    Case(
        "a typed date and time", _typed_dates, OK, accepted=2, stored={"submitted_at": _moment(31, 5, 23, 59)}
    ),
    Case(
        "a typed date of the 1904 system",
        lambda folder: _typed_dates(folder, True),
        OK,
        accepted=2,
        stored={"submitted_at": _moment(31, 5, 23, 59)},
    ),
    Case(
        "a bare serial of the 1904 system",
        _serial_1904,
        OK,
        accepted=2,
        stored={"submitted_at": _moment(31, 5)},
    ),
    _finding("submitted", "31/06/2022", R, "date_impossible", "không có thật"),
    _finding("submitted", "31/5/20222", R, "date_far", "năm"),
    _finding("submitted", "hôm qua", R, "date_unreadable", "31/5/2022"),
    _finding("submitted", "tháng 6/2022", N, "date_month_only", "mùng 1"),
    _finding("submitted", "", N, "date_missing", "chưa có ngày gửi"),
    _finding("submitted", "5/31/2022", R, "date_impossible", "ngày/tháng/năm"),
    Case(
        "an unknown unit and superior",
        xlsx(table(unit="Nhà máy Sao Hỏa", superior="CĐ Không Gian")),
        R,
        "unit_unknown",
        "Nhà máy Sao Hỏa",
        _SHEET,
        2,
        COLUMNS["unit"],
        1,
    ),
    Case(
        "a unit name misspelled",
        xlsx(table(unit="CĐCS Trường Đại Đồnk", superior="")),
        R,
        "unit_suggested",
        "Đại Đồng",
        _SHEET,
        2,
        COLUMNS["unit"],
        1,
    ),
    Case(
        "a unit name that two units have",
        xlsx(table(unit="CĐCS Trường Hoa Sen", superior="")),
        R,
        "unit_ambiguous",
        "nhiều đơn vị",
        _SHEET,
        2,
        COLUMNS["unit"],
        1,
    ),
    Case(
        "no unit at all",
        xlsx(table(unit="", superior="")),
        R,
        "unit_missing",
        "Điền công đoàn",
        _SHEET,
        2,
        COLUMNS["unit"],
        1,
    ),
    Case(
        "a unit under another superior",
        xlsx(table(unit="CĐCS Trường Đại Đồng")),
        N,
        "unit_other_superior",
        "LĐLĐ huyện Hai",
        _SHEET,
        2,
        COLUMNS["superior"],
        2,
    ),
    Case(
        "a union unknown under a known superior",
        xlsx(table(unit="CĐCS Xí nghiệp Ánh Dương")),
        N,
        "unit_on_superior",
        "tạm tính",
        _SHEET,
        2,
        COLUMNS["unit"],
        2,
    ),
    Case(
        "hòa for hoà in a unit",
        xlsx([HEADER, good(1), *(good(n, unit="CĐCS Trường Hòa Bình") for n in (2, 3))]),
        N,
        "text_spelled",
        "2 ô viết dấu thanh ở vị trí khác",
        _SHEET,
        3,
        COLUMNS["unit"],
        3,
    ),
    _finding("unit", "CĐCS\u00a0Trường Hoà Bình", N, "text_spelled", "dấu cách đặc biệt"),
    _finding("unit", "CĐCS Trường Hoà\u200b Bình", N, "text_spelled", "ký tự ẩn"),
    _finding("title", "Đổi\u00a0mới", N, "text_spelled", "dấu cách đặc biệt"),
    Case(
        "same title and author under two codes",
        xlsx([HEADER, good(1), good(2, title=good(1)[1])]),
        OK,
        accepted=2,
        specified=N,
        why="not a finding of the plan: dashboard.actions.duplicates puts such pairs before a person",
    ),
    Case(
        "a known code under another unit in the same file",
        xlsx(
            [HEADER, good(1), good(2, code="S0001", unit="CĐCS Trường Đại Đồng", superior="LĐLĐ huyện Hai")]
        ),
        R,
        "code_twice",
        "dòng 2",
        _SHEET,
        3,
        COLUMNS["code"],
        1,
        specified=N,
        why="the later row is refused and named; a person decides by correcting the file or the cell",
    ),
    Case(
        "Ð (eth) for Đ in a unit and its superior",
        xlsx(table(unit="CÐCS Trường Hoà Bình", superior="LÐLÐ huyện Một")),
        N,
        "text_spelled",
        "2 ô viết chữ Đ bằng ký tự Ð",
        _SHEET,
        2,
        COLUMNS["unit"],
        2,
    ),
    Case(
        "a code used twice",
        xlsx([HEADER, good(1), good(2, code="S0001")]),
        R,
        "code_twice",
        "dòng 2",
        _SHEET,
        3,
        COLUMNS["code"],
        1,
    ),
    _finding("code", "S" * 200, R, "code_too_long", "120"),
    Case("a title like a formula", _formula_title, OK, accepted=2, stored={"title": "=cmd|' /C calc'!A0"}),
    _stored("title", "title", "+84 sáng kiến @ngành", "+84 sáng kiến @ngành"),
    _stored("title", "title", _MARKUP, _MARKUP),
    _stored("title", "title", 2022, "2022"),
    _finding("title", "a" * 32_000, R, "text_too_long", "Rút gọn"),
    Case(
        "a title of 40.000 characters",
        raw(GOOD_XML.replace("Cải tiến quy trình số 1<", "a" * 40_000 + "<")),
        R,
        "text_too_long",
        "40000",
        "Trang 1",
        2,
        COLUMNS["title"],
        1,
    ),
    _finding("status", "tím", N, "status_unknown", "chưa rõ"),
    _finding("field", "Thiên văn", N, "field_unknown", "Chưa phân loại"),
    _stored("secret", "confidential", "TUYỆT MẬT", True),
    _stored("secret", "confidential", "✓", True),
    _stored("secret", "confidential", "không", False),
    _finding("secret", "hỏi lại sếp", N, "confidential_unreadable", "coi là bí mật"),
]
