"""Role: the pace in words: what is needed a week, how long is left, how it went lately."""

from dashboard.charts import forecasts, wording
from dashboard.charts.periods import Step, last_day
from dashboard.domain.periods import DAYS_PER_WEEK
from dashboard.i18n import numbers, t
from dashboard.i18n.words import word
from dashboard.ui import look_backs
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Headline, Scope, TrendView

MOST_WEEKS = 6
"""Names of weeks that a sentence holds."""


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


def figures(headline: Headline, undated: int) -> list[tuple[str, str] | tuple[str, str, str]]:
    """Small figures beside it: name and number, and what a click on it asks."""
    pace, asked = headline.pace, Question(Figure.PACE).encode()
    shown: list[tuple[str, str | None]] = [
        (t("trend.days_left"), numbers.integer(pace.days_left) if pace.days_left else None),
        (
            t("trend.recent"),
            None if pace.recent_per_week is None else numbers.compact_decimal(pace.recent_per_week),
        ),
        (t("trend.expected"), None if pace.expected is None else numbers.integer(pace.expected)),
        (t("trend.gap"), None if pace.gap is None else numbers.signed_integer(pace.gap)),
    ]
    found: list[tuple[str, str] | tuple[str, str, str]] = [
        (name, figure, asked) for name, figure in shown if figure is not None
    ]
    if undated:
        found.append((t("trend.undated"), numbers.integer(undated)))
    return found


def readings(view: TrendView) -> list[tuple[str, tuple[str, ...]]]:
    """What the pictures show, said: each with its name, the forecast's method last."""
    course = view.course
    said = [
        (t("trend.readings.phases"), _phases(view)),
        (t("trend.readings.target"), look_backs.target(view.back)),
        (t("trend.readings.surge"), " ".join(filter(None, (_surge(view), _half_way(view))))),
        (t("trend.readings.former"), _same_day(view)),
        (t("trend.readings.empty"), _empty(view)),
        (t("trend.readings.forecast"), forecasts.sentence(course) if course else ""),
    ]
    said += [(t("trend.readings.best_day"), look_backs.best_day(view.back)), *look_backs.said(view.back)]
    found: list[tuple[str, tuple[str, ...]]] = [(name, (words,)) for name, words in said if words]
    method = forecasts.method(course) if course else ()
    return [*found, (t("trend.readings.method"), method)] if method else found


def _phases(view: TrendView) -> str:
    return "; ".join(
        t("trend.phase_count", phase=name, n=numbers.integer(count)) for name, count in view.phase_counts
    )


def _surge(view: TrendView) -> str:
    """The late surge where there is one; while the phase runs, the newest two weeks."""
    surge = view.surge
    if surge is None or not surge.count:
        return ""
    is_over = view.scope.phase.ends_at is not None and view.stamp.as_of >= view.scope.phase.ends_at
    key = "trend.surge_end" if is_over else "trend.surge_now"
    words = t(
        key,
        share=numbers.percent(surge.share, 0),
        weeks=surge.days // DAYS_PER_WEEK,
        even=numbers.percent(surge.even_share, 0),
    )
    return words if surge.is_one or is_over else ""


def _half_way(view: TrendView) -> str:
    half = view.half_way
    if half is None:
        return ""
    return t(
        "trend.half_way",
        date=numbers.date(half.on),
        day=numbers.integer(half.day_number),
        of=numbers.integer(half.of),
    )


def _same_day(view: TrendView) -> str:
    same = view.same_day
    if same is None or view.former_phase is None:
        return ""
    gap = view.headline.phase.count - same.count
    key = "same" if gap == 0 else "more" if gap > 0 else "fewer"
    return t(
        f"trend.same_day.{key}",
        day=numbers.integer(same.day_number),
        phase=wording.inside(view.former_phase.name),
        then=numbers.integer(same.count),
        now=numbers.integer(view.headline.phase.count),
        gap=numbers.integer(abs(gap)),
        final=numbers.integer(same.final),
    )


def _empty(view: TrendView) -> str:
    """Which weeks, not only how many; the newest ones by name when there are many."""
    if not view.empty:
        return t("trend.no_empty_weeks") if view.weeks else ""
    named = [
        t(
            "trend.week",
            first=numbers.day_and_month(week.starts_on),
            last=numbers.date(last_day(week, Step.WEEK)),
        )
        for week in view.empty[-MOST_WEEKS:]
    ]
    key = "trend.empty_named" if len(named) == len(view.empty) else "trend.empty_newest"
    return t(key, n=numbers.integer(len(view.empty)), weeks=", ".join(named))
