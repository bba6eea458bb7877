"""Role: what the register is asked for, as the address carries it: search, narrowing, order, page, card."""

from collections.abc import Mapping
from enum import IntEnum
from typing import TypeVar

import streamlit as st

from dashboard.ui import address
from dashboard.viewmodels.register import Wish
from data_access.selection import RowFilter, RowOrder
from data_access.vocabulary import Block, Recognition, SolutionKind, Status

SEARCH, STATUS, KIND, BLOCK, RECOGNITION, DECLARED = "tim", "trang-thai", "loai", "khoi", "cong-nhan", "khai"
FLAGGED, UNDATED, OUTSIDE, FROM, BELOW = "nghi", "khong-ngay", "ngoai-giai-doan", "tu", "duoi"
ORDER, PAGE, CARD = "xep", "trang", "ma"
NARROWING = (STATUS, KIND, BLOCK, RECOGNITION, DECLARED, FLAGGED, UNDATED, OUTSIDE, FROM, BELOW)

YES, NO = "co", "khong"

STATUSES = {
    "hop-le": Status.VALID,
    "dang-xem-xet": Status.REVIEWING,
    "khong-hop-le": Status.INVALID,
    "chua-ro": Status.UNKNOWN,
}
KINDS = {
    "ky-thuat": SolutionKind.TECHNICAL,
    "quan-ly": SolutionKind.MANAGEMENT,
    "tac-nghiep": SolutionKind.OPERATIONAL,
    "ung-dung": SolutionKind.APPLIED,
    "de-tai": SolutionKind.RESEARCH,
    "chua-phan-loai": SolutionKind.UNKNOWN,
}
BLOCKS = {
    "su-nghiep": Block.PUBLIC,
    "doanh-nghiep": Block.ENTERPRISE,
    "cong-doan": Block.UNION,
    "khac": Block.OTHER,
    "chua-phan-loai": Block.UNKNOWN,
}
RECOGNITIONS = {
    "quyet-dinh": Recognition.DECISION,
    "khen-thuong": Recognition.COMMENDATION,
    "khac": Recognition.OTHER,
    "chua-ghi": Recognition.UNKNOWN,
}
ORDERS = {
    "moi": RowOrder.NEWEST,
    "cu": RowOrder.OLDEST,
    "gia-tri": RowOrder.VALUE,
    "don-vi": RowOrder.UNIT,
}
LISTS: Mapping[str, Mapping[str, IntEnum]] = {
    STATUS: STATUSES,
    KIND: KINDS,
    BLOCK: BLOCKS,
    RECOGNITION: RECOGNITIONS,
}

LONGEST_SEARCH = 200
LARGEST_VND = 10**18
M = TypeVar("M")


def wish() -> Wish:
    """What the address asks for; what cannot be read counts as not asked."""
    return Wish(
        search=(st.query_params.get(SEARCH) or "")[:LONGEST_SEARCH],
        narrowing=RowFilter(
            status=_one(STATUS, STATUSES),
            kind=_one(KIND, KINDS),
            block=_one(BLOCK, BLOCKS),
            recognition=_one(RECOGNITION, RECOGNITIONS),
            declared=_one(DECLARED, {YES: True, NO: False}),
            flagged=_is_on(FLAGGED),
            undated=_is_on(UNDATED),
            outside_phases=_is_on(OUTSIDE),
            value_from=_number(FROM, LARGEST_VND),
            value_below=_number(BELOW, LARGEST_VND),
        ),
        order=_one(ORDER, ORDERS) or RowOrder.NEWEST,
        page=_number(PAGE, LARGEST_VND) or 1,
    )


def card() -> str | None:
    """Code of the initiative whose card is open."""
    code = st.query_params.get(CARD)
    return code if code and len(code) <= address.LONGEST_CODE else None


def put(key: str, value: str | None) -> None:
    """Ask for something (None or "": no longer); the list begins at its first page again."""
    address.put(key, value or None)
    if key not in (PAGE, CARD):
        address.put(PAGE, None)


def forget_narrowing() -> None:
    """Everything that narrows the list, the search included."""
    for key in (SEARCH, *NARROWING):
        put(key, None)


def word_of(names: Mapping[str, M], member: M) -> str:
    """The address's word of a member."""
    return next(name for name, each in names.items() if each == member)


def _one(key: str, names: Mapping[str, M]) -> M | None:
    return names.get(st.query_params.get(key, ""))


def _is_on(key: str) -> bool:
    return st.query_params.get(key) == YES


def _number(key: str, most: int) -> int | None:
    text = st.query_params.get(key, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return min(int(text), most) if is_number else None
