"""Role: the reader of money cells (giá trị làm lợi): Vietnamese written forms to whole đồng per year.

Grammar, after folding: [lead words] [about | more than] amount [period], where an amount is one or
several ``number unit`` pairs in falling units ("2 tỷ 350 triệu"), or a bare number in the column's
unit. What is not understood to the last word is not guessed. Cases: tests/unit/importing/cells.
"""

import datetime
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from dashboard.i18n.text import fold
from dashboard.importing.cells.money_words import (
    APPROXIMATE,
    BOUNDED,
    FOREIGN,
    LEAD,
    NOT_DECLARED,
    NOT_MONETARY,
    PERIODS,
    UNCLEAR_PERIOD,
    UNIT_NAMES,
    VAGUE,
    spoken_number,
    unit_value,
)
from dashboard.importing.cells.numbers import plain_decimal
from dashboard.importing.cells.text import one_line
from dashboard.importing.issues import IssueCode
from data_access.vocabulary import MoneyFlag

SLIP_BELOW_VND = 100_000
"""A declared yearly saving below this is rather a forgotten "triệu" (domain.md: likely slips)."""

SLIP_FROM_VND = 1_000_000_000_000
"""1.000 tỷ a year: single initiatives above 100 tỷ are real, ten times that is rather đồng typed as triệu."""

MAX_VND = 1_000_000_000_000_000_000
"""Beyond what the store's 64-bit integer can add up."""

_NUMBER = r"\d[\d.,]*(?: \d{3}(?!\d)[\d.,]*)*"
_PAIR = re.compile(rf"\s*({_NUMBER})\s*({UNIT_NAMES})?(?![a-z0-9])( ruoi)?\s*")
_IN_WORDS = re.compile(r"\s*\([a-z ,]+\)$|\s*/\s*[a-z ]*dong chan$")
_RANGE = re.compile(
    rf"^(?:tu )?({_NUMBER})\s*(?:{UNIT_NAMES})?\s*(?:-|den|toi|~|->)\s*({_NUMBER})\s*(?:{UNIT_NAMES})?$"
)
_SIGNED = re.compile(r"^\(\s*[\d.,\s]+\s*\)(?=\D*$)|^-\s*\d")


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """``vnd``: whole đồng per year, None when not declared or not readable; ``flags``: MoneyFlag bits."""

    vnd: int | None = None
    flags: int = 0
    issue: IssueCode | None = None

    @property
    def rejects(self) -> bool:
        """Whether the row cannot be taken with this cell."""
        return self.issue in _REJECTING


_REJECTING = {
    IssueCode.MONEY_UNREADABLE,
    IssueCode.MONEY_NEGATIVE,
    IssueCode.MONEY_TOO_LARGE,
    IssueCode.MONEY_FOREIGN,
}
_UNREADABLE = MoneyReading(issue=IssueCode.MONEY_UNREADABLE)


def parse_money(value: object, column_unit: str | None = None) -> MoneyReading:
    """Read one cell. ``column_unit``: the unit its header names ("triệu đồng"), for bare numbers only."""
    multiplier = column_multiplier(column_unit)
    if value is None:
        return MoneyReading()
    if isinstance(value, bool | datetime.date | datetime.time | datetime.timedelta):
        return _UNREADABLE
    if isinstance(value, int | float):
        return _number_cell(value, multiplier)
    return _text_cell(one_line(value), multiplier)


def column_multiplier(column_unit: str | None) -> int | None:
    """Đồng per unit named by a header; None when it names none (then a bare number is đồng)."""
    if not column_unit:
        return None
    found = re.search(rf"(?<![a-z])({UNIT_NAMES})(?![a-z])", fold(column_unit))
    return unit_value(found.group(1)) if found else None


def _number_cell(value: float, multiplier: int | None) -> MoneyReading:
    if not math.isfinite(value):
        return MoneyReading(issue=IssueCode.MONEY_TOO_LARGE)
    if value < 0:
        return MoneyReading(issue=IssueCode.MONEY_NEGATIVE)
    # repr is the shortest decimal that means this float: 12.1 stays 12.1 and is scaled exactly.
    return _amount(Decimal(repr(value)) * (multiplier or 1))


def _text_cell(text: str, multiplier: int | None) -> MoneyReading:
    folded = " ".join(fold(text).replace("−", "-").replace("–", "-").replace("—", "-").split())
    folded = folded.lstrip("'").rstrip(".;")
    if folded.strip(" -./…") == "" or folded in NOT_DECLARED:
        return MoneyReading()
    if NOT_MONETARY.search(folded) and not re.search(r"\d", folded):
        return MoneyReading(None, MoneyFlag.NOT_MONETARY, IssueCode.MONEY_NOT_MONETARY)
    if FOREIGN.search(folded):
        return MoneyReading(issue=IssueCode.MONEY_FOREIGN)
    if _SIGNED.match(folded):
        return MoneyReading(issue=IssueCode.MONEY_NEGATIVE)
    body, factor = _without_period(folded)
    if factor is None:
        return MoneyReading(None, MoneyFlag.RANGE, IssueCode.MONEY_PERIOD_UNCLEAR)
    body, bounded, approximate = _without_hedges(body)
    if VAGUE.match(body) or _RANGE.match(body):
        return MoneyReading(None, MoneyFlag.RANGE, IssueCode.MONEY_RANGE)
    exact, slip = _pairs(body, multiplier)
    if exact is None:
        return _UNREADABLE
    flags = MoneyFlag.APPROXIMATE if bounded or approximate else 0
    issue = IssueCode.MONEY_APPROXIMATE if bounded else None
    if factor != 1:
        flags |= MoneyFlag.PER_MONTH
        issue = IssueCode.MONEY_PERIOD
    return _amount(exact * factor, flags, issue, slip)


def _amount(
    exact: Decimal, flags: int = 0, issue: IssueCode | None = None, slip: bool = False
) -> MoneyReading:
    if exact >= MAX_VND:
        return MoneyReading(issue=IssueCode.MONEY_TOO_LARGE)
    vnd = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if slip or 0 < exact < SLIP_BELOW_VND or vnd >= SLIP_FROM_VND:
        return MoneyReading(vnd, flags | MoneyFlag.LIKELY_SLIP, IssueCode.MONEY_LIKELY_SLIP)
    return MoneyReading(vnd, flags, issue)


def _without_period(text: str) -> tuple[str, Decimal | None]:
    """The text without its "/tháng" and the factor to one year; factor None when the period is not a time."""
    for pattern, factor in PERIODS:
        match = pattern.search(text)
        if match:
            count = Decimal(match.group("n") or 1) if "n" in pattern.groupindex else Decimal(1)
            if not count:
                return text, None
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return " ".join(rest.split()), Decimal(factor) / count
    return text, None if UNCLEAR_PERIOD.search(text) else Decimal(1)


def _without_hedges(text: str) -> tuple[str, bool, bool]:
    """The text without lead words; whether it names a bound ("trên"), whether an estimate ("khoảng")."""
    bounded = approximate = False
    while True:
        for pattern, kind in ((BOUNDED, "bound"), (APPROXIMATE, "about"), (LEAD, "lead")):
            match = pattern.search(text)
            if match and match.end() > match.start():
                text = f"{text[: match.start()]} {text[match.end() :]}".strip()
                bounded |= kind == "bound"
                approximate |= kind == "about"
                break
        else:
            return text, bounded, approximate


def _pairs(text: str, multiplier: int | None) -> tuple[Decimal | None, bool]:
    """Sum of "number unit" pairs; the second value says the reading is doubtful."""
    if not re.search(r"\d", text):
        spoken = spoken_number(text)
        return (None if spoken is None else Decimal(spoken)), False
    text = _IN_WORDS.sub("", re.sub(r"(?<=[a-z])(?=\d)", " ", text))  # "1tr5", "20.000.000 (hai mươi triệu)"
    total, last, slip, position = Decimal(0), None, False, 0
    while position < len(text):
        match = _PAIR.match(text, position)
        if not match or match.end() == position:
            return None, False
        digits, unit = match.group(1), match.group(2)
        number, doubtful = _scaled_number(digits.strip().rstrip(".,"), unit, multiplier)
        if number is None:
            return None, False
        slip |= doubtful
        size = unit_value(unit) if unit else None
        if size is None and last is not None:
            size, tail_doubtful = _implied_unit(digits, last)
            slip |= tail_doubtful
        size = size or (multiplier or 1)
        if last is not None and (size >= last or number * size >= last):
            return None, False
        total += number * size + (Decimal(size) / 2 if match.group(3) else 0)
        last, position = size, match.end()
    return total, slip


def _implied_unit(digits: str, last: int) -> tuple[int | None, bool]:
    """The unit of a bare tail: "1 tỷ 200" is 200 triệu, "1 tỷ 2" two tenths; two digits are doubtful."""
    if last < 1000 or not digits.isdigit() or len(digits) > 3:
        return None, False
    return (last // 10, False) if len(digits) == 1 else (last // 1000, len(digits) == 2)


def _scaled_number(digits: str, unit: str | None, multiplier: int | None) -> tuple[Decimal | None, bool]:
    """The number of one pair. "1,500 triệu" may be 1,5 or 1.500: decided by its zeros, and doubtful."""
    if (unit or multiplier) and re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        if unit and unit_value(unit) == 1:
            return plain_decimal(digits), False
        decimal = not digits.endswith("0")
        return Decimal(digits.replace(",", "." if decimal else "")), True
    return plain_decimal(digits), False


@lru_cache(maxsize=64)
def unit_words(text: str) -> str | None:
    """The money unit named in a header ("Giá trị làm lợi (triệu đồng)" → "trieu dong"), else None."""
    folded = re.sub(r"\b1[.,]?000\s*(?=dong|d\b|vnd)", "nghin ", fold(text))
    folded = re.sub(r"\s*(?:/|mot|moi)\s*(?:1 )?nam\)?$", "", folded)
    found = re.search(rf"(?:\(|don vi tinh:?|dvt:?|dv:?|,|\s-)\s*({UNIT_NAMES})(?![a-z])", folded)
    if not found:
        found = re.search(rf"(?<![a-z])({UNIT_NAMES})\s*\)?$", folded)
    return found.group(1) if found else None
