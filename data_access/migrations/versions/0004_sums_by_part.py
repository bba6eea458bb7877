"""Role: revision 0004: sums by kind of solution and by block, filled from the rows that are there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = ("programme_id", "node_id", "split", "field_id", "status", "period", "part")
SPLITS = ((1, "solution_kind"), (2, "block"))
VALID, LIKELY_SLIP = 1, 4

LEVELS = (
    # (column of the node, field, period): what is kept of the root and of the first level.
    ("n0", "0", "submitted_day"),
    ("n0", "0", "submitted_day / 100"),
    ("n0", "0", "0"),
    ("n0", "field_id", "submitted_day / 100"),
    ("n0", "field_id", "0"),
    ("n1", "0", "submitted_day / 100"),
    ("n1", "0", "0"),
)


def upgrade() -> None:
    """The table, then one statement per sum; a million rows take under a minute."""
    op.create_table(
        "part_cube",
        *(sa.Column(name, sa.Integer(), autoincrement=False, nullable=False) for name in KEY),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("n_value", sa.BigInteger(), nullable=False),
        sa.Column("sum_value", sa.BigInteger(), nullable=False),
        sa.Column("n_flagged", sa.BigInteger(), nullable=False),
        sa.Column("sum_flagged", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*KEY, name="pk_part_cube"),
        sqlite_with_rowid=False,
    )
    for split, column in SPLITS:
        for node, field, period in LEVELS:
            for status in (0, VALID):
                op.execute(_filling(split, column, node, field, period, status))


def _filling(split: int, column: str, node: str, field: str, period: str, status: int) -> str:
    slip = f"savings_vnd IS NOT NULL AND savings_flags & {LIKELY_SLIP} <> 0"
    conditions = ["NOT withdrawn", f"{node} > 0"]
    conditions += [f"status = {status}"] if status else []
    conditions += ["submitted_day > 0"] if period != "0" else []
    groups = [name for name in ("programme_id", node, field, period, column) if name != "0"]
    return f"""
        INSERT INTO part_cube
        SELECT programme_id, {node}, {split}, {field}, {status}, {period}, {column},
            COUNT(*), COUNT(savings_vnd), COALESCE(SUM(savings_vnd), 0),
            SUM(CASE WHEN {slip} THEN 1 ELSE 0 END), SUM(CASE WHEN {slip} THEN savings_vnd ELSE 0 END)
        FROM initiatives
        WHERE {" AND ".join(conditions)}
        GROUP BY {", ".join(groups)}
    """  # noqa: S608 # names and numbers of this file
