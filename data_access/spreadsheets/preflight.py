"""Role: looks at a zipped workbook before the parser does: sizes, tricks, and what its sheets claim to hold.

Finding: a workbook of 2 KB (one far cell, a huge row number, an inflated count of strings) aborts the
parser's process. So every part the parser will read is streamed here first, which also proves its CRC.
"""

import errno
import html
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data_access.spreadsheets.detect import ZIP_DAMAGE, Kind
from data_access.spreadsheets.limits import Limits
from data_access.spreadsheets.process import Beat, nobody
from data_access.spreadsheets.raw import FailureCode, ReadFailure
from data_access.spreadsheets.sheetscan import BLOCK, SheetFacts, StringFacts, scan_sheet, scan_strings
from data_access.spreadsheets.tags import Refused

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_DATE_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true)[\"']")
_MARKUP = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass
class Facts:
    """What the preflight knows; ``sheets`` by sheet name, for xlsx only."""

    unpacked_bytes: int = 0
    date_1904: bool = False
    sheets: dict[str, SheetFacts] = field(default_factory=dict)


class _Container:
    """The parts of an opened archive, streamed; ``beat`` is told after each block how much was read."""

    def __init__(self, archive: zipfile.ZipFile, unpacked_bytes: int, beat: Beat) -> None:
        self._archive, self._total, self._beat = archive, unpacked_bytes, beat
        self._done = 0
        self.parts = archive.infolist()

    def blocks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """One part."""
        with self._archive.open(info) as stream:
            first = True
            while block := stream.read(BLOCK):
                if first and block.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
                    raise Refused(FailureCode.HOSTILE, "utf-16 part")  # would hide a DOCTYPE from us
                first = False
                yield block
                self._done += len(block)
                self._beat(min(self._done, self._total), self._total)


def preflight(
    path: Path,
    kind: Kind,
    limits: Limits,
    measured: Callable[[int], None] | None = None,
    beat: Beat = nobody,
) -> Facts | ReadFailure:
    """Refuse a hostile or damaged container, else say what its sheets hold; a third of the reading time.

    ``measured`` is told the unpacked size as soon as the list of parts was found in order; ``beat`` then
    after every few megabytes how many of these bytes were looked at. It may raise.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            facts = _directory(archive, limits)
            if measured is not None:
                measured(facts.unpacked_bytes)
            container = _Container(archive, facts.unpacked_bytes, beat)
            if kind is Kind.XLSX:
                _xlsx(container, facts, limits)
            else:
                for info in container.parts:
                    if info.filename.endswith((".xml", ".rels", ".bin")):
                        _read_through(container, info, limits)
            return facts
    except Refused as refused:
        return ReadFailure(refused.code, refused.reason, refused.sheet)
    except NotImplementedError:
        return ReadFailure(FailureCode.HOSTILE, "compression method")
    except ZIP_DAMAGE:
        return ReadFailure(FailureCode.DAMAGED, "zip")
    except OSError as error:
        # The file was read a moment ago: what has no or an odd number now is a place that is not in it.
        is_damage = error.errno in (None, errno.EINVAL)
        return ReadFailure(FailureCode.DAMAGED if is_damage else FailureCode.UNREADABLE, type(error).__name__)


def _directory(archive: zipfile.ZipFile, limits: Limits) -> Facts:
    infos = archive.infolist()
    if len(infos) > limits.entries:
        raise Refused(FailureCode.HOSTILE, "entries")
    names = set()
    for info in infos:
        if info.flag_bits & 1:
            raise Refused(FailureCode.PASSWORD, "encrypted entry")
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or (parts[0] == "" and len(parts) > 1 and parts[1] == "") or ":" in parts[0]:
            raise Refused(FailureCode.HOSTILE, "path")
        if info.filename in names:
            raise Refused(FailureCode.HOSTILE, "same entry twice")
        names.add(info.filename)
        packs_too_well = info.file_size > limits.ratio * max(info.compress_size, 1)
        if info.file_size > limits.ratio_from_bytes and packs_too_well:
            raise Refused(FailureCode.HOSTILE, "ratio")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise Refused(FailureCode.TOO_LARGE, "unpacked size")
    if any(name.endswith("META-INF/manifest.xml") for name in names):
        manifest = archive.read("META-INF/manifest.xml")[: 1 << 20] if _small(archive) else b""
        if b"encryption-data" in manifest:
            raise Refused(FailureCode.PASSWORD, "ods")
    return Facts(unpacked_bytes=total)


def _small(archive: zipfile.ZipFile) -> bool:
    return archive.getinfo("META-INF/manifest.xml").file_size < 1 << 20


def _xlsx(container: _Container, facts: Facts, limits: Limits) -> None:
    by_name = {info.filename.lstrip("/").replace("\\", "/").lower(): info for info in container.parts}
    small: dict[str, bytes] = {}
    for name, info in by_name.items():
        is_part = name.endswith((".xml", ".rels")) and "/worksheets/" not in name
        if is_part and not name.endswith("sharedstrings.xml"):
            small[name] = _read_through(container, info, limits, keep="workbook" in name)
    book = next((body for name, body in small.items() if name.endswith("workbook.xml")), b"")
    facts.date_1904 = bool(_DATE_1904.search(book))
    relations = next((body for name, body in small.items() if name.endswith("workbook.xml.rels")), b"")
    strings = StringFacts()
    for name, info in by_name.items():
        if name.endswith("sharedstrings.xml"):
            strings = scan_strings(container.blocks(info), info.file_size, limits)
    for sheet_name, target in _sheet_parts(book, relations):
        found = by_name.get(target)
        if found is not None and target.endswith(".xml") and "/chartsheets/" not in target:
            try:
                facts.sheets[sheet_name] = scan_sheet(container.blocks(found), strings, limits)
            except Refused as refused:
                raise Refused(refused.code, refused.reason, sheet_name) from refused


def _sheet_parts(book: bytes, relations: bytes) -> Iterator[tuple[str, str]]:
    """Sheet names with the (lower-case) names of their parts."""
    targets = {_attribute(r, "Id"): _attribute(r, "Target") for r in _RELATION.findall(relations)}
    for tag in _SHEET.findall(book):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        full = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield _attribute(tag, "name"), full.removeprefix("xl/./").lower()


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"\s" + name.encode() + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    text = (found.group(1) or found.group(2) or b"") if found else b""
    return html.unescape(text.decode("utf-8", "replace"))


def _read_through(container: _Container, info: zipfile.ZipInfo, limits: Limits, keep: bool = False) -> bytes:
    """Read a part to its end (its CRC is checked there) and refuse what no spreadsheet program writes."""
    if keep and info.file_size > limits.small_part_bytes:
        raise Refused(FailureCode.HOSTILE, "part size")
    kept, tail = [], b""
    for block in container.blocks(info):
        if _MARKUP.search(tail + block):
            raise Refused(FailureCode.HOSTILE, "doctype")
        tail = block[-16:]
        if keep:
            kept.append(block)
    return b"".join(kept)
