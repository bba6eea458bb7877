"""Role: Lĩnh vực & giá trị làm lợi: what kind of initiatives, worth how much, declared by how many."""

import os
from collections.abc import Mapping

from sqlalchemy import Connection

from dashboard.domain import savings as rules
from dashboard.settings import load_settings
from dashboard.viewmodels import core as shared
from dashboard.viewmodels import open_values, reading, units
from dashboard.viewmodels.scope import Cut, resolve
from dashboard.viewmodels.state import FilterState
from dashboard.viewmodels.views import BinRow, FieldsView, KindRow, TopInitiative
from data_access.database import Database
from data_access.queries import confidential, savings
from data_access.tables import BIN_EDGES_VND
from data_access.viewer import Viewer
from data_access.vocabulary import Block, MoneyFlag, SolutionKind

TOP_INITIATIVES = 10


def build(viewer: Viewer, db: Database, state: FilterState) -> FieldsView:
    """The view of a state. Raises RefusedError while the database holds no programme or no unit."""
    with db.connect() as conn:
        cut = resolve(viewer, conn, state)
        return of_cut(viewer, db, conn, cut, open_values.apart(viewer, conn, cut.within(cut.phase)))


def of_cut(
    viewer: Viewer, db: Database, conn: Connection, cut: Cut, apart: confidential.Declared
) -> FieldsView:
    """The view of a cut, the confidential values ``apart`` in no part's value but beside them."""
    core = shared.build(viewer, db, conn, cut, load_settings(os.environ))
    within = cut.within(cut.phase)
    fields = shared.field_rows(viewer, conn, cut, apart)
    top = savings.top(viewer, conn, within, TOP_INITIATIVES)
    names = reading.unit_names(viewer, conn, [int(row.unit_id) for row in reading.records(top)])
    kinds = reading.by_solution_kind(viewer, conn, within)
    blocks = reading.by_block(viewer, conn, within)
    return FieldsView(
        stamp=core.stamp,
        scope=cut.shown(),
        total=core.totals["n"],
        savings=core.savings,
        unclassified=sum(row.count for row in fields if row.code is None),
        fields=fields,
        kinds=_kind_rows(SolutionKind, kinds, apart, "solution_kind"),
        blocks=_kind_rows(Block, blocks, apart, "block"),
        bins=_bins(core.totals),
        top=tuple(
            TopInitiative(
                code=row.code,
                title=row.title or None,
                unit_name=names.get(int(row.unit_id), ""),
                savings_vnd=int(row.savings_vnd),
                flagged=bool(int(row.savings_flags) & MoneyFlag.LIKELY_SLIP),
            )
            for row in reading.records(top)
        ),
        units=core.units.rows,
        beside=open_values.beside(apart),
    )


def _kind_rows(
    of: type[SolutionKind] | type[Block],
    complete: Mapping[SolutionKind, reading.Cells] | Mapping[Block, reading.Cells],
    apart: confidential.Declared,
    key: str,
) -> tuple[KindRow, ...]:
    cells = open_values.parts({int(kind): cell for kind, cell in complete.items()}, apart, key)
    return tuple(KindRow(of(kind), cell["n"], units.savings_of(cell)) for kind, cell in cells.items())


def _bins(totals: Mapping[str, int]) -> tuple[BinRow, ...]:
    return tuple(
        BinRow(each.lower_vnd, each.upper_vnd, totals[f"h{index}"])
        for index, each in enumerate(rules.bins(BIN_EDGES_VND))
    )
