"""Role: how large and how slow a file may be; figures and their reasons in one place."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """All floors are far above a million-row export (1.048.576 rows × 30 columns ≈ 1,2 GB of XML)."""

    file_bytes: int = 512 * MEGABYTE
    entries: int = 5_000
    """Parts of a workbook; pictures included, real ones have hundreds at most."""
    unpacked_bytes: int = 4_096 * MEGABYTE
    ratio: int = 200
    """Sheet XML packs 7 to 25 times; only runs of one byte pack more than a hundred times."""
    ratio_from_bytes: int = 32 * MEGABYTE
    small_part_bytes: int = 64 * MEGABYTE
    """Workbook, styles, relations: parts that do not grow with the rows."""
    rows: int = 1_048_576
    columns: int = 2_000
    """Excel allows 16.384; a table of persons and dates that wide is a slip or an attack."""
    sparse_area: int = 5_000_000
    """A used area beyond this must be filled to at least one part in ``sparse_fill``."""
    sparse_fill: int = 100
    area: int = 80_000_000
    string_characters: int = MEGABYTE
    """One text; Excel ends at 32.767 characters."""
    chunk_rows: int = 5_000
    chunk_cells: int = 150_000
    sliced_from: int = 256 * MEGABYTE
    """From this size of its XML on a sheet is read in slices, about a quarter of a million rows."""
    slice_bytes: int = 48 * MEGABYTE
    reply_seconds: float = 15.0
    """The child's longest silence, to which time by size is added."""
    seconds_per_megabyte: float = 0.5
    child_memory: int = 700 * MEGABYTE
    child_memory_per_byte: int = 12
    """Per unpacked byte; measured need of calamine on number-heavy sheets is 5."""


DEFAULT = Limits()
