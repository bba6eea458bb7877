"""Role: a sum of money never stands without its coverage, and slips are told, not hidden."""

from fractions import Fraction
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.savings import (
    SavingsSummary,
    ValueThresholds,
    ValueVerdict,
    bins,
    median_vnd,
    other_readings,
    per_year,
    verdict,
)
from dashboard.i18n import use_language

EDGES = (0, 1_000_000, 2_000_000, 5_000_000, 500_000_000, 1_000_000_000, 100_000_000_000)


def test_a_sum_stands_beside_how_many_declared_one() -> None:
    summary = SavingsSummary(15_000_000_000, 1860, 3001)
    assert summary.statement() == "Khoảng 15 tỷ đồng (1.860/3.001 sáng kiến có khai giá trị)"
    assert summary.coverage == Fraction(1860, 3001)


def test_nothing_declared_is_not_zero_dong() -> None:
    assert SavingsSummary(0, 0, 24).statement() == "Chưa có sáng kiến nào khai giá trị làm lợi (0/24)"
    assert SavingsSummary(0, 3, 24).statement() == "Khoảng 0 đồng (3/24 sáng kiến có khai giá trị)"
    assert SavingsSummary(0, 0, 0).coverage is None


def test_more_declared_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="declared"):
        SavingsSummary(1, 3, 2)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (0, ValueVerdict.PLAUSIBLE),
        (1_234, ValueVerdict.LIKELY_SLIP),
        (99_999, ValueVerdict.LIKELY_SLIP),
        (100_000, ValueVerdict.PLAUSIBLE),
        (15_000_000_000, ValueVerdict.PLAUSIBLE),
        (100_000_000_000, ValueVerdict.OUTLIER),
        (150_000_000_000_000, ValueVerdict.LIKELY_SLIP),
    ],
)
def test_slips_and_outliers_are_told_apart(value: int, seen: ValueVerdict) -> None:
    assert verdict(value, ValueThresholds()) is seen


def test_an_amount_per_month_is_taken_for_a_year() -> None:
    assert per_year(1_400_000_000, monthly=True) == 16_800_000_000
    assert per_year(1_400_000_000, monthly=False) == 1_400_000_000


def test_the_median_of_an_even_number_is_rounded_half_up_to_whole_dong() -> None:
    assert median_vnd([]) is None
    assert median_vnd([5]) == 5
    assert median_vnd([4, 1]) == 3
    assert median_vnd([10, 1, 3]) == 3


@given(st.lists(st.integers(0, 10**14), min_size=1))
def test_the_median_lies_between_the_middle_values(values: list[int]) -> None:
    middle = median_vnd(values)
    assert middle is not None
    assert median_low(values) <= middle <= sorted(values)[len(values) // 2]


def test_bins_are_labelled_in_words() -> None:
    assert [b.label for b in bins(EDGES)] == [
        "dưới 1 triệu đồng",
        "1–2 triệu đồng",
        "2–5 triệu đồng",
        "5–500 triệu đồng",
        "500 triệu – 1 tỷ đồng",
        "1–100 tỷ đồng",
        "từ 100 tỷ đồng",
    ]
    with use_language("en"):
        assert bins(EDGES)[1].label == "VND 1–2 million"


@given(st.integers(0, 10**13))
def test_every_value_has_one_bin(value: int) -> None:
    held = [
        one
        for one in bins(EDGES)
        if one.lower_vnd <= value and (one.upper_vnd is None or value < one.upper_vnd)
    ]
    assert len(held) == 1


def test_a_likely_slip_says_what_it_would_be_in_another_unit() -> None:
    assert other_readings(2_500, 4_000_000) == (2_500_000, 2_500_000_000)
    assert other_readings(15_000, 4_000_000_000) == (15_000_000_000, 15_000_000)
    assert other_readings(20_000_000_000_000_000, 4_000_000) == (20_000_000_000,)
    assert other_readings(0, 4_000_000) == ()
