"""Role: nothing is lost, doubled or negative when old units are grouped by those of today."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.structure import (
    WHOLE_PPM,
    Life,
    Rest,
    Succession,
    SuccessionCycleError,
    Today,
    apportion,
    circle,
    exact_shares,
)

ENDED = date(2025, 6, 30)
NOW = date(2026, 11, 21)


def today(*successions: tuple[int, int, int], ended: tuple[int, ...] = (), on: date = NOW) -> Today:
    return Today([Life(unit, None, ENDED) for unit in ended], [Succession(*each) for each in successions], on)


def test_a_unit_that_exists_is_itself() -> None:
    assert today().parts(7) == {7: 1}


def test_a_unit_goes_to_its_successors_by_their_shares() -> None:
    parts = today((1, 2, 600_000), (1, 3, 400_000), ended=(1,)).parts(1)
    assert parts == {2: Fraction(3, 5), 3: Fraction(2, 5)}


def test_what_the_shares_leave_over_is_named() -> None:
    assert today((1, 2, 600_000), ended=(1,)).parts(1) == {2: Fraction(3, 5), Rest.UNKNOWN: Fraction(2, 5)}


def test_a_unit_without_successor_has_ended() -> None:
    assert today(ended=(1,)).parts(1) == {Rest.ENDED: 1}


def test_chains_are_followed_to_the_units_of_today() -> None:
    parts = today((1, 2, WHOLE_PPM), (2, 3, 500_000), (2, 4, 500_000), ended=(1, 2)).parts(1)
    assert parts == {3: Fraction(1, 2), 4: Fraction(1, 2)}


def test_before_its_last_day_is_over_a_unit_is_itself() -> None:
    successions = ((1, 2, WHOLE_PPM),)
    assert today(*successions, ended=(1,), on=ENDED).parts(1) == {1: 1}
    assert today(*successions, ended=(1,), on=date(2025, 7, 1)).parts(1) == {2: 1}


def test_without_a_last_day_a_unit_ends_when_its_successor_begins() -> None:
    lives = [Life(2, date(2025, 7, 1))]
    for on, expected in ((date(2025, 6, 30), {1: 1}), (date(2025, 7, 1), {2: 1})):
        assert Today(lives, [Succession(1, 2, WHOLE_PPM)], on).parts(1) == expected


def test_thirds_leave_no_remainder() -> None:
    assert exact_shares([333_333] * 3) == [Fraction(1, 3)] * 3
    assert sum(exact_shares([333_333, 333_333])) < 1


def test_shares_above_the_whole_are_brought_down_to_it() -> None:
    assert exact_shares([WHOLE_PPM, WHOLE_PPM]) == [Fraction(1, 2)] * 2


def test_a_circle_is_refused_and_named() -> None:
    with pytest.raises(SuccessionCycleError) as refused:
        today((1, 2, WHOLE_PPM), (2, 3, WHOLE_PPM), (3, 1, WHOLE_PPM), ended=(1, 2, 3))
    assert sorted(refused.value.unit_ids) == [1, 2, 3]


def test_a_unit_that_exists_ends_a_circle() -> None:
    assert today((1, 2, WHOLE_PPM), (2, 1, WHOLE_PPM), ended=(1,), on=ENDED).parts(1) == {1: 1}


def test_one_that_passes_through_a_unit_twice_is_no_circle() -> None:
    assert circle({1: [2, 3], 2: [4], 3: [4]}) == ()
    assert circle({1: [2], 2: [3], 3: [2]}) == (2, 3)


def test_ten_in_thirds_is_four_three_three() -> None:
    assert apportion(10, [Fraction(1, 3)] * 3) == [4, 3, 3]


def test_a_part_is_never_above_its_room() -> None:
    assert apportion(5, [Fraction(9, 10), Fraction(1, 10)], [2, 7]) == [2, 3]


@pytest.mark.parametrize(
    ("total", "shares", "room"),
    [(-1, [1], None), (3, [Fraction(1, 2)], None), (3, [2, -1], None), (3, [1], [2])],
)
def test_what_is_no_whole_is_not_shared_out(total: int, shares: list[Fraction], room: list[int]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        apportion(total, [Fraction(share) for share in shares], room)


weights = st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any)


@given(st.integers(0, 10**12), weights)
def test_parts_are_whole_never_negative_and_less_than_one_from_their_share(
    total: int, weight: list[int]
) -> None:
    shares = [Fraction(each, sum(weight)) for each in weight]
    parts = apportion(total, shares)
    assert sum(parts) == total
    assert all(abs(part - total * share) < 1 for part, share in zip(parts, shares, strict=True))


@given(st.integers(0, 500), st.integers(0, 500), weights)
def test_those_of_a_kind_are_never_more_than_there_are(n: int, fewer: int, weight: list[int]) -> None:
    shares = [Fraction(each, sum(weight)) for each in weight]
    whole = apportion(max(n, fewer), shares)
    kind = apportion(min(n, fewer), shares, whole)
    assert all(part <= limit for part, limit in zip(kind, whole, strict=True))
    assert sum(kind) == min(n, fewer)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Life], list[Succession]]:
    """Any n–n graph of up to twelve units, circles, partial and overfull shares among them."""
    units = list(range(1, draw(st.integers(2, 12)) + 1))
    days = st.sampled_from([None, ENDED, date(2023, 1, 1), date(2099, 1, 1)])
    lives = [Life(unit, None, draw(days)) for unit in units]
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(units)] * 2), max_size=20, unique=True))
    ppm = st.sampled_from([1, 250_000, 333_333, 500_000, WHOLE_PPM])
    return lives, [Succession(old, new, draw(ppm)) for old, new in pairs]


def has_circle(lives: list[Life], successions: list[Succession]) -> bool:
    """By walking every way from every unit that is gone, as long as there are units."""
    ends = {life.unit_id: life.valid_to for life in lives}

    def gone(unit: int) -> bool:
        end = ends[unit]
        return end < NOW if end else any(s.unit_id == unit != s.successor_id for s in successions)

    ways = [(s.unit_id,) for s in successions if gone(s.unit_id)]
    for _ in range(len(ends)):
        ways = [
            (*way, s.successor_id)
            for way in set(ways)
            for s in successions
            if s.unit_id == way[-1] != s.successor_id and gone(s.successor_id)
        ]
        if any(old == way[-1] for way in ways for old in way[:-1]):
            return True
        ways = [way[-1:] for way in ways] if len(ways) > 2000 else ways
    return False


@settings(max_examples=300)
@given(graphs(), st.lists(st.integers(0, 5000), min_size=12, max_size=12))
def test_totals_are_the_same_in_both_structures(
    graph: tuple[list[Life], list[Succession]], counts: list[int]
) -> None:
    lives, successions = graph
    if has_circle(lives, successions):
        with pytest.raises(SuccessionCycleError):
            Today(lives, successions, NOW)
        return
    structure = Today(lives, successions, NOW)
    found: dict[int | Rest, int] = {}
    for life in lives:
        parts = structure.parts(life.unit_id)
        assert sum(parts.values()) == 1
        assert all(share > 0 for share in parts.values())
        assert not any(isinstance(heir, int) and structure.is_gone(heir) for heir in parts)
        shared = apportion(counts[life.unit_id - 1], list(parts.values()))
        assert min(shared) >= 0
        for heir, count in zip(parts, shared, strict=True):
            found[heir] = found.get(heir, 0) + count
    assert sum(found.values()) == sum(counts[: len(lives)])


def test_the_walk_that_judges_circles_knows_one() -> None:
    lives = [Life(unit, None, ENDED) for unit in (1, 2, 3)]
    ring = [Succession(old, new, 1) for old, new in pairwise((1, 2, 3, 1))]
    assert has_circle(lives, ring)
    assert not has_circle(lives, ring[:2])
