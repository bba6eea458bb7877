"""Role: numbers, money and dates as a Vietnamese (or English) reader writes them, from exact values."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from dashboard.i18n.catalogue import current_language, t
from data_access.vocabulary import ZONE

Exact = int | Decimal | Fraction
"""What may be shown: never a binary float, whose halves round at random."""

_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}
_MONEY_STEPS = (("dong", 1), ("thousand", 10**3), ("million", 10**6), ("billion", 10**9))
_STEP_RATIO = 1000
_NO_FLOATS = "shown figures are exact: int, Decimal or Fraction"


def half_up(value: Exact, places: int = 0) -> int:
    """``value`` × 10^places rounded to a whole number, halves away from zero.

    The single rounding rule of every shown figure. Raises TypeError for a float.
    """
    if isinstance(value, float):
        raise TypeError(_NO_FLOATS)
    scaled = abs(Fraction(value)) * 10**places
    rounded: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -rounded if value < 0 else rounded


def scaled_text(scaled: int, places: int) -> str:
    """A whole number of 10^-places units with the language's separators: (1501, 1) → ``150,1``."""
    group, point = _SEPARATORS[current_language()]
    whole, part = divmod(abs(scaled), 10**places)
    text = f"{whole:,}".replace(",", group)
    if places:
        text += f"{point}{part:0{places}d}"
    return f"-{text}" if scaled < 0 else text


def integer(value: int) -> str:
    """``3.001``."""
    if isinstance(value, float):
        raise TypeError(_NO_FLOATS)
    return scaled_text(int(value), 0)


def signed_integer(value: int) -> str:
    """A change: ``+12``, ``-3``, ``0``."""
    return f"+{integer(value)}" if value > 0 else integer(value)


def decimal(value: Exact, places: int = 1) -> str:
    """``1,5``: always ``places`` digits after the point, half-up."""
    return scaled_text(half_up(value, places), places)


def compact_decimal(value: Exact, places: int = 1) -> str:
    """``1,5`` but ``15`` for 15,0: at most ``places`` digits, no zeros at the end."""
    scaled = half_up(value, places)
    while places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    return scaled_text(scaled, places)


def percent(share: Exact, places: int = 1) -> str:
    """A share (1 is all) as ``150,1%``. Attainment has its own rule: see ``domain.attainment``."""
    return f"{scaled_text(half_up(share, places + 2), places)}%"


def two_digits(value: int) -> str:
    """Official texts write counts below ten with two digits (``07 tập thể``); English does not."""
    if current_language() == "vi" and 0 < value < 10:
        return f"{value:02d}"
    return integer(value)


def vnd(value: Exact, places: int = 1) -> str:
    """Money in short: ``15 tỷ đồng``, ``1,5 tỷ đồng``, ``200 triệu đồng``, ``500 nghìn đồng``.

    The step is chosen after rounding, so 999.990.000 reads ``1 tỷ đồng`` and never ``1.000 triệu đồng``;
    960.000.000 stays ``960 triệu đồng``.
    """
    name, shown = _money(value, places)
    return t(f"numbers.{name}", n=shown)


def vnd_brief(value: Exact, places: int = 1) -> str:
    """Money without the word đồng, for axes: ``200 triệu``."""
    name, shown = _money(value, places)
    return t(f"numbers.brief.{name}", n=shown)


def vnd_range(lower: int, upper: int) -> str:
    """``1–2 triệu đồng``, ``500 triệu – 1 tỷ đồng``: one word for the step when both share it."""
    (lower_name, lower_shown), (upper_name, upper_shown) = _money(lower, 1), _money(upper, 1)
    if lower_name == upper_name:
        return t(f"numbers.{upper_name}", n=f"{lower_shown}–{upper_shown}")
    return t("numbers.money_range", lower=vnd_brief(lower), upper=vnd(upper))


def vnd_exact(value: int) -> str:
    """Money to the đồng: ``15.000.000.000 đồng``."""
    return t("numbers.dong", n=integer(value))


def date(day: dt.date) -> str:
    """``31/5/2022``; a datetime is read in the zone of the campaign."""
    if isinstance(day, dt.datetime):
        day = day.astimezone(ZONE).date()
    return t("numbers.date", day=day.day, month=_month_word(day.month), year=day.year)


def day_and_month(day: dt.date) -> str:
    """``31/5``, for axes."""
    return t("numbers.day_and_month", day=day.day, month=_month_word(day.month))


def month(year: int, number: int) -> str:
    """``tháng 5/2022``."""
    return t("numbers.month", month=_month_word(number), year=year)


def cutoff(instant: dt.datetime) -> str:
    """An as-of moment: ``24h ngày 31/5/2022`` (midnight belongs to the day it ends), ``15h30 ngày …``."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    local = instant.astimezone(ZONE)
    hour, day = local.hour, local.date()
    if hour == 0 and local.minute == 0:
        hour, day = 24, day - dt.timedelta(days=1)
    key = "numbers.cutoff_minute" if local.minute else "numbers.cutoff_hour"
    return t(key, hour=hour, minute=f"{local.minute:02d}", date=date(day))


def _month_word(number: int) -> str:
    return t(f"numbers.months.m{number:02d}")


def _money(value: Exact, places: int) -> tuple[str, str]:
    """The step in which an amount is written, and its number in that step."""
    name, size = _MONEY_STEPS[-1]
    for step, step_size in _MONEY_STEPS[:-1]:
        if half_up(abs(Fraction(value)) / step_size, places) < _STEP_RATIO * 10**places:
            name, size = step, step_size
            break
    return name, compact_decimal(Fraction(value) / size, places if size > 1 else 0)
