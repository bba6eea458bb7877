"""Role: bands come from exact counts, best first."""

from decimal import Decimal

import pytest

from dashboard.domain.attainment import Attainment
from dashboard.domain.bands import Band, Standing, Thresholds, band_of, by_band, standing_of

USUAL = Thresholds()
NONE = Attainment(0, None)


@pytest.mark.parametrize(
    ("count", "target", "band"),
    [
        (1300, 1000, Band.WELL_ABOVE),
        (1299, 1000, Band.ABOVE),
        (129_999, 100_000, Band.ABOVE),
        (1000, 1000, Band.ABOVE),
        (999, 1000, Band.NEAR),
        (900, 1000, Band.NEAR),
        (899, 1000, Band.BEHIND),
        (0, 1000, Band.BEHIND),
        (10, None, Band.UNASSIGNED),
        (10, 0, Band.UNASSIGNED),
    ],
)
def test_a_unit_stands_in_the_band_of_its_phase(count: int, target: int | None, band: Band) -> None:
    assert band_of(Attainment(count, target), NONE, USUAL) is band


def test_the_whole_programme_met_is_the_best_band_even_without_a_phase_target() -> None:
    assert band_of(Attainment(10, 100), Attainment(400, 400), USUAL) is Band.PROGRAMME_MET
    assert band_of(Attainment(10, None), Attainment(400, 400), USUAL) is Band.PROGRAMME_MET
    assert band_of(Attainment(130, 100), Attainment(399, 400), USUAL) is Band.WELL_ABOVE


def test_thresholds_are_configurable() -> None:
    own = Thresholds(near=Decimal("0.5"), well_above=Decimal(2))
    assert band_of(Attainment(50, 100), NONE, own) is Band.NEAR
    assert band_of(Attainment(199, 100), NONE, own) is Band.ABOVE


def test_thresholds_on_the_wrong_side_of_the_target_are_refused() -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Thresholds(near=Decimal(1))


@pytest.mark.parametrize(
    ("count", "target", "standing"),
    [
        (11, 10, Standing.EXCEEDED),
        (10, 10, Standing.MET),
        (9, 10, Standing.NEAR),
        (8, 10, Standing.BEHIND),
        (8, None, Standing.UNASSIGNED),
    ],
)
def test_the_standing_tells_near_apart(count: int, target: int | None, standing: Standing) -> None:
    assert standing_of(Attainment(count, target), USUAL) is standing


def test_every_band_is_listed_even_when_empty() -> None:
    groups = by_band([(Band.NEAR, "a"), (Band.ABOVE, "b"), (Band.NEAR, "c")])
    assert list(groups) == list(Band)
    assert groups[Band.NEAR] == ["a", "c"]
    assert groups[Band.BEHIND] == []
