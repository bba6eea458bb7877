"""Role: histogram bins: every value lies in exactly one, coarse and fine."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data_access.facts import coarse_bin, fine_bin, fine_bin_bounds
from data_access.tables import BIN_EDGES_VND

values = st.integers(0, 10**17) | st.integers(0, 10**17).map(
    lambda n: int(f"{n:.1e}".split("e", maxsplit=1)[0][0])
)


def _one(function: object, value: int) -> int:
    return int(function(np.array([value], dtype=np.int64))[0])  # type: ignore[operator]


@given(values)
def test_a_value_lies_within_its_fine_bin_and_its_fine_bin_within_its_coarse_one(value: int) -> None:
    low, high = fine_bin_bounds(_one(fine_bin, value))
    assert low <= value <= high
    assert _one(coarse_bin, low) == _one(coarse_bin, high) == _one(coarse_bin, value)


@given(values, values)
def test_fine_bins_are_in_the_order_of_their_values(first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert _one(fine_bin, low) <= _one(fine_bin, high)


def test_round_values_have_a_bin_of_their_own() -> None:
    assert fine_bin_bounds(_one(fine_bin, 15_000_000)) == (15_000_000, 15_000_000)
    assert fine_bin_bounds(_one(fine_bin, 15_500_000)) == (15_000_001, 15_999_999)


def test_an_edge_belongs_to_the_bin_it_opens() -> None:
    assert [_one(coarse_bin, edge) for edge in BIN_EDGES_VND] == list(range(len(BIN_EDGES_VND)))
    assert _one(coarse_bin, BIN_EDGES_VND[3] - 1) == 2
