"""Role: the forecast in a chart: its line with the range, its label, and the sentence under the picture."""

from dashboard.charts.spec import Point, Role, Series
from dashboard.domain import forecast_statements
from dashboard.domain.forecast import Forecast, ForecastPoint
from dashboard.i18n import numbers, t
from dashboard.viewmodels.questions import Figure, Question
from dashboard.viewmodels.views import Course


def series(course: Course) -> Series | None:
    """From the last known day to the deadline, labelled at its end; None where there is no forecast."""
    found = course.forecast
    if not isinstance(found, Forecast):
        return None
    last = len(found.path) - 1
    points = tuple(_point(point, place == last) for place, point in enumerate(found.path))
    return Series(t("charts.forecast.name"), Role.FORECAST, points)


def _point(point: ForecastPoint, is_end: bool) -> Point:
    figures = {
        "n": numbers.integer(point.middle),
        "low": numbers.integer(point.low),
        "high": numbers.integer(point.high),
    }
    return Point(
        x=point.on,
        y=point.middle,
        low=point.low,
        high=point.high,
        label=t("charts.forecast.label", **figures) if is_end else "",
        hover=t("charts.forecast.hover", date=numbers.date(point.on), **figures),
        ask=Question(Figure.FORECAST).encode(),
    )


def sentence(course: Course) -> str:
    """What may come and whether it reaches the target, or why nothing can be said yet; empty when over."""
    found = course.forecast
    if found is None or not course.days:
        return ""
    if isinstance(found, Forecast):
        return forecast_statements.sentence(found, course.target)
    return forecast_statements.reason(found)


def method(course: Course) -> tuple[str, ...]:
    """How it was worked out and how far off it was before."""
    found = course.forecast
    return forecast_statements.method(found) if isinstance(found, Forecast) else ()


def outlook(course: Course) -> str:
    """``khó đạt chỉ tiêu``: for a title; empty without a forecast, a target, or when it is met already."""
    found = course.forecast
    if not isinstance(found, Forecast) or (
        course.days and course.days[-1].cumulative >= (course.target or 0)
    ):
        return ""
    word = found.outlook(course.target)
    return t(f"charts.forecast.outlook.{word.value}") if word else ""
