"""Role: the values an import passes through: prepared, committed, past – what screens and commands show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.importing.issues import (
    Issue,
    IssueCode,
    Severity,
    as_json,
    first_of_each,
    not_among,
    stored_counts,
)
from dashboard.importing.layouts import NO_WISHES, Layout, Wishes
from dashboard.importing.records import Record
from data_access.vocabulary import BatchState, ImportKind


@dataclass(frozen=True)
class ImportCounts:
    """Rows of the file: ``read`` = ``accepted`` + ``rejected`` + ``skipped``.

    ``accepted`` = ``new`` + ``changed`` + ``unchanged``.

    ``missing``: rows that stand in the store and not in a full export; else 0.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    skipped_by: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain numbers."""
        names = ("read", "accepted", "rejected", "skipped", "new", "changed", "unchanged", "missing")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class PreparedImport:
    """A plan. Nothing that a figure sees was written; ``refused``: the file as a whole is not acceptable.

    ``batch_id``: the staged batch of an initiatives import (small kinds have none before the commit).
    ``issues``: the kept ones, errors first; ``issue_counts``: how many were found in all, by code.
    ``layouts``: one per distinct layout, as understood; ``wishes``: what a person had decided for this plan;
    ``paths``: the files it was made from.
    """

    kind: ImportKind | None
    file_name: str
    sha256: str
    file_bytes: int
    counts: ImportCounts
    issues: tuple[Issue, ...]
    issue_counts: Mapping[IssueCode, int]
    mapping: Mapping[str, Any]
    refused: bool = False
    batch_id: int | None = None
    programme_id: int | None = None
    programme: str | None = None
    is_full: bool = False
    same_as_batch: int | None = None
    records: tuple[Record, ...] = ()
    layouts: tuple[Layout, ...] = ()
    wishes: Wishes = NO_WISHES
    paths: tuple[Path, ...] = ()
    token: str = field(default_factory=lambda: uuid4().hex)
    """Names this plan, so that it is written once however often the button is pressed."""

    @property
    def is_sure(self) -> bool:
        """Whether every column was understood surely, so that nobody needs to look at the mapping."""
        return all(layout.is_sure for layout in self.layouts)

    @property
    def issue_count(self) -> int:
        """All findings, also those not kept."""
        return sum(self.issue_counts.values())

    @property
    def not_kept(self) -> dict[IssueCode, int]:
        """How many findings of each code have no place here: more of the kind than are kept."""
        return not_among(self.issues, self.issue_counts)

    @property
    def writes_anything(self) -> bool:
        """Whether a commit would change the store."""
        return not self.refused and bool(self.counts.new or self.counts.changed)

    def headline(self) -> str:
        """One sentence: what the plan is, or why there is none."""
        first = next((i.message for i in self.issues if i.severity is Severity.ERROR), "")
        if self.refused:
            return t("importing.refused", file=self.file_name, reason=first)
        if not self.counts.accepted and self.counts.rejected:
            rejected = numbers.integer(self.counts.rejected)
            return t("importing.all_rejected", file=self.file_name, rejected=rejected, reason=first)
        return t("importing.headline", kind=self._kind_word(), **_shown(self.counts.as_json()))

    def summary(self) -> str:
        """The plan in a line or two, with where every row went."""
        if self.refused:
            return self.headline()
        shown = _shown(self.counts.as_json())
        lines = [t("importing.plan", kind=self._kind_word(), **shown)]
        if self.counts.missing:
            lines.append(t("importing.plan_missing", missing=shown["missing"]))
        if self.same_as_batch is not None and not self.writes_anything:
            lines.append(t("importing.same_file", batch=self.same_as_batch))
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """The contract of ``sangkien import --json``, but for "batch", which the commit gives.

        "issues" lists the first of each code; "issue_counts" counts all, "issues_more" those not listed.
        """
        listed = first_of_each(self.issues)
        return {
            "kind": self.kind.value if self.kind else None,
            "file": self.file_name,
            "refused": self.refused,
            **self.counts.as_json(),
            "skipped_by": dict(self.counts.skipped_by),
            "full": self.is_full,
            "issue_count": self.issue_count,
            "issue_counts": stored_counts(self.issue_counts),
            "issues_more": stored_counts(not_among(listed, self.issue_counts)),
            "issues": as_json(listed),
            "mapping": dict(self.mapping),
        }

    def _kind_word(self) -> str:
        return word(self.kind).capitalize() if self.kind else ""


@dataclass(frozen=True)
class NearDuplicate:
    """A row of the plan that may be one that stands, or another row of the same file, under another code.

    Same folded title and an author in common; a person decides. ``authors``: those in common, unless the
    row is confidential. ``other_row``: place in the same file, None: it stands in the store.
    """

    code: str
    title: str
    unit_name: str
    sheet: str
    row: int
    other_code: str
    other_unit_name: str
    same_unit: bool
    other_sheet: str = ""
    other_row: int | None = None


@dataclass(frozen=True)
class PastPlan:
    """The plan of an import of the history, opened again: its counts, columns and findings as they were.

    ``originals``: the files kept (empty: none was). ``wishes``: what a person had decided.
    ``issues``: the first of each code; ``issue_counts``: how many there were in all (of imports from before
    that was kept: how many are listed).
    """

    past: "PastImport"
    issues: tuple[Issue, ...]
    issue_counts: Mapping[IssueCode, int]
    mapping: Mapping[str, Any]
    wishes: Wishes
    originals: tuple[Path, ...]
    effect: tuple[tuple[int, int, int, int], ...] = ()
    """Unit, phase (0: whole programme), count before and after."""


@dataclass(frozen=True)
class CommittedImport:
    """What a commit did; ``batch_id`` None: nothing was to be written, so nothing was."""

    batch_id: int | None
    version: int | None
    counts: ImportCounts
    original_kept: bool = False


@dataclass(frozen=True)
class PastImport:
    """One batch of the history."""

    batch_id: int
    kind: ImportKind
    state: BatchState
    file_name: str
    sha256: str
    user_name: str
    staged_at: datetime
    committed_at: datetime | None
    is_full: bool
    counts: Mapping[str, Any]

    @property
    def can_undo(self) -> bool:
        """Whether an undo may be asked for (it may still be refused because of later imports)."""
        return self.state is BatchState.COMMITTED

    @property
    def can_redo(self) -> bool:
        """Whether a redo may be asked for (it may still be refused because of later imports)."""
        return self.state is BatchState.UNDONE

    def line(self) -> str:
        """The batch in one line."""
        shown = _shown({"new": 0, "changed": 0, "unchanged": 0, "rejected": 0, **self.counts})
        return t(
            "importing.batch_line", batch=self.batch_id, kind=word(self.kind), file=self.file_name,
            user=self.user_name, state=word(self.state),
            when=numbers.cutoff(self.committed_at or self.staged_at), **shown,
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """For ``sangkien imports --json``."""
        return {
            "batch": self.batch_id,
            "kind": self.kind.value,
            "state": self.state.value,
            "file": self.file_name,
            "sha256": self.sha256,
            "user": self.user_name,
            "staged_at": self.staged_at.isoformat(),
            "committed_at": self.committed_at.isoformat() if self.committed_at else None,
            "full": self.is_full,
            **{name: self.counts.get(name, 0) for name in ImportCounts().as_json()},
        }


def _shown(counts: Mapping[str, Any]) -> dict[str, str]:
    return {name: numbers.integer(int(count)) for name, count in counts.items() if isinstance(count, int)}
