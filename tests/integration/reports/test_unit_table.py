"""Role: the table of units warns of who is late for the phase, not of a programme that still runs."""

from dashboard.charts.spec import Role
from dashboard.i18n import t
from dashboard.reports.blocks import Cell
from data_access.database import Database
from tests.integration.reports import campaigns


def _short(db: Database, column: str) -> list[Cell]:
    """Cells of the first annex under that head which say "chưa đạt"."""
    table = campaigns.document(db).annexes[0].tables[0]
    at = [one.name for one in table.columns].index(t(column))
    return [row[at] for row in table.rows if row[at].shown.startswith("○")]


def test_who_is_short_of_a_phase_that_is_over_is_marked_late(databases: dict[str, Database]) -> None:
    short = _short(databases["16 units"], "reports.column.share")
    assert short
    assert {cell.role for cell in short} == {Role.ATTENTION}


def test_a_programme_that_still_runs_has_nobody_late(databases: dict[str, Database]) -> None:
    short = _short(databases["16 units"], "reports.column.programme")
    assert short
    assert {cell.role for cell in short} == {Role.PLAN}
