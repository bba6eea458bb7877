"""Role: sums are merged so that no difference tells one confidential value, and no more than needed."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.secrecy import FEWEST, merged

wholes = st.dictionaries(st.integers(0, 30), st.integers(0, 6), max_size=12)


def test_a_part_with_one_confidential_value_never_stands_alone() -> None:
    assert merged({"a": 1, "b": 5, "c": 0}, may_read=False) == {"a", "b"}
    assert merged({"a": 2, "b": 2, "c": 0}, may_read=False) == {"a", "b"}
    assert merged({"a": 1, "b": 0}, may_read=False) == {"a", "b"}


def test_what_tells_nothing_stays_apart() -> None:
    assert merged({"a": 3, "b": 0}, may_read=False) == frozenset()
    assert merged({}, may_read=False) == frozenset()


def test_who_may_read_sees_every_part() -> None:
    assert merged({"a": 1, "b": 2}, may_read=True) == frozenset()


@given(wholes)
def test_what_is_shown_alone_tells_none_and_what_is_merged_holds_enough(whole: dict[int, int]) -> None:
    hidden = merged(whole, may_read=False)
    assert all(whole[key] == 0 or whole[key] >= FEWEST for key in whole if key not in hidden)
    if hidden:
        enough = sum(whole[key] for key in hidden) >= FEWEST and len(hidden) > 1
        assert enough or hidden == set(whole), "unless the whole has no more"
