"""Role: a forecast in words: what may come, whether that reaches the target, and how it was worked out."""

from dashboard.domain.forecast import FEWEST_DAYS, FEWEST_INITIATIVES, Forecast, NoForecast
from dashboard.i18n import numbers, t


def sentence(forecast: Forecast, target: int | None) -> str:
    """ "Dự báo đến 31/5/2022: khoảng 2.200 sáng kiến (từ 1.300 đến 3.900); có thể đạt chỉ tiêu …"."""
    end, outlook = forecast.end, forecast.outlook(target)
    said = t(
        "domain.forecast.sentence",
        date=numbers.date(end.on),
        n=numbers.integer(end.middle),
        low=numbers.integer(end.low),
        high=numbers.integer(end.high),
    )
    if outlook is None:
        return f"{said}."
    return f"{said}; {t(f'domain.forecast.outlook.{outlook.value}', target=numbers.integer(target or 0))}."


def reason(why: NoForecast) -> str:
    """Why there is none; empty when the phase is not running."""
    if why is NoForecast.NOT_RUNNING:
        return ""
    return t(f"domain.forecast.none.{why.value}", days=FEWEST_DAYS, n=FEWEST_INITIATIVES)


def method(forecast: Forecast) -> tuple[str, ...]:
    """How it was made, and how far off the same calculation was before."""
    compared = "compared" if forecast.phases else "alone"
    lines = [t(f"domain.forecast.method.{compared}", phases=numbers.integer(forecast.phases))]
    lines += [
        t(
            f"domain.forecast.{name}",
            error=numbers.percent(trial.mean_error, 0),
            held=numbers.integer(trial.held),
            tries=numbers.integer(trial.tries),
        )
        for name, trial in (("on_past", forecast.on_past), ("on_own", forecast.on_own))
        if trial is not None
    ]
    if forecast.on_past is None and forecast.on_own is None:
        lines.append(t("domain.forecast.untried"))
    return tuple(lines)
