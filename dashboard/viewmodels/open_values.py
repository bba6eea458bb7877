"""Role: what parts are worth to a reader: without confidential values, which stand in one line beside."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from dashboard.domain import secrecy
from data_access.queries import confidential
from data_access.selection import Selection
from data_access.viewer import Viewer

NOTHING = confidential.NOTHING
"""Nothing is left out: of a reader who may read it, or of what is no listing on a screen."""


def apart(viewer: Viewer, conn: Connection, within: Selection) -> confidential.Declared:
    """What a listing by part leaves out for this reader: nothing for who may read it."""
    if viewer.may_read_confidential:
        return NOTHING
    return confidential.declared(viewer, conn, within)


def beside(left_out: confidential.Declared) -> secrecy.Together | None:
    """The one line of what was left out."""
    every: Mapping[str, int] = left_out.by().get((), {})
    return secrecy.together(every.get("n_value", 0), every.get("sum_value", 0))


def parts(
    complete: Mapping[int, Mapping[str, int]], left_out: confidential.Declared, key: str
) -> dict[int, dict[str, int]]:
    """Cells by part, as complete, without the values that are left out."""
    held = left_out.by(key)
    return {part: secrecy.open_part(cell, held.get((part,), {})) for part, cell in complete.items()}


def stated(cells: Iterable[Mapping[str, int]], left_out: confidential.Declared) -> int:
    """What a listing states in all, its parts and its line: of which their shares are."""
    line = beside(left_out)
    return sum(cell["sum_value"] for cell in cells) + (line.sum_vnd or 0 if line else 0)
