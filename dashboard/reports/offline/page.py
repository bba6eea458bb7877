"""Role: the one file: our words, figures and typeface in it, and a script that asks nobody for anything."""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from plotly.offline import get_plotlyjs

from dashboard.charts.palette import LIGHT
from dashboard.i18n import t
from dashboard.reports.blocks import Document
from dashboard.reports.offline.content import block
from dashboard.reports.plain_text import clean
from data_access.vocabulary import Measure

WEIGHTS = (400, 600, 700)
PARTS = {"latin": "U+0000-00FF,U+2000-206F", "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,"
         "U+01A0-01A1,U+01AF-01B0,U+0300-0323,U+1EA0-1EF9,U+20AB"}  # fmt: skip
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data:"
)
"""The file may load nothing, from wherever it is opened."""


@dataclass(frozen=True)
class Choice:
    """One state of the filters."""

    phase: int
    measure: Measure
    unit: str

    @property
    def key(self) -> str:
        """As the file's script writes it."""
        return f"{self.unit}|{self.phase}|{self.measure}"


@dataclass(frozen=True)
class Offer:
    """What can be chosen: (number or code, name), and what is shown first."""

    phases: tuple[tuple[int, str], ...]
    units: tuple[tuple[str, str], ...]
    first: Choice


def page(first: Document, offer: Offer, documents: Mapping[Choice, Document]) -> bytes:
    """The whole file."""
    content = {
        "phases": [[str(number), clean(name)] for number, name in offer.phases],
        "units": [[code, clean(name)] for code, name in offer.units],
        "measures": [[str(measure), t(f"ui.filters.measures.{measure}")] for measure in Measure],
        "first": [offer.first.unit, str(offer.first.phase), str(offer.first.measure)],
        "states": {choice.key: _state(document) for choice, document in documents.items()},
        "words": {
            name: t(f"offline.{name}") for name in ("search", "none", "unit", "phase", "measure", "how")
        },
    }
    own = files("dashboard.reports.offline")
    return "".join(
        (
            f'<!doctype html><html lang="{first.language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(clean(first.title))} – {escape(clean(first.unit_name))}</title>",
            f"<style>{_typeface()}:root{{{_colours()}}}",
            f"{(own / 'page.css').read_text('utf-8')}</style></head>",
            f"<body><header><h1>{escape(clean(first.unit_name))}</h1>",
            f'<p class="origin">{escape(clean(first.provenance.line))}</p>',
            '<div id="filters"></div></header><main id="main" tabindex="-1"></main>',
            f'<script type="application/json" id="content">{_safe_json(content)}</script>',
            f"<script>{get_plotlyjs()}</script>",
            f"<script>{(own / 'page.js').read_text('utf-8')}</script></body></html>",
        )
    ).encode()


def _state(document: Document) -> dict[str, Any]:
    return {
        "unit": clean(document.unit_name),
        "origin": clean(document.provenance.line),
        "blocks": [block(each) for each in document.blocks],
    }


def _safe_json(content: object) -> str:
    """JSON inside a page: nothing in it can end the element that holds it."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _typeface() -> str:
    static = files("dashboard") / "static"
    rules = []
    for weight in WEIGHTS:
        for part, letters in PARTS.items():
            data = (static / f"be-vietnam-pro-{part}-{weight}-normal.woff2").read_bytes()
            source = f"url(data:font/woff2;base64,{b64encode(data).decode()})"
            rules.append(
                f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};src:{source} format("woff2");'
                f"unicode-range:{letters}}}"
            )
    return "".join(rules)


def _colours() -> str:
    names = ("page", "surface", "ink", "muted", "line", "actual", "actual_soft", "plan", "context")
    more = ("attention", "good", "good_soft")
    return "".join(f"--{name.replace('_', '-')}:{getattr(LIGHT, name)};" for name in names + more)
