"""Role: builds small workbooks, good and hostile, for the reading tests."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{NS}" xmlns:r="{REL}">'
    '<sheets><sheet name="Trang 1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(
    path: Path,
    rows: str,
    *,
    strings: str = "",
    head: str = "",
    extra: Mapping[str, bytes | str] | None = None,
) -> Path:
    """A minimal xlsx whose sheetData holds ``rows`` as given."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": (
            f'<?xml version="1.0"?>{head}<worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'
        ),
        "xl/sharedStrings.xml": strings
        or f'<?xml version="1.0"?><sst xmlns="{NS}" count="0" uniqueCount="0"></sst>',
    }
    parts.update(extra or {})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    path.write_bytes(buffer.getvalue())
    return path


def cell(ref: str, text: str) -> str:
    """A cell with inline text."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row element."""
    return f'<row r="{number}">{"".join(cells)}</row>'


GOOD_ROWS = row(1, cell("A1", "Mã"), cell("B1", "Tên")) + row(
    2, cell("A2", "S1"), '<c r="B2"><v>12.5</v></c>'
)


def strings_part(*texts: str, unique: int | None = None) -> str:
    """A shared strings part."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    count = len(texts) if unique is None else unique
    return f'<?xml version="1.0"?><sst xmlns="{NS}" count="{count}" uniqueCount="{count}">{items}</sst>'
