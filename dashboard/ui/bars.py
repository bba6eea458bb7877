"""Role: draws specs of horizontal bars as rows of text and bar: they wrap on a phone, print, read out.

A plotting library lays names, bars and figures out in pixels of one width; a page has many widths.
"""

from decimal import Decimal

from dashboard.charts.spec import ChartSpec, Kind, Point, Role, Series, Value
from dashboard.i18n import t
from dashboard.ui.html import NOTHING, Markup, element, text

BASE_PX = 14
"""Pixels of one rem in the theme; heights in rem grow with the text on a projector."""

LETTER_REM = Decimal("0.47")
"""Width of a letter of the figures beside the bars; none may be cut, whatever there is to tell."""

ROOM = Decimal("0.98")
"""Share of a track that the longest bar takes, so that its end shows."""


def markup(spec: ChartSpec, room: int | None = None) -> Markup:
    """The rows of a BULLET or PAIRED_BARS spec; in ``room`` pixels they spread evenly, or scroll."""
    rows = _bullets(spec) if spec.kind is Kind.BULLET else _paired(spec)
    name = f"rows sk-{spec.kind.value}"
    letters = max((len(point.label) for point in spec.series[0].points), default=0)
    style = f"--sk-figure:{letters * LETTER_REM:.2f}rem"
    if room is None:
        return element("div", name, *rows, role_="group", aria_label=spec.text, style=style)
    # Scrolls when there are many rows, so it must take the keyboard.
    style += f";height:{Decimal(room) / BASE_PX:.2f}rem"
    return element(
        "div", f"{name} sk-roomed", *rows, role_="group", aria_label=spec.text, style=style, tabindex="0"
    )


def _bullets(spec: ChartSpec) -> list[Markup]:
    series = spec.series[0]
    values = [_broken(point.y, spec.limit) for point in series.points]
    scale = max([value for value in values if value is not None] + [Decimal(spec.reference or 1)]) / ROOM
    target = Decimal(spec.reference or 1) / scale
    head = element(
        "div",
        "row sk-rowhead",
        element("span", "name"),
        element(
            "span",
            "track",
            element("span", "goal", text(f"{spec.reference_name} 100%"), style=_left(target)),
        ),
        element("span", "figure"),
    )
    rows = [
        element(
            "div",
            "row",
            element("span", "name", text(point.name)),
            _track(point, series, value, scale, spec.limit, element("i", "tick", style=_left(target))),
            element("span", "figure", text(point.label), role=point.label_role),
            title=point.hover,
            data_ask=point.ask,  # by keyboard the chart's table: a row is lower than a target should be
        )
        for point, value in zip(series.points, values, strict=True)
    ]
    return [head, *rows]


def _paired(spec: ChartSpec) -> list[Markup]:
    scales = [_scale(series) for series in spec.series]
    names = [element("span", "figure", text(series.name)) for series in spec.series]
    head = element("div", "row sk-rowhead", element("span", "name"), *names)
    rows = [
        element(
            "div",
            "row",
            element("span", "name", text(points[0].name)),
            *(
                element(
                    "span",
                    "pair",
                    _track(point, series, _exact(point.y), scale, None),
                    element("span", "figure", text(point.label)),
                    data_ask=point.ask,
                )
                for point, series, scale in zip(points, spec.series, scales, strict=True)
            ),
            title=points[0].hover,
        )
        for points in zip(*(series.points for series in spec.series), strict=True)
    ]
    return [head, *rows]


def _track(
    point: Point,
    series: Series,
    value: Decimal | None,
    scale: Decimal,
    limit: Value | None,
    *over: Markup,
) -> Markup:
    bar = NOTHING
    if value is not None:
        role: Role = point.role or series.role
        is_broken = limit is not None and point.y is not None and point.y > limit
        mark = element("b", "", text(t("charts.broken_mark"))) if is_broken else NOTHING
        bar = element("span", "fill", mark, role=role, style=f"width:{_percent(value / scale)}")
    return element("span", "track", bar, *over)


def _scale(series: Series) -> Decimal:
    return max([_exact(point.y) or Decimal(0) for point in series.points] + [Decimal(1)])


def _broken(value: Value | None, limit: Value | None) -> Decimal | None:
    exact = _exact(value)
    return exact if exact is None or limit is None else min(exact, Decimal(limit))


def _exact(value: Value | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _left(share: Decimal) -> str:
    return f"left:{_percent(share)}"


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"
