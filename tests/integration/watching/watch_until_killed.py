"""Role: a process that watches a folder and kills itself before its n-th change of a file or write.

Run as ``python -m tests.integration.watching.watch_until_killed URL FOLDER N``; N = 0: never. Prints how
many steps there were.
"""

import os
import sys
from pathlib import Path
from typing import Any

from dashboard.actions.watch_folder import WatchFolder
from dashboard.actions.watching import Watch
from data_access.database import Database, open_database

CHANGES = frozenset({"os.rename", "os.mkdir", "os.rmdir", "os.remove"})


def main(url: str, folder: Path, fatal: int) -> None:
    """Two looks, the second of which does the work."""
    db, watched, steps = open_database(url), WatchFolder(folder), 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == fatal:
            os._exit(9)  # nothing is tidied up, as after kill -9

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(arguments[1], str) and arguments[1][:1] in "wa"
        if (event in CHANGES or opened) and str(folder) in str(arguments[0]):
            step()

    begin = Database.begin_write

    def begin_counted(self: Database) -> Any:
        step()
        return begin(self)

    watch = Watch(db, watched, user="máy chủ")
    with watched.alone():
        list(watch.round())
        sys.addaudithook(look)
        Database.begin_write = begin_counted  # type: ignore[method-assign] # counted, not replaced
        list(watch.round())
    print(steps, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
