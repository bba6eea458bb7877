"""Role: the money of a campaign: total with coverage, median, slips apart, the largest by name."""

from decimal import Decimal

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.ui import html, show
from dashboard.ui.cards import Card
from dashboard.ui.html import NOTHING, Markup, element, text
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
    show.heading(t("fields.top"))
    if not view.top:
        show.note(t("fields.no_values"))
        return
    heads = [
        element("th", name, text(t(f"fields.columns.{key}")), scope="col")
        for key, name in (("title", ""), ("unit", ""), ("value", "number"))
    ]
    body = element("tbody", "", *map(_row, view.top))
    html.show(element("table", "table", element("thead", "", element("tr", "", *heads)), body))


def _row(row: TopInitiative) -> Markup:
    title = row.title if row.title is not None else t("fields.confidential")
    slip = element("span", "flag", text(t("fields.slip"))) if row.flagged else NOTHING
    return element(
        "tr",
        "",
        element("td", "", text(title), slip),
        element("td", "", text(row.unit_name)),
        element("td", "number", text(wording.money(row.savings_vnd))),
    )
