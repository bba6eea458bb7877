"""Role: parts of a whole add up, shown ones too."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.shares import scaled_percents, shares, shown_percents

parts = st.lists(st.integers(0, 10**6), min_size=1, max_size=30)


def test_three_equal_parts_show_as_100_percent() -> None:
    assert shown_percents([1, 1, 1]) == ["33,4%", "33,3%", "33,3%"]


def test_nothing_has_no_shares() -> None:
    assert shares([0, 0]) == [None, None]
    assert shown_percents([0, 0]) == [None, None]
    assert scaled_percents([]) is None


def test_a_negative_part_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        scaled_percents([3, -1])


@given(parts, st.integers(0, 3))
def test_shown_parts_add_up_and_stay_within_one_unit_of_the_truth(counts: list[int], places: int) -> None:
    scaled = scaled_percents(counts, places)
    if scaled is None:
        assert sum(counts) == 0
        return
    assert sum(scaled) == 100 * 10**places
    for count, value in zip(counts, scaled, strict=True):
        assert abs(Fraction(count * 100 * 10**places, sum(counts)) - value) < 1


@given(parts)
def test_a_larger_part_never_shows_less_and_nothing_shows_as_zero(counts: list[int]) -> None:
    scaled = scaled_percents(counts)
    if scaled is not None:
        ordered = [value for _, value in sorted(zip(counts, scaled, strict=True))]
        assert ordered == sorted(ordered)
        assert all(value == 0 for count, value in zip(counts, scaled, strict=True) if count == 0)
