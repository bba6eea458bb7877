"""Role: the child process: reads one workbook with calamine and streams it; imports nothing of the project.

Protocol on stdin: one pickled dict {path, memory, cpu_seconds, chunk_rows, chunk_cells}. On stdout: frames
of 4 bytes length (big endian) + pickle of one tuple; the first item says what it is. It may die at any
time (memory, a panic in the parser): the parent counts on that.
"""

import pickle
import struct
import sys
from itertools import islice
from typing import Any, BinaryIO


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


def stream_sheet(out: BinaryIO, index: int, sheet: Any, chunk_rows: int, chunk_cells: int) -> None:
    """All rows of one sheet, from row 1, and the counts at the end."""
    tall = [m for m in (sheet.merged_cell_ranges or []) if m[1][0] > m[0][0]]
    send(out, ("sheet", index, [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in tall]))
    size = max(1, min(chunk_rows, chunk_cells // max(1, sheet.total_width)))
    rows = iter(sheet.iter_rows())
    # The rows begin at row 1 but at the first used column: what stands left of it is put back.
    left = sheet.start[1] if sheet.start else 0
    done = cells = 0
    while chunk := list(islice(rows, size)):
        columns: list[list[Any]] = [[""] * len(chunk)] * left
        for column in zip(*chunk, strict=True):
            values, filled = packed(column)
            columns.append(values)
            cells += filled
        send(out, ("rows", index, done + 1, len(chunk), columns))
        done += len(chunk)
    send(out, ("end", index, done, cells))


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
        for index, (name, hidden) in enumerate(sheets):
            if not hidden:
                sheet = book.get_sheet_by_name(name)
                stream_sheet(out, index, sheet, order["chunk_rows"], order["chunk_cells"])
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
