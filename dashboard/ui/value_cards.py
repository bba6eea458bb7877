"""Role: the money of an initiatives campaign: total with coverage, median, slips apart, the largest by name."""

from decimal import Decimal

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.ui import html
from dashboard.ui.cards import Card
from dashboard.ui.kpis import declared
from dashboard.viewmodels.views import FieldsView, TopInitiative


def cards(view: FieldsView) -> list[Card]:
    """Total, coverage, median, likely slips, unclassified."""
    savings = view.savings
    coverage = wording.part(_share(savings.declared, savings.of))
    without = wording.money(savings.total_vnd - savings.flagged_vnd)
    return [
        Card(
            t("ui.kpi.savings"),
            wording.money(savings.total_vnd) if savings.declared else "–",
            detail=declared(savings),
            how=(
                t(
                    "ui.how.savings",
                    value=numbers.vnd_exact(savings.total_vnd),
                    declared=numbers.integer(savings.declared),
                ),
                t("ui.how.per_year"),
            ),
        ),
        Card(t("fields.coverage"), coverage, detail=t("fields.coverage_detail"), how=(t("ui.how.coverage"),)),
        Card(
            t("fields.median"),
            "–" if savings.median_vnd is None else wording.money(savings.median_vnd),
            detail=t("fields.median_detail"),
            how=(t("ui.how.median"),),
        ),
        Card(
            t("fields.flagged"),
            numbers.integer(savings.flagged),
            detail=t("fields.without_flagged", value=without),
            how=(t("ui.how.slips"),),
        ),
        Card(
            t("fields.unclassified"),
            numbers.integer(view.unclassified),
            beside=f" / {numbers.integer(view.total)}",
            detail=wording.part(_share(view.unclassified, view.total)),
        ),
    ]


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def top(view: FieldsView) -> None:
    """The largest declared values; a confidential title is withheld, a likely slip is marked."""
    html.show(f'<div class="sk-heading"><h3>{html.text(t("fields.top"))}</h3></div>')
    rows = "".join(map(_row, view.top))
    if not rows:
        html.show(html.element("p", "empty", html.text(t("fields.no_values"))))
        return
    heads = "".join(
        f'<th scope="col" class="{css}">{html.text(t(f"fields.columns.{name}"))}</th>'
        for name, css in (("title", ""), ("unit", ""), ("value", "sk-number"))
    )
    html.show(f'<table class="sk-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>')


def _row(row: TopInitiative) -> str:
    title = row.title if row.title is not None else t("fields.confidential")
    mark = html.element("span", "flag", html.text(t("fields.slip"))) if row.flagged else ""
    value = html.text(wording.money(row.savings_vnd))
    return (
        f"<tr><td>{html.text(title)}{mark}</td><td>{html.text(row.unit_name)}</td>"
        f'<td class="sk-number">{value}</td></tr>'
    )
