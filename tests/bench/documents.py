"""Role: what a document costs: reading its figures as the rows grow, and drawing it once they are read."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from dashboard.reports import campaign, render
from dashboard.reports.blocks import Document
from dashboard.reports.wishes import ReportWishes
from dashboard.viewmodels.state import FilterState
from data_access.database import Database, open_database
from data_access.viewer import LOCAL_VIEWER
from data_access.vocabulary import ZONE
from tests.bench.datasets import Datasets
from tests.bench.measuring import interleaved, worked
from tests.bench.report import Row

PART = "documents"
SMALLEST = 1_000
MADE_AT = datetime(2023, 10, 2, 8, 0, tzinfo=ZONE)

MOST_SECONDS = {"pptx": 3.0, "docx": 5.0, "xlsx": 5.0, "pdf": 5.0}
"""Processor time that drawing may take, by format, on the machine that REFERENCE_SECONDS was measured on."""

REFERENCE_SECONDS = 0.08
"""What ``_reference`` takes there: python-pptx alone. A machine twice as fast is promised half the time."""

REFERENCE_SLIDES, REFERENCE_LINES, REFERENCE_COLUMNS = 10, 12, 4


def measure(data: Datasets, largest: int, rounds: int) -> list[Row]:
    """Reading at the largest size against the smallest on one tree; drawing of what the largest gave."""
    stores = [data.store(size, largest) for size in (SMALLEST, largest)]
    opened = {str(store.rows): open_database(store.url) for store in stores}
    reading = {size: worked(partial(_read, db)) for size, db in opened.items()}
    medians = interleaved(reading, rounds, warm_up=1)
    small, large = medians[str(SMALLEST)], medians[str(largest)]
    measured = {f"ms at {SMALLEST:,}": small * 1000, f"ms at {largest:,}": large * 1000}
    what = f"reading the figures of all slides: {largest:,} rows / {SMALLEST:,}"
    # More initiatives mean more suggestions in the annexes: a longer document, so nothing is promised.
    rows = [Row(PART, what, large / small, None, "more suggested awards", measured)]
    rows += _drawn(opened[str(largest)], largest, rounds)
    for db in opened.values():
        db.dispose()
    return rows


def _read(db: Database) -> Document:
    return campaign.build(LOCAL_VIEWER, db, FilterState(), ReportWishes(), made_by="bench", now=MADE_AT)


def _drawn(db: Database, largest: int, rounds: int) -> list[Row]:
    document = _read(db)
    order = render.Order(LOCAL_VIEWER, db, FilterState(), ReportWishes(), "bench", MADE_AT)
    slides = render.draw(document, order, "pptx").slides
    tasks: dict[str, Callable[[], float]] = {
        name: worked(partial(render.draw, document, order, name)) for name in MOST_SECONDS
    }
    medians = interleaved({**tasks, "reference": worked(_reference)}, rounds, warm_up=1)
    machine = medians["reference"] / REFERENCE_SECONDS
    rows = []
    for name, seconds in MOST_SECONDS.items():
        note = f"{slides} slides" if name == "pptx" else ""
        measured = {"s": medians[name], "s of the reference": medians["reference"]}
        what = f"drawing {name} at {largest:,} rows / {seconds:g} s"
        rows.append(Row(PART, what, medians[name] / machine / seconds, 1.0, note, measured))
    return rows


def _reference() -> None:
    """A deck of constants with a table and a native chart on each slide, by the library alone."""
    deck = Presentation()
    for _ in range(REFERENCE_SLIDES):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        shape = slide.shapes.add_table(
            REFERENCE_LINES, REFERENCE_COLUMNS, Inches(0.5), Inches(1.5), Inches(4), Inches(4)
        )
        for line in shape.table.rows:
            for cell in line.cells:
                cell.text = "1.234"
        chart = CategoryChartData()
        chart.categories = [str(number) for number in range(REFERENCE_LINES)]
        chart.add_series("1", range(REFERENCE_LINES))
        slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, Inches(5), Inches(1.5), Inches(4), Inches(4), chart
        )
    deck.save(BytesIO())
