"""Role: the bad rows of a sample: what an import must refuse, and what it must take with a notice.

All of them are dated in phase 2, so that the figures of phase 1 do not hang on how strict a reader is.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dashboard.sample.places import SUPERIORS, UNKNOWN_UNITS
from dashboard.sample.sheets import Cell, Column


class ExportRow(NamedTuple):
    """One row of the export, in the order of its columns."""

    code: Cell
    title: Cell
    authors: Cell
    unit: Cell
    superior: Cell
    field: Cell
    kind: Cell
    block: Cell
    applied: Cell
    recognised: Cell
    submitted: Cell
    status: Cell
    recognition: Cell
    decision: Cell
    savings: Cell
    effect: Cell
    secret: Cell


EXPORT_COLUMNS = (
    Column("Mã sáng kiến", 14), Column("Tên sáng kiến", 70), Column("Tác giả", 30),
    Column("CĐCS", 38, True), Column("CĐ cấp trên trực tiếp", 32, True), Column("Lĩnh vực", 30, True),
    Column("Loại giải pháp", 24, True), Column("Khối", 18, True), Column("Ngày áp dụng", 13),
    Column("Ngày công nhận", 14), Column("Ngày gửi", 19), Column("Trạng thái", 28, True),
    Column("Hình thức công nhận", 28, True), Column("Số quyết định", 16), Column("Giá trị làm lợi", 22),
    Column("Hiệu quả", 44, True), Column("Bí mật", 9, True),
)  # fmt: skip


class Fault(StrEnum):
    """What is wrong with a row."""

    UNKNOWN_UNIT = "unknown_unit"
    IMPOSSIBLE_DATE = "impossible_date"
    UNREADABLE_MONEY = "unreadable_money"
    NO_TITLE = "no_title"
    REPEATED_CODE = "repeated_code"
    NO_DATE = "no_date"
    RANGE_OF_MONEY = "range_of_money"
    NEGATIVE_MONEY = "negative_money"
    FORMULA_LIKE_TITLE = "formula_like_title"
    WRONG_SUPERIOR = "wrong_superior"


ORDER = (
    # Dealt in turn; as many to refuse as to notice in the long run. The Lạng Sơn campaign has one round.
    Fault.UNKNOWN_UNIT, Fault.IMPOSSIBLE_DATE, Fault.UNREADABLE_MONEY, Fault.NO_DATE, Fault.UNKNOWN_UNIT,
    Fault.RANGE_OF_MONEY, Fault.NO_TITLE, Fault.REPEATED_CODE, Fault.NEGATIVE_MONEY, Fault.IMPOSSIBLE_DATE,
    Fault.FORMULA_LIKE_TITLE, Fault.UNREADABLE_MONEY, Fault.UNKNOWN_UNIT, Fault.NO_DATE,
    Fault.WRONG_SUPERIOR,
)  # fmt: skip
FAULTY_PPM = 500  # 0,05 %
MOST_FAULTY = 300


def place_faults(first: int, last: int, count: int, rng: np.random.Generator) -> dict[int, Fault]:
    """Which rows among ``first`` … ``last - 1`` get which fault; never two neighbours."""
    free: NDArray[np.int64] = np.arange(first, last, 2)
    chosen = np.sort(rng.choice(free, min(count, free.size), replace=False))
    return {int(row): ORDER[number % len(ORDER)] for number, row in enumerate(chosen)}


def spoil(row: ExportRow, fault: Fault, before: ExportRow) -> ExportRow:
    """``row`` with ``fault``; ``before`` is the row above it, whose code may be repeated."""
    return _SPOIL[fault](row, before)


def _unknown_unit(row: ExportRow, before: ExportRow) -> ExportRow:
    superior, unit = UNKNOWN_UNITS[len(str(row.title)) % len(UNKNOWN_UNITS)]
    return row._replace(superior=superior, unit=unit)


def _wrong_superior(row: ExportRow, before: ExportRow) -> ExportRow:
    """The union of another district chosen from the portal's list: a named error of the campaign."""
    first, second = SUPERIORS[0].name, SUPERIORS[1].name
    return row._replace(superior=second if row.superior == first else first)


_SPOIL: dict[Fault, Callable[[ExportRow, ExportRow], ExportRow]] = {
    Fault.UNKNOWN_UNIT: _unknown_unit,
    Fault.IMPOSSIBLE_DATE: lambda row, before: row._replace(submitted="31/06/2022"),
    Fault.UNREADABLE_MONEY: lambda row, before: row._replace(savings="xx triệu ???"),
    Fault.NO_TITLE: lambda row, before: row._replace(title=None),
    Fault.REPEATED_CODE: lambda row, before: row._replace(code=before.code),
    Fault.NO_DATE: lambda row, before: row._replace(submitted=None),
    Fault.RANGE_OF_MONEY: lambda row, before: row._replace(savings="từ 20 đến 30 triệu"),
    Fault.NEGATIVE_MONEY: lambda row, before: row._replace(savings=-5_000_000),
    Fault.WRONG_SUPERIOR: _wrong_superior,
    Fault.FORMULA_LIKE_TITLE: lambda row, before: row._replace(title=f"={row.title}"),
}
