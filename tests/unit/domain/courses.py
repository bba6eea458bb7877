"""Role: invented courses of a campaign, for trying what a forecast says before their end is known."""

import random
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate
from math import exp

Rates = Callable[[int, random.Random], list[float]]


def late_surge(days: int, chance: random.Random) -> list[float]:
    """Ever faster, twice as fast in the last month, a rush in the last week and another on the last day."""
    growth, rush, last = chance.uniform(2, 4), chance.uniform(1.5, 4), chance.uniform(1, 4)
    rates = [
        exp(growth * day / days) * (2 if days - day <= 31 else 1) * (rush if days - day <= 7 else 1)
        for day in range(days)
    ]
    return [*rates[:-1], rates[-1] * last]


def flat(days: int, chance: random.Random) -> list[float]:
    """About the same every day."""
    return [chance.uniform(0.5, 1.5) for _day in range(days)]


def stop_and_go(days: int, chance: random.Random) -> list[float]:
    """Two or three weeks of work, two or three weeks of nearly nothing, in turns."""
    rates: list[float] = []
    while len(rates) < days:
        rates += [1.0] * chance.randint(10, 25) + [0.03] * chance.randint(10, 25)
    return rates[:days]


def front_loaded(days: int, chance: random.Random) -> list[float]:
    """Most in the first weeks."""
    fall = chance.uniform(1.5, 3.5)
    return [exp(-fall * day / days) + 0.02 for day in range(days)]


COURSES: dict[str, Rates] = {
    "late surge": late_surge, "flat": flat, "stop and go": stop_and_go, "front-loaded": front_loaded,
}  # fmt: skip


def course(rates: Rates, days: int, total: int, chance: random.Random) -> tuple[int, ...]:
    """``total`` initiatives over ``days`` days at these rates, entered in batches of a few at a time."""
    edges = list(accumulate(rates(days, chance)))
    counts, left = [0] * days, total
    while left:
        batch = min(left, 1 + int(chance.expovariate(0.25)))
        counts[min(bisect_left(edges, chance.random() * edges[-1]), days - 1)] += batch
        left -= batch
    return tuple(counts)
