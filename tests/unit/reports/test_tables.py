"""Role: columns of a report's tables: figures in one piece, words share what is left."""

from decimal import Decimal

import pytest

from dashboard.reports.blocks import Cell, CellKind, Column, Table
from dashboard.reports.docx_tables import LEAST_FOR_WORDS, LETTER_CM, PADDING_CM, column_widths

NAME = "Công đoàn Khu kinh tế cửa khẩu Đồng Đăng – Lạng Sơn"


def table(*figures: str, words: int = 1) -> Table:
    columns = (*(Column(f"Cột {n}") for n in range(words)), *(Column("Số", CellKind.COUNT) for _ in figures))
    row = (*(Cell(NAME, NAME) for _ in range(words)), *(Cell(figure, 1) for figure in figures))
    return Table(columns, (row,))


@pytest.mark.parametrize("made", [table("3.001"), table(), table("1", words=0), table(*["1.234.567"] * 12)])
def test_columns_fill_the_width(made: Table) -> None:
    assert sum(column_widths(made, 16)) == pytest.approx(16)


def test_a_figure_has_room_in_one_line() -> None:
    widths = column_widths(table("3.001", "15.000.000.000"), 16)
    assert widths[1] >= 5 * LETTER_CM + PADDING_CM
    assert widths[2] >= 14 * LETTER_CM + PADDING_CM


def test_the_total_needs_room_as_well() -> None:
    without = table("1")
    with_total = Table(without.columns, without.rows, totals=(Cell("Cộng"), Cell("15.000.000.000", 1)))
    assert column_widths(with_total, 16)[1] > column_widths(without, 16)[1]


def test_words_keep_their_least_share_beside_many_figures() -> None:
    widths = column_widths(table(*["1.234.567"] * 12), 16)
    assert Decimal(widths[0]).quantize(Decimal("0.01")) == Decimal(str(16 * LEAST_FOR_WORDS))


def test_no_word_breaks_in_its_middle_while_another_column_has_room() -> None:
    columns = (Column("Đối tượng"), Column("Mã"), Column("Đề xuất"))
    row = (Cell("Tập thể"), Cell("SK22-000401"), Cell(NAME * 4))
    widths = column_widths(Table(columns, (row,)), 16)
    assert sum(widths) == pytest.approx(16)
    assert widths[0] >= 5 * LETTER_CM + PADDING_CM
    assert widths[1] >= 11 * LETTER_CM + PADDING_CM
    assert widths[2] > 8
