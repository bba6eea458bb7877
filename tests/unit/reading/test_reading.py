"""Role: whole files: good and odd ones come out as they stand, bad and hostile ones as one failure."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data_access.spreadsheets import (
    Event,
    FailureCode,
    RawChunk,
    ReadDone,
    ReadFailure,
    SheetEnd,
    SheetStart,
    read,
)
from tests.unit.reading.workbooks import BOOK, GOOD_ROWS, NS, cell, row, strings_part, workbook

FAR_CELL = row(1, cell("A1", "x")) + row(1048576, cell("XFD1048576", "y"))


def events(path: Path) -> list[Event]:
    return list(read(path))


def failure(path: Path) -> ReadFailure:
    last = events(path)[-1]
    assert isinstance(last, ReadFailure), last
    return last


def grid(path: Path, sheet: int = 0) -> list[list[object]]:
    """The rows of one sheet; fails when the file is refused."""
    seen = events(path)
    assert isinstance(seen[-1], ReadDone), seen[-1]
    rows: list[list[object]] = []
    for event in seen:
        if isinstance(event, RawChunk) and event.sheet == sheet:
            rows += [list(r) for r in zip(*event.columns, strict=True)]
    return rows


def test_a_workbook_comes_out_as_it_stands(tmp_path: Path) -> None:
    assert grid(workbook(tmp_path / "a.xlsx", GOOD_ROWS)) == [["Mã", "Tên"], ["S1", 12.5]]


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    assert grid(workbook(tmp_path / "a.csv", GOOD_ROWS)) == [["Mã", "Tên"], ["S1", 12.5]]


def test_truth_values_arrive_as_words(tmp_path: Path) -> None:
    rows = row(1, '<c r="A1" t="b"><v>1</v></c>', '<c r="B1"><v>1</v></c>')
    assert grid(workbook(tmp_path / "a.xlsx", rows)) == [["TRUE", 1]]


def test_blank_shared_strings_are_no_loss(tmp_path: Path) -> None:
    strings = strings_part("a", "", "  ", "b ")
    strings = strings.replace(
        "<si><t>b ", '<si><t xml:space="preserve"/></si><si/><si><t xml:space="preserve">b '
    )
    cells = "".join(f'<c r="{c}1" t="s"><v>{i}</v></c>' for i, c in enumerate("ABCDEF"))
    assert grid(workbook(tmp_path / "a.xlsx", row(1, cells), strings=strings))[0][0] == "a"


def test_rows_out_of_order_are_all_read(tmp_path: Path) -> None:
    rows = row(3, cell("A3", "c")) + row(1, cell("A1", "a"))
    assert grid(workbook(tmp_path / "a.xlsx", rows)) == [["a"], [""], ["c"]]


def test_prefixed_and_oddly_written_xml_is_read(tmp_path: Path) -> None:
    sheet = (
        f"<x:worksheet xmlns:x='{NS}'><x:sheetData>\n<x:row\n r='2'>"
        "<x:c\tr='B2' t='inlineStr'><x:is><x:t>q</x:t>"
        "</x:is></x:c><x:c r='C2'><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    path = workbook(tmp_path / "a.xlsx", "", extra={"xl/worksheets/sheet1.xml": sheet})
    assert grid(path) == [["", "", ""], ["", "q", 3]]


def test_error_cells_and_formulas_without_result_are_located(tmp_path: Path) -> None:
    rows = row(
        1, '<c r="A1" t="e"><v>#REF!</v></c>', '<c r="B1"><f>1+1</f></c>', '<c r="C1"><f>1+1</f><v>2</v></c>'
    )
    start = next(e for e in events(workbook(tmp_path / "a.xlsx", rows)) if isinstance(e, SheetStart))
    assert start.error_cells == ((1, 1),)
    assert start.empty_formulas == ((1, 2),)


def test_a_hidden_sheet_is_announced_and_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])  # type: ignore[union-attr]
    hidden = book.create_sheet("Ẩn")
    hidden.append(["secret"])
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    seen = events(tmp_path / "a.xlsx")
    assert any(isinstance(e, SheetStart) and e.hidden and e.name == "Ẩn" for e in seen)
    assert "secret" not in repr(seen)


def test_a_million_empty_formatted_rows_take_no_time(tmp_path: Path) -> None:
    rows = GOOD_ROWS + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))
    path = workbook(tmp_path / "a.xlsx", rows)
    started = time.perf_counter()
    assert len(grid(path)) == 2
    assert time.perf_counter() - started < 4  # 1 s on an idle machine


def _bomb(rows: str = GOOD_ROWS, **more: object) -> Callable[[Path], Path]:
    return lambda path: workbook(path, rows, **more)  # type: ignore[arg-type]


def _raw(body: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(body)
        return path

    return write


def _many_entries(path: Path) -> Path:
    return workbook(path, GOOD_ROWS, extra={f"xl/media/{n}.xml": "" for n in range(60_000)})


def _wrong_crc(path: Path) -> Path:
    workbook(path, GOOD_ROWS)
    body = bytearray(path.read_bytes())
    info = zipfile.ZipFile(io.BytesIO(bytes(body))).getinfo("xl/worksheets/sheet1.xml")
    place = bytes(body).rfind(b"xl/worksheets/sheet1.xml") - 46 + 16
    body[place : place + 4] = (info.CRC ^ 1).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    return path


def _truncated(path: Path) -> Path:
    workbook(path, GOOD_ROWS)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def _docx(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

BAD: dict[str, tuple[Callable[[Path], Path], FailureCode]] = {
    "empty": (_raw(b""), FailureCode.EMPTY),
    "only a byte order mark": (_raw(b"\xef\xbb\xbf\r\n"), FailureCode.EMPTY),
    "a Word document": (_docx, FailureCode.NOT_A_SPREADSHEET),
    "a PDF": (_raw(b"%PDF-1.7 ..."), FailureCode.NOT_A_SPREADSHEET),
    "bytes without sense": (_raw(bytes(range(1, 32)) * 50), FailureCode.NOT_A_SPREADSHEET),
    "a web page": (_raw(b"<html><table><tr><td>1</td></tr></table></html>"), FailureCode.HTML),
    "an XML spreadsheet of 2003": (
        _raw(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        FailureCode.XML_2003,
    ),
    "truncated": (_truncated, FailureCode.DAMAGED),
    "a wrong CRC": (_wrong_crc, FailureCode.DAMAGED),
    "encrypted": (
        _raw(
            bytes.fromhex("D0CF11E0A1B11AE1")
            + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le")
            + b"\0" * 600
        ),
        FailureCode.PASSWORD,
    ),
    "spaces without end": (
        _bomb(extra={"xl/worksheets/sheet1.xml": b" " * 200_000_000}),
        FailureCode.HOSTILE,
    ),
    "a giant shared string": (_bomb(strings=strings_part("a" * 3_000_000)), FailureCode.HOSTILE),
    "an inflated uniqueCount": (_bomb(strings=strings_part("a", unique=4_294_967_290)), FailureCode.HOSTILE),
    "entity expansion": (_bomb(head=ENTITY), FailureCode.HOSTILE),
    "an external entity": (_bomb(strings=EXTERNAL + strings_part("a")), FailureCode.HOSTILE),
    "an entity in the workbook part": (
        _bomb(extra={"xl/workbook.xml": EXTERNAL + BOOK}),
        FailureCode.HOSTILE,
    ),
    "an entity hidden by UTF-16": (
        _bomb(extra={"xl/workbook.xml": (EXTERNAL + BOOK).encode("utf-16")}),
        FailureCode.HOSTILE,
    ),
    "60.000 entries": (_many_entries, FailureCode.HOSTILE),
    "a far cell": (_bomb(FAR_CELL), FailureCode.HOSTILE),
    "a far cell in a near row": (
        _bomb(row(1, cell("A1", "x"), cell("B1048576", "y"), cell("ZZ900000", "y"))),
        FailureCode.HOSTILE,
    ),
    "a far cell with odd spelling": (
        _bomb(FAR_CELL.replace(' r="XFD', "\tr='xfd").replace('8576" t=', "8576' t=")),
        FailureCode.HOSTILE,
    ),
    "row 4294967290": (_bomb(row(4294967290, cell("A4294967290", "x"))), FailureCode.HOSTILE),
    "16.384 columns": (_bomb(row(1, cell("A1", "x"), cell("XFD1", "y"))), FailureCode.HOSTILE),
    "path traversal": (_bomb(extra={"../../evil.xml": "x"}), FailureCode.HOSTILE),
    "one cell twice": (_bomb(row(1, cell("A1", "x"), cell("A1", "y"))), FailureCode.DUPLICATE_CELL),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_its_reason(name: str, tmp_path: Path) -> None:
    make, code = BAD[name]
    path = make(tmp_path / "xau.xlsx")
    started = time.perf_counter()
    found = failure(path)
    assert found.code is code, found
    assert time.perf_counter() - started < 5


def test_control_the_parser_without_our_guard_dies_of_the_far_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "far.xlsx", FAR_CELL)
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30));"
        "import python_calamine as c; b = c.CalamineWorkbook.from_path(sys.argv[1]);"
        "b.get_sheet_by_index(0).to_python(); print('read')"
    )
    bare = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert bare.returncode != 0
    assert b"read" not in bare.stdout


def test_the_harmless_twin_of_each_trick_is_read(tmp_path: Path) -> None:
    far_style = GOOD_ROWS + row(3, '<c r="XFD3" s="1"/>')
    assert len(grid(workbook(tmp_path / "style.xlsx", far_style))) >= 2
    dimension = '<dimension ref="A1:XFD1048576"/>'
    lying = f'<worksheet xmlns="{NS}">{dimension}<sheetData>{GOOD_ROWS}</sheetData></worksheet>'
    path = workbook(tmp_path / "dimension.xlsx", "", extra={"xl/worksheets/sheet1.xml": lying})
    assert len(grid(path)) == 2
    comment = workbook(tmp_path / "comment.xlsx", "<!-- DOCTYPE -->" + GOOD_ROWS)
    assert len(grid(comment)) == 2


def test_macro_parts_and_links_are_left_alone(tmp_path: Path) -> None:
    link = "xl/externalLinks/externalLink1.xml"
    extra: dict[str, bytes | str] = {"xl/vbaProject.bin": b"\0" * 100, link: "<x/>"}
    assert len(grid(workbook(tmp_path / "a.xlsm", GOOD_ROWS, extra=extra))) == 2


def test_every_sheet_ends_with_its_counts(tmp_path: Path) -> None:
    end = next(e for e in events(workbook(tmp_path / "a.xlsx", GOOD_ROWS)) if isinstance(e, SheetEnd))
    assert (end.rows, end.cells) == (2, 4)
