"""Role: bars with their figures in columns beside them, so that one slide says both: a chart and a table."""

from dataclasses import replace
from itertools import pairwise

from dashboard.charts.spec import ChartSpec
from dashboard.i18n import t
from dashboard.reports import pptx_charts, pptx_tables, text_fit
from dashboard.reports.blocks import Cell, Table
from dashboard.reports.pptx_master import Box
from dashboard.reports.pptx_pieces import GAP, SMALL, ChartPart, Pieces, Words, words_height
from dashboard.reports.pptx_tables import Sheet

POINTS = 18
MOST_PITCH = 38.0
"""Few bars stay together instead of filling the slide."""

NAMES = 0.64
"""Share of the chart's width that names may take: its figures stand outside."""


def pages(spec: ChartSpec, beside: Table, rest: Box, room: Box) -> list[Pieces]:
    """The slides; rows of the table are as high as the bars are apart, the totals close the last one."""
    # "Vượt/thiếu" may break after its stroke, as words do after a space.
    columns = tuple(replace(column, name=column.name.replace("/", "/ ")) for column in beside.columns)
    beside = replace(beside, columns=columns)
    widths, head, pitch = _measured(beside)
    notes = " ".join(filter(None, (spec.note, beside.note)))
    note = words_height(Words((notes,), SMALL), room.width) + 6 if notes else 0.0
    lines = len(beside.rows) + (beside.totals is not None)
    most = max(int((min(rest.height, room.height) - head - note) // pitch), 2)
    count = -(-lines // most)
    borders = [lines * place // count for place in range(count + 1)]
    # The same pitch on every slide.
    tallest = max(end - start for start, end in pairwise(borders))
    pitch = max(pitch, min((rest.height - head - note) / tallest, MOST_PITCH))
    made = []
    for place, (start, end) in enumerate(pairwise(borders)):
        box = rest if place == 0 else room
        pieces = _slide(spec, beside, (start, min(end, len(beside.rows))), (widths, head, pitch), box)
        if note and place == count - 1:
            below = Box(box.left, box.bottom - note + 6, box.width, note - 6)
            pieces.append((below, Words((notes,), SMALL, quiet=True)))
        made.append(pieces)
    return made


Measures = tuple[tuple[float, ...], float, float]
"""Widths of the columns, height of their head, least distance from row to row."""


def _measured(beside: Table) -> Measures:
    side = 2 * pptx_tables.SIDE + 1
    widths = []
    for place, column in enumerate(beside.columns):
        shown = [text_fit.width(row[place].shown, POINTS) for row in beside.rows]
        if beside.totals is not None:
            shown.append(text_fit.width(beside.totals[place].shown, POINTS, bold=True))
        widths.append(max(*shown, pptx_tables.in_two_lines(column.name, POINTS)) + side)
    head = pptx_tables.row_height([Cell(column.name) for column in beside.columns], widths, POINTS, bold=True)
    return tuple(widths), head, pptx_tables.row_height([Cell("0")], [side + POINTS], POINTS)


def _slide(spec: ChartSpec, beside: Table, span: tuple[int, int], measures: Measures, box: Box) -> Pieces:
    widths, head, pitch = measures
    start, end = span
    rows = beside.rows[start:end]
    last = end == len(beside.rows)
    totals = beside.totals if last else None
    bars = replace(spec, series=tuple(replace(s, points=s.points[start:end]) for s in spec.series))
    width = box.width - sum(widths) - GAP
    chart = Box(box.left, box.top, width, head + len(rows) * pitch)
    part = ChartPart(_unlabelled(bars), _unlabelled(spec), spec.text, head=head, names=NAMES)
    sheet = Sheet(
        points=POINTS,
        columns=beside.columns,
        widths=widths,
        header=head,
        rows=rows,
        heights=(pitch,) * len(rows),
        totals=totals,
        total_height=pitch if totals else 0.0,
    )
    pieces: Pieces = []
    if rows:
        pieces.append((chart, part))
    pieces.append((Box(box.right - sum(widths), box.top, sum(widths), sheet.height), sheet))
    if totals:
        names = pptx_charts.names_width(spec, width, NAMES)
        name = t("reports.column.total")
        left = box.left + max(names - text_fit.width(name, POINTS, bold=True) - 8, 0.0)
        at = Box(left, chart.bottom + (pitch - POINTS * text_fit.LINE) / 2, width - left + box.left,
                 POINTS * text_fit.LINE)  # fmt: skip
        pieces.append((at, Words((name,), POINTS, bold=True)))
    return pieces


def _unlabelled(spec: ChartSpec) -> ChartSpec:
    """The figures stand in the columns."""
    series = [
        replace(each, points=tuple(replace(point, label="") for point in each.points)) for each in spec.series
    ]
    return replace(spec, series=tuple(series), note="")
