"""Role: what the sums need to know of each initiative, as compact arrays, read in chunks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnCollection, ColumnElement, Connection, Select, func

from data_access.tables import BIN_EDGES_VND
from data_access.vocabulary import MoneyFlag, Recognition

CHUNK_ROWS = 50_000
NOT_DECLARED = -1
"""Stands for "no value declared" in the arrays, where None cannot be; money is never negative."""

Ints = npt.NDArray[np.int64]
_EDGES = np.array(BIN_EDGES_VND, dtype=np.int64)


@dataclass(frozen=True)
class Facts:
    """One entry per initiative (or before-image), all arrays of one length; ``sign`` +1 added, -1 removed.

    ``unit``: position in the tree; ``day``: local yyyymmdd, 0 undated; ``value``: đồng or NOT_DECLARED.
    """

    unit: npt.NDArray[np.int32]
    field: npt.NDArray[np.int16]
    status: npt.NDArray[np.int8]
    day: npt.NDArray[np.int32]
    value: Ints
    flagged: npt.NDArray[np.bool_]
    confidential: npt.NDArray[np.bool_]
    no_recognition: npt.NDArray[np.bool_]
    kind: npt.NDArray[np.int8]
    block: npt.NDArray[np.int8]
    sign: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.sign)

    def take(self, which: npt.NDArray[np.intp] | slice) -> "Facts":
        """The entries at these places."""
        return Facts(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


def fact_columns(source: ColumnCollection[str, ColumnElement[object]]) -> list[ColumnElement[object]]:
    """The columns ``read_facts`` expects, from any table that holds initiatives."""
    return [
        source["unit_id"], source["field_id"], source["status"], source["submitted_day"],
        func.coalesce(source["savings_vnd"], NOT_DECLARED), source["savings_flags"],
        source["confidential"], source["recognition"], source["solution_kind"], source["block"],
    ]  # fmt: skip


def read_facts(
    conn: Connection, query: Select[tuple[object, ...]], sign: int
) -> Iterator[tuple[Ints, Facts]]:
    """Chunks of (unit ids, facts); the facts' unit positions are still to be filled in by the caller."""
    with conn.execute(query, execution_options={"stream_results": True}) as result:
        while rows := result.fetchmany(CHUNK_ROWS):
            table = np.array([tuple(row) for row in rows], dtype=np.int64)
            unit, field, status, day, value, flags, confidential, recognition, kind, block = table.T
            yield (
                unit,
                Facts(
                    unit=unit.astype(np.int32),
                    field=field.astype(np.int16),
                    status=status.astype(np.int8),
                    day=day.astype(np.int32),
                    value=value.copy(),
                    flagged=(flags & MoneyFlag.LIKELY_SLIP) != 0,
                    confidential=confidential != 0,
                    no_recognition=recognition == Recognition.UNKNOWN,
                    kind=kind.astype(np.int8),
                    block=block.astype(np.int8),
                    sign=np.full(len(unit), sign, dtype=np.int8),
                ),
            )


def join_facts(parts: list[Facts]) -> Facts:
    """All parts one after the other."""
    names = Facts.__dataclass_fields__
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Facts(*(empty for _ in names))  # type: ignore[arg-type] # nothing to compute with
    return Facts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def coarse_bin(values: Ints) -> Ints:
    """Index of the histogram bin of each declared value (BIN_EDGES_VND are lower edges)."""
    return np.maximum(np.searchsorted(_EDGES, values, side="right") - 1, 0).astype(np.int64)


_POWERS = 10 ** np.arange(19, dtype=np.int64)


def fine_bin(values: Ints) -> Ints:
    """The value cut to two digits, doubled, plus 1 when something was cut: round values have an own bin."""
    digits = np.maximum(np.searchsorted(_POWERS, values, side="right") - 1, 0)
    step = _POWERS[np.maximum(digits - 1, 0)]
    cut = values // step * step
    code: Ints = cut * 2 + (values != cut)
    return code


def fine_bin_bounds(code: int) -> tuple[int, int]:
    """Lowest and highest value (inclusive) in a fine bin."""
    cut, inexact = divmod(code, 2)
    if not inexact:
        return cut, cut
    step = 10 ** max(len(str(cut)) - 2, 0)
    return cut + 1, cut + step - 1
