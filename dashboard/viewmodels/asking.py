"""Role: a question about a figure, resolved: the cut it stands in and the rows that it is made of."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from dashboard.domain.campaign import Phase, start_of_day
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from data_access.selection import RowFilter, Selection
from data_access.tables import BIN_EDGES_VND
from data_access.viewer import Viewer
from data_access.vocabulary import Measure

_MEASURES = {Figure.SUBMITTED: Measure.SUBMITTED, Figure.VALID: Measure.VALID}

_OF_VALUES = frozenset({Figure.SAVINGS, Figure.MEDIAN})
"""Figures made of the rows that declare a value."""


@dataclass(frozen=True)
class Asked:
    """A question with the cut it is about. ``phase``: the period of its rows, None for all ever stored."""

    question: Question
    cut: Cut
    phase: Phase | None
    rows: Selection

    @property
    def measure(self) -> Measure:
        """Which initiatives are counted."""
        return self.rows.measure

    def counted_by(self, viewer: Viewer) -> Viewer:
        """The viewer for counting: confidential rows always count.

        Values asked for between other borders than the screens have would tell one value after the other;
        such a question counts only what the viewer may read, and so does a part of a listing.
        """
        if self.question.readable:
            return viewer
        borders = (self.question.value_from, self.question.value_below)
        if any(border is not None and border not in BIN_EDGES_VND for border in borders):
            return viewer
        return replace(viewer, may_read_confidential=True)


def resolved(viewer: Viewer, conn: Connection, state: FilterState, question: Question) -> Asked:
    """What a question on a screen of this state is about.

    Raises InvalidInputError when its unit or field does not exist (any more).
    """
    # An unknown code of the state falls back and is named on the screen; one of the question must exist.
    usual = resolve(viewer, conn, state)
    known = replace(
        state,
        programme=usual.programme.code,
        unit=usual.unit.code,
        field=usual.field_code,
        phase=usual.phase_number,
    )
    wanted = replace(known, unit=question.unit or known.unit, field=question.field or known.field)
    cut = resolve(viewer, conn, wanted, strict=bool(question.unit or question.field))
    phase = _phase(cut, question)
    within = cut.within(phase, measure=_MEASURES.get(question.figure))
    start, end = _days(within, question)
    return Asked(question, cut, phase, replace(within, start=start, end=end, rows=_filter(question)))


def _phase(cut: Cut, question: Question) -> Phase | None:
    if question.figure is Figure.OUTSIDE_PHASES:
        return None
    whole = question.whole_programme or question.figure is Figure.PROGRAMME_ATTAINMENT
    return cut.whole if whole else cut.phase


def _days(within: Selection, question: Question) -> tuple[datetime | None, datetime | None]:
    """The period narrowed to whole local days; it never grows."""
    start, end = within.start, within.end
    if question.start is not None:
        first = start_of_day(question.start)
        start = first if start is None else max(start, first)
    if question.end is not None:
        last = start_of_day(question.end + timedelta(days=1))
        end = last if end is None else min(end, last)
    if start is not None and end is not None:
        end = max(end, start)
    return start, end


def _filter(question: Question) -> RowFilter | None:
    wanted = RowFilter(
        kind=question.kind,
        block=question.block,
        declared=True if question.declared or question.figure in _OF_VALUES else None,
        value_from=question.value_from,
        value_below=question.value_below,
        flagged=question.flagged,
        confidential=question.confidential,
        on_unit_itself=question.itself,
        outside_phases=question.figure is Figure.OUTSIDE_PHASES,
    )
    return None if wanted == RowFilter() else wanted
