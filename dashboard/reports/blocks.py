"""Role: what a deck or a report says, without layout: one list of blocks, drawn by every renderer.

Numbers stand here once: exact in charts, tables and figures, and as finished words beside them. A renderer
formats nothing and computes nothing. Texts are in the reader's language; a renderer escapes them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from dashboard.charts.spec import ChartSpec, Role

Exact: TypeAlias = int | Decimal | date | str | None


class BlockKind(StrEnum):
    """The messages of a sơ kết, in their usual order; a person may order, hide and retitle them."""

    TITLE = "title"
    STANDING = "standing"  # where we stand: the one sentence, large
    COURSE = "course"
    UNITS = "units"  # attainment of all units; many are split over slides
    EXCEEDED = "exceeded"  # named
    NEED_HELP = "need_help"  # named only when internal
    FIELDS = "fields"
    VALUE = "value"  # with coverage and outstanding initiatives
    FORMER_PHASE = "former_phase"
    AWARDS = "awards"
    NEXT_PHASE = "next_phase"
    CAUSES = "causes"  # causes and proposals, to fill in
    TEXT = "text"  # of a person
    PICTURE = "picture"  # of a person


class Audience(StrEnum):
    """Public outputs name the good units and not the weak ones."""

    PUBLIC = "public"
    INTERNAL = "internal"


class CellKind(StrEnum):
    """How an exact value is written where numbers stay numbers (Excel)."""

    TEXT = "text"
    COUNT = "count"  # whole number
    SHARE = "share"  # 1.5005 is 150,05%
    MONEY = "money"  # whole đồng
    DATE = "date"
    RATE = "rate"  # a number with one decimal


@dataclass(frozen=True)
class Column:
    """A column of a table; ``total``: its cells add up to a total row that Excel writes as a formula."""

    name: str
    kind: CellKind = CellKind.TEXT
    total: bool = False


@dataclass(frozen=True)
class Cell:
    """``shown`` are the finished words, ``exact`` the value behind them (None: not known, shown empty)."""

    shown: str
    exact: Exact = None
    role: Role | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells, as many as columns; ``totals`` is the last line, already computed.

    ``title`` is empty where the block says it already; ``note`` stands below. ``on_slides`` False: slides
    leave it to the chart beside it and to the annexes.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] | None = None
    note: str = ""
    title: str = ""
    on_slides: bool = True


@dataclass(frozen=True)
class Figure:
    """One number as a card: ``Giai đoạn 1 · 3.001 / 2.000 · đạt 150,1%``; ``share`` draws its bar."""

    label: str
    value: str
    beside: str = ""
    detail: str = ""
    exact: Exact = None
    share: Decimal | None = None
    role: Role | None = None


@dataclass(frozen=True)
class Figures:
    """Cards side by side."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Statement:
    """One sentence in the largest type, the number that is the message apart."""

    sentence: str
    number: str = ""
    under: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart by its spec.

    ``beside``: figures that slides set in columns right of the bars instead of the labels, one row for each
    point of the one series.
    """

    spec: ChartSpec
    beside: Table | None = None


@dataclass(frozen=True)
class Paragraphs:
    """Running text; ``listed``: each a point of a list."""

    lines: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of a person (PNG or JPEG), with its text equivalent."""

    data: bytes
    text: str


Part: TypeAlias = Statement | Figures | Chart | Table | Paragraphs | Picture


@dataclass(frozen=True)
class Block:
    """One message. ``title`` is a full sentence; ``notes`` explain each figure to the speaker.

    ``sentences``: the same message as running text in official wording, for pages; slides show the parts.
    """

    key: str  # unique in its document: the kind, numbered when it occurs twice
    kind: BlockKind
    title: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """A phụ lục, PL1…PL5: one or more tables; with several, each has its own title."""

    key: str
    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Provenance:
    """What every output carries."""

    as_of: datetime
    measure: str  # "sáng kiến đã gửi"
    batch_id: int | None
    version: int
    made_by: str
    made_at: datetime
    is_illustration: bool
    line: str  # all of it in one line
    short: str = ""  # as-of, measure and import alone; an illustration is named so

    @property
    def foot(self) -> str:
        """What a slide's footer says; the whole line stands on the cover and in the notes."""
        return self.short or self.line


@dataclass(frozen=True)
class Official:
    """What the head and the foot of an official letter need; empty where nobody said it (left to fill in)."""

    superior: str = ""  # the issuing unit's superior
    issuer: str = ""
    number: str = ""  # "123/BC-LĐLĐ"
    signer_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Everything a renderer needs.

    ``slug`` is a file name without its ending: ``Bao-cao-so-ket-GD1_LDLD-Lang-Son_2022-05-31``.
    ``language`` is what all words are in; a renderer says its own few words in it too.
    """

    title: str
    subtitle: str
    unit_name: str
    place: str
    held_on: date | None
    audience: Audience
    blocks: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    provenance: Provenance
    slug: str
    official: Official = Official()
    language: str = "vi"
