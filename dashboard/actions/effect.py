"""Role: what an import did to the counts of units and to the sums, measured inside its transaction."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data_access import tables
from data_access.queries import cells, standing
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, Measure

EVERYBODY = Viewer(name="")
"""Measuring is not reading: the import counts all units, whoever runs it."""

UNIT_COUNTS, SUMS, ROOT = "effect", "sums", "root"
"""Keys within a batch's counts."""

Counts = dict[tuple[int, int], int]


class Measured:
    """The state at one moment: submitted by (child unit of the root, phase), and the root's sums by phase."""

    def __init__(self, conn: Connection, programme_id: int) -> None:
        self.counts: Counts = {}
        self.sums: dict[int, dict[str, int]] = {}
        self.root = root = standing.root_id(EVERYBODY, conn)
        if root is None:
            return
        for number, start, end in _spans(conn, programme_id):
            within = Selection(programme_id, root, start, end)
            by_child = cells.by_child(EVERYBODY, conn, within)
            for unit_id, n in zip(by_child["unit_id"], by_child["n"], strict=True):
                self.counts[int(unit_id), number] = int(n)
            valid = Selection(programme_id, root, start, end, Measure.VALID)
            totals = cells.totals(EVERYBODY, conn, within)
            self.sums[number] = {
                "submitted": totals["n"],
                "valid": cells.totals(EVERYBODY, conn, valid)["n"],
                "savings": totals["sum_value"],
                "savings_valid": cells.totals(EVERYBODY, conn, valid)["sum_value"],
            }

    def until(self, after: "Measured") -> dict[str, Any]:
        """The difference for the batch's counts: ``effect``: [unit, phase, before, after] of those that
        changed; ``sums``: of the ``root``, phase → name → [before, after]."""
        keys = sorted(set(self.counts) | set(after.counts))
        pairs = [(*key, self.counts.get(key, 0), after.counts.get(key, 0)) for key in keys]
        return {
            ROOT: after.root,
            UNIT_COUNTS: [list(pair) for pair in pairs if pair[2] != pair[3]],
            SUMS: {
                str(number): {name: [self.sums.get(number, {}).get(name, 0), n] for name, n in sums.items()}
                for number, sums in after.sums.items()
            },
        }


def _spans(conn: Connection, programme_id: int) -> list[tuple[int, Any, Any]]:
    """Each phase, and the whole programme from the first one's start to the last one's end."""
    phase = tables.phases.c
    query = sa.select(phase.number, phase.starts_at, phase.ends_at).where(phase.programme_id == programme_id)
    found = [(int(row.number), row.starts_at, row.ends_at) for row in conn.execute(query)]
    if found:
        first, last = min(one[1] for one in found), max(one[2] for one in found)
        found.append((WHOLE_PROGRAMME, first, last))
    return found
