"""Role: cells of a plan that a person may correct, and what the corrections typed into the grid wish for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.actions.plans import PreparedImport
from dashboard.actions.unit_questions import ASKED
from dashboard.importing.issues import Issue, IssueCode, Severity
from dashboard.importing.layouts import Wishes

BLANK = frozenset({"-", "–", "—"})
"""Typed to leave a cell blank."""

_ALONE = frozenset({IssueCode.CODE_TWICE, IssueCode.RECORD_TWICE, IssueCode.CODE_TOO_LONG})
"""The same value in several rows is the trouble itself here: one correction cannot serve them all."""

_BY_VALUE = frozenset({IssueCode.STATUS_UNKNOWN, IssueCode.FIELD_UNKNOWN, IssueCode.WORD_UNKNOWN})
"""Notices worth correcting: one line for each distinct value."""

Edits = Mapping[int, Mapping[str, Any]]
"""Line of the grid → what was changed in it (``corrected``, ``alike``, ``exclude``)."""


@dataclass(frozen=True)
class FlaggedCell:
    """One finding with a place. ``column`` from 0, None: the row as a whole; ``alike``: how many like it."""

    issue: Issue
    column: int | None
    alike: int = 1

    @property
    def goes_together(self) -> bool:
        """Whether a correction is meant for all alike unless a person says otherwise."""
        return self.alike > 1 and bool(self.issue.value) and self.issue.code not in _ALONE


def flagged_cells(plan: PreparedImport) -> list[FlaggedCell]:
    """What stands in the grid: refused cells, then doubtful ones, then words not understood once each."""
    found: list[FlaggedCell] = []
    seen: set[tuple[Any, ...]] = set()
    counts: dict[tuple[Any, ...], int] = {}
    for issue in plan.issues:
        counts[_kind_of(issue)] = counts.get(_kind_of(issue), 0) + 1
    for issue in plan.issues:
        if issue.row is None or (issue.code in ASKED and issue.value):
            continue
        if issue.severity is Severity.NOTICE:
            if issue.code not in _BY_VALUE or _kind_of(issue) in seen:
                continue
            seen.add(_kind_of(issue))
        found.append(FlaggedCell(issue, column_of(plan, issue), counts[_kind_of(issue)]))
    return found


def alike_once(cells: Sequence[FlaggedCell], places: Sequence[int]) -> list[int]:
    """These places without the cells that a correction of an earlier one serves as well."""
    seen: set[tuple[Any, ...]] = set()
    found = []
    for at in places:
        cell = cells[at]
        if cell.goes_together:
            if _kind_of(cell.issue) in seen:
                continue
            seen.add(_kind_of(cell.issue))
        found.append(at)
    return found


def column_of(plan: PreparedImport, issue: Issue) -> int | None:
    """The column a finding speaks of, counted from 0."""
    if issue.position is not None or issue.column is None:
        return issue.position
    own = [one for one in plan.layouts if issue.sheet in one.sheets or issue.sheet == one.sheet]
    for layout in own or plan.layouts:
        index = layout.index_of(issue.column)
        if index is not None:
            return index
    return None


def with_edits(plan: PreparedImport, cells: Sequence[FlaggedCell], edits: Edits) -> Wishes:
    """What was decided so far together with what was typed into the grid.

    A correction for all alike never overrules one typed into its own line.
    """
    wishes = plan.wishes
    own: dict[tuple[str, int, int], str] = {}
    shared: dict[tuple[str, int, int], str] = {}
    excluded = set(wishes.excluded_rows)
    alike: dict[tuple[Any, ...], list[Issue]] = {}
    if edits:  # looked through once, however many corrections there are
        for issue in plan.issues:
            alike.setdefault(_kind_of(issue), []).append(issue)
    for line, changed in edits.items():
        if line >= len(cells):
            continue
        cell = cells[line]
        if changed.get("exclude") and cell.issue.row is not None:
            excluded.add((cell.issue.sheet, cell.issue.row))
        text = changed.get("corrected")
        if not text or cell.column is None:
            continue
        meant = "" if text.strip() in BLANK else text.strip()
        if cell.issue.row is not None:
            own[cell.issue.sheet, cell.issue.row, cell.column] = meant
        if changed.get("alike", cell.goes_together):
            shared.update(dict.fromkeys(_places(plan, alike[_kind_of(cell.issue)]), meant))
    return replace(
        wishes, corrections={**wishes.corrections, **shared, **own}, excluded_rows=frozenset(excluded)
    )


def with_units(plan: PreparedImport, wishes: Wishes, chosen: Mapping[str, int | None]) -> Wishes:
    """Unit names as a person read them; None: the rows with that name are left out."""
    units = {**wishes.units, **{text: unit for text, unit in chosen.items() if unit is not None}}
    left = {text for text, unit in chosen.items() if unit is None}
    rows = {
        (issue.sheet, issue.row)
        for issue in plan.issues
        if issue.row is not None and issue.value in left and issue.code in ASKED
    }
    return replace(wishes, units=units, excluded_rows=wishes.excluded_rows | rows)


def _places(plan: PreparedImport, issues: Sequence[Issue]) -> list[tuple[str, int, int]]:
    """Sheet, row and column of the findings that have all three."""
    places = []
    for issue in issues:
        column = None if issue.row is None else column_of(plan, issue)
        if issue.row is not None and column is not None:
            places.append((issue.sheet, issue.row, column))
    return places


def _kind_of(issue: Issue) -> tuple[Any, ...]:
    return issue.code, issue.column, issue.value
