"""Role: revision 0005: indexes of the few: doubtful values and confidential initiatives."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FEW = sa.text("savings_flags & 6 <> 0")
"""Per month (2) and likely slips (4)."""


def upgrade() -> None:
    """Nothing else changes."""
    columns = ["programme_id", "submitted_at"]
    op.create_index(
        "ix_initiatives_doubtful",
        "initiatives",
        columns,
        if_not_exists=True,
        sqlite_where=FEW,
        postgresql_where=FEW,
    )
    op.create_index(
        "ix_initiatives_secret",
        "initiatives",
        columns,
        if_not_exists=True,
        sqlite_where=sa.text("confidential = 1"),
        postgresql_where=sa.text("confidential"),
    )
