"""Role: rows of an export: accepted, rejected or skipped, each with its reason and place."""

from datetime import date, datetime

import pytest

from dashboard.importing import issues
from dashboard.importing.issues import IssueCode, Severity
from dashboard.importing.parse import fingerprint
from data_access.spreadsheets.raw import Cell, SheetStart
from data_access.vocabulary import ZONE, Status
from tests.unit.importing.sheets import GOOD, HEADER, parse, row


def test_a_good_row_becomes_typed_values() -> None:
    (one,), log, _ = parse([HEADER, GOOD])
    assert (one.code, one.title, one.unit_id, one.field_id) == ("S1", "Đổi mới dạy học", 4, 4)
    assert one.submitted_at == datetime(2022, 5, 31, tzinfo=ZONE)
    assert (one.status, one.savings_vnd, one.confidential) == (Status.VALID, 15_000_000, False)
    assert (one.sheet, one.row) == ("Sáng kiến", 2)
    assert not list(log)


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"title": ""}, IssueCode.REQUIRED_EMPTY, "Tên sáng kiến"),
        ({"title": "x" * 40_000}, IssueCode.TEXT_TOO_LONG, "Tên sáng kiến"),
        ({"submitted": "31/06/2022"}, IssueCode.DATE_IMPOSSIBLE, "Ngày gửi"),
        ({"submitted": "31/5/20222"}, IssueCode.DATE_FAR, "Ngày gửi"),
        ({"savings": "abc"}, IssueCode.MONEY_UNREADABLE, "Giá trị làm lợi"),
        ({"savings": -5.0}, IssueCode.MONEY_NEGATIVE, "Giá trị làm lợi"),
        ({"unit": "Trường Z", "superior": "LĐLĐ huyện Z"}, IssueCode.UNIT_UNKNOWN, "CĐCS"),
        ({"unit": "", "superior": "Tràng Định"}, IssueCode.UNIT_SUGGESTED, "CĐ cấp trên trực tiếp"),
        ({"unit": "", "superior": ""}, IssueCode.UNIT_MISSING, "CĐCS"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_names_the_place(
    changes: dict[str, Cell], code: IssueCode, column: str
) -> None:
    rows, log, counts = parse([HEADER, row(**changes), row(code="S2")])
    assert [r.code for r in rows] == ["S2"]
    assert counts.rejected == 1
    (issue,) = [i for i in log if i.severity is Severity.ERROR]
    assert (issue.code, issue.row, issue.column) == (code, 2, column)
    assert "dòng 2" in issue.message
    assert column in issue.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"submitted": ""}, IssueCode.DATE_MISSING),
        ({"submitted": "tháng 6/2022"}, IssueCode.DATE_MONTH_ONLY),
        ({"submitted": "1/1/2030"}, IssueCode.DATE_FUTURE),
        ({"savings": "từ 20 đến 30 triệu"}, IssueCode.MONEY_RANGE),
        ({"savings": 1234.0}, IssueCode.MONEY_LIKELY_SLIP),
        ({"field": "Thiên văn"}, IssueCode.FIELD_UNKNOWN),
        ({"status": "tím"}, IssueCode.STATUS_UNKNOWN),
        ({"secret": "?"}, IssueCode.CONFIDENTIAL_UNREADABLE),
        ({"unit": "Trường Z"}, IssueCode.UNIT_ON_SUPERIOR),
        ({"superior": "LĐLĐ huyện Bình Gia"}, IssueCode.UNIT_OTHER_SUPERIOR),
        ({"title": "a\x01b"}, IssueCode.CELL_CLEANED),
    ],
)
def test_a_doubtful_cell_is_taken_with_a_word(changes: dict[str, Cell], code: IssueCode) -> None:
    rows, log, counts = parse([HEADER, row(**changes)])
    assert len(rows) == 1
    assert counts.rejected == 0
    assert [i.code for i in log] == [code]


def test_a_wrong_superior_is_named_and_the_row_follows_its_own_unit() -> None:
    (one,), log, _ = parse([HEADER, row(superior="LĐLĐ huyện Bình Gia")])
    assert one.unit_id == 4
    (issue,) = log
    assert "LĐLĐ huyện Tràng Định" in issue.message
    assert "LĐLĐ huyện Bình Gia" in issue.message


def test_an_unknown_grassroots_union_is_kept_on_its_superior() -> None:
    (one,), _, _ = parse([HEADER, row(unit="Trường Z")])
    assert (one.unit_id, one.unit_text) == (2, "Trường Z")


def test_an_unreadable_mark_makes_a_row_confidential() -> None:
    (one,), _, _ = parse([HEADER, row(secret="?")])
    assert one.confidential


def test_totals_headings_signatures_and_blanks_are_skipped_and_listed() -> None:
    width = len(HEADER)

    def line(*cells: Cell) -> tuple[Cell, ...]:
        return (*cells, *[""] * (width - len(cells)))

    rows, log, counts = parse(
        [
            HEADER,
            line("I. Khối giáo dục"),
            GOOD,
            line("", "Cộng", *[""] * 6, 15_000_000.0),
            line(),
            row(code="S2", title="Cộng đồng học tập"),
            line("Tổng cộng", "", "", "", "", "", "", "", 30_000_000.0),
            line("", "", "", "", "", "", "Lạng Sơn, ngày 15 tháng 7 năm 2022"),
            line("", "NGƯỜI LẬP", "", "", "", "", "CHỦ TỊCH"),
            line("", "Nguyễn Văn B"),
        ]
    )
    assert [r.code for r in rows] == ["S1", "S2"]
    assert counts.skipped == {"head": 1, "section": 1, "total": 2, "blank": 1, "signature": 3}
    assert counts.rejected == 0
    assert log.counts[IssueCode.ROW_SKIPPED_TOTAL] == 2


def test_a_company_is_no_total_row() -> None:
    rows, _, _ = parse([HEADER, row(code="", title="Công tác mới", unit="", authors="")])
    assert len(rows) == 1


def test_merged_units_speak_for_every_row_they_cover() -> None:
    start = SheetStart(0, "A", merges=((2, 4, 3, 4), (2, 5, 3, 5)))
    rows, log, _ = parse([HEADER, GOOD, row(code="S2", unit="", superior=""), row(code="S3")], start)
    assert [r.unit_id for r in rows] == [4, 4, 4]
    assert log.counts[IssueCode.CELLS_FILLED] == 1
    # Control: without the merge the blank row is rejected.
    rows, _, counts = parse([HEADER, GOOD, row(code="S2", unit="", superior=""), row(code="S3")])
    assert counts.rejected == 1


def test_error_cells_reject_only_rows_whose_used_column_they_hit() -> None:
    start = SheetStart(0, "A", error_cells=((2, 9), (3, 30)), empty_formulas=((4, 2),))
    rows, log, _ = parse([HEADER, row(savings=""), row(code="S2"), row(code="S3", title="")], start)
    assert [r.code for r in rows] == ["S2"]
    assert {i.code for i in log} == {IssueCode.CELL_ERROR, IssueCode.CELL_FORMULA_EMPTY}


def test_ragged_rows_of_a_text_file_are_rejected() -> None:
    _, log, counts = parse([HEADER, GOOD, row(code="S2")], widths=[10, 10, 7])
    assert counts.rejected == 1
    assert [i.code for i in log] == [IssueCode.ROW_RAGGED]


def test_a_sheet_named_after_its_superior_needs_no_column_for_it() -> None:
    header = [h for h in HEADER if h != "CĐ cấp trên trực tiếp"]
    cells = [value for name, value in zip(HEADER, GOOD, strict=True) if name != "CĐ cấp trên trực tiếp"]
    cells[header.index("CĐCS")] = "Trường Z"
    (one,), _, _ = parse([header, cells], SheetStart(0, "LĐLĐ H. Tràng Định"))
    assert one.unit_id == 2


def test_a_row_without_code_gets_its_fingerprint() -> None:
    (one,), _, _ = parse([HEADER, row(code="")])
    again, _, _ = parse([HEADER, row(code="", title="ĐỔI MỚI  dạy học")])
    assert one.code.startswith("F-")
    assert one.code == again[0].code
    assert fingerprint("a", "b", 1, None) != fingerprint("a", "b", 2, None)


def test_the_author_order_does_not_change_a_fingerprint() -> None:
    day = datetime.combine(date(2022, 5, 31), datetime.min.time(), ZONE)
    assert fingerprint("a", "an\nbinh", 1, day) == fingerprint("a", "binh\nan", 1, day)


def test_issues_beyond_the_most_of_a_kind_are_counted_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issues, "KEPT_PER_CODE", 50)
    many = [row(code=f"S{n}", field="Thiên văn") for n in range(70)]
    _, log, _ = parse([HEADER, *many])
    assert log.counts[IssueCode.FIELD_UNKNOWN] == 70
    assert len(list(log)) == 50
    assert log.left_out == 20


def test_money_adds_up_to_the_dong() -> None:
    amounts = [12_345_678, 1, 999_999_999_999, 50_000]
    rows, _, _ = parse([HEADER, *(row(code=f"S{n}", savings=float(a)) for n, a in enumerate(amounts))])
    assert sum(r.savings_vnd or 0 for r in rows) == sum(amounts)
