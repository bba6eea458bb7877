"""Role: short lists in words: who must be urged, which fields lead, what lies outside every phase."""

from collections.abc import Sequence

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.viewmodels.views import FieldRow, UnitRow

OVERVIEW_CHART = 306
"""Height in pixels of the two charts of Tổng quan, so that all of it fits 1366×768."""

LEADING_FIELDS = 3


def urgent(rows: Sequence[UnitRow]) -> list[str]:
    """``LĐLĐ huyện Bình Gia còn thiếu 37``, or how far behind plan; words of relief when nobody is behind."""
    return [_urgent(row) for row in rows] or [t("overview.nobody_urgent")]


def _urgent(row: UnitRow) -> str:
    missing, late = row.phase.missing or 0, -(row.plan_gap or 0)
    if late in (0, missing):
        return t("overview.urgent_unit", unit=row.unit.name, n=numbers.integer(missing))
    return t("overview.late_unit", unit=row.unit.name, n=numbers.integer(late))


def leading_fields(rows: Sequence[FieldRow]) -> list[str]:
    """``Giáo dục, đào tạo 41,0%``."""
    named = [row for row in rows if row.code is not None and row.count][:LEADING_FIELDS]
    return [f"{row.name} {wording.part(row.share)}" for row in named] or [t("overview.no_fields")]


def outside(count: int) -> str:
    """How many lie in no phase: flagged and counted apart, never lost."""
    return t("overview.outside_phases", n=numbers.integer(count))
