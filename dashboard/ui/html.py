"""Role: the little own HTML there is, built so that no text from data can become markup."""

import json
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import NewType

import streamlit as st

from dashboard.charts.palette import Palette, palette
from dashboard.charts.spec import Role
from dashboard.i18n import t
from dashboard.ui.mode import mode

Markup = NewType("Markup", str)
"""HTML that is safe to show. Only ``text`` and ``element`` make it, and the type checker holds to that."""

NOTHING = Markup("")

_SHEET = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_OWN_CLASS = "sk-"
_CHROME = {"skip": "ui.chrome.skip", "upload": "ui.chrome.upload"}


def text(value: object) -> Markup:
    """Anything as text between tags."""
    return Markup(escape(str(value), quote=True))


def lines(words: str) -> Markup:
    """Text whose line breaks stay."""
    return Markup("<br>".join(escape(line) for line in words.split("\n")))


def element(tag: str, name: str = "", *inner: Markup, role: Role | None = None, **attributes: str) -> Markup:
    """``<tag class="sk-name is-role" …>``; ``aria_label`` stands for ``aria-label``.

    ``role`` is the colour's meaning; the attribute of that name is ``role_``. Empty ``data_…`` are left out.
    """
    classes = " ".join(
        filter(None, (f"{_OWN_CLASS}{name}" if name else "", f"is-{role.value}" if role else ""))
    )
    given = {"class": classes} if classes else {}
    pairs = (given | attributes).items()
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in pairs
        if value or not key.startswith("data_")
    )
    return Markup(f"<{tag}{written}>{''.join(inner)}</{tag}>")


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces one after the other."""
    return Markup("".join(parts))


def show(markup: Markup, *, tight: bool = False) -> None:
    """Draw it; ``tight``: no wider than its words, so that something can stand beside it."""
    st.html(markup, width="content" if tight else "stretch")


def style() -> None:
    """Our style sheet, with the colours of the mode the reader sees."""
    st.html(f"<style>:root{{{_variables(palette(mode()))}{_words()}}}{_SHEET}</style>")


def sheet(own: Path) -> None:
    """One more style sheet of ours, for a page that needs it."""
    st.html(f"<style>{_read(own)}</style>")


@cache
def _read(own: Path) -> str:
    return own.read_text(encoding="utf-8")


def _words() -> str:
    """Words of ours in the places where Streamlit has English ones without a setting."""
    # A style sheet does not know JSON's escapes, so the letters themselves.
    words = ((name, json.dumps(t(key), ensure_ascii=False)) for name, key in _CHROME.items())
    return "".join(f"--sk-word-{name}:{word};" for name, word in words)


def _variables(colours: Palette) -> str:
    names = ("page", "surface", "ink", "muted", "line", "actual", "actual_soft", "plan", "context")
    status = ("attention", "attention_soft", "good", "good_soft")
    return "".join(f"--sk-{name.replace('_', '-')}:{getattr(colours, name)};" for name in names + status)
