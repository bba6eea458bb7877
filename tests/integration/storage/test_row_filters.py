"""Role: rows narrowed by what no sum is kept for are those that counting by hand finds, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from data_access.database import Database
from data_access.queries import authors, cells, register, savings
from data_access.selection import RowFilter, Selection
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Block, Measure, MoneyFlag, Recognition, SolutionKind, Status
from tests.integration.storage import campaign, reference

READER = Viewer("được đọc", None, may_read_confidential=True)
VALUES = [0, 1_000_000, 12_345_678, 20_000_000, 10**9]
PARENT_UNITS = set(campaign.PARENTS.values())


def _phase_of(at: datetime | None) -> int | None:
    return next((n for n, start, end in campaign.PHASES if at is not None and start <= at < end), None)


def wanted(row: reference.Row, sel: Selection, viewer: Viewer) -> bool:
    """Whether a row passes the selection's filter, said once more in plain words."""
    rows, value = sel.rows or RowFilter(), row.savings_vnd
    by_value = (rows.declared, rows.value_from, rows.value_below) != (None, None, None) or rows.flagged
    tests: list[bool] = [
        rows.status in (None, row.status),
        rows.kind in (None, row.solution_kind),
        rows.block in (None, row.block),
        rows.recognition in (None, row.recognition),
        rows.batch_id in (None, row.batch_id),
        rows.declared in (None, value is not None),
        rows.value_from is None or (value is not None and value >= rows.value_from),
        rows.value_below is None or (value is not None and value < rows.value_below),
        not rows.flagged or (value is not None and bool(row.savings_flags & MoneyFlag.LIKELY_SLIP)),
        not rows.without_unit or row.unit_id in PARENT_UNITS,
        not rows.on_unit_itself or row.unit_id == sel.unit_id,
        not rows.undated or row.submitted_at is None,
        not rows.outside_phases or _phase_of(row.submitted_at) is None,
        not rows.confidential or row.confidential,
        not rows.units or bool(set(rows.units) & set(reference.path(row.unit_id))),
        not by_value or viewer.may_read_confidential or not row.confidential,
    ]
    return all(tests)


def _maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


filters = st.builds(
    RowFilter,
    status=_maybe(st.sampled_from(Status)),
    kind=_maybe(st.sampled_from(SolutionKind)),
    block=_maybe(st.sampled_from(Block)),
    recognition=_maybe(st.sampled_from(Recognition)),
    declared=_maybe(st.booleans()),
    value_from=_maybe(st.sampled_from(VALUES)),
    value_below=_maybe(st.sampled_from(VALUES)),
    batch_id=_maybe(st.integers(1, 5)),
    units=st.sets(st.sampled_from(list(campaign.PARENTS)), max_size=3).map(
        lambda found: tuple(sorted(found))
    ),
    flagged=st.booleans(),
    without_unit=st.booleans(),
    on_unit_itself=st.booleans(),
    undated=st.booleans(),
    outside_phases=st.booleans(),
    confidential=st.booleans(),
)
# All at once leave nothing; so mostly one or two of them.
few_filters = st.tuples(
    filters, st.sets(st.sampled_from(list(RowFilter.__dataclass_fields__)), min_size=1, max_size=2)
).map(lambda drawn: RowFilter(**{name: getattr(drawn[0], name) for name in drawn[1]}))


def test_filtered_rows_equal_counting_by_hand(filled: Database) -> None:
    stored = reference.standing_rows(filled)
    found_something = 0

    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        few_filters,
        st.sampled_from(list(campaign.PARENTS)),
        st.sampled_from([(None, None), *((start, end) for _, start, end in campaign.PHASES)]),
        st.sampled_from(Measure),
        st.sampled_from([READER, LOCAL_VIEWER]),
        st.sampled_from(["", "", "lan 1"]),
    )
    def run(
        rows: RowFilter,
        unit: int,
        span: tuple[datetime | None, datetime | None],
        measure: Measure,
        viewer: Viewer,
        search: str,
    ) -> None:
        nonlocal found_something
        sel = Selection(campaign.PROGRAMME, unit, *span, measure=measure, rows=rows)
        chosen = [
            row for row in reference.chosen(stored, sel) if "1" in row.title_key + row.code or not search
        ]
        expected = {row.code for row in chosen if wanted(row, sel, viewer)}
        found_something += bool(expected)
        secret = replace(sel, rows=rows.without_value())
        with filled.connect() as conn:
            page = register.page(viewer, conn, sel, search, 0, 1000)
            assert sorted(page["code"]) == sorted(expected)
            assert register.count(viewer, conn, sel, search) == len(expected)
            hidden = register.hidden(viewer, conn, sel, search)
        if rows.by_value and viewer is LOCAL_VIEWER:
            assert hidden == sum(row.confidential and wanted(row, secret, READER) for row in chosen)
        else:
            assert hidden == 0

    run()
    assert found_something > 20, "a comparison of nothing with nothing shows nothing"


Ask = Callable[[Viewer, Connection, Selection], object]
SUMS: list[Ask] = [
    cells.totals, cells.by_child, cells.by_field, cells.by_status, cells.by_day, cells.by_child_and_field,
    savings.median, lambda viewer, conn, sel: savings.top(viewer, conn, sel, 3),
    lambda viewer, conn, sel: authors.count(viewer, conn, sel, 0),
]  # fmt: skip


@pytest.mark.parametrize("ask", SUMS)
def test_a_sum_refuses_what_it_cannot_narrow(filled: Database, ask: Ask) -> None:
    sel = Selection(campaign.PROGRAMME, 1, rows=RowFilter(block=Block.PUBLIC))
    with filled.connect() as conn:
        with pytest.raises(ValueError, match="RowFilter"):
            ask(LOCAL_VIEWER, conn, sel)
        ask(LOCAL_VIEWER, conn, replace(sel, rows=RowFilter()))


def test_a_filter_by_value_does_not_tell_a_confidential_value(db: Database) -> None:
    secret = campaign.make_row(1)._replace(
        confidential=True, savings_vnd=7_000_000, savings_flags=4, unit_id=2
    )
    campaign.import_rows(db, [secret, *(row for row in campaign.make_rows(range(2, 40)))])
    narrowings = [
        RowFilter(declared=True), RowFilter(declared=False), RowFilter(flagged=True),
        RowFilter(value_from=7_000_000, value_below=7_000_001), RowFilter(value_below=6_000_000),
    ]  # fmt: skip
    with db.connect() as conn:
        for rows in narrowings:
            sel = Selection(campaign.PROGRAMME, 1, rows=rows)
            assert secret.code not in set(register.page(LOCAL_VIEWER, conn, sel, "", 0, 100)["code"])
            assert register.hidden(LOCAL_VIEWER, conn, sel) > 0
        exact = Selection(campaign.PROGRAMME, 1, rows=narrowings[3])
        assert set(register.page(READER, conn, exact, "", 0, 100)["code"]) == {secret.code}, (
            "negative control"
        )
