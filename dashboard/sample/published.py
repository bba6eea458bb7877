"""Role: totals of the campaign that were printed in public, real data with their sources.

``target`` is empty where it was not printed and does not follow from what was printed. Two printed totals
may concern one unit and moment; each stays as printed.
"""

from datetime import date

from dashboard.sample.sheets import Cell, Column

COLUMNS = (
    Column("Chương trình", 20), Column("Đơn vị", 36), Column("Giai đoạn", 16), Column("Tính đến", 22),
    Column("Chỉ số", 14), Column("Chỉ tiêu", 12), Column("Căn cứ chỉ tiêu", 26), Column("Kết quả", 12),
    Column("Tỷ lệ đã in", 22), Column("Xếp hạng", 10), Column("Tổng số đơn vị", 14),
    Column("Giá trị làm lợi", 18), Column("Giá trị bằng lời", 22), Column("Nguồn", 56),
)  # fmt: skip

_MILLION = "1 triệu sáng kiến"
_CUT = "24h ngày 31/5/2022"
_ALL = "Cả chương trình"
_SENT = "đã gửi"
_LANG_SON = "Công đoàn tỉnh Lạng Sơn (Ban CSPL&QHLĐ), 22/7/2022"
_THAI_NGUYEN = "LĐLĐ tỉnh Thái Nguyên, phát biểu 15/7/2022"
_THACH_THAT = "laodongthudo.vn 23/7/2022"

FIGURES: tuple[tuple[Cell, ...], ...] = (
    (_MILLION, "Cả nước", "Giai đoạn 1", _CUT, _SENT, 300_000,
     "theo số vượt đã in 396.948", 696_948, "đạt 232,3 / vượt 132", None, None, None, "hơn 10.000 tỷ đồng",
     "Kinh tế Đô thị 14/7/2022; congdoandaukhi.vn 15/7/2022"),
    (_MILLION, "Cả nước", _ALL, _CUT, _SENT, 1_000_000,
     "đã in", 696_948, "69,6 (bỏ phần lẻ)", None, None, None, None,
     "Kinh tế Đô thị 14/7/2022"),
    (_MILLION, "LĐLĐ tỉnh Lạng Sơn", "Giai đoạn 1", date(2022, 5, 31), _SENT, 2_000,
     "suy từ tỷ lệ đã in", 3_001, "150", 45, 82, 15_000_000_000, "khoảng 15 tỷ đồng",
     _LANG_SON),
    (_MILLION, "LĐLĐ tỉnh Lạng Sơn", "Giai đoạn 2", None, _SENT, 2_100,
     "đã in", None, None, None, None, None, None,
     _LANG_SON),
    (_MILLION, "LĐLĐ tỉnh Thái Nguyên", "Giai đoạn 1", date(2022, 5, 31), _SENT, 5_000,
     "suy từ tỷ lệ đã in", 5_585, "112", None, None, None, None,
     _THAI_NGUYEN),
    (_MILLION, "LĐLĐ tỉnh Thái Nguyên", "Giai đoạn 2", None, _SENT, 11_000,
     "đã in", None, None, None, None, None, None,
     _THAI_NGUYEN),
    (_MILLION, "LĐLĐ huyện Thạch Thất", "Giai đoạn 1", _CUT, _SENT, None,
     "không xác định được (516 hoặc 334)", 945, "vượt 183", 10, None, None, None,
     _THACH_THAT),
    (_MILLION, "CĐCS Trường Tiểu học Hạ Bằng", "Giai đoạn 1", date(2022, 5, 31), _SENT, 5,
     "suy từ tỷ lệ đã in", 24, "480", None, None, None, "18 giáo viên",
     _THACH_THAT),
    (_MILLION, "CĐCS Trường Mầm non Bình Yên B", "Giai đoạn 1", date(2022, 5, 31), "người nộp", 6,
     "suy từ tỷ lệ đã in", 43, "717", None, None, None, None,
     _THACH_THAT),
    (_MILLION, "Công đoàn Xây dựng Việt Nam", None, date(2022, 11, 16), "đăng ký", None,
     "10% đoàn viên", 1_561, None, None, None, None, None,
     "Công đoàn Xây dựng Việt Nam, 16/11/2022"),
    (_MILLION, "LĐLĐ thành phố Hà Nội", _ALL, date(2023, 8, 3), _SENT, 60_000,
     "đã in (giao)", 130_569, None, 4, None, None, "36.240 người nộp",
     "VietnamPlus 16/8/2023"),
    (_MILLION, "LĐLĐ thành phố Hà Nội", _ALL, date(2023, 8, 3), _SENT, 130_000,
     "đã in (đăng ký)", 130_569, None, 4, None, None, "36.240 người nộp",
     "VietnamPlus 16/8/2023"),
    (_MILLION, "LĐLĐ tỉnh Hưng Yên", _ALL, date(2022, 5, 10), _SENT, 10_000,
     "đã in", 1_260, None, None, None, None, "588 hợp lệ + 672 đang xem xét",
     "baohungyen.vn 10/5/2022"),
    (_MILLION, "Công đoàn Điện lực Việt Nam", "Giai đoạn 1", date(2022, 5, 31), _SENT, 3_000,
     "đã in", 2_399, "hoàn thành (nguyên văn)", None, None, None, None,
     "evn.com.vn"),
)  # fmt: skip
