"""Role: the small campaign that odd files are imported into, and the good rows that each of them spoils."""

from collections.abc import Sequence

Cell = object
Row = Sequence[Cell]

COLUMNS = {
    "code": "Mã sáng kiến", "title": "Tên sáng kiến", "authors": "Tác giả", "unit": "CĐCS",
    "superior": "CĐ cấp trên trực tiếp", "field": "Lĩnh vực", "submitted": "Ngày gửi",
    "status": "Trạng thái", "savings": "Giá trị làm lợi", "secret": "Bí mật",
}  # fmt: skip
HEADER = tuple(COLUMNS.values())

PROGRAMME = [
    ("Mã chương trình", "Chương trình", "Giai đoạn", "Từ ngày", "Đến ngày"),
    ("CT", "Một triệu sáng kiến", 1, "8/1/2022", "24h 31/5/2022"),
    ("CT", "Một triệu sáng kiến", 2, "1/6/2022", "31/8/2023"),
]
UNITS = [
    ("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Số đoàn viên"),
    ("T", "LĐLĐ tỉnh Thử", "", 100),
    ("T1", "LĐLĐ huyện Một", "T", 60),
    ("T2", "LĐLĐ huyện Hai", "T", 40),
    ("T1A", "CĐCS Trường Hoà Bình", "T1", 30),
    ("T2B", "CĐCS Trường Đại Đồng", "T2", 20),
    ("T2C", "CĐCS Trường Hoa Sen", "T1", 20),
    ("T2D", "CĐCS Trường Hoa Sen", "T2", 20),
]


def good(number: int = 1, **changes: Cell) -> list[Cell]:
    """A row that is accepted without a word, with some cells changed (keys of ``COLUMNS``)."""
    values: dict[str, Cell] = {
        "code": f"S{number:04}", "title": f"Cải tiến quy trình số {number}", "authors": "Nguyễn Văn An",
        "unit": "CĐCS Trường Hoà Bình", "superior": "LĐLĐ huyện Một", "field": "Giáo dục, đào tạo",
        "submitted": "15/3/2022", "status": "Hợp lệ", "savings": 15_000_000, "secret": "",
    }  # fmt: skip
    assert changes.keys() <= values.keys(), changes
    return list((values | changes).values())


def table(**changes: Cell) -> list[list[Cell]]:
    """Header, the spoilt row in row 2, a good one in row 3."""
    return [list(HEADER), good(1, **changes), good(2)]


def filled(*cells: Cell) -> list[Cell]:
    """A row as wide as the table that holds only these cells."""
    return [*cells, *[""] * (len(HEADER) - len(cells))]
