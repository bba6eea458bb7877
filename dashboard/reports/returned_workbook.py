"""Role: the officer's own workbook handed back: bad cells coloured with a comment, a summary sheet first."""

from collections.abc import Sequence
from pathlib import Path

from dashboard.importing.issues import Issue


def returned_workbook(paths: Sequence[Path], issues: Sequence[Issue]) -> bytes:
    """An .xlsx with every issue marked where it is; of other formats the values in a new workbook."""
    raise NotImplementedError


def returned_name(paths: Sequence[Path]) -> str:
    """File name to offer: the first file's, marked as returned, always .xlsx."""
    raise NotImplementedError
