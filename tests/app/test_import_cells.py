"""Role: what is typed into the grid becomes wishes for the right cells, alike ones together."""

from dashboard.actions.plans import ImportCounts, PreparedImport
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.importing.layouts import Layout, LayoutColumn, Wishes
from dashboard.ui.import_cells import Edits, column_of, flagged_cells, with_edits, with_units
from data_access.vocabulary import ImportKind

MONEY, CODE = 8, 0


def issue(
    row: int | None,
    value: str | None = "xx",
    code: IssueCode = IssueCode.MONEY_UNREADABLE,
    severity: Severity = Severity.ERROR,
    position: int | None = MONEY,
    column: str | None = "Giá trị",
) -> Issue:
    return Issue(code, severity, "S", row, column, value, "…", position)


def plan(*issues: Issue, wishes: Wishes | None = None) -> PreparedImport:
    columns = (
        LayoutColumn(CODE, "A", "Mã", "code", 1.0, None),
        LayoutColumn(MONEY, "I", "Giá trị", "savings", 1.0, None),
    )
    layout = Layout("k", ImportKind.INITIATIVES, "S", (1,), columns, True, sheets=("S",))
    return PreparedImport(
        ImportKind.INITIATIVES, "f.xlsx", "", 0, ImportCounts(), issues, {}, {}, layouts=(layout,),
        wishes=wishes or Wishes(),
    )  # fmt: skip


def test_a_correction_goes_to_its_cell_and_to_all_alike() -> None:
    one = plan(issue(3), issue(5), issue(7, "yy"))
    wishes = with_edits(one, flagged_cells(one), {0: {"corrected": "5 triệu"}})
    assert wishes.corrections == {("S", 3, MONEY): "5 triệu", ("S", 5, MONEY): "5 triệu"}


def test_unticked_it_goes_to_its_own_cell_only() -> None:
    one = plan(issue(3), issue(5))
    wishes = with_edits(one, flagged_cells(one), {0: {"corrected": "5 triệu", "alike": False}})
    assert wishes.corrections == {("S", 3, MONEY): "5 triệu"}


def test_a_cells_own_correction_is_stronger_than_one_for_all_alike() -> None:
    one = plan(issue(3), issue(5))
    edits: Edits = {0: {"corrected": "1"}, 1: {"corrected": "2", "alike": False}}
    assert with_edits(one, flagged_cells(one), edits).corrections[("S", 5, MONEY)] == "2"


def test_repeated_codes_and_blank_cells_are_never_corrected_together() -> None:
    twice = [issue(row, "K1", IssueCode.CODE_TWICE, position=None, column="Mã") for row in (3, 5)]
    blank = [issue(row, None, IssueCode.REQUIRED_EMPTY) for row in (6, 7)]
    one = plan(*twice, *blank)
    wishes = with_edits(one, flagged_cells(one), {0: {"corrected": "K2"}, 2: {"corrected": "9"}})
    assert wishes.corrections == {("S", 3, CODE): "K2", ("S", 6, MONEY): "9"}


def test_a_dash_leaves_the_cell_blank() -> None:
    one = plan(issue(3))
    assert with_edits(one, flagged_cells(one), {0: {"corrected": " – "}}).corrections == {("S", 3, MONEY): ""}


def test_nothing_typed_is_nothing_wished() -> None:
    one = plan(issue(3), issue(4))
    edits: Edits = {0: {"corrected": ""}, 1: {"alike": True}, 9: {"corrected": "1"}}
    assert not with_edits(one, flagged_cells(one), edits)


def test_a_row_left_out_stays_with_what_was_decided_before() -> None:
    before = Wishes(corrections={("S", 1, 2): "cũ"}, excluded_rows=frozenset({("S", 2)}))
    one = plan(issue(3), wishes=before)
    wishes = with_edits(one, flagged_cells(one), {0: {"exclude": True}})
    assert wishes.excluded_rows == {("S", 2), ("S", 3)}
    assert wishes.corrections == {("S", 1, 2): "cũ"}


def test_names_of_units_are_asked_elsewhere_and_words_not_understood_once() -> None:
    unit = issue(3, "CĐCS X", IssueCode.UNIT_UNKNOWN)
    words = [issue(row, "Chờ", IssueCode.STATUS_UNKNOWN, Severity.NOTICE) for row in (4, 5, 6)]
    other = issue(7, "…", IssueCode.MONEY_PERIOD, Severity.NOTICE)
    cells = flagged_cells(plan(unit, *words, other, issue(None)))
    assert [(cell.issue.row, cell.alike, cell.goes_together) for cell in cells] == [(4, 3, True)]


def test_a_column_without_position_is_found_by_its_header() -> None:
    one = plan(issue(3, position=None), issue(4, position=None, column="Không có"))
    assert [column_of(one, found) for found in one.issues] == [MONEY, None]


def test_a_unit_left_out_leaves_out_its_rows_and_a_unit_chosen_does_not() -> None:
    rows = [issue(row, name, IssueCode.UNIT_UNKNOWN) for row, name in ((3, "X"), (4, "Y"), (5, "X"))]
    wishes = with_units(plan(*rows), Wishes(), {"X": None, "Y": 12})
    assert wishes.excluded_rows == {("S", 3), ("S", 5)}
    assert wishes.units == {"Y": 12}
