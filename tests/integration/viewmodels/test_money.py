"""Role: the money and the map of units by fields equal counting by hand, add up, and tell no secret."""

import io
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from dashboard.domain.secrecy import FEWEST
from dashboard.viewmodels import heat, savings
from dashboard.viewmodels.savings import FEWEST_FOR_MEDIAN, ValueRow
from dashboard.viewmodels.state import FilterState
from data_access.database import Database, open_database
from data_access.queries import secrets
from data_access.selection import Selection
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Measure, MoneyFlag
from tests.integration.storage import campaign, reference

READER = Viewer("được đọc", None, may_read_confidential=True)
CHILDREN = {2: [2, 5, 6, 8, 9], 3: [3, 7, 10, 11, 12], 4: [4]}
STATES = [FilterState(phase=1), FilterState(phase=2, unit="U2", measure=Measure.VALID), FilterState(phase=0)]


@pytest.fixture
def filled(migrated_url: str) -> Iterator[Database]:
    """Four hundred initiatives of any kind; some values given per month."""
    db = open_database(migrated_url)
    campaign.prepare(db)
    monthly = int(MoneyFlag.PER_MONTH | MoneyFlag.APPROXIMATE)
    rows = [
        row._replace(savings_flags=monthly) if place % 17 == 0 else row
        for place, row in enumerate(campaign.make_rows(range(400)))
    ]
    campaign.import_rows(db, rows)
    yield db
    db.dispose()


def of_state(db: Database, state: FilterState) -> tuple[int, list[reference.Row]]:
    """The unit that a state is about and its rows, found by hand (as-of: the end of the newest day)."""
    unit = int(state.unit[1:]) if state.unit else 1
    phases = campaign.PHASES if state.phase == 0 else [campaign.PHASES[(state.phase or 1) - 1]]
    sel = Selection(campaign.PROGRAMME, unit, phases[0][1], phases[-1][2], state.measure)
    return unit, reference.chosen(reference.standing_rows(db), sel)


@pytest.mark.parametrize("state", STATES, ids=["phase 1", "a unit, valid, phase 2", "all"])
def test_money_equals_counting_by_hand(filled: Database, state: FilterState) -> None:
    unit, rows = of_state(filled, state)
    view = savings.build(READER, filled, state, 20)
    whole = reference.measures(rows)
    assert (view.savings.total_vnd, view.savings.declared, view.savings.of) == (
        whole["sum_value"], whole["n_value"], whole["n"],
    )  # fmt: skip
    assert view.savings.median_vnd == reference.median(rows)
    dearest = sorted((row.savings_vnd for row in rows if row.savings_vnd is not None), reverse=True)
    assert [row.savings_vnd for row in view.top] == dearest[:20]
    slips = [r for r in rows if r.savings_vnd is not None and r.savings_flags & MoneyFlag.LIKELY_SLIP]
    assert sorted(each.row.code for each in view.slips) == sorted(row.code for row in slips)[:100]
    assert (view.slips_listed, view.slips_listed_vnd) == (len(slips), sum(row.savings_vnd for row in slips))
    monthly = [r for r in rows if r.savings_vnd is not None and r.savings_flags & MoneyFlag.PER_MONTH]
    assert (view.per_month_n, view.per_month_vnd) == (len(monthly), sum(row.savings_vnd for row in monthly))
    assert view.forms is not None
    assert view.forms.approximate == sum(bool(row.savings_flags & MoneyFlag.APPROXIMATE) for row in rows)
    for parts, key in ((view.units, lambda row: reference.child_of(row, unit)), (view.fields, _field)):
        groups = reference.split(rows, key)
        assert sorted(_figures(part) for part in parts) == sorted(
            (cell["n"], cell["n_value"], cell["sum_value"]) for cell in groups.values()
        )
    by_name = {f"U{child}": [row for row in rows if reference.child_of(row, unit) == child] for child in
               campaign.PARENTS}  # fmt: skip
    for part in view.units:
        if part.code is not None and part.savings.declared >= FEWEST_FOR_MEDIAN:
            assert part.savings.median_vnd == reference.median(by_name[part.code])


def _field(row: reference.Row) -> int:
    return int(row.field_id)


def _figures(part: ValueRow) -> tuple[int, int, int]:
    return part.savings.of, part.savings.declared, part.savings.total_vnd


@pytest.mark.parametrize("viewer", [READER, LOCAL_VIEWER], ids=["reader", "local"])
@pytest.mark.parametrize("state", STATES, ids=["phase 1", "a unit, valid, phase 2", "all"])
def test_parts_add_up_to_the_whole(filled: Database, state: FilterState, viewer: Viewer) -> None:
    unit, rows = of_state(filled, state)
    view = savings.build(viewer, filled, state)
    for parts in (view.units, view.fields):
        assert sum(part.savings.total_vnd for part in parts) == view.savings.total_vnd
        assert sum(part.savings.of for part in parts) == view.savings.of
    drawn = heat.build(viewer, filled, state).heat
    assert drawn.total.count == len(rows)
    assert sum(cell.count for row in drawn.cells for cell in row) == len(rows)
    assert sum(cell.count for cell in drawn.unit_totals) == len(rows)
    assert sum(cell.count for cell in drawn.field_totals) == len(rows)
    if viewer is READER:
        assert not drawn.hides
        assert sum(cell.value_vnd or 0 for row in drawn.cells for cell in row) == view.savings.total_vnd
    assert unit


def test_no_part_shown_alone_holds_one_or_two_confidential_values(filled: Database) -> None:
    state = FilterState(phase=1)
    unit, rows = of_state(filled, state)
    secret = [row for row in rows if row.confidential and row.savings_vnd is not None]
    assert secret
    view = savings.build(LOCAL_VIEWER, filled, state)
    for part in view.units:
        if part.code is not None:
            held = sum(f"U{reference.child_of(row, unit)}" == part.code for row in secret)
            assert held == 0 or held >= FEWEST
    with filled.connect() as conn:
        sel = Selection(campaign.PROGRAMME, 1, campaign.PHASES[0][1], campaign.PHASES[0][2])
        counted = secrets.declared(LOCAL_VIEWER, conn, sel)
        kinds = secrets.declared_by(LOCAL_VIEWER, conn, sel, "solution_kind")
    assert counted == {
        key: n for key in counted
        if (n := sum((reference.child_of(row, unit), row.field_id) == key for row in secret))
    }  # fmt: skip
    assert counted.total() == kinds.total() == len(secret)
    assert any(part.merged for part in savings.build(LOCAL_VIEWER, filled, STATES[1]).units + view.fields)


def test_what_is_withheld_is_nowhere_in_the_views(migrated_url: str) -> None:
    db = open_database(migrated_url)
    campaign.prepare(db)
    value = 987_654_321_000
    secret = campaign.make_row(1)._replace(
        confidential=True, authors="CANARY-A", description="CANARY-B", savings_text="CANARY-C",
        savings_vnd=value, savings_flags=int(MoneyFlag.LIKELY_SLIP | MoneyFlag.PER_MONTH), unit_id=8,
        submitted_at=campaign.PHASES[0][1],
    )  # fmt: skip
    others = [row._replace(confidential=False) for row in campaign.make_rows(range(2, 60))]
    campaign.import_rows(db, [secret, *others])

    def said(viewer: Viewer) -> str:
        out = io.StringIO()
        view = savings.build(viewer, db, FilterState(phase=1), 50)
        parts = (view.top, view.slips, view.per_month, view.units, view.fields, view.per_month_vnd)
        print(*map(repr, parts), asdict(heat.build(viewer, db, FilterState(phase=1)).heat)["cells"], file=out)
        return out.getvalue()

    told = said(LOCAL_VIEWER)
    assert not [token for token in ("CANARY", str(value), secret.code) if token in told]
    read = said(READER)
    assert all(token in read for token in ("CANARY-C", str(value), secret.code)), "negative control"
    db.dispose()
