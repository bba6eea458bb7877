"""Role: a person's decisions change the plan as said, are remembered, and undone with their import."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actions import imports, wishes
from dashboard.actions.imports import PreparedImport
from dashboard.actions.wishes import Wishes
from dashboard.importing.issues import IssueCode
from data_access import tables
from data_access.database import Database
from data_access.vocabulary import ImportKind
from tests.integration.importing.conftest import HEADER, Write, initiative

STRANGE = (
    "Ký hiệu", "Tên sáng kiến", "Ai làm", "Đơn vị", "Nơi quản lý", "Mảng", "Hôm gửi", "Xét", "Lợi ích năm",
)  # fmt: skip
MEANINGS = ("code", "title", "authors", "unit", "superior", "field", "submitted", "status", "savings")


def _prepare(db: Database, *paths: Path, said: Wishes | None = None) -> PreparedImport:
    return imports.prepare_import(db, list(paths), user="thử", wishes=said or Wishes())


def _count(db: Database, table: sa.Table) -> int:
    with db.connect() as conn:
        return int(conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _stored(db: Database, column: sa.Column[object]) -> list[object]:
    with db.connect() as conn:
        return list(conn.execute(sa.select(column).order_by(tables.initiatives.c.code)).scalars())


def test_a_plan_shows_each_column_with_samples_and_is_sure_of_known_names(
    campaign: Database, write: Write
) -> None:
    plan = _prepare(campaign, write("e", [("DANH SÁCH",), HEADER, initiative(1), initiative(2)]))
    (layout,) = plan.layouts
    assert (plan.is_sure, layout.header_rows, layout.sheet) == (True, (2,), "Sheet")
    savings = layout.columns[8]
    assert (savings.letter, savings.header, savings.key) == ("I", "Giá trị làm lợi", "savings")
    assert savings.samples == ("1000000", "2000000")


def test_an_unknown_header_is_asked_about_when_a_deciding_column_is_absent(
    campaign: Database, write: Write
) -> None:
    header = [*HEADER[:8], "Lợi ích"]
    without_savings = _prepare(campaign, write("e", [header, initiative(1)]))
    assert not without_savings.is_sure
    with_extra = _prepare(campaign, write("f", [[*HEADER, "Màu"], [*initiative(1), "đỏ"]]))
    assert with_extra.is_sure


def test_a_stranger_layout_is_taken_as_a_person_says(campaign: Database, write: Write) -> None:
    path = write("la", [STRANGE, initiative(1), initiative(2)])
    first = _prepare(campaign, path)
    assert first.refused
    (layout,) = first.layouts
    assert not layout.is_sure
    said = Wishes(columns={layout.key: dict(enumerate(MEANINGS))})
    plan = imports.prepare_again(campaign, first, said, user="thử")
    assert plan.kind is ImportKind.INITIATIVES
    assert (plan.refused, plan.is_sure, plan.counts.new) == (False, True, 2)
    assert plan.layouts[0].columns[6].key == "submitted"


def test_a_confirmed_layout_is_remembered_and_forgotten_with_its_import(
    campaign: Database, write: Write
) -> None:
    path = write("la", [STRANGE, initiative(1)])
    layout = _prepare(campaign, path).layouts[0]
    said = Wishes(columns={layout.key: dict(enumerate(MEANINGS))}, multipliers={layout.key: {8: 1000}})
    batch = imports.commit_import(campaign, _prepare(campaign, path, said=said), user="thử").batch_id
    assert batch is not None
    assert _stored(campaign, tables.initiatives.c.savings_vnd) == [1_000_000_000]
    later = _prepare(campaign, write("la2", [STRANGE, initiative(1), initiative(2)]))
    assert (later.refused, later.is_sure, later.layouts[0].remembered) == (False, True, True)
    assert (later.counts.new, later.counts.unchanged) == (1, 1)  # the multiplier is remembered too
    imports.discard_import(campaign, later)
    imports.undo_import(campaign, batch, "thử")
    assert _count(campaign, tables.remembered_layouts) == 0
    assert _prepare(campaign, path).refused


def test_a_sure_layout_is_not_remembered(campaign: Database, write: Write) -> None:
    imports.commit_import(campaign, _prepare(campaign, write("e", [HEADER, initiative(1)])), user="thử")
    assert _count(campaign, tables.remembered_layouts) == 0


def test_two_columns_said_to_mean_the_same_are_refused(campaign: Database, write: Write) -> None:
    path = write("e", [[*HEADER, "Khác"], [*initiative(1), "9"]])
    layout = _prepare(campaign, path).layouts[0]
    plan = _prepare(campaign, path, said=Wishes(columns={layout.key: {8: "savings", 9: "savings"}}))
    assert plan.refused
    assert IssueCode.COLUMN_TWICE in plan.issue_counts


def test_a_header_that_stands_twice_is_settled_by_a_person(campaign: Database, write: Write) -> None:
    path = write("e", [[*HEADER, "Giá trị làm lợi"], [*initiative(1), 7_000_000]])
    first = _prepare(campaign, path)
    assert (first.refused, first.layouts[0].twice) == (True, ("Giá trị làm lợi",))
    said = Wishes(columns={first.layouts[0].key: {8: None, 9: "savings"}})
    imports.commit_import(campaign, _prepare(campaign, path, said=said), user="thử")
    assert _stored(campaign, tables.initiatives.c.savings_vnd) == [7_000_000]


def test_personal_columns_stay_out_whatever_is_wished(campaign: Database, write: Write) -> None:
    path = write("e", [[*HEADER, "CCCD"], [*initiative(1), "001088012345"]])
    layout = _prepare(campaign, path).layouts[0]
    assert [(c.is_personal, c.samples) for c in layout.columns if c.header == "CCCD"] == [(True, ())]
    said = Wishes(columns={layout.key: {9: "description"}})
    imports.commit_import(campaign, _prepare(campaign, path, said=said), user="thử")
    assert _stored(campaign, tables.initiatives.c.description) == [""]


def test_a_corrected_cell_counts_as_typed_and_its_neighbours_stay(campaign: Database, write: Write) -> None:
    rows = [initiative(1, submitted="31/2/2022"), initiative(2, savings="năm trăm gì đó"), initiative(3)]
    path = write("e", [HEADER, *rows])
    first = _prepare(campaign, path)
    assert first.counts.rejected == 2
    places = {(issue.row, issue.position) for issue in first.issues if issue.severity.value == "error"}
    assert places == {(2, 6), (3, 8)}
    said = Wishes(corrections={("Sheet", 2, 6): "28/2/2022", ("Sheet", 3, 8): "500 triệu"})
    plan = imports.prepare_again(campaign, first, said, user="thử")
    assert (plan.counts.accepted, plan.counts.rejected) == (3, 0)
    imports.commit_import(campaign, plan, user="thử")
    assert _stored(campaign, tables.initiatives.c.savings_vnd) == [1_000_000, 500_000_000, 3_000_000]
    assert _stored(campaign, tables.initiatives.c.submitted_day)[0] == 20220228


def test_rows_left_out_count_as_skipped(campaign: Database, write: Write) -> None:
    path = write("e", [HEADER, *(initiative(n) for n in range(5))])
    plan = _prepare(campaign, path, said=Wishes(excluded_rows=frozenset({("Sheet", 3)})))
    assert (plan.counts.new, plan.counts.skipped_by["excluded"]) == (4, 1)
    counts = plan.counts
    assert counts.read == counts.accepted + counts.rejected + counts.skipped


def test_sheets_of_two_files_with_one_name_are_corrected_apart(campaign: Database, write: Write) -> None:
    one = write("a", [HEADER, initiative(1, submitted="31/2/2022")])
    two = write("b", [HEADER, initiative(2, submitted="31/2/2022")])
    first = _prepare(campaign, one, two)
    assert {issue.sheet for issue in first.issues if issue.severity.value == "error"} == {
        "Sheet", "Sheet · b.xlsx",
    }  # fmt: skip
    said = Wishes(corrections={("Sheet · b.xlsx", 2, 6): "1/3/2022"})
    plan = imports.prepare_again(campaign, first, said, user="thử")
    assert (plan.counts.accepted, plan.counts.rejected) == (1, 1)


def _unit_id(db: Database, code: str) -> int:
    with db.connect() as conn:
        return int(
            conn.execute(sa.select(tables.units.c.unit_id).where(tables.units.c.code == code)).scalar_one()
        )


@pytest.fixture
def misspelt(write: Write) -> Path:
    return write("e", [HEADER, initiative(1, unit="CĐ trường chữ A", superior="")])


def test_a_confirmed_unit_is_an_alias_from_then_on_until_undone(
    campaign: Database, misspelt: Path, write: Write
) -> None:
    first = _prepare(campaign, misspelt)
    assert first.counts.rejected == 1
    said = Wishes(units={"CĐ trường chữ A": _unit_id(campaign, "T1A")})
    plan = imports.prepare_again(campaign, first, said, user="thử")
    assert (plan.counts.accepted, plan.counts.rejected) == (1, 0)
    before = _count(campaign, tables.unit_aliases)
    batch = imports.commit_import(campaign, plan, user="thử").batch_id
    assert batch is not None
    assert _stored(campaign, tables.initiatives.c.unit_id) == [_unit_id(campaign, "T1A")]
    later = _prepare(campaign, write("f", [HEADER, initiative(2, unit="CĐ trường chữ A", superior="")]))
    assert later.counts.rejected == 0
    imports.discard_import(campaign, later)
    imports.undo_import(campaign, batch, "thử")
    assert _count(campaign, tables.unit_aliases) == before
    assert _prepare(campaign, misspelt).counts.rejected == 1


def test_a_confirmation_never_overrides_a_name_that_is_sure(campaign: Database, write: Write) -> None:
    path = write("e", [HEADER, initiative(1, unit="CĐCS Trường A")])
    said = Wishes(units={"CĐCS Trường A": _unit_id(campaign, "T2B")})
    imports.commit_import(campaign, _prepare(campaign, path, said=said), user="thử")
    assert _stored(campaign, tables.initiatives.c.unit_id) == [_unit_id(campaign, "T1A")]
    with campaign.connect() as conn:
        origins = set(conn.execute(sa.select(tables.unit_aliases.c.origin)).scalars())
    assert "confirmed" not in origins


def test_wishes_survive_their_json() -> None:
    said = Wishes(
        columns={"k": {0: "title", 2: None}}, multipliers={"k": {3: 1000}},
        corrections={("Trang 1", 4, 0): "=1+1"}, units={"CĐCS X": 7}, excluded_rows=frozenset({("", 9)}),
    )  # fmt: skip
    assert wishes.from_json(wishes.as_json(said)) == said
    assert hash(said) == hash(wishes.from_json(wishes.as_json(said)))
