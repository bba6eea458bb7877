"""Role: a figure's rows counted by hand; confidential content stays withheld, and no sum tells it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from dashboard.errors import InvalidInputError
from dashboard.viewmodels import explanation
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.state import FilterState
from data_access.rows import InitiativeRow
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import ZONE, Block, MoneyFlag, SolutionKind, Status
from tests.integration.viewmodels import small_campaign
from tests.integration.viewmodels.small_campaign import (
    CLINIC,
    DISTRICT,
    FACTORY,
    PHASES,
    ROOT,
    SmallCampaign,
    code_of,
)

STATE = FilterState(phase=1)
READER = replace(LOCAL_VIEWER, may_read_confidential=True)
Holds = Callable[[InitiativeRow], bool]


@pytest.fixture
def campaign(migrated_url: str) -> SmallCampaign:
    """A small random campaign on both databases."""
    return small_campaign.make(migrated_url)


def _in_phase(row: InitiativeRow, number: int = 1) -> bool:
    start, end = PHASES[number]
    return row.submitted_at is not None and start <= row.submitted_at < end


def _between(row: InitiativeRow, first: date, last: date) -> bool:
    start, end = (datetime.combine(day, time(), ZONE) for day in (first, last + timedelta(days=1)))
    return row.submitted_at is not None and start <= row.submitted_at < end


DAYS = (date(2022, 2, 7), date(2022, 2, 20))

QUESTIONS: dict[str, tuple[Question, Holds]] = {
    "all of the phase": (Question(), _in_phase),
    "valid ones": (Question(Figure.VALID), lambda row: _in_phase(row) and row.status is Status.VALID),
    "of a unit and below it": (
        Question(unit=code_of(DISTRICT)),
        lambda row: _in_phase(row) and row.unit_id in (DISTRICT, CLINIC, FACTORY),
    ),
    "on the unit itself": (Question(itself=True), lambda row: _in_phase(row) and row.unit_id == ROOT),
    "two weeks": (Question(start=DAYS[0], end=DAYS[1]), lambda row: _between(row, *DAYS)),
    "beyond the phase": (
        Question(start=date(2022, 5, 20), end=date(2022, 7, 1)),
        lambda row: _in_phase(row) and _between(row, date(2022, 5, 20), date(2022, 7, 1)),
    ),
    "a kind and a block": (
        Question(kind=SolutionKind.TECHNICAL, block=Block.PUBLIC),
        lambda row: (
            _in_phase(row) and (row.solution_kind, row.block) == (SolutionKind.TECHNICAL, Block.PUBLIC)
        ),
    ),
    "a bin of values": (
        Question(value_from=5_000_000, value_below=10_000_000, declared=True),
        lambda row: (
            _in_phase(row) and row.savings_vnd is not None and 5_000_000 <= row.savings_vnd < 10_000_000
        ),
    ),
    "likely slips": (
        Question(flagged=True, declared=True),
        lambda row: _in_phase(row) and bool(row.savings_flags & MoneyFlag.LIKELY_SLIP),
    ),
    "outside every phase": (
        Question(Figure.OUTSIDE_PHASES),
        lambda row: not any(_in_phase(row, number) for number in PHASES),
    ),
}


def _rows(campaign: SmallCampaign, viewer: Viewer, question: Question) -> list[explanation.ExplainedRow]:
    found: list[explanation.ExplainedRow] = []
    while page := explanation.rows(viewer, campaign.db, STATE, question, len(found), 7):
        found += page
    return found


@pytest.mark.parametrize(("question", "holds"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_the_rows_are_those_that_a_count_by_hand_gives(
    campaign: SmallCampaign, question: Question, holds: Holds
) -> None:
    by_hand = {row.code for row in campaign.rows if holds(row)}
    assert by_hand
    found = explanation.build(LOCAL_VIEWER, campaign.db, STATE, question)
    assert found.exact == found.total == len(by_hand)
    assert {row.code for row in _rows(campaign, READER, question)} == by_hand
    listed = _rows(campaign, LOCAL_VIEWER, question)
    assert len(listed) == found.listed == sum(source.rows for source in found.sources or ())
    assert {row.code for row in listed} <= by_hand


def test_confidential_rows_are_listed_and_their_values_are_not(campaign: SmallCampaign) -> None:
    hidden = {row.code: row.savings_vnd for row in campaign.rows if row.confidential and _in_phase(row)}
    assert any(hidden.values())
    listed = {row.code: row for row in _rows(campaign, LOCAL_VIEWER, Question())}
    for code, value in hidden.items():
        assert listed[code].withheld
        assert listed[code].savings_vnd is None
        assert {row.code: row.savings_vnd for row in _rows(campaign, READER, Question())}[code] == value


def test_values_between_borders_of_ones_own_count_only_what_may_be_read(campaign: SmallCampaign) -> None:
    value = next(row.savings_vnd for row in campaign.rows if row.confidential and row.savings_vnd)
    closely = Question(value_from=value - 1, value_below=value + 1, declared=True)
    secret = [row for row in campaign.rows if _in_phase(row) and row.savings_vnd == value]
    open_ones = [row for row in secret if not row.confidential]
    assert len(open_ones) < len(secret)
    found = explanation.build(LOCAL_VIEWER, campaign.db, STATE, closely)
    assert found.total == found.listed == len(open_ones)
    assert explanation.build(READER, campaign.db, STATE, closely).total == len(secret)


def test_a_sum_with_one_or_two_confidential_rows_is_withheld_from_who_may_not_read_them(
    campaign: SmallCampaign,
) -> None:
    by_day: dict[date, list[InitiativeRow]] = {}
    for row in campaign.rows:
        if row.submitted_at is not None and _in_phase(row):
            by_day.setdefault(row.submitted_at.astimezone(ZONE).date(), []).append(row)
    for day, rows in by_day.items():
        question = Question(Figure.SAVINGS, start=day, end=day)
        secret = sum(row.confidential for row in rows)
        total = sum(row.savings_vnd or 0 for row in rows)
        seen = explanation.build(LOCAL_VIEWER, campaign.db, STATE, question)
        assert seen.exact == (None if 0 < secret < 3 else total)
        assert explanation.build(READER, campaign.db, STATE, question).exact == total


def test_attainment_is_the_count_over_the_target_in_force(campaign: SmallCampaign) -> None:
    count = sum(_in_phase(row) for row in campaign.rows)
    found = explanation.build(LOCAL_VIEWER, campaign.db, STATE, Question(Figure.ATTAINMENT))
    assert found.exact is not None
    assert found.exact * 150 == count
    assert found.inputs[0].value.startswith("150 ")


def test_the_median_names_the_values_in_the_middle(campaign: SmallCampaign) -> None:
    values = sorted(
        row.savings_vnd for row in campaign.rows if _in_phase(row) and row.savings_vnd is not None
    )
    middle = values[(len(values) - 1) // 2], values[len(values) // 2]
    found = explanation.build(LOCAL_VIEWER, campaign.db, STATE, Question(Figure.MEDIAN))
    assert found.exact == (sum(middle) + 1) // 2


def test_a_unit_that_is_not_there_is_refused_and_not_replaced(campaign: SmallCampaign) -> None:
    with pytest.raises(InvalidInputError, match="KHONG-CO"):
        explanation.build(LOCAL_VIEWER, campaign.db, STATE, Question(unit="KHONG-CO"))


def test_a_viewer_of_one_unit_sees_rows_of_that_unit_only(campaign: SmallCampaign) -> None:
    viewer = Viewer("huyện", unit_ids=(DISTRICT,))
    codes = {row.code for row in _rows(campaign, viewer, Question())}
    below = {
        row.code for row in campaign.rows if _in_phase(row) and row.unit_id in (CLINIC, FACTORY, DISTRICT)
    }
    assert codes == below
    with pytest.raises(InvalidInputError):
        explanation.build(viewer, campaign.db, STATE, Question(unit=code_of(small_campaign.EDUCATION)))
