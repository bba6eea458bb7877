"""Role: equals share a rank, and who cannot be compared is not ranked."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.ranking import Rank, per_100_members, ranks
from dashboard.i18n import use_language

keys = st.dictionaries(st.integers(0, 50), st.none() | st.fractions(0, 10, max_denominator=7), max_size=30)


def test_equals_share_a_rank_and_the_next_place_stays_empty() -> None:
    result = ranks({"a": 3, "b": 5, "c": 3, "d": 1})
    assert result == {
        "a": Rank(2, 4, True),
        "b": Rank(1, 4, False),
        "c": Rank(2, 4, True),
        "d": Rank(4, 4, False),
    }


def test_a_unit_without_target_is_not_in_the_ranking_by_percentage() -> None:
    result = ranks({"a": Fraction(1, 2), "b": None})
    assert result == {"a": Rank(1, 1, False)}


def test_equal_percentages_on_screen_are_not_equal_in_rank() -> None:
    result = ranks({"a": Fraction(66667, 100000), "b": Fraction(2, 3)})
    assert (result["a"].rank, result["b"].rank) == (1, 2)


def test_equal_ratios_of_different_targets_tie() -> None:
    result = ranks({"a": Fraction(2, 4), "b": Fraction(1, 2), "c": Decimal("0.5")})
    assert {rank.rank for rank in result.values()} == {1}


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        ranks({"a": 0.5})  # type: ignore[dict-item]


def test_a_rank_is_written_with_how_many_were_ranked() -> None:
    assert Rank(3, 16, False).text == "hạng 3/16"
    assert Rank(3, 16, True).text == "hạng 3 (đồng hạng)/16"
    with use_language("en"):
        assert Rank(3, 16, True).text == "rank 3 (tied)/16"


def test_per_100_members_needs_members() -> None:
    assert per_100_members(5, 200) == Fraction(5, 2)
    assert per_100_members(5, 0) is None
    assert per_100_members(5, None) is None


@given(keys)
def test_a_rank_is_one_more_than_those_who_are_better(by_unit: dict[int, Fraction | None]) -> None:
    ranked = {unit: key for unit, key in by_unit.items() if key is not None}
    result = ranks(by_unit)
    assert set(result) == set(ranked)
    for unit, rank in result.items():
        same = sum(1 for key in ranked.values() if key == ranked[unit])
        assert rank.rank == 1 + sum(1 for key in ranked.values() if key > ranked[unit])
        assert rank.of == len(ranked)
        assert rank.tied == (same > 1)
