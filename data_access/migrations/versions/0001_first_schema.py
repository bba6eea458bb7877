"""Role: revision 0001: the first schema and the default list of fields.

One statement per table, written out: a revision must not change when ``data_access.tables`` does. It is
long for that reason only.
"""

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The default list of fields; the last one has a fixed code and id (vocabulary.UNCLASSIFIED_FIELD_ID).
FIELDS = (
    ("F01", "Sản xuất – kinh doanh, kỹ thuật"),
    ("F02", "An toàn, vệ sinh lao động"),
    ("F03", "Môi trường, năng lượng"),
    ("F04", "Giáo dục, đào tạo"),
    ("F05", "Y tế, phòng chống dịch"),
    ("F06", "Cải cách hành chính, quản lý điều hành"),
    ("F07", "Chuyển đổi số, CNTT"),
    ("F08", "Nông, lâm, ngư nghiệp"),
    ("F09", "Xây dựng, giao thông"),
    ("F10", "Dịch vụ, thương mại, tài chính"),
    ("F11", "Hoạt động công đoàn, xây dựng Đảng"),
    ("F12", "Khác"),
    ("F00", "Chưa phân loại"),
)


def _initiative_columns(nullable: bool) -> list[sa.Column[Any]]:
    """What one initiative holds; in the history all of it may be absent."""
    return [
        sa.Column("title", sa.Text(), nullable=nullable),
        sa.Column("title_key", sa.Text(), nullable=nullable),
        sa.Column("authors", sa.Text(), nullable=nullable),
        sa.Column("author_keys", sa.Text(), nullable=nullable),
        sa.Column("unit_id", sa.Integer(), nullable=nullable),
        sa.Column("unit_text", sa.Text(), nullable=nullable),
        sa.Column("field_id", sa.Integer(), nullable=nullable),
        sa.Column("solution_kind", sa.Integer(), nullable=nullable),
        sa.Column("block", sa.Integer(), nullable=nullable),
        sa.Column("submitted_at", sa.BigInteger()),
        sa.Column("submitted_day", sa.Integer(), nullable=nullable),
        sa.Column("recognised_on", sa.Date()),
        sa.Column("applied_on", sa.Date()),
        sa.Column("status", sa.Integer(), nullable=nullable),
        sa.Column("recognition", sa.Integer(), nullable=nullable),
        sa.Column("recognition_number", sa.Text(), nullable=nullable),
        sa.Column("savings_vnd", sa.BigInteger()),
        sa.Column("savings_text", sa.Text(), nullable=nullable),
        sa.Column("savings_flags", sa.Integer(), nullable=nullable),
        sa.Column("social", sa.Text(), nullable=nullable),
        sa.Column("description", sa.Text(), nullable=nullable),
        sa.Column("confidential", sa.Boolean(), nullable=nullable),
    ]


def _ancestor_columns() -> list[sa.Column[Any]]:
    return [sa.Column(f"n{depth}", sa.Integer(), nullable=False) for depth in range(6)]


def _create_campaign() -> None:
    op.create_table(
        "programmes",
        sa.Column("programme_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("root_unit_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("programme_id", name="pk_programmes"),
        sa.UniqueConstraint("code", name="uq_programmes_code"),
    )
    op.create_table(
        "phases",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.programme_id"], name="fk_phases_programme_id"),
        sa.PrimaryKeyConstraint("programme_id", "number", name="pk_phases"),
    )
    op.create_table(
        "milestones",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("phase_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("share_ppm", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.programme_id"], name="fk_milestones_programme_id"
        ),
        sa.PrimaryKeyConstraint("programme_id", "phase_number", "due_on", name="pk_milestones"),
    )
    op.create_table(
        "campaign_events",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.programme_id"], name="fk_campaign_events_programme_id"
        ),
        sa.PrimaryKeyConstraint("programme_id", "on_date", "name", name="pk_campaign_events"),
    )
    op.create_table(
        "fields",
        sa.Column("field_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("field_id", name="pk_fields"),
        sa.UniqueConstraint("code", name="uq_fields_code"),
    )


def _create_units() -> None:
    op.create_table(
        "units",
        sa.Column("unit_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("unit_id", name="pk_units"),
        sa.UniqueConstraint("code", name="uq_units_code"),
    )
    op.create_index("ix_units_parent_id", "units", ["parent_id"])
    op.create_table(
        "unit_paths",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        *_ancestor_columns(),
        sa.Column("has_children", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_unit_paths_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", name="pk_unit_paths"),
    )
    op.create_index("ix_unit_paths_n1", "unit_paths", ["n1"])
    op.create_index("ix_unit_paths_n2", "unit_paths", ["n2"])
    op.create_index("ix_unit_paths_n3", "unit_paths", ["n3"])
    op.create_index("ix_unit_paths_n4", "unit_paths", ["n4"])
    op.create_table(
        "unit_aliases",
        sa.Column("alias_key", sa.String(300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_unit_aliases_unit_id"),
        sa.PrimaryKeyConstraint("alias_key", "unit_id", name="pk_unit_aliases"),
    )
    op.create_table(
        "unit_successors",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("share_ppm", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["successor_id"], ["units.unit_id"], name="fk_unit_successors_successor_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_unit_successors_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "successor_id", name="pk_unit_successors"),
    )
    op.create_table(
        "unit_members",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_unit_members_unit_id"),
        sa.PrimaryKeyConstraint("unit_id", "year", name="pk_unit_members"),
    )


def _create_figures() -> None:
    op.create_table(
        "targets",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("phase_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("member_share_ppm", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.programme_id"], name="fk_targets_programme_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_targets_unit_id"),
        sa.PrimaryKeyConstraint(
            "programme_id", "phase_number", "unit_id", "basis", "version", name="pk_targets"
        ),
    )
    op.create_table(
        "published_figures",
        sa.Column("figure_key", sa.String(64), nullable=False),
        sa.Column("programme_name", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("phase_text", sa.Text(), nullable=False),
        sa.Column("phase_number", sa.Integer(), nullable=True),
        sa.Column("as_of", sa.BigInteger(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("target_basis", sa.Text(), nullable=False),
        sa.Column("result", sa.Integer(), nullable=True),
        sa.Column("printed_percent", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("rank_of", sa.Integer(), nullable=True),
        sa.Column("value_vnd", sa.BigInteger(), nullable=True),
        sa.Column("value_words", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_published_figures_unit_id"),
        sa.PrimaryKeyConstraint("figure_key", name="pk_published_figures"),
    )


def _create_ledger() -> None:
    op.create_table(
        "batches",
        sa.Column("batch_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file_bytes", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("staged_at", sa.BigInteger(), nullable=False),
        sa.Column("committed_at", sa.BigInteger(), nullable=True),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("issues", sa.JSON(), nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=True),
        sa.Column("version_after", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name="pk_batches"),
    )
    op.create_table(
        "record_history",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(60), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "position", name="pk_record_history"),
    )
    op.create_table(
        "data_version",
        sa.Column("singleton", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("database_id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("singleton", name="pk_data_version"),
    )
    op.create_table(
        "audit",
        sa.Column("audit_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name="pk_audit"),
    )


def _create_initiatives() -> None:
    op.create_table(
        "initiatives",
        sa.Column("code", sa.String(120), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        *_initiative_columns(nullable=False),
        *_ancestor_columns(),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("source_sheet", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["field_id"], ["fields.field_id"], name="fk_initiatives_field_id"),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.programme_id"], name="fk_initiatives_programme_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.unit_id"], name="fk_initiatives_unit_id"),
        sa.PrimaryKeyConstraint("code", "programme_id", name="pk_initiatives"),
    )
    op.create_index(
        "ix_initiatives_programme_id_submitted_at", "initiatives", ["programme_id", "submitted_at"]
    )
    op.create_index("ix_initiatives_unit_id_submitted_at", "initiatives", ["unit_id", "submitted_at"])
    op.create_index(
        "ix_initiatives_value",
        "initiatives",
        ["n1", "savings_vnd", "submitted_at", "status", "field_id", "programme_id", "n0", "withdrawn"],
        sqlite_where=sa.text("savings_vnd IS NOT NULL"),
        postgresql_where=sa.text("savings_vnd IS NOT NULL"),
    )
    op.create_table(
        "staging",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(120), nullable=False),
        *_initiative_columns(nullable=False),
        sa.Column("source_sheet", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "code", name="pk_staging"),
    )
    op.create_table(
        "initiative_history",
        sa.Column("batch_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(120), nullable=False),
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("change", sa.String(10), nullable=False),
        *_initiative_columns(nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=True),
        sa.Column("previous_batch_id", sa.Integer(), nullable=True),
        sa.Column("source_sheet", sa.Text(), nullable=True),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "code", "programme_id", name="pk_initiative_history"),
    )


def _create_sums() -> None:
    op.create_table(
        "cube",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("node_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        *[
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in (
                "n",
                "n_value",
                "sum_value",
                "n_flagged",
                "sum_flagged",
                "n_confidential",
                "n_no_field",
                "n_no_recognition",
                "n_no_unit",
                *(f"h{index}" for index in range(13)),
            )
        ],
        sa.PrimaryKeyConstraint("programme_id", "node_id", "field_id", "status", "period", name="pk_cube"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "author_cube",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("node_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phase_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(10), nullable=False),
        sa.Column("field_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "programme_id",
            "node_id",
            "phase_number",
            "measure",
            "field_id",
            "first_day",
            name="pk_author_cube",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "savings_bins",
        sa.Column("programme_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("node_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("coarse", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bin", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "programme_id", "node_id", "status", "coarse", "period", "bin", name="pk_savings_bins"
        ),
        sqlite_with_rowid=False,
    )


def _seed() -> None:
    fields = sa.table("fields", *(sa.column(name) for name in ("field_id", "code", "name", "position")))
    op.bulk_insert(
        fields,
        [
            {"field_id": number, "code": code, "name": name, "position": number}
            for number, (code, name) in enumerate(FIELDS, start=1)
        ],
    )
    version = sa.table(
        "data_version", *(sa.column(name) for name in ("singleton", "version", "changed_at", "database_id"))
    )
    op.bulk_insert(
        version, [{"singleton": 1, "version": 0, "changed_at": 0, "database_id": str(uuid.uuid4())}]
    )


def upgrade() -> None:
    """Create everything; the caller's transaction makes it all or nothing."""
    _create_campaign()
    _create_units()
    _create_figures()
    _create_ledger()
    _create_initiatives()
    _create_sums()
    _seed()
