"""Role: only reads a workbook with python-calamine, all rows into lists: the import's yardstick."""

import json
import sys
import time

from python_calamine import CalamineWorkbook


def main(path: str) -> None:
    """Print the seconds of reading alone, without the start of Python: on the clock and of the processor."""
    start, worked = time.perf_counter(), time.process_time()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(json.dumps({"seconds": seconds, "processor": worked, "rows": len(rows)}))


if __name__ == "__main__":
    main(sys.argv[1])
