"""Role: revision 0006: indexes that hold all that a sum is made of, so that no row is fetched for it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BY_VALUE = ["n1", "savings_vnd", "submitted_at", "status", "field_id", "programme_id", "n0"]
OF_THE_FEW = ["programme_id", "submitted_at", "savings_vnd", "savings_flags", "status", "field_id", "unit_id"]
OF_THE_SECRET = ["solution_kind", "block", "n0", "n1", "n2", "n3", "n4", "n5", "withdrawn", "confidential"]

DECLARED = "savings_vnd IS NOT NULL"
DOUBTFUL = "savings_flags & 6 <> 0"
"""Per month (2) and likely slips (4)."""


def upgrade() -> None:
    """No row changes; a million of them take some seconds."""
    op.drop_index("ix_initiatives_value", "initiatives", if_exists=True)
    _create("ix_initiatives_value", [*BY_VALUE, "n2", "confidential", "withdrawn"], DECLARED, DECLARED)
    columns = [*OF_THE_FEW, "n0", "n1", "withdrawn", "confidential", "code"]
    _create("ix_initiatives_doubtful_values", columns, DOUBTFUL, DOUBTFUL)
    columns = [*OF_THE_FEW, *OF_THE_SECRET]
    _create(
        "ix_initiatives_secret_values",
        columns,
        f"confidential = 1 AND {DECLARED}",
        f"confidential AND {DECLARED}",
    )


def _create(name: str, columns: list[str], sqlite: str, postgresql: str) -> None:
    op.create_index(
        name,
        "initiatives",
        columns,
        if_not_exists=True,
        sqlite_where=sa.text(sqlite),
        postgresql_where=sa.text(postgresql),
    )
