"""Role: words of closed lists in many spellings: status, recognition form, kind of solution, block, basis.

Order matters: the first pattern that is found decides, so negations stand first ("không hợp lệ").
"""

import re
from enum import Enum
from typing import TypeVar

from dashboard.importing.cells.text import word_key
from data_access.vocabulary import Block, Recognition, SolutionKind, Status, TargetBasis

Word = TypeVar("Word", bound=Enum)
_Rules = tuple[tuple[re.Pattern[str], Word], ...]


def _rules(*pairs: tuple[str, Word]) -> _Rules[Word]:
    return tuple((re.compile(rf"\b(?:{pattern})\b"), word) for pattern, word in pairs)


_STATUS = _rules(
    (r"chua ro|khong ro|chua xac dinh", Status.UNKNOWN),
    (r"(?:khong|chua|ko|k) (?:hop le|dat|duoc cong nhan|cong nhan|dong y|chap nhan|du dieu kien|phu hop)",
     Status.INVALID),
    (r"tu choi|tra lai|loai|huy|bi huy|da huy|trung|invalid|rejected", Status.INVALID),
    (r"(?:dang|cho|chua) (?:duoc )?(?:to chuc |cong doan |cho )*(?:xem xet|duyet|xet duyet|xu ly|tham dinh"
     r"|phe duyet|kiem tra|xet|xet cong nhan|cong nhan|danh gia)", Status.REVIEWING),
    (r"xem xet|cho|dang|moi|moi gui|da gui|da nop|da tiep nhan|tiep nhan|pending|review(?:ing)?|submitted",
     Status.REVIEWING),
    (r"hop le|hople|da duyet|duoc duyet|duyet|cong nhan|duoc cong nhan|dat|dong y|chap nhan|chap thuan"
     r"|phe duyet|valid|approved|ok|hl", Status.VALID),
)  # fmt: skip

_RECOGNITION = _rules(
    (r"khong|chua(?: co| ro)?", Recognition.UNKNOWN),
    (
        r"khen|khen thuong|bang khen|giay khen|bang lao dong sang tao|ldst|qdkt|thuong",
        Recognition.COMMENDATION,
    ),
    (r"khac|truc tiep", Recognition.OTHER),
    (r"cong nhan|qdcn|quyet dinh|qd|sang kien|skkn|chung nhan", Recognition.DECISION),
)

_KIND = _rules(
    (r"ung dung|tien bo|ud|udtbkt", SolutionKind.APPLIED),
    (r"de tai|nghien cuu|nckh|khoa hoc", SolutionKind.RESEARCH),
    (r"quan ly|ql", SolutionKind.MANAGEMENT),
    (r"tac nghiep|nghiep vu|tn", SolutionKind.OPERATIONAL),
    (r"ky thuat|ki thuat|kt|cong nghe", SolutionKind.TECHNICAL),
)

_BLOCK = _rules(
    (r"can bo cong doan|cbcd|cong doan|can bo cd", Block.UNION),
    (r"su nghiep|hanh chinh|hcsn|co quan|dvsn|vien chuc|cong chuc|truong|cong lap", Block.PUBLIC),
    (r"doanh nghiep|dn|cong ty|sxkd|san xuat", Block.ENTERPRISE),
    (r"khac", Block.OTHER),
)

_BASIS = _rules(
    (r"dang ky|dk|registered|phan dau|tu dang ky", TargetBasis.REGISTERED),
    (r"giao|duoc giao|assigned|ke hoach|kh", TargetBasis.ASSIGNED),
)


def _first(rules: _Rules[Word], value: object) -> Word | None:
    key = word_key(str(value))
    return next((word for pattern, word in rules if pattern.search(key)), None) if key else None


def _is_blank(value: object) -> bool:
    return value is None or not word_key(str(value))


def parse_status(value: object) -> tuple[Status, bool]:
    """The status, and whether the words were understood (a blank is understood as "chưa rõ")."""
    found = _first(_STATUS, value)
    return found or Status.UNKNOWN, found is not None or _is_blank(value)


def parse_recognition(value: object) -> tuple[Recognition, bool]:
    """The recognition form, and whether it was understood; words that name none are another form."""
    if _is_blank(value):
        return Recognition.UNKNOWN, True
    found = _first(_RECOGNITION, value)
    return (found, True) if found is not None else (Recognition.OTHER, False)


def parse_solution_kind(value: object) -> tuple[SolutionKind, bool]:
    """Loại giải pháp, and whether it was understood."""
    found = _first(_KIND, value)
    return found or SolutionKind.UNKNOWN, found is not None or _is_blank(value)


def parse_block(value: object) -> tuple[Block, bool]:
    """Khối đối tượng, and whether it was understood."""
    found = _first(_BLOCK, value)
    return found or Block.UNKNOWN, found is not None or _is_blank(value)


def parse_basis(value: object) -> TargetBasis:
    """Giao or đăng ký; targets without a word are assigned."""
    return _first(_BASIS, value) or TargetBasis.ASSIGNED
