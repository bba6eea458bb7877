"""Role: the register in every order, page by page, is the list that sorting by hand gives; so is a card."""

from typing import Any

import pytest

from data_access.database import Database
from data_access.queries import card_states, register, register_pages
from data_access.queries.register_pages import FARTHEST
from data_access.selection import RowFilter, RowOrder, Selection
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import Block, Measure
from tests.integration.storage import campaign, reference

READER = Viewer("được đọc", None, may_read_confidential=True, may_read_personal=True)


def _time(row: reference.Row) -> float:
    return float(row.submitted_at.timestamp()) if row.submitted_at else float("-inf")


def in_order(rows: list[reference.Row], order: RowOrder, viewer: Viewer) -> list[str]:
    """Codes sorted the obvious way."""

    def value(row: reference.Row) -> int:
        hidden = row.confidential and not viewer.may_read_confidential
        return -1 if row.savings_vnd is None or hidden else int(row.savings_vnd)

    def key(row: reference.Row) -> tuple[Any, ...]:
        if order is RowOrder.OLDEST:
            return (row.submitted_at is None, _time(row), row.code)
        if order is RowOrder.VALUE:
            # Among equals of value codes decide, among those without one the newest.
            return (-value(row), 0 if value(row) >= 0 else -_time(row), row.code)
        if order is RowOrder.UNIT:
            return (reference.path(row.unit_id), -_time(row), row.code)
        return (-_time(row), row.code)

    return [row.code for row in sorted(rows, key=key)]


SELECTIONS = [
    Selection(campaign.PROGRAMME, 1),
    Selection(campaign.PROGRAMME, 2, measure=Measure.VALID),
    Selection(campaign.PROGRAMME, 5, field_id=2),
    Selection(campaign.PROGRAMME, 1, campaign.PHASES[0][1], campaign.PHASES[0][2]),
]


@pytest.mark.parametrize("order", RowOrder)
@pytest.mark.parametrize("viewer", [READER, LOCAL_VIEWER], ids=["reader", "local"])
def test_pages_put_together_are_the_sorted_list(filled: Database, order: RowOrder, viewer: Viewer) -> None:
    stored = reference.standing_rows(filled)
    for sel in SELECTIONS:
        expected = in_order(reference.chosen(stored, sel), order, viewer)
        assert len(expected) > 5
        for size in (7, 50):
            pages: list[str] = []
            with filled.connect() as conn:
                for offset in range(0, len(expected) + size, size):
                    pages += register_pages.page(viewer, conn, sel, order, "", offset, size)["code"].tolist()
            assert pages == expected


@pytest.mark.parametrize("order", RowOrder)
def test_a_page_honours_search_and_filters(filled: Database, order: RowOrder) -> None:
    stored = reference.standing_rows(filled)
    sel = Selection(campaign.PROGRAMME, 1, rows=RowFilter(block=Block.PUBLIC))
    rows = [row for row in reference.chosen(stored, sel) if row.block == Block.PUBLIC and "3" in row.code]
    with filled.connect() as conn:
        found = register_pages.page(READER, conn, sel, order, "kien 3", 0, 500)["code"].tolist()
    rows = [row for row in rows if "3" in row.title_key or "3" in row.code]
    assert found == in_order(rows, order, READER)


def test_no_page_lies_beyond_the_farthest_row(filled: Database) -> None:
    sel = Selection(campaign.PROGRAMME, 1)
    with filled.connect() as conn:
        assert register_pages.page(READER, conn, sel, RowOrder.NEWEST, "", FARTHEST, 50).empty
        assert register_pages.page(READER, conn, sel, RowOrder.NEWEST, "", 0, 50).shape[0] == 50


def test_an_officer_below_does_not_see_the_card_of_what_stands_above(db: Database) -> None:
    above = campaign.make_row(1)._replace(unit_id=1)
    own = campaign.make_row(2)._replace(unit_id=8)
    campaign.import_rows(db, [above, own])
    officer = Viewer("cán bộ", (5,))
    with db.connect() as conn:
        for code, seen in ((above.code, 0), (own.code, 1)):
            assert len(register.card(officer, conn, campaign.PROGRAMME, code)) == seen
            assert len(card_states.states(officer, conn, campaign.PROGRAMME, code)) == seen
            assert len(card_states.source(officer, conn, campaign.PROGRAMME, code)) == seen


def test_a_card_tells_what_each_import_left(db: Database) -> None:
    first = campaign.make_row(1)._replace(title="Tên cũ", savings_vnd=5, confidential=False, unit_id=2)
    second = first._replace(title="Tên mới", savings_vnd=7)
    batches = [campaign.import_rows(db, [row]) for row in (first, second)]
    with db.connect() as conn:
        states = card_states.states(READER, conn, campaign.PROGRAMME, first.code)
        source = card_states.source(READER, conn, campaign.PROGRAMME, first.code)
    assert states["batch_id"].tolist() == batches
    assert states["change"].tolist() == ["new", "changed"]
    assert states["title"].tolist() == ["Tên cũ", "Tên mới"]
    assert states["savings_vnd"].tolist() == [5, 7]
    assert source.iloc[0].to_dict() | {"committed_at": None} == {
        "batch_id": batches[1], "committed_at": None, "user_name": "cán bộ", "file_name": "initiatives.xlsx",
        "source_sheet": "Sheet1", "source_row": first.row,
    }  # fmt: skip


@pytest.mark.parametrize("secret_since", [1, 2])
def test_a_card_withholds_the_past_of_what_is_confidential(db: Database, secret_since: int) -> None:
    open_row = campaign.make_row(1)._replace(
        confidential=False, authors="CANARY-A", description="CANARY-B", savings_text="CANARY-C",
        savings_vnd=987_654_321_000, unit_id=2,
    )  # fmt: skip
    secret_row = open_row._replace(confidential=True, description="CANARY-D", savings_text="CANARY-E")
    order = [open_row, secret_row] if secret_since == 2 else [secret_row, replace_open(secret_row)]
    for row in order:
        campaign.import_rows(db, [row])
    with db.connect() as conn:
        local = card_states.states(LOCAL_VIEWER, conn, campaign.PROGRAMME, open_row.code).to_csv()
        read = card_states.states(READER, conn, campaign.PROGRAMME, open_row.code).to_csv()
    assert "CANARY-A" in read
    assert "CANARY-E" in read
    assert "CANARY-D" not in local, "confidential when it was written"
    assert "CANARY-A" not in local, "a name"
    if secret_since == 2:
        assert "CANARY" not in local, "confidential now, so its past as well"
        assert "987654321000" not in local


def replace_open(row: Any) -> Any:
    """The same row, opened later with harmless words."""
    return row._replace(confidential=False, description="mở", savings_text="1")


def test_orders_differ(filled: Database) -> None:
    rows = reference.standing_rows(filled)
    lists = {order: in_order(rows, order, READER) for order in RowOrder}
    assert len({tuple(codes) for codes in lists.values()}) == len(lists), "else the comparison is idle"
