"""Role: cells of report tables: the finished words beside the exact value."""

from decimal import Decimal

from dashboard.charts import wording
from dashboard.charts.spec import Role
from dashboard.i18n import numbers
from dashboard.reports.blocks import Cell
from dashboard.viewmodels.views import Attained, Savings

NOTHING = Cell("–")
"""Not known or not applicable; never a zero."""


def words(text: str, role: Role | None = None) -> Cell:
    """Text, exact as itself."""
    return Cell(text, text, role)


def count(value: int | None, role: Role | None = None) -> Cell:
    """A whole number."""
    return NOTHING if value is None else Cell(numbers.integer(value), value, role)


def share(attained: Attained, gap: int | None = None) -> Cell:
    """``▲ 150,1%`` by the domain's rule, or "chưa giao" with no value behind it; ``gap`` to the plan line."""
    shape = wording.SHAPES[attained.standing]
    return Cell(f"{shape} {wording.share(attained)}", attained.share, wording.role(attained, gap))


def part(value: Decimal | None) -> Cell:
    """A part of a whole."""
    return NOTHING if value is None else Cell(numbers.percent(value), value)


def difference(attained: Attained) -> Cell:
    """``vượt 432``, ``thiếu 37``: the signed number behind it."""
    if attained.target is None:
        return NOTHING
    return Cell(numbers.signed_integer(attained.count - attained.target), attained.count - attained.target)


def rate(value: Decimal | None) -> Cell:
    """A number with one decimal."""
    return NOTHING if value is None else Cell(numbers.decimal(value), value)


def money(savings: Savings) -> Cell:
    """A sum; where nothing is declared, it is not zero."""
    return NOTHING if not savings.declared else Cell(numbers.vnd(savings.total_vnd), savings.total_vnd)


def amount(vnd: int) -> Cell:
    """One declared value."""
    return Cell(numbers.vnd(vnd), vnd)
