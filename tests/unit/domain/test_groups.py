"""Role: quarters of a phase, their targets, and the recognition of the first of each group."""

from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise

import pytest

from dashboard.domain.campaign import Milestone, Phase
from dashboard.domain.groups import (
    Basis,
    Entry,
    Outcome,
    Quarter,
    basis_of,
    in_groups,
    quarter_target,
    quarters,
    verdict,
)
from data_access.vocabulary import ZONE


def at(*day: int) -> datetime:
    return datetime(*day, tzinfo=ZONE)


PHASE_1 = Phase(1, "Giai đoạn 1", at(2022, 1, 8), at(2022, 6, 1))
PHASE_2 = Phase(2, "Giai đoạn 2", at(2022, 6, 1), at(2023, 10, 1))
SECOND = Quarter(2022, 2, at(2022, 4, 1), at(2022, 6, 1))


def test_the_quarters_of_a_phase_are_cut_to_it() -> None:
    assert quarters(PHASE_1) == (Quarter(2022, 1, at(2022, 1, 8), at(2022, 4, 1)), SECOND)


def test_the_quarters_of_a_long_phase_cross_the_year_without_a_gap() -> None:
    found = quarters(PHASE_2)
    assert [(q.year, q.number) for q in found] == [
        (2022, 2),
        (2022, 3),
        (2022, 4),
        (2023, 1),
        (2023, 2),
        (2023, 3),
    ]
    assert all(one.ends_at == two.starts_at for one, two in pairwise(found))
    assert (found[0].starts_at, found[-1].ends_at) == (PHASE_2.starts_at, PHASE_2.ends_at)


@pytest.mark.parametrize("target", [1, 7, 100, 2000, 2001])
def test_the_quarters_add_up_to_the_phase(target: int) -> None:
    for phase in (PHASE_1, PHASE_2):
        parts = [quarter_target(target, phase, quarter) for quarter in quarters(phase)]
        assert sum(part or 0 for part in parts) == target
        assert all(part is not None and part >= 0 for part in parts)


def test_a_milestone_at_the_end_of_a_quarter_is_its_target() -> None:
    milestone = Milestone(1, date(2022, 3, 31), Fraction(7, 10))
    first = quarters(PHASE_1)[0]
    assert quarter_target(100, PHASE_1, first, [milestone]) == 70
    assert basis_of(PHASE_1, first, [milestone]) is Basis.MILESTONE
    assert basis_of(PHASE_1, first, []) is Basis.PLAN_LINE


def test_without_a_target_a_quarter_has_none() -> None:
    assert quarter_target(None, PHASE_1, SECOND) is None
    assert quarter_target(0, PHASE_1, SECOND) is None


def test_the_first_of_a_group_is_recognised_when_it_is_above_its_target() -> None:
    found = verdict([Entry("A", 50, 40), Entry("B", 30, 5)], SECOND, at(2022, 6, 1))
    assert found.outcome is Outcome.WON
    assert [entry.unit for entry in found.winners] == ["A"]


def test_nobody_is_recognised_when_the_first_is_only_on_its_target() -> None:
    found = verdict([Entry("A", 50, 50), Entry("B", 30, 5)], SECOND, at(2022, 6, 1))
    assert found.outcome is Outcome.NOT_ABOVE
    assert not found.winners
    assert [entry.unit for entry in found.first] == ["A"]


def test_of_equal_firsts_all_above_their_target_are_recognised() -> None:
    entries = [Entry("A", 50, 40), Entry("B", 50, 60), Entry("C", 50, 49)]
    found = verdict(entries, SECOND, at(2022, 6, 1))
    assert [entry.unit for entry in found.winners] == ["A", "C"]
    assert len(found.first) == 3


def test_a_first_without_target_cannot_be_recognised() -> None:
    assert (
        verdict([Entry("A", 9, None), Entry("B", 8, 1)], SECOND, at(2022, 6, 1)).outcome is Outcome.NO_TARGET
    )


def test_before_a_quarter_is_over_its_first_only_leads() -> None:
    entries = [Entry("A", 9, 1)]
    assert verdict(entries, SECOND, at(2022, 5, 31)).outcome is Outcome.LEADING
    assert verdict(entries, SECOND, SECOND.starts_at).outcome is Outcome.NOT_BEGUN


def test_a_quarter_without_initiatives_has_no_first() -> None:
    assert verdict([Entry("A", 0, 0)], SECOND, at(2022, 6, 1)).outcome is Outcome.NOTHING
    assert verdict([], SECOND, at(2022, 6, 1)).outcome is Outcome.NOTHING


def test_units_without_a_group_stand_apart() -> None:
    assert in_groups({"A": "Cụm 1", "B": "", "C": "Cụm 1"}) == {"Cụm 1": ["A", "C"], "": ["B"]}
