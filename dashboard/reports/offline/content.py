"""Role: blocks as plain values for the offline file: finished words beside what a table is sorted by."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.charts import plotly
from dashboard.charts.spec import ChartSpec, Kind, Point, Series, Value
from dashboard.reports.blocks import (
    Block,
    Cell,
    CellKind,
    Chart,
    Exact,
    Figure,
    Figures,
    Paragraphs,
    Part,
    Picture,
    Statement,
    Table,
)
from dashboard.reports.plain_text import clean

PLOT_HEIGHT = 320
"""Pixels of a drawn chart; rows of bars take what they need."""


def block(each: Block) -> dict[str, Any]:
    """One block."""
    return {
        "key": each.key,
        "title": clean(each.title),
        "parts": [part for one in each.parts if (part := _part(one)) is not None],
        "notes": [clean(note) for note in each.notes],
    }


def _part(part: Part) -> dict[str, Any] | None:
    if isinstance(part, Statement):
        texts = {"sentence": part.sentence, "number": part.number, "under": part.under}
        return {"kind": "statement", **{name: clean(text) for name, text in texts.items()}}
    if isinstance(part, Figures):
        return {"kind": "figures", "figures": [_figure(figure) for figure in part.figures]}
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Paragraphs):
        return {"kind": "text", "lines": [clean(line) for line in part.lines], "listed": part.listed}
    if isinstance(part, Picture):
        return None
    return _chart(part)


def _figure(figure: Figure) -> dict[str, Any]:
    texts = {"label": figure.label, "value": figure.value, "beside": figure.beside, "detail": figure.detail}
    role = figure.role.value if figure.role else ""
    return {**{name: clean(text) for name, text in texts.items()}, "role": role}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": clean(table.title),
        "columns": [
            {"name": clean(column.name), "words": column.kind is CellKind.TEXT} for column in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "totals": None if table.totals is None else [clean(cell.shown) for cell in table.totals],
        "note": clean(table.note),
    }


def _cell(cell: Cell) -> list[Any]:
    """Shown, sorted by (None: not known, last), role."""
    return [clean(cell.shown), _order(cell.exact), cell.role.value if cell.role else ""]


def _order(exact: Exact) -> float | str | None:
    """Only for the order of lines; what is shown are the words."""
    if isinstance(exact, int | Decimal):
        return float(exact)
    return exact.isoformat() if isinstance(exact, date) else exact


def _chart(chart: Chart) -> dict[str, Any] | None:
    spec = chart.spec
    if spec.is_empty:
        return None
    head = {"title": clean(spec.title), "unit": clean(spec.unit), "text": clean(spec.text), "note": spec.note}
    if spec.kind in (Kind.BULLET, Kind.PAIRED_BARS):
        return {"kind": "bars", **head, **_bars(spec)}
    figure = json.loads(plotly.draw(spec, "light", PLOT_HEIGHT).to_json())
    for trace in figure["data"]:
        trace.pop("customdata", None)  # what a click asks of the server
    return {"kind": "plot", **head, "figure": figure, "height": PLOT_HEIGHT}


def _bars(spec: ChartSpec) -> dict[str, Any]:
    limit = None if spec.limit is None else Decimal(spec.limit)
    scales = [_longest(series, spec.reference, limit) for series in spec.series]
    rows = [
        {
            "name": clean(points[0].name),
            "hover": clean(points[0].hover),
            "bars": [
                _bar(point, series, scale, limit)
                for point, series, scale in zip(points, spec.series, scales, strict=True)
            ],
        }
        for points in zip(*(series.points for series in spec.series), strict=True)
    ]
    goal = None if spec.reference is None else _percent(Decimal(spec.reference), scales[0])
    names = [clean(series.name) for series in spec.series] if len(spec.series) > 1 else []
    return {"rows": rows, "goal": goal, "goal_name": clean(spec.reference_name), "names": names}


def _bar(point: Point, series: Series, scale: Decimal, limit: Decimal | None) -> dict[str, Any]:
    value = None if point.y is None else Decimal(point.y)
    is_broken = value is not None and limit is not None and value > limit
    shown = value if not is_broken else limit
    return {
        "width": None if shown is None else _percent(shown, scale),
        "broken": is_broken,
        "label": clean(point.label),
        "role": (point.role or series.role).value,
        "label_role": point.label_role.value if point.label_role else "",
    }


def _longest(series: Series, reference: Value | None, limit: Decimal | None) -> Decimal:
    values = [Decimal(point.y) for point in series.points if point.y is not None]
    longest = max([*values, Decimal(reference or 0), Decimal("0.000001")])
    return longest if limit is None else min(longest, limit)


def _percent(value: Decimal, scale: Decimal) -> str:
    return f"{value / scale * 98:.2f}%"
