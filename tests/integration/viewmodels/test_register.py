"""Role: the register's view, card and downloads hold what is stored, and nothing that is withheld."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

import openpyxl
import pytest

from dashboard.reports import register_sheet
from dashboard.viewmodels import card, register
from dashboard.viewmodels.card import CardField
from dashboard.viewmodels.register import PAGE_ROWS, Wish
from dashboard.viewmodels.state import FilterState
from data_access.database import Database, open_database
from data_access.selection import RowFilter, RowOrder
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import ZONE, Status
from tests.integration.storage import campaign

READER = Viewer("được đọc", None, may_read_confidential=True, may_read_personal=True)
STATE = FilterState(phase=1)
TOKENS = ("CANARY-A", "CANARY-B", "CANARY-C", "987654321000", "987.654.321.000")
INSIDE = datetime(2022, 3, 1, tzinfo=ZONE)

SECRET = campaign.make_row(1)._replace(
    confidential=True, authors="CANARY-A", author_keys="canary-a", description="CANARY-B",
    savings_text="CANARY-C", savings_vnd=987_654_321_000, unit_id=2, submitted_at=INSIDE,
    title="Tên được hiện",
)  # fmt: skip
OPEN = SECRET._replace(
    code="SK9999", confidential=False, title="=1+1", title_key="1+1", authors="", author_keys="",
    description="mở", savings_text="5 triệu", savings_vnd=5_000_000,
)  # fmt: skip


@pytest.fixture
def db(migrated_url: str) -> Iterator[Database]:
    """A campaign without initiatives."""
    database = open_database(migrated_url)
    campaign.prepare(database)
    yield database
    database.dispose()


@pytest.fixture
def stored(db: Database) -> Database:
    """Sixty ordinary initiatives in phase 1, one confidential, one open whose title looks like a formula."""
    rows = [row._replace(submitted_at=INSIDE, confidential=False) for row in campaign.make_rows(range(2, 62))]
    campaign.import_rows(db, [SECRET, OPEN, *rows])
    return db


def everything_said(viewer: Viewer, db: Database) -> str:
    """All that the page can show or hand out, unzipped."""
    said = []
    for order in RowOrder:
        view = register.build(viewer, db, STATE, Wish(order=order))
        rows = register.everything(viewer, db, STATE, view.wish)
        said += [repr(asdict(view)), repr(rows), register_sheet.text(view, rows).decode("utf-8-sig")]
        with zipfile.ZipFile(io.BytesIO(register_sheet.workbook(view, rows))) as book:
            said += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
    said.append(repr(card.build(viewer, db, STATE, SECRET.code)))
    return "\n".join(said)


def test_nothing_withheld_is_shown_or_handed_out(stored: Database) -> None:
    said = everything_said(LOCAL_VIEWER, stored)
    assert "Tên được hiện" in said, "counted and named"
    assert not [token for token in TOKENS if token in said]


def test_what_leaks_is_found(stored: Database) -> None:
    said = everything_said(READER, stored)
    assert "CANARY-B" in said, "on the card"
    assert "CANARY-C" in said
    assert "987654321000" in said
    assert "CANARY-A" in said


def test_a_page_counts_and_the_last_page_is_the_end(stored: Database) -> None:
    first = register.build(LOCAL_VIEWER, stored, STATE, Wish())
    assert (first.count, first.of, first.pages, len(first.rows)) == (62, 62, 2, PAGE_ROWS)
    beyond = register.build(LOCAL_VIEWER, stored, STATE, Wish(page=99))
    assert (beyond.wish.page, beyond.first, len(beyond.rows)) == (2, PAGE_ROWS + 1, 62 - PAGE_ROWS)
    both = [row.code for row in first.rows + beyond.rows]
    assert len(set(both)) == 62


def test_search_needs_no_accents_and_no_order_of_words(stored: Database) -> None:
    for typed in ("kiến sáng 17", "17 SANG", "sk0017"):
        found = register.build(LOCAL_VIEWER, stored, STATE, Wish(typed))
        assert "SK0017" in [row.code for row in found.rows]
        assert found.count < found.of


def test_a_filter_by_value_says_what_it_leaves_out(stored: Database) -> None:
    wish = Wish(narrowing=RowFilter(value_from=1))
    view = register.build(LOCAL_VIEWER, stored, STATE, wish)
    assert view.hidden == 1
    assert SECRET.code not in [row.code for row in view.rows]
    assert SECRET.code in [row.code for row in register.build(READER, stored, STATE, wish).rows]


def test_a_filter_for_the_undated_leaves_the_phase(stored: Database) -> None:
    campaign.import_rows(stored, [campaign.make_row(70)._replace(submitted_at=None)])
    view = register.build(LOCAL_VIEWER, stored, STATE, Wish(narrowing=RowFilter(undated=True)))
    assert [row.code for row in view.rows] == ["SK0070"]


def test_a_download_holds_every_row_with_numbers_as_numbers_and_no_formula(stored: Database) -> None:
    view = register.build(READER, stored, STATE, Wish())
    rows = register.everything(READER, stored, STATE, view.wish)
    assert len(rows) == 62
    sheet = openpyxl.load_workbook(io.BytesIO(register_sheet.workbook(view, rows))).worksheets[0]
    table = [list(line) for line in sheet.iter_rows(min_row=4)]
    head = [cell.value for cell in table[0]]
    by_code = {line[0].value: dict(zip(head, line, strict=True)) for line in table[1:]}
    assert set(by_code) == {row.code for row in rows}
    title = by_code[OPEN.code]["Tên sáng kiến"]
    assert (title.value, title.data_type) == ("=1+1", "s")
    assert by_code[OPEN.code]["Giá trị làm lợi (đồng/năm)"].value == 5_000_000
    assert by_code[OPEN.code]["Ngày gửi"].value == datetime(2022, 3, 1)  # noqa: DTZ001 # a workbook's own
    lines = list(csv.reader(io.StringIO(register_sheet.text(view, rows).decode("utf-8-sig")), delimiter=";"))
    assert "'=1+1" in [line[1] for line in lines if len(line) > 2]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_a_card_tells_field_by_field_what_changed(stored: Database) -> None:
    campaign.import_rows(stored, [OPEN._replace(title="Tên mới", status=Status.VALID, savings_vnd=5)])
    found = card.build(READER, stored, STATE, OPEN.code)
    assert found is not None
    assert [step.is_new for step in found.steps] == [True, False]
    told = {change.field: (change.before, change.after) for change in found.steps[1].changes}
    assert told[CardField.TITLE] == ("=1+1", "Tên mới")
    assert told[CardField.VALUE] == (5_000_000, 5)
    assert set(told) <= {CardField.TITLE, CardField.VALUE, CardField.STATUS}
    assert (found.sheet, found.line, found.row.title) == ("Sheet1", OPEN.row, "Tên mới")
    assert card.build(READER, stored, STATE, "không có") is None
