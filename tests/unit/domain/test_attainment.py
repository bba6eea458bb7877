"""Role: đạt and vượt are always written both, with counts, and never say more than the counts do."""

import csv
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.attainment import Attainment, AttainmentStatus
from dashboard.i18n import use_language
from dashboard.i18n.words import word

CASES = Path(__file__).parents[2] / "cases" / "attainment.csv"

counts = st.integers(0, 10**7)
targets = st.integers(1, 10**7)


def published() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", published(), ids=lambda case: f"{case['result']}-of-{case['target']}")
def test_published_figures_are_written_as_they_must_be(case: dict[str, str]) -> None:
    attainment = Attainment(int(case["result"]), int(case["target"]) if case["target"] else None)
    assert attainment.statement() == case["must_write"]
    assert word(attainment.status) == case["status"]


def test_the_published_cases_are_all_there() -> None:
    assert len(published()) == 13


@pytest.mark.parametrize(
    ("count", "target", "text"),
    [
        (1, 3, "Đạt 33,3% (còn thiếu 2 sáng kiến)"),
        (2, 3, "Đạt 66,7% (còn thiếu 1 sáng kiến)"),
        (1, 1, "Đạt 100,0% (vừa đủ chỉ tiêu)"),
        (2, 1, "Đạt 200,0% (vượt 100,0%, 1 sáng kiến)"),
        (0, 1, "Đạt 0,0% (còn thiếu 1 sáng kiến)"),
        (999_999, 1_000_000, "Đạt 99,9% (còn thiếu 1 sáng kiến)"),
        (2001, 2000, "Đạt 100,1% (vượt 0,1%, 1 sáng kiến)"),
        (300_001, 300_000, "Đạt 100,0% (vượt 0,0%, 1 sáng kiến)"),
        (1_000_000_000, 1, "Đạt 100.000.000.000,0% (vượt 99.999.999.900,0%, 999.999.999 sáng kiến)"),
        (0, None, "Chưa giao chỉ tiêu"),
        (0, 0, "Chưa giao chỉ tiêu"),
    ],
)
def test_figures_of_the_same_kind(count: int, target: int | None, text: str) -> None:
    assert Attainment(count, target).statement() == text


@pytest.mark.parametrize(
    ("count", "target", "places", "percent"),
    [
        (3001, 2000, 0, "150%"),
        (5585, 5000, 0, "112%"),
        (3001, 2000, 2, "150,05%"),
        (1999, 2000, 0, "99%"),
        (1999, 2000, 2, "99,95%"),
        (199_999, 200_000, 2, "99,99%"),
    ],
)
def test_any_number_of_places_keeps_an_unmet_target_below_100(
    count: int, target: int, places: int, percent: str
) -> None:
    assert Attainment(count, target).shown_percent(places) == percent


def test_the_share_is_exact_whatever_the_decimal_context_of_the_caller() -> None:
    with localcontext(prec=3):
        assert Attainment(3001, 2000).share == Decimal("1.5005")
    assert str(Attainment(1, 3).share) == "0.3333333333333333333333333333"
    assert str(Attainment(5000, 5).share) == "1000"


def test_a_unit_without_target_has_no_share_no_missing_and_no_excess() -> None:
    nothing = Attainment(10, None)
    assert (nothing.share, nothing.ratio, nothing.missing, nothing.excess) == (None, None, None, None)
    assert (nothing.shown_percent(), nothing.shown_excess_percent(), nothing.is_met) == (None, None, False)


def test_percentages_on_small_targets_are_marked() -> None:
    assert Attainment(24, 5).is_small_target(10)
    assert not Attainment(24, 10).is_small_target(10)
    assert not Attainment(24, None).is_small_target(10)
    assert not Attainment(24, 0).is_small_target(10)


def test_english_says_the_same() -> None:
    with use_language("en"):
        assert Attainment(3001, 2000).statement() == "Reached 150.1% (50.1% above target, 1,001 initiatives)"
        assert Attainment(1999, 2000).statement() == "Reached 99.9% (1 initiative missing)"
        assert Attainment(2, 2).statement() == "Reached 100.0% (exactly on target)"
        assert Attainment(2, None).statement() == "No target assigned"


@pytest.mark.parametrize(("count", "target"), [(-1, 5), (5, -1)])
def test_a_negative_number_is_no_count(count: int, target: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        Attainment(count, target)


def test_a_float_is_no_count() -> None:
    with pytest.raises(TypeError):
        Attainment(1.5, 2)  # type: ignore[arg-type]


@given(counts, targets, st.integers(0, 3))
def test_shown_100_percent_and_met_are_the_same_thing(count: int, target: int, places: int) -> None:
    attainment = Attainment(count, target)
    shown = attainment.shown_percent(places)
    assert shown is not None
    assert (Decimal(shown[:-1].replace(".", "").replace(",", ".")) >= 100) == attainment.is_met


@given(counts, counts, targets)
def test_more_initiatives_never_mean_a_lower_share(one: int, other: int, target: int) -> None:
    less, more = sorted((one, other))
    a, b = Attainment(less, target), Attainment(more, target)
    assert a.share is not None
    assert b.share is not None
    assert a.share <= b.share


@given(counts, targets)
def test_missing_and_excess_make_up_the_difference(count: int, target: int) -> None:
    attainment = Attainment(count, target)
    assert count == target + (attainment.excess or 0) - (attainment.missing or 0)
    assert 0 in (attainment.excess, attainment.missing)
    assert (attainment.status is AttainmentStatus.MET) == (count == target)
