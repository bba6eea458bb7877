"""Role: tables of houses that never saw this product, in their own words and order, with what is meant.

Headers are as districts, companies and schools write them; none is among the names the import knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data_access.spreadsheets.raw import Cell


@dataclass(frozen=True)
class Stranger:
    """One layout. ``meant``: header → column key, None: not kept; the cells in the same order."""

    name: str
    meant: dict[str, str | None]
    rows: Sequence[Sequence[Cell]]

    @property
    def mappable(self) -> dict[str, str]:
        """The headers that mean something here."""
        return {header: key for header, key in self.meant.items() if key is not None}

    @property
    def table(self) -> list[tuple[Cell, ...]]:
        """A title line, the header and the rows."""
        title = ("BẢNG TỔNG HỢP", *[""] * (len(self.meant) - 1))
        return [title, tuple(self.meant), *(tuple(row) for row in self.rows)]


FORM = Stranger(
    "answers of an online form",
    {
        "Dấu thời gian": "submitted",
        "Họ và tên người thực hiện": "authors",
        "Bạn đang công tác tại cơ quan nào?": "unit",
        "Trực thuộc LĐLĐ huyện hay CĐ ngành nào?": "superior",
        "Tên gọi của giải pháp, cải tiến": "title",
        "Giải pháp thuộc lĩnh vực nào": "field",
        "Giải pháp thuộc loại nào": "kind",
        "Số tiền tiết kiệm được/năm": "savings",
        "Lợi ích khác (môi trường, xã hội)": "social",
        "Tóm lược cách làm": "description",
        "Kết quả xét": "status",
        "Có cần giữ bí mật không?": "confidential",
        "Bạn biết đến chương trình qua đâu?": None,
        "Địa điểm áp dụng": None,
    },
    [
        ("15/03/2022 08:12:33", "Nguyễn Thị Hoa", "Trường Tiểu học Hạ Bằng", "LĐLĐ huyện Tràng Định",
         "Sổ điểm điện tử cho giáo viên chủ nhiệm", "Giáo dục, đào tạo", "Giải pháp quản lý", "20 triệu",
         "Giảm giấy in", "Dùng bảng tính chung, phân quyền cho từng giáo viên", "Đạt", "Không", "Zalo",
         "Toàn trường"),
        ("16/03/2022 14:02:10", "Lương Văn Tuấn, Hoàng Thị Mai", "Công ty CP Than Na Dương", "CĐ Công Thương",
         "Cải tiến gầu xúc máy đào", "Kỹ thuật", "Giải pháp kỹ thuật", "350.000.000 đồng", "An toàn hơn",
         "Hàn thêm tấm chịu mòn ở mép gầu, thay theo ca", "Đang xem xét", "Có", "Loa phát thanh",
         "Khai trường số 2"),
        ("20/03/2022 09:45:00", "Vi Thị Lan", "Trung tâm Y tế huyện Bình Gia", "LĐLĐ huyện Bình Gia",
         "Quy trình tiêm chủng một chiều", "Y tế", "Giải pháp tác nghiệp", "", "Người dân bớt phải chờ",
         "Vẽ sơ đồ một chiều, bố trí lại bàn khám và phòng theo dõi", "Đạt", "Không", "Bạn bè",
         "Trạm y tế các xã"),
        ("21/03/2022 10:00:41", "Nông Văn Sơn", "UBND xã Hoa Thám", "LĐLĐ huyện Bình Gia",
         "Mẫu phiếu hẹn trả kết quả tự động", "Cải cách hành chính", "Giải pháp quản lý", "5tr",
         "Dân đỡ đi lại", "Lập mẫu điền sẵn và in từ danh sách hồ sơ", "Không đạt", "Không", "Zalo",
         "Bộ phận một cửa"),
    ],
)  # fmt: skip

COMPANY = Stranger(
    "a company's register",
    {
        "No.": None,
        "Số tiền tiết kiệm (tr.đ/năm)": "savings",
        "Phân xưởng/Đơn vị thực hiện": "unit",
        "Nội dung đề xuất cải tiến": "title",
        "Người thực hiện": "authors",
        "Số đăng ký SK": "code",
        "Công đoàn quản lý trực tiếp": "superior",
        "Thời điểm nộp": "submitted",
        "Thời gian bắt đầu áp dụng": "applied",
        "Ngày ký QĐ công nhận": "recognised",
        "Số hiệu quyết định": "recognition_number",
        "Hình thức khen thưởng, công nhận": "recognition",
        "Tình trạng hồ sơ": "status",
        "Lĩnh vực chuyên môn": "field",
        "Chế độ bảo mật": "confidential",
        "Số lao động hưởng lợi": None,
        "Tiền thưởng (đồng)": None,
    },
    [
        (1, 120.5, "CĐCS Nhà máy Xi măng Đồng Bành", "Thay vòi đốt lò nung clinker", "Trần Quốc Việt",
         "DK-001", "CĐ Công Thương", "02/02/2022", "01/01/2022", "10/03/2022", "15/QĐ-XM",
         "Quyết định công nhận sáng kiến", "Đã duyệt", "Sản xuất", "Bình thường", 45, 2_000_000),
        (2, 80, "CĐCS Nhà máy Xi măng Đồng Bành", "Tận dụng nhiệt khí thải sấy nguyên liệu",
         "Lê Minh Đức; Phạm Thị Hà", "DK-002", "CĐ Công Thương", "05/02/2022", "15/01/2022", "10/03/2022",
         "16/QĐ-XM", "Giấy khen", "Chờ duyệt", "Năng lượng", "Bí mật", 12, 3_000_000),
        (3, "", "CĐCS Công ty Điện lực Lạng Sơn", "Giá treo cáp tháo nhanh", "Đỗ Hữu Phước", "DK-003",
         "CĐ Công Thương", "11/02/2022", "20/01/2022", "", "", "", "Chờ duyệt", "An toàn lao động",
         "Bình thường", 30, ""),
        (4, 15, "CĐCS Công ty Điện lực Lạng Sơn", "Phần mềm tra cứu lịch cắt điện", "Bùi Thanh Tùng",
         "DK-004", "CĐ Công Thương", "12/02/2022", "01/02/2022", "20/04/2022", "22/QĐ-ĐL", "Bằng khen",
         "Đã duyệt", "Công nghệ thông tin", "Bình thường", 200, 1_500_000),
    ],
)  # fmt: skip

SCHOOLS = Stranger(
    "a school office's list",
    {
        "Giáo viên thực hiện": "authors",
        "Trường": "unit",
        "Phòng GD&ĐT/CĐ cấp trên quản lý": "superior",
        "Tên đề tài/SKKN": "title",
        "Môn/Lĩnh vực": "field",
        "Khối công tác": "block",
        "Dạng đề tài": "kind",
        "Ngày gửi lên cổng thông tin": "submitted",
        "Mã đăng ký trên cổng": "code",
        "Ngày được công nhận": "recognised",
        "QĐ công nhận số": "recognition_number",
        "Xếp loại của hội đồng": "status",
        "Quy ra tiền (nghìn đồng)": "savings",
        "Tác động xã hội": "social",
        "Điểm hội đồng chấm": None,
        "Lớp áp dụng": None,
    },
    [
        ("Nguyễn Thị Thu", "Trường THCS Thất Khê", "LĐLĐ huyện Tràng Định", "Trò chơi ôn tập môn Lịch sử",
         "Giáo dục", "Đơn vị sự nghiệp", "Giải pháp tác nghiệp", "12/4/2022", "C-101", "20/5/2022",
         "101/QĐ-PGD", "Đạt", 5000, "Học sinh hứng thú", 8.5, "7A, 7B"),
        ("Hoàng Văn Nam", "Trường Mầm non Hoa Sen", "LĐLĐ huyện Bình Gia", "Góc vận động từ lốp xe cũ",
         "Giáo dục", "Đơn vị sự nghiệp", "Giải pháp kỹ thuật", "13/4/2022", "C-102", "20/5/2022",
         "102/QĐ-PGD", "Đạt", 12000, "Bảo vệ môi trường", 9, "Lớp 5 tuổi"),
        ("Lâm Thị Xuân, Chu Văn Hải", "Trường TH Kéo Lèng", "LĐLĐ huyện Bình Gia",
         "Dạy tiếng Việt qua truyện tranh tự vẽ", "Giáo dục", "Đơn vị sự nghiệp", "Giải pháp tác nghiệp",
         "14/4/2022", "C-103", "", "", "Không đạt", "", "Tăng số trẻ ra lớp", 4.5, "2C"),
        ("Đàm Quang Huy", "Trường THPT Tràng Định", "LĐLĐ huyện Tràng Định",
         "Phòng thí nghiệm ảo môn Hóa", "Chuyển đổi số", "Đơn vị sự nghiệp", "Ứng dụng tiến bộ kỹ thuật",
         "14/4/2022", "C-104", "20/5/2022", "104/QĐ-SGD", "Đạt", 30000, "", 9.5, "10A1"),
    ],
)  # fmt: skip

BEFORE = (FORM, COMPANY, SCHOOLS)
"""Those the recognition was made better with."""

DISTRICT = Stranger(
    "a district's weekly list",
    {
        "Số phiếu": "code",
        "Sáng kiến, cải tiến kỹ thuật đã đề xuất": "title",
        "Cá nhân/tập thể đề xuất": "authors",
        "Đang làm việc ở đâu": "unit",
        "Công đoàn huyện": "superior",
        "Thuộc khối": "block",
        "Mảng công tác": "field",
        "Nộp ngày": "submitted",
        "Công nhận ngày": "recognised",
        "Hội đồng đánh giá": "status",
        "Được công nhận bằng": "recognition",
        "Lợi nhuận mang lại (triệu)": "savings",
        "Ảnh hưởng tới cộng đồng": "social",
        "Giữ kín": "confidential",
        "Người nhập liệu": None,
        "Đường dẫn minh chứng": None,
    },
    [
        ("P01", "Máy tách hạt ngô chạy điện", "Triệu Văn Páo", "Hợp tác xã Nà Lầu", "LĐLĐ huyện Bình Gia",
         "Doanh nghiệp", "Nông nghiệp", "3/5/2022", "", "Đang xét", "", 45, "Bớt công phụ nữ", "Không",
         "Hà", "http://x/1"),
        ("P02", "Sơ đồ tuyến thu gom rác", "Hứa Thị Sen", "UBND thị trấn Thất Khê", "LĐLĐ huyện Tràng Định",
         "Cơ quan hành chính", "Môi trường", "4/5/2022", "20/5/2022", "Đạt", "Quyết định", 12,
         "Phố sạch hơn", "Không", "Hà", "http://x/2"),
        ("P03", "Bảng theo dõi bệnh nhân bằng màu", "Phan Thị Nga", "Trung tâm Y tế huyện Tràng Định",
         "LĐLĐ huyện Tràng Định", "Đơn vị sự nghiệp", "Y tế", "5/5/2022", "20/5/2022", "Đạt", "Giấy khen", "",
         "Người bệnh yên tâm", "Có", "Hà", "http://x/3"),
        ("P04", "Dạy bơi trong bể lắp ghép", "Lê Văn Quý", "Trường TH Đào Viên", "LĐLĐ huyện Tràng Định",
         "Đơn vị sự nghiệp", "Giáo dục", "6/5/2022", "", "Không đạt", "", 8, "Giảm đuối nước", "Không",
         "Hà", "http://x/4"),
    ],
)  # fmt: skip

HOSPITAL = Stranger(
    "a hospital's register",
    {
        "Thứ tự": None,
        "Năm, tháng, ngày gửi báo cáo": "submitted",
        "Tên giải pháp hữu ích": "title",
        "Nhóm nghiên cứu": "authors",
        "Khoa/phòng/đơn vị": "unit",
        "Trực thuộc công đoàn": "superior",
        "Ký hiệu hồ sơ": "code",
        "Chuyên ngành": "field",
        "Phân loại đề tài": "kind",
        "Thời gian triển khai": "applied",
        "Ngày nghiệm thu": "recognised",
        "Văn bản công nhận (số)": "recognition_number",
        "Kết luận của Hội đồng khoa học": "status",
        "Giá trị quy đổi thành tiền (đồng)": "savings",
        "Nội dung tóm tắt": "description",
        "Hạn chế công bố": "confidential",
        "Kinh phí thực hiện": None,
        "Số thành viên": None,
    },
    [
        (1, "11/01/2022", "Phiếu bàn giao ca trực rút gọn", "Trần Thị Minh; Nguyễn Văn Sơn",
         "Bệnh viện Đa khoa tỉnh", "CĐ ngành Y tế", "YT-01", "Y tế", "Giải pháp quản lý", "01/02/2022",
         "15/04/2022", "45/QĐ-BV", "Đạt", 25_000_000, "Rút phiếu từ bốn trang còn một trang", "Không",
         2_000_000, 2),
        (2, "12/01/2022", "Giá treo bình ô xy di động", "Hoàng Đức Long", "Bệnh viện Đa khoa tỉnh",
         "CĐ ngành Y tế", "YT-02", "Y tế", "Giải pháp kỹ thuật", "10/02/2022", "15/04/2022", "46/QĐ-BV",
         "Đạt", 8_000_000, "Hàn giá ba chân có bánh xe và khóa", "Không", 500_000, 1),
        (3, "20/01/2022", "Quy trình lấy mẫu tại giường", "Đặng Thị Hương; Lý Văn Khoa",
         "Trung tâm Y tế Cao Lộc", "CĐ ngành Y tế", "YT-03", "Y tế", "Giải pháp tác nghiệp", "",
         "", "", "Chờ xét", "",
         "Chuẩn bị bộ dụng cụ theo từng giường bệnh", "Có", "", 2),
        (4, "22/01/2022", "Ứng dụng nhắc lịch tái khám", "Vũ Hải Yến", "Bệnh viện Y học cổ truyền",
         "CĐ ngành Y tế", "YT-04", "Chuyển đổi số", "Ứng dụng tiến bộ kỹ thuật", "15/02/2022", "15/04/2022",
         "47/QĐ-BV", "Không đạt", 0, "Gửi tin nhắn trước ngày hẹn hai hôm", "Không", 1_000_000, 1),
    ],
)  # fmt: skip

ZONE_UNION = Stranger(
    "an industrial zone union's sheet",
    {
        "Doanh nghiệp": "unit",
        "Thuộc công đoàn cấp trên nào": "superior",
        "Họ tên công nhân có sáng kiến": "authors",
        "Đề xuất cải tiến (ghi tên)": "title",
        "Giải trình chi tiết": "description",
        "Tiết kiệm một năm bao nhiêu tiền": "savings",
        "Ý nghĩa về con người, môi trường": "social",
        "Ngày tiếp nhận phiếu": "submitted",
        "Áp dụng từ tháng": "applied",
        "Danh hiệu/khen thưởng đã nhận": "recognition",
        "Số QĐ khen": "recognition_number",
        "Đã xét duyệt chưa": "status",
        "Bảo mật công nghệ?": "confidential",
        "Nhóm ngành": "field",
        "Tổng số lao động": None,
        "Mức thưởng": None,
        "Người liên hệ": None,
    },
    [
        ("Công ty TNHH May Việt", "CĐ các KCN", "Bế Thị Thảo", "Cữ may viền cổ áo",
         "Gắn cữ vào bàn đạp máy may", "60 triệu đồng", "Đỡ mỏi mắt", "07/02/2022", "03/2022",
         "Giấy khen", "12/QĐ", "Đã duyệt", "Không",
         "Sản xuất", 800, 500000, "Chị Hạnh"),
        ("Công ty TNHH May Việt", "CĐ các KCN", "Mã Văn Tài", "Xe đẩy vải hai tầng",
         "Hàn thêm tầng và tay lái", "15 triệu", "Giảm tai nạn", "08/02/2022", "03/2022", "", "",
         "Chưa duyệt", "Không", "Sản xuất", 800,
         "", "Chị Hạnh"),
        ("Công ty CP Gỗ Hữu Lũng", "CĐ các KCN", "Nguyễn Đình Cường", "Hút bụi xưởng cưa bằng quạt cũ",
         "Tận dụng quạt thải, nối ống gió", "200.000.000", "Sạch bụi", "09/02/2022", "02/2022", "Bằng khen",
         "13/QĐ", "Đã duyệt", "Có", "Môi trường", 150, 1000000, "Anh Thành"),
        ("Công ty CP Gỗ Hữu Lũng", "CĐ các KCN", "Lường Thị Quỳnh", "Bảng màu phân loại ván",
         "Sơn mép ván theo cỡ", "không", "Dễ làm", "10/02/2022", "04/2022", "", "", "Chưa duyệt", "Không",
         "Sản xuất", 150, "", "Anh Thành"),
    ],
)  # fmt: skip

AFTER = (DISTRICT, HOSPITAL, ZONE_UNION)
"""Those written afterwards and only measured."""
