"""Role: what stands in the store, as the import's plans need to see it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table

from dashboard.importing.fields import FieldIndex
from dashboard.importing.plans import Present
from dashboard.importing.units import KnownUnit, UnitIndex
from data_access import tables
from data_access.batches import next_ids
from data_access.vocabulary import UNCLASSIFIED_FIELD_ID, ImportKind

CODES_AT_ONCE = 500
"""Parameters of one statement that every database takes."""


def _rows(conn: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in conn.execute(sa.select(table)).mappings()]


def programmes(conn: Connection) -> list[dict[str, Any]]:
    """All programmes."""
    return _rows(conn, tables.programmes)


def aliases(conn: Connection) -> list[dict[str, Any]]:
    """All other names of units."""
    return _rows(conn, tables.unit_aliases)


def unit_index(
    conn: Connection,
    confirmed: Mapping[str, int] | None = None,
    *,
    aliases: Sequence[tuple[int, str]] = (),
    within: Sequence[int] | None = None,
) -> UnitIndex:
    """All units and their other names. ``confirmed``: as for ``UnitIndex``; ``aliases``: more of them.

    ``within``: roots of the subtrees that somebody may write; other units are as unknown as none at all, so
    that no suggestion tells what exists.
    """
    unit, alias = tables.units.c, tables.unit_aliases.c
    asked = sa.select(unit.unit_id, unit.code, unit.name, unit.parent_id)
    known = conn.execute(asked if within is None else asked.where(unit.unit_id.in_(_below(within))))
    stored = conn.execute(sa.select(alias.unit_id, alias.alias))
    names = [*((row[0], row[1]) for row in stored), *aliases]
    return UnitIndex((KnownUnit(*row) for row in known), names, confirmed)


def outside(conn: Connection, within: Sequence[int], programme_id: int, codes: Sequence[str]) -> set[str]:
    """Those of the codes that stand recorded on units beyond these subtrees."""
    table = tables.initiatives.c
    found: set[str] = set()
    for start in range(0, len(codes), CODES_AT_ONCE):
        some = codes[start : start + CODES_AT_ONCE]
        found |= set(
            conn.scalars(
                sa.select(table.code).where(
                    table.programme_id == programme_id,
                    table.code.in_(some),
                    table.unit_id.not_in(_below(within)),
                )
            )
        )
    return found


def _below(within: Sequence[int]) -> sa.Select[tuple[int]]:
    """The units of the subtrees, their roots included."""
    path = tables.unit_paths.c
    levels = [column for column in path if column.name.startswith("n") and column.name[1:].isdigit()]
    return sa.select(path.unit_id).where(sa.or_(*(level.in_(list(within)) for level in levels)))


def field_index(conn: Connection) -> FieldIndex:
    """The list of fields."""
    field = tables.fields.c
    rows = conn.execute(sa.select(field.field_id, field.code, field.name)).all()
    return FieldIndex([(row[0], row[1], row[2]) for row in rows], UNCLASSIFIED_FIELD_ID)


def present(conn: Connection, kind: ImportKind) -> Present:
    """What a plan of this kind compares with; read inside the write transaction it cannot change under it."""
    if kind is ImportKind.PROGRAMMES:
        return Present(
            programmes=programmes(conn),
            phases=_rows(conn, tables.phases),
            milestones=_rows(conn, tables.milestones),
            events=_rows(conn, tables.campaign_events),
            next_programme_id=next_ids(conn, "programmes", 1).start,
        )
    if kind is ImportKind.UNITS:
        return Present(
            units=_rows(conn, tables.units),
            aliases=aliases(conn),
            successors=_rows(conn, tables.unit_successors),
            members=_rows(conn, tables.unit_members),
            next_unit_id=next_ids(conn, "units", 1).start,
            deepest=tables.MAX_DEPTH,
        )
    if kind is ImportKind.TARGETS:
        return Present(
            programmes=programmes(conn),
            phases=_rows(conn, tables.phases),
            targets=_rows(conn, tables.targets),
        )
    figure = tables.published_figures.c
    rows = conn.execute(sa.select(figure.figure_key, figure.unit_id)).all()
    return Present(figures={row[0]: row[1] for row in rows})
