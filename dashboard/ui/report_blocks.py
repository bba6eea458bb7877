"""Role: the blocks of the deck: order, hide, retitle, own words, own pages of text or picture."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cache
from dashboard.actions import saving
from dashboard.i18n import numbers, t
from dashboard.reports import pictures
from dashboard.reports.blocks import BlockKind, Document
from dashboard.reports.wishes import BlockWish
from dashboard.ui import filters, html, report_facts, report_sets, report_wishes, show
from dashboard.ui.html import element, text
from data_access.saved_items import LONGEST_NAME
from data_access.vocabulary import SavedKind

OWN = (BlockKind.TEXT, BlockKind.PICTURE)
"""Kinds of which a person may add any number."""

SHEET = Path(__file__).with_name("report.css")

_LONGEST_TITLE = 160


def draw(document: Document) -> None:
    """The list, the two buttons that add an own page, and what is kept by name."""
    blocks = report_wishes.current().blocks
    said = {block.kind for block in document.blocks}
    html.sheet(SHEET)
    with st.container(key="panel-blocks"):
        show.heading(t("report_page.blocks"))
        for place, wish in enumerate(blocks):
            _row(place, wish, is_empty=not wish.hidden and wish.kind not in said)
        with st.container(horizontal=True, key="plain-add"):
            for kind in OWN:
                st.button(t(f"report_page.add.{kind}"), key=f"add-{kind}", on_click=_add, args=(kind,))
            report_sets.choose()


def preview(titles: tuple[str, ...]) -> None:
    """What the slides say, in order."""
    with st.container(key="panel-preview"):
        show.heading(t("report_page.preview", n=numbers.integer(len(titles))))
        items = (element("li", "", text(title)) for title in titles)
        html.show(element("ol", "slides", *items))


def _row(place: int, wish: BlockWish, *, is_empty: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"plain-block-{place}"):
        key = _key("shown", place)
        st.session_state[key] = not wish.hidden
        name = _name(wish)
        name = t("report_page.no_figures", name=name) if is_empty else name
        if wish.kind is BlockKind.CAUSES and not wish.lines:
            name = t("report_page.usual_words", name=name)
        st.checkbox(filters.plain(name), key=key, on_change=_show, args=(place,))
        _move(place, -1, "↑")
        _move(place, 1, "↓")
        # The name is the same in all rows: the row says of what.
        with st.popover(
            t("report_page.edit"), key=_key("edit", place), type="tertiary", on_change="rerun"
        ) as found:
            if found.open:
                _edit(place, wish)


def _name(wish: BlockWish) -> str:
    kind = t(f"report_page.kind.{wish.kind}")
    return f"{kind}: {wish.title}" if wish.title else kind


def _move(place: int, step: int, sign: str) -> None:
    words = t("report_page.up" if step < 0 else "report_page.down")
    st.button(
        sign, key=_key("up" if step < 0 else "down", place), type="tertiary", help=words, on_click=_moved,
        args=(place, step),
    )  # fmt: skip


def _edit(place: int, wish: BlockWish) -> None:
    _field("title", place, wish.title, st.text_input, max_chars=_LONGEST_TITLE)
    if wish.kind is BlockKind.PICTURE:
        _picture(place, wish)
    else:
        _field("lines", place, "\n".join(wish.lines), st.text_area, help=t("report_page.lines_help"))
    if wish.kind in OWN:
        st.button(t("report_page.remove"), key=_key("remove", place), on_click=_remove, args=(place,))


def _field(name: str, place: int, now: str, draw_it: Any, **options: Any) -> None:
    key = _key(name, place)
    st.session_state[key] = now
    draw_it(t(f"report_page.{name}"), key=key, on_change=_written, args=(name, place), **options)


def _picture(place: int, wish: BlockWish) -> None:
    kept = [item.name for item in saving.listed(cache.stored_database(), SavedKind.PICTURE)]
    key = _key("picture", place)
    st.session_state[key] = wish.picture if wish.picture in kept else None
    st.selectbox(
        t("report_page.picture.kept"), kept, key=key, placeholder=t("report_page.picture.choose"),
        format_func=filters.plain, on_change=_written, args=("picture", place),
    )  # fmt: skip
    st.file_uploader(
        t("report_page.picture.add"), type=["png", "jpg", "jpeg"], key=_key("file", place),
        on_change=_uploaded, args=(place,),
    )  # fmt: skip


def _key(name: str, place: int) -> str:
    return f"block-{name}-{place}-{report_wishes.number()}"


def _blocks() -> list[BlockWish]:
    return list(report_wishes.current().blocks)


def _put(place: int, **changes: Any) -> None:
    blocks = _blocks()
    blocks[place] = replace(blocks[place], **changes)
    report_wishes.change(blocks=tuple(blocks))


def _show(place: int) -> None:
    _put(place, hidden=not st.session_state[_key("shown", place)])


def _written(name: str, place: int) -> None:
    value = st.session_state[_key(name, place)] or ""
    _put(place, **{name: report_facts.lines(value) if name == "lines" else value.strip()})


def _moved(place: int, step: int) -> None:
    """One place further; the first goes no further up, nor the last down."""
    blocks = _blocks()
    blocks.insert(max(place + step, 0), blocks.pop(place))
    report_wishes.change(blocks=tuple(blocks))


def _add(kind: BlockKind) -> None:
    report_wishes.change(blocks=(*_blocks(), BlockWish(kind, title=t(f"report_page.new.{kind}"))))


def _remove(place: int) -> None:
    blocks = _blocks()
    del blocks[place]
    report_wishes.change(blocks=tuple(blocks))


def _uploaded(place: int) -> None:
    file = st.session_state[_key("file", place)]
    if file is None:
        return

    def keep() -> None:
        data = file.getvalue()
        pictures.check(data)
        name = saving.save(
            cache.stored_database(), SavedKind.PICTURE, file.name[-LONGEST_NAME:], {},
            user=cache.viewer().name, file=data,
        )  # fmt: skip
        _put(place, picture=name)

    report_wishes.attempt(keep)
