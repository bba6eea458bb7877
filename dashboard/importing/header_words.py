"""Role: what a header is about by the words in it, for tables whose headers nobody has listed.

Order matters: the first rule whose words are all there decides, the narrow ones stand first ("ngày ký quyết
định" before "quyết định"). What is found here is only likely: the cells must agree, and a person is asked.
"""

import re
from functools import lru_cache

from dashboard.importing.cells.text import word_key
from data_access.vocabulary import ImportKind

MOST_WORDS = 16
"""A form's question may be a header; anything longer is a sentence of the letterhead."""

NOT_KEPT = ""
"""A column whose words say that it holds nothing that is kept, whatever else stands in its header."""

_WHEN = r"\b(?:ngay|thoi (?:gian|diem|han)|luc|gio|nam|thang|tu khi|bat dau)\b"
_NO_WHEN = rf"^(?!.*{_WHEN})"
_WORK = r"(?:sang kien|sk|skkn|giai phap|gp|de tai|cai tien|cong trinh|de xuat|y tuong|san pham|bien phap)"
_UNION = r"(?:cong doan|cd|cdcs|ldld|lien doan lao dong|to chuc cong doan)"


def _words(*alternatives: str) -> str:
    """One of these, as whole words."""
    return rf"\b(?:{'|'.join(alternatives)})\b"


def _rule(key: str, *alternatives: str) -> tuple[str, re.Pattern[str]]:
    return key, re.compile("|".join(rf"(?:{one})" for one in alternatives))


_RULES = (
    _rule(
        NOT_KEPT,
        _words("tien thuong", "muc thuong", "quy thuong", "gia tri thuong", "thu lao"),
        _words("chi phi", "kinh phi", "von", "dau tu", "ty le", "phan tram", "muc do"),
        r"\b(?:so|sl) (?:luong )?(?:nguoi|lao dong|cong nhan|doan vien|giao vien|hoc sinh)\b",
        r"\b(?:so|sl) (?:luong )?(?:trang|lan|ban|luot|diem|dong tac gia|tac gia|thanh vien|nam)\b",
        r"\bdiem\b(?! nop| gui)(?<!thoi diem)",
        _words(
            "dia diem", "dia ban", "dia chi", "minh chung", "tep", "file", "link", "duong dan", "dinh kem"
        ),
        r"\bnguoi (?:cham|nhap|kiem tra|duyet|phe duyet|xet|tham dinh|phu trach|lien he|tiep nhan|ky)\b",
        _words("ly do", "y kien", "nhan xet", "qua dau", "chuc vu", "chuc danh", "trinh do", "que quan"),
        _words("dien thoai", "email", "cccd", "cmnd", "ngay sinh", "nam sinh"),
        r"\b(?:lop|pham vi|noi|khu vuc|quy mo|kha nang|bo phan) (?:da )?(?:duoc )?"
        r"(?:ap dung|trien khai|nhan rong)\b",
    ),
    _rule("confidential", _words("bi mat", "bao mat", "do mat", "giu kin", "cong khai", "cong bo", "mat")),
    _rule(
        "recognition_number",
        rf"{_NO_WHEN}.*\b(?:so|so hieu|ma so|ky hieu)\b.*\b(?:qd|quyet dinh|giay chung nhan|gcn)\b",
        rf"{_NO_WHEN}.*\b(?:so|so hieu|ma so|ky hieu)\b.*\b(?:van ban|cong van)\b",
        rf"{_NO_WHEN}.*\b(?:qd|quyet dinh|giay chung nhan|gcn|van ban)\b.*\bso\b",
    ),
    _rule(
        "recognised",
        rf"{_WHEN}.*\b(?:cong nhan|quyet dinh|qd|ban hanh|phe duyet|duyet)\b",
        rf"{_WHEN}.*\b(?:ky|khen|chung nhan|nghiem thu)\b",
        r"^(?:cong nhan|phe duyet|nghiem thu|ban hanh|ky) (?:ngay|luc)\b",
    ),
    _rule(
        "applied",
        rf"{_WHEN}.*\b(?:ap dung|trien khai|dua vao|su dung|thuc hien|van hanh|ung dung)\b",
        rf"\b(?:ap dung|trien khai|su dung)\b.*(?:{_WHEN}|\btu\b)",
    ),
    _rule(
        "submitted",
        rf"{_WHEN}.*\b(?:gui|nop|dang|tao|nhap|cap nhat|nhan|tiep nhan)\b",
        rf"{_WHEN}.*\b(?:khai|ghi nhan|len|vao so|bao cao)\b",
        r"^dau thoi gian$|^timestamp$|^(?:gui|nop|dang ky|tiep nhan) (?:ngay|luc|tu)\b",
    ),
    _rule(
        "title",
        rf"^(?:ten|ten goi|tieu de|chu de|ten day du)\b(?: cua)?(?: cac)? {_WORK}\b",
        rf"^(?:noi dung|tom tat ten|ten) (?:cua )?{_WORK} {_WORK}\b",
        rf"^{_WORK}(?: {_WORK})* (?:la gi|ten gi|mang ten|ghi ten|duoc cong nhan|de nghi)\b",
        rf"^{_WORK} {_WORK}\b",
        rf"^(?:ten goi|tieu de|noi dung) {_WORK}\b",
    ),
    _rule(
        "code",
        rf"^(?:ma|so|so hieu|ma so|so the|ky hieu)\b.*\b(?:{_WORK}|ho so|dang ky|phieu)\b",
        r"^(?:ma|so|so hieu|ma so)\b.*\b(?:tren cong|he thong|phan mem|dinh danh|tra cuu|nhan dien)\b",
    ),
    _rule("unit_code", r"^(?:ma|ky hieu)\b.*\b(?:don vi|dv|cdcs|truong|co quan)\b"),
    _rule(
        "authors",
        _words("tac gia", "ho ten", "ho va ten", "quy danh"),
        rf"\bnguoi (?:thuc hien|de xuat|gui|nop|viet|dang ky|lam|nghi ra|co {_WORK})\b",
        r"\b(?:giao vien|ca nhan|nhom|can bo|thanh vien|doan vien|tap the)\b.*"
        r"\b(?:thuc hien|de xuat|dang ky|tham gia|ca nhan|lam|nop|nghien cuu)\b",
        r"^(?:chu nhiem|chu tri|nguoi chu tri|ca nhan|tap the ca nhan)\b",
        r"^ten (?:nguoi|ca nhan|giao vien|can bo|doan vien|cnvcld|nhan vien)\b",
    ),
    _rule(
        "savings",
        _words("lam loi", "tiet kiem", "thanh tien", "bang tien", "so tien", "loi nhuan", "giam chi"),
        r"\bquy (?:doi )?(?:ra |thanh )?tien\b",
        r"\b(?:hieu qua|loi ich|gia tri|ket qua|hieu suat) (?:ve )?(?:kinh te|kt|tai chinh)\b",
    ),
    _rule(
        "recognition",
        _words("hinh thuc", "danh hieu", "khen thuong", "dang cong nhan"),
        r"\bcap (?:da )?(?:cong nhan|khen|xet)\b|\bcong nhan (?:bang|theo|duoi)\b",
    ),
    _rule(
        "block",
        _words("khoi", "doi tuong", "thanh phan", "nhom don vi"),
        r"\bloai hinh (?:don vi|co quan|to chuc)\b",
    ),
    _rule(
        "field",
        _words("linh vuc", "chuyen mon", "chuyen nganh", "nganh nghe", "nhom nganh"),
        r"\bmang (?:viec|cong tac|hoat dong)\b|^nganh\b",
    ),
    _rule(
        "kind",
        rf"\b(?:loai|the loai|dang|loai hinh|kieu|phan loai)\b(?: \w+)? {_WORK}\b",
        rf"\b{_WORK}\b.*\b(?:loai|dang) (?:nao|gi)\b",
    ),
    _rule(
        "status",
        _words("tinh trang", "trang thai", "xep loai", "xet", "tham dinh", "phe duyet", "duyet"),
        _words("nghiem thu", "da cong nhan", "hoi dong danh gia", "hoi dong ket luan"),
        r"\bket (?:qua|luan)\b.*\b(?:danh gia|cham|hoi dong|cong nhan|kiem tra)\b|^ket luan\b",
    ),
    _rule(
        "superior",
        _words("cap tren", "truc thuoc", "chu quan", "thuoc ldld", "thuoc cong doan", "thuoc cd"),
        rf"\b{_UNION} (?:quan ly|phu trach|huyen|nganh|cap huyen|dia phuong)\b",
        r"\b(?:don vi|co quan|noi) (?:quan ly|phu trach)\b",
        r"^(?:huyen|thanh pho|quan huyen|huyen thanh pho|phong gd|so gd)\b",
    ),
    _rule(
        "unit",
        _words("don vi", "co quan", "truong hoc", "cong ty", "dang cong tac", "lam viec tai", "lam viec o"),
        _words("doanh nghiep", "phan xuong", "xi nghiep", "benh vien", "to chuc"),
        rf"^truong\b|\bnoi (?:cong tac|lam viec|lam)\b|\b{_UNION}\b",
    ),
    _rule("social", _words("tac dong", "y nghia", "loi ich", "hieu qua", "anh huong", "ket qua mang lai")),
    _rule(
        "description",
        _words("mo ta", "tom tat", "tom luoc", "dien giai", "thuyet minh", "giai trinh", "ban chat"),
        _words("cach lam", "cach thuc", "diem moi", "noi dung", "chi tiet", "trinh bay"),
    ),
)


@lru_cache(maxsize=20_000)
def told_by_words(kind: ImportKind, header: str) -> str | None:
    """The column that the words of a header speak of, ``NOT_KEPT``, or None when they say nothing.

    Only exports of initiatives come from strangers; the other kinds are this product's own templates.
    """
    if kind is not ImportKind.INITIATIVES:
        return None
    key = word_key(header)
    if not key or len(key.split()) > MOST_WORDS:
        return None
    return next((column for column, rule in _RULES if rule.search(key)), None)
