"""Role: revision 0002: layouts that a person confirmed, and what was asked for with each import."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of layouts; the files, kind and wishes of a batch, so that it can be done again."""
    op.create_table(
        "remembered_layouts",
        sa.Column("layout_key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("remembered_at", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("layout_key", name="pk_remembered_layouts"),
    )
    op.add_column("batches", sa.Column("request", sa.JSON(), nullable=True))
