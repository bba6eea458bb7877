"""Role: the corpus, third part: text tables and what calls itself .xls – encodings, quotes, impostors."""

import unicodedata

from tests.odd.case import OK, Case, F, N, R
from tests.odd.makers import biff, csv_text, edited, ole, plain, text, xls, xlsx
from tests.odd.old_letters import in_tcvn3, in_vni, in_windows_1258
from tests.odd.rows import HEADER, good, table

_ROWS = [list(HEADER), good(1), good(2)]
_TEXT = csv_text(_ROWS)
_TITLE = "Cải tiến quy trình số 1"
_TITLED = {"title": _TITLE}
_TWICE_ENCODED = _TEXT.encode().decode("latin-1")  # as a program does that takes each byte for a letter
_TWICE_1252 = "".join(
    bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) for b in _TEXT.encode()
)
_HTML = "<table><tr>" + "".join(f"<td>{h}</td>" for h in HEADER) + "</tr></table>"
_XML_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"/></Workbook>'
)
_MHTML = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Type: text/html\n\n'
    + _HTML
)
_STREAM = biff(table())


def _legacy(rows: list[list[object]], spell: object) -> list[list[object]]:
    return [[spell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]  # type: ignore[operator]


def _flip(place: float) -> object:
    def change(body: bytes) -> bytes:
        at = int(len(body) * place)
        return body[:at] + bytes([body[at] ^ 0x55]) + body[at + 1 :]

    return change


TEXTS = [
    *(
        Case(f"csv in {encoding}", text(_TEXT, encoding), OK, accepted=2, stored=_TITLED)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
    ),
    Case(
        "csv in UTF-16 BE with its mark",
        plain("xuat.csv", b"\xfe\xff" + _TEXT.encode("utf-16-be")),
        OK,
        accepted=2,
        stored=_TITLED,
    ),
    Case("csv in Windows-1258", plain("xuat.csv", in_windows_1258(_TEXT)), OK, accepted=2, stored=_TITLED),
    Case(
        "csv in TCVN3",
        plain("xuat.csv", in_tcvn3(_TEXT).encode("latin-1")),
        N,
        "text_repaired",
        "TCVN3",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "csv in VNI",
        plain("xuat.csv", in_vni(_TEXT).encode("latin-1")),
        N,
        "text_repaired",
        "VNI",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "TCVN3 letters in an xlsx",
        xlsx(_legacy(_ROWS, in_tcvn3)),
        N,
        "text_repaired",
        "TCVN3",
        "Sáng kiến",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "VNI letters in an xlsx",
        xlsx(_legacy(_ROWS, in_vni)),
        N,
        "text_repaired",
        "VNI",
        "Sáng kiến",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "TCVN3 letters saved as UTF-8",
        text(in_tcvn3(_TEXT)),
        N,
        "text_repaired",
        "TCVN3",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "UTF-8 encoded twice",
        text(_TWICE_ENCODED),
        N,
        "text_encoded_twice",
        "hai lần",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "UTF-8 encoded twice by Windows",
        text(_TWICE_1252),
        N,
        "text_encoded_twice",
        "hai lần",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "UTF-8 encoded twice in an xlsx",
        xlsx(_legacy(_ROWS, lambda s: s.encode().decode("latin-1"))),
        N,
        "text_encoded_twice",
        "hai lần",
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "letters and tones apart (NFD)",
        text(unicodedata.normalize("NFD", _TEXT)),
        N,
        "text_spelled",
        "chữ và dấu tách rời",
        row=2,
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "letters and tones apart in an xlsx",
        xlsx([HEADER, good(1), [unicodedata.normalize("NFD", str(cell)) for cell in good(2)]]),
        N,
        "text_spelled",
        "chữ và dấu tách rời",
        "Sáng kiến",
        3,
        accepted=2,
    ),
    *(
        Case(f"separated by {name}", text(csv_text(_ROWS, separator)), OK, accepted=2, stored=_TITLED)
        for name, separator in ((";", ";"), (",", ","), ("tab", "\t"), ("|", "|"))
    ),
    Case("a line sep=", text("sep=|\n" + csv_text(_ROWS, "|")), OK, accepted=2, stored=_TITLED),
    Case("a line sep= with a letter", text("sep=a\n" + csv_text(_ROWS, ";")), F, "no_table", "tiêu đề"),
    Case("old Mac line ends", text(csv_text(_ROWS, end="\r")), OK, accepted=2, stored=_TITLED),
    Case("Windows line ends", text(csv_text(_ROWS, end="\r\n")), OK, accepted=2, stored=_TITLED),
    Case(
        "a line break in quotes",
        text(csv_text(table(title="Cải tiến\nhai dòng"))),
        OK,
        accepted=2,
        stored={"title": "Cải tiến\nhai dòng"},
    ),
    Case(
        "a quote that is never closed",
        text(_TEXT + 'S3;"Cải tiến;An\nS4;b;c\n'),
        F,
        "file_unclosed_quote",
        "nháy kép",
        row=4,
    ),
    Case(
        "a quote as inches",
        text(csv_text(table()).replace(_TITLE, 'Ống 5" mới')),
        OK,
        accepted=2,
        stored={"title": 'Ống 5" mới'},
    ),
    Case(
        "rows of other widths",
        text(_TEXT + "S3;Cải tiến\n"),
        R,
        "row_ragged",
        "dấu phân cách",
        row=4,
        accepted=2,
    ),
    Case(
        "a row with too many fields",
        text(_TEXT.replace(_TITLE, "Cải;tiến")),
        R,
        "row_ragged",
        "11",
        row=2,
        accepted=1,
    ),
    Case(
        "control characters",
        text(csv_text(table(title="Cải\x01 tiến"))),
        N,
        "cell_cleaned",
        "ký tự điều khiển",
        row=2,
        column="Tên sáng kiến",
        accepted=2,
        stored={"title": "Cải tiến"},
    ),
    Case(
        "a zero byte in a text",
        text(csv_text(table(title="Cải\0 tiến"))),
        N,
        "cell_cleaned",
        row=2,
        accepted=2,
        stored={"title": "Cải tiến"},
    ),
    Case("csv header only", text(csv_text([HEADER])), F, "header_only", "chỉ có dòng tiêu đề"),
    Case("only a byte order mark", plain("xuat.csv", b"\xef\xbb\xbf\r\n"), F, "file_empty", "rỗng"),
    Case(
        "3.000 columns in a csv",
        text(";".join(["a"] * 3_000) + "\n"),
        F,
        "file_hostile",
        "cấu trúc bất thường",
    ),
    Case(
        "one field of 5 MB",
        text(csv_text([*_ROWS, ["S3", "a" * 5_000_000, *[""] * 8]])),
        F,
        "file_unclosed_quote",
        "nháy kép",
        row=4,
    ),
    Case(
        "Chinese in GB 18030",
        plain("xuat.csv", ("工会;创新;日期;单位\n" * 30).encode("gb18030")),
        F,
        "no_table",
        "tiêu đề",
    ),
    # What calls itself .xls
    Case("an .xls of Excel 97", xls(table()), OK, accepted=2, stored=_TITLED),
    Case("an .xls cut off", plain("xuat.xls", ole(_STREAM)[:1500]), F, "file_damaged", "bị hỏng"),
    Case("an .xls cut off in its header", plain("xuat.xls", ole(_STREAM)[:300]), F, word="Tệp"),
    Case(
        "an .xls whose stream is garbage",
        plain("xuat.xls", ole(bytes(range(256)) * 20)),
        F,
        "file_damaged",
        "bị hỏng",
    ),
    Case(
        "an .xls with a chain that goes round",
        edited(xls(table()), lambda b: b[:520] + b"\2\0\0\0" * 12 + b[568:]),
        F,
        word="Tệp",
    ),
    Case(
        "an OLE file of another program",
        plain("xuat.xls", ole(b"x" * 5_000, "WordDocument")),
        F,
        "file_not_a_spreadsheet",
        "không phải bảng tính",
    ),
    Case("an HTML table", plain("xuat.xls", _HTML.encode()), F, "file_html", "Lưu thành .xlsx"),
    Case(
        "an HTML page with a mark and a comment",
        plain("xuat.xls", b"\xef\xbb\xbf<!-- x -->\n<html>" + _HTML.encode()),
        F,
        "file_html",
        "trang web",
    ),
    Case(
        "an HTML page in UTF-16", plain("xuat.xls", _HTML.encode("utf-16")), F, "file_html", "Lưu thành .xlsx"
    ),
    Case("a web archive", plain("xuat.xls", _MHTML.encode()), F, "file_html", "Lưu thành .xlsx"),
    Case("an XML spreadsheet of 2003", plain("xuat.xls", _XML_2003.encode()), F, "file_xml_2003", "XML 2003"),
    Case(
        "UTF-16 text called .xls",
        text(csv_text(_ROWS, "\t"), "utf-16", "xuat.xls"),
        OK,
        accepted=2,
        stored=_TITLED,
    ),
    Case(
        "all 65.536 rows of an .xls",
        xls(
            [
                ("Mã SK", "Tên SK", "CĐCS", "Ngày gửi"),
                *([n, "Cải tiến", "CĐCS Trường Hoà Bình", "15/3/2022"] for n in range(65_535)),
            ]
        ),
        N,
        "sheet_full",
        "65.536",
        "Sáng kiến",
        accepted=65_535,
        seconds=60,
    ),
]
