"""Role: one odd file: how it is made, and what must become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.odd.makers import Make


class Verdict(Enum):
    """What must become of a file (the letters of the specification's list)."""

    REFUSED = "F"
    ROW_REFUSED = "R"
    NOTICE = "N"
    OK = "OK"


F, R, N, OK = Verdict


@dataclass(frozen=True)
class Case:
    """One row of the corpus. ``code``, ``sheet``, ``row``, ``column``, ``word``: the finding it must have.

    ``word`` stands in its sentence. ``accepted``: rows taken; two where a file is as good as it can be.
    ``stored``: fields of the first taken row, as a plan shows them. ``specified``: what the specification's
    list says where it is not (yet) what happens, with ``why``.
    """

    name: str
    make: Make
    verdict: Verdict
    code: str = ""
    word: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    accepted: int | None = None
    stored: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 5.0
    specified: Verdict | None = None
    why: str = ""
