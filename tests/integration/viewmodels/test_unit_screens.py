"""Role: places, groups by quarter and the profile are what counting the rows one by one gives."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from dashboard.domain.groups import Outcome
from dashboard.viewmodels import groups, profile, targets
from dashboard.viewmodels.ranks import Against, Since
from dashboard.viewmodels.state import FilterState, Structure
from dashboard.viewmodels.views import UnitPart
from data_access import batches
from data_access.batches import RecordChange
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import UNCLASSIFIED_FIELD_ID, ZONE, ImportKind, Measure, Recognition, Status
from tests.integration.viewmodels import small_campaign
from tests.integration.viewmodels.small_campaign import (
    CITY,
    CLINIC,
    DISTRICT,
    EDUCATION,
    FACTORY,
    PARENTS,
    PHASES,
    ROOT,
    SCHOOL,
    TARGETS,
    SmallCampaign,
    code_of,
)

CHILDREN = (EDUCATION, DISTRICT, CITY)
BELOW = {EDUCATION: {EDUCATION, SCHOOL}, DISTRICT: {DISTRICT, CLINIC, FACTORY}, CITY: {CITY}}


@pytest.fixture
def campaign(migrated_url: str) -> SmallCampaign:
    return small_campaign.make(migrated_url)


def _change(campaign: SmallCampaign, *changes: RecordChange) -> None:
    batch = batches.open_batch(
        campaign.db, kind=ImportKind.UNITS, programme_id=None, file_name="sua.xlsx", sha256="3" * 64,
        file_bytes=1, user="test", is_full=False,
    )  # fmt: skip
    with campaign.db.begin_write() as conn:
        batches.apply_records(conn, batch, list(changes), user="test")


def _grouped(campaign: SmallCampaign) -> None:
    clusters = {EDUCATION: "Khối ngành", DISTRICT: "Cụm 1", CITY: "Cụm 1"}
    _change(
        campaign,
        *(
            RecordChange("units", {"unit_id": u}, {"code": code_of(u)}, {"cluster": c})
            for u, c in clusters.items()
        ),
    )


def _count(
    campaign: SmallCampaign, units: Iterable[int], start: datetime, end: datetime, measure: Measure
) -> int:
    inside = set(units)
    return sum(
        1
        for row in campaign.rows
        if row.unit_id in inside
        and row.submitted_at is not None
        and start <= row.submitted_at < end
        and (measure is Measure.SUBMITTED or row.status is Status.VALID)
    )


def _places(counts: dict[int, int]) -> dict[int, int | None]:
    """Places by share of the target of phase 1, by comparing everybody with everybody."""
    shares = {u: Fraction(n, TARGETS[u, 1]) for u, n in counts.items() if TARGETS.get((u, 1))}
    return {
        u: 1 + sum(other > shares[u] for other in shares.values()) if u in shares else None for u in counts
    }


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize(
    ("since", "moment"),
    [
        (Since(), datetime(2022, 5, 25, tzinfo=ZONE)),
        (Since(Against.MONTH), datetime(2022, 5, 2, tzinfo=ZONE)),
        (Since(Against.DAY, date(2022, 2, 11)), datetime(2022, 2, 12, tzinfo=ZONE)),
    ],
)
def test_places_now_and_then_are_what_counting_gives(
    campaign: SmallCampaign, measure: Measure, since: Since, moment: datetime
) -> None:
    view = targets.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, measure=measure), since)
    assert view.compared_as_of == moment
    start, end = PHASES[1]
    rows = {row.unit.unit_id: row for row in view.units if row.part is UnitPart.UNIT}
    for until, found in (
        (end, {u: row.rank for u, row in rows.items()}),
        (moment, {u: row.former.by_share if row.former else None for u, row in rows.items()}),
    ):
        counts = {u: _count(campaign, BELOW[u], start, until, measure) for u in CHILDREN}
        assert found == _places(counts)
    by_count = sorted((row.phase.count for row in rows.values()), reverse=True)
    assert all(
        by_count[row.rank_by_count - 1] == row.phase.count for row in rows.values() if row.rank_by_count
    )


@pytest.mark.parametrize("day", [date(2021, 12, 1), date(2022, 5, 31), date(2030, 1, 1), None])
def test_a_moment_outside_the_phase_is_not_compared_with(campaign: SmallCampaign, day: date | None) -> None:
    view = targets.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1), Since(Against.DAY, day))
    assert view.compared_as_of is None
    assert all(row.former is None for row in view.units)


def test_members_are_those_of_the_year_looked_at(campaign: SmallCampaign) -> None:
    def members(year: int, count: int) -> RecordChange:
        return RecordChange("unit_members", {"unit_id": DISTRICT, "year": year}, None, {"members": count})

    _change(campaign, members(2023, 999), members(2021, 800))
    row = next(
        row
        for row in targets.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1)).units
        if row.unit.unit_id == DISTRICT
    )
    assert (row.members, row.members_year) == (1200, 2022)


def test_what_a_unit_registered_stands_beside_what_was_assigned(campaign: SmallCampaign) -> None:
    key = {"programme_id": 1, "phase_number": 1, "unit_id": DISTRICT, "basis": "registered", "version": 1}
    _change(campaign, RecordChange("targets", key, None, {"amount": 130}))
    view = targets.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    row = next(row for row in view.units if row.unit.unit_id == DISTRICT)
    assert row.phase.target == TARGETS[DISTRICT, 1]
    assert row.registered is not None
    assert (row.registered.target, row.registered.count) == (130, row.phase.count)
    own = profile.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, unit=code_of(DISTRICT)))
    assert own.registered == row.registered
    assert [one.basis.value for one in own.versions] == ["assigned", "registered"]


def test_quarters_are_recognised_as_counting_says(campaign: SmallCampaign) -> None:
    _grouped(campaign)
    view = groups.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    assert [(q.year, q.number) for q in view.quarters] == [(2022, 1), (2022, 2)]
    for quarter in view.quarters:
        start = max(datetime.combine(quarter.first_day, datetime.min.time(), ZONE), PHASES[1][0])
        end = datetime.combine(quarter.last_day + timedelta(days=1), datetime.min.time(), ZONE)
        for group in quarter.groups:
            units = (EDUCATION,) if group.group == "Khối ngành" else (DISTRICT, CITY)
            counts = {u: _count(campaign, BELOW[u], start, end, Measure.SUBMITTED) for u in units}
            highest = max(counts.values())
            assert {one.unit.unit_id for one in group.first} == {u for u, n in counts.items() if n == highest}
            for one in group.first:
                assert one.count == highest
                won = one.target is not None and highest > one.target
                assert (one in group.winners) is won
            assert (group.outcome is Outcome.WON) is bool(group.winners)
    for unit in CHILDREN:
        if not TARGETS.get((unit, 1)):
            continue
        shown = [q for q in view.quarters for g in q.groups for q in g.first if q.unit.unit_id == unit]
        assert sum(one.target or 0 for one in shown) <= TARGETS[unit, 1]


def test_groups_hold_every_unit_once_with_places_of_their_own(campaign: SmallCampaign) -> None:
    _grouped(campaign)
    view = groups.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    assert [group.name for group in view.groups] == ["Cụm 1", "Khối ngành"]
    members = [member.row.unit.unit_id for group in view.groups for member in group.members]
    assert sorted(members) == sorted(CHILDREN)
    first = view.groups[0]
    assert sorted(member.rank or 0 for member in first.members) == [1, 2]
    assert {member.of for member in first.members} == {2}
    assert first.total.target == TARGETS[DISTRICT, 1] + TARGETS[CITY, 1]


def test_quarters_add_up_to_the_phase_in_todays_structure_too(campaign: SmallCampaign) -> None:
    _grouped(campaign)
    heir = {"unit_id": DISTRICT, "successor_id": CITY}
    _change(
        campaign,
        RecordChange("units", {"unit_id": DISTRICT}, {"code": "U3"}, {"valid_to": date(2025, 6, 30)}),
        RecordChange("unit_successors", heir, None, {"share_ppm": 1_000_000}),
    )
    state = FilterState(phase=1, structure=Structure.TODAY)
    view = groups.build(LOCAL_VIEWER, campaign.db, state)
    city = [one.count for q in view.quarters for g in q.groups for one in g.first if one.unit.unit_id == CITY]
    assert sum(city) == _count(campaign, BELOW[CITY] | BELOW[DISTRICT], *PHASES[1], Measure.SUBMITTED)


@pytest.mark.parametrize("unit", sorted(PARENTS))
def test_the_profile_of_every_unit_is_what_counting_gives(campaign: SmallCampaign, unit: int) -> None:
    view = profile.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, unit=code_of(unit)))
    inside = {unit} | {u for u, p in PARENTS.items() if p == unit}
    inside |= {u for u, p in PARENTS.items() if p in inside}
    rows = [
        row
        for row in campaign.rows
        if row.unit_id in inside and row.submitted_at and PHASES[1][0] <= row.submitted_at < PHASES[1][1]
    ]
    assert view.headline.phase.count == len(rows) == view.quality.total
    assert view.quality.without_value == sum(row.savings_vnd is None for row in rows)
    assert view.quality.without_field == sum(row.field_id == UNCLASSIFIED_FIELD_ID for row in rows)
    assert view.quality.without_recognition == sum(row.recognition == Recognition.UNKNOWN for row in rows)
    assert view.quality.confidential == sum(row.confidential for row in rows)
    assert view.quality.undated == sum(
        row.submitted_at is None for row in campaign.rows if row.unit_id in inside
    )
    assert sum(week.count for week in view.weeks) == len(rows)
    assert (view.place is None) == (unit == ROOT)
    if view.place is not None:
        assert view.place.row.phase.count == len(rows)
        assert view.place.superior.unit_id == PARENTS[unit]


def test_the_profile_names_kin_with_shares_and_what_is_left(campaign: SmallCampaign) -> None:
    ends = {"valid_to": date(2025, 6, 30)}
    _change(
        campaign,
        RecordChange("units", {"unit_id": DISTRICT}, {"code": "U3"}, ends),
        RecordChange(
            "unit_successors", {"unit_id": DISTRICT, "successor_id": CITY}, None, {"share_ppm": 600_000}
        ),
    )
    gone = profile.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, unit=code_of(DISTRICT)))
    assert gone.facts.is_gone
    assert [(kin.unit.unit_id, str(kin.share)) for kin in gone.successors] == [(CITY, "0.6")]
    assert str(gone.remainder) == "0.4"
    heir = profile.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, unit=code_of(CITY)))
    assert [kin.unit.unit_id for kin in heir.predecessors] == [DISTRICT]
    assert heir.predecessors[0].count == gone.headline.phase.count
    assert heir.remainder is None


def test_thresholds_name_the_settings_that_were_changed(
    campaign: SmallCampaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert targets.build(LOCAL_VIEWER, campaign.db, FilterState()).changed_settings == ()
    monkeypatch.setenv("SANGKIEN_NEAR_PERCENT", "80")
    view = targets.build(LOCAL_VIEWER, campaign.db, FilterState())
    assert view.changed_settings == ("SANGKIEN_NEAR_PERCENT",)
