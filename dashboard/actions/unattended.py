"""Role: how much may be wrong with a file that is taken in without a person looking."""

from dashboard.actions.plans import ImportCounts

UNATTENDED_REJECTED_SHARE = 20
"""Unattended, at most one row in this many may be rejected (5 %): more means that the file does not fit
this database (units not yet imported, a wrong column), and a person should look."""


def few_rejected(counts: ImportCounts) -> bool:
    """Whether so few rows are rejected that the rest may be written without asking."""
    return counts.rejected * UNATTENDED_REJECTED_SHARE <= counts.accepted + counts.rejected
