"""Role: the few closed lists that are stored as small integers or words, shared by every layer.

Pure: no database, no words for the screen (those are in ``dashboard.i18n``).
"""

from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""All local dates and cut-offs ("24h ngày 31/5/2022") are read in this zone."""

ALL = 0
"""In the cube and in selections: all fields, all statuses, all time."""

WHOLE_PROGRAMME = 0
"""Phase number of what concerns the whole programme (targets, published figures)."""


UNCLASSIFIED_FIELD_ID = 13
"""Field of the default list that means "not classified" (seeded with this id by the first migration)."""

UNCLASSIFIED_FIELD_CODE = "F00"
"""Its code; it may be renamed, but stays."""


class Status(IntEnum):
    """Review status of an initiative (trạng thái)."""

    VALID = 1
    REVIEWING = 2
    INVALID = 3
    UNKNOWN = 4


class SolutionKind(IntEnum):
    """Loại giải pháp."""

    UNKNOWN = 0
    TECHNICAL = 1
    MANAGEMENT = 2
    OPERATIONAL = 3
    APPLIED = 4
    RESEARCH = 5


class Block(IntEnum):
    """Khối đối tượng."""

    UNKNOWN = 0
    PUBLIC = 1
    ENTERPRISE = 2
    UNION = 3
    OTHER = 4


class Split(IntEnum):
    """Classifications besides the field that sums are kept by; the value is what ``part_cube`` holds."""

    SOLUTION_KIND = 1
    BLOCK = 2


class Recognition(IntEnum):
    """Hình thức công nhận."""

    UNKNOWN = 0
    DECISION = 1
    COMMENDATION = 2
    OTHER = 3


class TargetBasis(StrEnum):
    """Who set the target: assigned from above, or registered by the unit itself."""

    ASSIGNED = "assigned"
    REGISTERED = "registered"


class Measure(StrEnum):
    """Which initiatives are counted; always written beside the figure."""

    SUBMITTED = "submitted"
    VALID = "valid"


class ImportKind(StrEnum):
    """What a spreadsheet is about."""

    PROGRAMMES = "programmes"
    UNITS = "units"
    TARGETS = "targets"
    INITIATIVES = "initiatives"
    PUBLISHED = "published"


class SavedKind(StrEnum):
    """What people keep by name."""

    VIEW = "view"
    DECK = "deck"  # a set of report blocks
    PPTX_TEMPLATE = "pptx_template"
    DOCX_TEMPLATE = "docx_template"
    PICTURE = "picture"


class BatchState(StrEnum):
    """Life of an import batch: a staged batch has written nothing that a figure sees."""

    STAGED = "staged"
    COMMITTED = "committed"
    UNDONE = "undone"
    DISCARDED = "discarded"


class MoneyFlag(IntEnum):
    """Bits of ``initiatives.savings_flags``: what the reader of the money cell noticed."""

    APPROXIMATE = 1
    PER_MONTH = 2
    LIKELY_SLIP = 4
    NOT_MONETARY = 8
    RANGE = 16
