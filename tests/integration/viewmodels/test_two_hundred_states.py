"""Role: for two hundred random choices every screen, the command and counting by hand say the same."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.viewmodels import (
    awards,
    card,
    closing,
    figures,
    groups,
    heat,
    overview,
    profile,
    register,
    savings,
    targets,
    trend,
)
from dashboard.viewmodels.once import read_once
from dashboard.viewmodels.register import Wish
from dashboard.viewmodels.state import FilterState, Structure
from data_access import tables
from data_access.database import Database, open_database
from data_access.tables import BIN_EDGES_VND
from data_access.verification import rebuild_cube
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Measure
from tests.e2e.campaign import url_of
from tests.integration.cli.running import sangkien
from tests.integration.viewmodels import counting
from tests.integration.viewmodels.counting import LIKELY_SLIP, Campaign
from tests.postgres import PostgresServer

STATES, ON_POSTGRES, BY_COMMAND = 200, 40, 5
SEED = 3_001
PARTS = 10
"""In which the states are looked at on every screen: one part ends within a test's time on any machine."""

Told = dict[str, Any]


@pytest.fixture(scope="module")
def db(campaign_file: Path) -> Database:
    """The sample campaign."""
    return open_database(url_of(campaign_file))


@pytest.fixture(scope="module")
def campaign(db: Database) -> Campaign:
    """Its rows in hand."""
    return counting.read(db)


@pytest.fixture(scope="module")
def states(campaign: Campaign) -> list[FilterState]:
    """Choices of every kind."""
    return counting.states(campaign, STATES, SEED)


def told_of(db: Database, state: FilterState) -> Told:
    """What `sangkien figures --json` prints."""
    return figures.as_json(figures.build(LOCAL_VIEWER, db, state))


def phase_of(told: Told) -> int:
    """0 for the whole programme."""
    return 0 if told["phase"] == "all" else int(told["phase"])


def test_the_command_counts_as_a_hand_does(
    db: Database, campaign: Campaign, states: list[FilterState]
) -> None:
    counted = [check(campaign, state, told_of(db, state)) for state in states]
    assert len([count for count in counted if count]) > STATES // 2, "most choices show something"
    assert len(set(counted)) > STATES // 4, "and not the same"


def test_on_postgresql_too(postgres_server: PostgresServer, states: list[FilterState]) -> None:
    name = postgres_server.create()
    url = postgres_server.url_of(name)
    filled = sangkien("demo", "--fill-only", db=url)
    assert filled.code == 0, filled.err
    db = open_database(url)
    campaign = counting.read(db)
    for state in states[:ON_POSTGRES]:
        check(campaign, state, told_of(db, state))
    db.engine.dispose()
    postgres_server.drop(name)


def check(campaign: Campaign, state: FilterState, told: Told) -> int:
    """Every figure of a state against the rows; the count of them."""
    phase, unit = phase_of(told), state.unit or campaign.root
    assert state.phase in (None, phase)
    rows = campaign.chosen(state, phase)
    submitted = campaign.chosen(state, phase, measure=Measure.SUBMITTED)
    valid = campaign.chosen(state, phase, measure=Measure.VALID)
    values = [row.savings for row in rows if row.savings is not None]
    assert (told["unit"], told["measure"]) == (unit, str(state.measure))
    assert (told["submitted"], told["valid"]) == (len(submitted), len(valid)), state
    assert told["authors"] == len({person for row in rows for person in row.people}), state
    assert told["savings"] == {
        "total_vnd": sum(values),
        "declared": len(values),
        "of": len(rows),
        "median_vnd": counting.median(values),
    }, state
    by_then = replace(state, as_of=datetime.fromisoformat(told["as_of"]))  # of a phase that is over: its end
    assert told["programme_count"] == len(campaign.chosen(by_then, 0)), state
    _check_units(campaign, state, told, rows)
    assert {row["name"]: row["count"] for row in told["fields"]} == dict(
        Counter(campaign.fields[row.field] for row in rows)
    ), state
    money = Counter[str]()
    for row in rows:
        money[campaign.fields[row.field]] += row.savings or 0
    assert {row["name"]: row["savings_vnd"] for row in told["fields"]} == dict(money), state
    _check_months(told, rows)
    slips = [row.savings or 0 for row in rows if row.flags & LIKELY_SLIP]
    quality = told["quality"]
    assert quality["without_value"] == len(rows) - len(values)
    assert quality["confidential"] == sum(row.secret for row in rows)
    assert (quality["likely_slips"], quality["likely_slips_vnd"]) == (len(slips), sum(slips))
    return len(rows)


def _check_units(campaign: Campaign, state: FilterState, told: Told, rows: list[counting.Row]) -> None:
    assert sum(row["count"] for row in told["units"]) == len(rows), "parts add up, in either structure"
    if state.structure is Structure.TODAY:
        return
    counts = counting.by_child(rows, told["unit"])
    assert {row["code"]: row["count"] for row in told["units"] if row["count"]} == dict(counts), state
    phase = phase_of(told)
    if not phase:
        return
    assert told["target"] == campaign.goals.get((told["unit"], phase))
    for row in told["units"]:
        goal = campaign.goals.get((row["code"], phase))
        share = None if row["attainment"] is None else Fraction(Decimal(row["attainment"]))
        exact = counting.part(row["count"], goal)
        assert row["target"] == goal
        assert share == exact or (share is not None and exact and abs(share - exact) < Fraction(1, 10**12))


def _check_months(told: Told, rows: list[counting.Row]) -> None:
    assert {row["month"]: row["count"] for row in told["months"] if row["count"]} == counting.by_month(rows)
    total = 0
    for row in told["months"]:
        total += row["count"]
        assert row["cumulative"] == total


@pytest.mark.parametrize("part", range(PARTS))
def test_every_screen_says_the_same(
    db: Database, campaign: Campaign, states: list[FilterState], part: int
) -> None:
    for state in states[part::PARTS]:
        with read_once():
            seen = overview.build(LOCAL_VIEWER, db, state)
            course = trend.build(LOCAL_VIEWER, db, state)
            ranked = targets.build(LOCAL_VIEWER, db, state)
            mapped = heat.build(LOCAL_VIEWER, db, state)
            money = savings.build(LOCAL_VIEWER, db, state)
            listed = register.build(LOCAL_VIEWER, db, state, Wish())
            one = profile.build(LOCAL_VIEWER, db, state)
        rows = campaign.chosen(state, seen.scope.phase.number)
        values = [row.savings for row in rows if row.savings is not None]
        same = {
            "overview": seen.headline.phase.count,
            "units of the overview": sum(row.phase.count for row in seen.units),
            "course": sum(counting.days(rows).values()) if course.course is None else _last(course),
            "months": sum(row.count for row in course.months),
            "weeks": sum(row.count for row in course.weeks),
            "ranking": sum(row.phase.count for row in ranked.units),
            "fields": sum(row.count for row in mapped.figures.fields),
            "kinds": sum(row.count for row in mapped.figures.kinds),
            "blocks": sum(row.count for row in mapped.figures.blocks),
            "map": sum(cell.count for line in mapped.heat.cells for cell in line),
            "edges of the map": sum(cell.count for cell in mapped.heat.unit_totals),
            "money is of": money.savings.of,
            "register": listed.count,
            "register in all": listed.of,
            "profile": one.headline.phase.count,
            "quality": one.quality.total,
        }
        assert {name: count for name, count in same.items() if count != len(rows)} == {}, state
        # Parts are without the confidential values, which stand beside them in one line.
        held = sum(row.savings or 0 for row in rows if row.secret)
        sums = {
            seen.headline.savings.total_vnd,
            mapped.figures.savings.total_vnd,
            sum(row.savings.total_vnd for row in mapped.figures.fields) + held,
            mapped.heat.total.value_vnd + held,
            money.savings.total_vnd,
            sum(row.savings.total_vnd for row in money.units) + held,
            sum(row.savings.total_vnd for row in money.fields) + held,
            sum(row.savings.total_vnd for row in seen.units),
        }
        assert sums == {sum(values)}, state
        assert [each.count for each in money.bins] == counting.bins(values, BIN_EDGES_VND), state


def _last(course: Any) -> int:
    days = course.course.days
    return days[-1].cumulative if days else 0


def test_the_command_itself_prints_it(db: Database, states: list[FilterState]) -> None:
    sayable = [state for state in states if state.field is None and state.structure is Structure.RECORDED]
    for state in sayable[:BY_COMMAND]:
        options = ["--measure", str(state.measure)]
        if state.phase is not None:
            options += ["--phase", "all" if state.phase == 0 else str(state.phase)]
        if state.unit:
            options += ["--unit", state.unit]
        if state.as_of:
            options += ["--as-of", state.as_of.isoformat()]
        done = sangkien("figures", "--json", *options, db=db.url)
        assert done.code == 0, done.err
        assert json.loads(done.out) == told_of(db, state)


def test_a_row_more_or_a_wrong_hour_would_be_noticed(db: Database, campaign: Campaign) -> None:
    state = FilterState(phase=1)
    told = told_of(db, state)
    check(campaign, state, told)
    inside = campaign.chosen(state, 1)[0]
    with pytest.raises(AssertionError):
        check(replace(campaign, rows=(*campaign.rows, inside)), state, told)
    first, last = campaign.phases[1]
    late = [
        row
        for row in campaign.rows
        if row.at and row.at == max(r.at for r in campaign.rows if r.at and r.at < last)
    ]
    shifted = replace(campaign, phases={**campaign.phases, 1: (first, late[0].at or last)})
    with pytest.raises(AssertionError):
        check(shifted, state, told)


# What a reader may read, on every screen

SECRETS = {
    "title": "BIMAT-TEN",
    "authors": "BIMAT-TACGIA",
    "description": "BIMAT-NOIDUNG",
    "social": "BIMAT-XAHOI",
}
SECRET_VALUE = 987_654_321_123
PERSON = "Hoàng Thị Kín Tiếng"
READERS = {
    "neither": LOCAL_VIEWER,
    "confidential": Viewer("a", None, may_read_confidential=True),
    "personal": Viewer("b", None, may_read_personal=True),
    "both": Viewer("c", None, may_read_confidential=True, may_read_personal=True),
}
ALWAYS = {"BIMAT-TEN", "BIMAT-XAHOI"}
"""Of a confidential initiative title, short effect and award may be shown to everybody."""

MAY_READ = {
    "neither": ALWAYS,
    "confidential": ALWAYS | {"BIMAT-NOIDUNG", str(SECRET_VALUE)},
    "personal": ALWAYS | {PERSON},
    "both": ALWAYS | {"BIMAT-NOIDUNG", str(SECRET_VALUE), PERSON, "BIMAT-TACGIA"},
}
"""What is found somewhere; nothing else may be."""

Builder = Callable[[Viewer, Database, FilterState], object]
BUILDERS: dict[str, Builder] = {
    "overview": overview.build,
    "trend": trend.build,
    "targets": targets.build,
    "groups": groups.build,
    "profile": profile.build,
    "fields": heat.build,
    "savings": lambda viewer, db, state: savings.build(viewer, db, state, 50, True),
    "register": lambda viewer, db, state: register.everything(viewer, db, state, Wish()),
    "awards": awards.build,
    "closing": closing.build,
    "figures": figures.build,
}


@pytest.fixture(scope="module")
def told_apart(campaign_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, str]:
    """The campaign with known words in what is confidential and what is personal, and a confidential code."""
    path = tmp_path_factory.mktemp("secret") / "campaign.sqlite"
    shutil.copyfile(campaign_file, path)
    db = open_database(url_of(path))
    rows = tables.initiatives
    inside = rows.c.submitted_at < datetime(2022, 6, 1, tzinfo=counting.HANOI)
    with db.begin_write() as conn:
        conn.execute(sa.update(rows).where(rows.c.confidential).values(**SECRETS, savings_vnd=SECRET_VALUE))
        conn.execute(sa.update(rows).where(~rows.c.confidential).values(authors=PERSON))
        for programme in conn.execute(sa.select(tables.programmes.c.programme_id)).scalars().all():
            rebuild_cube(conn, programme)  # the sums of what was written past the import
        code = conn.execute(sa.select(rows.c.code).where(rows.c.confidential & inside)).scalars().first()
    assert code is not None
    return db, code


@pytest.mark.parametrize("who", list(READERS))
def test_no_screen_tells_more_than_its_reader_may_read_and_all_count_the_same(
    told_apart: tuple[Database, str], who: str
) -> None:
    db, code = told_apart
    reader, state = READERS[who], FilterState(phase=1)
    told = {name: repr(build(reader, db, state)) for name, build in BUILDERS.items()}
    told["card"] = repr(card.build(reader, db, state, code))
    everything = set().union(*MAY_READ.values())
    found = {token: {name for name, words in told.items() if token in words} for token in everything}
    assert {token: names for token, names in found.items() if names and token not in MAY_READ[who]} == {}
    assert {token for token, names in found.items() if names} == MAY_READ[who]
    assert figures.as_json(figures.build(reader, db, state)) == figures.as_json(
        figures.build(LOCAL_VIEWER, db, state)
    )
