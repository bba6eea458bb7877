"""Role: sums are merged so that no difference tells one confidential value, and no more than needed."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.secrecy import FEWEST, Cell, hidden_cells, merged

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


tables = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 4)), st.integers(0, 4), max_size=30)


@given(tables)
def test_no_line_of_a_table_tells_a_hidden_cell(whole: dict[Cell, int]) -> None:
    hidden = hidden_cells(whole, may_read=False)
    assert all(cell in hidden for cell, count in whole.items() if 0 < count < FEWEST)
    for axis in (0, 1):
        for place in {cell[axis] for cell in whole}:
            line = [cell for cell in whole if cell[axis] == place]
            if sum(whole[cell] for cell in line) >= FEWEST and hidden & set(line):
                inside = [cell for cell in line if cell in hidden]
                assert sum(whole[cell] for cell in inside) >= FEWEST
                assert len(inside) > 1 or len(line) == 1
    assert hidden_cells(whole, may_read=True) == frozenset()
