"""Role: everything that defends one figure: formula with numbers, scope, rows by the page, their imports."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pandas as pd
from sqlalchemy import Connection

from dashboard.domain.campaign import local_day
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels import reading
from dashboard.viewmodels.asking import Asked, resolved
from dashboard.viewmodels.formula_basis import Basis, Formula, Input
from dashboard.viewmodels.formulas import formula
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.state import FilterState, Structure
from data_access.database import Database
from data_access.queries import register, row_sources
from data_access.viewer import Viewer
from data_access.vocabulary import Status

PAGE_ROWS = 20
"""Rows of one page of the list."""

MOST_TRACED = 200_000
"""Beyond so many rows the imports are not counted: it reads every row."""

NOT_OF_ROWS = frozenset({Figure.RANK, Figure.UNITS_MET, Figure.FORECAST})
"""Figures that no list of initiatives makes; their inputs are listed instead."""


@dataclass(frozen=True)
class RowSource:
    """An import and how many of the rows it wrote last."""

    batch_id: int
    file_name: str
    user_name: str
    committed_at: datetime | None
    rows: int


@dataclass(frozen=True)
class ExplainedRow:
    """One initiative as this viewer may read it; ``withheld``: confidential, its content is not here."""

    code: str
    title: str
    unit: str
    field: str
    submitted_at: datetime | None
    status: Status
    savings_vnd: int | None
    withheld: bool


@dataclass(frozen=True)
class Explanation:
    """A figure explained. ``exact`` is the figure: whole, a share of one, or whole đồng.

    ``total``: initiatives behind it (None: it is not made of rows); ``listed`` of them can be paged through;
    the others are confidential rows that a filter by value would betray. ``sources`` None: too many rows to
    trace. ``scope`` are pairs of a name and finished words.
    """

    question: Question
    title: str
    exact: int | Decimal | None
    lines: tuple[str, ...]
    inputs: tuple[Input, ...]
    scope: tuple[tuple[str, str], ...]
    total: int | None
    listed: int
    sources: tuple[RowSource, ...] | None


def build(viewer: Viewer, db: Database, state: FilterState, question: Question) -> Explanation:
    """Explain a figure of the screen of this state. Raises InvalidInputError for an unknown unit or field."""
    with db.connect() as conn:
        asked = resolved(viewer, conn, state, question)
        basis = Basis(viewer, db, conn, state, asked)
        found: Formula = formula(basis)
        has_rows = question.figure not in NOT_OF_ROWS
        listed = register.count(viewer, conn, asked.rows) if has_rows else 0
        total = basis.count if has_rows else None
        return Explanation(
            question=question,
            title=t(f"explain.figures.{question.figure.value}"),
            exact=found.exact,
            lines=found.lines,
            inputs=found.inputs,
            scope=tuple(_scope(asked, state, conn, viewer)),
            total=total,
            listed=listed,
            sources=_sources(viewer, conn, asked) if listed <= MOST_TRACED else None,
        )


def rows(
    viewer: Viewer, db: Database, state: FilterState, question: Question, offset: int, limit: int = PAGE_ROWS
) -> tuple[ExplainedRow, ...]:
    """The listed rows from ``offset`` on, newest first."""
    with db.connect() as conn:
        asked = resolved(viewer, conn, state, question)
        found = list(reading.records(register.page(viewer, conn, asked.rows, offset=offset, limit=limit)))
        units = reading.unit_names(viewer, conn, (row.unit_id for row in found))
        fields = {field.field_id: field.name for field in reading.fields(viewer, conn)}
    return tuple(
        ExplainedRow(
            code=row.code,
            title=row.title or "",
            unit=units.get(row.unit_id, ""),
            field=fields.get(row.field_id, ""),
            submitted_at=row.submitted_at,
            status=Status(row.status),
            savings_vnd=None if pd.isna(row.savings_vnd) else int(row.savings_vnd),
            withheld=bool(row.masked),
        )
        for row in found
    )


def _sources(viewer: Viewer, conn: Connection, asked: Asked) -> tuple[RowSource, ...]:
    if asked.question.figure in NOT_OF_ROWS:
        return ()
    found = row_sources.by_batch(viewer, conn, asked.rows)
    return tuple(
        RowSource(int(row.batch_id), row.file_name, row.user_name, row.committed_at, int(row.n))
        for row in reading.records(found)
    )


def _scope(asked: Asked, state: FilterState, conn: Connection, viewer: Viewer) -> list[tuple[str, str]]:
    question, cut = asked.question, asked.cut
    itself = t("explain.scope.itself", unit=cut.unit.name) if question.itself else cut.unit.name
    facts: list[tuple[str, str | None]] = [
        ("unit", itself),
        ("period", _period(asked)),
        ("measure", word(asked.measure)),
        ("field", cut.field_name),
        ("kind", None if question.kind is None else word(question.kind)),
        ("block", None if question.block is None else word(question.block)),
        ("value", _value(question)),
        ("structure", t("explain.scope.today") if state.structure is Structure.TODAY else None),
        ("as_of", numbers.cutoff(cut.as_of)),
    ]
    return [(t(f"explain.scope.{name}"), words) for name, words in facts if words]


def _period(asked: Asked) -> str:
    if asked.question.figure is Figure.OUTSIDE_PHASES:
        return t("explain.scope.no_phase")
    start, end = asked.rows.start, asked.rows.end
    name = asked.phase.name if asked.phase else asked.cut.programme.name
    if start is None or end is None:
        return name
    if asked.question.start is None and asked.question.end is None:
        return t("explain.scope.from_to", phase=name, start=numbers.date(start), end=numbers.cutoff(end))
    last = local_day(end - timedelta(seconds=1)) if end > start else local_day(start)
    return _days(name, local_day(start), last)


def _days(phase: str, first: date, last: date) -> str:
    if first == last:
        return t("explain.scope.one_day", phase=phase, day=numbers.date(first))
    return t("explain.scope.days", phase=phase, first=numbers.date(first), last=numbers.date(last))


def _value(question: Question) -> str | None:
    if question.flagged:
        return t("explain.scope.flagged")
    low, high = question.value_from, question.value_below
    if low is not None and high is not None:
        return t("explain.scope.between", low=numbers.vnd(low), high=numbers.vnd(high))
    if low is not None:
        return t("explain.scope.at_least", low=numbers.vnd(low))
    if high is not None:
        return t("explain.scope.below", high=numbers.vnd(high))
    return t("explain.scope.declared") if question.declared else None
