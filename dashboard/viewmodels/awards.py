"""Role: Khen thưởng: collectives and individuals that the rules suggest, each with what the rule saw."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.domain.awards import DEFAULT_RULES, AwardRule, lowest_value, rule_for_band, rule_for_value
from dashboard.settings import load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import reading
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import Scope, Stamp, UnitPart, UnitRow
from data_access.database import Database
from data_access.queries import candidates
from data_access.viewer import Viewer
from data_access.vocabulary import Measure

MOST_INITIATIVES = 100
"""Initiatives that one list of suggestions holds; the number of all that qualify is told beside it."""


@dataclass(frozen=True)
class CollectiveSuggestion:
    """A unit that a rule suggests."""

    row: UnitRow
    rule: AwardRule


@dataclass(frozen=True)
class IndividualSuggestion:
    """The authors of an initiative that a rule suggests.

    ``authors`` are names, None when the reader may not see people; ``people`` is how many (0: none named).
    """

    code: str
    title: str | None
    unit_name: str
    savings_vnd: int
    people: int
    authors: str | None
    rule: AwardRule


@dataclass(frozen=True)
class AwardsView:
    """Suggestions by the rules given. ``qualifying``: initiatives that reach a threshold, listed or not."""

    stamp: Stamp
    scope: Scope
    rules: tuple[AwardRule, ...]
    collectives: tuple[CollectiveSuggestion, ...]
    individuals: tuple[IndividualSuggestion, ...]
    qualifying: int

    @property
    def people(self) -> int:
        """Authors of the listed initiatives; somebody with two initiatives is counted with each."""
        return sum(each.people for each in self.individuals)


def build(
    viewer: Viewer, db: Database, state: FilterState, rules: tuple[AwardRule, ...] = DEFAULT_RULES
) -> AwardsView:
    """The suggestions of a state; only valid initiatives qualify, whatever the measure on screen."""
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        core = shared.build(viewer, db, conn, cut, load_settings(os.environ))
        qualifying, individuals = _individuals(viewer, conn, cut, rules)
    return AwardsView(
        stamp=core.stamp,
        scope=cut.shown(),
        rules=rules,
        collectives=_collectives(core.units.rows, rules),
        individuals=individuals,
        qualifying=qualifying,
    )


def _collectives(rows: Sequence[UnitRow], rules: Sequence[AwardRule]) -> tuple[CollectiveSuggestion, ...]:
    units = [row for row in rows if row.part is UnitPart.UNIT]
    found = [(row, rule_for_band(rules, row.band)) for row in units]
    suggested = [CollectiveSuggestion(row, rule) for row, rule in found if rule is not None]
    return tuple(sorted(suggested, key=lambda each: rules.index(each.rule)))


def _individuals(
    viewer: Viewer, conn: Connection, cut: Cut, rules: Sequence[AwardRule]
) -> tuple[int, tuple[IndividualSuggestion, ...]]:
    lowest = lowest_value(rules)
    if lowest is None:
        return 0, ()
    within = cut.within(cut.phase, measure=Measure.VALID)
    count, found = candidates.from_value(viewer, conn, within, lowest, MOST_INITIATIVES)
    rows = list(reading.records(found))
    names = reading.unit_names(viewer, conn, [int(row.unit_id) for row in rows])
    suggestions = []
    for row in rows:
        rule = rule_for_value(rules, int(row.savings_vnd))
        if rule is not None:
            suggestions.append(
                IndividualSuggestion(
                    code=row.code,
                    title=row.title or None,
                    unit_name=names.get(int(row.unit_id), ""),
                    savings_vnd=int(row.savings_vnd),
                    people=int(row.people),
                    authors=row.authors or None,
                    rule=rule,
                )
            )
    return count, tuple(suggestions)
