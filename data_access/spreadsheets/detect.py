"""Role: what a file is by its content; its name and extension are not asked."""

import lzma
import re
import struct
import zipfile
import zlib
from enum import Enum
from pathlib import Path

from data_access.spreadsheets.raw import FailureCode, ReadFailure

HEAD_BYTES = 65_536
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OTHER_FORMATS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ",
    b"\x7fELF", b"SQLite format 3", b"RIFF", b"BM",
)  # fmt: skip

_HTML_STARTS = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div")
_COMMENTS = re.compile(rb"^(?:\s*<!--.*?-->)*\s*", re.DOTALL)
_ARCHIVE = re.compile(rb"mime-version:.{0,500}(?:multipart/related|text/html)", re.DOTALL)
"""A web page saved with its pictures in one file, as some programs export "Excel"."""

ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, RuntimeError,
    OverflowError, LookupError,
)  # fmt: skip
"""What a damaged zip makes the standard library raise; mutants found some that no document names."""


class Kind(Enum):
    """How a file is to be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def detect(path: Path) -> Kind | ReadFailure:
    """The kind by content, or why it is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        return ReadFailure(FailureCode.UNREADABLE, type(error).__name__)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return ReadFailure(FailureCode.EMPTY)
    if head.startswith(_OLE):
        return _ole(path)
    if zipfile.is_zipfile(path):
        return _zip(path)
    if head.startswith(b"PK\x03\x04"):
        return ReadFailure(FailureCode.DAMAGED, "truncated zip")
    if head.startswith(_OTHER_FORMATS):
        return ReadFailure(FailureCode.NOT_A_SPREADSHEET, "other format")
    return _text(head)


def _ole(path: Path) -> Kind | ReadFailure:
    """An OLE container is an old workbook, an encrypted new one, or another program's document."""
    names = path.read_bytes() if path.stat().st_size < 64 << 20 else path.open("rb").read(64 << 20)
    if "EncryptedPackage".encode("utf-16-le") in names:
        return ReadFailure(FailureCode.PASSWORD)
    if any(f"{name}\0".encode("utf-16-le") in names for name in ("Workbook", "Book")):
        return Kind.XLS
    return ReadFailure(FailureCode.NOT_A_SPREADSHEET, "ole without workbook")


def _zip(path: Path) -> Kind | ReadFailure:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mime = archive.read("mimetype")
                if b"opendocument.spreadsheet" in mime:
                    return Kind.ODS
    except (*ZIP_DAMAGE, OSError):
        return ReadFailure(FailureCode.DAMAGED, "zip directory")
    lower = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    if "xl/workbook.bin" in lower:
        return Kind.XLSB
    if any(name.endswith("workbook.xml") for name in lower):
        return Kind.XLSX
    return ReadFailure(FailureCode.NOT_A_SPREADSHEET, "zip without workbook")


def _text(head: bytes) -> Kind | ReadFailure:
    start = _COMMENTS.sub(b"", head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))[:4096].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return ReadFailure(FailureCode.XML_2003)
    if start.startswith(_HTML_STARTS) or _ARCHIVE.match(start):
        return ReadFailure(FailureCode.HTML)
    if start.startswith(b"<?xml"):
        code = FailureCode.HTML if b"<html" in start else FailureCode.NOT_A_SPREADSHEET
        return ReadFailure(code, "xml")
    control = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27)))
    if control * 20 > len(head):
        return ReadFailure(FailureCode.NOT_A_SPREADSHEET, "binary")
    return Kind.TEXT
