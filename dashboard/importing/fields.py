"""Role: which field (lĩnh vực) a typed text means; unknown ones go to "Chưa phân loại", never away."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from dashboard.importing.cells.text import clean_text, word_key

NEAR = 90
_OTHER_NAMES = {
    "F01": ("kỹ thuật", "sản xuất", "kinh doanh", "sản xuất kinh doanh", "công nghiệp", "cơ khí"),
    "F02": ("an toàn lao động", "vệ sinh lao động", "an toàn", "atvslđ", "atlđ", "bảo hộ lao động"),
    "F03": ("môi trường", "năng lượng", "bảo vệ môi trường", "tiết kiệm năng lượng", "tài nguyên môi trường"),
    "F04": ("giáo dục", "đào tạo", "gd&đt", "gdđt", "gd-đt", "dạy học", "giảng dạy"),
    "F05": ("y tế", "phòng chống dịch", "phòng, chống dịch", "chăm sóc sức khỏe", "phòng chống covid"),
    "F06": ("cải cách hành chính", "hành chính", "quản lý điều hành", "quản lý nhà nước", "cchc", "quản lý"),
    "F07": ("chuyển đổi số", "cntt", "công nghệ thông tin", "cđs", "tin học"),
    "F08": ("nông nghiệp", "lâm nghiệp", "ngư nghiệp", "nông lâm nghiệp", "nông lâm ngư nghiệp", "thủy sản"),
    "F09": ("xây dựng", "giao thông", "giao thông vận tải", "xdgt"),
    "F10": ("dịch vụ", "thương mại", "tài chính", "ngân hàng", "thương mại dịch vụ", "du lịch"),
    "F11": ("hoạt động công đoàn", "công đoàn", "xây dựng đảng", "công tác công đoàn", "công tác đảng"),
    "F12": ("khác", "lĩnh vực khác"),
    "F00": ("chưa phân loại", "không rõ", "chưa rõ", "chưa xác định"),
}  # fmt: skip
"""Other names of the default list, by its codes; a list changed by hand keeps those of the codes it kept."""


class FieldIndex:
    """Fields by code, name, parts of the name and usual other names."""

    def __init__(self, fields: Iterable[tuple[int, str, str]], unclassified_id: int) -> None:
        """``fields``: id, code, name."""
        self._unclassified = unclassified_id
        self._exact: dict[str, int] = {}
        listed = list(fields)
        for field_id, code, name in listed:
            self._exact[word_key(code)] = field_id
            self._exact[_key(name)] = field_id
        for field_id, code, name in listed:
            for other in (*name.replace("–", ",").split(","), *_OTHER_NAMES.get(code, ())):
                self._exact.setdefault(_key(other), field_id)

    def find(self, value: object) -> tuple[int, bool]:
        """Field id, and whether the text was understood (a blank is understood as unclassified)."""
        key = _key(clean_text(value))
        if not key:
            return self._unclassified, True
        known = self._exact.get(key)
        if known is None and len(key) >= 6:
            near = process.extractOne(key, list(self._exact), scorer=fuzz.ratio, score_cutoff=NEAR)
            known = self._exact[near[0]] if near else None
        return (self._unclassified, False) if known is None else (known, True)


def _key(text: str) -> str:
    return " ".join(word for word in word_key(text).split() if word not in ("va", "linh", "vuc"))
