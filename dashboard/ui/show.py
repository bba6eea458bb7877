"""Role: drawing what a view says: charts in panels, sentences, notes; one way for every page."""

from collections.abc import Sequence

import streamlit as st

from dashboard.charts import plotly
from dashboard.charts.spec import ChartSpec, Kind
from dashboard.i18n import t
from dashboard.ui import bars, chart_table, html
from dashboard.ui.mode import mode

LINE_HEIGHT = 300
"""Height of a line or column chart in pixels, so that two rows fit a 768 px screen."""


def chart(spec: ChartSpec, key: str, *, height: int | None = None, fill: bool = False) -> None:
    """A chart in its panel: the message, the unit, the picture and its text equivalent.

    ``height`` in pixels. Without it rows of bars take what they need, and others ``LINE_HEIGHT``.
    ``fill``: as high as what stands beside it, at least ``height``.
    """
    chart_table.remember(key, spec)
    with st.container(key=f"panel-{key}"):
        if spec.is_empty:
            html.show(html.joined((_heading(spec), html.element("p", "empty", html.text(t("charts.empty"))))))
        elif spec.kind in (Kind.BULLET, Kind.PAIRED_BARS):
            note = html.element("p", "note", html.text(spec.note)) if spec.note else html.NOTHING
            html.show(html.joined((_heading(spec, key), bars.markup(spec, height), note)))
        else:
            html.show(_heading(spec, key))
            _picture(spec, key, height or LINE_HEIGHT, fill=fill)
            if spec.note:
                html.show(html.element("p", "note", html.text(spec.note)))


def _picture(spec: ChartSpec, key: str, height: int, *, fill: bool) -> None:
    st.plotly_chart(
        plotly.draw(spec, mode(), None if fill else height),
        theme=None,
        config=plotly.CONFIG,
        key=f"chart-{key}",
        alt=spec.text,
        height="stretch" if fill else height,
    )


def _heading(spec: ChartSpec, key: str = "") -> html.Markup:
    """``key``: of a chart that was drawn and so has a table."""
    table = chart_table.button(key, spec) if key else html.NOTHING
    name = html.element("h3", "", html.text(spec.title))
    unit = html.element("span", "unit", html.text(spec.unit))
    return html.element("div", "heading", name, unit, table)


def lead(sentence: str) -> None:
    """The screen's one sentence, in large type."""
    html.show(html.element("p", "lead", html.text(sentence)))


def line(label: str, parts: Sequence[str | tuple[str, str]]) -> None:
    """``Cần đôn đốc: … · …``; a part with a question beside it, ``(words, ask)``, opens its figure."""
    name = html.element("b", "", html.text(label))
    said = [_said(part) for part in parts]
    between = html.text(" · ")
    inner = [piece for one in said for piece in (between, one)][1:]
    html.show(html.element("p", "line", name, html.text(" "), *inner), tight=True)


def _said(part: str | tuple[str, str]) -> html.Markup:
    if isinstance(part, str):
        return html.text(part)
    words, ask = part
    return html.element("button", "said sk-asks", html.text(words), type="button", data_ask=ask)


def note(words: str, *, tight: bool = False) -> None:
    """Small grey words; ``tight``: no wider than they are."""
    html.show(html.element("p", "note", html.text(words)), tight=tight)


def notes(*words: str) -> None:
    """Small grey words, a line each; empty ones are left out."""
    for each in filter(None, words):
        note(each)


def chips(parts: Sequence[tuple[str, str] | tuple[str, str, str]]) -> None:
    """Counts with their names, side by side: ``(name, figure)``, with a question ``(name, figure, ask)``."""
    if parts:
        html.show(html.element("div", "chips", *(_chip(*part) for part in parts)))


def _chip(name: str, figure: str, ask: str = "") -> html.Markup:
    inner = (html.text(f"{name} "), html.element("b", "", html.text(figure)))
    if ask:
        return html.element("button", "chip sk-asks", *inner, type="button", data_ask=ask)
    return html.element("span", "chip", *inner)


def readings(parts: Sequence[tuple[str, Sequence[str]]], key: str) -> None:
    """What pictures show, in words: a name and its sentences; several are small print."""
    inner = [
        html.joined(
            (
                html.element("dt", "", html.text(name)),
                *(html.element("dd", "small" if len(words) > 1 else "", html.text(each)) for each in words),
            )
        )
        for name, words in parts
    ]
    with st.container(key=f"panel-{key}"):
        html.show(html.element("dl", "readings", *inner))


def heading(words: str) -> None:
    """A panel's heading without a chart."""
    html.show(html.element("div", "heading", html.element("h3", "", html.text(words))))


def empty(title: str, what_to_do: str) -> None:
    """A state without figures: what is the matter, and what to do next."""
    with st.container(key="panel-empty"):
        name = html.element("b", "", html.text(title))
        html.show(html.element("p", "empty", name, html.lines(f"\n{what_to_do}")))
