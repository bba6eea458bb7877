"""Role: wordings of initiatives by trade: titles, fields, effects.

Data of the sample, not words of the screen, so not in a catalogue.
"""

from typing import NamedTuple

EDUCATION = "Giáo dục, đào tạo"
HEALTH = "Y tế, phòng chống dịch"
OFFICE = "Cải cách hành chính, quản lý điều hành"
DIGITAL = "Chuyển đổi số, CNTT"
MAKING = "Sản xuất – kinh doanh, kỹ thuật"
SAFETY = "An toàn, vệ sinh lao động"
GREEN = "Môi trường, năng lượng"
FARM = "Nông, lâm, ngư nghiệp"
ROADS = "Xây dựng, giao thông"
TRADE = "Dịch vụ, thương mại, tài chính"
UNION = "Hoạt động công đoàn, xây dựng Đảng"
OTHER = "Khác"

OPENINGS = (
    "Một số biện pháp", "Một số giải pháp", "Giải pháp", "Biện pháp", "Kinh nghiệm", "Đổi mới cách thức",
)  # fmt: skip
CIRCUMSTANCES = (
    "", "", "", "trong bối cảnh dịch Covid-19", "năm 2022", "tại đơn vị", "giai đoạn thích ứng an toàn",
    "gắn với phong trào thi đua", "trên địa bàn biên giới",
)  # fmt: skip
SCHOOL_CIRCUMSTANCES = (*CIRCUMSTANCES, "năm học 2020-2021", "năm học 2021-2022", "ở trường vùng khó khăn")
CLASSES = {
    "nursery": ("2-3", "3-4", "4-5", "5-6"),
    "primary": tuple(f"{grade}{group}" for grade in range(1, 6) for group in ("", "A", "B", "C")),
    "lower": tuple(f"{grade}{group}" for grade in range(6, 10) for group in ("", "A", "B")),
    "upper": tuple(f"{grade}{group}" for grade in range(10, 13) for group in ("", "A1", "A2", "C1")),
}
NUMBERS = tuple(str(number) for number in range(1, 25))


class Topic(NamedTuple):
    """What an initiative is about: its field, how often it occurs, and wordings following an opening.

    ``{n}`` stands for a class, group or number.
    """

    field: str
    weight: int
    wordings: tuple[str, ...]


_SCHOOL_OFFICE = (
    Topic(DIGITAL, 9, (
        "ứng dụng phần mềm trình chiếu tương tác trong dạy học trực tuyến lớp {n}",
        "xây dựng kho học liệu số dùng chung cho tổ chuyên môn số {n}",
        "sử dụng mã QR trong quản lý thiết bị và thư viện nhà trường",
        "quản lý hồ sơ, sổ sách điện tử của tổ {n}",
    )),
    Topic(UNION, 5, (
        "nâng cao chất lượng sinh hoạt công đoàn trong nhà trường",
        "vận động đoàn viên tổ {n} tham gia phong trào “Dạy tốt, học tốt”",
        "phát triển đảng viên trong đội ngũ giáo viên trẻ",
    )),
    Topic(HEALTH, 4, (
        "phòng chống dịch Covid-19 cho học sinh khi trở lại trường",
        "tổ chức phân luồng đón, trả học sinh lớp {n} bảo đảm giãn cách",
    )),
    Topic(GREEN, 2, ("phân loại rác thải và tái chế chai nhựa thành đồ dùng dạy học lớp {n}",)),
)  # fmt: skip

TOPICS: dict[str, tuple[Topic, ...]] = {
    "nursery": (Topic(EDUCATION, 30, (
        "giúp trẻ lớp {n} tuổi phát triển ngôn ngữ qua kể chuyện, đọc thơ",
        "tăng cường tiếng Việt cho trẻ lớp {n} tuổi người dân tộc Tày, Nùng",
        "xây dựng môi trường lấy trẻ làm trung tâm ở lớp {n} tuổi",
        "rèn kỹ năng tự phục vụ cho trẻ lớp {n} tuổi",
        "làm đồ chơi từ nguyên liệu tự nhiên cho trẻ lớp {n} tuổi",
        "phối hợp với phụ huynh nâng cao chất lượng bữa ăn bán trú lớp {n} tuổi",
        "tổ chức hoạt động vận động ngoài trời cho trẻ lớp {n} tuổi",
    )), *_SCHOOL_OFFICE),
    "primary": (Topic(EDUCATION, 30, (
        "rèn kỹ năng đọc cho học sinh lớp {n} theo chương trình mới",
        "giúp học sinh lớp {n} giải tốt các bài toán có lời văn",
        "rèn chữ viết cho học sinh lớp {n} dân tộc thiểu số",
        "gây hứng thú học môn Tự nhiên và Xã hội cho học sinh lớp {n}",
        "giáo dục kỹ năng sống qua hoạt động trải nghiệm lớp {n}",
        "làm tốt công tác chủ nhiệm lớp {n}",
        "dạy hát Then, đàn Tính trong giờ Âm nhạc lớp {n}",
    )), *_SCHOOL_OFFICE),
    "lower": (Topic(EDUCATION, 30, (
        "bồi dưỡng học sinh giỏi môn Toán lớp {n}",
        "dạy đọc hiểu văn bản thông tin môn Ngữ văn lớp {n}",
        "sử dụng sơ đồ tư duy trong dạy học Lịch sử lớp {n}",
        "dạy học theo chủ đề STEM môn Khoa học tự nhiên lớp {n}",
        "phụ đạo học sinh yếu môn Tiếng Anh lớp {n}",
        "giảm tỷ lệ học sinh bỏ học ở lớp {n} bán trú",
    )), *_SCHOOL_OFFICE),
    "upper": (Topic(EDUCATION, 30, (
        "ôn thi tốt nghiệp môn Toán đạt hiệu quả cho học sinh lớp {n}",
        "dạy học dự án môn Vật lí lớp {n}",
        "thiết kế thí nghiệm ảo môn Hóa học lớp {n}",
        "phát triển năng lực nói môn Tiếng Anh cho học sinh lớp {n}",
        "giáo dục lịch sử địa phương Xứ Lạng cho học sinh lớp {n}",
        "hướng nghiệp cho học sinh lớp {n} vùng biên giới",
        "tổ chức nghiên cứu khoa học kỹ thuật cho học sinh lớp {n}",
    )), *_SCHOOL_OFFICE),
    "health": (
        Topic(HEALTH, 30, (
            "cải tiến quy trình tiếp đón, phân luồng người bệnh tại phòng khám số {n}",
            "tổ chức điểm tiêm chủng lưu động số {n} cho xã vùng cao",
            "theo dõi sức khỏe người cách ly tại nhà bằng nhóm Zalo khu vực {n}",
            "cải tiến giá đựng dụng cụ vô khuẩn tại buồng thủ thuật số {n}",
            "phục hồi chức năng bằng y học cổ truyền cho người bệnh nhóm {n}",
            "giảm thời gian trả kết quả xét nghiệm tại ca trực số {n}",
        )),
        Topic(DIGITAL, 8, (
            "quản lý bệnh án điện tử tại khoa số {n}",
            "nhắc lịch tái khám bằng tin nhắn cho tổ {n}",
        )),
        Topic(SAFETY, 4, ("phòng ngừa tổn thương do vật sắc nhọn cho nhân viên khoa số {n}",)),
        Topic(GREEN, 3, ("phân loại chất thải y tế tại nguồn ở khoa số {n}",)),
    ),
    "office": (
        Topic(OFFICE, 22, (
            "rút ngắn thời gian giải quyết thủ tục hành chính tại bộ phận một cửa, quầy {n}",
            "theo dõi, đôn đốc nhiệm vụ được giao bằng bảng phân việc của tổ {n}",
            "lập dự toán và quyết toán tiết kiệm chi tại bộ phận {n}",
            "nâng cao chất lượng tham mưu văn bản của nhóm {n}",
        )),
        Topic(DIGITAL, 14, (
            "số hóa hồ sơ lưu trữ giai đoạn {n}",
            "hỗ trợ người dân khu {n} nộp hồ sơ dịch vụ công trực tuyến",
            "tra cứu văn bản bằng mã QR tại phòng số {n}",
        )),
        Topic(UNION, 6, ("tuyên truyền nghị quyết qua mạng xã hội cho chi bộ {n}",)),
        Topic(OTHER, 3, ("vận động quỹ hỗ trợ hộ nghèo thôn {n}",)),
    ),
    "union": (
        Topic(UNION, 30, (
            "đổi mới nội dung sinh hoạt công đoàn tổ {n}",
            "vận động đoàn viên cập nhật sáng kiến trên phần mềm, nhóm {n}",
            "chăm lo đoàn viên khó khăn do dịch bệnh, đợt {n}",
            "thành lập tổ hỗ trợ sáng kiến số {n}",
        )),
        Topic(OFFICE, 8, ("quản lý tài chính công đoàn bằng bảng tính, mẫu {n}",)),
    ),
    "company": (
        Topic(MAKING, 22, (
            "cải tiến gá kẹp rút ngắn thời gian thay khuôn ở tổ máy số {n}",
            "giảm tổn thất điện năng trên lộ đường dây {n}",
            "tận dụng vật tư thu hồi để sửa chữa thiết bị số {n}",
            "chế tạo dụng cụ tháo lắp sứ cho đội quản lý vận hành số {n}",
            "giảm tỷ lệ phế phẩm ở chuyền số {n}",
        )),
        Topic(SAFETY, 8, (
            "lắp cảnh báo tiếp cận vùng nguy hiểm tại trạm số {n}",
            "cải tiến lan can thao tác tại máy số {n}",
        )),
        Topic(GREEN, 5, ("thay đèn chiếu sáng tiết kiệm điện ở khu {n}",)),
        Topic(TRADE, 6, ("chăm sóc khách hàng khu vực {n} qua ứng dụng",)),
    ),
    "farm": (
        Topic(FARM, 24, (
            "trồng và chăm sóc na Chi Lăng theo hướng VietGAP ở lô {n}",
            "sấy hoa hồi bằng lò đối lưu mẻ {n}",
            "ươm giống thông, keo tại vườn số {n}",
            "thu hoạch và bảo quản quýt vàng Bắc Sơn ở tổ {n}",
        )),
        Topic(TRADE, 6, ("bán nông sản trên sàn thương mại điện tử, nhóm {n}",)),
    ),
    "border": (
        Topic(TRADE, 18, (
            "điều tiết xe chở nông sản xuất khẩu vào bãi số {n}",
            "rút ngắn thời gian kiểm đếm hàng tại kho số {n}",
            "thu phí không dùng tiền mặt tại cổng số {n}",
        )),
        Topic(HEALTH, 6, ("bố trí lái xe chuyên trách “vùng xanh” tại bãi số {n}",)),
        Topic(DIGITAL, 6, ("khai báo phương tiện trước qua nền tảng cửa khẩu số, luồng {n}",)),
    ),
    "transport": (
        Topic(ROADS, 20, (
            "vá ổ gà bằng bê tông nhựa nguội trên tuyến số {n}",
            "cải tiến máy cắt cỏ lề đường cho đội số {n}",
            "thoát nước mặt đường đèo, lý trình km {n}",
        )),
        Topic(SAFETY, 6, ("cảnh báo sạt lở bằng cọc tiêu phản quang tại đoạn số {n}",)),
        Topic(DIGITAL, 4, ("đặt lịch kiểm định trực tuyến cho dây chuyền số {n}",)),
    ),
}  # fmt: skip

BLOCKS = {
    "union": "Cán bộ công đoàn", "company": "Doanh nghiệp", "farm": "Khác", "border": "Doanh nghiệp",
    "transport": "Doanh nghiệp",
}  # fmt: skip
BLOCK_ELSEWHERE = "Đơn vị sự nghiệp"
KINDS = (
    ("Giải pháp tác nghiệp", 46), ("Giải pháp quản lý", 22), ("Giải pháp kỹ thuật", 15),
    ("Ứng dụng tiến bộ kỹ thuật", 12), ("Đề tài nghiên cứu khoa học", 3), ("", 2),
)  # fmt: skip
STATUSES = (("Hợp lệ", 886), ("hợp lệ", 14), ("Đang được tổ chức công đoàn xem xét", 60),
            ("Đang xem xét", 10), ("Không hợp lệ", 22), ("", 8))  # fmt: skip
RECOGNITIONS = (
    ("Quyết định công nhận sáng kiến", 66), ("Quyết định khen thưởng", 12), ("Hình thức trực tiếp khác", 8),
    ("", 14),
)  # fmt: skip
OPEN_MARKS = (("", 70), ("Không", 25), ("không", 4), ("0", 1))
SECRET_MARKS = (("Có", 5), ("x", 3), ("X", 2), ("Bí mật", 2), ("có", 2), ("1", 1), ("TRUE", 1))
EFFECTS = (
    ("", 30), ("Tiết kiệm thời gian, công sức", 12), ("Nâng cao chất lượng công việc", 12),
    ("Tỷ lệ hoàn thành tốt tăng rõ rệt so với trước khi áp dụng", 9), ("Được nhân rộng trong đơn vị", 9),
    ("Giảm chi phí mua sắm, tận dụng vật liệu sẵn có", 8), ("Bảo đảm an toàn phòng chống dịch", 7),
    ("Giảm sai sót, dễ áp dụng", 6),
)  # fmt: skip
SCHOOL_EFFECTS = (
    *EFFECTS, ("Học sinh hứng thú, tích cực tham gia", 18), ("Phụ huynh đồng thuận, phối hợp tốt", 9),
)  # fmt: skip
