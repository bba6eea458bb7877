"""Role: text tables: encodings, separators, quotes and line numbers."""

from pathlib import Path

import pytest

from data_access.spreadsheets import FailureCode, RawChunk, ReadFailure, SheetStart, read

TABLE = "Mã;Tên sáng kiến;Giá trị\nS1;Cải tiến quy trình ở xưởng;1,5 tỷ\nS2;Dạy học trực tuyến;200 triệu\n"


def _chunk(path: Path) -> RawChunk:
    return next(e for e in read(path) if isinstance(e, RawChunk))


def _start(path: Path) -> SheetStart:
    return next(e for e in read(path) if isinstance(e, SheetStart))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_in_every_form_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode(encoding))
    assert _chunk(path).columns[1] == ["Tên sáng kiến", "Cải tiến quy trình ở xưởng", "Dạy học trực tuyến"]


def test_windows_1258_is_read(tmp_path: Path) -> None:
    import unicodedata

    text = "Mã;Tên sáng kiến\nS1;Đổi mới cách làm\n"
    # The code page keeps the five tones as marks of their own behind letters with their shape.
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    spelled = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(p for p in parts if p in marks)
        spelled += unicodedata.normalize("NFC", "".join(p for p in parts if p not in marks)) + tones
    path = tmp_path / "a.txt"
    path.write_bytes(spelled.encode("cp1258"))
    assert unicodedata.normalize("NFC", str(_chunk(path).columns[1][1])) == "Đổi mới cách làm"


def test_the_old_national_code_page_is_mended_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("S¸ng kiÕn c¶i tiÕn kü thuËt, n©ng cao chÊt l­îng\n".encode("cp1252") * 20)
    assert _chunk(path).columns[0][0] == "Sáng kiến cải tiến kỹ thuật"
    repair = _start(path).repair
    assert repair is not None
    assert (repair.name, repair.before[:4]) == ("TCVN3", "S¸ng")


def test_old_letters_without_a_known_word_are_refused_rather_than_garbled(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("x¸m b­ít r¹ch\n".encode("cp1252") * 20)
    assert list(read(path))[-1] == ReadFailure(FailureCode.ENCODING)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("DANH SÁCH\n" + TABLE.replace("1,5", "1.5").replace(";", separator), encoding="utf-8")
    text = _start(path).text
    assert text is not None
    assert text.separator == separator


def test_a_declared_separator_is_believed_and_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=|\na|b;c\n1|2;3\n", encoding="utf-8")
    chunk = _chunk(path)
    assert chunk.columns == [["a", "1"], ["b;c", "2;3"]]
    assert chunk.row_number(0) == 2


def test_a_quoted_line_break_keeps_the_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"x\ny";1\nz;2\n', encoding="utf-8")
    chunk = _chunk(path)
    assert chunk.columns[0] == ["a", "x\ny", "z"]
    assert [chunk.row_number(i) for i in range(3)] == [1, 2, 4]


def test_an_unclosed_quote_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a;b\n1;2\n3;"4\n5;6\n', encoding="utf-8")
    last = list(read(path))[-1]
    assert isinstance(last, ReadFailure)
    assert (last.code, last.row) == (FailureCode.UNCLOSED_QUOTE, 3)


def test_ragged_rows_tell_their_width(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b;c\n1;2;3\n1;2\n1;2;3;4\n", encoding="utf-8")
    assert _chunk(path).widths == [3, 3, 2, 4]
