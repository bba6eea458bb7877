"""Role: whatever is asked, sums and rows give the figures that counting by hand gives, on both databases."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from data_access.database import Database
from data_access.frames import REGISTER_COLUMNS
from data_access.queries import authors, card_states, cells, register, savings, standing
from data_access.selection import Selection
from data_access.tables import MEASURES, PART_MEASURES
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import ALL, UNCLASSIFIED_FIELD_ID, WHOLE_PROGRAMME, ZONE, Measure
from tests.integration.storage import campaign, reference

EVERYTHING = Viewer("ai cũng xem", None, may_read_confidential=True, may_read_personal=True)
MONTH_STARTS = [datetime(2022, month, 1, tzinfo=ZONE) for month in range(1, 10)]


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Month starts, midnights, whole seconds and fractions of one, inside and around the campaign."""
    if draw(st.booleans()):
        return draw(st.sampled_from(MONTH_STARTS))
    at = campaign.FIRST + timedelta(days=draw(st.integers(-5, campaign.DAYS + 5)))
    if draw(st.booleans()):
        at += timedelta(minutes=draw(st.integers(0, 1439)), microseconds=draw(st.sampled_from([0, 1])))
    return at


@st.composite
def selections(draw: st.DrawFn) -> tuple[Selection, int]:
    """A selection, and a phase that it lies in (0: none in particular)."""
    phase, start, end = WHOLE_PROGRAMME, draw(st.none() | instants()), draw(st.none() | instants())
    if start and end and start > end:
        start, end = end, start
    if draw(st.booleans()):
        phase, first, last = draw(st.sampled_from(campaign.PHASES))
        start = draw(st.just(first) | st.datetimes(first.replace(tzinfo=None), last.replace(tzinfo=None)))
        start = start.replace(tzinfo=ZONE)
        end = draw(st.just(last) | instants())
        end = min(max(end, start), last)
    selection = Selection(
        campaign.PROGRAMME,
        draw(st.sampled_from(list(campaign.PARENTS))),
        start,
        end,
        draw(st.sampled_from(list(Measure))),
        draw(st.sampled_from([ALL, ALL, 2, UNCLASSIFIED_FIELD_ID])),
    )
    return selection, phase


def _keyed(
    frame: pd.DataFrame, keys: list[str], measures: tuple[str, ...] = MEASURES
) -> dict[object, dict[str, int]]:
    assert list(frame.columns) == [*keys, *measures]
    return {
        (row[0] if len(keys) == 1 else tuple(row[: len(keys)])): dict(
            zip(measures, row[len(keys) :], strict=True)
        )
        for row in frame.to_numpy().tolist()
    }


def _parts(viewer: Viewer, conn: Connection, sel: Selection, column: str) -> dict[object, dict[str, int]]:
    return _keyed(standing.by_column(viewer, conn, sel, column), [column], PART_MEASURES)


def _by_part(rows: Iterable[reference.Row], column: str) -> dict[object, dict[str, int]]:
    """What ``_parts`` must be, counted by hand."""
    found = reference.split(rows, lambda row: getattr(row, column))
    return {part: {name: sums[name] for name in PART_MEASURES} for part, sums in found.items()}


relaxed = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def test_figures_equal_counting_by_hand(filled: Database) -> None:
    stored = reference.standing_rows(filled)

    @relaxed
    @given(selections())
    def run(drawn: tuple[Selection, int]) -> None:
        sel, _ = drawn
        rows = reference.chosen(stored, sel)
        submitted = reference.chosen(stored, Selection(*(sel.programme_id, sel.unit_id, sel.start, sel.end)))
        if sel.field_id != ALL:
            submitted = [row for row in submitted if row.field_id == sel.field_id]

        def child(row: reference.Row) -> int:
            return reference.child_of(row, sel.unit_id)

        with filled.connect() as conn:
            assert cells.totals(EVERYTHING, conn, sel) == reference.measures(rows)
            children = cells.by_child(EVERYTHING, conn, sel)
            assert _keyed(children, ["unit_id"]) == reference.split(rows, child)
            assert children["n"].sum() == len(rows), "parts add up to the whole"
            assert _keyed(cells.by_field(EVERYTHING, conn, sel), ["field_id"]) == reference.split(
                rows, lambda row: row.field_id
            )
            assert _keyed(cells.by_status(EVERYTHING, conn, sel), ["status"]) == reference.split(
                submitted, lambda row: row.status
            )
            assert _keyed(cells.by_day(EVERYTHING, conn, sel), ["period"]) == reference.split(
                rows, lambda row: row.submitted_day
            )
            assert _keyed(cells.by_month(EVERYTHING, conn, sel), ["period"]) == reference.split(
                rows, lambda row: row.submitted_day // 100
            )
            for column in ("solution_kind", "block"):
                assert _parts(EVERYTHING, conn, sel, column) == _by_part(rows, column)
            heat = cells.by_child_and_field(EVERYTHING, conn, sel)
            assert _keyed(heat, ["unit_id", "field_id"]) == reference.split(
                rows, lambda row: (child(row), row.field_id)
            )

    run()


def test_people_medians_and_lists_equal_counting_by_hand(filled: Database) -> None:
    stored = reference.standing_rows(filled)

    @relaxed
    @given(selections(), st.integers(1, 30), st.integers(0, 40))
    def run(drawn: tuple[Selection, int], limit: int, offset: int) -> None:
        sel, phase = drawn
        rows = reference.chosen(stored, sel)
        dearest = sorted(
            (row for row in rows if row.savings_vnd is not None), key=lambda row: (-row.savings_vnd, row.code)
        )
        newest = sorted(rows, key=lambda r: (-(r.submitted_at.timestamp() if r.submitted_at else 0), r.code))
        with filled.connect() as conn:
            assert authors.count(EVERYTHING, conn, sel, phase) == reference.people(rows)
            assert authors.count(EVERYTHING, conn, sel, WHOLE_PROGRAMME) == reference.people(rows)
            assert savings.median(EVERYTHING, conn, sel) == reference.median(rows)
            top = savings.top(EVERYTHING, conn, sel, limit)
            assert top["code"].tolist() == [row.code for row in dearest[:limit]]
            page = register.page(EVERYTHING, conn, sel, "", offset, limit)
            assert page["code"].tolist() == [row.code for row in newest[offset : offset + limit]]
            found = register.page(EVERYTHING, conn, sel, "lan 1", 0, 500)
            expected = [
                row.code for row in newest if "lan" in row.title_key and "1" in row.title_key + row.code
            ]
            assert found["code"].tolist() == expected
            assert register.count(EVERYTHING, conn, sel, "lan 1") == len(expected)

    run()


def test_a_wrong_reference_would_be_noticed(filled: Database) -> None:
    sel = Selection(campaign.PROGRAMME, 1)
    with filled.connect() as conn:
        assert cells.totals(EVERYTHING, conn, sel) != reference.measures(reference.standing_rows(filled)[1:])


@pytest.mark.parametrize("roots", [(2,), (5, 3), (5, 2), (8,), (1,), (99,), ()])
def test_a_viewer_sees_the_own_subtrees_and_nothing_else(filled: Database, roots: tuple[int, ...]) -> None:
    viewer = Viewer("cán bộ", roots)
    stored = reference.standing_rows(filled)
    for unit in campaign.PARENTS:
        sel = Selection(campaign.PROGRAMME, unit)
        seen = [
            row
            for row in reference.chosen(stored, sel)
            if any(root in reference.path(row.unit_id) for root in roots)
        ]
        with filled.connect() as conn:
            assert cells.totals(viewer, conn, sel) == reference.measures(seen)
            children = _keyed(cells.by_child(viewer, conn, sel), ["unit_id"])
            assert children == reference.split(seen, partial(reference.child_of, unit_id=unit))
            for column in ("solution_kind", "block"):
                assert _parts(viewer, conn, sel, column) == _by_part(seen, column)
            assert authors.count(viewer, conn, sel, 0) == reference.people(seen)
            assert savings.median(viewer, conn, sel) == reference.median(seen)
            assert len(register.page(viewer, conn, sel, "", 0, 1000)) == len(seen)


def test_confidential_content_and_names_leave_the_store_only_for_who_may_read_them(db: Database) -> None:
    secret = campaign.make_row(1)._replace(
        confidential=True, authors="CANARY-A", description="CANARY-B", savings_text="CANARY-C",
        savings_vnd=987_654_321_000, unit_id=2,
    )  # fmt: skip
    campaign.import_rows(db, [secret, *campaign.make_rows(range(2, 30))])
    sel = Selection(campaign.PROGRAMME, 1)

    def all_read(viewer: Viewer) -> str:
        with db.connect() as conn:
            frames = [
                register.page(viewer, conn, sel, "", 0, 100),
                savings.top(viewer, conn, sel, 100),
                register.card(viewer, conn, campaign.PROGRAMME, secret.code),
            ]
        for frame in frames:
            assert list(frame.columns) == list(REGISTER_COLUMNS)
        return "".join(frame.to_csv() for frame in frames)

    plain, personal = all_read(LOCAL_VIEWER), all_read(Viewer("a", None, may_read_personal=True))
    for shown in (plain, personal):
        assert "CANARY" not in shown
        assert "987654321000" not in shown
        assert secret.code in shown
    assert "nguoi" not in plain
    assert "nguoi" in personal
    both = all_read(EVERYTHING)
    assert all(token in both for token in ("CANARY-A", "CANARY-B", "CANARY-C", "987654321000"))
    with db.connect() as conn:
        outside = Viewer("đơn vị khác", (3,), may_read_confidential=True, may_read_personal=True)
        assert register.card(outside, conn, campaign.PROGRAMME, secret.code).empty
        assert card_states.states(outside, conn, campaign.PROGRAMME, secret.code).empty
