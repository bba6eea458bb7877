"""Role: revision 0006: the indexes of values and of the few hold all that their sums are made of."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ANCESTORS = ["n0", "n1", "n2", "n3", "n4", "n5"]
KINDS = ["status", "field_id", "solution_kind", "block"]
DECLARED = sa.text("savings_vnd IS NOT NULL")
FEW = sa.text("savings_flags & 6 <> 0")
"""Per month (2) and likely slips (4)."""


def upgrade() -> None:
    """No row changes; a million of them take some seconds."""
    _anew(
        "ix_initiatives_value",
        ["n1", "savings_vnd", "submitted_at", "status", "field_id", "programme_id", "n0", "n2"],
        ["confidential", "withdrawn"],
        DECLARED,
        DECLARED,
    )
    few = ["programme_id", "submitted_at", "savings_flags", "savings_vnd"]
    _anew(
        "ix_initiatives_doubtful",
        [*few, "status", "field_id", "unit_id", "n0", "n1"],
        ["confidential", "withdrawn"],
        FEW,
        FEW,
    )
    _anew(
        "ix_initiatives_secret",
        [*few, *KINDS, "unit_id", *ANCESTORS],
        ["withdrawn"],
        sa.text("confidential = 1"),
        sa.text("confidential"),
    )


def _anew(
    name: str, columns: list[str], marks: list[str], sqlite: sa.TextClause, postgresql: sa.TextClause
) -> None:
    op.drop_index(name, "initiatives")
    op.create_index(name, "initiatives", [*columns, *marks], sqlite_where=sqlite, postgresql_where=postgresql)
