"""Role: what a file of a small kind would change, compared with what stands: pure, so it can be asked twice.

It is asked once for the plan that a person sees, and again inside the write transaction, because
somebody may have changed the lists in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.importing.issues import IssueCode, IssueLog, Severity
from dashboard.importing.records import Where


@dataclass(frozen=True)
class Change:
    """One record to insert (``before`` None) or update; the shape of ``data_access.records.RecordChange``."""

    table: str
    key: Mapping[str, Any]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True)
class Present:
    """What stands in the store, as plain records (column → value), and the ids free for new ones."""

    programmes: Sequence[Mapping[str, Any]] = ()
    phases: Sequence[Mapping[str, Any]] = ()
    milestones: Sequence[Mapping[str, Any]] = ()
    events: Sequence[Mapping[str, Any]] = ()
    units: Sequence[Mapping[str, Any]] = ()
    aliases: Sequence[Mapping[str, Any]] = ()
    successors: Sequence[Mapping[str, Any]] = ()
    members: Sequence[Mapping[str, Any]] = ()
    targets: Sequence[Mapping[str, Any]] = ()
    figures: Mapping[str, int | None] = field(default_factory=dict)
    """Key of each stored published figure → its unit, if it has one."""
    next_programme_id: int = 1
    next_unit_id: int = 1
    deepest: int = 5


@dataclass
class Plan:
    """Changes, and how many rows are new, changed, the same, absent from the file, or refused only now."""

    changes: list[Change] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    rejected: int = 0
    log: IssueLog = field(default_factory=IssueLog)

    def count(self, before: object | None, changes: Sequence[Change]) -> None:
        """Count one row of the file by what it does."""
        self.changes += changes
        if before is None and changes:
            self.new += 1
        elif changes:
            self.changed += 1
        else:
            self.unchanged += 1

    def reject(
        self, code: IssueCode, where: Where, column: str | None = None, value: object = None, **words: object
    ) -> None:
        """Refuse one row."""
        self.rejected += 1
        self.log.add(
            code, Severity.ERROR, sheet=where.sheet, row=where.row, column=column, value=value,
            position=None, **words,
        )  # fmt: skip


def update(
    table: str, key: Mapping[str, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> list[Change]:
    """The change from ``before`` to ``after`` (which may name fewer columns), or none."""
    if before is None:
        return [Change(table, key, None, after)]
    seen = {name: before[name] for name in after}
    return [] if seen == dict(after) else [Change(table, key, seen, after)]
