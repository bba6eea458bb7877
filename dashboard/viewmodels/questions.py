"""Role: what a figure or a mark on a chart is a figure of, so that it can be opened: formula, rows, import.

A question is written beside the figure as a short text and read back when someone clicks; it narrows the
scope of the screen it stands on and never widens it.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from data_access.vocabulary import Block, SolutionKind


class Figure(StrEnum):
    """Which figure is asked about; the formula follows from it."""

    COUNT = "count"  # initiatives by the screen's measure
    SUBMITTED = "submitted"
    VALID = "valid"
    ATTAINMENT = "attainment"  # count over the phase's target
    PROGRAMME_ATTAINMENT = "programme_attainment"
    PACE = "pace"  # expected by now, gap, needed per week
    AUTHORS = "authors"
    SAVINGS = "savings"
    MEDIAN = "median"
    UNITS_MET = "units_met"
    PER_100_MEMBERS = "per_100_members"
    RANK = "rank"
    FORECAST = "forecast"
    OUTSIDE_PHASES = "outside_phases"


@dataclass(frozen=True)
class Question:
    """A figure, narrowed. ``start``/``end`` are local days, both included; money is whole đồng.

    ``unit`` and ``field`` are codes (a field's ``""`` is not used: the unclassified one has a code);
    ``whole_programme`` leaves the screen's phase; ``itself``: recorded on the unit, not below it.
    ``readable``: a part of a listing, made of the values that this reader may read; ``confidential``: the
    line beside it.
    """

    figure: Figure = Figure.COUNT
    unit: str | None = None
    field: str | None = None
    kind: SolutionKind | None = None
    block: Block | None = None
    start: date | None = None
    end: date | None = None
    value_from: int | None = None
    value_below: int | None = None
    declared: bool = False
    flagged: bool = False
    itself: bool = False
    whole_programme: bool = False
    readable: bool = False
    confidential: bool = False

    def encode(self) -> str:
        """``count;unit=LS-HD01;start=2022-01-08``: what differs from the default, in the order above."""
        parts = [str(self.figure)]
        for each in fields(self)[1:]:
            value = getattr(self, each.name)
            if value is not None and value is not False:
                parts.append(f"{each.name}={_written(value)}")
        return ";".join(parts)


def decode(text: str) -> Question | None:
    """The question of an encoded text; None for anything else (it comes back from a browser)."""
    figure, *parts = text.split(";")
    try:
        given = dict(part.split("=", 1) for part in parts)
        return Question(Figure(figure), **{name: _READ[name](value) for name, value in given.items()})
    except (ValueError, KeyError):
        return None


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return value.replace("%", "%25").replace(";", "%3B")
    if isinstance(value, SolutionKind | Block):
        return str(int(value))
    return str(value)


def _text(value: str) -> str:
    return value.replace("%3B", ";").replace("%25", "%")


def _flag(value: str) -> bool:
    if value != "1":
        raise ValueError(value)
    return True


_READ: dict[str, Callable[[str], Any]] = {
    "unit": _text,
    "field": _text,
    "kind": lambda value: SolutionKind(int(value)),
    "block": lambda value: Block(int(value)),
    "start": date.fromisoformat,
    "end": date.fromisoformat,
    "value_from": int,
    "value_below": int,
    "declared": _flag,
    "flagged": _flag,
    "itself": _flag,
    "whole_programme": _flag,
    "readable": _flag,
    "confidential": _flag,
}
