"""Role: the workbook an officer is sent on the evening before: letterhead, merged headers, five bad cells."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Tổng hợp"
LAST = "K"
BLUE = "FFDDEBF7"
"""Fill of the officer's own header: it must still be there when the workbook comes back."""

MERGED = (
    "A1:D1", "F1:K1", "A2:D2", "F2:K2", "A3:K3",
    "A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:F5", "G5:G6", "H5:I5", "J5:J6", "K5:K6",
)  # fmt: skip
HEAD: dict[str, str] = {
    "A1": "LIÊN ĐOÀN LAO ĐỘNG TỈNH LẠNG SƠN",
    "F1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A2": "BAN CHÍNH SÁCH PHÁP LUẬT",
    "F2": "Độc lập – Tự do – Hạnh phúc",
    "A3": "TỔNG HỢP SÁNG KIẾN BỔ SUNG GIAI ĐOẠN 1",
    "A5": "TT", "B5": "Mã sáng kiến", "C5": "Tên sáng kiến", "D5": "Tác giả",
    "E5": "Đơn vị", "E6": "CĐCS", "F6": "CĐ cấp trên trực tiếp", "G5": "Lĩnh vực",
    "H5": "Ngày", "H6": "gửi", "I6": "công nhận", "J5": "Trạng thái",
    "K5": "Giá trị làm lợi (triệu đồng)",
}  # fmt: skip

_TD, _SCHOOL = "LĐLĐ H. Trang Dinh", "CĐCS Trường Tiểu học Thất Khê"
_SENT = date(2022, 5, 12)

Row = tuple[object, ...]
GOOD: tuple[Row, ...] = (
    ("MS-01", "Vườn rau thủy canh sau lớp học", "Nông Thị Hiền", "truong tieu hoc that khe", _TD,
     "Giáo dục", _SENT, None, "Hợp lệ", 12.5),
    ("MS-02", "Bảng theo dõi sĩ số bằng thẻ màu", "Lý Văn Hòa; Vi Thị Nga", "Tr. THCS Đề Thám", _TD,
     "Giáo dục", "13/5/2022", None, "Hợp lệ", "7,25"),
    ("MS-03", "Kho bài giảng dùng chung của tổ Toán", "Hoàng Thị Yến", "TH Quốc Khánh",
     "Liên đoàn Lao động huyện Tràng Định", "Giáo dục", "14/5/2022", None, "Đang xem xét", None),
    ("MS-04", "Sân chơi từ lốp xe cũ", "Đàm Thị Thơm", "MN Đại Đồng", "LĐLĐ huyện Tràng Đinh",
     "Giáo dục", _SENT, None, "Hợp lệ", 3),
    ("MS-05", "Phần mềm xếp lịch thi chung", "Trần Quang Hải", "", "Công đoàn Giáo dục tỉnh",
     "Giáo dục", "16/5/2022", None, "Hợp lệ", 40),
    ("MS-06", "Cẩm nang phòng dịch cho người cao tuổi", "Lương Thị Kim", "Trạm Y tế Chí Minh", _TD,
     "Y tế", "17/5/2022", None, "Hợp lệ", 0.75),
    ("MS-07", "Giá kê công tơ điện tháo nhanh", "Vũ Đình Toàn", "Điện lực huyện Tràng Định", _TD,
     "An toàn lao động", "18/5/2022", "20/5/2022", "Hợp lệ", 125),
)  # fmt: skip
GOOD_VND = 188_500_000
"""12,5 + 7,25 + 3 + 40 + 0,75 + 125 triệu, to the đồng."""


@dataclass(frozen=True)
class Bad:
    """One bad cell. ``column``: its letter; ``right``: what the officer types (None: a unit is chosen)."""

    row: Row
    column: str
    right: str | None
    problem: str


BAD = (
    Bad(("MS-11", "Cách ghi sổ mượn thiết bị", "Nông Văn Bình", _SCHOOL, _TD, "Giáo dục", "31/06/2022", None,
         "Hợp lệ", 5), "H", "30/5/2022", "date_impossible"),
    Bad(("MS-12", "Tổ chức ngày hội đọc sách", "Hứa Thị Liên", _SCHOOL, _TD, "Giáo dục", "19/5/2022", None,
         "Hợp lệ", "abc"), "K", "2,5", "money_unreadable"),
    Bad(("MS-13", "Lịch trực lớp theo màu", "Chu Thị Mận", _SCHOOL, _TD, "Giáo dục", "20/5/20222", None,
         "Hợp lệ", 1), "H", "20/5/2022", "date_far"),
    Bad(("MS-14", "Lò sấy nông sản nhỏ", "Triệu Tài Páo", "Nhà máy Sao Hỏa", "CĐ Không Gian", "Nông nghiệp",
         "21/5/2022", None, "Hợp lệ", 60), "E", None, "unit_unknown"),
    Bad(("MS-15", "", "Bế Thị Lanh", _SCHOOL, _TD, "Giáo dục", "22/5/2022", None, "Hợp lệ", 4), "C",
        "Góc học tập xanh", "required_empty"),
)  # fmt: skip
FIXED_VND = 72_500_000
"""What the five rows add once they are right: 5 + 2,5 + 1 + 60 + 4 triệu."""

CHOSEN_UNIT = "CĐCS Hợp tác xã Nông lâm sản huyện Tràng Định"


def write_messy(path: Path) -> dict[str, Bad]:
    """The workbook; answers where the bad cells are (``H17``)."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for cell, words in HEAD.items():
        sheet[cell] = words
    for cells in MERGED:
        sheet.merge_cells(cells)
    _dress(sheet)
    sheet.append(["I. Khối giáo dục"])
    for number, row in enumerate(GOOD[:5], start=1):
        sheet.append([number, *row])
    sheet.append(["II. Khối khác"])
    for number, row in enumerate(GOOD[5:], start=1):
        sheet.append([number, *row])
    places = {}
    for number, bad in enumerate(BAD, start=3):
        sheet.append([number, *bad.row])
        places[f"{bad.column}{sheet.max_row}"] = bad
    sheet.append(["", "", "Tổng cộng", *[""] * 7, 258.5])
    sheet.append([])
    sheet.append(["", "", "", "", "", "", "", "Lạng Sơn, ngày 25 tháng 5 năm 2022"])
    sheet.append(["", "NGƯỜI LẬP BIỂU", "", "", "", "", "", "CHỦ TỊCH"])
    sheet.append(["", "(Ký, ghi rõ họ tên)", "", "", "", "", "", "(Ký tên, đóng dấu)"])
    book.save(path)
    return places


def _dress(sheet: Worksheet) -> None:
    thin = Side(style="thin")
    for row in sheet["A5:K6"]:
        for cell in row:
            cell.fill = PatternFill("solid", fgColor=BLUE)
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet["A3"].font = Font(bold=True, size=14)
    for letter, width in zip("ABCDEFGHIJK", (5, 12, 40, 24, 30, 28, 18, 13, 13, 14, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[6].height = 34
    sheet.freeze_panes = "A7"
