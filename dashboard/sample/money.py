"""Role: declared savings of a sample (whole đồng a year), heavy-tailed, and the ways people write them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Amounts = NDArray[np.int64]

UNDECLARED = -1
PHASE_1_TOTAL = 15_000_000_000
"""Savings of the Lạng Sơn campaign's phase 1, "khoảng 15 tỷ đồng" (provincial federation, 22/7/2022)."""

LARGEST = 1_450_000_000  # of the Lạng Sơn campaign; without a limit one row would be half of the total
LARGEST_OF_BIG_SAMPLES = 120_000_000_000
TYPICAL = {"company": 14.0, "border": 12.0, "transport": 9.0, "farm": 8.0, "office": 3.5, "health": 5.0}
"""Median in triệu đồng by trade; schools below."""

TYPICAL_ELSEWHERE = 2.6
DECLARING = {"company": 0.74, "border": 0.7, "transport": 0.7, "farm": 0.66, "office": 0.4, "health": 0.46}
DECLARING_ELSEWHERE = 0.355
SPREAD = 1.25
SLIPS = (1_200, 2_500, 15_000, 8_500)  # đồng typed where thousands or millions were meant: flagged, kept

NOTHING = (None, None, None, None, None, None, None, "-", "không tính được bằng tiền", None, "")


def declared_amounts(
    leaf: NDArray[np.int64], trades: list[str], rng: np.random.Generator, total: int | None
) -> Amounts:
    """One amount per row, ``UNDECLARED`` where nothing is declared; scaled to ``total`` if given.

    ``leaf`` is the number of each row's unit, ``trades`` the trade of each unit.
    """
    size = leaf.size
    typical = np.array([TYPICAL.get(t, TYPICAL_ELSEWHERE) for t in trades])[leaf] * 1_000_000
    declaring = rng.random(size) < np.array([DECLARING.get(t, DECLARING_ELSEWHERE) for t in trades])[leaf]
    # Three in a hundred save ten times as much or more: the tail that makes means useless.
    tail = np.where(rng.random(size) < 0.03, rng.pareto(1.1, size) * 6 + 6, 1.0)
    drawn = typical * rng.lognormal(0.0, SPREAD, size) * tail
    largest = LARGEST if total is not None else LARGEST_OF_BIG_SAMPLES
    values = np.where(declaring, rounded(np.minimum(drawn, largest)), UNDECLARED)
    if total is not None:
        values = _scaled(values, total)
    return _with_oddities(values, rng)


def rounded(amounts: NDArray[np.float64]) -> Amounts:
    """Amounts as people state them: two to three significant digits."""
    steps = np.select(
        [amounts < 1e6, amounts < 1e7, amounts < 1e8, amounts < 1e9],
        [50_000, 100_000, 500_000, 1_000_000],
        10_000_000,
    )
    return np.asarray(np.maximum(np.round(amounts / steps), 2) * steps).astype(np.int64)


def written(amount: int, style: float) -> str | int | None:
    """A declared amount as typed; ``style`` in [0, 1) chooses the form. Every form reads back exactly."""
    if amount == UNDECLARED:
        return NOTHING[int(style * len(NOTHING))]
    if amount == 0 or amount in SLIPS:
        return amount
    for limit, form in _FORMS:
        text = form(amount) if style < limit else None
        if text is not None:
            return text
    return amount


def _scaled(values: Amounts, total: int) -> Amounts:
    declared = values > 0
    if not declared.any():
        return values
    for _ in range(8):  # the limit on single amounts takes a little away each time
        factor = total / values[declared].sum()
        scaled = np.minimum(values[declared] * factor, LARGEST)
        values[declared] = rounded(scaled)
    return values


def _with_oddities(values: Amounts, rng: np.random.Generator) -> Amounts:
    """A few zeros (declared: no money) and slips among small amounts, where they hardly move the total."""
    small = np.flatnonzero((values > 0) & (values < 2_000_000))
    few = max(1, values.size // 800) if small.size >= 8 else 0
    chosen = rng.choice(small, min(small.size, 3 * few), replace=False) if few else small[:0]
    values[chosen[: 2 * few]] = 0
    values[chosen[2 * few :]] = np.resize(np.array(SLIPS), max(0, chosen.size - 2 * few))
    return values


def _grouped(amount: int, sign: str) -> str:
    return f"{amount:,}".replace(",", sign)


def _in(amount: int, unit: int) -> str | None:
    """ "4,5" for 4.500.000 in triệu; None when it needs more than two decimals."""
    hundredths, rest = divmod(amount * 100, unit)
    if rest or hundredths < 100:
        return None
    whole, part = divmod(hundredths, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",") if part else str(whole)


def _short(pattern: str, most: str = "") -> Callable[[int], str | None]:
    def form(amount: int) -> str | None:
        for unit, name in ((1_000_000_000, "tỷ"), (1_000_000, "triệu")):
            if amount >= unit and (number := _in(amount, unit)) is not None:
                return pattern.format(f"{number} {name}") + most
        return None

    return form


def _with_letters(amount: int) -> str | None:
    if amount < 1_000_000:
        return f"{amount // 1_000}k"
    number = _in(amount, 1_000_000)
    return None if number is None or amount >= 1_000_000_000 else f"{number}tr"


def _thousands(amount: int) -> str | None:
    return f"{amount // 1_000} nghìn" if amount < 1_000_000 else None


def _two_units(amount: int) -> str | None:
    billions, rest = divmod(amount, 1_000_000_000)
    return f"{billions} tỷ {rest // 1_000_000} triệu" if billions and rest and not rest % 1_000_000 else None


def _a_month(amount: int) -> str | None:
    if amount % 12 or amount > 60_000_000 or amount // 12 < 1_000_000:
        return None
    number = _in(amount // 12, 1_000_000)
    return None if number is None else f"{number} triệu/tháng"


_FORMS: tuple[tuple[float, Callable[[int], str | None]], ...] = (
    (0.03, _a_month),
    (0.10, _short("khoảng {}", " đồng/năm")),
    (0.13, _two_units),
    (0.16, lambda amount: f"{_grouped(amount, ' ')} VNĐ"),
    (0.21, lambda amount: f"{_grouped(amount, ',')} đ"),
    (0.36, lambda amount: _grouped(amount, ".")),
    (0.44, _with_letters),
    (0.47, _thousands),
    (0.58, _short("{}")),
    (0.66, _short("{} đồng")),
)
