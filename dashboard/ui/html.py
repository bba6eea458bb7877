"""Role: the few pieces of own HTML, every text escaped; the only caller of ``st.html``."""

from html import escape
from pathlib import Path

import streamlit as st

from dashboard.charts.palette import Palette, palette
from dashboard.charts.spec import Role
from dashboard.ui.mode import mode

_SHEET = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def text(value: object) -> str:
    """Anything as text that can be put between tags or into a quoted attribute."""
    return escape(str(value), quote=True)


def element(tag: str, name: str, *inner: str, title: str = "") -> str:
    """``<tag class="sk-name">``; ``inner`` must be safe already (``text`` or another element)."""
    hint = f' title="{text(title)}"' if title else ""
    return f'<{tag} class="sk-{name}"{hint}>{"".join(inner)}</{tag}>'


def show(markup: str) -> None:
    """Draw safe markup."""
    st.html(markup)


def style() -> None:
    """Our style sheet, with the colours of the mode the reader sees."""
    colours = palette(mode())
    st.html(f"<style>:root{{{_variables(colours)}}}{_SHEET}</style>")


def role_class(role: Role) -> str:
    """Modifier class of a role: ``is-good``."""
    return f"is-{role.value}"


def _variables(colours: Palette) -> str:
    names = ("page", "surface", "ink", "muted", "line", "actual", "actual_soft", "plan", "context")
    status = ("attention", "attention_soft", "good", "good_soft")
    return "".join(f"--sk-{name.replace('_', '-')}:{getattr(colours, name)};" for name in names + status)
