"""Role: what a reader chose, resolved against the database: which rows, unit and phase, as of when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from dashboard.domain.campaign import Phase, Programme, Unit, current_phase, whole_programme
from dashboard.errors import InvalidInputError, RefusedError
from dashboard.i18n import current_language, t
from dashboard.viewmodels import once, reading
from dashboard.viewmodels.state import FilterState, Structure
from dashboard.viewmodels.views import PhaseRef, Scope, UnitRef
from data_access.database import Database
from data_access.selection import Selection
from data_access.viewer import Viewer
from data_access.vocabulary import ALL, WHOLE_PROGRAMME, ZONE, Measure

REVIEW_DAYS = 60
"""How long after its end a phase is still what is asked for: its sơ kết is held then. Phase 1 ended on
31/5/2022; the published reports on it date from 15/7 to 23/7/2022."""


@dataclass(frozen=True)
class Cut:
    """A resolved FilterState. ``phase`` is the whole programme as one phase when that was asked for.

    ``top`` is the topmost unit the reader may see; ``ancestors`` run from the root to the unit's parent,
    ``children`` are those that are or were below the unit. ``as_of`` never lies after the end of ``phase``.
    ``today`` is the day whose structure ``Structure.TODAY`` means.
    """

    programme_id: int
    programme: Programme
    phase: Phase | None
    top: Unit
    unit: Unit
    ancestors: tuple[Unit, ...]
    children: tuple[Unit, ...]
    field_id: int
    field_code: str | None
    field_name: str | None
    measure: Measure
    as_of: datetime
    newest_at: datetime
    unknown: tuple[str, ...]
    structure: Structure = Structure.RECORDED
    today: date = date.max

    def within(
        self, phase: Phase | None, *, unit_id: int | None = None, measure: Measure | None = None
    ) -> Selection:
        """The rows of a phase up to the as-of; of everything ever stored when ``phase`` is None."""
        return Selection(
            programme_id=self.programme_id,
            unit_id=self.unit.unit_id if unit_id is None else unit_id,
            start=phase.starts_at if phase else None,
            end=max(min(phase.ends_at, self.as_of), phase.starts_at) if phase else None,
            measure=measure or self.measure,
            field_id=self.field_id,
        )

    @property
    def whole(self) -> Phase | None:
        """The whole programme as one phase."""
        return whole_programme(t("scope.whole_programme"), self.programme.phases)

    @property
    def phase_number(self) -> int:
        """Number for targets: 0 for the whole programme."""
        return self.phase.number if self.phase else WHOLE_PROGRAMME

    def shown(self) -> Scope:
        """The part of it that a screen names."""
        phase = self.phase
        return Scope(
            programme_code=self.programme.code,
            programme_name=self.programme.name,
            phase=PhaseRef(
                number=self.phase_number,
                name=phase.name if phase else t("scope.whole_programme"),
                starts_at=phase.starts_at if phase else None,
                ends_at=phase.ends_at if phase else None,
            ),
            unit=unit_ref(self.unit),
            ancestors=tuple(unit_ref(unit) for unit in self.ancestors),
            field_code=self.field_code,
            field_name=self.field_name,
            measure=self.measure,
            unknown=self.unknown,
            structure=self.structure,
        )


def unit_ref(unit: Unit) -> UnitRef:
    """A unit as named on screen."""
    return UnitRef(unit.unit_id, unit.code, unit.name, unit.has_children)


def resolve(
    viewer: Viewer,
    conn: Connection,
    state: FilterState,
    *,
    strict: bool = False,
    today: date | None = None,
) -> Cut:
    """The cut of a state. An unknown code falls back to the default and is named; ``strict`` refuses it.

    ``today``: the day of today's structure; None is the day it is (cached views are kept for a day).
    Raises RefusedError when there is no programme or no unit yet, InvalidInputError for an unknown code.
    """
    question = ("cut", viewer, state, strict, today, current_language())
    return once.kept(conn, question, lambda: _resolved(viewer, conn, state, strict, today))


def _resolved(viewer: Viewer, conn: Connection, state: FilterState, strict: bool, today: date | None) -> Cut:
    unknown: list[str] = []
    programmes = reading.programmes(viewer, conn)
    if not programmes:
        raise RefusedError("scope.no_programme")
    stored = _chosen(programmes, state.programme, strict, "scope.unknown_programme", unknown)
    programme = reading.programme(viewer, conn, stored)
    top = reading.root(viewer, conn)
    if top is None:
        raise RefusedError("scope.no_unit")
    unit = _unit(viewer, conn, state.unit, top, strict, unknown)
    field = reading.field(viewer, conn, state.field) if state.field else None
    if state.field and field is None:
        _not_found("scope.unknown_field", state.field, strict, unknown)
    newest_at = state.as_of or reading.newest_moment(viewer, conn, stored.programme_id, top)
    phase = _phase(programme, state.phase, newest_at, strict, unknown)
    return Cut(
        programme_id=stored.programme_id,
        programme=programme,
        phase=phase,
        top=top,
        unit=unit,
        ancestors=reading.ancestors(viewer, conn, unit),
        children=reading.children(viewer, conn, unit),
        field_id=field.field_id if field else ALL,
        field_code=field.code if field else None,
        field_name=field.name if field else None,
        measure=state.measure,
        as_of=min(newest_at, phase.ends_at) if phase else newest_at,
        newest_at=newest_at,
        unknown=tuple(unknown),
        structure=state.structure,
        today=today or datetime.now(ZONE).date(),
    )


def check(viewer: Viewer, db: Database, state: FilterState) -> None:
    """Refuse a state with codes that do not exist (InvalidInputError), as ``resolve`` does when strict."""
    with db.connect() as conn:
        resolve(viewer, conn, state, strict=True)


def default_phase(programme: Programme, as_of: datetime) -> Phase | None:
    """The running phase; for ``REVIEW_DAYS`` after a phase ended, still that one. None without phases."""
    running = current_phase(as_of, programme.phases)
    ended = [p for p in programme.phases if p.ends_at <= as_of < p.ends_at + timedelta(days=REVIEW_DAYS)]
    latest = max(ended, key=lambda phase: phase.ends_at, default=None)
    return latest or running


def _phase(
    programme: Programme, number: int | None, as_of: datetime, strict: bool, unknown: list[str]
) -> Phase | None:
    if number == WHOLE_PROGRAMME:
        return whole_programme(t("scope.whole_programme"), programme.phases)
    for phase in programme.phases:
        if phase.number == number:
            return phase
    if number is not None:
        _not_found("scope.unknown_phase", str(number), strict, unknown)
    return default_phase(programme, as_of)


def _unit(
    viewer: Viewer, conn: Connection, code: str | None, top: Unit, strict: bool, unknown: list[str]
) -> Unit:
    found = reading.unit(viewer, conn, code) if code else None
    if code and found is None:
        _not_found("scope.unknown_unit", code, strict, unknown)
    return found or top


def _chosen(
    programmes: tuple[reading.StoredProgramme, ...],
    code: str | None,
    strict: bool,
    sentence: str,
    unknown: list[str],
) -> reading.StoredProgramme:
    for programme in programmes:
        if programme.code == code:
            return programme
    if code is not None:
        _not_found(sentence, code, strict, unknown)
    return programmes[-1]


def _not_found(sentence: str, code: str, strict: bool, unknown: list[str]) -> None:
    if strict:
        raise InvalidInputError(sentence, code=code)
    unknown.append(code)
