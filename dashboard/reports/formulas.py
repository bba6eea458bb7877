"""Role: how each figure of a report came about, in words with its numbers, for the speaker's notes."""

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.reports.material import Material
from dashboard.viewmodels.views import Attained, Savings


def attainment(label: str, attained: Attained) -> str:
    """``Giai đoạn 1: 3.001 : 2.000 = 150,1%, vượt 1.001 sáng kiến``."""
    if attained.target is None:
        return t("reports.formula.no_target", label=label, n=numbers.integer(attained.count))
    return t(
        "reports.formula.attainment",
        label=label,
        count=numbers.integer(attained.count),
        target=numbers.integer(attained.target),
        share=wording.share(attained),
        difference=wording.difference(attained) or t("charts.standing.met"),
    )


def scope(material: Material) -> str:
    """Which rows all figures are about."""
    view = material.overview
    return t(
        "reports.formula.scope",
        unit=view.scope.unit.name,
        phase=wording.inside(view.scope.phase.name),
        measure=word(view.scope.measure),
        cutoff=numbers.cutoff(view.stamp.as_of),
    )


def savings(found: Savings) -> str:
    """The sum with its coverage, the median and the likely slips."""
    lines = [
        t(
            "reports.formula.savings",
            total=numbers.vnd_exact(found.total_vnd),
            declared=numbers.integer(found.declared),
            of=numbers.integer(found.of),
        )
    ]
    if found.median_vnd is not None:
        lines.append(t("reports.formula.median", median=numbers.vnd_exact(found.median_vnd)))
    if found.flagged:
        lines.append(
            t(
                "reports.formula.flagged",
                n=numbers.integer(found.flagged),
                amount=numbers.vnd_exact(found.flagged_vnd),
                without=numbers.vnd_exact(found.total_vnd - found.flagged_vnd),
            )
        )
    return " ".join(lines)


def needed(missing: int, days: int, per_week: int) -> str:
    """``2.100 × 7 : 487 ngày = 31 sáng kiến/tuần (làm tròn lên)``."""
    return t(
        "reports.formula.needed",
        missing=numbers.integer(missing),
        days=numbers.integer(days),
        per_week=numbers.integer(per_week),
    )
