"""Role: how the server time of a screen grows with the number of initiatives."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from dashboard.viewmodels import choices, fields, heat, overview, profile, register, savings, targets, trend
from dashboard.viewmodels.state import FilterState
from data_access.database import Database, open_database
from data_access.viewer import LOCAL_VIEWER, Viewer
from data_access.vocabulary import ZONE, Measure
from tests.bench.datasets import Datasets, Store
from tests.bench.measuring import Task, interleaved, worked
from tests.bench.report import Row

PART = "server time"
SMALLEST = 1_000
PAST_DAY = datetime(2022, 4, 16, tzinfo=ZONE)
"""24h of a day, which is what the filter bar offers."""
PAST = datetime(2022, 4, 15, 10, 30, tzinfo=ZONE)
"""Within a day, which only a written link asks for."""
BETWEEN = 100_000
MOST_GROWTH = 1.2
"""Server time of a screen at the largest size against the smallest."""

MOST_REGISTER_GROWTH = 2.0
"""The register lists rows, and finding them takes a deeper index."""


def _with_option(
    build: Callable[..., object], option: object, viewer: Viewer, db: Database, state: FilterState
) -> object:
    return build(viewer, db, state, option)


SCREENS: dict[str, tuple[Callable[..., object], float | None]] = {
    "Tổng quan": (overview.build, MOST_GROWTH),
    "Diễn biến": (trend.build, MOST_GROWTH),
    "Chỉ tiêu": (targets.build, MOST_GROWTH),
    "unit profile": (profile.build, MOST_GROWTH),
    "Lĩnh vực": (heat.build, MOST_GROWTH),
    "by field, kind and block": (fields.build, MOST_GROWTH),
    "Giá trị làm lợi": (savings.build, MOST_GROWTH),
    "Sáng kiến": (partial(_with_option, register.build, register.Wish()), MOST_REGISTER_GROWTH),
    "filter bar": (choices.build, MOST_GROWTH),
}
STATES = {
    "": FilterState(),
    ", hợp lệ": FilterState(measure=Measure.VALID),
    ", cả chương trình": FilterState(phase=0),
    ", a first-level unit": None,
    ", a past day": FilterState(as_of=PAST_DAY),
    ", inside a past day": FilterState(as_of=PAST),
}
"""The promise is on what opens first, the others stand beside it. None: the largest unit below the root."""


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Every screen at every size on the tree of the largest; then Tổng quan on the tree of its own size."""
    sizes = [size for size in (SMALLEST, BETWEEN) if size < largest] + [largest]
    stores = [data.store(size, largest) for size in sizes]
    rows: list[Row] = []
    for name, (build, promise) in SCREENS.items():
        for words, state in STATES.items():
            chosen = state or FilterState(unit=_first_level(stores[-1]))
            rows += _growth(f"{name}{words}", build, chosen, stores, None if words else promise, rounds)
    return rows + _with_tree(data, largest, rounds)


def _first_level(store: Store) -> str:
    """Code of the unit below the root with the most initiatives."""
    db = open_database(store.url)
    rows = overview.build(LOCAL_VIEWER, db, FilterState()).units
    db.dispose()
    return max(rows, key=lambda row: row.phase.count).unit.code


def _growth(
    name: str,
    build: Callable[..., object],
    state: FilterState,
    stores: list[Store],
    promise: float | None,
    rounds: int,
) -> list[Row]:
    opened = {store.rows: open_database(store.url) for store in stores}
    tasks = {str(rows): _task(build, db, state) for rows, db in opened.items()}
    medians = interleaved(tasks, rounds, warm_up=2)
    for db in opened.values():
        db.dispose()
    base, *others = opened
    result = []
    for rows in others:
        small, large = medians[str(base)], medians[str(rows)]
        measured = {f"ms at {base:,}": small * 1000, f"ms at {rows:,}": large * 1000}
        kept = promise if rows == max(opened) else None
        result.append(Row(PART, f"{name}: {rows:,} rows / {base:,}", large / small, kept, "", measured))
    return result


def _with_tree(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """For information: the small sample with its own small tree, so the large page also has more lines."""
    stores = [data.store(SMALLEST), data.store(largest)]
    found = _growth("Tổng quan, trees of their own size", overview.build, FilterState(), stores, None, rounds)
    units = []
    for store in stores:
        db = open_database(store.url)
        units.append(len(overview.build(LOCAL_VIEWER, db, FilterState()).units))
        db.dispose()
    note = f"{units[0]} and {units[1]} units on the page"
    return [Row(row.part, row.what, row.ratio, None, note, row.measured) for row in found]


def _task(build: Callable[..., object], db: Database, state: FilterState) -> Task:
    return worked(partial(build, LOCAL_VIEWER, db, state))
