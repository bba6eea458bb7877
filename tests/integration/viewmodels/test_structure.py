"""Role: the list by today's structure holds exactly what the list by names as they were holds."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from dashboard.domain.structure import Rest
from dashboard.errors import RefusedError
from dashboard.viewmodels import choices, core, overview, units
from dashboard.viewmodels import targets as targets_view
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState, Structure
from dashboard.viewmodels.views import UnitPart, UnitRow
from data_access import batches
from data_access.batches import RecordChange
from data_access.database import Database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import ZONE, ImportKind, Measure, Status
from tests.integration.viewmodels import small_campaign
from tests.integration.viewmodels.small_campaign import (
    CITY,
    CLINIC,
    DISTRICT,
    EDUCATION,
    FACTORY,
    NAMES,
    PARENTS,
    PHASES,
    ROOT,
    SCHOOL,
    SmallCampaign,
    code_of,
)

ENDED = date(2025, 6, 30)
NORTH, SOUTH, NEW_SCHOOL = 11, 12, 13
NEW = {NORTH: ROOT, SOUTH: ROOT, NEW_SCHOOL: NORTH}
WHOLE = 1_000_000


@pytest.fixture
def campaign(migrated_url: str) -> SmallCampaign:
    made = small_campaign.make(migrated_url)
    begins = {"valid_from": date(2025, 7, 1)}
    _change(
        made.db,
        [
            RecordChange(
                "units",
                {"unit_id": unit},
                None,
                {"code": code_of(unit), "name": f"Công đoàn xã {unit}", "parent_id": parent, **begins},
            )
            for unit, parent in NEW.items()
        ],
    )
    return made


def _change(db: Database, changes: list[RecordChange]) -> None:
    batch = batches.open_batch(
        db, kind=ImportKind.UNITS, programme_id=None, file_name="ke-thua.xlsx", sha256="2" * 64,
        file_bytes=1, user="test", is_full=False,
    )  # fmt: skip
    with db.begin_write() as conn:
        batches.apply_records(conn, batch, changes, user="test")


def _ended(*unit_ids: int) -> list[RecordChange]:
    return [
        RecordChange("units", {"unit_id": u}, {"code": code_of(u)}, {"valid_to": ENDED}) for u in unit_ids
    ]


def _heir(unit: int, successor: int, ppm: int) -> RecordChange:
    return RecordChange(
        "unit_successors", {"unit_id": unit, "successor_id": successor}, None, {"share_ppm": ppm}
    )


def _rows(campaign: SmallCampaign, state: FilterState) -> tuple[UnitRow, ...]:
    return targets_view.build(LOCAL_VIEWER, campaign.db, state).units


def _both(campaign: SmallCampaign, **chosen: Any) -> tuple[tuple[UnitRow, ...], tuple[UnitRow, ...]]:
    then = FilterState(programme="THU", **chosen)
    return _rows(campaign, then), _rows(campaign, replace(then, structure=Structure.TODAY))


ADDITIVE: dict[str, Callable[[UnitRow], int]] = {
    "count": lambda row: row.phase.count,
    "programme": lambda row: row.programme.count,
    "value": lambda row: row.savings.total_vnd,
    "declared": lambda row: row.savings.declared,
    "flagged": lambda row: row.savings.flagged,
    "flagged value": lambda row: row.savings.flagged_vnd,
    "target": lambda row: row.phase.target or 0,
}


def _by_name(rows: tuple[UnitRow, ...]) -> dict[str, UnitRow]:
    return {row.unit.code or row.part.value: row for row in rows if row.part is not UnitPart.ITSELF}


def test_a_unit_that_is_gone_is_listed_under_its_successors(campaign: SmallCampaign) -> None:
    _change(
        campaign.db, [*_ended(DISTRICT), _heir(DISTRICT, NORTH, 600_000), _heir(DISTRICT, SOUTH, 400_000)]
    )
    then, now = map(_by_name, _both(campaign, phase=1))
    gone = then[code_of(DISTRICT)]
    north, south = now[code_of(NORTH)], now[code_of(SOUTH)]
    assert code_of(DISTRICT) not in now
    assert north.phase.count + south.phase.count == gone.phase.count
    assert abs(north.phase.count - Fraction(3, 5) * gone.phase.count) < 1
    assert (north.phase.target, south.phase.target) == (36, 24)
    assert north.converted
    assert [(one.unit.code, one.count) for one in north.inherited] == [(code_of(DISTRICT), north.phase.count)]
    assert not now[code_of(CITY)].converted


def test_a_unit_without_successor_and_what_shares_leave_over_are_named(campaign: SmallCampaign) -> None:
    _change(campaign.db, [*_ended(DISTRICT, CITY), _heir(DISTRICT, NORTH, 600_000)])
    then, now = map(_by_name, _both(campaign, phase=1))
    assert now["ended"].phase.count == then[code_of(CITY)].phase.count > 0
    assert now["ended"].unit.name == "Đơn vị đã kết thúc hoạt động"
    assert (
        now["unknown"].phase.count
        == then[code_of(DISTRICT)].phase.count - now[code_of(NORTH)].phase.count
        > 0
    )
    assert now["ended"].rank is None


def test_a_grassroots_union_that_moved_takes_its_rows_from_its_former_superior(
    campaign: SmallCampaign,
) -> None:
    _change(campaign.db, [*_ended(CLINIC), _heir(CLINIC, SCHOOL, WHOLE)])
    then, now = map(_by_name, _both(campaign, phase=1))
    moved = sum(
        1
        for row in campaign.rows
        if row.unit_id == CLINIC and row.submitted_at and PHASES[1][0] <= row.submitted_at < PHASES[1][1]
    )
    assert moved > 0
    assert now[code_of(EDUCATION)].phase.count == then[code_of(EDUCATION)].phase.count + moved
    assert now[code_of(DISTRICT)].phase.count == then[code_of(DISTRICT)].phase.count - moved
    assert now[code_of(DISTRICT)].phase.target == then[code_of(DISTRICT)].phase.target


def test_a_grassroots_union_that_ended_without_successor_stays_with_its_superior(
    campaign: SmallCampaign,
) -> None:
    _change(campaign.db, _ended(CLINIC))
    then, now = _both(campaign, phase=1)
    assert [(r.unit.code, r.phase.count) for r in then] != []
    assert {r.unit.code: r.phase.count for r in now if r.phase.count} == {
        r.unit.code: r.phase.count for r in then if r.phase.count
    }
    below = _by_name(_both(campaign, phase=1, unit=code_of(DISTRICT))[1])
    assert below["ended"].phase.count > 0
    assert code_of(CLINIC) not in below


def test_a_circle_is_refused_by_name_and_the_names_as_they_were_still_show(campaign: SmallCampaign) -> None:
    _change(
        campaign.db, [*_ended(DISTRICT, CITY), _heir(DISTRICT, CITY, WHOLE), _heir(CITY, DISTRICT, WHOLE)]
    )
    with pytest.raises(RefusedError, match=NAMES[CITY]):
        _rows(campaign, FilterState(programme="THU", structure=Structure.TODAY))
    assert _rows(campaign, FilterState(programme="THU"))


def test_the_switch_is_offered_only_where_there_are_successors(campaign: SmallCampaign) -> None:
    assert not choices.build(LOCAL_VIEWER, campaign.db, FilterState()).has_successors
    _change(campaign.db, [*_ended(DISTRICT), _heir(DISTRICT, NORTH, WHOLE)])
    assert choices.build(LOCAL_VIEWER, campaign.db, FilterState()).has_successors


def test_tong_quan_has_the_same_totals_in_both(campaign: SmallCampaign) -> None:
    _change(
        campaign.db, [*_ended(DISTRICT), _heir(DISTRICT, NORTH, 333_333), _heir(DISTRICT, SOUTH, 500_000)]
    )
    then = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1))
    now = overview.build(LOCAL_VIEWER, campaign.db, FilterState(phase=1, structure=Structure.TODAY))
    for name in ("phase", "programme", "submitted", "valid", "authors", "savings"):
        assert getattr(then.headline, name) == getattr(now.headline, name), name
    assert then.units != now.units


def _random_lineage(chance: random.Random) -> list[RecordChange]:
    """Old units to units of any age, so that chains come about but no circle."""
    order = [SCHOOL, CLINIC, FACTORY, EDUCATION, DISTRICT, CITY, NORTH, SOUTH, NEW_SCHOOL]
    changes = []
    for place, unit in enumerate(order[:-3]):
        if chance.random() < 0.6:
            changes += _ended(unit)
            heirs = chance.sample(order[place + 1 :], chance.randint(0, 3))
            changes += [_heir(unit, heir, chance.choice([200_000, 333_333])) for heir in heirs]
    return changes


def test_every_additive_figure_is_the_same_in_both_for_any_lineage(campaign: SmallCampaign) -> None:
    chance = random.Random(11)
    done: list[RecordChange] = []
    for _ in range(8):
        undone = [
            RecordChange(c.table, c.key, {}, None) if c.table == "unit_successors"
            else RecordChange("units", c.key, {}, {"valid_to": None})
            for c in done
        ]  # fmt: skip
        done = _random_lineage(chance)
        _change(campaign.db, [*undone])
        _change(campaign.db, done)
        for _ in range(6):
            chosen = {
                "phase": chance.choice([0, 1, 2]),
                "unit": code_of(chance.choice([ROOT, ROOT, *PARENTS])),
                "measure": chance.choice(list(Measure)),
                "field": chance.choice([None, None, "F01"]),
                "as_of": chance.choice([None, datetime(2022, 6, 15, 10, 30, tzinfo=ZONE)]),
            }
            then, now = _both(campaign, **chosen)
            if not then and not now:
                continue
            for name, figure in ADDITIVE.items():
                if name == "target" and chosen["unit"] != code_of(ROOT):
                    continue  # of a unit that is gone its own target is carried, not those below it
                assert sum(map(figure, now)) == sum(map(figure, then)), (name, chosen)
                assert all(figure(row) >= 0 for row in now), (name, chosen)
            assert all(row.phase.count <= row.programme.count for row in now), chosen
            assert all(row.savings.flagged <= row.savings.declared <= row.phase.count for row in now), chosen
            assert all(row.savings.declared or not row.savings.total_vnd for row in now), chosen


def test_with_whole_successors_every_line_is_what_counting_its_rows_gives(campaign: SmallCampaign) -> None:
    goes = {SCHOOL: NEW_SCHOOL, DISTRICT: SOUTH, FACTORY: CITY}
    _change(campaign.db, _ended(*goes) + [_heir(old, new, WHOLE) for old, new in goes.items()])
    line = {
        ROOT: "U1", EDUCATION: "U2", SCHOOL: code_of(NORTH), DISTRICT: code_of(SOUTH),
        CLINIC: code_of(SOUTH), FACTORY: code_of(CITY), CITY: code_of(CITY),
    }  # fmt: skip
    for phase in (1, 2):
        expected = dict.fromkeys([*line.values(), code_of(NORTH)], 0)
        for row in campaign.rows:
            inside = row.submitted_at and PHASES[phase][0] <= row.submitted_at < PHASES[phase][1]
            if inside and row.status is Status.VALID:
                expected[line[row.unit_id]] += 1
        state = FilterState(phase=phase, measure=Measure.VALID, structure=Structure.TODAY)
        assert {r.unit.code: r.phase.count for r in _rows(campaign, state)} == expected


def test_the_day_decides_which_structure_is_todays(campaign: SmallCampaign) -> None:
    _change(campaign.db, [*_ended(DISTRICT), _heir(DISTRICT, NORTH, WHOLE)])
    state = FilterState(phase=1, structure=Structure.TODAY)
    for day, has_moved in ((ENDED, False), (date(2025, 7, 1), True)):
        with campaign.db.connect() as conn:
            cut = resolve(LOCAL_VIEWER, conn, state, today=day)
            goals = core.reading.targets(LOCAL_VIEWER, conn, cut.programme_id, cut.unit.unit_id)
            rows = units.build(LOCAL_VIEWER, conn, cut, goals, _settings()).rows
        assert (code_of(DISTRICT) not in {row.unit.code for row in rows}) is has_moved


def _settings() -> Any:
    from dashboard.settings import load_settings

    return load_settings({})


def test_a_rest_is_no_unit_id() -> None:
    assert not any(isinstance(rest, int) for rest in Rest)
