"""Role: any spreadsheet file to raw tables, safely: recognise, preflight, read in a limited child, stream."""

from data_access.spreadsheets.raw import (
    Cell,
    Event,
    FailureCode,
    RawChunk,
    ReadDone,
    ReadFailure,
    SheetEnd,
    SheetStart,
    TextFormat,
)
from data_access.spreadsheets.reading import read

__all__ = [
    "Cell",
    "Event",
    "FailureCode",
    "RawChunk",
    "ReadDone",
    "ReadFailure",
    "SheetEnd",
    "SheetStart",
    "TextFormat",
    "read",
]
