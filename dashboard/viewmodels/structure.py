"""Role: the list under a cut's unit by today's structure: what was recorded, under the units of today.

Whose rows they are does not change, only where they are listed, so every total stays. A unit that is gone
and has successors goes to them with all below it; one that ended without any stays with its superior, and
where it stands in the list itself it goes to "Đơn vị đã kết thúc hoạt động". Counts are split in whole
numbers per phase (largest remainders), the whole programme is the sum of its phases, and a sum of money
follows the initiatives that declared it. A target belongs to whom it was assigned: that of a unit which is
gone is carried to its successors by the same shares; a unit that still exists keeps its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection

from dashboard.domain.attainment import as_decimal
from dashboard.domain.campaign import Unit
from dashboard.domain.structure import (
    ITSELF,
    Heir,
    Life,
    Parts,
    Rest,
    Succession,
    SuccessionCycleError,
    Today,
    apportion,
)
from dashboard.errors import RefusedError
from dashboard.i18n.numbers import half_up
from dashboard.viewmodels import reading
from dashboard.viewmodels.reading import Cells
from dashboard.viewmodels.scope import Cut, unit_ref
from dashboard.viewmodels.views import Inherited
from data_access.queries import cells, lineage
from data_access.selection import Selection
from data_access.viewer import Viewer

_OF_ALL = ("n_value", "n_confidential", "n_no_field", "n_no_recognition", "n_no_unit")
"""Measures that count some of the initiatives, so no part has more of them than it has initiatives."""


@dataclass(frozen=True)
class Goals:
    """Targets of one line: of the phase, of the whole programme, registered by the unit itself."""

    phase: int | None = None
    programme: int | None = None
    registered: int | None = None

    def plus(self, other: "Goals") -> "Goals":
        """Both together; None where neither has one."""
        return Goals(*(_sum(mine, theirs) for mine, theirs in zip(self.all, other.all, strict=True)))

    @property
    def all(self) -> tuple[int | None, int | None, int | None]:
        """The three in order."""
        return self.phase, self.programme, self.registered


@dataclass(frozen=True)
class People:
    """Members of a unit as counted in a year."""

    members: int
    year: int


@dataclass(frozen=True)
class Line:
    """One line of the list: its sums, what it is measured by, what it took over."""

    unit: Unit | None  # None for a rest
    phase: Cells
    programme: Cells
    goals: Goals = Goals()
    people: People | None = None
    inherited: tuple[Inherited, ...] = ()
    converted: bool = False
    gave: bool = False  # part of what is recorded below it is listed elsewhere


@dataclass(frozen=True)
class Known:
    """What is known of the units of a list as recorded, by id."""

    goals: Mapping[int, Goals]
    people: Mapping[int, People]


Nets = dict[int, dict[str, int]]
"""Sums by the unit whose way they go: a unit that is gone, one that stays, or the cut's own."""

Shares = tuple[tuple[Heir, Fraction], ...]


@dataclass(frozen=True)
class Placed:
    """Sums by line, and how many initiatives of which unit went where."""

    cells: Mapping[Heir, Cells]
    moved: Mapping[tuple[int, Heir], int]


class Regrouping:
    """Where what was recorded under a cut's unit belongs today.

    Raises RefusedError when units succeed each other in a circle.
    """

    def __init__(self, viewer: Viewer, conn: Connection, cut: Cut) -> None:
        self._viewer, self._conn, self._cut = viewer, conn, cut
        self._chain = (*(unit.unit_id for unit in cut.ancestors), cut.unit.unit_id)
        frame = lineage.lives(viewer, conn)
        self._units = {unit.unit_id: unit for unit in reading.units(frame)}
        self._paths = reading.unit_paths(frame)
        self._today = self._structure()
        gone = [unit for unit in self._today.gone() if unit in self._paths]
        self._taken = frozenset(unit for unit in gone if self._today.has_heirs(unit))
        self._above = next((unit for unit in reversed(self._chain) if unit in self._taken), None)
        self._moving = sorted(self._find_moving(gone))
        self._units |= {unit.unit_id: unit for unit in (*cut.ancestors, cut.unit, *cut.children)}
        self._shares: dict[int, Shares] = {}
        self._giving: set[int] = set()
        self._arrived: dict[Heir, list[tuple[Unit, Fraction]]] | None = None

    def _structure(self) -> Today:
        lives = [Life(unit.unit_id, unit.valid_from, unit.valid_to) for unit in self._units.values()]
        pairs = [Succession(*each) for each in reading.successions(self._viewer, self._conn)]
        try:
            return Today(lives, pairs, self._cut.today)
        except SuccessionCycleError as error:
            names = [self._units[unit].name for unit in error.unit_ids if unit in self._units]
            raise RefusedError("structure.circle", units=" → ".join([*names, *names[:1]])) from None

    def _find_moving(self, gone: Sequence[int]) -> set[int]:
        """Units below the cut's whose rows go another way than those of their superior."""
        depth, here = len(self._chain), self._chain[-1]
        heirs = {unit for unit in self._today.heirs() if self._taken & set(self._superiors(unit))}
        listed = {unit for unit in gone if len(self._paths[unit]) == depth + 1}
        return {unit for unit in listed | self._taken | heirs if here in self._superiors(unit)}

    def _superiors(self, unit_id: int) -> tuple[int, ...]:
        return self._paths.get(unit_id, ())[:-1]

    def members_wanted(self) -> list[int]:
        """Units whose members are needed to compare the lines."""
        return sorted({*(unit.unit_id for unit in self._cut.children), *self._today.heirs()})

    def lines(self, known: Known) -> dict[Heir, Line]:
        """Every line by its unit (the cut's own for what is recorded on itself) or rest, unordered."""
        phase, programme = self._counted()
        goals, converted = self._carried_goals(known)
        listed = {
            unit.unit_id for unit in self._cut.children if self._above is None and not self._is_gone(unit)
        }
        inherited = self._inherited(phase, programme)
        nothing: Cells = {}
        return {
            heir: Line(
                unit=None if isinstance(heir, Rest) else self._units[heir],
                phase=phase.cells.get(heir, nothing),
                programme=programme.cells.get(heir, nothing),
                goals=goals.get(heir, Goals()),
                people=self._people(heir, known),
                inherited=inherited.get(heir, ()),
                converted=heir in converted,
                gave=heir in self._giving,
            )
            for heir in {*listed, *phase.cells, *programme.cells, *goals}
        }

    def _is_gone(self, unit: Unit) -> bool:
        return self._today.is_gone(unit.unit_id)

    def counts(self, within: Selection) -> dict[int, int]:
        """Initiatives of any selection by unit of today; a rest is left out."""
        placed = self._placed(self._nets(within)).cells
        return {heir: cell["n"] for heir, cell in placed.items() if not isinstance(heir, Rest)}

    # Where

    def _where(self, source: int) -> Shares:
        """The lines that a unit's own rows go to, with exact shares of one."""
        if source not in self._shares:
            found: dict[Heir, Fraction] = {}
            for heir, share in self._parts(source).items():
                line = heir if isinstance(heir, Rest) else self._line_of(heir)
                found[line] = found.get(line, Fraction(0)) + share
            ordered = sorted(found.items(), key=lambda item: (isinstance(item[0], Rest), str(item[0])))
            self._shares[source] = tuple(ordered)
        return self._shares[source]

    def _parts(self, source: int) -> Parts:
        if source in self._moving:
            return self._today.parts(source)
        return {source: ITSELF} if self._above is None else self._today.parts(self._above)

    def _line_of(self, unit_id: int) -> Heir:
        """The unit of today that is listed for another: itself or the highest below the cut's unit.

        One that the viewer may not see has no name here.
        """
        path = self._paths.get(unit_id) or (*self._chain, unit_id)
        below = [unit for unit in path if unit not in self._chain] or [unit_id]
        line = unit_id
        for unit in reversed(below):
            if self._today.is_gone(unit):
                break
            line = unit
        if line not in self._units:
            self._units |= {
                unit.unit_id: unit for unit in reading.units_by_id(self._viewer, self._conn, [line])
            }
        return line if line in self._units else Rest.UNKNOWN

    # How many

    def _counted(self) -> tuple[Placed, Placed]:
        """Of the cut's phase and of the whole programme."""
        cut = self._cut
        whole = self._nets(cut.within(cut.whole))
        by_phase = {p.number: self._nets(cut.within(p)) for p in cut.programme.phases}
        between = _less(whole, by_phase.values())
        overlap = any(count < 0 for cell in between.values() for count in cell.values())
        pieces = [whole] if overlap else [*by_phase.values(), between]
        programme = _together([self._placed(nets) for nets in pieces])
        asked = by_phase.get(cut.phase_number)
        return (programme if asked is None else self._placed(asked)), programme

    def _nets(self, within: Selection) -> Nets:
        """What goes its own way, without what goes another below it."""
        child = reading.by_unit(cells.by_child(self._viewer, self._conn, within))
        moved = reading.by_unit(lineage.by_unit(self._viewer, self._conn, within, self._moving))
        nets = {unit: dict(cell) for unit, cell in (moved | child).items()}
        for unit, cell in moved.items():
            superior = self._superior_way(unit)
            if superior is not None:
                self._giving.add(superior)
                for name, count in cell.items():
                    nets[superior][name] -= count
        return {unit: cell for unit, cell in nets.items() if cell["n"]}

    def _superior_way(self, unit_id: int) -> int | None:
        """The unit with whose rows this one's would have gone; None for a child of the cut's unit."""
        below = self._superiors(unit_id)[len(self._chain) :]
        return next((unit for unit in reversed(below) if unit in self._moving), below[0] if below else None)

    def _placed(self, nets: Nets) -> Placed:
        sums: dict[Heir, dict[str, int]] = {}
        moved: dict[tuple[int, Heir], int] = {}
        for source, cell in sorted(nets.items()):
            where = self._where(source)
            for (heir, _), part in zip(where, split(cell, [share for _, share in where]), strict=True):
                _add(sums.setdefault(heir, {}), part)
                if heir != source:
                    moved[source, heir] = part["n"]
        return Placed({heir: cell for heir, cell in sums.items() if cell["n"]}, moved)

    # Against what

    def _carried_goals(self, known: Known) -> tuple[dict[Heir, Goals], set[Heir]]:
        """Targets by line, and the lines whose target holds shares of units that are gone."""
        cut, found, converted = self._cut, dict[Heir, Goals](), set[Heir]()
        listed = [cut.unit] if self._above is not None else list(cut.children)
        for unit in sorted(listed, key=lambda each: each.unit_id):
            goals = known.goals.get(unit.unit_id)
            if goals is None or not any(goals.all):
                continue
            where = self._where(unit.unit_id)
            shares = [share for _, share in where]
            split_goals = [apportion(amount or 0, shares) for amount in goals.all]
            for (heir, _), *amounts in zip(where, *split_goals, strict=True):
                given = (amount or None for amount in amounts)
                found[heir] = found.get(heir, Goals()).plus(Goals(*given))
                if heir != unit.unit_id:
                    converted.add(heir)
        return found, converted

    def _people(self, heir: Heir, known: Known) -> People | None:
        """Members of a line; of a unit that took over, with those of its predecessors at that time.

        A number counted after the predecessor had ended holds its members already. None when one of the
        numbers is not known.
        """
        if isinstance(heir, Rest):
            return None
        own = known.people.get(heir)
        total, year = (own.members, own.year) if own else (0, 0)
        for unit, share in self._arrivals().get(heir, ()):
            theirs = known.people.get(unit.unit_id)
            if own and unit.valid_to and own.year > unit.valid_to.year:
                continue
            if theirs is None:
                return None
            total, year = total + half_up(theirs.members * share), max(year, theirs.year)
        return People(total, year) if total else None

    def _arrivals(self) -> Mapping[Heir, Sequence[tuple[Unit, Fraction]]]:
        """Children of the cut's unit by the other units of today that have them."""
        if self._arrived is None:
            self._arrived = {}
            for unit in self._cut.children:
                for heir, share in self._where(unit.unit_id):
                    if heir != unit.unit_id:
                        self._arrived.setdefault(heir, []).append((unit, share))
        return self._arrived

    def _inherited(self, phase: Placed, programme: Placed) -> dict[Heir, tuple[Inherited, ...]]:
        found: dict[Heir, list[Inherited]] = {}
        for source, heir in sorted(programme.moved, key=str):
            share = as_decimal(dict(self._where(source))[heir])
            taken = Inherited(unit_ref(self._units[source]), phase.moved.get((source, heir), 0), share)
            found.setdefault(heir, []).append(taken)
        return {heir: tuple(sorted(taken, key=lambda one: -one.count)) for heir, taken in found.items()}


def split(cell: Cells, shares: Sequence[Fraction]) -> list[dict[str, int]]:
    """A cell in parts that add up to it in every measure, in whole numbers.

    No part has more with a value, a flag or a fault than it has initiatives. Money follows the initiatives
    that declared it: where there is none, there is no money.
    """
    if len(shares) == 1:
        return [dict(cell)]
    parts = {"n": apportion(cell["n"], shares)}
    for name in _OF_ALL:
        parts[name] = apportion(cell[name], shares, parts["n"])
    declared = parts["n_value"]
    parts["n_flagged"] = apportion(cell["n_flagged"], shares, declared)
    parts["sum_value"] = _by_count(cell["sum_value"], declared)
    parts["sum_flagged"] = _by_count(cell["sum_flagged"], parts["n_flagged"], parts["sum_value"])
    left = declared
    for name in (each for each in cell if each not in parts):  # the histogram of the declared values
        parts[name] = apportion(cell[name], shares, left)
        left = [most - taken for most, taken in zip(left, parts[name], strict=True)]
    return [{name: counts[i] for name, counts in parts.items()} for i in range(len(shares))]


def _by_count(total: int, counts: Sequence[int], room: Sequence[int] | None = None) -> list[int]:
    of = sum(counts)
    return apportion(total, [Fraction(count, of) for count in counts], room) if of else [0] * len(counts)


def _add(into: dict[str, int], cell: Cells) -> None:
    for name, count in cell.items():
        into[name] = into.get(name, 0) + count


def _less(whole: Nets, parts: Iterable[Nets]) -> Nets:
    left = {unit: dict(cell) for unit, cell in whole.items()}
    for nets in parts:
        for unit, cell in nets.items():
            _add(left.setdefault(unit, {}), {name: -count for name, count in cell.items()})
    return {unit: cell for unit, cell in left.items() if any(cell.values())}


def _together(placed: Sequence[Placed]) -> Placed:
    sums: dict[Heir, dict[str, int]] = {}
    moved: dict[tuple[int, Heir], int] = {}
    for each in placed:
        for heir, cell in each.cells.items():
            _add(sums.setdefault(heir, {}), cell)
        for way, count in each.moved.items():
            moved[way] = moved.get(way, 0) + count
    return Placed(sums, moved)


def _sum(mine: int | None, theirs: int | None) -> int | None:
    return None if mine is None and theirs is None else (mine or 0) + (theirs or 0)
