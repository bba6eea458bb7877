"""Role: the figures behind Tổng quan in the shape that `sangkien figures` prints (a stable contract)."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from dashboard.domain.attainment import Attainment
from dashboard.domain.campaign import start_of_day
from dashboard.i18n import numbers, t, use_language
from dashboard.i18n.words import word
from dashboard.settings import Settings, load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels.core import Core
from dashboard.viewmodels.overview import sentences
from dashboard.viewmodels.scope import resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import FieldRow, UnitPart, UnitRow
from data_access.database import Database
from data_access.viewer import Viewer
from data_access.vocabulary import WHOLE_PROGRAMME, ZONE


@dataclass(frozen=True)
class Figures:
    """A core with its fields, from which both forms of output are made."""

    core: Core
    fields: tuple[FieldRow, ...]
    settings: Settings


def build(viewer: Viewer, db: Database, state: FilterState, *, strict: bool = False) -> Figures:
    """The figures of a state. ``strict`` refuses unknown codes (InvalidInputError), not replacing them."""
    settings = load_settings(os.environ)
    with db.connect() as conn:
        cut = resolve(viewer, conn, state, strict=strict)
        return Figures(
            core=shared.build(viewer, db, conn, cut, settings),
            fields=shared.field_rows(viewer, conn, cut),
            settings=settings,
        )


def parse_as_of(text: str, zone: tzinfo) -> datetime:
    """An instant from ISO text: without a zone local time, a bare date the end of that day.

    "2022-05-31T24:00" is 1/6/2022 0:00. Raises ValueError for anything else.
    """
    if "T" not in text and " " not in text:
        return start_of_day(date.fromisoformat(text)) + timedelta(days=1)
    if text[10:13].lstrip("T ") == "24":
        if set(text[13:]) - set(":0"):
            raise ValueError(text)
        return start_of_day(date.fromisoformat(text[:10])) + timedelta(days=1)
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def as_json(figures: Figures) -> dict[str, Any]:
    """The contract's JSON. Money is whole đồng, shares are exact decimal strings (1.5005 is 150,05%).

    The statement is Vietnamese whatever the language, as scripts and published texts expect it.
    """
    core, cut = figures.core, figures.core.cut
    with use_language("vi"):
        statement = core.attainment.statement()
        programme_statement = core.programme_attainment.statement()
        units = [_unit_json(row, core.units.ranked) for row in core.units.rows]
    return {
        "as_of": cut.as_of.astimezone(ZONE).isoformat(),
        "programme": cut.programme.code,
        "unit": cut.unit.code,
        "unit_name": cut.unit.name,
        "phase": "all" if cut.phase_number == WHOLE_PROGRAMME else cut.phase_number,
        "measure": str(cut.measure),
        "submitted": core.submitted,
        "valid": core.valid,
        "authors": core.authors,
        "target": core.target,
        "programme_target": core.programme_target,
        "programme_count": core.programme_count,
        "attainment": _decimal(core.attainment.share),
        "programme_attainment": _decimal(core.programme_attainment.share),
        "statement": statement,
        "programme_statement": programme_statement,
        "savings": {
            "total_vnd": core.savings.total_vnd,
            "declared": core.savings.declared,
            "of": core.savings.of,
            "median_vnd": core.savings.median_vnd,
        },
        "units": units,
        "fields": [
            {"name": row.name, "count": row.count, "savings_vnd": row.savings.total_vnd}
            for row in figures.fields
        ],
        "months": [
            {"month": f"{row.starts_on:%Y-%m}", "count": row.count, "cumulative": row.cumulative}
            for row in shared.months(core)
        ],
        "quality": {
            "without_value": core.totals["n"] - core.totals["n_value"],
            "likely_slips": core.totals["n_flagged"],
            "likely_slips_vnd": core.totals["sum_flagged"],
            "without_field": core.totals["n_no_field"],
            "without_recognition": core.totals["n_no_recognition"],
            "without_grassroots_unit": core.totals["n_no_unit"],
            "confidential": core.totals["n_confidential"],
            "outside_phases": core.outside_phases,
            "undated": core.undated,
        },
        "published_rank": {"rank": core.rank.rank, "of": core.rank.of} if core.rank else None,
        "data_version": core.stamp.version,
    }


def as_lines(figures: Figures) -> list[str]:
    """The same for a person at a terminal."""
    core, cut = figures.core, figures.core.cut
    lines = [
        t(
            "scope.figures_scope",
            unit=cut.unit.name,
            cutoff=numbers.cutoff(cut.as_of),
            measure=word(cut.measure),
        ),
        core.attainment.statement(),
        t("scope.figures_programme", statement=core.programme_attainment.statement()),
        *sentences(core, figures.settings),
    ]
    for row in core.units.rows:
        exact = Attainment(row.phase.count, row.phase.target)
        lines.append(f"  {row.unit.name}: {numbers.integer(row.phase.count)} · {exact.statement()}")
    return lines


def _unit_json(row: UnitRow, ranked: int) -> dict[str, Any]:
    exact = Attainment(row.phase.count, row.phase.target)
    return {
        "code": row.unit.code if row.part is UnitPart.UNIT else "",
        "name": t("scope.unit_itself", unit=row.unit.name) if row.part is UnitPart.ITSELF else row.unit.name,
        "target": row.phase.target,
        "count": row.phase.count,
        "attainment": _decimal(exact.share),
        "status": word(exact.status),
        "band": str(row.band),
        "rank": row.rank,
        "of": ranked if row.rank is not None else None,
        "tied": row.tied,
        "statement": exact.statement(),
        "programme_target": row.programme.target,
        "programme_count": row.programme.count,
        "programme_attainment": _decimal(row.programme.share),
        "savings_vnd": row.savings.total_vnd,
        "declared": row.savings.declared,
    }


def _decimal(share: Decimal | None) -> str | None:
    return None if share is None else f"{share:f}"
