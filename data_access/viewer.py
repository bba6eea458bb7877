"""Role: who is looking, as far as reading data is concerned; the first argument of every public read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """What one reader may see.

    ``unit_ids``: roots of the subtrees the reader may see; None means everything.
    ``may_read_confidential`` and ``may_read_personal`` are granted separately, and not by a role.
    """

    name: str
    unit_ids: tuple[int, ...] | None = None
    may_read_confidential: bool = False
    may_read_personal: bool = False


LOCAL_VIEWER = Viewer(name="local")
"""The single person at a loopback-only installation: sees every unit, no protected content."""
