"""Role: the corpus, first part: containers – damaged, hostile, locked, oddly written, and honest ones."""

import zipfile
from pathlib import Path

from tests.odd.case import OK, Case, F, R
from tests.odd.makers import (
    GOOD_XML,
    Make,
    cell_xml,
    edited,
    ods,
    ods_parts,
    plain,
    raw,
    rows_xml,
    sheet_part,
    xlsb,
    xlsx,
    zipped,
)
from tests.odd.rows import HEADER, good, table
from tests.unit.reading.workbooks import BOOK, BOOK_RELS, NS, row, strings_part

_SHEET = "xl/worksheets/sheet1.xml"
_EXPANSION = (
    '<!DOCTYPE x [<!ENTITY a "0123456789"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_REQUEST = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_GOOD = xlsx([HEADER, good(1), good(2)])


def _crc(folder: Path) -> Path:
    path = raw()(folder)
    with zipfile.ZipFile(path) as archive:
        crc = archive.getinfo(_SHEET).CRC
    body = bytearray(path.read_bytes())
    at = bytes(body).rfind(_SHEET.encode()) - 46 + 16
    body[at : at + 4] = (crc ^ 1).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    return path


def _spaces(folder: Path) -> Path:
    """A gigabyte of spaces in a megabyte, written without ever holding it."""
    path = raw()(folder)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        block = b" " * (8 << 20)
        for _ in range(128):
            part.write(block)
    return path


def _lying_size(folder: Path) -> Path:
    """A sheet of 64 MB that the directory calls 1 KB long."""
    path = raw(extra={_SHEET: sheet_part(GOOD_XML) + " " * (64 << 20)})(folder)
    body = bytearray(path.read_bytes())
    at = bytes(body).rfind(_SHEET.encode()) - 46
    body[at + 24 : at + 28] = (1024).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    return path


def _twice(folder: Path) -> Path:
    path = raw()(folder)
    with zipfile.ZipFile(path, "a") as archive:
        # The name is changed behind the library's back, which would warn of it.
        archive.writestr("xl/worksheets/sheet9.xml", sheet_part(rows_xml([HEADER, good(9)])))
    path.write_bytes(path.read_bytes().replace(b"sheet9.xml", b"sheet1.xml"))
    return path


def _broken_mimetype(folder: Path) -> Path:
    """An ods whose first part does not unpack: found by a mutant, it once raised out of the recognition."""
    path = ods(table())(folder)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("mimetype").header_offset + 30 + len("mimetype")
    body = path.read_bytes()
    path.write_bytes(body[:at] + b"\xff" * 20 + body[at + 20 :])
    return path


def _unknown_method(folder: Path) -> Path:
    """A part that says it is packed with LZMA and is not."""
    path = raw()(folder)
    body = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(_SHEET).header_offset
    for place in (at + 8, bytes(body).rfind(_SHEET.encode()) - 46 + 10):
        body[place : place + 2] = (14).to_bytes(2, "little")
    path.write_bytes(bytes(body))
    return path


def _encrypted_entry(folder: Path) -> Path:
    path = raw()(folder)
    body = bytearray(path.read_bytes())
    body[bytes(body).rfind(_SHEET.encode()) - 46 + 8] |= 1
    path.write_bytes(bytes(body))
    return path


def _hostile(name: str, make: Make) -> Case:
    return Case(name, make, F, "file_hostile", "cấu trúc bất thường")


def _damaged(name: str, make: Make) -> Case:
    return Case(name, make, F, "file_damaged", "bị hỏng")


def _strict() -> Make:
    """Strict OOXML: other namespaces for the same things."""

    def convert(text: str) -> str:
        strict = "http://purl.oclc.org/ooxml"
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{strict}/spreadsheetml/main"
        )
        return text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            f"{strict}/officeDocument/relationships",
        )

    return raw(
        extra={
            _SHEET: convert(sheet_part(GOOD_XML)),
            "xl/workbook.xml": convert(BOOK),
            "xl/_rels/workbook.xml.rels": convert(BOOK_RELS),
        }
    )


def _repeated(rows: int, columns: int, text: str = "") -> str:
    """One ods row that stands for many."""
    inside = f'office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text else "/>"
    return (
        f'<table:table-row table:number-rows-repeated="{rows}">'
        f'<table:table-cell table:number-columns-repeated="{columns}" {inside}</table:table-row>'
    )


_FAR_STYLE = GOOD_XML + '<row r="4"><c r="XFD4" s="1"/></row>'
_DIMENSION = sheet_part(GOOD_XML, '<dimension ref="A1:XFD1048576"/>')
_PREFIXED = GOOD_XML.replace("<", "<x:").replace("<x:/", "</x:")
_UPPER = "xl/WorkSheets/Sheet1.xml"

CONTAINERS = [
    Case("an empty file", plain("xuat.xlsx", b""), F, "file_empty", "rỗng"),
    Case("only zero bytes", plain("xuat.xlsx", b"\0" * 5_000), F, "file_empty", "rỗng"),
    Case(
        "bytes without sense",
        plain("xuat.xlsx", bytes(range(1, 32)) * 50),
        F,
        "file_not_a_spreadsheet",
        ".csv",
    ),
    Case(
        "a PDF called xlsx", plain("xuat.xlsx", b"%PDF-1.7\n%abc"), F, "file_not_a_spreadsheet", "bảng tính"
    ),
    Case(
        "a picture called xlsx",
        plain("xuat.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99),
        F,
        "file_not_a_spreadsheet",
    ),
    Case(
        "prose called xlsx",
        plain("xuat.xlsx", "Kính gửi các đồng chí.\nXin chào.".encode()),
        F,
        "no_table",
        "Tên sáng kiến",
    ),
    Case(
        "a Word document called xlsx",
        zipped("xuat.xlsx", {"word/document.xml": "<w/>"}),
        F,
        "file_not_a_spreadsheet",
    ),
    Case(
        "a plain zip called xlsx",
        zipped("xuat.xlsx", {"xuat.csv": "a;b"}),
        F,
        "file_not_a_spreadsheet",
        "không phải bảng tính",
    ),
    Case("an empty zip", zipped("xuat.xlsx", {}), F, "file_not_a_spreadsheet"),
    Case(
        "a presentation's zip with a workbook inside",
        zipped("xuat.xlsx", {"ppt/embeddings/book.xlsx": b"PK"}),
        F,
        "file_not_a_spreadsheet",
    ),
    _damaged("truncated at its end", edited(_GOOD, lambda b: b[:-300])),
    _damaged("truncated at half", edited(_GOOD, lambda b: b[: len(b) // 2])),
    _damaged("only the first bytes", edited(_GOOD, lambda b: b[:40])),
    _damaged("a wrong CRC", _crc),
    _damaged("an ods whose type does not unpack", _broken_mimetype),
    _damaged("a part packed otherwise than it says", _unknown_method),
    Case("junk in front", edited(_GOOD, lambda b: b"\r\nHTTP junk\r\n" * 9 + b), OK, accepted=2),
    Case("junk behind", edited(_GOOD, lambda b: b + b"\0" * 700), OK, accepted=2),
    Case(
        "encrypted by Office",
        plain("xuat.xlsx", _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600),
        F,
        "file_password",
        "bỏ mật khẩu",
    ),
    Case("an encrypted zip entry", _encrypted_entry, F, "file_password", "bỏ mật khẩu"),
    Case(
        "an encrypted ods",
        zipped(
            "xuat.ods",
            {**ods_parts(table()), "META-INF/manifest.xml": '<m><x:encryption-data xmlns:x="y"/></m>'},
        ),
        F,
        "file_password",
        "bỏ mật khẩu",
    ),
    _hostile("a gigabyte of spaces", _spaces),
    _damaged("a part longer than it says", _lying_size),
    _hostile("a giant shared string", raw(strings=strings_part("a" * 3_000_000))),
    Case(
        "a text of 3 MB in a cell",
        raw(rows_xml([HEADER, good(1, title="a" * 3_000_000), good(2)])),
        R,
        "text_too_long",
        "Rút gọn",
        "Trang 1",
        2,
        "Tên sáng kiến",
        1,
    ),
    _hostile("a text of 20 MB in a cell", raw(rows_xml([HEADER, good(1, title="a" * 20_000_000)]))),
    _hostile("entity expansion in a sheet", raw(head=_EXPANSION)),
    _hostile("an external entity in the strings", raw(strings=_EXTERNAL + strings_part("&a;"))),
    _hostile("an external request in the workbook", raw(extra={"xl/workbook.xml": _REQUEST + BOOK})),
    _hostile("entity expansion in the styles", raw(extra={"xl/styles.xml": _EXPANSION + "<styleSheet/>"})),
    _hostile("an entity behind UTF-16", raw(extra={"xl/workbook.xml": (_EXTERNAL + BOOK).encode("utf-16")})),
    _hostile("entity expansion in an ods", ods(table(), head=_EXPANSION)),
    _hostile("60.000 entries", raw(extra={f"xl/media/{n}.xml": "" for n in range(60_000)})),
    _hostile("a far cell", raw(GOOD_XML + row(1_048_576, cell_xml("XFD1048576", "x")))),
    _hostile("a far cell in the last row", raw(GOOD_XML + row(1_048_576, cell_xml("ZZ1048576", "x")))),
    _hostile("row 4294967290", raw(GOOD_XML + row(4_294_967_290, cell_xml("A4294967290", "x")))),
    _hostile("16.384 columns", raw(GOOD_XML + row(4, cell_xml("XFD4", "x")))),
    _hostile("an inflated uniqueCount", raw(strings=strings_part("a", unique=4_294_967_290))),
    _hostile("a path out of the zip", raw(extra={"../../../evil.xml": "x"})),
    _hostile("an absolute path with a drive", raw(extra={"C:/evil.xml": "x"})),
    _hostile("one entry twice", _twice),
    Case(
        "an ods that repeats a row a million times with text",
        ods(
            table(),
            _repeated(1_048_000, 1_000, "x"),
        ),
        F,
        word="Tệp",
    ),
    Case(
        "a missing sheet part",
        raw(extra={"xl/_rels/workbook.xml.rels": BOOK_RELS.replace("sheet1", "sheet7")}),
        F,
        "file_damaged",
        "hỏng",
    ),
    Case("broken XML in the sheet", raw(GOOD_XML + "<row r='4'><c r='A4'"), F, word="Tệp"),
    Case(
        "a workbook without sheets",
        raw(extra={"xl/workbook.xml": f'<workbook xmlns="{NS}"><sheets/></workbook>'}),
        F,
        "no_table",
        "Cần các cột",
    ),
    Case("a lying dimension", raw(extra={_SHEET: _DIMENSION}), OK, accepted=2),
    Case("a style in the last column", raw(_FAR_STYLE), OK, accepted=2),
    _hostile("a DOCTYPE, if only in a comment", raw("<!-- <!DOCTYPE -->" + GOOD_XML)),
    Case(
        "macros and external links",
        raw(
            extra={"xl/vbaProject.bin": b"\0" * 100, "xl/externalLinks/externalLink1.xml": "<x/>"},
            name="xuat.xlsm",
        ),
        OK,
        accepted=2,
    ),
    Case("a name that lies about the container", edited(_GOOD, bytes, "xuat.csv"), OK, accepted=2),
    Case("a binary workbook", xlsb(table()), OK, accepted=2),
    Case("an OpenDocument workbook", ods(table()), OK, accepted=2),
    Case(
        "an ods with a million empty rows behind",
        ods(
            table(),
            _repeated(1_048_570, 1_024),
        ),
        OK,
        accepted=2,
    ),
    Case("strict OOXML", _strict(), OK, accepted=2),
    Case(
        "a writer that prefixes every element",
        raw(
            extra={
                _SHEET: f"<x:worksheet xmlns:x='{NS}'><x:sheetData>{_PREFIXED}</x:sheetData></x:worksheet>"
            }
        ),
        OK,
        accepted=2,
    ),
    Case("a writer without cell references", raw(GOOD_XML.replace('<c r="', '<c zz="')), OK, accepted=2),
    Case(
        "parts in another case of letters",
        raw(
            extra={
                _UPPER: sheet_part(GOOD_XML),
                "xl/_rels/workbook.xml.rels": BOOK_RELS.replace("worksheets/sheet1", "WorkSheets/Sheet1"),
            }
        ),
        OK,
        accepted=2,
    ),
    Case(
        "an absolute target",
        raw(
            extra={
                "xl/_rels/workbook.xml.rels": BOOK_RELS.replace(
                    'Target="worksheets', 'Target="/xl/worksheets'
                )
            }
        ),
        OK,
        accepted=2,
    ),
    Case(
        "a million empty formatted rows",
        raw(GOOD_XML + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(4, 1_048_577))),
        OK,
        accepted=2,
    ),
]
