"""Role: when initiatives are submitted: slow start, Tết, school-year end, the rush of the last evening.

Times are local wall time (Asia/Ho_Chi_Minh) as numpy ``datetime64[s]``, sorted per phase.
"""

import numpy as np
from numpy.typing import NDArray

Moments = NDArray[np.datetime64]

PHASE_1_START = np.datetime64("2022-01-08")
PHASE_2_START = np.datetime64("2022-06-01")
LAST_DAY = np.datetime64("2022-07-15")
AS_OF = np.datetime64("2022-07-15T16:42:10")
"""The newest submission: the sample is "tính đến" this moment."""

TET = (np.datetime64("2022-01-29"), np.datetime64("2022-02-07"))
LAST_EVENING = tuple(np.datetime64(f"2022-05-31T23:{t}") for t in ("47:12", "59:00", "59:59"))
FIRST_MINUTES = tuple(np.datetime64(f"2022-06-01T00:{t}") for t in ("00:00", "00:41", "12:05"))
SCHOOLS = frozenset({"nursery", "primary", "lower", "upper"})
SECONDS_PER_DAY = 86_400
HOURS = ((0.42, 9.6, 1.1), (0.36, 15.2, 1.2), (0.22, 20.6, 1.0))
"""Habit of the day: share, middle and spread in hours of morning, afternoon and evening."""


def phase_1_moments(
    schools: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Moments, NDArray[np.int64]]:
    """Sorted moments for one row per entry of ``schools``, and which row each one belongs to."""
    days = np.arange(PHASE_1_START, PHASE_2_START)
    moments = np.empty(schools.size, dtype="datetime64[s]")
    for school in (False, True):
        chosen = np.flatnonzero(schools == school)
        moments[chosen] = _draw(days, _rhythm_1(days, school), chosen.size, rng)
    order = np.argsort(moments, kind="stable")
    moments = moments[order]
    if moments.size >= 2 * len(LAST_EVENING):
        moments[-len(LAST_EVENING) :] = LAST_EVENING
    moments.sort()
    return moments, order


def phase_2_moments(count: int, rng: np.random.Generator) -> Moments:
    """Sorted moments from 01/6/2022 0:00 to ``AS_OF``, the first minutes and the last one set."""
    days = np.arange(PHASE_2_START, LAST_DAY + 1)
    number = np.arange(days.size)
    weights = _weekly(days) * (1.0 + 3.0 * np.exp(-number / 2.0) + 0.8 * np.exp(-(((number - 32) / 5) ** 2)))
    moments = np.minimum(_draw(days, weights, count, rng), AS_OF)
    moments.sort()
    if count > len(FIRST_MINUTES):
        moments[: len(FIRST_MINUTES)] = FIRST_MINUTES
        moments.sort()
    if count:
        moments[-1] = AS_OF
    return moments


def _rhythm_1(days: Moments, school: bool) -> NDArray[np.float64]:
    progress = np.arange(days.size) / days.size
    weights = np.exp(2.6 * progress) * _weekly(days)
    left = days.size - np.arange(days.size)  # 1 on the last day
    if school:  # initiatives recognised at the end of the school year are entered in May
        weights *= np.where(left <= 31, 2.2, 1.0)
    weights *= np.where(left <= 7, 2.4, 1.0)
    weights[-1] *= 2.6 if school else 4.0
    weights[(days >= TET[0]) & (days < TET[1])] *= 0.04
    return np.asarray(weights)


def _weekly(days: Moments) -> NDArray[np.float64]:
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7  # 0 is Monday: 1/1/1970 was a Thursday
    return np.where(weekday == 6, 0.18, np.where(weekday == 5, 0.4, 1.0))


def _draw(days: Moments, weights: NDArray[np.float64], count: int, rng: np.random.Generator) -> Moments:
    edges = np.cumsum(weights) / weights.sum()
    day = np.minimum(np.searchsorted(edges, rng.random(count), side="right"), days.size - 1)
    habit = rng.choice(len(HOURS), count, p=np.array([h[0] for h in HOURS]))
    middle, spread = (np.array([h[i] for h in HOURS])[habit] for i in (1, 2))
    hour = rng.normal(middle, spread)
    # On the deadline itself people sit up: half of that day's entries come after supper.
    late = (days[day] == PHASE_2_START - 1) & (rng.random(count) < 0.5)
    hour = np.where(late, 24 - np.abs(rng.normal(0.0, 2.2, count)), hour)
    seconds = np.clip(hour * 3_600, 60, SECONDS_PER_DAY - 2).astype(np.int64)
    return np.asarray(days[day].astype("datetime64[s]") + seconds.astype("timedelta64[s]"))
