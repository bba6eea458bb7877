"""Role: the words of money cells, folded (no accents, lower case): units, hedges, periods, and "nothing"."""

import re

_UNITS = {
    "nghin ty": 10**12,
    "ngan ty": 10**12,
    "tram ty": 10**11,
    "chuc ty": 10**10,
    "ty": 10**9,
    "ti": 10**9,
    "tram trieu": 10**8,
    "chuc trieu": 10**7,
    "trieu": 10**6,
    "trd": 10**6,
    "tr.d": 10**6,
    "trd.": 10**6,
    "tr": 10**6,
    "tram nghin": 10**5,
    "tram ngan": 10**5,
    "chuc nghin": 10**4,
    "chuc ngan": 10**4,
    "nghin": 1000,
    "ngan": 1000,
    "ngd": 1000,
    "ng.d": 1000,
    "ng": 1000,
    "k": 1000,
}
_CURRENCY = ("viet nam dong", "dong viet nam", "dong", "vnd", "vn d", "d", "₫")

_names = sorted(_UNITS, key=len, reverse=True)
_currency = "|".join(_CURRENCY)
UNIT_NAMES = rf"(?:{'|'.join(re.escape(n) for n in _names)})(?:\s*(?:{_currency})(?![a-z]))?|{_currency}"
"""Alternation of every unit, with or without the currency behind it; the folded ₫ is kept."""


def unit_value(name: str) -> int:
    """Đồng in one unit: ``trieu dong`` → 1.000.000, ``d`` → 1."""
    name = " ".join(name.split())
    for unit in _names:
        if name == unit or re.fullmatch(rf"{re.escape(unit)}\s*(?:{_currency})", name):
            return _UNITS[unit]
    return 1


NOT_DECLARED = {
    "khong", "khong co", "khong ke khai", "khong khai", "chua", "chua co", "chua tinh", "chua tinh duoc",
    "chua xac dinh", "chua khai", "chua ke khai", "chua thong ke", "chua danh gia", "chua uoc tinh", "n/a",
    "na", "null", "none", "nil", "x", "?", "bo trong", "de trong", "trong",
}  # fmt: skip

NOT_MONETARY = re.compile(
    r"khong (?:the )?(?:tinh|quy|do|luong|dinh luong|xac dinh|uoc|dem)|phi (?:vat chat|tien te|tai chinh)"
    r"|khong bang tien|hieu qua (?:xa hoi|tinh than|giao duc)|gia tri (?:xa hoi|tinh than)|^dinh tinh$"
    r"|vo hinh"
    r"|khong mang lai gia tri (?:bang )?tien|khong co gia tri (?:bang )?tien|y nghia xa hoi|loi ich xa hoi"
)

FOREIGN = re.compile(r"\busd\b|\$|\beur\b|€|\bdo la\b|\bdo my\b|\byen\b|\bjpy\b|\bndt\b|\bcny\b|\brmb\b|£")

APPROXIMATE = re.compile(
    r"^(?:uoc (?:tinh|chung|dat|khoang)?\s*|khoang(?: chung)?\s*|chung\s*|xap xi\s*|tam\s*|co\s+|du kien\s*"
    r"|~+\s*|≈\s*|dao dong\s*|vao khoang\s*|tuong duong\s*|binh quan\s*|trung binh\s*)(?=[\d~≈a-z])"
    r"|\(?\b(?:uoc tinh|tam tinh)\)?$"
)
BOUNDED = re.compile(
    r"^(?:tren|hon|duoi|gan|toi thieu|toi da|it nhat|nhieu nhat|khong duoi|khong qua|len den|len toi|dat tren"
    r"|[<>≥≤]=?)\s*(?=[\da-z])|(?:\s*(?:tro len|tro xuong)|(?<=[a-z\d])\s*\+)$"
)
LEAD = re.compile(
    r"^(?:gia tri lam loi|gia tri|lam loi|tiet kiem(?: duoc)?|loi nhuan|so tien|tong(?: so)?(?: tien)?"
    r"|giam chi phi|giam chi|thu ve|thu duoc|dat"
    r"|duoc|la|tang thu|mang lai|hieu qua kinh te|hieu qua|cho|[:=])"
    r"\s*:?\s*(?=[\da-z~≈<>])"
    r"|(?:/-|\.-|,-|\s-)$"
    r"|^(?:vnd|vn d|dong|d|₫)\s*[:.]?\s*(?=\d)"  # "VND 5,000,000": the currency in front
)

VAGUE = re.compile(r"^(?:vai|may|hang|nhieu|mot vai|mot so)\s+(?:chuc|tram|nghin|ngan|trieu|ty|ti)\b")

_PER = r"(?:\s*/\s*|\s+(?:moi|mot|hang|tren|trong|cho)\s+)"
PERIODS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), factor)
    for pattern, factor in (
        (rf"{_PER}(?:1 |mot |01 )?nam(?: hoc| dau| dau tien)?\b", 1),
        (r"^(?:moi|hang|mot|1) nam\s*:?\s*", 1),
        (rf"{_PER}(?P<n>\d{{1,2}}) nam\b", 1),
        (rf"{_PER}(?P<n>\d{{1,2}}) thang\b", 12),
        (rf"{_PER}(?:1 |mot )?(?:thang|th)\b", 12),
        (r"^(?:moi|hang|mot|1) thang\s*:?\s*", 12),
        (rf"{_PER}(?:1 |mot )?quy\b", 4),
        (r"^(?:moi|hang|mot|1) quy\s*:?\s*", 4),
        (rf"{_PER}(?:1 |mot )?tuan\b", 52),
        (rf"{_PER}(?:1 |mot )?(?:hoc ky|hoc ki|nua nam)\b", 2),
    )
)
"""Periods and how many of them are one year ("20 triệu/quý" × 4); ``n`` divides ("/6 tháng")."""

UNCLEAR_PERIOD = re.compile(r"(?<=[a-z\d])\s*/\s*(?!-)[a-z]|\s(?:moi|tren mot|tren 1) [a-z]")
"""Per day, per piece, per hectare: not a value of one year, and not to be guessed."""

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "nghin": 1000, "ngan": 1000}


def spoken_number(text: str) -> int | None:
    """Đồng written in words: ``ba trieu dong``, ``mot tram hai muoi trieu``, ``nua ty``; else None.

    At least one scale word is required, so that no other word of the language becomes a number.
    """
    total, last = 0, 0
    group: list[str] = []
    for word in re.sub(rf"\s*(?:{_currency})$", "", text).split():
        if word == "ruoi" and last and not group:
            total += last // 2
        elif word in _SCALES:
            count = _below_thousand(group)
            if count is None:
                return None
            last = _SCALES[word]
            total += int(count * last)
            group = []
        else:
            group.append(word)
    return total if last and not group else None


def _below_thousand(words: list[str]) -> float | None:
    """``mot tram hai muoi lam`` → 125, ``nua`` → a half; None when a word is no part of a number."""
    if words == ["nua"]:
        return 0.5
    total, digit = 0, None
    for word in words:
        if word in _DIGITS:
            digit = _DIGITS[word]
        elif word == "tram" and digit is not None:
            total, digit = total + digit * 100, None
        elif word == "muoi":
            total, digit = total + (digit or 1) * 10, None
        elif word not in ("linh", "le"):
            return None
    total += digit or 0
    return total or None
