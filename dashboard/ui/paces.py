"""Role: the pace in words: what is needed a week, how long is left, how it went lately."""

from dashboard.charts import wording
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.viewmodels.views import Headline, Scope


def sentence(headline: Headline, scope: Scope) -> str:
    """One sentence: so many, so much of the target, and what a week must bring from here on."""
    figure = headline.programme if scope.phase.number == 0 else headline.phase
    parts = [
        t(
            "trend.lead",
            unit=scope.unit.name,
            n=numbers.integer(figure.count),
            measure=word(scope.measure),
            share=wording.share(figure),
        )
        if figure.target
        else t(
            "trend.lead_no_target",
            unit=scope.unit.name,
            n=numbers.integer(figure.count),
            measure=word(scope.measure),
        )
    ]
    pace = headline.pace
    if pace.needed_per_week:
        parts.append(t("trend.needed", n=numbers.integer(pace.needed_per_week)))
    return "; ".join(parts) + "."


def figures(headline: Headline, empty_weeks: int, undated: int) -> list[tuple[str, str]]:
    """Small figures beside it: name and number."""
    pace = headline.pace
    shown: list[tuple[str, str | None]] = [
        (t("trend.days_left"), None if pace.days_left is None else numbers.integer(max(pace.days_left, 0))),
        (
            t("trend.recent"),
            None if pace.recent_per_week is None else numbers.compact_decimal(pace.recent_per_week),
        ),
        (t("trend.expected"), None if pace.expected is None else numbers.integer(pace.expected)),
        (t("trend.gap"), None if pace.gap is None else numbers.signed_integer(pace.gap)),
        (t("trend.empty_weeks"), numbers.integer(empty_weeks)),
        (t("trend.undated"), numbers.integer(undated) if undated else None),
    ]
    return [(name, figure) for name, figure in shown if figure is not None]
