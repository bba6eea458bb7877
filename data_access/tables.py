"""Role: the schema, in one place, for SQLite and PostgreSQL alike, obeying the Citus rules.

Growing tables (initiatives, staging, history) are those with one row per initiative: ``code`` is in
their primary key and they have no other unique constraint, no trigger, no surrogate key, and point
only at small tables. Everything else is small and would be a reference table. See docs/architecture.md.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

MAX_DEPTH = 5
"""Deepest level of a unit below the root (0): Tổng LĐLĐ, province, superior union, CĐCS, and spare."""

BIN_EDGES_VND = (
    0, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000,
    200_000_000, 500_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
)  # fmt: skip
"""Lower edges of the value histogram kept in the cube; the last bin is open."""


DOUBTFUL = 6
"""Bits of ``savings_flags`` that few values bear and officers go through: per month (2), slip (4)."""

_FEW_DOUBTFUL = text(f"savings_flags & {DOUBTFUL} <> 0")


class Instant(TypeDecorator[datetime]):
    """An aware datetime kept as whole seconds since 1970 UTC.

    One representation in both databases, the same in the drivers' bulk paths, and comparable
    without any zone setting of the server.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Seconds of an aware datetime; a naive one is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Back to an aware datetime in UTC."""
        return None if value is None else datetime.fromtimestamp(int(value), UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

programmes = Table(
    "programmes",
    metadata,
    Column("programme_id", Integer, primary_key=True, autoincrement=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("root_unit_id", Integer),  # the unit whose campaign this database watches
)

phases = Table(
    "phases",
    metadata,
    Column("programme_id", ForeignKey("programmes.programme_id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),  # exclusive: "24h 31/5" is 1/6 0:00
)

milestones = Table(
    "milestones",
    metadata,
    Column("programme_id", ForeignKey("programmes.programme_id"), primary_key=True),
    Column("phase_number", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, primary_key=True),
    Column("share_ppm", Integer, nullable=False),  # of the phase's target, in millionths
    Column("name", Text, nullable=False, default=""),
)

campaign_events = Table(
    "campaign_events",
    metadata,
    Column("programme_id", ForeignKey("programmes.programme_id"), primary_key=True),
    Column("on_date", Date, primary_key=True),
    Column("name", String(200), primary_key=True),
)

units = Table(
    "units",
    metadata,
    Column("unit_id", Integer, primary_key=True, autoincrement=True),
    Column("code", String(60), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("parent_id", Integer),  # checked by `sangkien check`, no self-referencing foreign key
    Column("depth", Integer, nullable=False),
    Column("cluster", Text, nullable=False, default=""),  # cụm/khối thi đua
    Column("valid_from", Date),
    Column("valid_to", Date),  # last day of existence
    Index(None, "parent_id"),
)

unit_paths = Table(
    "unit_paths",
    metadata,
    # Derived from units.parent_id by the store itself, never written by an import: the ancestor at each
    # depth (0: none), so that a subtree or a path is one indexed comparison.
    Column("unit_id", ForeignKey("units.unit_id"), primary_key=True, autoincrement=False),
    Column("depth", Integer, nullable=False),
    *[Column(f"n{depth}", Integer, nullable=False) for depth in range(MAX_DEPTH + 1)],
    Column("has_children", Boolean, nullable=False),  # then a row recorded here lacks its CĐCS
    *[Index(None, f"n{depth}") for depth in range(1, MAX_DEPTH)],
)

unit_aliases = Table(
    "unit_aliases",
    metadata,
    Column("alias_key", String(300), primary_key=True),  # folded by the import's unit key
    Column("unit_id", ForeignKey("units.unit_id"), primary_key=True),
    Column("alias", Text, nullable=False),
    Column("origin", String(20), nullable=False),  # "list" or "confirmed"
)

unit_successors = Table(
    "unit_successors",
    metadata,
    Column("unit_id", ForeignKey("units.unit_id"), primary_key=True),
    Column("successor_id", ForeignKey("units.unit_id"), primary_key=True),
    Column("share_ppm", Integer, nullable=False),  # millionths; what is missing to 1 is named remainder
)

unit_members = Table(
    "unit_members",
    metadata,
    Column("unit_id", ForeignKey("units.unit_id"), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("members", Integer, nullable=False),
)

targets = Table(
    "targets",
    metadata,
    Column("programme_id", ForeignKey("programmes.programme_id"), primary_key=True),
    Column("phase_number", Integer, primary_key=True, autoincrement=False),  # 0: whole programme
    Column("unit_id", ForeignKey("units.unit_id"), primary_key=True),
    Column("basis", String(20), primary_key=True),  # TargetBasis
    Column("version", Integer, primary_key=True, autoincrement=False),  # the highest is in force
    Column("amount", Integer),  # None: withdrawn or not assigned
    Column("member_share_ppm", Integer),  # "10% đoàn viên"; amount is then derived
    Column("document", Text, nullable=False, default=""),
    Column("effective_on", Date),
)

fields = Table(
    "fields",
    metadata,
    Column("field_id", Integer, primary_key=True, autoincrement=True),
    Column("code", String(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

published_figures = Table(
    "published_figures",
    metadata,
    # A snapshot is immutable: two published totals for one moment both stay.
    Column("figure_key", String(64), primary_key=True),  # hash of all that follows
    Column("programme_name", Text, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("unit_id", ForeignKey("units.unit_id")),
    Column("phase_text", Text, nullable=False, default=""),
    Column("phase_number", Integer),  # 0: whole programme
    Column("as_of", Instant),
    Column("measure", Text, nullable=False, default=""),
    Column("target", Integer),
    Column("target_basis", Text, nullable=False, default=""),
    Column("result", Integer),
    Column("printed_percent", Text, nullable=False, default=""),
    Column("rank", Integer),
    Column("rank_of", Integer),
    Column("value_vnd", BigInteger),
    Column("value_words", Text, nullable=False, default=""),
    Column("source", Text, nullable=False, default=""),
)

batches = Table(
    "batches",
    metadata,
    Column("batch_id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),  # ImportKind
    Column("state", String(20), nullable=False),  # BatchState
    Column("programme_id", Integer),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("file_bytes", BigInteger, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("staged_at", Instant, nullable=False),
    Column("committed_at", Instant),
    Column("is_full", Boolean, nullable=False),
    Column("counts", JSON, nullable=False),  # new, changed, unchanged, missing, rejected, skipped
    Column("mapping", JSON, nullable=False),
    Column("issues", JSON, nullable=False),  # capped list, for the history screen
    Column("version_before", Integer),
    Column("version_after", Integer),
    Column("request", JSON),  # files, kind and wishes of the import, to do it again
)

remembered_layouts = Table(
    "remembered_layouts",
    metadata,
    Column("layout_key", String(64), primary_key=True),  # hash of the folded headers
    Column("kind", String(20), nullable=False),  # ImportKind
    Column("columns", JSON, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("remembered_at", Instant, nullable=False),
    Column("batch_id", Integer, nullable=False),  # forgotten when that import is undone
)

saved_items = Table(
    "saved_items",
    metadata,
    # What people keep by name: views (a link's choices), sets of report blocks, templates, pictures.
    Column("kind", String(20), primary_key=True),  # SavedKind
    Column("name", String(120), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("file", LargeBinary),  # of a template or a picture
    Column("user_name", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
)

record_history = Table(
    "record_history",
    metadata,
    # Before- and after-images of small tables, so that an import of units or targets is undone exactly.
    Column("batch_id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("table_name", String(60), nullable=False),
    Column("key", JSON, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
)

data_version = Table(
    "data_version",
    metadata,
    # One row. Locked by whoever writes, read by every page to know whether it is still current.
    Column("singleton", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("database_id", String(36), nullable=False),  # names this database in cache keys
)

audit = Table(
    "audit",
    metadata,
    Column("audit_id", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),  # chains the rows, so that tampering shows
)


def _initiative_columns() -> list[Column[Any]]:
    """What one initiative holds; the same in the fact, staging and history tables."""
    return [
        Column("title", Text, nullable=False),
        Column("title_key", Text, nullable=False),
        Column("authors", Text, nullable=False),
        Column("author_keys", Text, nullable=False),
        Column("unit_id", Integer, nullable=False),
        Column("unit_text", Text, nullable=False),
        Column("field_id", Integer, nullable=False),
        Column("solution_kind", Integer, nullable=False),
        Column("block", Integer, nullable=False),
        Column("submitted_at", Instant),
        Column("submitted_day", Integer, nullable=False),  # local yyyymmdd; 0: undated
        Column("recognised_on", Date),
        Column("applied_on", Date),
        Column("status", Integer, nullable=False),
        Column("recognition", Integer, nullable=False),
        Column("recognition_number", Text, nullable=False),
        Column("savings_vnd", BigInteger),
        Column("savings_text", Text, nullable=False),
        Column("savings_flags", Integer, nullable=False),
        Column("social", Text, nullable=False),
        Column("description", Text, nullable=False),
        Column("confidential", Boolean, nullable=False),
    ]


def _ancestor_columns() -> list[Column[Any]]:
    """Ancestor at each depth below the root (0: none), so that a subtree is one comparison."""
    return [Column(f"n{depth}", Integer, nullable=False) for depth in range(MAX_DEPTH + 1)]


initiatives = Table(
    "initiatives",
    metadata,
    Column("code", String(120), primary_key=True),
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    *_initiative_columns(),
    *_ancestor_columns(),
    Column("withdrawn", Boolean, nullable=False),
    Column("batch_id", Integer, nullable=False),  # the import that last wrote the row
    Column("source_sheet", Text, nullable=False),
    Column("source_row", Integer, nullable=False),
    ForeignKeyConstraint(["unit_id"], ["units.unit_id"]),
    ForeignKeyConstraint(["field_id"], ["fields.field_id"]),
    ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"]),
    # Each index costs every import; these are measured to be enough (docs/architecture.md).
    Index(None, "unit_id", "submitted_at"),  # small units with filters, persons of a unit
    Index(None, "programme_id", "submitted_at"),  # part of a day; the register, newest first
    # Median and top values: covering, so that no row is fetched for an entry that does not count.
    Index(
        "ix_initiatives_value",
        "n1", "savings_vnd", "submitted_at", "status", "field_id", "programme_id", "n0", "n2",
        "confidential", "withdrawn",
        sqlite_where=text("savings_vnd IS NOT NULL"),
        postgresql_where=text("savings_vnd IS NOT NULL"),
    ),
    # Of the few a narrow index to list them, and one that holds all that their sums are made of.
    Index(
        "ix_initiatives_doubtful",
        "programme_id", "submitted_at",
        sqlite_where=_FEW_DOUBTFUL,
        postgresql_where=_FEW_DOUBTFUL,
    ),
    Index(
        "ix_initiatives_doubtful_values",
        "programme_id", "submitted_at", "savings_vnd", "savings_flags", "status", "field_id", "unit_id",
        "n0", "n1", "withdrawn", "confidential", "code",
        sqlite_where=_FEW_DOUBTFUL,
        postgresql_where=_FEW_DOUBTFUL,
    ),
    Index(
        "ix_initiatives_secret",
        "programme_id", "submitted_at",
        sqlite_where=text("confidential = 1"),
        postgresql_where=text("confidential"),
    ),
    # The confidential among the declared: which sums must not stand alone.
    Index(
        "ix_initiatives_secret_values",
        "programme_id", "submitted_at", "savings_vnd", "savings_flags", "status", "field_id", "unit_id",
        "solution_kind", "block", "n0", "n1", "n2", "n3", "n4", "n5", "withdrawn", "confidential",
        sqlite_where=text("confidential = 1 AND savings_vnd IS NOT NULL"),
        postgresql_where=text("confidential AND savings_vnd IS NOT NULL"),
    ),
)  # fmt: skip

staging = Table(
    "staging",
    metadata,
    Column("batch_id", Integer, primary_key=True, autoincrement=False),
    Column("code", String(120), primary_key=True),
    *_initiative_columns(),
    Column("source_sheet", Text, nullable=False),
    Column("source_row", Integer, nullable=False),
    Column("verdict", String(10), nullable=False),  # "", new, changed, same
)

initiative_history = Table(
    "initiative_history",
    metadata,
    Column("batch_id", Integer, primary_key=True, autoincrement=False),
    Column("code", String(120), primary_key=True),
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    Column("change", String(10), nullable=False),  # new, changed, withdrawn
    # Before-image; all None for a new row.
    *[Column(c.name, c.type, nullable=True) for c in _initiative_columns()],
    Column("withdrawn", Boolean),
    Column("previous_batch_id", Integer),
    Column("source_sheet", Text),
    Column("source_row", Integer),
)

MEASURES = (
    "n", "n_value", "sum_value", "n_flagged", "sum_flagged", "n_confidential",
    "n_no_field", "n_no_recognition", "n_no_unit",
    *(f"h{index}" for index in range(len(BIN_EDGES_VND))),
)  # fmt: skip
"""Additive integers of a cube cell.

n: initiatives; n_value/sum_value: with a declared value, and its sum; n_flagged/sum_flagged: of those,
the likely slips; n_no_field, n_no_recognition: missing data; n_no_unit: known only to the superior
union, not to its CĐCS; h0…: histogram of declared values by BIN_EDGES_VND.
"""

cube = Table(
    "cube",
    metadata,
    # What keeps a page's cost flat: sums per node of the unit tree. 0 means all; period is 0,
    # yyyymm or yyyymmdd. Which nodes keep which periods is written in docs/architecture.md.
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    Column("node_id", Integer, primary_key=True, autoincrement=False),
    Column("field_id", Integer, primary_key=True, autoincrement=False),
    Column("status", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    *[Column(name, BigInteger, nullable=False) for name in MEASURES],
    sqlite_with_rowid=False,
)

author_cube = Table(
    "author_cube",
    metadata,
    # Distinct authors are not additive over time, but the first day of each person within a phase is:
    # n people of this node first submitted in this phase (0: programme) on this day. A person is a folded
    # name within the unit recorded. first_day is the first dated day; 0 only if all rows are undated, so
    # that people up to a day and people of all time are both sums. Kept for depth 0 by (field or all), for
    # depth 1 for all fields.
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    Column("node_id", Integer, primary_key=True, autoincrement=False),
    Column("phase_number", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(10), primary_key=True),
    Column("field_id", Integer, primary_key=True, autoincrement=False),
    Column("first_day", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

savings_bins = Table(
    "savings_bins",
    metadata,
    # Fine histogram of declared values at the top of the tree, so that an exact median touches few rows
    # however many there are. bin: the value cut to two digits, doubled, plus 1 when something was cut.
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    Column("node_id", Integer, primary_key=True, autoincrement=False),
    Column("status", Integer, primary_key=True, autoincrement=False),  # 0: all; else Status.VALID
    Column("coarse", Integer, primary_key=True, autoincrement=False),  # index into BIN_EDGES_VND
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("bin", BigInteger, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

PART_MEASURES = MEASURES[:5]
"""What is summed by kind of solution and by block: counts and values, no histogram and no missing data."""

part_cube = Table(
    "part_cube",
    metadata,
    # The same sums by kind of solution and by block, fewer measures for fewer nodes: depth 0 all time and
    # months by (field or all), days for all fields; depth 1 all time and months for all fields.
    Column("programme_id", Integer, primary_key=True, autoincrement=False),
    Column("node_id", Integer, primary_key=True, autoincrement=False),
    Column("split", Integer, primary_key=True, autoincrement=False),  # Split
    Column("field_id", Integer, primary_key=True, autoincrement=False),  # 0: all
    Column("status", Integer, primary_key=True, autoincrement=False),  # 0: all; else Status.VALID
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),  # SolutionKind or Block
    *[Column(name, BigInteger, nullable=False) for name in PART_MEASURES],
    sqlite_with_rowid=False,
)

GROWING = (initiatives, staging, initiative_history)
COORDINATOR_LOCAL = (cube, author_cube, savings_bins, part_cube)
