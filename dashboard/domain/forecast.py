"""Role: how many initiatives a running phase may end with: a middle path, an honest range, and its proof.

Initiatives come late: a straight line through what is there says far too little for weeks. So the course so
far is laid against many shapes that a campaign may have (even, early, late, with a rush before the deadline)
and against the courses of the phases that are over, each by its share of time; shapes that do not fit lose
weight, the rest say what may still come. What no shape can know yet – the rush – keeps the range wide until
it is seen. The same calculation, made at past weeks without what followed, says how far to trust it.

An estimate, so it is worked out in floating point; what comes out is whole initiatives, rounded to two
figures with the range outwards, never below what is already there.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, chain, pairwise
from math import exp, log, log10, sqrt

from dashboard.domain.periods import DAYS_PER_WEEK

FEWEST_DAYS = 14
EARLIEST_SHARE = Fraction(1, 10)
FEWEST_INITIATIVES = 8
"""Below any of these a forecast would be a guess, and none is made."""

WIDEST = 20
"""A range whose end is so many times its beginning helps nobody to decide."""

RANGE = (0.04, 0.97)
"""Shares of what the shapes say at which the range begins and ends. It is to hold the end in eight cases of
ten; these lie further out, because no list of shapes is complete."""

NEAR = 0.15
"""Past weeks within this share of time count as "the corresponding time" of another phase."""

_TRUSTED = 35.0
"""The course so far counts for at most so many independent entries: one school enters thirty at once."""
_LEAST_SPREAD = 2.0
_WIDEST_NOISE = 1.0
_NOISE = ((-1.6, 0.1), (-0.8, 0.2), (0.0, 0.4), (0.8, 0.2), (1.6, 0.1))
_GROWTHS = tuple(step * 1.5 for step in range(-4, 6))
_USUAL_GROWTH, _GROWTH_SPREAD = 1.5, 3.0
_RUSHES = (
    (0.0, 0.9, 0.3), (0.15, 0.88, 0.2), (0.4, 0.88, 0.2), (0.15, 0.95, 0.1), (0.35, 0.95, 0.1),
    (0.2, 0.98, 0.1),
)  # fmt: skip
"""What part of all comes in a rush before the deadline, from which share of the time on, how likely."""

_PAST_WEIGHT = 0.35
_BENDS = ((0.75, 0.25), (1.0, 0.5), (1.35, 0.25))
_EVEN_PART = 0.06
_FEWEST_TRIES = 5
_CAUTION = 1.25
_STEPS = 12
_TINY = 1e-9

Shape = Callable[[float], float]
"""Share of the end result that is there after a share of the time; rises from 0 to 1."""


class NoForecast(StrEnum):
    """Why there is none."""

    NOT_RUNNING = "not_running"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    TOO_WIDE = "too_wide"  # all is still possible: a range that says nothing is not shown
    MORE_PHASES = "more_phases"  # of the whole programme: phases that nobody has seen a day of


class Outlook(StrEnum):
    """Whether the target will be reached, as far as the range can say."""

    MET = "met"  # it is there already
    LIKELY = "likely"  # even the low end reaches it
    POSSIBLE = "possible"  # the middle reaches it
    DOUBTFUL = "doubtful"  # only the upper part of the range does
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class PastCourse:
    """A phase from its first day on: ``counts`` per day, an entry for each of its days."""

    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.counts)


@dataclass(frozen=True)
class ForecastPoint:
    """What may be there at the end of a day, in whole initiatives."""

    on: date
    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Trial:
    """What the same calculation said at past weeks, without what followed.

    ``mean_error``: mean of |said − came| / came; ``held``: in how many of ``tries`` the range held it.
    """

    tries: int
    held: int
    mean_error: Fraction


@dataclass(frozen=True)
class Forecast:
    """From the as-of (all three equal the count) to the last day; ``phases``: past ones compared with.

    ``on_past``: tried at the corresponding time of those phases; ``on_own``: at past weeks of this phase,
    for what is there today. None where there was nothing to try it on.
    """

    path: tuple[ForecastPoint, ...]
    phases: int
    on_past: Trial | None
    on_own: Trial | None

    @property
    def end(self) -> ForecastPoint:
        """At the deadline."""
        return self.path[-1]

    def shifted(self, before: int) -> "Forecast":
        """The same on top of what other phases brought."""
        path = tuple(
            ForecastPoint(p.on, p.low + before, p.middle + before, p.high + before) for p in self.path
        )
        return Forecast(path, self.phases, self.on_past, self.on_own)

    def outlook(self, target: int | None) -> Outlook | None:
        """Whether ``target`` will be reached; None without one."""
        if not target:
            return None
        if self.path[0].middle >= target:
            return Outlook.MET
        if self.end.low >= target:
            return Outlook.LIKELY
        if self.end.middle >= target:
            return Outlook.POSSIBLE
        return Outlook.DOUBTFUL if self.end.high >= target else Outlook.UNLIKELY


def forecast(
    first_day: date, days: int, counts: Sequence[int], past: Sequence[PastCourse] = ()
) -> Forecast | NoForecast:
    """The forecast of a phase of ``days`` days, of which ``counts`` holds those that have passed.

    ``past``: the phases before it that are over, in order of time; those with too few are not used.
    """
    elapsed, total = len(counts), sum(counts)
    if not 0 < elapsed < days:
        return NoForecast.NOT_RUNNING
    if elapsed < FEWEST_DAYS or Fraction(elapsed, days) < EARLIEST_SHARE:
        return NoForecast.TOO_EARLY
    if total < FEWEST_INITIATIVES:
        return NoForecast.TOO_FEW
    known = [course for course in past if course.total >= FEWEST_INITIATIVES and len(course.counts) > 1]
    own = _Reading(PastCourse(tuple(counts)), days, known)
    share = elapsed / days
    on_past = [list(_tries_on(known, place, share)) for place in range(len(known))]
    on_own = list(_tries_on_itself(own))
    # The first past phase had none before it to be compared with: no measure for one that has.
    caution = _caution([try_.score for try_ in chain(on_own, *on_past[1:])])
    ahead = _days_ahead(elapsed, days)
    guesses = [own.guess(elapsed, day).widened(caution) for day in ahead]
    start = ForecastPoint(first_day + timedelta(days=elapsed - 1), total, total, total)
    points = [
        ForecastPoint(first_day + timedelta(days=day - 1), *guess.shown(total, 2 if day == days else 3))
        for day, guess in zip(ahead, guesses, strict=True)
    ]
    if points[-1].high > WIDEST * points[-1].low:
        return NoForecast.TOO_WIDE
    return Forecast(_rising([start, *points]), len(known), _trial(list(chain(*on_past))), _trial(on_own))


@dataclass(frozen=True)
class _Guess:
    """How many more: low, middle, high."""

    low: float
    middle: float
    high: float

    def widened(self, caution: float) -> "_Guess":
        """The range further from its middle, by ratio."""
        middle = max(self.middle, _TINY)
        return _Guess(
            middle * (max(self.low, _TINY) / middle) ** caution,
            self.middle,
            middle * (max(self.high, middle) / middle) ** caution,
        )

    def score(self, came: float) -> float:
        """1 where the range just held what came, more where it did not (half an entry is nothing)."""
        low, middle, high, true = (value + 0.5 for value in (self.low, self.middle, self.high, came))
        side = high / middle if true > middle else middle / low
        return abs(log(true / middle)) / max(log(side), 0.02)

    def shown(self, there: int, figures: int) -> tuple[int, int, int]:
        """On top of what is there: the middle to so many leading figures, the range outwards."""
        middle = max(_leading(there + self.middle, figures, 0.5), there)
        low = max(min(_leading(there + self.low, figures, 0.0), middle), there)
        return low, middle, max(_leading(there + self.high, figures, 1.0 - _TINY), middle)


class _Reading:
    """A course, partly or wholly known, against all shapes: one pass, then a guess from any week of it."""

    def __init__(self, course: PastCourse, days: int, past: Sequence[PastCourse]) -> None:
        self._days = days
        self._sums = (0, *accumulate(course.counts))
        self.weeks = sorted({*range(0, len(course.counts), DAYS_PER_WEEK), len(course.counts)})
        self._priors, self._shapes = zip(*_weighed_shapes(past), strict=True)
        self._marks = {day: place for place, day in enumerate(self.weeks)}
        self._at = [[shape(day / days) for day in self.weeks] for shape in self._shapes]
        self._fits = [list(self._fit(levels)) for levels in self._at]

    def there(self, day: int) -> int:
        """Initiatives after so many days."""
        return self._sums[day]

    def _fit(self, levels: list[float]) -> Iterator[float]:
        """Running sum over weeks of count × log of what the shape holds for the week."""
        fit = 0.0
        yield fit
        for (start, stop), (low, high) in zip(pairwise(self.weeks), pairwise(levels), strict=True):
            fit += (self._sums[stop] - self._sums[start]) * log(max(high - low, _TINY))
            yield fit

    def guess(self, now: int, then: int) -> _Guess:
        """How many come between ``now`` (one of ``weeks``) and ``then``, from what was known at ``now``."""
        place, total = self._marks[now], self._sums[now]
        fits = [
            fit[place] - total * log(max(at[place], _TINY))
            for fit, at in zip(self._fits, self._at, strict=True)
        ]
        best = max(range(len(fits)), key=fits.__getitem__)
        spread = self._spread(best, place)
        trust = min(1 / spread, _TRUSTED / total)
        chances: list[tuple[float, float]] = []
        for prior, fit, at, shape in zip(self._priors, fits, self._at, self._shapes, strict=True):
            weight = prior * exp(trust * (fit - fits[best]))
            if weight > _TINY:
                level = max(at[place], _TINY)
                more = total * max(shape(then / self._days) - level, 0.0) / level
                noise = min(sqrt(spread / total + spread / max(more, 1.0)), _WIDEST_NOISE)
                chances += [(more * exp(noise * z), weight * share) for z, share in _NOISE]
        low, middle, high = _quantiles(chances, (RANGE[0], 0.5, RANGE[1]))
        return _Guess(low, middle, high)

    def _spread(self, shape: int, place: int) -> float:
        """How much more weeks scatter around the best shape than independent entries would."""
        levels = self._at[shape]
        total, level = self._sums[self.weeks[place]], max(levels[place], _TINY)
        scatter = 0.0
        for week in range(place):
            said = total * max(levels[week + 1] - levels[week], _TINY) / level
            came = self._sums[self.weeks[week + 1]] - self._sums[self.weeks[week]]
            scatter += (came - said) ** 2 / max(said, 0.5)
        return max(scatter / max(place - 1, 1), _LEAST_SPREAD)


@dataclass(frozen=True)
class _Try:
    said: float
    came: int
    score: float


def _tries_on(known: Sequence[PastCourse], place: int, share: float) -> Iterator[_Try]:
    """Weeks of a past phase near ``share`` of its time: its end, from that week and the phases before."""
    course = known[place]
    days = len(course.counts)
    reading = _Reading(course, days, known[:place])
    for week in reading.weeks:
        if week < days and abs(week / days - share) <= NEAR and _is_enough(reading, week):
            yield _try(reading, week, days)


def _tries_on_itself(own: _Reading) -> Iterator[_Try]:
    """Past weeks of this phase: what is there today, said from that week."""
    today = own.weeks[-1]
    for week in own.weeks:
        if week >= FEWEST_DAYS and week <= today - 2 * DAYS_PER_WEEK and _is_enough(own, week):
            yield _try(own, week, today)


def _is_enough(reading: _Reading, day: int) -> bool:
    return day >= FEWEST_DAYS and reading.there(day) >= FEWEST_INITIATIVES


def _try(reading: _Reading, now: int, then: int) -> _Try:
    guess = reading.guess(now, then)
    came = reading.there(then)
    return _Try(reading.there(now) + guess.middle, came, guess.score(came - reading.there(now)))


def _trial(tries: Sequence[_Try]) -> Trial | None:
    if not tries:
        return None
    errors = [Fraction(round(abs(try_.said - try_.came)), try_.came) for try_ in tries]
    held = sum(1 for try_ in tries if try_.score <= 1)
    return Trial(len(tries), held, sum(errors, Fraction(0)) / len(errors))


def _caution(scores: Sequence[float]) -> float:
    """How much wider the range must be so that it would have held eight past tries of ten."""
    if len(scores) < _FEWEST_TRIES:
        return max([_CAUTION, *scores]) if scores else _CAUTION
    ordered = sorted(scores)
    return max(_CAUTION, ordered[-(-len(ordered) * 8 // 10) - 1])


def _weighed_shapes(past: Sequence[PastCourse]) -> Iterator[tuple[float, Shape]]:
    """Shapes with their weight before anything is seen; past phases share ``_PAST_WEIGHT``."""
    general = 1 - _PAST_WEIGHT if past else 1.0
    bells = [exp(-(((growth - _USUAL_GROWTH) / _GROWTH_SPREAD) ** 2) / 2) for growth in _GROWTHS]
    for growth, bell in zip(_GROWTHS, bells, strict=True):
        for part, begin, chance in _RUSHES:
            yield general * bell / sum(bells) * chance, _growing(growth, part, begin)
    for course in past:
        for bend, chance in _BENDS:
            yield _PAST_WEIGHT / len(past) * chance, _like(course, bend)


def _growing(growth: float, rush: float, begin: float) -> Shape:
    """A rate that rises (or falls) by e^growth, and ``rush`` of all that gathers from ``begin`` on."""

    def shape(share: float) -> float:
        base = (exp(growth * share) - 1) / (exp(growth) - 1) if growth else share
        late: float = max((share - begin) / (1 - begin), 0.0) ** 1.5
        return (1 - rush) * base + rush * late

    return shape


def _like(course: PastCourse, bend: float) -> Shape:
    """A past phase by share of its time; ``bend`` above 1 is the same, but later."""
    sums = (0, *accumulate(course.counts))
    days, total = len(course.counts), course.total

    def shape(share: float) -> float:
        place = min(max(share, 0.0), 1.0) * days
        day = min(int(place), days - 1)
        level = (sums[day] + (sums[day + 1] - sums[day]) * (place - day)) / total
        mixed: float = ((1 - _EVEN_PART) * level + _EVEN_PART * share) ** bend
        return mixed

    return shape


def _quantiles(chances: list[tuple[float, float]], wanted: Sequence[float]) -> list[float]:
    chances.sort()
    sums = list(accumulate(weight for _value, weight in chances))
    return [chances[min(bisect_left(sums, part * sums[-1]), len(sums) - 1)][0] for part in wanted]


def _days_ahead(elapsed: int, days: int) -> list[int]:
    """At most so many days between now and the deadline, the deadline last."""
    count = min(_STEPS, days - elapsed)
    return [elapsed + -(-(days - elapsed) * step // count) for step in range(1, count + 1)]


def _rising(points: Sequence[ForecastPoint]) -> tuple[ForecastPoint, ...]:
    """A sum never falls; rounding could make it. The end, rounded most, says how high the rest may be."""
    found, end = [points[0]], points[-1]
    for point in points[1:]:
        before = found[-1]
        found.append(
            ForecastPoint(
                point.on,
                max(min(point.low, end.low), before.low),
                max(min(point.middle, end.middle), before.middle),
                max(min(point.high, end.high), before.high),
            )
        )
    return tuple(found)


def _leading(value: float, figures: int, up: float) -> int:
    """To so many leading figures (at least whole): down with ``up`` 0, to the nearest with 0.5."""
    step: int = 10 ** max(int(log10(max(value, 1.0))) + 1 - figures, 0)
    return int(value / step + up) * step


def course_of(counts: Mapping[date, int], first_day: date, last_day: date) -> tuple[int, ...]:
    """Counts per day from ``first_day`` to ``last_day``, empty days included."""
    span = range((last_day - first_day).days + 1)
    return tuple(counts.get(first_day + timedelta(days=day), 0) for day in span)
