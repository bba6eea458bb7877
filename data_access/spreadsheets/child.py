"""Role: the child process: reads one workbook with calamine and streams it; imports nothing of the project.

Protocol on stdin: one pickled dict {path, memory, cpu_seconds, chunk_rows, chunk_cells, sliced_from,
slice_bytes}. On stdout: frames
of 4 bytes length (big endian) + pickle of one tuple; the first item says what it is. It may die at any
time (memory, a panic in the parser): the parent counts on that.
"""

import io
import pickle
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO
from xml.etree import ElementTree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DIMENSION = re.compile(rb"<dimension\b[^>]*>(?:</dimension>)?")

NUMBERED = re.compile(rb"<sheetData>\s*<row [^>]*\br=")
"""Rows say their number, as all known writers make them; without it a slice would begin at row 1."""

TAIL_BYTES = 8 << 20
"""What follows the rows: merged cells, validations, conditional formats."""


def send(out: BinaryIO, message: tuple[Any, ...]) -> None:
    """One frame."""
    body = pickle.dumps(message, protocol=5)
    out.write(struct.pack(">I", len(body)))
    out.write(body)


def limit(memory: int, cpu_seconds: int) -> None:
    """Let the system end this process when it takes more; where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (amount, amount))
        except (ValueError, OSError):
            continue  # a lower limit is already set from outside, or this system does not know it


def packed(column: tuple[Any, ...]) -> tuple[list[Any], int]:
    """A column ready to send, and how many of its cells are not blank.

    Equal texts become one object, which pickle sends once per frame and the parent hashes once.
    """
    kinds = set(map(type, column))
    if bool in kinds:
        column = tuple(("TRUE" if v else "FALSE") if type(v) is bool else v for v in column)
    distinct = {value: value for value in column}
    filled = len(column) - column.count("")
    if 2 * len(distinct) < len(column) and int not in kinds:
        return [distinct[value] for value in column], filled
    return list(column), filled


class Sender:
    """The rows of one sheet on their way out, counted."""

    def __init__(self, out: BinaryIO, index: int, chunk_rows: int, chunk_cells: int) -> None:
        self._out, self._index, self._rows, self._cells = out, index, chunk_rows, chunk_cells
        self.done = self._filled = 0

    def begin(self, sheet: Any) -> None:
        """Say that the sheet begins, with its blocks of merged rows."""
        tall = [m for m in (sheet.merged_cell_ranges or []) if m[1][0] > m[0][0]]
        merges = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in tall]
        send(self._out, ("sheet", self._index, merges))

    def rows(self, rows: Iterator[list[Any]], left: int, width: int) -> None:
        """Rows of ``width``; what stands left of the first used column is put back."""
        size = max(1, min(self._rows, self._cells // max(1, width)))
        while chunk := list(islice(rows, size)):
            columns: list[list[Any]] = [[""] * len(chunk)] * left
            for column in zip(*chunk, strict=True):
                values, filled = packed(column)
                columns.append(values)
                self._filled += filled
            self._send(len(chunk), columns)

    def blank(self, count: int) -> None:
        """Rows that the file leaves out."""
        while count > 0:
            height = min(count, self._rows)
            self._send(height, [])
            count -= height

    def told(self, done: int, total: int) -> None:
        """Say how much of the sheet's XML is being read, at once."""
        send(self._out, ("read", done, total))
        self._out.flush()

    def end(self) -> None:
        """Say that the sheet ends."""
        send(self._out, ("end", self._index, self.done, self._filled))

    def _send(self, height: int, columns: list[list[Any]]) -> None:
        send(self._out, ("rows", self._index, self.done + 1, height, columns))
        self.done += height


def stream_sheet(sender: Sender, sheet: Any) -> None:
    """All rows of one sheet, from row 1."""
    sender.begin(sheet)
    sender.rows(iter(sheet.iter_rows()), sheet.start[1] if sheet.start else 0, sheet.total_width)
    sender.end()


class Slices:
    """A very large sheet of an xlsx as a row of small workbooks: calamine holds all cells of what it reads,
    which for a million rows is more than a gigabyte.

    ``usable``: the sheet's XML can be cut between its rows. ``done`` of its ``total`` bytes were handed out,
    with the slice that comes next.
    """

    def __init__(self, path: str, part: str, slice_bytes: int) -> None:
        with zipfile.ZipFile(path) as archive:
            self.total = archive.getinfo(part).file_size
            strings = [i.file_size for i in archive.infolist() if i.filename.endswith("sharedStrings.xml")]
        # Every slice reads the shared strings anew: that is to stay the smaller part of its work.
        self._path, self._part, self._bytes = path, part, max(slice_bytes, 2 * sum(strings))
        self._tail = b""
        self.done = 0
        self.usable = self._look()

    def _blocks(self) -> Iterator[bytes]:
        with zipfile.ZipFile(self._path) as archive, archive.open(self._part) as stream:
            while block := stream.read(1 << 20):
                yield block

    def _look(self) -> bool:
        """One pass for the end, where the merged cells are, and for markup that would hide a row's tag."""
        last = b""
        is_first = True
        for block in self._blocks():
            inside = last[-1:] + block
            if b"<!" in inside or (is_first and not NUMBERED.search(block)):
                return False
            last, is_first = (last + block)[-TAIL_BYTES:], False
        place = last.rfind(b"</sheetData>")
        self._tail = last[place:]
        return place >= 0

    def __iter__(self) -> Iterator[bytes]:
        """Workbooks with the same sheet, each with the next rows; the first has the sheet's end as well."""
        blocks = self._blocks()
        first = next(blocks)
        self.done = len(first)
        head, _, rest = first.partition(b"<sheetData>")
        # The area that it claims to fill would be reserved anew for every slice.
        head = DIMENSION.sub(b"", head) + b"<sheetData>"
        tail = self._tail
        for block in blocks:
            rest += block
            self.done += len(block)
            cut = rest.rfind(b"<row ") if len(rest) >= self._bytes else -1
            if cut > 0:
                yield self._workbook(head + rest[:cut] + tail)
                rest, tail = rest[cut:], b"</sheetData></worksheet>"
        end = rest.rfind(b"</sheetData>")
        yield self._workbook(head + rest[:end] + tail)

    def _workbook(self, sheet: bytes) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(self._path) as archive, zipfile.ZipFile(made, "w") as copy:
            for info in archive.infolist():
                name = info.filename
                if name == self._part:
                    copy.writestr(name, sheet)
                elif name.endswith((".xml", ".rels")) and "/worksheets/" not in name:
                    copy.writestr(name, archive.read(info))
        return made.getvalue()


def stream_slices(sender: Sender, slices: Slices, name: str, calamine: Any) -> None:
    """All rows of one sheet, from row 1, read slice by slice. Raises ValueError for rows out of order."""
    is_first = True
    for body in slices:
        sender.told(slices.done, slices.total)
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_name(name)
        if is_first:
            sender.begin(sheet)
            is_first = False
        if sheet.start is None:
            continue
        top, left = sheet.start
        if top < sender.done:
            raise ValueError("rows out of order")
        sender.blank(top - sender.done)
        sender.rows(iter(sheet.to_python(skip_empty_area=True)), left, left + sheet.width)
    sender.end()


def large_parts(path: str, size: int) -> dict[str, str]:
    """Sheet name → part of the sheets of an xlsx whose XML is at least so large; none for other files."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        large = {info.filename for info in archive.infolist() if info.file_size >= size}
        if not any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in large):
            return {}
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter(f"{{{MAIN}}}sheet"):
        target = targets.get(sheet.get(f"{{{LINK}}}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in large:
            found[sheet.get("name", "")] = part
    return found


def main() -> None:
    """Serve one order from stdin."""
    out = sys.stdout.buffer
    # Imported before the order arrives, while the parent is still looking at the container.
    import python_calamine as calamine

    order = pickle.load(sys.stdin.buffer)
    limit(order["memory"], order["cpu_seconds"])
    try:
        book = calamine.CalamineWorkbook.from_path(order["path"])
        visible = calamine.SheetVisibleEnum.Visible
        sheets = [(s.name, s.visible != visible) for s in book.sheets_metadata]
        send(out, ("book", sheets))
        large = large_parts(order["path"], order["sliced_from"])
        for index, (name, hidden) in enumerate(sheets):
            if hidden:
                continue
            sender = Sender(out, index, order["chunk_rows"], order["chunk_cells"])
            slices = Slices(order["path"], large[name], order["slice_bytes"]) if name in large else None
            if slices is not None and slices.usable:
                stream_slices(sender, slices, name, calamine)
            else:
                stream_sheet(sender, book.get_sheet_by_name(name))
        send(out, ("done",))
    except calamine.PasswordError:
        send(out, ("fail", "file_password", ""))
    except MemoryError:
        send(out, ("fail", "file_too_large", "memory"))
    except BaseException as error:  # noqa: BLE001 - a panic of the parser is a BaseException
        send(out, ("fail", "file_damaged", type(error).__name__))
    out.flush()


if __name__ == "__main__":
    main()
