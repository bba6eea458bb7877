"""Role: writes the five workbooks of a sample: programme, units, targets, export, published figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from dashboard.domain.campaign import ILLUSTRATION_SUFFIX
from dashboard.sample import places, published
from dashboard.sample.faults import EXPORT_COLUMNS
from dashboard.sample.initiatives import Export
from dashboard.sample.sheets import Cell, Column, Sheet, write_workbook
from dashboard.sample.tree import Tree, grow_tree

PROGRAMME_CODE = f"1TRSK{ILLUSTRATION_SUFFIX}"
PROGRAMME_NAME = (
    "Chương trình 1 triệu sáng kiến – nỗ lực vượt khó, sáng tạo, quyết tâm chiến thắng đại dịch Covid-19"
)
MOST_ROWS = 1_000_000
"""A sheet holds 1.048.576 rows; the titles and a round number fit."""

ISSUER = "LIÊN ĐOÀN LAO ĐỘNG TỈNH LẠNG SƠN"
ILLUSTRATION = (
    "SỐ LIỆU MINH HỌA – phần chia cho đơn vị, sự kiện, tên người và sáng kiến là dữ liệu tạo ra, "
    "không có thật"
)
REAL = "SỐ LIỆU ĐÃ CÔNG BỐ – số thật, nguồn ghi ở từng dòng"
DOCUMENTS = (
    # Number and day of the plans that assigned the targets; invented.
    ("12/KH-LĐLĐ (minh họa)", date(2022, 1, 14)),
    ("59/KH-LĐLĐ (minh họa)", date(2022, 6, 9)),
)
PHASES = {1: (date(2022, 1, 8), "24h ngày 31/5/2022"), 2: (date(2022, 6, 1), "24h ngày 30/9/2023")}
EVENTS = {
    # Named days that the course is read with; only that May is the workers' month is no invention.
    1: (
        (date(2022, 1, 17), "Lễ phát động"),
        (date(2022, 3, 31), "Giao ban giữa kỳ"),
        (date(2022, 5, 1), "Tháng Công nhân"),
    ),
    2: ((date(2022, 7, 22), "Hội nghị sơ kết"), (date(2023, 5, 1), "Tháng Công nhân")),
}
NEW_UNIT_SINCE = date(2022, 1, 1)
UNIT_CLOSED_ON = date(2025, 6, 30)  # district federations and local sector unions ended on 1/7/2025

PROGRAMME_COLUMNS = (
    Column("Mã chương trình", 18), Column("Chương trình", 80), Column("Giai đoạn", 10),
    Column("Tên giai đoạn", 18), Column("Từ ngày", 14), Column("Đến ngày", 22), Column("Ngày sự kiện", 14),
    Column("Sự kiện", 28),
)  # fmt: skip
UNIT_COLUMNS = (
    Column("Mã đơn vị", 12), Column("Tên đơn vị", 52), Column("Đơn vị cấp trên", 16, True),
    Column("Số đoàn viên", 14), Column("Cụm thi đua", 22, True), Column("Từ ngày", 12),
    Column("Đến ngày", 12), Column("Tên khác", 30),
)  # fmt: skip
TARGET_COLUMNS = (
    Column("Mã đơn vị", 12), Column("Đơn vị", 52), Column("Giai đoạn", 18, True), Column("Chỉ tiêu", 10),
    Column("Số văn bản", 24, True), Column("Ngày văn bản", 14),
)  # fmt: skip


@dataclass(frozen=True)
class SampleFiles:
    """What ``write_sample`` wrote.

    ``rows``: data rows of the export, faulty ones included; ``faults``: how many rows have which fault
    (values of ``faults.Fault``); ``in_import_order``: the files, each after what it refers to.
    """

    programme: Path
    units: Path
    targets: Path
    export: Path
    published: Path
    rows: int
    faults: dict[str, int]

    @property
    def in_import_order(self) -> tuple[Path, ...]:
        """Programme, units, targets, export, published figures."""
        return self.programme, self.units, self.targets, self.export, self.published


def write_sample(folder: Path, rows: int | None = None, seed: int = 2022) -> SampleFiles:
    """Write the five workbooks of a sample into ``folder`` (made if missing, files replaced).

    Without ``rows``: the campaign of LĐLĐ tỉnh Lạng Sơn, whose totals equal the published ones whatever
    the seed: 3.001 submissions in phase 1, targets 2.000 and 2.100, about 15 tỷ đồng. With ``rows``
    (1 to ``MOST_ROWS``): the same shape at that size. Equal arguments give equal bytes.
    Raises ValueError if ``rows`` is out of range, OSError if the folder cannot be written.
    """
    if rows is not None and not 1 <= rows <= MOST_ROWS:
        raise ValueError(f"rows must be between 1 and {MOST_ROWS}")
    rng = np.random.default_rng(seed)
    tree = grow_tree(rows, rng)
    export = Export(tree, rows, rng)
    folder.mkdir(parents=True, exist_ok=True)

    def write(name: str, sheet: Sheet, cells: Iterator[tuple[Cell, ...]]) -> Path:
        path = folder / name
        write_workbook(path, sheet, cells)
        return path

    faults = [fault.value for fault in export.faults.values()]
    return SampleFiles(
        programme=write("programme.xlsx", _sheet("Chương trình", PROGRAMME_COLUMNS), _programme_rows()),
        units=write("units.xlsx", _sheet("Đơn vị", UNIT_COLUMNS), _unit_rows(tree)),
        targets=write("targets.xlsx", _sheet("Chỉ tiêu", TARGET_COLUMNS), _target_rows(tree)),
        export=write("export.xlsx", _sheet("Sáng kiến", EXPORT_COLUMNS), iter(export)),
        published=write(
            "published.xlsx", Sheet("Đã công bố", (REAL,), published.COLUMNS, REAL), iter(published.FIGURES)
        ),
        rows=export.rows,
        faults={fault: faults.count(fault) for fault in sorted(set(faults))},
    )


def _sheet(name: str, columns: tuple[Column, ...]) -> Sheet:
    return Sheet(name, (ISSUER, name.upper(), ILLUSTRATION, ""), columns, "Số liệu minh họa")


def _programme_rows() -> Iterator[tuple[Cell, ...]]:
    for number, (begin, end) in PHASES.items():
        for event in EVENTS[number]:
            yield PROGRAMME_CODE, PROGRAMME_NAME, number, f"Giai đoạn {number}", begin, end, *event


def _unit_rows(tree: Tree) -> Iterator[tuple[Cell, ...]]:
    members: dict[str, int] = {}
    for leaf in tree.leaves:
        members[leaf.parent] = members.get(leaf.parent, 0) + leaf.members
    yield places.ROOT_CODE, places.ROOT_NAME, None, sum(members.values()), None, None, None, "LĐLĐ tỉnh"
    for one in tree.superiors:
        yield one.code, one.name, places.ROOT_CODE, members[one.code], one.cluster, None, None, one.aliases
    for number, leaf in enumerate(tree.leaves):
        since = NEW_UNIT_SINCE if number % 97 == 40 else None
        until = UNIT_CLOSED_ON if number % 97 == 60 else None
        yield leaf.code, leaf.name, leaf.parent, leaf.members, None, since, until, None


def _target_rows(tree: Tree) -> Iterator[tuple[Cell, ...]]:
    yield from _three(places.ROOT_CODE, places.ROOT_NAME, *tree.targets)
    for one in tree.superiors:
        yield from _three(one.code, one.name, one.target_1, one.target_2)
    for leaf in tree.leaves:
        if leaf.target_1 is not None and leaf.target_2 is not None:
            yield from _three(leaf.code, leaf.name, leaf.target_1, leaf.target_2)


def _three(code: str, name: str, first: int, second: int) -> Iterator[tuple[Cell, ...]]:
    yield code, name, "Giai đoạn 1", first, *DOCUMENTS[0]
    yield code, name, "Giai đoạn 2", second, *DOCUMENTS[1]
    yield code, name, "Cả chương trình", first + second, *DOCUMENTS[1]
