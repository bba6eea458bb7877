"""Role: an instant belongs to one phase, and the border belongs to the next."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from dashboard.domain.campaign import (
    Phase,
    current_phase,
    local_day,
    phase_of,
    programme_target,
    start_of_day,
    target_from_members,
    whole_programme,
)
from data_access.vocabulary import ZONE

FIRST = Phase(1, "Giai đoạn 1", start_of_day(date(2022, 1, 8)), start_of_day(date(2022, 6, 1)))
SECOND = Phase(2, "Giai đoạn 2", start_of_day(date(2022, 6, 1)), start_of_day(date(2023, 10, 1)))
PHASES = (FIRST, SECOND)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("instant", "phase"),
    [
        (local(2022, 1, 7, 23, 59), None),
        (local(2022, 1, 8), FIRST),
        (local(2022, 5, 31, 23, 59, 59), FIRST),
        (local(2022, 6, 1), SECOND),
        (datetime(2022, 5, 31, 17, 0, tzinfo=UTC), SECOND),
        (local(2023, 10, 1), None),
        (None, None),
    ],
)
def test_the_submission_decides_the_phase(instant: datetime | None, phase: Phase | None) -> None:
    assert phase_of(instant, PHASES) == phase


def test_overlapping_phases_count_an_initiative_once() -> None:
    late = Phase(3, "Chồng lấn", start_of_day(date(2022, 5, 1)), start_of_day(date(2022, 7, 1)))
    assert phase_of(local(2022, 5, 2), (late, FIRST)) == FIRST


def test_a_cutoff_at_the_border_speaks_of_the_phase_that_ends_there() -> None:
    assert current_phase(FIRST.ends_at, PHASES) == FIRST
    assert current_phase(FIRST.ends_at + timedelta(seconds=1), PHASES) == SECOND


def test_before_the_first_phase_it_is_the_first_and_after_the_last_it_is_the_last() -> None:
    assert current_phase(local(2021, 1, 1), PHASES) == FIRST
    assert current_phase(local(2030, 1, 1), PHASES) == SECOND
    assert current_phase(local(2030, 1, 1), ()) is None


def test_the_whole_programme_spans_its_phases() -> None:
    whole = whole_programme("1 triệu sáng kiến", PHASES)
    assert whole == Phase(0, "1 triệu sáng kiến", FIRST.starts_at, SECOND.ends_at)
    assert whole_programme("rỗng", ()) is None


def test_days_of_a_phase() -> None:
    assert (FIRST.first_day, FIRST.last_day) == (date(2022, 1, 8), date(2022, 5, 31))
    assert FIRST.day_number(date(2022, 1, 8)) == 1
    assert FIRST.day_number(date(2022, 1, 7)) == 0


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = local(2022, 5, 31).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        local_day(naive)
    with pytest.raises(ValueError, match="zone"):
        Phase(1, "x", naive, FIRST.ends_at)
    with pytest.raises(ValueError, match="ends after"):
        Phase(1, "x", FIRST.ends_at, FIRST.starts_at)


def test_the_programme_target_is_stated_or_the_sum_of_all_phases() -> None:
    assert programme_target(None, [2000, 2100]) == 4100
    assert programme_target(5000, [2000, None]) == 5000


def test_a_phase_without_target_leaves_the_programme_without_one() -> None:
    assert programme_target(None, [2000, None]) is None
    assert programme_target(0, [2000, 0]) is None
    assert programme_target(None, []) is None


def test_a_share_of_members_is_rounded_up() -> None:
    assert target_from_members(Fraction(1, 10), 1561) == 157
    assert target_from_members(Fraction(1, 10), 1560) == 156
