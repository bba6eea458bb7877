"""Role: what Tổng quan and Diễn biến say about the course is what counting the rows gives."""

from datetime import date, datetime, timedelta

import pytest

from dashboard.domain.forecast import Forecast, NoForecast
from dashboard.viewmodels import overview, trend
from dashboard.viewmodels.state import FilterState
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import WHOLE_PROGRAMME, ZONE, Measure, Status
from tests.integration.viewmodels import small_campaign
from tests.integration.viewmodels.small_campaign import CITY, PHASES, SmallCampaign, code_of

MIDDLE = datetime(2022, 4, 16, tzinfo=ZONE)


@pytest.fixture
def campaign(migrated_url: str) -> SmallCampaign:
    return small_campaign.make(migrated_url)


def days_of(campaign: SmallCampaign, phase: int, until: datetime) -> list[date]:
    """The days of the rows of a phase before a moment."""
    start, end = PHASES[phase]
    return [
        row.submitted_at.astimezone(ZONE).date()
        for row in campaign.rows
        if row.submitted_at is not None and start <= row.submitted_at < min(end, until)
    ]


def test_a_running_phase_has_a_forecast_from_what_is_there(campaign: SmallCampaign) -> None:
    view = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, as_of=MIDDLE))
    assert view.course is not None
    found = view.course.forecast
    assert isinstance(found, Forecast)
    assert found.path[0].middle == len(days_of(campaign, 1, MIDDLE))
    assert found.end.on == date(2022, 5, 31)
    same = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, as_of=MIDDLE)).course
    assert same is not None
    assert same.forecast == found


def test_the_forecast_does_not_know_what_came_later(campaign: SmallCampaign) -> None:
    """The range at a past moment is the one that stood there then, and the true end lies in it."""
    view = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, as_of=MIDDLE))
    assert view.course is not None
    assert isinstance(view.course.forecast, Forecast)
    true_end = len(days_of(campaign, 1, PHASES[1][1]))
    assert view.course.forecast.end.low <= true_end <= view.course.forecast.end.high


def test_a_phase_that_is_over_has_none(campaign: SmallCampaign) -> None:
    view = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    assert view.course is not None
    assert view.course.forecast is NoForecast.NOT_RUNNING


def test_the_whole_programme_is_not_forecast_before_its_last_phase_begins(campaign: SmallCampaign) -> None:
    state = FilterState(phase=WHOLE_PROGRAMME, as_of=MIDDLE)
    view = trend.build(LOCAL_VIEWER, campaign.db, state)
    assert view.course is not None
    assert view.course.forecast is NoForecast.MORE_PHASES


def test_the_whole_programme_ends_with_its_last_phase_on_top_of_the_others(campaign: SmallCampaign) -> None:
    later = datetime(2022, 10, 10, tzinfo=ZONE)
    whole = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=WHOLE_PROGRAMME, as_of=later))
    phase = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=2, as_of=later))
    assert whole.course is not None
    assert phase.course is not None
    both = (whole.course.forecast, phase.course.forecast)
    if isinstance(both[0], Forecast) and isinstance(both[1], Forecast):
        first = len(days_of(campaign, 1, later))
        assert both[0].end.middle == both[1].end.middle + first
        assert both[1].phases == 1
    else:
        assert both[0] == both[1] == NoForecast.TOO_WIDE
    assert dict(whole.phase_counts) == {
        "Giai đoạn 1": len(days_of(campaign, 1, later)), "Giai đoạn 2": len(days_of(campaign, 2, later))
    }  # fmt: skip


def test_the_former_phase_is_compared_on_the_same_day_of_its_own(campaign: SmallCampaign) -> None:
    later = datetime(2022, 8, 1, tzinfo=ZONE)
    same = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=2, as_of=later)).same_day
    assert same is not None
    assert same.day_number == 61
    until = PHASES[1][0] + timedelta(days=61)
    assert same.count == len(days_of(campaign, 1, until))
    assert same.final == len(days_of(campaign, 1, later))


def test_empty_weeks_are_the_whole_weeks_without_a_row(campaign: SmallCampaign) -> None:
    state = FilterState(phase=1, unit=code_of(CITY), as_of=MIDDLE)
    view = trend.build(LOCAL_VIEWER, campaign.db, state)
    start, _end = PHASES[1]
    filled = {
        day - timedelta(days=day.weekday())
        for row in campaign.rows
        if row.unit_id == CITY and row.submitted_at is not None and start <= row.submitted_at < MIDDLE
        for day in [row.submitted_at.astimezone(ZONE).date()]
    }
    first_monday, last_sunday = date(2022, 1, 10), date(2022, 4, 10)
    mondays = {
        first_monday + timedelta(days=7 * week) for week in range((last_sunday - first_monday).days // 7 + 1)
    }
    assert {week.starts_on for week in view.empty} == mondays - filled
    assert view.empty_weeks == len(view.empty)


def test_the_share_of_the_last_two_weeks_and_the_half_way_day_follow_from_the_days(
    campaign: SmallCampaign,
) -> None:
    view = trend.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    days = sorted(days_of(campaign, 1, PHASES[1][1]))
    assert view.surge is not None
    assert view.surge.count == sum(day >= date(2022, 5, 18) for day in days)
    assert view.half_way is not None
    assert view.half_way.on == days[(len(days) - 1) // 2]


@pytest.mark.parametrize("measure", list(Measure))
def test_sparks_add_up_to_the_figures_beside_them(campaign: SmallCampaign, measure: Measure) -> None:
    view = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, measure=measure))
    assert sum(view.sparks.submitted) == view.headline.submitted
    assert sum(view.sparks.valid) == view.headline.valid
    assert sum(view.sparks.savings) == view.headline.savings.total_vnd
    assert view.headline.valid == sum(
        row.status is Status.VALID and row.submitted_at is not None
        and PHASES[1][0] <= row.submitted_at < PHASES[1][1]
        for row in campaign.rows
    )  # fmt: skip


def test_the_programme_is_measured_against_its_own_plan(campaign: SmallCampaign) -> None:
    gap = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, as_of=MIDDLE)).headline.programme_gap
    count = len(days_of(campaign, 1, MIDDLE))
    days = (PHASES[2][1] - PHASES[1][0]).days
    expected = 240 * (MIDDLE - PHASES[1][0]).days / days
    assert gap is not None
    assert abs(gap - (count - expected)) <= 0.5
