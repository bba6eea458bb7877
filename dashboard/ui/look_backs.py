"""Role: a phase that is over, in words: when its target was met, its best day, what forecasts had said."""

from decimal import Decimal

from dashboard.domain.looking_back import LookBack, Said
from dashboard.i18n import numbers, t


def target(back: LookBack | None) -> str:
    """``Đủ chỉ tiêu 2.000 từ 25/5/2022, ngày thứ 138/144. Ngang hoặc trên đường kế hoạch 7/144 ngày.``"""
    if back is None or back.target is None or back.days_on_plan is None:
        return ""
    figure = numbers.integer(back.target)
    if back.reached is None:
        said = t("trend.back.missed", target=figure, missing=numbers.integer(back.target - back.total))
    else:
        said = t(
            "trend.back.reached",
            target=figure,
            date=numbers.date(back.reached.on),
            day=numbers.integer(back.reached.day_number),
            of=numbers.integer(back.reached.of),
        )
    on_plan = t("trend.back.on_plan", n=numbers.integer(back.days_on_plan), of=numbers.integer(back.days))
    return f"{said} {on_plan}"


def best_day(back: LookBack | None) -> str:
    """``31/5/2022: 410 sáng kiến, 14% của cả giai đoạn.``"""
    if back is None or back.best_day is None:
        return ""
    share = Decimal(back.best_day_count) / back.total
    return t(
        "trend.back.best_day",
        date=numbers.date(back.best_day),
        n=numbers.integer(back.best_day_count),
        share=numbers.percent(share, 0),
    )


def said(back: LookBack | None) -> list[tuple[str, str]]:
    """What the forecast had said against what came, each under its own name."""
    if back is None:
        return []
    return [
        (t("trend.readings.said", days=numbers.integer(one.days_before)), _said(one, back.total))
        for one in back.said
    ]


def _said(one: Said, total: int) -> str:
    verdict = "held" if one.held else "above" if total > one.high else "below"
    return t(
        "trend.back.said",
        n=numbers.integer(one.middle),
        low=numbers.integer(one.low),
        high=numbers.integer(one.high),
        total=numbers.integer(total),
        verdict=t(f"trend.back.{verdict}"),
    )
