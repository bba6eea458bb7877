"""Role: money as people write it; the published cases and more of their kind."""

import csv
import math
from pathlib import Path

import pytest

from dashboard.importing.cells.money import MoneyReading, parse_money, unit_words
from dashboard.importing.issues import IssueCode
from data_access.vocabulary import MoneyFlag

CASES = Path(__file__).parents[3] / "cases" / "money.csv"
MILLION, BILLION = 10**6, 10**9


def _published() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("case", _published(), ids=lambda case: case["text"] or "blank")
def test_every_published_case_comes_out_as_written_there(case: dict[str, str]) -> None:
    reading = parse_money(case["text"], case["column_unit"] or None)
    assert reading.vnd == (int(case["vnd_per_year"]) if case["vnd_per_year"] else None)
    assert (reading.issue is not None) == bool(case["issue"])


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("2,35 tỷ", 2_350 * MILLION),
        ("1.5 tỷ", 1_500 * MILLION),
        ("15 tỉ", 15 * BILLION),
        ("1 tỷ 200", 1_200 * MILLION),
        ("1 tỷ 2", 1_200 * MILLION),
        ("1tr5", 1_500_000),
        ("1tr250", 1_250_000),
        ("1 tỷ rưỡi", 1_500 * MILLION),
        ("nửa tỷ", 500 * MILLION),
        ("ba triệu", 3 * MILLION),
        ("Một tỷ hai trăm triệu đồng", 1_200 * MILLION),
        ("mười lăm triệu", 15 * MILLION),
        ("2 trăm triệu", 200 * MILLION),
        ("100 trđ", 100 * MILLION),
        ("150.000 nghìn đồng", 150 * MILLION),
        ("15.000.000,50", 15_000_001),
        ("15\u00a0000\u00a0000", 15 * MILLION),
        ("１５ triệu", 15 * MILLION),
        ("20.000.000₫", 20 * MILLION),
        ("20.000.000 (hai mươi triệu đồng)", 20 * MILLION),
        ("Tiết kiệm 20 triệu đồng/năm", 20 * MILLION),
        ("~20tr", 20 * MILLION),
        ("0 đồng", 0),
    ],
)
def test_other_forms_of_the_same_kind_are_read(text: str, vnd: int) -> None:
    reading = parse_money(text)
    assert (reading.vnd, reading.issue) == (vnd, None)


@pytest.mark.parametrize(
    ("value", "unit", "vnd"),
    [
        (1.5e9, None, 1_500 * MILLION),
        (12.1, "triệu đồng", 12_100_000),
        (500, "nghìn đồng", 500_000),
        ("20", "tỷ đồng", 20 * BILLION),
        ("12.500", "triệu đồng", 12_500 * MILLION),
        ("15 tỷ", "triệu đồng", 15 * BILLION),
        ("150000000", "đồng", 150 * MILLION),
    ],
)
def test_the_column_unit_scales_bare_numbers_only(value: object, unit: str | None, vnd: int) -> None:
    assert parse_money(value, unit).vnd == vnd


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("1.200.000đ/tháng", 14_400_000),
        ("20 triệu/quý", 80 * MILLION),
        ("20 triệu đồng mỗi tháng", 240 * MILLION),
    ],
)
def test_other_periods_become_a_year_and_are_flagged(text: str, vnd: int) -> None:
    assert parse_money(text) == MoneyReading(vnd, MoneyFlag.PER_MONTH, IssueCode.MONEY_PERIOD)


@pytest.mark.parametrize(
    "text",
    [
        "20-30 triệu",
        "từ 20 đến 30 triệu đồng/năm",
        "khoảng từ 20 đến 30 triệu",
        "1.000.000 - 2.000.000",
        "vài chục triệu",
    ],
)
def test_a_range_is_not_guessed(text: str) -> None:
    assert parse_money(text) == MoneyReading(None, MoneyFlag.RANGE, IssueCode.MONEY_RANGE)


@pytest.mark.parametrize("text", ["5.000.000 đồng/người", "50 triệu/ngày", "2 triệu/ha"])
def test_a_value_per_piece_is_not_taken_for_a_year(text: str) -> None:
    assert parse_money(text) == MoneyReading(None, MoneyFlag.RANGE, IssueCode.MONEY_PERIOD_UNCLEAR)


@pytest.mark.parametrize(
    ("value", "issue"),
    [
        ("(5.000.000)", IssueCode.MONEY_NEGATIVE),
        ("−5 triệu", IssueCode.MONEY_NEGATIVE),
        (-1.0, IssueCode.MONEY_NEGATIVE),
        ("100 USD", IssueCode.MONEY_FOREIGN),
        (math.inf, IssueCode.MONEY_TOO_LARGE),
        ("1e400", IssueCode.MONEY_UNREADABLE),
        ("30%", IssueCode.MONEY_UNREADABLE),
        ("12 tháng", IssueCode.MONEY_UNREADABLE),
        ("=1+1", IssueCode.MONEY_UNREADABLE),
        ("xx triệu ???", IssueCode.MONEY_UNREADABLE),
    ],
)
def test_what_cannot_be_money_rejects_the_row(value: object, issue: IssueCode) -> None:
    reading = parse_money(value)
    assert reading.issue is issue
    assert reading.rejects
    assert reading.vnd is None


def test_likely_slips_are_kept_and_flagged() -> None:
    for value in (1_234, "5.000", "2.000 tỷ"):
        reading = parse_money(value)
        assert reading.flags & MoneyFlag.LIKELY_SLIP
        assert reading.vnd is not None
    # Control: an ordinary value is not flagged.
    assert parse_money("20 triệu").flags == 0


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("GTLL (triệu đồng)", "trieu dong"),
        ("Giá trị làm lợi (ĐVT: 1.000 đồng)", "nghin dong"),
        ("Giá trị làm lợi, tỷ đồng/năm", "ty dong"),
        ("Giá trị làm lợi (trđ)", "trd"),
        ("Giá trị làm lợi", None),
    ],
)
def test_the_header_names_its_unit(header: str, unit: str | None) -> None:
    found = unit_words(header)
    assert (" ".join(found.split()) if found else None) == unit
