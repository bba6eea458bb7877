"""Role: what a person decided about an import, for screens; its JSON; what columns may mean."""

from collections.abc import Mapping
from typing import Any

from dashboard.i18n import t
from dashboard.importing.columns import KINDS, NOTE, NUMBERING
from dashboard.importing.layouts import NO_WISHES, Layout, LayoutColumn, Wishes
from data_access.vocabulary import WHOLE_PROGRAMME, ImportKind

__all__ = ["NO_WISHES", "Layout", "LayoutColumn", "Wishes", "as_json", "column_choices", "from_json"]

OFFERED_PHASES = (1, 2, 3, WHOLE_PROGRAMME)
"""Phases offered as the meaning of a target column; the programmes known so far have two or three."""


def column_choices(kind: ImportKind) -> list[tuple[str, str]]:
    """What a column may be said to mean: (column key, its official name), in the catalogue's order."""
    found: list[tuple[str, str]] = []
    for column in KINDS[kind].columns:
        if column.key in (NUMBERING.key, NOTE.key):
            continue
        name = column.headers[0]
        found.append((column.key, name))
        if kind is ImportKind.TARGETS and column.key in ("target", "registered"):
            found += [(f"{column.key}:{phase}", f"{name} – {_phase(phase)}") for phase in OFFERED_PHASES]
    return found


def _phase(number: int) -> str:
    if number == WHOLE_PROGRAMME:
        return t("importing.whole_programme")
    return t("importing.phase", number=number)


def as_json(wishes: Wishes) -> dict[str, Any]:
    """For the history; lists of places because JSON has only text as keys."""
    return {
        "columns": {key: sorted(columns.items()) for key, columns in wishes.columns.items()},
        "multipliers": {key: sorted(columns.items()) for key, columns in wishes.multipliers.items()},
        "corrections": [[*place, text] for place, text in sorted(wishes.corrections.items())],
        "units": dict(wishes.units),
        "excluded_rows": sorted(wishes.excluded_rows),
    }


def from_json(stored: Mapping[str, Any]) -> Wishes:
    """The wishes of ``as_json``."""
    return Wishes(
        columns={key: dict(map(tuple, found)) for key, found in stored.get("columns", {}).items()},
        multipliers={key: dict(map(tuple, found)) for key, found in stored.get("multipliers", {}).items()},
        corrections={(place[0], place[1], place[2]): place[3] for place in stored.get("corrections", ())},
        units={text: int(unit_id) for text, unit_id in stored.get("units", {}).items()},
        excluded_rows=frozenset((sheet, row) for sheet, row in stored.get("excluded_rows", ())),
    )
