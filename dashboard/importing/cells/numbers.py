"""Role: plain counts and shares in cells (targets, members, ranks, percentages)."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dashboard.i18n.text import fold
from dashboard.importing.cells.text import one_line, word_key
from dashboard.importing.issues import IssueCode

MAX_COUNT = 2_000_000_000
"""A count beyond this does not fit the store's integer and is a slip anyway."""

_NOTHING = {"", "-", "--", "–", "—", "/", ".", "…", "...", "x"}
_NOTHING_WORDS = {"khong", "khong co", "chua", "chua co", "chua giao", "na", "n a", "chua giao chi tieu"}
_COUNT = re.compile(
    r"^([-−–]?)\s*([\d., ]+?)\s*(sang kien|nguoi|doan vien|dv|sk|cong doan vien|nguoi nop)?\.?$"
)
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|phan tram)")


@dataclass(frozen=True, slots=True)
class CountReading:
    """A whole number, or a share of members in millionths, or nothing; ``issue`` when unreadable."""

    count: int | None = None
    share_ppm: int | None = None
    issue: IssueCode | None = None


def plain_decimal(text: str) -> Decimal | None:
    """A number written with Vietnamese or English separators, read exactly; None when it is not one.

    ``150.000.000`` and ``150,000,000`` and ``150 000 000`` are groups; a last separator followed by
    other than three digits is the decimal point; a single one followed by three digits is a group.
    """
    text = text.replace(" ", "")
    if not text or not any(c.isdigit() for c in text):
        return None
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        point = max(text.rfind("."), text.rfind(","))
        group = "," if text[point] == "." else "."
        whole, fraction = text[:point], text[point + 1 :]
        if text[point] in whole or not _is_grouped(whole, group):
            return None
        text = f"{whole.replace(group, '')}.{fraction}"
    elif dots or commas:
        mark = "." if dots else ","
        if _is_grouped(text, mark):
            text = text.replace(mark, "")
        elif text.count(mark) == 1:
            text = text.replace(mark, ".")
        else:
            return None
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", text, re.ASCII):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern above admits only numbers
        return None


def _is_grouped(text: str, mark: str) -> bool:
    first, *groups = text.split(mark)
    return 1 <= len(first) <= 3 and first != "0" and bool(groups) and all(len(g) == 3 for g in groups)


def parse_count(value: object) -> CountReading:
    """A count: ``2.000``, ``2000``, ``2 000 sáng kiến``, ``10% đoàn viên``; blank is "not given"."""
    if isinstance(value, bool):
        return CountReading(issue=IssueCode.NUMBER_UNREADABLE)
    if isinstance(value, int | float):
        return _from_number(value)
    text = one_line(value)
    if text.lower() in _NOTHING or word_key(text) in _NOTHING_WORDS:
        return CountReading()
    folded = " ".join(fold(text).split())
    share = _SHARE.search(folded)
    if share:
        exact = plain_decimal(share.group(1))
        if exact is not None and exact <= 100:
            return CountReading(share_ppm=int(exact * 10_000))
        return CountReading(issue=IssueCode.NUMBER_UNREADABLE)
    match = _COUNT.match(folded)
    number = plain_decimal(match.group(2)) if match else None
    if match is None or number is None:
        return CountReading(issue=IssueCode.NUMBER_UNREADABLE)
    if match.group(1):
        return CountReading(issue=IssueCode.NUMBER_NEGATIVE)
    return _whole(number)


def _from_number(value: float) -> CountReading:
    if not math.isfinite(value):
        return CountReading(issue=IssueCode.NUMBER_UNREADABLE)
    if value < 0:
        return CountReading(issue=IssueCode.NUMBER_NEGATIVE)
    return _whole(Decimal(repr(value)))


def _whole(number: Decimal) -> CountReading:
    if number != number.to_integral_value() or number > MAX_COUNT:
        return CountReading(issue=IssueCode.NUMBER_UNREADABLE)
    return CountReading(count=int(number))
