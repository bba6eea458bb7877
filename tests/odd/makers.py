"""Role: writes files of every container, good ones and such as no honest program writes."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.odd.rows import HEADER, Row, good
from tests.unit.reading.workbooks import NS, REL, workbook

Make = Callable[[Path], Path]
"""Writes a file into the folder and returns its path."""

Parts = Mapping[str, bytes | str]


def plain(name: str, body: bytes) -> Make:
    """A file of these bytes."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(body)
        return path

    return make


def text(body: str, encoding: str = "utf-8", name: str = "xuat.csv") -> Make:
    """A text file."""
    return plain(name, body.encode(encoding))


def csv_text(rows: Sequence[Row], separator: str = ";", end: str = "\n") -> str:
    """Rows as text, quoted where needed."""

    def field(value: object) -> str:
        shown = str(value)
        quoted = shown.replace('"', '""')
        return f'"{quoted}"' if any(c in shown for c in f'{separator}"\n') else shown

    return "".join(separator.join(map(field, row)) + end for row in rows)


def xlsx(rows: Sequence[Row], change: Callable[[Worksheet], object] | None = None) -> Make:
    """Written by openpyxl, sheet "Sáng kiến"; ``change`` may spoil the sheet."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Sáng kiến"
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        if change is not None:
            change(sheet)
        path = folder / "xuat.xlsx"
        book.save(path)
        return path

    return make


def letter(column: int) -> str:
    """0 → A; enough for a table."""
    return chr(65 + column)


def cell_xml(reference: str, value: object) -> str:
    """A cell as XML."""
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    shown = escape(str(value))
    return f'<c r="{reference}" t="inlineStr"><is><t>{shown}</t></is></c>' if shown else ""


def rows_xml(rows: Sequence[Row], first: int = 1) -> str:
    """Rows as XML."""
    return "".join(
        f'<row r="{n}">' + "".join(cell_xml(f"{letter(c)}{n}", v) for c, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, first)
    )


GOOD_XML = rows_xml([HEADER, good(1), good(2)])


def raw(
    rows: str = GOOD_XML,
    *,
    extra: Parts | None = None,
    strings: str = "",
    head: str = "",
    name: str = "xuat.xlsx",
) -> Make:
    """An xlsx written by hand, its sheet called "Trang 1"."""
    return lambda folder: workbook(folder / name, rows, extra=extra, strings=strings, head=head)


def edited(make: Make, edit: Callable[[bytes], bytes], name: str | None = None) -> Make:
    """Another file with its bytes changed, perhaps under another name."""

    def made(folder: Path) -> Path:
        path = make(folder)
        path.write_bytes(edit(path.read_bytes()))
        return path.rename(folder / name) if name else path

    return made


def zipped(name: str, parts: Parts) -> Make:
    """A zip of these parts, in order."""

    def make(folder: Path) -> Path:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, body in parts.items():
                archive.writestr(part, body)
        (folder / name).write_bytes(buffer.getvalue())
        return folder / name

    return make


_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods_parts(rows: Sequence[Row], more: str = "", head: str = "") -> dict[str, bytes | str]:
    """The parts of an OpenDocument workbook. ``more``: rows as XML behind the others."""

    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        inside = f"<text:p>{escape(str(value))}</text:p>"
        return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {_ODS} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sáng kiến">{body}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }


def ods(rows: Sequence[Row], more: str = "", head: str = "") -> Make:
    """An OpenDocument workbook."""
    return zipped("xuat.ods", ods_parts(rows, more, head))


def _biff(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _biff_start(kind: int) -> bytes:
    return _biff(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 0x06))


def biff(rows: Sequence[Row]) -> bytes:
    """The workbook stream of an .xls (BIFF8) with one sheet; texts together below 8 KB."""
    texts: dict[str, int] = {}
    cells = []
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, int | float):
                cells.append(_biff(0x0203, struct.pack("<HHHd", r, c, 0, value)))
            elif value != "":
                index = texts.setdefault(str(value), len(texts))
                cells.append(_biff(0x00FD, struct.pack("<HHHI", r, c, 0, index)))
    strings = b"".join(struct.pack("<HB", len(t), 1) + t.encode("utf-16-le") for t in texts)
    assert len(strings) < 8_000, "longer ones need a CONTINUE record"
    name = "Sáng kiến".encode("utf-16-le")
    before = _biff_start(5) + _biff(0x0042, struct.pack("<H", 1200))
    after = _biff(0x00FC, struct.pack("<II", len(cells), len(texts)) + strings) + _biff(0x000A)
    size = 4 + 8 + len(name)
    sheet_at = len(before) + size + len(after)
    bound = _biff(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name) // 2, 1) + name)
    extent = _biff(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    return before + bound + after + _biff_start(0x10) + extent + b"".join(cells) + _biff(0x000A)


def ole(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream."""
    size = max(len(stream), 4096)  # shorter ones would live in the small-block stream
    body = stream.ljust(-(-size // 512) * 512, b"\0")
    blocks = len(body) // 512
    fats = 1
    while fats * 128 < fats + 1 + blocks:
        fats += 1
    assert fats <= 109
    end, free, is_fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    chain = [is_fat] * fats + [end] + [*range(fats + 2, fats + 1 + blocks), end]
    chain += [free] * (fats * 128 - len(chain))

    def entry(title: str, kind: int, child: int, start: int, length: int) -> bytes:
        raw_name = (title + "\0").encode("utf-16-le")
        return (
            raw_name.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw_name), kind, 1, free, free, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, length)
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, fats + 1, size)
    head = (
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
        + struct.pack("<IIIIIIIII", 0, fats, fats, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", *range(fats), *[free] * (109 - fats))
    )  # fmt: skip
    return head + struct.pack(f"<{len(chain)}I", *chain) + directory.ljust(512, b"\0") + body


def xls(rows: Sequence[Row]) -> Make:
    """An .xls of Excel 97."""
    return lambda folder: plain("xuat.xls", ole(biff(rows)))(folder)


def _binary_record(code: int, body: bytes = b"") -> bytes:
    head = bytes([code]) if code < 128 else bytes([code & 0x7F | 0x80, code >> 7])
    length, size = len(body), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def _wide(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def xlsb(rows: Sequence[Row]) -> Make:
    """A binary workbook."""
    book = (
        _binary_record(0x83)
        + _binary_record(0x8F)
        + _binary_record(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sáng kiến"))
        + _binary_record(0x90)
        + _binary_record(0x84)
    )
    width = max(map(len, rows))
    sheet = _binary_record(0x81) + _binary_record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    sheet += _binary_record(0x91)
    for r, row in enumerate(rows):
        sheet += _binary_record(0x00, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0))
        for c, value in enumerate(row):
            if isinstance(value, int | float):
                sheet += _binary_record(0x05, struct.pack("<IId", c, 0, value))
            elif value != "":
                sheet += _binary_record(0x06, struct.pack("<II", c, 0) + _wide(str(value)))
    sheet += _binary_record(0x92) + _binary_record(0x82)
    package = "http://schemas.openxmlformats.org/package/2006"
    types = (
        f'<?xml version="1.0"?><Types xmlns="{package}/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        "</Types>"
    )

    def relation(kind: str, target: str) -> str:
        return (
            f'<?xml version="1.0"?><Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/{kind}" Target="{target}"/></Relationships>'
        )

    return zipped(
        "xuat.xlsb",
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relation("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relation("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        },
    )


def sheet_part(rows: str, head: str = "", tail: str = "") -> str:
    """A whole sheet part, where ``raw`` with its plain frame is not enough."""
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{NS}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    )
