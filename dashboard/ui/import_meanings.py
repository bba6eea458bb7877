"""Role: what a person chose for the columns of the layouts, checked and put into wishes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.importing.columns import KINDS
from dashboard.importing.layouts import Layout, LayoutColumn, Wishes
from data_access.vocabulary import ImportKind

SURE_FROM = 0.95
"""Sureness from which a column needs no look: it was found by one of its names."""

IGNORE = ""
"""Chosen for a column that is not used."""

AS_WRITTEN = 0
"""Chosen for money whose cells say their unit themselves."""

MULTIPLIERS = (AS_WRITTEN, 1, 1000, 10**6, 10**9)


@dataclass(frozen=True)
class Chosen:
    """One column as chosen: its meaning (or ``IGNORE``) and its money unit (or ``AS_WRITTEN``)."""

    meaning: str
    multiplier: int = AS_WRITTEN


Meanings = Mapping[str, Mapping[int, Chosen]]
"""Layout key → column → what was chosen."""


def as_understood(column: LayoutColumn) -> Chosen:
    """What the recognition proposes."""
    return Chosen(column.key or IGNORE, column.multiplier or AS_WRITTEN)


def is_money(kind: ImportKind, meaning: str) -> bool:
    """Whether a meaning is an amount of money."""
    return bool(meaning) and KINDS[kind].column(meaning).content == "money"


def needs_look(layout: Layout, column: LayoutColumn) -> bool:
    """Whether a person should look at a column: not sure, or not understood at all."""
    return column.sureness < SURE_FROM or column.header in layout.twice


def doubled(layout: Layout, chosen: Mapping[int, Chosen]) -> dict[str, list[str]]:
    """Meanings chosen for more than one column, with the letters of those columns."""
    letters: dict[str, list[str]] = {}
    for column in layout.columns:
        one = chosen.get(column.index)
        if one is not None and one.meaning != IGNORE:
            letters.setdefault(one.meaning, []).append(column.letter)
    return {meaning: found for meaning, found in letters.items() if len(found) > 1}


def wishes_with(wishes: Wishes, layouts: tuple[Layout, ...], meanings: Meanings) -> Wishes:
    """The wishes with every column said: what a person has looked at is not guessed again."""
    columns, multipliers = dict(wishes.columns), dict(wishes.multipliers)
    for layout in layouts:
        chosen = meanings.get(layout.key, {})
        columns[layout.key] = {index: one.meaning or None for index, one in chosen.items()}
        money = {
            index: one.multiplier
            for index, one in chosen.items()
            if one.multiplier != AS_WRITTEN and is_money(layout.kind, one.meaning)
        }
        if money:
            multipliers[layout.key] = money
        else:
            multipliers.pop(layout.key, None)
    return replace(wishes, columns=columns, multipliers=multipliers)
