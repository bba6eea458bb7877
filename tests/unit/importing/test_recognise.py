"""Role: the table is found wherever it stands, and its columns by meaning."""

import pytest

from dashboard.importing.recognise import SheetMapping, recognise
from data_access.spreadsheets.raw import Cell
from data_access.vocabulary import ImportKind
from tests.unit.importing.sheets import GOOD, HEADER


def _keys(rows: list[tuple[Cell, ...]]) -> dict[str, str | None]:
    found = recognise(rows)
    assert found is not None
    return {guess.header: guess.key for guess in found.guesses}


def _found(rows: list[tuple[Cell, ...]]) -> SheetMapping:
    found = recognise(rows)
    assert found is not None
    return found


@pytest.mark.parametrize("above", [0, 1, 4, 8])
def test_the_header_is_found_under_title_lines(above: int) -> None:
    titles: list[tuple[Cell, ...]] = [("LIÊN ĐOÀN LAO ĐỘNG TỈNH", *[""] * 9)] * above
    found = _found([*titles, HEADER, GOOD])
    assert (found.kind, found.header_row, found.first_row) == (ImportKind.INITIATIVES, above, above + 1)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Chương trình", "Giai đoạn", "Từ ngày", "Đến ngày"), ImportKind.PROGRAMMES),
        (("Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Số đoàn viên"), ImportKind.UNITS),
        (("Đơn vị", "Giai đoạn", "Chỉ tiêu"), ImportKind.TARGETS),
        (("TT", "Đ.vị", "Chỉ tiêu GĐ1", "Chỉ tiêu giai đoạn 2", "Cả chương trình"), ImportKind.TARGETS),
        (HEADER, ImportKind.INITIATIVES),
        (("Đơn vị", "Giai đoạn", "Tính đến", "Chỉ tiêu", "Kết quả", "Xếp hạng", "Tổng số đơn vị", "Nguồn"),
         ImportKind.PUBLISHED),
        (("programme", "unit", "phase", "as_of", "measure", "target", "target_basis", "result",
          "printed_percent", "rank", "rank_of", "value_vnd", "value_words", "source"), ImportKind.PUBLISHED),
    ],
)  # fmt: skip
def test_the_kind_follows_from_the_columns(header: tuple[str, ...], kind: ImportKind) -> None:
    found = _found([header, tuple("" for _ in header)])
    assert (found.kind, found.missing) == (kind, ())


def test_abbreviated_and_misspelled_headers_are_understood() -> None:
    header = (
        "TT",
        "Mã SK",
        "Tên SK",
        "TG",
        "Đ.vị",
        "CĐ cấp trên TTCS",
        "Ngày nộp",
        "Trạng tháj",
        "GTLL (triệu đồng)",
    )
    found = _found([header, ("",) * 9])
    assert {g.header: g.key for g in found.guesses} == dict(
        zip(
            header,
            ("numbering", "code", "title", "authors", "unit", "superior", "submitted", "status", "savings"),
            strict=True,
        )
    )
    assert found.columns["savings"].multiplier == 1_000_000
    assert found.columns["status"].sureness < 0.95


def test_a_header_of_two_rows_is_joined() -> None:
    top = ("Mã sáng kiến", "Tên sáng kiến", "Đơn vị", "", "Ngày", "", "Giá trị làm lợi")
    below = ("", "", "CĐCS", "CĐ cấp trên trực tiếp", "gửi", "công nhận", "(triệu đồng)")
    found = _found([top, below, ("S1", "x", "a", "b", "31/5/2022", "", 12.0)])
    assert found.first_row == 2
    assert set(found.columns) >= {"code", "title", "submitted", "recognised", "savings"}
    assert found.columns["savings"].multiplier == 1_000_000


def test_the_row_that_numbers_the_columns_is_no_data() -> None:
    numbers = tuple(f"({n})" for n in range(1, 11))
    assert _found([HEADER, numbers, GOOD]).first_row == 2
    assert _found([HEADER, GOOD]).first_row == 1


def test_a_missing_required_column_is_named() -> None:
    found = _found([tuple(h for h in HEADER if h != "Tên sáng kiến"), GOOD[:9]])
    assert not found.is_complete
    assert ("title",) in found.missing


def test_the_same_header_twice_is_noticed() -> None:
    assert _found([(*HEADER, "Ngày gửi"), (*GOOD, "")]).twice == ("Ngày gửi",)
    assert _found([(*HEADER, "Ghi chú", "Ghi chú"), (*GOOD, "", "")]).twice == ()


def test_a_column_without_a_telling_name_is_known_by_its_content() -> None:
    header = tuple("Thời gian thực hiện" if h == "Ngày gửi" else h for h in HEADER)
    found = _found([header, GOOD, GOOD, GOOD])
    assert found.columns["submitted"].how == "content"
    # Control: the same header over other content says nothing.
    other = tuple("lâu" if value == "31/5/2022" else value for value in GOOD)
    assert "submitted" not in _found([header, other, other, other]).columns


def test_personal_columns_are_dropped() -> None:
    found = _found([(*HEADER, "Số CCCD", "Điện thoại"), (*GOOD, "1", "2")])
    assert found.personal == ("Số CCCD", "Điện thoại")
    assert "Số CCCD" not in {guess.header for guess in found.guesses}


def test_prose_has_no_table() -> None:
    assert recognise([("Kính gửi: các đồng chí",), ("Thực hiện kế hoạch",)]) is None


def test_other_order_and_unknown_columns_do_no_harm() -> None:
    keys = _keys([("Cột lạ", *reversed(HEADER)), ("?", *reversed(GOOD))])
    assert keys["Cột lạ"] is None
    assert keys["Tên sáng kiến"] == "title"
