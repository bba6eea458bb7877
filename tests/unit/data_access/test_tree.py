"""Role: ancestors of units as arrays."""

import numpy as np
import pytest

from data_access.database import StoreError
from data_access.tree import build_tree


def test_a_path_holds_the_ancestors_and_the_unit_itself() -> None:
    tree = build_tree([(5, 2), (2, 1), (1, None), (9, None)])
    assert tree.unit_ids.tolist() == [1, 2, 5, 9]
    assert tree.paths.tolist() == [
        [1, 0, 0, 0, 0, 0],
        [1, 2, 0, 0, 0, 0],
        [1, 2, 5, 0, 0, 0],
        [9, 0, 0, 0, 0, 0],
    ]
    assert tree.depths.tolist() == [0, 1, 2, 0]
    assert tree.has_children.tolist() == [True, True, False, False]


def test_a_unit_whose_parent_is_unknown_is_a_root() -> None:
    assert build_tree([(3, 99)]).depths.tolist() == [0]


def test_no_units_make_an_empty_tree() -> None:
    tree = build_tree([])
    assert len(tree.unit_ids) == 0
    assert tree.positions(np.array([], dtype=np.int64)).tolist() == []


def test_a_circle_and_a_tree_that_is_too_deep_are_refused() -> None:
    with pytest.raises(StoreError, match="unit_cycle"):
        build_tree([(1, 2), (2, 3), (3, 1)])
    with pytest.raises(StoreError, match="unit_too_deep"):
        build_tree([(unit, unit - 1 if unit > 1 else None) for unit in range(1, 8)])
    assert build_tree([(unit, unit - 1 if unit > 1 else None) for unit in range(1, 7)]).depths.max() == 5


def test_an_unknown_unit_has_no_position() -> None:
    tree = build_tree([(1, None), (4, 1)])
    assert tree.positions(np.array([4, 1])).tolist() == [1, 0]
    for unknown in (0, 2, 5):
        with pytest.raises(StoreError, match="unknown_unit"):
            tree.positions(np.array([unknown]))
