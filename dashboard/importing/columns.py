"""Role: the catalogue of the five kinds of tables: their columns, their headers, and what is required."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from dashboard.importing.cells.text import word_key
from data_access.vocabulary import ImportKind


@dataclass(frozen=True, slots=True)
class Column:
    """One column that a kind of table may have. ``headers``: its names, the first is the official one."""

    key: str
    headers: tuple[str, ...]
    content: str = "text"
    """What stands in it (text, date, money, count, status, flag), to guess where the name does not decide."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table. ``required``: groups of which at least one column must be there."""

    kind: ImportKind
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def column(self, key: str) -> Column:
        """The column of that key; a per-phase target column ("target:2") is described by "target"."""
        plain = key.split(":")[0]
        return next(column for column in self.columns if column.key == plain)


def _column(key: str, *headers: str, content: str = "text") -> Column:
    """A column with its headers, which are written with bars between them."""
    return Column(key, tuple(name for line in headers for name in line.split(" | ")), content)


NUMBERING = _column("numbering", "STT | TT | Số TT | Số thứ tự | No | # | S.T.T")
NOTE = _column("note", "Ghi chú | Note | Ghi chú khác")
_PHASE = _column("phase", "Giai đoạn | GĐ | Phase | Đợt | Giai đoạn số")
_PROGRAMME = _column("programme", "Mã chương trình | Chương trình | Programme | Tên chương trình | Mã CT")

PERSONAL = tuple(
    word_key(header)
    for line in (
        "CCCD | CMND | Số CCCD | Số CMND | CCCD/CMND | CMND/CCCD | Căn cước | Căn cước công dân",
        "Điện thoại | Số điện thoại | SĐT | ĐT | Di động | Email | Địa chỉ email | Ngày sinh",
        "Năm sinh | Địa chỉ | Số tài khoản | Giới tính | Số định danh | Số định danh cá nhân",
        "Dân tộc",
    )
    for header in line.split(" | ")
)
"""Personal data that no figure needs: such columns are dropped with a notice (data economy)."""

_KINDS = (
    Kind(
        ImportKind.INITIATIVES,
        (
            NUMBERING,
            NOTE,
            _column(
                "code",
                "Mã sáng kiến | Mã SK | Mã số | Mã | Mã số sáng kiến | Mã hồ sơ | Mã giải pháp | ID",
                "Số hiệu | Code | Mã số SK | Số hồ sơ",
            ),
            _column(
                "title",
                "Tên sáng kiến | Tên SK | Tên giải pháp | Tên đề tài | Sáng kiến | Tiêu đề | Tên",
                "Tên sáng kiến, giải pháp | Tên đề tài, sáng kiến | Tên sáng kiến kinh nghiệm",
                "Tên SKKN | Tên sáng kiến/giải pháp | Nội dung sáng kiến | Tên công trình | Title",
                "Giải pháp",
            ),
            _column(
                "authors",
                "Tác giả | Tác giả sáng kiến | Họ và tên tác giả | Họ tên tác giả | Họ và tên",
                "Tác giả/đồng tác giả | Người gửi | Nhóm tác giả | Tên tác giả | Họ tên | TG",
                "Tác giả, đồng tác giả | Các tác giả | Author | Người nộp | Chủ nhiệm",
            ),
            _column(
                "unit",
                "CĐCS | Công đoàn cơ sở | Đơn vị | Tên đơn vị | Đ.vị | ĐV | Đơn vị công tác",
                "Cơ quan | Tên CĐCS | Cơ quan, đơn vị | Nơi công tác | Cơ quan/đơn vị | Đơn vị CĐCS",
                "Unit | Tên công đoàn cơ sở | CĐ cơ sở | Cơ quan, đơn vị công tác | Đơn vị áp dụng",
            ),
            _column(
                "superior",
                "CĐ cấp trên trực tiếp | Công đoàn cấp trên trực tiếp cơ sở | CĐ cấp trên TTCS",
                "Công đoàn cấp trên trực tiếp | CĐ cấp trên | Công đoàn cấp trên | CĐCTTTCS",
                "CĐ cấp trên trực tiếp cơ sở | Đơn vị cấp trên | Cấp trên trực tiếp | CĐ CTTTCS",
                "LĐLĐ huyện | LĐLĐ huyện/CĐ ngành | Cấp trên | CĐCTCS | CĐ cấp trên cơ sở",
                "LĐLĐ huyện, thành phố, CĐ ngành",
            ),
            _column("unit_code", "Mã đơn vị | Mã CĐCS | Mã ĐV | Unit code"),
            _column(
                "field",
                "Lĩnh vực | LV | Lĩnh vực áp dụng | Ngành, lĩnh vực | Lĩnh vực sáng kiến | Field",
                "Nhóm lĩnh vực | Ngành nghề",
            ),
            _column(
                "kind",
                "Loại giải pháp | Loại hình giải pháp | Loại sáng kiến | Loại | Loại hình | Loại GP",
                "Loại hình sáng kiến | Dạng giải pháp",
            ),
            _column(
                "block", "Khối | Khối đối tượng | Đối tượng | Nhóm đối tượng | Loại đơn vị | Khối đơn vị"
            ),
            _column(
                "submitted",
                "Ngày gửi | Ngày nộp | Thời gian gửi | Thời điểm gửi | Ngày cập nhật | Ngày đăng",
                "Ngày nhập | Ngày đăng ký | Ngày tạo | Ngày gửi sáng kiến | Thời gian nộp",
                "Ngày giờ gửi | Ngày tiếp nhận | Ngày cập nhật lên phần mềm | Submitted",
                "Thời gian cập nhật",
                content="date",
            ),
            _column(
                "recognised",
                "Ngày công nhận | Ngày quyết định | Ngày QĐ | Ngày ký quyết định | Ngày ra QĐ",
                "Thời gian công nhận | Ngày QĐ công nhận | Ngày CN",
                content="date",
            ),
            _column(
                "applied",
                "Ngày áp dụng | Thời gian áp dụng | Ngày áp dụng lần đầu | Áp dụng từ ngày",
                "Áp dụng từ",
                content="date",
            ),
            _column(
                "status",
                "Trạng thái | Tình trạng | Kết quả thẩm định | Kết quả xét duyệt | Kết quả | Hợp lệ",
                "Trạng thái duyệt | Status | Tình trạng xét duyệt | Kết quả xem xét",
                "Kết quả phê duyệt",
                content="status",
            ),
            _column(
                "recognition",
                "Hình thức công nhận | Hình thức CN | Hình thức | HTCN | Hình thức được công nhận",
                "Được công nhận theo hình thức | Cấp công nhận",
            ),
            _column(
                "recognition_number",
                "Số quyết định | Số QĐ | Số QĐ công nhận | Quyết định số | QĐ số",
                "Số quyết định công nhận | Số văn bản",
            ),
            _column(
                "savings",
                "Giá trị làm lợi | GTLL | Giá trị làm lợi ước tính | Số tiền làm lợi | Làm lợi",
                "Giá trị kinh tế | Tiền làm lợi | Giá trị làm lợi/năm | Hiệu quả kinh tế | Giá trị",
                "Giá trị làm lợi (ước tính/năm) | Số tiền | Ước tính giá trị làm lợi",
                "Giá trị làm lợi bằng tiền | Savings",
                content="money",
            ),
            _column(
                "social",
                "Hiệu quả | Ý nghĩa xã hội | Hiệu quả xã hội | Lợi ích xã hội | Hiệu quả khác",
                "Hiệu quả mang lại | Ý nghĩa",
            ),
            _column(
                "description",
                "Mô tả | Nội dung | Tóm tắt | Mô tả giải pháp | Tóm tắt nội dung",
                "Nội dung giải pháp | Mô tả sáng kiến | Tóm tắt sáng kiến",
            ),
            _column(
                "confidential",
                "Bí mật | Bảo mật | Mật | Độ mật | Tính bảo mật | Confidential | Yêu cầu bảo mật",
                content="flag",
            ),
        ),
        (("title",), ("unit", "superior", "unit_code"), ("submitted",)),
    ),
    Kind(
        ImportKind.UNITS,
        (
            NUMBERING,
            NOTE,
            _column("code", "Mã đơn vị | Mã | Mã ĐV | Mã CĐCS | Mã số | Unit code | Code | Ký hiệu"),
            _column(
                "name",
                "Tên đơn vị | Đơn vị | Tên | Tên ĐV | Tên CĐCS | Tên công đoàn | Đ.vị | Unit | Name",
                "CĐCS | Công đoàn cơ sở",
            ),
            _column(
                "superior",
                "Đơn vị cấp trên | Mã đơn vị cấp trên | Cấp trên | Mã cấp trên | Trực thuộc",
                "CĐ cấp trên trực tiếp | Công đoàn cấp trên trực tiếp | CĐ cấp trên",
                "Đơn vị chủ quản | Đ.vị cấp trên | Parent | Thuộc đơn vị | CĐ cấp trên TTCS",
                "Đơn vị cha",
            ),
            _column(
                "members",
                "Số đoàn viên | Đoàn viên | Số ĐV | Tổng số đoàn viên | SL đoàn viên | Members",
                "Số lượng đoàn viên",
                content="count",
            ),
            _column(
                "cluster",
                "Cụm thi đua | Khối thi đua | Cụm | Khối | Cụm/khối thi đua | Cụm, khối thi đua",
                "Cụm (khối) | Cụm khối",
            ),
            _column(
                "valid_from",
                "Từ ngày | Ngày thành lập | Hiệu lực từ | Có hiệu lực từ | Bắt đầu | Ngày bắt đầu",
                content="date",
            ),
            _column(
                "valid_to",
                "Đến ngày | Ngày kết thúc | Hiệu lực đến | Ngày giải thể | Kết thúc",
                "Ngày kết thúc hoạt động",
                content="date",
            ),
            _column(
                "aliases", "Tên khác | Tên gọi khác | Tên viết tắt | Viết tắt | Tên cũ | Alias | Các tên khác"
            ),
            _column(
                "successors",
                "Đơn vị kế thừa | Kế thừa | Sáp nhập vào | Đơn vị mới | Đơn vị tiếp nhận",
                "Successor",
            ),
        ),
        (("code",), ("name",)),
    ),
    Kind(
        ImportKind.TARGETS,
        (
            NUMBERING,
            NOTE,
            _PHASE,
            _PROGRAMME,
            _column("unit_code", "Mã đơn vị | Mã ĐV | Mã | Mã CĐCS | Unit code"),
            _column(
                "unit",
                "Đơn vị | Tên đơn vị | Đ.vị | ĐV | CĐCS | Công đoàn | Tên công đoàn | Unit",
                "Công đoàn cấp trên trực tiếp cơ sở | LĐLĐ huyện/CĐ ngành",
            ),
            _column("superior", "Đơn vị cấp trên | CĐ cấp trên trực tiếp | Cấp trên | Trực thuộc"),
            _column(
                "target",
                "Chỉ tiêu | CT | Chỉ tiêu giao | Số chỉ tiêu | Target | Chỉ tiêu được giao",
                "Số sáng kiến giao | Chỉ tiêu sáng kiến | Kế hoạch",
                content="count",
            ),
            _column(
                "registered", "Đăng ký | Chỉ tiêu đăng ký | Đăng ký phấn đấu | Số đăng ký", content="count"
            ),
            _column(
                "basis", "Căn cứ | Loại chỉ tiêu | Hình thức giao | Giao/đăng ký | Giao hay đăng ký | Basis"
            ),
            _column(
                "document",
                "Số văn bản | Văn bản | Số VB | Văn bản giao | Số quyết định | Quyết định giao",
                "Document",
            ),
            _column(
                "effective_on",
                "Ngày văn bản | Ngày giao | Ngày hiệu lực | Ngày VB | Ngày quyết định",
                content="date",
            ),
        ),
        (("unit", "unit_code"), ("target", "registered")),
    ),
    Kind(
        ImportKind.PROGRAMMES,
        (
            NUMBERING,
            NOTE,
            _PHASE,
            _column("code", "Mã chương trình | Mã CT | Mã | Code"),
            _column("name", "Chương trình | Tên chương trình | Programme | Tên CT | Phong trào | Tên"),
            _column("phase_name", "Tên giai đoạn | Tên GĐ | Phase name"),
            _column(
                "starts",
                "Từ ngày | Ngày bắt đầu | Bắt đầu | Từ | Bắt đầu từ | Start | Thời gian bắt đầu",
                content="date",
            ),
            _column(
                "ends",
                "Đến ngày | Ngày kết thúc | Kết thúc | Đến | Hạn | Đến hết ngày | End | Hạn cuối",
                "Thời gian kết thúc",
                content="date",
            ),
            _column("milestone_due", "Ngày mốc | Mốc | Mốc thời gian", content="date"),
            _column("milestone_share", "Tỷ lệ mốc | Tỷ lệ | Tỷ lệ phải đạt | % phải đạt", content="count"),
            _column("milestone_name", "Tên mốc | Nội dung mốc"),
            _column("event_on", "Ngày sự kiện", content="date"),
            _column("event_name", "Sự kiện | Tên sự kiện | Event"),
        ),
        (("name", "code"), ("phase",), ("starts",), ("ends",)),
    ),
    Kind(
        ImportKind.PUBLISHED,
        (
            NUMBERING,
            NOTE,
            _PHASE,
            _column("programme", "Chương trình | Programme | Tên chương trình | Mã chương trình"),
            _column(
                "unit", "Đơn vị | Unit | Tên đơn vị | Đ.vị | Địa phương | Tỉnh/thành | LĐLĐ tỉnh, thành phố"
            ),
            _column("unit_code", "Mã đơn vị | Mã ĐV"),
            _column(
                "as_of",
                "Tính đến | As of | Tính đến ngày | Thời điểm | Số liệu tính đến | Ngày số liệu",
                content="date",
            ),
            _column("measure", "Chỉ số | Measure | Đại lượng | Loại số liệu | Thước đo"),
            _column("target", "Chỉ tiêu | Target | Chỉ tiêu giao | CT", content="count"),
            _column("target_basis", "Căn cứ chỉ tiêu | Target basis | Căn cứ"),
            _column(
                "result", "Kết quả | Result | Số sáng kiến | Đã gửi | Thực hiện | Số lượng", content="count"
            ),
            _column(
                "printed_percent",
                "Tỷ lệ đã in | Printed percent | Tỷ lệ | Tỷ lệ % | Tỷ lệ công bố | % đạt",
                "Tỷ lệ đạt",
            ),
            _column("rank", "Xếp hạng | Rank | Hạng | Thứ hạng | Xếp thứ", content="count"),
            _column(
                "rank_of",
                "Tổng số đơn vị | Rank of | Số đơn vị xếp hạng | Trên tổng số | Tổng đơn vị",
                content="count",
            ),
            _column(
                "value",
                "Giá trị làm lợi | Value vnd | GTLL | Giá trị | Tổng giá trị làm lợi",
                content="money",
            ),
            _column("value_words", "Giá trị bằng lời | Value words | Giá trị (bằng lời) | Diễn giải giá trị"),
            _column("source", "Nguồn | Source | Nguồn số liệu | Nguồn tin | Trích nguồn"),
        ),
        (("unit", "unit_code"), ("result",)),
    ),
)

KINDS: MappingProxyType[ImportKind, Kind] = MappingProxyType({kind.kind: kind for kind in _KINDS})


@cache
def header_keys(kind: ImportKind) -> Mapping[str, tuple[str, int]]:
    """Folded header → (column key, place among its names); the first column to claim a name has it."""
    found: dict[str, tuple[str, int]] = {}
    for column in KINDS[kind].columns:
        for place, header in enumerate(column.headers):
            found.setdefault(word_key(header), (column.key, place))
    return MappingProxyType(found)
