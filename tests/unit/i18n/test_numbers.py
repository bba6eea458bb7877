"""Role: figures read as a Vietnamese reader writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from dashboard.i18n import numbers, use_language


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (Decimal("1.50050"), 1, "150,1%"),
        (Fraction(3001, 2000), 1, "150,1%"),
        (Fraction(3001, 2000), 0, "150%"),
        (Fraction(1, 3), 2, "33,33%"),
        (Decimal("-0.0005"), 1, "-0,1%"),
        (12, 1, "1.200,0%"),
    ],
)
def test_a_percent_is_rounded_half_up_from_the_exact_share(share: Decimal, places: int, text: str) -> None:
    assert numbers.percent(share, places) == text


def test_a_float_is_refused_because_its_halves_round_at_random() -> None:
    with pytest.raises(TypeError):
        numbers.percent(1.5005)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        numbers.integer(3001.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 đồng"),
        (950, "950 đồng"),
        (500_000, "500 nghìn đồng"),
        (200_000_000, "200 triệu đồng"),
        (960_000_000, "960 triệu đồng"),
        (999_960_000, "1 tỷ đồng"),
        (1_500_000_000, "1,5 tỷ đồng"),
        (15_000_000_000, "15 tỷ đồng"),
        (15_012_345_678, "15 tỷ đồng"),
        (10_000_000_000_000, "10.000 tỷ đồng"),
        (-1_500_000, "-1,5 triệu đồng"),
    ],
)
def test_money_is_written_in_the_largest_step_that_fits(value: int, text: str) -> None:
    assert numbers.vnd(value) == text


def test_exact_money_keeps_every_dong() -> None:
    assert numbers.vnd_exact(15_012_345_678) == "15.012.345.678 đồng"


def test_midnight_is_written_as_the_end_of_the_day_before() -> None:
    assert numbers.cutoff(datetime(2022, 5, 31, 17, 0, tzinfo=UTC)) == "24h ngày 31/5/2022"
    assert numbers.cutoff(datetime(2022, 5, 31, 8, 30, tzinfo=UTC)) == "15h30 ngày 31/5/2022"
    assert numbers.cutoff(datetime(2022, 5, 31, 8, 0, tzinfo=UTC)) == "15h ngày 31/5/2022"
    assert numbers.cutoff(datetime(2022, 5, 31, 17, 5, tzinfo=UTC)) == "0h05 ngày 1/6/2022"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        numbers.cutoff(datetime(2022, 5, 31, tzinfo=UTC).replace(tzinfo=None))


def test_english_has_english_forms() -> None:
    with use_language("en"):
        assert numbers.integer(3001) == "3,001"
        assert numbers.percent(Decimal("1.5005")) == "150.1%"
        assert numbers.vnd(15_000_000_000) == "VND 15 billion"
        assert numbers.date(date(2022, 5, 31)) == "31 May 2022"
        assert numbers.cutoff(datetime(2022, 5, 31, 17, 0, tzinfo=UTC)) == "24:00 on 31 May 2022"
        assert numbers.two_digits(7) == "7"


def test_counts_below_ten_have_two_digits_in_official_texts() -> None:
    assert [numbers.two_digits(n) for n in (0, 7, 10, 1035)] == ["0", "07", "10", "1.035"]


def test_small_forms() -> None:
    assert numbers.integer(-3001) == "-3.001"
    assert numbers.signed_integer(12) == "+12"
    assert numbers.decimal(Decimal("2.25")) == "2,3"
    assert numbers.compact_decimal(Decimal("2.00"), 2) == "2"
    assert numbers.date(date(2022, 5, 31)) == "31/5/2022"
    assert numbers.day_and_month(date(2022, 5, 31)) == "31/5"
    assert numbers.month(2022, 5) == "tháng 5/2022"
