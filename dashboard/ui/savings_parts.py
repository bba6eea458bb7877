"""Role: the money of a campaign in cards and lists: total, coverage, median, the largest, the doubtful."""

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

import streamlit as st

from dashboard import navigation
from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import address, html, register_address, show
from dashboard.ui.cards import Card
from dashboard.ui.html import NOTHING, Markup, element, text
from dashboard.ui.kpis import declared
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.register import RegisterRow
from dashboard.viewmodels.savings import TOP_CHOICES, Doubt, SavingsView

TOP = "dung-dau"
FORMS = "cach-ghi"


def wished_top() -> int:
    """How many of the largest the address asks for."""
    asked = st.query_params.get(TOP, "")
    return int(asked) if asked in map(str, TOP_CHOICES) else TOP_CHOICES[0]


def wishes_forms() -> bool:
    """Whether someone asked to count how values are written."""
    return st.query_params.get(FORMS) == "co"


def lead(view: SavingsView) -> None:
    """The total with and without the likely slips, in one sentence."""
    savings = view.savings
    if not savings.declared:
        show.lead(t("savings.none", of=numbers.integer(savings.of)))
        return
    total = wording.money(savings.total_vnd)
    if not savings.flagged:
        show.lead(t("savings.total", total=total))
        return
    without = numbers.vnd(view.without_slips_vnd)
    n = numbers.integer(savings.flagged)
    # When both round to the same words the difference is told to the đồng.
    key = "savings.with_and_without" if without != total else "savings.slips_are_small"
    show.lead(t(key, total=total, n=n, without=without, slips=numbers.vnd_exact(savings.flagged_vnd)))


def cards(view: SavingsView) -> list[Card]:
    """Total, coverage, median, how unequal, likely slips."""
    savings = view.savings
    coverage = wording.part(_share(savings.declared, savings.of))
    return [
        Card(
            t("ui.kpi.savings"),
            wording.money(savings.total_vnd) if savings.declared else "–",
            detail=declared(savings),
            ask=Question(Figure.SAVINGS).encode(),
        ),
        Card(
            t("savings.coverage"),
            coverage,
            detail=t("savings.undeclared", n=numbers.integer(savings.of - savings.declared)),
            how=(t("savings.how_coverage"),),
        ),
        Card(
            t("savings.median"),
            "–" if savings.median_vnd is None else wording.money(savings.median_vnd),
            detail=t("savings.mean", value=wording.money(savings.total_vnd // savings.declared))
            if savings.declared
            else "",
            ask=Question(Figure.MEDIAN).encode(),
        ),
        Card(
            t("savings.top_share", n=numbers.integer(len(view.top))),
            wording.part(view.top_share) if view.top else "–",
            detail=t("savings.of_total") if view.top else "",
            how=(t("savings.how_top"), *_without_secret(view)),
        ),
        Card(
            t("savings.slips"),
            numbers.integer(savings.flagged),
            detail=t("savings.slips_hold", value=numbers.vnd_exact(savings.flagged_vnd)),
            ask=Question(Figure.SAVINGS, flagged=True).encode(),
        ),
    ]


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def _without_secret(view: SavingsView) -> tuple[str, ...]:
    return (t("savings.without_secret", n=numbers.integer(view.secret)),) if view.secret else ()


def largest(view: SavingsView) -> None:
    """The largest declared values, as many as chosen."""
    with st.container(key="panel-top"):
        with st.container(horizontal=True, vertical_alignment="center", key="plain-top-head"):
            show.heading(t("savings.top", n=numbers.integer(len(view.top))))
            st.session_state["s-top"] = wished_top()
            st.segmented_control(
                t("savings.how_many"),
                list(TOP_CHOICES),
                key="s-top",
                label_visibility="collapsed",
                required=True,
                on_change=lambda: address.put(TOP, str(st.session_state["s-top"])),
            )
        if not view.top:
            show.note(t("savings.no_values"))
            return
        html.show(_table(view.top, ("place", "title", "unit", "written", "value"), ()))
        for words in _without_secret(view):
            show.note(words)


def doubtful(view: SavingsView) -> None:
    """Likely slips with what they might have meant; the totals with and without them."""
    savings = view.savings
    with st.container(key="panel-slips"):
        show.heading(t("savings.slips_title", n=numbers.integer(savings.flagged)))
        if not savings.flagged:
            show.note(t("savings.no_slips"))
        else:
            totals = t(
                "savings.totals",
                total=numbers.vnd_exact(savings.total_vnd),
                without=numbers.vnd_exact(view.without_slips_vnd),
            )
            html.show(element("p", "pair-of-totals", text(totals)))
            rows = [each.row for each in view.slips]
            meant = [_meant(each) for each in view.slips]
            columns = ("code", "title", "unit", "written", "value", "why", "meant")
            html.show(_table(rows, columns, meant))
            _not_listed(savings.flagged - len(view.slips))
        key = "savings.outliers" if view.outliers else "savings.no_outliers"
        show.note(t(key, n=numbers.integer(view.outliers), limit=numbers.vnd(view.outlier_from_vnd)))


def _not_listed(count: int) -> None:
    if count > 0:
        show.note(t("savings.not_listed", n=numbers.integer(count)))


def _meant(doubt: Doubt) -> str:
    return t("savings.or").join(map(wording.money, doubt.readings)) or "–"


def one_year(view: SavingsView) -> None:
    """The one-year rule: what was given per month, and how else values are written."""
    with st.container(key="panel-year"):
        show.heading(t("savings.year_title"))
        show.note(t("savings.year_rule"))
        if view.per_month_n:
            words = t(
                "savings.per_month",
                n=numbers.integer(view.per_month_n),
                year=numbers.vnd_exact(view.per_month_vnd),
                month=numbers.vnd_exact(view.per_month_as_written_vnd),
            )
            html.show(element("p", "pair-of-totals", text(words)))
            html.show(_table(view.per_month, ("code", "title", "written", "value"), ()))
            _not_listed(view.per_month_n - len(view.per_month))
        else:
            show.note(t("savings.no_per_month"))
        _forms(view)


def _forms(view: SavingsView) -> None:
    forms = view.forms
    if forms is None:
        st.button(t("savings.count_forms"), key="s-forms", on_click=address.put, args=(FORMS, "co"))
        return
    counts = (
        (t("savings.approximate"), forms.approximate),
        (t("savings.ranges"), forms.ranges),
        (t("savings.not_monetary"), forms.not_monetary),
    )
    show.chips([(name, numbers.integer(count)) for name, count in counts])


def _table(rows: Sequence[RegisterRow], columns: tuple[str, ...], meant: Sequence[str]) -> Markup:
    heads = (
        element("th", "number" if name == "value" else "", text(t(f"savings.columns.{name}")), scope="col")
        for name in columns
    )
    lines = []
    for place, row in enumerate(rows):
        cells = _cells(row, place, meant[place] if meant else "")
        lines.append(element("tr", "", *(_cell(name, cells[name]) for name in columns)))
    table = element(
        "table",
        "table sk-list",
        element("thead", "", element("tr", "", *heads)),
        element("tbody", "", *lines),
    )
    return element(
        "div", "scrolled sk-money", table, tabindex="0", role_="region", aria_label=t("savings.list")
    )


def _cell(name: str, inner: Markup) -> Markup:
    return element("td", "number" if name == "value" else f"of-{name}", inner)


def _link(row: RegisterRow) -> Markup:
    """To the initiative's card in the register, under the same filters."""
    chosen = {key: value for key, value in st.query_params.to_dict().items() if key in address.KEYS}
    query = urlencode({**chosen, register_address.CARD: row.code})
    return element("a", "", text(row.title), href=f"{navigation.REGISTER.path}?{query}", target="_self")


def _cells(row: RegisterRow, place: int, meant: str) -> dict[str, Markup]:
    flags = ", ".join(map(word, row.flags))
    value = "–" if row.savings_vnd is None else wording.money(row.savings_vnd)
    return {
        "place": text(numbers.integer(place + 1)),
        "code": text(row.code),
        "title": _link(row),
        "unit": text(row.unit),
        "written": text(row.savings_text or "–"),
        "value": text(value),
        "why": element("span", "flag", text(flags)) if flags else NOTHING,
        "meant": text(meant),
    }
