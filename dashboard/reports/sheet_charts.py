"""Role: the charts of the annex workbook on a sheet of their own, each on one printed page."""

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from dashboard.charts.palette import LIGHT
from dashboard.reports.blocks import CellKind, Table
from dashboard.reports.plain_text import clean

CHARTED = {"PL1": CellKind.SHARE, "PL2": CellKind.COUNT}
"""Annexes with a chart, and the column it shows."""

MOST_CHARTED = 40
"""More bars than this are not read."""

PAGE_ROWS, ROW_PIXELS = 32, 20
"""Rows of the sheet on one page of A4 landscape."""

WIDTH_PIXELS, HEAD_PIXELS, BAR_PIXELS = 830, 90, 26
LAST_COLUMN = 12
NAMES = 0.32
"""Share of the width left of the bars."""


def charted(table: Table, wanted: CellKind | None) -> int | None:
    """The place of the column that is drawn; None where a table is not."""
    kinds = [column.kind for column in table.columns]
    if wanted is None or wanted not in kinds or not 1 < len(table.rows) <= MOST_CHARTED:
        return None
    return kinds.index(wanted)


class ChartSheet:
    """Collects the charts of a workbook; ``page`` numbers them as they come."""

    def __init__(self, book: xlsxwriter.Workbook, typeface: str) -> None:
        self._book, self._typeface = book, typeface
        self._charts: list[tuple[object, str]] = []

    def add(self, sheet: str, title: str, table: Table, values: int, first_row: int) -> None:
        """A chart of one column of a table that stands on ``sheet`` from ``first_row`` on.

        Lines without a figure in that column are drawn as no bar.
        """
        names = next((n for n, c in enumerate(table.columns) if c.kind is CellKind.TEXT), 0)
        last = first_row + len(table.rows) - 1
        quoted = f"'{sheet}'!"
        is_share = table.columns[values].kind is CellKind.SHARE
        chart = self._book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": clean(table.columns[values].name),
                "categories": f"={quoted}{xl_range_abs(first_row, names, last, names)}",
                "values": f"={quoted}{xl_range_abs(first_row, values, last, values)}",
                "fill": {"color": LIGHT.actual},
                "gap": 40,
                "data_labels": {
                    "value": True, "num_format": "0.0%" if is_share else "#,##0",
                    "font": {"name": self._typeface, "size": 11},
                },
            }
        )  # fmt: skip
        heading = {"name": self._typeface, "size": 14, "color": LIGHT.ink}
        chart.set_title({"name": clean(title), "name_font": heading, "overlay": False})
        chart.set_legend({"none": True})
        names_font = {"name": self._typeface, "size": 11, "color": LIGHT.ink}
        chart.set_y_axis(
            {"reverse": True, "num_font": names_font, "line": {"color": LIGHT.context}, "interval_unit": 1}
        )
        chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
        most = PAGE_ROWS * ROW_PIXELS - 2 * ROW_PIXELS
        height = min(HEAD_PIXELS + BAR_PIXELS * len(table.rows), most)
        head = HEAD_PIXELS / 2 / height
        chart.set_plotarea({"layout": {"x": NAMES, "y": head, "width": 0.9 - NAMES, "height": 0.98 - head}})
        chart.set_chartarea({"border": {"none": True}})
        chart.set_size({"width": WIDTH_PIXELS, "height": height})
        self._charts.append((chart, clean(title)))

    def write(self, name: str) -> None:
        """Add the sheet, if there is a chart to stand on it."""
        if not self._charts:
            return
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        for place, (chart, title) in enumerate(self._charts):
            sheet.insert_chart(place * PAGE_ROWS, 0, chart, {"description": title})
        sheet.set_h_pagebreaks([place * PAGE_ROWS for place in range(1, len(self._charts))])
        sheet.print_area(0, 0, len(self._charts) * PAGE_ROWS - 1, LAST_COLUMN)
