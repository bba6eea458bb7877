"""Role: the money and the map of units by fields equal counting by hand, add up, and tell no secret."""

import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.domain.secrecy import FEWEST, Together
from dashboard.viewmodels import heat, reading, savings
from dashboard.viewmodels.savings import FEWEST_FOR_MEDIAN, ValueRow
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Savings
from data_access.database import Database, open_database
from data_access.queries import confidential
from data_access.selection import Selection
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Measure, MoneyFlag
from tests.integration.storage import campaign, reference

READER = Viewer("được đọc", None, may_read_confidential=True)
CHILDREN = {2: [2, 5, 6, 8, 9], 3: [3, 7, 10, 11, 12], 4: [4]}
STATES = [FilterState(phase=1), FilterState(phase=2, unit="U2", measure=Measure.VALID), FilterState(phase=0)]

WITH_SECRETS = [FilterState(phase=1), FilterState(phase=1, unit="U2"), FilterState(phase=0)]
"""States that hold confidential values in several parts, single ones among them."""


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
def test_parts_and_the_line_beside_them_add_up_to_the_whole(
    filled: Database, state: FilterState, viewer: Viewer
) -> None:
    _, rows = of_state(filled, state)
    view, screen = savings.build(viewer, filled, state), heat.build(viewer, filled, state)
    line = beside(viewer, rows)
    assert view.beside == screen.figures.beside == screen.heat.beside == line
    # One or two are not stated, but in the scope's own total they are.
    held = [row.savings_vnd for row in rows if row.confidential and row.savings_vnd is not None]
    stated = (sum(held), len(held)) if line else (0, 0)
    for savings_of in listings(view, screen):
        assert sum(each.of for each in savings_of) == len(rows)
        assert sum(each.total_vnd for each in savings_of) + stated[0] == view.savings.total_vnd
        assert sum(each.declared for each in savings_of) + stated[1] == view.savings.declared
    drawn = screen.heat
    for cells in ([cell for row in drawn.cells for cell in row], drawn.unit_totals, drawn.field_totals):
        assert sum(cell.count for cell in cells) == drawn.total.count == len(rows)
        assert sum(cell.value_vnd for cell in cells) == drawn.total.value_vnd
    assert drawn.total.value_vnd + stated[0] == view.savings.total_vnd


def beside(viewer: Viewer, rows: list[reference.Row]) -> Together | None:
    """The line of the confidential values, counted by hand."""
    values = [row.savings_vnd for row in rows if row.confidential and row.savings_vnd is not None]
    if viewer.may_read_confidential or not values:
        return None
    return Together(len(values), sum(values) if len(values) >= FEWEST else None)


def listings(view: savings.SavingsView, screen: heat.FieldsScreen) -> list[list[Savings]]:
    """The money of every part of every listing of both screens."""
    figures = screen.figures
    return [
        [row.savings for row in parts]
        for parts in (view.units, view.fields, figures.fields, figures.kinds, figures.blocks)
    ]


def differences(
    viewer: Viewer, filled: Database, state: FilterState, unit: int, rows: list[reference.Row]
) -> dict[object, int]:
    """What each part shows less the values that anybody may add up in the register, by hand."""
    view, screen = savings.build(viewer, filled, state), heat.build(viewer, filled, state)
    visible = [row for row in rows if not row.confidential]
    names = {field.field_id: field.code for field in _fields(filled)}
    child = lambda row: f"U{reference.child_of(row, unit)}"  # noqa: E731 # a key among others
    field = lambda row: names[row.field_id]  # noqa: E731
    sums = {
        "unit": reference.split(visible, child), "field": reference.split(visible, field),
        "kind": reference.split(visible, lambda row: row.solution_kind),
        "block": reference.split(visible, lambda row: row.block),
        "cell": reference.split(visible, lambda row: (child(row), field(row))),
    }  # fmt: skip
    shown: dict[object, int] = {}
    shown |= {("unit", row.code or f"U{unit}"): row.savings.total_vnd for row in view.units}
    shown |= {("field", row.code): row.savings.total_vnd for row in view.fields}
    shown |= {("kind", row.kind): row.savings.total_vnd for row in screen.figures.kinds}
    shown |= {("block", row.kind): row.savings.total_vnd for row in screen.figures.blocks}
    for line, cells in zip(screen.heat.units, screen.heat.cells, strict=True):
        for column, cell in zip(screen.heat.fields, cells, strict=True):
            shown["cell", (line.code or f"U{unit}", column.code)] = cell.value_vnd
    return {
        key: value - sums[key[0]].get(key[1], {"sum_value": 0})["sum_value"]  # type: ignore[index]
        for key, value in shown.items()
    }


def _fields(filled: Database) -> tuple[reading.StoredField, ...]:
    with filled.connect() as conn:
        return reading.fields(READER, conn)


@pytest.mark.parametrize("state", WITH_SECRETS, ids=["phase 1", "a unit, phase 1", "all"])
def test_no_part_shows_more_than_the_register_lets_add_up(filled: Database, state: FilterState) -> None:
    unit, rows = of_state(filled, state)
    told = differences(LOCAL_VIEWER, filled, state, unit, rows)
    assert not any(told.values())
    single = {row.savings_vnd for row in rows if row.confidential and row.savings_vnd}
    complete = differences(READER, filled, state, unit, rows)
    assert single & set(complete.values()), "negative control: complete sums tell single values"


@pytest.mark.parametrize("state", WITH_SECRETS, ids=["phase 1", "a unit, phase 1", "all"])
def test_medians_of_parts_are_of_the_values_that_may_be_read(filled: Database, state: FilterState) -> None:
    unit, rows = of_state(filled, state)
    visible = [row for row in rows if not row.confidential]
    view = savings.build(LOCAL_VIEWER, filled, state)
    names = {field.field_id: field.code for field in _fields(filled)}
    parts: dict[str | None, list[reference.Row]] = {}
    for row in visible:
        parts.setdefault(f"U{reference.child_of(row, unit)}", []).append(row)
        parts.setdefault(names[row.field_id], []).append(row)
    known = [
        part for part in (*view.units, *view.fields)
        if part.code is not None and part.savings.declared >= FEWEST_FOR_MEDIAN
    ]  # fmt: skip
    assert known
    for part in known:
        assert part.savings.median_vnd == reference.median(parts[part.code])
    assert view.savings.median_vnd == reference.median(rows), "the scope's own is of all"


@pytest.mark.parametrize("state", WITH_SECRETS, ids=["phase 1", "a unit, phase 1", "all"])
def test_the_sums_of_the_confidential_equal_counting_by_hand(filled: Database, state: FilterState) -> None:
    unit, rows = of_state(filled, state)
    secret = [row for row in rows if row.confidential and row.savings_vnd is not None]
    assert secret
    keys = {
        "child": lambda row: reference.child_of(row, unit), "field_id": lambda row: row.field_id,
        "solution_kind": lambda row: row.solution_kind, "block": lambda row: row.block,
    }  # fmt: skip
    with filled.connect() as conn:
        cut = resolve(LOCAL_VIEWER, conn, state)
        found = confidential.declared(LOCAL_VIEWER, conn, cut.within(cut.phase))
    for wanted in ((), ("child",), ("field_id",), ("solution_kind",), ("block",), ("child", "field_id")):
        by_hand = reference.split(secret, lambda row: tuple(keys[name](row) for name in wanted))  # noqa: B023
        assert found.by(*wanted) == {
            part: {name: cell[name] for name in confidential.MEASURES} for part, cell in by_hand.items()
        }


def test_the_few_confidential_are_read_through_their_own_index(filled: Database) -> None:
    """On SQLite, whose planner goes by rules; PostgreSQL reads a table of this size in any order."""
    asked: list[tuple[str, object]] = []

    def note(*of: Any) -> None:
        asked.append((of[2], of[3]))

    with filled.connect() as conn:
        sa.event.listen(conn, "before_cursor_execute", note)
        for state in STATES:
            cut = resolve(LOCAL_VIEWER, conn, state)
            confidential.declared(LOCAL_VIEWER, conn, cut.within(cut.phase))
        sa.event.remove(conn, "before_cursor_execute", note)
        wanted = [(text, values) for text, values in asked if "AND initiatives.confidential" in text]
        assert len(wanted) == len(STATES)
        if conn.dialect.name != "sqlite":
            return
        for text, values in wanted:
            plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
            assert "ix_initiatives_secret" in str(plan)


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
        parts = (
            view.top,
            view.slips,
            view.per_month,
            view.units,
            view.fields,
            view.per_month_vnd,
            view.beside,
        )
        screen = heat.build(viewer, db, FilterState(phase=1))
        figures = screen.figures
        print(*map(repr, parts), asdict(screen.heat), file=out)
        print(figures.fields, figures.kinds, figures.blocks, figures.top, figures.beside, file=out)
        return out.getvalue()

    told = said(LOCAL_VIEWER)
    assert not [token for token in ("CANARY", str(value), secret.code) if token in told]
    read = said(READER)
    assert all(token in read for token in ("CANARY-C", str(value), secret.code)), "negative control"
    db.dispose()
