"""Role: for many random choices, the figures are those that counting the rows one by one gives."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

import pytest

from dashboard.errors import InvalidInputError, RefusedError
from dashboard.viewmodels import figures, overview
from dashboard.viewmodels.state import FilterState
from data_access.database import migrate, open_database
from data_access.rows import InitiativeRow
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import WHOLE_PROGRAMME, ZONE, Measure, Status
from tests.integration.viewmodels import small_campaign
from tests.integration.viewmodels.small_campaign import PARENTS, PHASES, TARGETS, SmallCampaign, code_of

STATES = 60


@pytest.fixture
def campaign(migrated_url: str) -> SmallCampaign:
    return small_campaign.make(migrated_url)


def _json(campaign: SmallCampaign, state: FilterState) -> dict[str, Any]:
    return figures.as_json(figures.build(LOCAL_VIEWER, campaign.db, state))


def _below(unit: int) -> set[int]:
    """The unit and all under it, by walking the tree."""
    found = {unit}
    while True:
        more = {child for child, parent in PARENTS.items() if parent in found} - found
        if not more:
            return found
        found |= more


def _span(phase: int) -> tuple[datetime, datetime]:
    if phase == WHOLE_PROGRAMME:
        return PHASES[1][0], PHASES[2][1]
    return PHASES[phase]


def _chosen(
    rows: tuple[InitiativeRow, ...], unit: int, phase: int, measure: Measure, as_of: datetime
) -> list[InitiativeRow]:
    start, end = _span(phase)
    units = _below(unit)
    return [
        row
        for row in rows
        if row.unit_id in units
        and row.submitted_at is not None
        and start <= row.submitted_at < min(end, as_of)
        and (measure is Measure.SUBMITTED or row.status is Status.VALID)
    ]


def _random_state(chance: random.Random) -> FilterState:
    as_of = chance.choice(
        [None, datetime(2022, 6, 15, 10, 30, tzinfo=ZONE), datetime(2022, 3, 1, tzinfo=ZONE)]
    )
    return FilterState(
        programme="THU",
        phase=chance.choice([0, 1, 2]),
        unit=code_of(chance.choice(list(PARENTS))),
        measure=chance.choice(list(Measure)),
        as_of=as_of,
    )


def test_every_figure_is_what_counting_the_rows_gives(campaign: SmallCampaign) -> None:
    chance = random.Random(7)
    newest = max(row.submitted_at for row in campaign.rows if row.submitted_at is not None)
    for _ in range(STATES):
        state = _random_state(chance)
        shown = _json(campaign, state)
        unit = int((state.unit or "U1")[1:])
        as_of = state.as_of or newest + timedelta(days=1)
        args = (campaign.rows, unit, state.phase or 0)
        rows = _chosen(*args, state.measure, as_of)
        assert shown["submitted"] == len(_chosen(*args, Measure.SUBMITTED, as_of)), state
        assert shown["valid"] == len(_chosen(*args, Measure.VALID, as_of)), state
        declared = [row.savings_vnd for row in rows if row.savings_vnd is not None]
        assert shown["savings"]["total_vnd"] == sum(declared), state
        assert shown["savings"]["declared"] == len(declared), state
        middle = int(Decimal(median(declared)) + Decimal("0.5")) if declared else None
        assert shown["savings"]["median_vnd"] == middle, state
        people = {(row.unit_id, name) for row in rows for name in row.author_keys.split("\n")}
        assert shown["authors"] == len(people), state
        by_month = Counter(f"{row.submitted_at.astimezone(ZONE):%Y-%m}" for row in rows if row.submitted_at)
        assert {m["month"]: m["count"] for m in shown["months"] if m["count"]} == dict(by_month), state
        assert sum(field["count"] for field in shown["fields"]) == len(rows), state


def test_the_parts_of_a_unit_add_up_to_it(campaign: SmallCampaign) -> None:
    for unit in PARENTS:
        for phase in (0, 1, 2):
            shown = _json(campaign, FilterState(phase=phase, unit=code_of(unit)))
            if shown["units"]:
                assert sum(row["count"] for row in shown["units"]) == shown["submitted"]
                assert sum(row["savings_vnd"] for row in shown["units"]) == shown["savings"]["total_vnd"]


def test_what_lies_in_no_phase_is_counted_apart_and_not_lost(campaign: SmallCampaign) -> None:
    shown = _json(campaign, FilterState(phase=1))
    inside = [row for row in campaign.rows if row.submitted_at and row.submitted_at >= PHASES[1][0]]
    assert shown["quality"]["outside_phases"] == len(campaign.rows) - len(inside) > 0
    assert shown["quality"]["undated"] == sum(row.submitted_at is None for row in campaign.rows) > 0


def test_the_shares_are_exact_and_the_statement_gives_both_forms(campaign: SmallCampaign) -> None:
    shown = _json(campaign, FilterState(phase=1))
    assert Decimal(shown["attainment"]) == Decimal(shown["submitted"]) / Decimal(TARGETS[1, 1])
    assert shown["programme_target"] == TARGETS[1, 1] + TARGETS[1, 2]
    assert shown["statement"].startswith("Đạt ")


def test_a_stated_target_of_the_programme_goes_before_the_sum_of_its_phases(campaign: SmallCampaign) -> None:
    city = next(row for row in _json(campaign, FilterState(phase=1))["units"] if row["code"] == "U4")
    assert city["programme_target"] == TARGETS[small_campaign.CITY, 0]


def test_a_unit_with_a_target_in_one_phase_only_has_none_for_the_programme(campaign: SmallCampaign) -> None:
    district = next(row for row in _json(campaign, FilterState(phase=1))["units"] if row["code"] == "U3")
    assert district["programme_target"] is None


def test_what_is_recorded_on_the_unit_itself_is_listed_without_rank(campaign: SmallCampaign) -> None:
    itself = _json(campaign, FilterState(phase=1))["units"][-1]
    assert itself["code"] == ""
    assert itself["rank"] is None
    assert itself["count"] > 0


def test_an_as_of_inside_a_finished_phase_stays_before_its_end(campaign: SmallCampaign) -> None:
    assert _json(campaign, FilterState(phase=1))["as_of"] == "2022-06-01T00:00:00+07:00"


def test_an_unknown_code_is_refused_when_asked_strictly_and_named_otherwise(campaign: SmallCampaign) -> None:
    state = FilterState(unit="KHONG-CO")
    with pytest.raises(InvalidInputError, match="KHONG-CO"):
        figures.build(LOCAL_VIEWER, campaign.db, state, strict=True)
    built = figures.build(LOCAL_VIEWER, campaign.db, state)
    assert built.core.cut.unknown == ("KHONG-CO",)
    assert built.core.cut.unit.code == "U1"


def test_an_empty_database_says_what_to_import_first(migrated_url: str) -> None:
    db = open_database(migrated_url)
    migrate(db)
    with pytest.raises(RefusedError, match="chương trình"):
        figures.build(LOCAL_VIEWER, db, FilterState())


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2022-05-31", datetime(2022, 6, 1, tzinfo=ZONE)),
        ("2022-05-31T24:00", datetime(2022, 6, 1, tzinfo=ZONE)),
        ("2022-05-31T17:00", datetime(2022, 5, 31, 17, tzinfo=ZONE)),
        ("2022-05-31T10:00+00:00", datetime(2022, 5, 31, 10, tzinfo=UTC)),
    ],
)
def test_an_as_of_is_read_in_vietnamese_time(text: str, instant: datetime) -> None:
    assert figures.parse_as_of(text, ZONE) == instant


@pytest.mark.parametrize("text", ["31/5/2022", "2022-05-32", "2022-05-31T25:00", "2022-05-31T24:30", ""])
def test_an_as_of_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        figures.parse_as_of(text, ZONE)


def test_a_unit_on_its_plan_line_is_not_urgent_however_much_it_misses(campaign: SmallCampaign) -> None:
    early = FilterState(phase=1, as_of=datetime(2022, 1, 20, tzinfo=ZONE))
    view = overview.build(LOCAL_VIEWER, campaign.db, early)
    ahead = [row for row in view.units if row.phase.missing and not row.behind_plan and row.phase.target]
    assert ahead
    assert not {row.unit.code for row in ahead} & {row.unit.code for row in view.urgent}
    assert all(row.behind_plan for row in view.urgent)


def test_after_the_end_of_a_phase_whoever_misses_most_is_most_urgent(campaign: SmallCampaign) -> None:
    view = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, measure=Measure.VALID))
    missing = sorted((row.phase.missing or 0 for row in view.units), reverse=True)
    assert [row.phase.missing for row in view.urgent] == [n for n in missing if n][: len(view.urgent)]
    assert view.urgent
