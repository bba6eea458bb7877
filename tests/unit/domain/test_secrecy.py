"""Role: no difference of what a listing shows and what can be added up tells a single confidential value."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.secrecy import FEWEST, Together, is_surely_first, open_part, together

Part = Sequence[tuple[int, bool]]
"""Declared values in đồng, each with whether it is confidential."""

Listing = Callable[[Part], int]

listings = st.dictionaries(
    st.integers(0, 8), st.lists(st.tuples(st.integers(1, 10**12), st.booleans()), max_size=9), max_size=8
)


def _secret(part: Part) -> list[int]:
    return [value for value, confidential in part if confidential]


def _complete(part: Part) -> int:
    return sum(value for value, _ in part)


def _shown(part: Part) -> int:
    figures = open_part({"n": len(part), "sum_value": _complete(part)}, {"sum_value": sum(_secret(part))})
    assert figures["n"] == len(part), "counts stay complete"
    return figures["sum_value"]


def _differences(parts: Mapping[int, Part], listing: Listing) -> list[int]:
    """What each part shows, less what a reader adds up in the register."""
    return [
        listing(part) - sum(value for value, confidential in part if not confidential)
        for part in parts.values()
    ]


@given(listings)
def test_no_difference_within_a_listing_tells_anything(parts: dict[int, Part]) -> None:
    assert not any(_differences(parts, _shown))
    secret = [value for part in parts.values() for value in _secret(part)]
    line = together(len(secret), sum(secret))
    stated = sum(map(_shown, parts.values())) + (line.sum_vnd or 0 if line else 0)
    if len(secret) == 0 or len(secret) >= FEWEST:
        assert stated == sum(map(_complete, parts.values())), "the parts and the line add up"
    else:
        assert line == Together(len(secret), None)


def test_complete_sums_would_tell_one() -> None:
    parts = {1: [(500, False), (77, True)], 2: [(30, False)]}
    assert _differences(parts, _complete) == [77, 0], "negative control"
    assert _differences(parts, _shown) == [0, 0]


def test_a_line_states_the_sum_of_three_values_at_least() -> None:
    assert together(0, 0) is None
    assert [together(n, 9) for n in (1, 2, 3)] == [Together(1, None), Together(2, None), Together(3, 9)]


def test_the_first_is_sure_when_no_confidential_value_can_change_it() -> None:
    assert is_surely_first([5, 3], None)
    assert not is_surely_first([5, 5], None)
    assert is_surely_first([5, 3], Together(3, 1))
    assert not is_surely_first([5, 3], Together(3, 2))
    assert not is_surely_first([5, 3], Together(1, None))
    assert not is_surely_first([], None)
