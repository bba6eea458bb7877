"""Role: the names of the sample's units: real superior unions of Lạng Sơn, their grassroots unions, more.

Plain data. The superior unions, targets' total and bands follow the article of the provincial federation
of 22/7/2022 (3.001 submissions, target 2.000, phase 2 target 2.100, the units named there); how the total
is split between units is invented. Grassroots unions bear names of places and offices, and are invented
as organisations. These words are data, not words of the screen, so they are not in a catalogue.
"""

from typing import NamedTuple


class Superior(NamedTuple):
    """A union directly under the province with its share of the campaign (counts of initiatives)."""

    code: str
    name: str
    cluster: str
    target_1: int
    target_2: int
    result_1: int
    result_2: int
    aliases: str = ""
    cascades: bool = True  # whether it gave targets to its grassroots unions


ROOT_CODE = "LS"
ROOT_NAME = "LĐLĐ tỉnh Lạng Sơn"

_NORTH, _SOUTH, _SECTOR = "Cụm thi đua số 1", "Cụm thi đua số 2", "Khối công đoàn ngành"

SUPERIORS = (
    # code, name, cluster, targets of phase 1 and 2, submissions in phase 1 and since
    Superior("LS-BS", "LĐLĐ huyện Bắc Sơn", _SOUTH, 120, 126, 168, 12),
    Superior("LS-BG", "LĐLĐ huyện Bình Gia", _SOUTH, 95, 100, 89, 12),
    Superior("LS-CL", "LĐLĐ huyện Cao Lộc", _NORTH, 160, 168, 241, 20),
    Superior("LS-CG", "LĐLĐ huyện Chi Lăng", _SOUTH, 140, 147, 169, 20),
    Superior("LS-DL", "LĐLĐ huyện Đình Lập", _NORTH, 60, 63, 38, 6),
    Superior("LS-HL", "LĐLĐ huyện Hữu Lũng", _SOUTH, 150, 158, 150, 24),
    Superior("LS-LB", "LĐLĐ huyện Lộc Bình", _NORTH, 140, 147, 149, 16),
    Superior("LS-TD", "LĐLĐ huyện Tràng Định", _NORTH, 150, 158, 362, 14),
    Superior("LS-VL", "LĐLĐ huyện Văn Lãng", _NORTH, 115, 121, 171, 12),
    Superior("LS-VQ", "LĐLĐ huyện Văn Quan", _SOUTH, 110, 115, 178, 14),
    Superior("LS-TP", "LĐLĐ thành phố Lạng Sơn", _NORTH, 200, 210, 342, 30, "LĐLĐ thành phố"),
    Superior("LS-GD", "Công đoàn ngành Giáo dục", _SECTOR, 300, 315, 732, 38, "Công đoàn Giáo dục tỉnh"),
    Superior("LS-YT", "Công đoàn ngành Y tế", _SECTOR, 120, 126, 110, 14, "Công đoàn Y tế tỉnh"),
    Superior("LS-VC", "Công đoàn Viên chức tỉnh", _SECTOR, 74, 77, 52, 6, "", False),
    Superior(
        "LS-KT", "Công đoàn Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn", _SECTOR, 60, 63, 29, 3,
        "Công đoàn Khu kinh tế cửa khẩu",
    ),
    Superior("LS-GT", "Công đoàn ngành Giao thông vận tải", _SECTOR, 6, 6, 7, 1),
)  # fmt: skip

DIRECT_RESULTS = ((5, 1), (4, 1), (3, 0), (2, 0))
DIRECT_LEAVES = (
    # Grassroots unions straight under the province; they were given no target.
    ("CĐCS Công ty Điện lực Lạng Sơn", "company"),
    ("CĐCS Báo Lạng Sơn", "office"),
    ("CĐCS Bưu điện tỉnh Lạng Sơn", "company"),
    ("CĐCS Cơ quan LĐLĐ tỉnh Lạng Sơn", "union"),
)

COMMUNES = {
    "LS-BS": "Bắc Sơn|Chiến Thắng|Vũ Lễ|Tân Thành|Chiêu Vũ|Nhất Hòa|Vũ Sơn|Hưng Vũ|Trấn Yên|Vạn Thủy",
    "LS-BG": "Bình Gia|Hòa Bình|Tân Văn|Hồng Thái|Mông Ân|Hoàng Văn Thụ|Thiện Thuật|Hưng Đạo",
    "LS-CL": "Cao Lộc|Đồng Đăng|Thụy Hùng|Bảo Lâm|Hồng Phong|Hợp Thành|Yên Trạch|Tân Liên|Gia Cát|Xuất Lễ",
    "LS-CG": "Đồng Mỏ|Chi Lăng|Mai Sao|Thượng Cường|Nhân Lý|Vân Thủy|Bằng Mạc|Vạn Linh|Hòa Bình|Quan Sơn",
    "LS-DL": "Đình Lập|Bính Xá|Kiên Mộc|Lâm Ca|Cường Lợi|Bắc Xa|Châu Sơn",
    "LS-HL": "Hữu Lũng|Minh Sơn|Vân Nham|Đồng Tân|Cai Kinh|Hòa Lạc|Yên Bình|Hòa Bình|Hồ Sơn|Thiện Tân",
    "LS-LB": "Lộc Bình|Na Dương|Khánh Xuân|Đồng Bục|Tú Đoạn|Lợi Bác|Sàn Viên|Yên Khoái|Hữu Khánh|Tú Mịch",
    "LS-TD": "Thất Khê|Đại Đồng|Đề Thám|Hùng Sơn|Kháng Chiến|Quốc Khánh|Tri Phương|Chí Minh|Hùng Việt",
    "LS-VL": "Na Sầm|Tân Thanh|Hoàng Văn Thụ|Tân Mỹ|Hội Hoan|Thanh Long|Trùng Khánh|Bắc La|Hoàng Việt",
    "LS-VQ": "Văn Quan|Yên Phúc|Tân Đoàn|Tràng Phái|Bình Phúc|Hòa Bình|Khánh Khê|Điềm He|Tri Lễ|Liên Hội",
    "LS-TP": "Chi Lăng|Vĩnh Trại|Hoàng Văn Thụ|Tam Thanh|Đông Kinh|Hoàng Đồng|Mai Pha|Quảng Lạc",
}

COMMUNE_LEAVES = (
    # One of these per commune in turn: wording and trade.
    ("CĐCS Trường Tiểu học {}", "primary"),
    ("CĐCS Trường Mầm non {}", "nursery"),
    ("CĐCS Trường THCS {}", "lower"),
    ("CĐCS Ủy ban nhân dân {}", "office"),
    ("CĐCS Trường Mầm non {}", "nursery"),
    ("CĐCS Trường Tiểu học {}", "primary"),
    ("CĐCS Trường PTDTBT THCS {}", "lower"),
    ("CĐCS Trạm Y tế {}", "health"),
)
DISTRICT_LEAVES = (
    ("CĐCS Phòng Giáo dục và Đào tạo {}", "office"),
    ("CĐCS Cơ quan khối Đảng, đoàn thể {}", "union"),
    ("CĐCS Điện lực {}", "company"),
    ("CĐCS Hợp tác xã Nông lâm sản {}", "farm"),
)

SECTOR_LEAVES = {
    "LS-GD": ("upper", "CĐCS Trường THPT {}", "Bắc Sơn|Bình Gia|Cao Lộc|Đồng Đăng|Chi Lăng|Đình Lập|Hữu Lũng|"
              "Vân Nham|Lộc Bình|Na Dương|Tràng Định|Văn Lãng|Văn Quan|Việt Bắc|Chuyên Chu Văn An|Tú Đoạn"),
    "LS-YT": ("health", "CĐCS {}", "Bệnh viện Đa khoa tỉnh|Bệnh viện Y học cổ truyền|Bệnh viện Phổi|"
              "Trung tâm Kiểm soát bệnh tật|Trung tâm Y tế huyện Bắc Sơn|Trung tâm Y tế huyện Cao Lộc|"
              "Trung tâm Y tế huyện Chi Lăng|Trung tâm Y tế huyện Hữu Lũng|Trung tâm Y tế huyện Lộc Bình|"
              "Trung tâm Y tế huyện Tràng Định|Trung tâm Y tế thành phố"),
    "LS-VC": ("office", "CĐCS {}", "Sở Nội vụ|Sở Tài chính|Sở Tư pháp|Sở Thông tin và Truyền thông|"
              "Sở Tài nguyên và Môi trường|Sở Khoa học và Công nghệ|Văn phòng UBND tỉnh|Thanh tra tỉnh"),
    "LS-KT": ("border", "CĐCS {}", "Trung tâm Quản lý cửa khẩu Hữu Nghị|Trung tâm Quản lý cửa khẩu Tân Thanh|"
              "Công ty TNHH Kho vận Cốc Nam|Công ty cổ phần Bến bãi Chi Ma|Công ty TNHH Dịch vụ Xuất Lễ"),
    "LS-GT": ("transport", "CĐCS {}", "Trung tâm Đăng kiểm|Hạt Quản lý đường bộ số 1|Bến xe phía Bắc"),
}  # fmt: skip

EXTRA_SECTORS = (
    ("Công đoàn ngành Nông nghiệp và Phát triển nông thôn", "farm"),
    ("Công đoàn ngành Xây dựng", "transport"),
    ("Công đoàn ngành Công Thương", "company"),
    ("Công đoàn các Khu công nghiệp", "company"),
    ("Công đoàn ngành Văn hóa, Thể thao và Du lịch", "office"),
)
EXTRA_DISTRICTS = (
    # Neighbouring districts, only to give big samples more superior unions.
    "Bảo Lạc|Bảo Lâm|Hà Quảng|Hạ Lang|Nguyên Bình|Quảng Hòa|Thạch An|Trùng Khánh|Ba Bể|Bạch Thông|Chợ Đồn|"
    "Chợ Mới|Na Rì|Ngân Sơn|Pác Nặm|Hiệp Hòa|Lạng Giang|Lục Nam|Lục Ngạn|Sơn Động|Tân Yên|Việt Yên|Yên Dũng|"
    "Yên Thế|Đại Từ|Định Hóa|Đồng Hỷ|Phú Bình|Phú Lương|Võ Nhai|Ba Chẽ|Bình Liêu|Đầm Hà|Hải Hà|Tiên Yên|"
    "Vân Đồn|Chiêm Hóa|Hàm Yên|Lâm Bình"
)
COMMUNE_FIRST = "An Bình Tân Yên Minh Hồng Quang Phú Đông Tây Nam Bắc Long Thanh Vân Kim"
COMMUNE_SECOND = "Lập Hòa Sơn Lạc Thịnh Phong Tiến Lợi Khê Trung Thủy Giang Xá Mỹ Thắng Hưng"

UNKNOWN_UNITS = (
    # Neither in this tree nor close enough to be taken for a member of it without asking.
    ("LĐLĐ huyện Thạch Thất", "CĐCS Trường Tiểu học Hạ Bằng"),
    ("Công đoàn Dầu khí Việt Nam", "CĐCS Công ty Dịch vụ kỹ thuật"),
    ("LĐLĐ quận Hoàn Kiếm", "CĐCS Trường THCS Trưng Vương"),
)
